/// Readings of a path's text.
enum PathText {
    /// `/category/news/page/3/` is page 3 of `/category/news/`.
    static func pageNumber(_ path: String) -> (base: String, number: Int64)? {
        guard path.hasSuffix("/") else { return nil }
        let parts = path.dropLast().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[parts.count - 2] == "page", let last = parts.last, last.utf8.allSatisfy(isDigit),
            let number = Int64(last), number >= 1
        else { return nil }
        return (parts.dropLast(2).joined(separator: "/") + "/", number)
    }

    /// `/2019/05/photo-1024x683.jpg` is a copy of `/2019/05/photo.jpg`.
    static func withoutSize(_ path: String) -> String? {
        guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let stem = path[..<dot]
        guard let dash = stem.utf8.lastIndex(of: UInt8(ascii: "-")) else { return nil }
        let size = stem[stem.utf8.index(after: dash)...].utf8.split(
            separator: UInt8(ascii: "x"), omittingEmptySubsequences: false)
        guard size.count == 2, size.allSatisfy({ !$0.isEmpty && $0.count <= 5 && $0.allSatisfy(isDigit) }) else { return nil }
        return String(stem[..<dash] + path[dot...])
    }

    /// A path with its percent-triplets decoded, as files are named; itself where that is no text.
    static func decoded(_ path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
        var bytes: [UInt8] = []
        var rest = path.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                rest.count >= 2
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

    /// A path as a link writes it: what is no part of an address is percent-encoded, what is encoded already stays.
    static func encoded(_ path: String) -> String {
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

    private static func mustBeEncoded(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte >= 0x7F
            || [UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\")].contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
