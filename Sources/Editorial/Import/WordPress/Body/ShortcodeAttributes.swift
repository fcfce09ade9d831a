/// The attributes of a shortcode's tag (`shortcode_parse_atts`, wp-includes/shortcodes.php).
///
/// One of `name="value"`, `name='value'`, `name=value`, `"value"`, `'value'` or a bare word is read at a time, and each
/// must be followed by white space or the end; what is not, is a bare word up to the next white space, quotes and all.
/// Beyond WordPress, a value may stand in the quotes that editors make of `"`: `“…”`, `″…″`, `&quot;…&quot;` and the
/// numeric entities, for which WordPress would take a bare word `value=“one` and lose the rest.
struct ShortcodeAttributes {
    private(set) var named: [(name: String, value: String)] = []
    private(set) var positional: [String] = []

    init(in source: Span<UInt8>, _ range: Range<Int>) {
        let plain = Self.withPlainSpaces(source, range)
        let bytes = plain.span
        var index = bytes.endOfSpace(from: 0)
        while index < bytes.count {
            index = bytes.endOfSpace(from: read(bytes, at: index))
        }
    }

    /// Reads one attribute and answers with its end.
    private mutating func read(_ bytes: Span<UInt8>, at index: Int) -> Int {
        let endOfName = bytes.endOfName(from: index)
        let sign = bytes.endOfSpace(from: endOfName)
        if endOfName > index, bytes.has("=", at: sign) {
            let start = bytes.endOfSpace(from: sign + 1)
            if let (value, end) = Self.quoted(bytes, at: start) ?? Self.typographicallyQuoted(bytes, at: start)
                ?? Self.unquoted(bytes, at: start)
            {
                set(bytes.text(index..<endOfName), to: Self.value(bytes, value))
                return end
            }
        } else if let (value, end) = Self.quoted(bytes, at: index) {
            if !value.isEmpty { positional.append(Self.value(bytes, value)) }
            return end
        }
        var end = index
        while end < bytes.count, !bytes[end].isSpace { end += 1 }
        positional.append(Self.value(bytes, index..<end))
        return end
    }

    private mutating func set(_ name: String, to value: String) {
        let name = name.lowercased()
        if let index = named.firstIndex(where: { $0.name == name }) {
            named[index].value = value
        } else if named.count < Self.limit {
            named.append((name, value))
        }
    }

    /// No shortcode has this many attributes; the limit keeps the search for doubles from growing with the square.
    private static var limit: Int { 200 }

    /// `"…"` or `'…'` with white space or the end behind it.
    private static func quoted(_ bytes: Span<UInt8>, at index: Int) -> (value: Range<Int>, end: Int)? {
        guard index < bytes.count else { return nil }
        let quote = bytes[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        let closing = bytes.index(of: quote, from: index + 1)
        guard closing < bytes.count, isEnd(bytes, closing + 1) else { return nil }
        return (index + 1..<closing, closing + 1)
    }

    private static func typographicallyQuoted(_ bytes: Span<UInt8>, at index: Int) -> (value: Range<Int>, end: Int)? {
        let start = endOfTypographicQuote(bytes, at: index)
        guard start > index else { return nil }
        var closing = start
        while closing < bytes.count {
            closing = bytes.index(of: UInt8(ascii: "&"), or: 0xE2, from: closing)
            let end = endOfTypographicQuote(bytes, at: closing)
            if end > closing { return isEnd(bytes, end) ? (start..<closing, end) : nil }
            closing += 1
        }
        return nil
    }

    private static func endOfTypographicQuote(_ bytes: Span<UInt8>, at index: Int) -> Int {
        for quote: StaticString in [
            "&quot;", "&#34;", "&#034;", "\u{201C}", "\u{201D}", "\u{201E}", "\u{2033}", "&#8220;", "&#8221;",
            "&#8222;", "&#8243;", "&ldquo;", "&rdquo;",
        ] where bytes.has(quote, at: index) {
            return index + quote.utf8CodeUnitCount
        }
        return index
    }

    private static func unquoted(_ bytes: Span<UInt8>, at index: Int) -> (value: Range<Int>, end: Int)? {
        var end = index
        while end < bytes.count, !bytes[end].isSpace, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "'") {
            end += 1
        }
        return end > index && isEnd(bytes, end) ? (index..<end, end) : nil
    }

    private static func isEnd(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        index >= bytes.count || bytes[index].isSpace
    }

    /// No-break and zero-width spaces part attributes like others.
    private static func withPlainSpaces(_ source: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            if source.has("\u{A0}", at: index), index + 2 <= range.upperBound {
                output.append(0x20)
                index += 2
            } else if source.has("\u{200B}", at: index), index + 3 <= range.upperBound {
                output.append(0x20)
                index += 3
            } else {
                output.append(source[index])
                index += 1
            }
        }
        return output
    }

    /// A value as its handler sees it: C escapes resolved (PHP's `stripcslashes`), and nothing at all where a `<` in it
    /// is never closed.
    private static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < range.upperBound else {
                output.append(byte)
                continue
            }
            appendEscape(bytes, &index, to: range.upperBound, output: &output)
        }
        let lastOpening = output.lastIndex(of: UInt8(ascii: "<")) ?? -1
        let lastClosing = output.lastIndex(of: UInt8(ascii: ">")) ?? -1
        return lastOpening > lastClosing ? "" : String(decoding: output, as: UTF8.self)
    }

    /// Appends what the escape whose letter stands at `index` means, and moves `index` behind it.
    private static func appendEscape(_ bytes: Span<UInt8>, _ index: inout Int, to end: Int, output: inout [UInt8]) {
        let letter = bytes[index]
        index += 1
        switch letter {
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "a"): output.append(0x07)
        case UInt8(ascii: "v"): output.append(0x0B)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "x") where index < end && hexValue(bytes[index]) != nil:
            var value: UInt8 = 0
            for _ in 0..<2 {
                guard index < end, let digit = hexValue(bytes[index]) else { break }
                value = value << 4 | digit
                index += 1
            }
            output.append(value)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var value = letter & 7
            for _ in 0..<2 {
                guard index < end, bytes[index] & 0xF8 == 0x30 else { break }
                value = value << 3 | bytes[index] & 7
                index += 1
            }
            output.append(value)
        default: output.append(letter)
        }
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
