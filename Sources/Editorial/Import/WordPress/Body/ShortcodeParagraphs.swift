/// Takes the paragraph off a shortcode that stands alone in it (`shortcode_unautop`, wp-includes/formatting.php), so
/// that the block it becomes is not put into a `<p>`.
struct ShortcodeParagraphs {
    private let isName: (String) -> Bool
    /// Answers already known, each for the last index it was asked at: many paragraphs may look at one far bracket.
    private var closing = End(index: 0, endOfParagraph: nil)
    private var endTags: [String: End] = [:]

    /// An index, and where the paragraph ends that ends right behind it.
    private struct End {
        var index: Int
        var endOfParagraph: Int?
    }

    static func removed(from text: [UInt8], isName: @escaping (String) -> Bool) -> [UInt8] {
        let bytes = text.span
        guard bytes.index(of: UInt8(ascii: "["), from: 0) < bytes.count else { return text }
        var paragraphs = ShortcodeParagraphs(isName: isName)
        var rewriting = Rewriting()
        var index = bytes.index(of: "<p>", from: 0)
        while index < bytes.count {
            let start = endOfBlank(in: bytes, from: index + 3)
            var next = index + 3
            if let end = paragraphs.endOfShortcode(in: bytes, at: start), let endOfParagraph = end.endOfParagraph {
                rewriting.replace(index..<start, of: bytes)
                rewriting.replace(end.index..<endOfParagraph, of: bytes)
                next = endOfParagraph
            }
            index = bytes.index(of: "<p>", from: next)
        }
        return rewriting.finish(bytes) ?? text
    }

    private init(isName: @escaping (String) -> Bool) {
        self.isName = isName
    }

    /// The end of the shortcode at `start`: behind its closing tag if the paragraph ends there, or else behind its tag.
    private mutating func endOfShortcode(in bytes: Span<UInt8>, at start: Int) -> End? {
        guard bytes.has("[", at: start) else { return nil }
        let endOfName = bytes.endOfName(from: start + 1)
        guard endOfName > start + 1, endOfName - start <= 100 else { return nil }
        let name = bytes.text(start + 1..<endOfName)
        guard isName(name) else { return nil }
        if closing.index <= endOfName {
            closing = Self.end(in: bytes, at: bytes.index(of: UInt8(ascii: "]"), from: endOfName) + 1)
        }
        guard closing.index <= bytes.count else { return nil }
        let isSelfClosing = closing.index - 2 >= endOfName && bytes[closing.index - 2] == UInt8(ascii: "/")
        if !isSelfClosing {
            var endTag = endTags[name] ?? End(index: 0, endOfParagraph: nil)
            if endTag.index < closing.index + name.utf8.count + 3 {
                endTag = Self.end(in: bytes, at: Self.endOfEndTag(name, in: bytes, from: closing.index))
                endTags[name] = endTag
            }
            if endTag.endOfParagraph != nil { return endTag }
        }
        return closing
    }

    private static func end(in bytes: Span<UInt8>, at index: Int) -> End {
        let tag = endOfBlank(in: bytes, from: index)
        return End(index: index, endOfParagraph: bytes.has("</p>", at: tag) ? tag + 4 : nil)
    }

    /// The index behind the next `[/name]`, or one behind the end of the text.
    private static func endOfEndTag(_ name: String, in bytes: Span<UInt8>, from start: Int) -> Int {
        var index = bytes.index(of: "[/", from: start)
        while index < bytes.count {
            let end = bytes.endOfName(from: index + 2)
            if end - index - 2 == name.utf8.count, bytes.has("]", at: end), bytes.text(index + 2..<end) == name {
                return end + 1
            }
            index = bytes.index(of: "[/", from: index + 2)
        }
        return .max
    }

    /// The end of spaces, newlines, tabs, no-break spaces and `&nbsp;` (`wp_spaces_regexp`).
    private static func endOfBlank(in bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            case 0xC2 where bytes.has("\u{A0}", at: index): index += 2
            case UInt8(ascii: "&") where bytes.has("&nbsp;", at: index): index += 6
            default: return index
            }
        }
        return index
    }
}
