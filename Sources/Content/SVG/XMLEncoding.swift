/// Brings the bytes of an XML file to UTF-8.
///
/// Read are UTF-8, UTF-16 with a byte order mark, and ISO-8859-1, which is taken for Windows-1252 as browsers do. What
/// a browser might read differently than this, UTF-7 above all, is refused and not guessed.
enum XMLEncoding {
    static func utf8(_ bytes: [UInt8]) throws(SVGError) -> [UInt8] {
        if bytes.starts(with: [0x1F, 0x8B]) { throw .compressed }
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes.dropFirst(2), lowFirst: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes.dropFirst(2), lowFirst: false) }
        if bytes.starts(with: [0x3C, 0]) || bytes.starts(with: [0, 0x3C]) { throw .unreadableEncoding("UTF-8") }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let declared = hasMark ? nil : declaration(in: bytes)
        switch declared?.lowercased() {
        // Programs that write from memory often name UTF-16 and save UTF-8.
        case nil, "utf-8", "utf8", "us-ascii", "ascii", "utf-16":
            guard String(validating: bytes, as: UTF8.self) != nil else { throw .unreadableEncoding("UTF-8") }
            return hasMark ? Array(bytes.dropFirst(3)) : bytes
        case "iso-8859-1", "latin1", "windows-1252", "cp1252": return windows1252(bytes)
        default: throw .unreadableEncoding(declared ?? "")
        }
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, lowFirst: Bool) throws(SVGError) -> [UInt8] {
        guard bytes.count.isMultiple(of: 2) else { throw .unreadableEncoding("UTF-16") }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var first: UInt8?
        for byte in bytes {
            guard let earlier = first else {
                first = byte
                continue
            }
            let (low, high) = lowFirst ? (earlier, byte) : (byte, earlier)
            units.append(UInt16(high) << 8 | UInt16(low))
            first = nil
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw .unreadableEncoding("UTF-16") }
        return Array(text.utf8)
    }

    /// The encoding's name in `<?xml version="1.0" encoding="…"?>`.
    private static func declaration(in bytes: [UInt8]) -> String? {
        let head = bytes.drop(while: \.isXMLSpace).prefix(256)
        guard head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let words = head[..<end].split { $0.isXMLSpace || "='\"?".utf8.contains($0) }
        guard let key = words.firstIndex(where: { $0.elementsEqual("encoding".utf8) }), key + 1 < words.count else {
            return nil
        }
        return String(decoding: words[key + 1].filter { $0 > 0x20 && $0 < 0x7F }.prefix(32), as: UTF8.self)
    }

    private static func windows1252(_ bytes: [UInt8]) -> [UInt8] {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let isSpecial = (0x80...0x9F).contains(byte)
            text.append(isSpecial ? specials[Int(byte) - 0x80] : Unicode.Scalar(byte))
        }
        return Array(String(text).utf8)
    }

    /// 0x80 to 0x9F, by encoding.spec.whatwg.org; the five that stand for nothing are spaces here.
    private static let specials = Array("€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ".unicodeScalars)
}

extension UInt8 {
    /// A space, tab, line feed or carriage return. A form feed is no white space in XML.
    var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }

    /// What a name in XML is made of. All characters beyond ASCII count, since no name is ever written from its source.
    var isXMLNameByte: Bool {
        isASCIILetter || isASCIIDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
            || self == UInt8(ascii: ".") || self == UInt8(ascii: ":") || self >= 0x80
    }
}
