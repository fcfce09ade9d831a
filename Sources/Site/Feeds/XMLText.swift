/// XML 1.0, written as bytes.
struct XMLText {
    private(set) var bytes: [UInt8]

    init() { bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) }

    /// Markup as it is.
    mutating func raw(_ markup: String) { bytes += markup.utf8 }

    /// `<name>text</name>` and a line's end.
    mutating func element(_ name: String, _ text: String) {
        raw("<\(name)>")
        escaped(text)
        raw("</\(name)>\n")
    }

    /// `<name key="value"/>` and a line's end, or with a text in it; an attribute without a value is left out.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String?>, _ text: String? = nil) {
        raw("<\(name)")
        for case (let key, let value?) in attributes {
            raw(" \(key)=\"")
            escaped(value)
            raw("\"")
        }
        guard let text else { return raw("/>\n") }
        raw(">")
        escaped(text)
        raw("</\(name)>\n")
    }

    /// Text with `&`, `<`, `>` and `"` escaped, and without what XML has no way to write: control characters, U+FFFE, U+FFFF
    /// (https://www.w3.org/TR/xml/#charsets).
    mutating func escaped(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            bytes.reserveCapacity(bytes.count + utf8.count + utf8.count / 8)
            var index = 0
            while index < utf8.count {
                let byte = utf8[index]
                switch byte {
                case UInt8(ascii: "&"): bytes += "&amp;".utf8
                case UInt8(ascii: "<"): bytes += "&lt;".utf8
                case UInt8(ascii: ">"): bytes += "&gt;".utf8
                case UInt8(ascii: "\""): bytes += "&quot;".utf8
                case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20: break
                // EF BF BE and EF BF BF.
                case 0xEF where index + 2 < utf8.count && utf8[index + 1] == 0xBF && utf8[index + 2] >= 0xBE: index += 2
                default: bytes.append(byte)
                }
                index += 1
            }
        }
    }
}
