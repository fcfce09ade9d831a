/// XML, written as bytes.
struct XMLText {
    private(set) var bytes: [UInt8]

    init() { bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) }

    /// Markup as it is.
    mutating func raw(_ markup: String) { bytes += Array(markup.utf8) }

    /// `<name>text</name>` and a line's end.
    mutating func element(_ name: String, _ text: String) {
        raw("<\(name)>")
        escaped(text)
        raw("</\(name)>\n")
    }

    /// Text with `&`, `<`, `>` and `"` escaped, and without the control characters that XML has no way to write.
    mutating func escaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "<"): raw("&lt;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "\""): raw("&quot;")
            case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20: continue
            default: bytes.append(byte)
            }
        }
    }
}
