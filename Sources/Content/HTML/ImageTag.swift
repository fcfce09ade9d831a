/// An `<img …>` of stored markup.
package struct ImageTag: Sendable {
    /// In bytes of UTF-8.
    package let range: Range<Int>
    /// With their values as they are written: escaped.
    package let attributes: [(name: String, value: String)]

    package subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The path of a picture of the magazine's own, decoded.
    package var path: String? {
        guard let source = self["src"], source.hasPrefix("/"), !source.hasPrefix("//") else { return nil }
        return PercentEncoding.decodedPath(ofAttribute: source)
    }

    package static func all(in markup: String) -> [ImageTag] {
        var tags: [ImageTag] = []
        let bytes = Array(markup.utf8)
        let opening = Array("<img ".utf8)
        var index = 0
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            guard bytes[start...].starts(with: opening) else {
                index = start + 1
                continue
            }
            let end = (bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
            tags.append(ImageTag(range: start..<end, attributes: attributes(of: bytes[(start + opening.count)..<(end - 1)])))
            index = end
        }
        return tags
    }

    private static func attributes(of bytes: ArraySlice<UInt8>) -> [(name: String, value: String)] {
        var attributes: [(name: String, value: String)] = []
        var rest = bytes
        while true {
            rest = rest.drop { $0 == 0x20 || $0 == UInt8(ascii: "/") }
            let name = rest.prefix { $0 != UInt8(ascii: "=") && $0 != 0x20 }
            guard !name.isEmpty else { return attributes }
            rest = rest.dropFirst(name.count)
            guard rest.first == UInt8(ascii: "="), rest.dropFirst().first == UInt8(ascii: "\"") else {
                attributes.append((String(decoding: name, as: UTF8.self), ""))
                continue
            }
            let value = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "\"") }
            attributes.append((String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
            rest = rest.dropFirst(value.count + 3)
        }
    }

    /// `/2019/05/photo-1024x683.jpg` is a copy of `/2019/05/photo.jpg`.
    package static func withoutSize(_ path: String) -> String? {
        guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let stem = path[..<dot]
        guard let dash = stem.utf8.lastIndex(of: UInt8(ascii: "-")) else { return nil }
        let size = stem[stem.utf8.index(after: dash)...].utf8.split(
            separator: UInt8(ascii: "x"), omittingEmptySubsequences: false)
        guard size.count == 2, size.allSatisfy({ !$0.isEmpty && $0.count <= 5 && $0.allSatisfy(isDigit) }) else { return nil }
        return String(stem[..<dash] + path[dot...])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
