/// A body and the marks by which its author cut it: `<!--more-->`, `<!--more text-->`, `<!--noteaser-->` and
/// `<!--nextpage-->`, with the block editor's comments round them.
///
/// (`get_the_content` in wp-includes/post-template.php, `generate_postdata` in wp-includes/class-wp-query.php.)
package struct MoreTag: Sendable {
    /// The content without any of the marks, on one page.
    package private(set) var content: String
    /// The content of each page, at least one. The first has `end` in the place of its first `<!--more-->`; what stands before a
    /// mark with `<!--noteaser-->` is left out, as WordPress leaves it out where the whole article is shown.
    package private(set) var pages: [String] = []
    /// The content before the first `<!--more-->` on the first page: where the author wants a teaser to end.
    package private(set) var beforeMore: String?
    /// What the author wants a link to the rest to say.
    package private(set) var linkText: String?
    /// Whether the article is to start behind the mark, without what stands before it.
    package private(set) var hidesTeaser = false

    package init(in source: String) {
        content = source
        let text = Array(source.utf8)
        let bytes = text.span
        var rewriting = Rewriting()
        var isFirstPage = true
        var index = bytes.index(of: "<!--", from: 0)
        pages = [source]
        guard index < bytes.count else { return }
        var breaks: [Range<Int>] = []
        var mark: Range<Int>?
        let isBlockContent = BlockComments.isBlockContent(text)
        var endOfLine = 0
        var closing = 0
        while index < bytes.count {
            var next = index + 4
            if bytes.has("<!--nextpage-->", at: index) {
                next = index + 15
                breaks.append(Self.withBlock("nextpage", index..<next, in: bytes))
                rewriting.replace(index..<next, of: bytes, with: isBlockContent ? "" : "\n\n")
                isFirstPage = false
            } else if bytes.has("<!--noteaser-->", at: index) {
                next = index + 15
                rewriting.replace(index..<next, of: bytes)
                hidesTeaser = true
            } else if bytes.has("<!--more", at: index) {
                // `<!--more(.*?)?-->`, all on one line.
                if endOfLine <= index { endOfLine = bytes.index(of: 0x0A, from: index) }
                if closing < index + 8 { closing = bytes.index(of: "-->", from: index + 8) }
                guard closing < endOfLine else {
                    index = bytes.index(of: "<!--", from: endOfLine)
                    continue
                }
                if beforeMore == nil, isFirstPage {
                    beforeMore = rewriting.soFar(bytes, to: index)
                    linkText = Self.trimmed(bytes, index + 8..<closing)
                    mark = Self.withBlock("more", index..<closing + 3, in: bytes)
                }
                next = closing + 3
                rewriting.replace(index..<next, of: bytes)
            }
            index = bytes.index(of: "<!--", from: next)
        }
        if let rewritten = rewriting.finish(bytes) { content = String(decoding: rewritten, as: UTF8.self) }
        pages = Self.pages(of: bytes, breaks, mark, hidesTeaser: hidesTeaser)
    }

    /// What stands where an author cut a body: `HTML.openingText` reads no further.
    static var end: StaticString { "<span class=\"wp-block-more\"></span>" }

    private static func pages(
        of bytes: Span<UInt8>, _ breaks: [Range<Int>], _ mark: Range<Int>?, hidesTeaser: Bool
    ) -> [String] {
        var pages: [String] = []
        var start = 0
        for (number, end) in (breaks + [bytes.count..<bytes.count]).enumerated() {
            guard end.lowerBound >= start else { continue }
            // One at the very beginning parts nothing.
            if number == 0, end.lowerBound == 0, !breaks.isEmpty {
                start = end.upperBound
                continue
            }
            var page = bytes.text(start..<end.lowerBound)
            if pages.isEmpty, let mark, mark.lowerBound >= start, mark.upperBound <= end.lowerBound {
                let after = bytes.text(mark.upperBound..<end.lowerBound)
                page = hidesTeaser ? after : bytes.text(start..<mark.lowerBound) + "\(MoreTag.end)" + after
            }
            pages.append(page.replacing("<!--noteaser-->", with: ""))
            start = end.upperBound
        }
        return pages.isEmpty ? [""] : pages
    }

    /// A mark with the comments of its block, and the line ends that belong to a page break.
    private static func withBlock(_ name: StaticString, _ mark: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
        var (start, end) = (mark.lowerBound, mark.upperBound)
        let opening = bytes.startOfSpace(before: start)
        let closing = bytes.endOfSpace(from: end)
        var unused = 0
        if let comment = BlockComments.Comment(in: bytes, at: closing, endOfAttributes: &unused), comment.isClosing,
            bytes.has(name, at: comment.name.lowerBound), comment.name.count == name.utf8CodeUnitCount
        {
            end = comment.end
        }
        // The comment that opens the block ends here; it has a name and at most a short object.
        if opening >= 3, bytes.has("-->", at: opening - 3) {
            var index = opening - 4
            let limit = max(0, opening - 300)
            while index > limit, !bytes.has("<!--", at: index) { index -= 1 }
            unused = 0
            if let comment = BlockComments.Comment(in: bytes, at: max(index, 0), endOfAttributes: &unused),
                comment.end == opening,
                !comment.isClosing, bytes.has(name, at: comment.name.lowerBound), comment.name.count == name.utf8CodeUnitCount
            {
                start = index
            }
        }
        if bytes.has("<!--nextpage-->", at: mark.lowerBound) {
            if start > 0, bytes[start - 1] == 0x0A { start -= 1 }
            if bytes.has("\n", at: end) { end += 1 }
        }
        return start..<end
    }

    private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        let start = bytes.endOfSpace(from: range.lowerBound)
        guard start < range.upperBound else { return nil }
        return bytes.text(start..<bytes.startOfSpace(before: range.upperBound, limit: start))
    }
}
