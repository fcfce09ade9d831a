/// The values of attributes, from shortcodes and into HTML.
enum AttributeText {
    /// What PHP's cast to an integer makes of it: the digits it begins with.
    static func leadingInteger(_ text: String) -> Int? {
        let digits = text.utf8.drop { $0.isSpace }.prefix { $0.isDigit }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// `sanitize_html_class`: percent-encoded bytes out, then all but letters, digits, `_` and `-`.
    static func className(_ text: String) -> String {
        let source = Array(text.utf8)
        var output: [UInt8] = []
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count, source[index + 1].isHexDigit,
                source[index + 2].isHexDigit
            {
                index += 3
                continue
            }
            if source[index].isNameByte { output.append(source[index]) }
            index += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// A text as the value of an attribute in double quotes.
    static func escaped(_ text: String) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): output.append("&amp;")
            case UInt8(ascii: "<"): output.append("&lt;")
            case UInt8(ascii: ">"): output.append("&gt;")
            case UInt8(ascii: "\""): output.append("&quot;")
            default: output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}

extension UInt8 {
    var isHexDigit: Bool { isDigit || (self | 0x20) >= 0x61 && (self | 0x20) <= 0x66 }
}
