/// The bytes of an XML document as UTF-8, whichever of the two encodings they are in that every reader must know.
enum XMLText {
    enum Encoding: Sendable {
        case utf8, utf16BigEndian, utf16LittleEndian
    }

    /// XML 1.0, appendix F: by the mark of byte order, or by how the first `<` looks.
    static func encoding(of bytes: [UInt8]) -> Encoding {
        guard bytes.count > 1 else { return .utf8 }
        switch (bytes[0], bytes[1]) {
        case (0xFE, 0xFF), (0, UInt8(ascii: "<")): return .utf16BigEndian
        case (0xFF, 0xFE), (UInt8(ascii: "<"), 0): return .utf16LittleEndian
        default: return .utf8
        }
    }

    static func utf8(_ bytes: [UInt8]) -> [UInt8] { utf8(bytes, like: encoding(of: bytes)) }

    /// Without the mark of byte order.
    static func utf8(_ bytes: [UInt8], like encoding: Encoding) -> [UInt8] {
        switch encoding {
        case .utf8:
            return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        case .utf16BigEndian, .utf16LittleEndian:
            let text = utf16(bytes, littleEndian: encoding == .utf16LittleEndian)
            return Array(text.utf8)
        }
    }

    static func utf16(_ bytes: [UInt8], littleEndian: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(littleEndian ? second << 8 | first : first << 8 | second)
        }
        if units.first == 0xFEFF { units.removeFirst() }
        return String(decoding: units, as: UTF16.self)
    }
}
