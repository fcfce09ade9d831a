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

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
