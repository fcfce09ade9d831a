/// Paths of files as links write them, and back (RFC 3986, section 2).
package enum PercentEncoding {
    /// What is no part of an address is encoded; what is encoded already stays.
    package static func encoded(_ path: String) -> String {
        guard path.utf8.contains(where: mustBeEncoded) else { return path }
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        for byte in path.utf8 {
            if mustBeEncoded(byte) {
                text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            } else {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The path of a file by its name on disk: all but slashes and what never needs it is encoded, a `%` too.
    package static func encodedName(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
                UInt8(ascii: "/"):
                text.append(byte)
            default: text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Text as the value of a form's field in an address (https://url.spec.whatwg.org/#application/x-www-form-urlencoded).
    package static func formValue(_ text: String) -> String {
        var value: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "*"):
                value.append(byte)
            case 0x20: value.append(UInt8(ascii: "+"))
            default:
                value.append(UInt8(ascii: "%"))
                if byte < 0x10 { value.append(UInt8(ascii: "0")) }
                value += String(byte, radix: 16, uppercase: true).utf8
            }
        }
        return String(decoding: value, as: UTF8.self)
    }

    /// The path of an address as it stands in an attribute of stored markup, decoded; what follows `?` or `#` left out.
    package static func decodedPath(ofAttribute address: String) -> String {
        let path = address.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        // Most have none, and looking for it by characters takes longer than all else that is done with a link.
        guard path.contains(UInt8(ascii: "&")) else { return decoded(String(Substring(path))) }
        return decoded(String(Substring(path)).replacing("&amp;", with: "&"))
    }

    /// Triplets decoded, as a file is named on disk; the path itself where that gives no text.
    package static func decoded(_ path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
        var bytes: [UInt8] = []
        var rest = path.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { return path }
        return text
    }

    private static func mustBeEncoded(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F...: true
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"): true
        default: false
        }
    }
}
