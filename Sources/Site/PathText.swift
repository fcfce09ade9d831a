/// Readings of a path's text.
enum PathText {
    /// `/category/news/page/3/` is page 3 of `/category/news/`.
    static func pageNumber(_ path: String) -> (base: String, number: Int64)? {
        guard path.hasSuffix("/") else { return nil }
        let parts = path.dropLast().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[parts.count - 2] == "page", let last = parts.last,
            last.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int64(last), number >= 1
        else { return nil }
        return (parts.dropLast(2).joined(separator: "/") + "/", number)
    }
}
