/// Markup whose elements stand within elements beyond any measure, made flat: paragraphs, headings, breaks, pictures and links stay,
/// every other tag goes and its words remain. What comes of it is no safer than before: it is for `HTMLSanitizer`.
package struct FlattenedMarkup {
    package let text: String

    /// Elements that end one another, or have nothing in them: never one within the other.
    private static let kept: Set<String> = ["p", "br", "hr", "img", "a", "h1", "h2", "h3", "h4", "h5", "h6"]
    /// Tags in the middle of words.
    private static let inline: Set<String> = [
        "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "nobr", "q", "s",
        "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
    ]
    /// What is between their tags is no text.
    private static let raw: Set<String> = ["script", "style", "iframe", "noembed", "noframes", "textarea", "title", "xmp"]

    package init(_ markup: String) {
        let bytes = Array(markup.utf8)
        var flat: [UInt8] = []
        flat.reserveCapacity(bytes.count)
        var isParted = true
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<"), let tag = Tag(in: bytes, at: index) else {
                if !bytes[index].isHTMLSpace { isParted = false }
                flat.append(bytes[index])
                index += 1
                continue
            }
            // A tag without an end is none, and takes what follows with it, as in a browser.
            guard tag.isWhole else { break }
            index = tag.end
            if FlattenedMarkup.raw.contains(tag.name) {
                if !tag.isEnd { index = FlattenedMarkup.end(of: tag.name, in: bytes, from: tag.end) }
            } else if FlattenedMarkup.kept.contains(tag.name) {
                flat += bytes[tag.start..<tag.end]
                isParted = tag.name == "p"
            } else if !tag.name.isEmpty, !FlattenedMarkup.inline.contains(tag.name), !isParted {
                flat += Array("<p>".utf8)
                isParted = true
            }
        }
        // A paragraph that nothing came into.
        if isParted, flat.suffix(3).elementsEqual("<p>".utf8) { flat.removeLast(3) }
        text = String(decoding: flat, as: UTF8.self)
    }

    /// The index of `</name`, or the end.
    private static func end(of name: String, in bytes: [UInt8], from start: Int) -> Int {
        let mark = Array("</\(name)".utf8)
        var index = start
        while index + mark.count <= bytes.count {
            if bytes[index] == mark[0], zip(mark, bytes[index...]).allSatisfy({ $0 == $1 || $0 == $1 | 0x20 }) { return index }
            index += 1
        }
        return bytes.count
    }

    /// A start tag, an end tag or a comment.
    private struct Tag {
        /// Lower case; empty for a comment.
        var name = ""
        var isEnd = false
        var start: Int
        /// Behind it.
        var end: Int
        var isWhole = true

        init?(in bytes: [UInt8], at start: Int) {
            self.start = start
            var index = start + 1
            guard index < bytes.count else { return nil }
            if bytes[index] == UInt8(ascii: "!") {
                let isComment = bytes[index...].starts(with: "!--".utf8)
                while index < bytes.count {
                    if bytes[index] == UInt8(ascii: ">"), !isComment || index >= start + 5 && bytes[..<index].hasSuffix("--") {
                        break
                    }
                    index += 1
                }
                end = min(index + 1, bytes.count)
                return
            }
            if bytes[index] == UInt8(ascii: "/") {
                isEnd = true
                index += 1
            }
            let nameStart = index
            while index < bytes.count, bytes[index].isASCIILetterOrDigit { index += 1 }
            guard index > nameStart, !(0x30...0x39).contains(bytes[nameStart]) else { return nil }
            name = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
            var quote: UInt8?
            while index < bytes.count {
                let byte = bytes[index]
                if let open = quote {
                    if byte == open { quote = nil }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if byte == UInt8(ascii: ">") {
                    end = index + 1
                    return
                }
                index += 1
            }
            (end, isWhole) = (bytes.count, false)
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}

extension UInt8 {
    fileprivate var isASCIILetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
