/// A text as gumbo is given it: shorter, and without what harms gumbo.
///
/// gumbo spends its time on characters, about 70 ns on each, and an article is mostly running text that means nothing
/// to a parser. So each longer run of it is replaced by one character of Unicode's last private area, and `expand`
/// gives the run back when the tree is written. A mistake here could misplace words but never let a tag through: the
/// runs are escaped like any other text.
///
/// Where the text turns to something whose end only the parser knows, such as `<svg>`, the rest is left as it is.
struct HTMLSource {
    static let limit = 4 << 20

    /// What gumbo reads: a document in standards mode, with its body begun.
    private(set) var bytes: [UInt8]
    private let text: [UInt8]
    private var runs: [Range<Int>] = []

    init(_ source: String, shortening: Bool = true) throws(HTMLError) {
        guard source.utf8.count <= Self.limit else { throw .tooLarge(limit: Self.limit) }
        var text = HTMLCharacters.plain(Array(source.utf8))
        let isPrivate = Self.tameNumbers(in: &text)
        self.text = text
        bytes = Array("<!DOCTYPE html><body>".utf8)
        bytes.reserveCapacity(bytes.count + text.count / 2)
        if shortening, !isPrivate {
            shorten()
        } else {
            bytes += text
        }
        disarmCDATA()
    }

    /// Of the text itself, in bytes.
    var length: Int { text.count }

    /// Hands over the text that this text of the tree stands for, in pieces.
    func expand(_ node: UnsafeBufferPointer<UInt8>, piece: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard !runs.isEmpty else { return piece(node) }
        var start = 0
        while let mark = node[start...].firstIndex(of: 0xF4) {
            guard mark + 3 < node.count else { break }
            piece(UnsafeBufferPointer(rebasing: node[start..<mark]))
            let number = Int(node[mark + 1] & 0x3F) << 12 | Int(node[mark + 2] & 0x3F) << 6 | Int(node[mark + 3] & 0x3F)
            if runs.indices.contains(number) {
                text.withUnsafeBufferPointer { piece(UnsafeBufferPointer(rebasing: $0[runs[number]])) }
            }
            start = mark + 4
        }
        piece(UnsafeBufferPointer(rebasing: node[start...]))
    }

    /// Puts a replacement character for each number that is no character's: gumbo 0.10.1 lets the number overflow and
    /// ends the text there. Returns whether the text has characters of the private area, as such or as a number.
    private static func tameNumbers(in text: inout [UInt8]) -> Bool {
        var isPrivate = text.contains(0xF4)
        var tamed: [UInt8] = []
        var start = 0
        var index = 0
        while let mark = text[index...].firstIndex(of: UInt8(ascii: "&")) {
            index = mark + 1
            guard text[index...].first == UInt8(ascii: "#") else { continue }
            let isHex = text[(index + 1)...].first.map { $0 | 0x20 } == UInt8(ascii: "x")
            let digits = text[(index + (isHex ? 2 : 1))...].prefix { isHex ? $0.isASCIIHexDigit : $0.isASCIIDigit }
            let digitsThatCount = String(decoding: digits.drop { $0 == UInt8(ascii: "0") }.prefix(8), as: UTF8.self)
            let number = UInt32(digitsThatCount, radix: isHex ? 16 : 10) ?? 0
            if number >= 0x10_0000 { isPrivate = true }
            guard number > 0x10_FFFF else { continue }
            tamed += text[start..<mark]
            tamed += "\u{FFFD}".utf8
            start = digits.endIndex
            if text[start...].first == UInt8(ascii: ";") { start += 1 }
            index = start
        }
        if start > 0 { text = tamed + text[start...] }
        return isPrivate
    }

    /// CDATA within foreign content stops gumbo 0.10.1 by an assertion when a table is open (`parser.c`,
    /// `handle_in_table`). Outside of foreign content, which is never kept, it is a comment; here it always is.
    private mutating func disarmCDATA() {
        var index = bytes.startIndex
        while let mark = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = mark + 1
            if bytes[index...].starts(with: "![".utf8) { bytes[index + 1] = UInt8(ascii: "-") }
        }
    }
}

// MARK: - Shortening

extension HTMLSource {
    private mutating func shorten() {
        var index = 0
        while index < text.count {
            index = copyText(from: index)
            guard index < text.count else { return }
            guard let next = copyTag(from: index) else {
                bytes += text[index...]
                return
            }
            index = next
        }
    }

    /// Copies up to the next `<`, with a mark for each long run of plain text. Returns where it stopped.
    private mutating func copyText(from start: Int) -> Int {
        var index = start
        while index < text.count, text[index] != UInt8(ascii: "<") {
            // White space before text counts for a parser, in tables and after <pre>.
            let word = text[index...].firstIndex { !$0.isHTMLSpace } ?? text.count
            bytes += text[index..<word]
            index = word
            let end = text[index...].firstIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") } ?? text.count
            if end - index >= 24, runs.count < 0xFFFE {
                let mark = 0x10_0000 + runs.count
                bytes.append(0xF4)
                bytes.append(UInt8(0x80 | mark >> 12 & 0x3F))
                bytes.append(UInt8(0x80 | mark >> 6 & 0x3F))
                bytes.append(UInt8(0x80 | mark & 0x3F))
                runs.append(index..<end)
            } else {
                bytes += text[index..<end]
            }
            index = end
            if index < text.count, text[index] == UInt8(ascii: "&") {
                let reference = text[(index + 1)...].prefix { byte in
                    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";")
                }
                bytes += text[index..<reference.endIndex]
                index = reference.endIndex
            }
        }
        return index
    }

    /// Copies what begins with this `<`. Returns where it ends, or nil where that is left to the parser.
    private mutating func copyTag(from start: Int) -> Int? {
        let rest = text[(start + 1)...]
        guard let first = rest.first else { return nil }
        if first == UInt8(ascii: "!") { return copyComment(from: start) }
        if first == UInt8(ascii: "?") { return nil }
        let isEnd = first == UInt8(ascii: "/")
        let nameStart = isEnd ? start + 2 : start + 1
        guard let letter = text[nameStart...].first else { return nil }
        guard letter.isASCIILetter else {
            if isEnd { return nil }
            bytes.append(UInt8(ascii: "<"))
            return start + 1
        }
        guard let end = tagEnd(from: nameStart) else { return nil }
        if !isEnd {
            let name = text[nameStart...].prefix { $0.isASCIILetter }
            if Self.isForeign(name) { return nil }
            if Self.isRaw(name) { return copyRaw(from: start, name: name, contentStart: end) }
        }
        bytes += text[start..<end]
        return end
    }

    /// A comment is not kept; an empty one holds its place, since a table treats text on its two sides separately.
    private mutating func copyComment(from start: Int) -> Int? {
        let rest = text[start...]
        guard rest.starts(with: "<!--".utf8) else { return nil }
        var index = start + 4
        if text[index...].starts(with: ">".utf8) || text[index...].starts(with: "->".utf8) { return nil }
        while let dash = text[index...].firstIndex(of: UInt8(ascii: "-")) {
            index = dash + 1
            if text[dash...].starts(with: "--!".utf8) { return nil }
            if text[dash...].starts(with: "-->".utf8) {
                bytes += "<!---->".utf8
                return dash + 3
            }
        }
        return nil
    }

    /// Copies an element whose content is not markup, up to its end tag.
    private mutating func copyRaw(from start: Int, name: ArraySlice<UInt8>, contentStart: Int) -> Int? {
        var index = contentStart
        while let mark = text[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = mark + 1
            if text[index...].starts(with: "!--".utf8) { return nil }
            guard text[index...].first == UInt8(ascii: "/") else { continue }
            let candidate = text[(index + 1)...].prefix { $0.isASCIILetter }
            if candidate.elementsEqual(name, by: { $0 | 0x20 == $1 | 0x20 }) {
                bytes += text[start..<mark]
                return mark
            }
        }
        return nil
    }

    /// The index after the `>` of a tag, by the tokenizer's states of the HTML standard; nil where there is none.
    private func tagEnd(from nameStart: Int) -> Int? {
        enum State {
            case name, beforeAttribute, attribute, beforeValue, unquoted
            case quoted(UInt8)
        }
        var state = State.name
        var index = nameStart
        while index < text.count {
            let byte = text[index]
            index += 1
            switch state {
            case .quoted(let quote):
                if byte == quote { state = .beforeAttribute }
                continue
            case .beforeValue where byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"):
                state = .quoted(byte)
                continue
            default: break
            }
            if byte == UInt8(ascii: ">") { return index }
            switch state {
            case .beforeValue: if !byte.isHTMLSpace { state = .unquoted }
            case .unquoted: if byte.isHTMLSpace { state = .beforeAttribute }
            case .name: if byte.isHTMLSpace || byte == UInt8(ascii: "/") { state = .beforeAttribute }
            case .beforeAttribute: if !byte.isHTMLSpace, byte != UInt8(ascii: "/") { state = .attribute }
            case .attribute:
                // White space changes nothing: the `=` may still follow, or else the next name begins.
                if byte == UInt8(ascii: "=") { state = .beforeValue }
                if byte == UInt8(ascii: "/") { state = .beforeAttribute }
            case .quoted: break
            }
        }
        return nil
    }

    private static func isRaw(_ name: ArraySlice<UInt8>) -> Bool {
        ["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"].contains { raw in
            name.elementsEqual(raw.utf8, by: { $0 | 0x20 == $1 })
        }
    }

    private static func isForeign(_ name: ArraySlice<UInt8>) -> Bool {
        ["math", "noscript", "plaintext", "svg"].contains { foreign in
            name.elementsEqual(foreign.utf8, by: { $0 | 0x20 == $1 })
        }
    }
}
