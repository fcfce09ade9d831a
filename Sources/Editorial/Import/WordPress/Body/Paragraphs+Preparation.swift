/// The passes before the paragraphs are cut.
extension Paragraphs {
    /// `<br\s*/?>\s*<br\s*/?>` becomes a blank line.
    static func joinDoubledBreaks(_ text: [UInt8]) -> [UInt8] {
        let bytes = text.span
        var rewriting = Rewriting()
        var index = bytes.index(of: "<br", from: 0)
        while index < bytes.count {
            var next = index + 3
            if let end = endOfBreak(in: bytes, at: index) {
                next = bytes.endOfSpace(from: end)
                if let second = endOfBreak(in: bytes, at: next) {
                    rewriting.replace(index..<second, of: bytes, with: "\n\n")
                    next = second
                }
            }
            index = bytes.index(of: "<br", from: next)
        }
        return rewriting.finish(bytes) ?? text
    }

    private static func endOfBreak(in bytes: Span<UInt8>, at index: Int) -> Int? {
        bytes.has("<br", at: index) ? endOfVoidTag(in: bytes, from: index + 3) : nil
    }

    /// The end of `\s*/?>`.
    private static func endOfVoidTag(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var end = bytes.endOfSpace(from: start)
        if end < bytes.count, bytes[end] == UInt8(ascii: "/") { end += 1 }
        return end < bytes.count && bytes[end] == UInt8(ascii: ">") ? end + 1 : nil
    }

    /// Five replacements in one pass: a blank line before the start of a block, one behind its end and behind `<hr>`;
    /// every newline becomes LF; and a newline inside an element becomes ` <!-- wpnl --> ` until the end.
    ///
    /// That this stand-in holds a `>` matters: to the later passes the element ends there.
    static func isolateBlocks(_ text: [UInt8]) -> (text: [UInt8], marks: Marks) {
        let bytes = text.span
        var rewriting = Rewriting()
        var marks: Marks = []
        var endOfElement = 0
        var index = nextOfMarkup(in: bytes, from: 0, endOfElement: 0)
        while index < bytes.count {
            let isInElement = index < endOfElement
            switch bytes[index] {
            case 0x0A:
                rewriting.replace(index..<index + 1, of: bytes, with: newlineInElement)
                marks.insert(.newlineInElement)
                index += 1
            case 0x0D:
                let end = bytes.has("\r\n", at: index) ? index + 2 : index + 1
                rewriting.replace(index..<end, of: bytes, with: isInElement ? newlineInElement : "\n")
                if isInElement { marks.insert(.newlineInElement) }
                index = end
            default:
                let tag = Tag(in: bytes, at: index)
                marks.formUnion(tag.marks)
                if tag.opensBlock {
                    // WordPress puts LF LF in before it reads newlines: after a lone CR, the first makes it CR LF.
                    let followsReturn = index > 0 && bytes[index - 1] == 0x0D
                    for _ in 0..<(followsReturn ? 1 : 2) {
                        rewriting.replace(index..<index, of: bytes, with: isInElement ? newlineInElement : "\n")
                    }
                    if isInElement { marks.insert(.newlineInElement) }
                }
                if !isInElement { endOfElement = MarkupElements.end(in: bytes, at: index) }
                index += 1
                if let end = tag.endOfBlock {
                    while true {
                        index = nextOfMarkup(in: bytes, from: index, endOfElement: end)
                        guard index < end else { break }
                        // Newlines in `<hr >`, the one end with room for them.
                        let next = bytes.has("\r\n", at: index) ? index + 2 : index + 1
                        rewriting.replace(index..<next, of: bytes, with: newlineInElement)
                        marks.insert(.newlineInElement)
                        index = next
                    }
                    let isInElement = end < endOfElement
                    rewriting.replace(end..<end, of: bytes, with: isInElement ? newlineInElement : "\n")
                    rewriting.replace(end..<end, of: bytes, with: isInElement ? newlineInElement : "\n")
                    if isInElement { marks.insert(.newlineInElement) }
                    index = end
                }
            }
            index = nextOfMarkup(in: bytes, from: index, endOfElement: endOfElement)
        }
        return (rewriting.finish(bytes) ?? text, marks)
    }

    private static var newlineInElement: StaticString { " <!-- wpnl --> " }

    /// The next `<` or CR, and inside an element LF, or `count`.
    @inline(__always)
    private static func nextOfMarkup(in bytes: Span<UInt8>, from start: Int, endOfElement: Int) -> Int {
        var index = start
        while index < endOfElement {
            let byte = bytes[index]
            if byte == UInt8(ascii: "<") || byte == 0x0A || byte == 0x0D { return index }
            index += 1
        }
        return bytes.index(of: UInt8(ascii: "<"), or: 0x0D, from: index)
    }

    /// What the tag at a `<` asks for.
    private struct Tag {
        var marks: Marks = []
        var opensBlock = false
        /// The index behind a tag that wants a blank line behind it.
        var endOfBlock: Int?

        init(in bytes: Span<UInt8>, at index: Int) {
            guard index + 1 < bytes.count else { return }
            let first = bytes[index + 1]
            let isClosing = first == UInt8(ascii: "/")
            let start = isClosing ? index + 2 : index + 1
            if BlockElements.startsName(in: bytes, at: start) {
                marks.insert(.block)
                if let end = BlockElements.endOfName(in: bytes, at: start), end < bytes.count {
                    let next = bytes[end]
                    if isClosing {
                        if next == UInt8(ascii: ">") { endOfBlock = end + 1 }
                    } else {
                        opensBlock = next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || next.isSpace
                    }
                }
            }
            switch first {
            case UInt8(ascii: "h") where bytes.has("hr", at: start):
                endOfBlock = Paragraphs.endOfVoidTag(in: bytes, from: start + 2)
            case UInt8(ascii: "o") where bytes.has("option", at: start): marks.insert(.option)
            case UInt8(ascii: "s") where bytes.has("source", at: start): marks.insert(.mediaSource)
            case UInt8(ascii: "t") where bytes.has("track", at: start): marks.insert(.mediaSource)
            case UInt8(ascii: "f") where bytes.has("figcaption", at: start): marks.insert(.figcaption)
            case UInt8(ascii: "l") where bytes.has("li", at: start): marks.insert(.listItem)
            case UInt8(ascii: "b"), UInt8(ascii: "B"):
                if bytes.hasIgnoringCase("blockquote", at: start) { marks.insert([.blockquote, .block]) }
            case UInt8(ascii: "!") where bytes.has("<!-- wpnl -->", at: index): marks.insert(.newlineInElement)
            case UInt8(ascii: "/"):
                if bytes.has("object>", at: start) { marks.insert(.object) }
                if bytes.has("blockquote>", at: start) { marks.insert(.blockquote) }
                if bytes.has("div>", at: start) || bytes.has("address>", at: start) || bytes.has("form>", at: start) {
                    marks.insert(.container)
                }
            default: break
            }
        }
    }

    /// Takes the stand-ins for newlines back: ` <!-- wpnl --> ` with its spaces, and what was written without them.
    static func restoreNewlines(_ text: [UInt8]) -> [UInt8] {
        let bytes = text.span
        var rewriting = Rewriting()
        var index = bytes.index(of: "<!-- wpnl -->", from: 0)
        while index < bytes.count {
            let isPadded =
                index > rewriting.settled && bytes[index - 1] == 0x20 && bytes.has("<!-- wpnl --> ", at: index)
            rewriting.replace(isPadded ? index - 1..<index + 14 : index..<index + 13, of: bytes, with: "\n")
            index = bytes.index(of: "<!-- wpnl -->", from: rewriting.settled)
        }
        return rewriting.finish(bytes) ?? text
    }
}
