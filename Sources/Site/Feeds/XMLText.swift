/// XML 1.0, written as bytes.
struct XMLText {
    private(set) var bytes: [UInt8]

    init() { bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) }

    /// Markup as it is.
    mutating func raw(_ markup: String) { bytes += markup.utf8 }

    /// `<name>text</name>` and a line's end.
    mutating func element(_ name: String, _ text: String) {
        raw("<")
        raw(name)
        raw(">")
        escaped(text)
        raw("</")
        raw(name)
        raw(">\n")
    }

    /// `<name key="value"/>` and a line's end, or with a text in it; an attribute without a value is left out.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String?>, _ text: String? = nil) {
        raw("<")
        raw(name)
        for case (let key, let value?) in attributes {
            raw(" ")
            raw(key)
            raw("=\"")
            escaped(value)
            raw("\"")
        }
        guard let text else { return raw("/>\n") }
        raw(">")
        escaped(text)
        raw("</")
        raw(name)
        raw(">\n")
    }

    /// Text with `&`, `<`, `>` and `"` escaped, and without what XML has no way to write: control characters, U+FFFE, U+FFFF
    /// (https://www.w3.org/TR/xml/#charsets).
    mutating func escaped(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            bytes.reserveCapacity(bytes.count + utf8.count + utf8.count / 8)
            // What needs nothing is taken over a run at a time.
            var (start, index) = (0, 0)
            func replace(_ count: Int, by escape: StaticString) {
                bytes += UnsafeBufferPointer(rebasing: utf8[start..<index])
                bytes += UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount)
                index += count
                start = index
            }
            while index < utf8.count {
                switch utf8[index] {
                case UInt8(ascii: "&"): replace(1, by: "&amp;")
                case UInt8(ascii: "<"): replace(1, by: "&lt;")
                case UInt8(ascii: ">"): replace(1, by: "&gt;")
                case UInt8(ascii: "\""): replace(1, by: "&quot;")
                case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20: replace(1, by: "")
                // EF BF BE and EF BF BF.
                case 0xEF where index + 2 < utf8.count && utf8[index + 1] == 0xBF && utf8[index + 2] >= 0xBE: replace(3, by: "")
                default: index += 1
                }
            }
            replace(0, by: "")
        }
    }
}
