/// A body and the marks by which its author cut it: `<!--more-->`, `<!--more text-->`, `<!--noteaser-->` and
/// `<!--nextpage-->`, with the block editor's comments round them.
///
/// (`get_the_content` in wp-includes/post-template.php, `generate_postdata` in wp-includes/class-wp-query.php.) An
/// article stands on one page here, so that the marks go and a page break becomes the end of a paragraph.
package struct MoreTag: Sendable {
    /// The content without any of the marks.
    package private(set) var content: String
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
        guard index < bytes.count else { return }
        let isBlockContent = BlockComments.isBlockContent(text)
        var endOfLine = 0
        var closing = 0
        while index < bytes.count {
            var next = index + 4
            if bytes.has("<!--nextpage-->", at: index) {
                next = index + 15
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
                }
                next = closing + 3
                rewriting.replace(index..<next, of: bytes)
            }
            index = bytes.index(of: "<!--", from: next)
        }
        if let rewritten = rewriting.finish(bytes) { content = String(decoding: rewritten, as: UTF8.self) }
    }

    private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        let start = bytes.endOfSpace(from: range.lowerBound)
        guard start < range.upperBound else { return nil }
        return bytes.text(start..<bytes.startOfSpace(before: range.upperBound, limit: start))
    }
}
