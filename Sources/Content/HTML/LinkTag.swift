/// An `<a href="…">…</a>` of stored markup. It relies on that being canonical, as all scans in this folder do.
package struct LinkTag {
    /// From the first byte of its opening tag to the last of its closing one, in bytes of UTF-8.
    package let range: Range<Int>
    /// What is between the two.
    package let content: Range<Int>
    /// As it is written: escaped.
    package let address: String

    /// The path of something of the magazine's own, decoded; what follows `?` or `#` left out.
    package var path: String? {
        guard address.hasPrefix("/"), !address.hasPrefix("//") else { return nil }
        return PercentEncoding.decodedPath(ofAttribute: address)
    }

    /// - Parameter markup: bytes of UTF-8.
    package static func all(in markup: [UInt8]) -> [LinkTag] {
        var links: [LinkTag] = []
        let (opening, closing, mark) = (Array("<a ".utf8), Array("</a>".utf8), Array(" href=\"".utf8))
        var index = 0
        while let start = markup[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = start + 1
            guard markup[start...].starts(with: opening), let end = markup[start...].firstIndex(of: UInt8(ascii: ">")) else {
                continue
            }
            index = end + 1
            // No link holds another.
            guard let name = markup[start..<end].firstRange(of: mark), let close = markup[index...].firstRange(of: closing)
            else { continue }
            let address = markup[name.upperBound..<end].prefix { $0 != UInt8(ascii: "\"") }
            links.append(
                LinkTag(
                    range: start..<close.upperBound, content: index..<close.lowerBound,
                    address: String(decoding: address, as: UTF8.self)))
            index = close.upperBound
        }
        return links
    }
}
