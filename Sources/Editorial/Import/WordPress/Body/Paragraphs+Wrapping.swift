/// The passes that cut the text into paragraphs and take `<p>` away again where a block stands.
///
/// BLOCK stands for `</?(?:table|thead|…|p|…)[^>]*>`, whose names have no end: see `BlockElements.startsName`.
extension Paragraphs {
    /// Parts the text at runs of white space with two newlines in them, and wraps each part as `<p>…</p>` and a newline.
    static func wrapped(_ text: [UInt8]) -> [UInt8] {
        let bytes = text.span
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8 + 64)
        var start = 0
        var index = bytes.index(of: 0x0A, from: 0)
        while index < bytes.count {
            let end = bytes.endOfSpace(from: index)
            var last = end - 1
            while bytes[last] != 0x0A { last -= 1 }
            if last > index {
                appendParagraph(start..<index, of: bytes, to: &output)
                start = last + 1
            }
            index = bytes.index(of: 0x0A, from: end)
        }
        appendParagraph(start..<bytes.count, of: bytes, to: &output)
        return output
    }

    private static func appendParagraph(_ range: Range<Int>, of bytes: Span<UInt8>, to output: inout [UInt8]) {
        guard !range.isEmpty else { return }
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == 0x0A { start += 1 }
        while start < end, bytes[end - 1] == 0x0A { end -= 1 }
        output.append("<p>")
        output.append(bytes, start..<end)
        output.append("</p>\n")
    }

    /// `<p>\s*</p>` goes.
    static func removeEmptyParagraphs(_ text: [UInt8]) -> [UInt8] {
        rewriteParagraphs(text) { bytes, index, rewriting in
            let end = bytes.endOfSpace(from: index + 3)
            guard bytes.has("</p>", at: end) else { return index + 3 }
            rewriting.replace(index..<end + 4, of: bytes)
            return end + 4
        }
    }

    /// `<p>text</div>` becomes `<p>text</p></div>`, for address and form too.
    static func closeParagraphsInContainers(_ text: [UInt8]) -> [UInt8] {
        rewriteParagraphs(text) { bytes, index, rewriting in
            let end = bytes.index(of: UInt8(ascii: "<"), from: index + 3)
            guard end > index + 3,
                bytes.has("</div>", at: end) || bytes.has("</address>", at: end) || bytes.has("</form>", at: end)
            else { return index + 3 }
            rewriting.replace(end..<end, of: bytes, with: "</p>")
            return end
        }
    }

    /// `<p>\s*BLOCK\s*</p>` keeps the block.
    static func unwrapBlocks(_ text: [UInt8]) -> [UInt8] {
        rewriteParagraphs(text) { bytes, index, rewriting in
            let start = bytes.endOfSpace(from: index + 3)
            guard let end = endOfBlock(in: bytes, at: start) else { return index + 3 }
            let closing = bytes.endOfSpace(from: end)
            guard bytes.has("</p>", at: closing) else { return index + 3 }
            rewriting.replace(index..<start, of: bytes)
            rewriting.replace(end..<closing + 4, of: bytes)
            return closing + 4
        }
    }

    /// `<p><li…</p>`, all on one line, keeps the item.
    static func unwrapListItems(_ text: [UInt8]) -> [UInt8] {
        var nextNewline = 0
        var nextClosing = 0
        return rewriteParagraphs(text) { bytes, index, rewriting in
            guard bytes.has("<p><li", at: index) else { return index + 3 }
            let start = index + 7
            if nextNewline < index + 6 { nextNewline = bytes.index(of: 0x0A, from: index + 6) }
            if nextClosing < start { nextClosing = bytes.index(of: "</p>", from: start) }
            guard nextClosing < bytes.count, nextClosing < nextNewline else { return index + 3 }
            rewriting.replace(index..<index + 3, of: bytes)
            rewriting.replace(nextClosing..<nextClosing + 4, of: bytes)
            return nextClosing + 4
        }
    }

    /// `<p><blockquote>` becomes `<blockquote><p>`, and `</blockquote></p>` likewise.
    static func moveParagraphsIntoQuotes(_ text: [UInt8]) -> [UInt8] {
        let text = rewriteParagraphs(text, ignoringCase: true) { bytes, index, rewriting in
            guard bytes.hasIgnoringCase("<blockquote", at: index + 3) else { return index + 3 }
            let end = bytes.index(of: UInt8(ascii: ">"), from: index + 14)
            guard end < bytes.count else { return index + 3 }
            rewriting.replace(index..<index + 14, of: bytes, with: "<blockquote")
            rewriting.replace(end + 1..<end + 1, of: bytes, with: "<p>")
            return end + 1
        }
        let bytes = text.span
        var rewriting = Rewriting()
        var index = bytes.index(of: "</blockquote></p>", from: 0)
        while index < bytes.count {
            rewriting.replace(index..<index + 17, of: bytes, with: "</p></blockquote>")
            index = bytes.index(of: "</blockquote></p>", from: index + 17)
        }
        return rewriting.finish(bytes) ?? text
    }

    /// `<p>\s*` before BLOCK goes.
    static func removeOpeningsBeforeBlocks(_ text: [UInt8]) -> [UInt8] {
        rewriteParagraphs(text) { bytes, index, rewriting in
            let start = bytes.endOfSpace(from: index + 3)
            guard let end = endOfBlock(in: bytes, at: start) else { return index + 3 }
            rewriting.replace(index..<start, of: bytes)
            return end
        }
    }

    /// `\s*</p>` behind BLOCK goes.
    static func removeClosingsAfterBlocks(_ text: [UInt8]) -> [UInt8] {
        removeAfterBlocks("</p>", from: text)
    }

    /// Takes `\s*` and `literal` out where they follow BLOCK.
    ///
    /// What decides is the `>`: whether any block's name begins between the `>` before and this one, and what follows.
    static func removeAfterBlocks(_ literal: StaticString, from text: [UInt8]) -> [UInt8] {
        let bytes = text.span
        var rewriting = Rewriting()
        var index = bytes.index(of: UInt8(ascii: "<"), from: 0)
        while index < bytes.count {
            guard BlockElements.startsTag(in: bytes, at: index) else {
                index = bytes.index(of: UInt8(ascii: "<"), from: index + 1)
                continue
            }
            let end = bytes.index(of: UInt8(ascii: ">"), from: index + 1)
            guard end < bytes.count else { break }
            let tail = bytes.endOfSpace(from: end + 1)
            var next = end + 1
            if bytes.has(literal, at: tail) {
                next = tail + literal.utf8CodeUnitCount
                rewriting.replace(end + 1..<next, of: bytes)
            }
            index = bytes.index(of: UInt8(ascii: "<"), from: next)
        }
        return rewriting.finish(bytes) ?? text
    }

    /// The index behind the BLOCK at `index`.
    private static func endOfBlock(in bytes: Span<UInt8>, at index: Int) -> Int? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "<"), BlockElements.startsTag(in: bytes, at: index)
        else { return nil }
        let end = bytes.index(of: UInt8(ascii: ">"), from: index + 1)
        return end < bytes.count ? end + 1 : nil
    }

    /// Calls `visit` at every `<p>`, which answers where to go on, never before the end of what it replaced.
    @inline(__always)
    private static func rewriteParagraphs(
        _ text: [UInt8], ignoringCase: Bool = false, _ visit: (Span<UInt8>, Int, inout Rewriting) -> Int
    ) -> [UInt8] {
        let bytes = text.span
        var rewriting = Rewriting()
        var index = bytes.index(of: UInt8(ascii: "<"), from: 0)
        while index < bytes.count {
            var next = index + 1
            if bytes.has("<p>", at: index) || ignoringCase && bytes.has("<P>", at: index) {
                next = visit(bytes, index, &rewriting)
            }
            index = bytes.index(of: UInt8(ascii: "<"), from: next)
        }
        return rewriting.finish(bytes) ?? text
    }
}
