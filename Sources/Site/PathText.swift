import Content

/// Readings of a path's text.
enum PathText {
    /// `/category/news/page/3/` is page 3 of `/category/news/`, and so is `/category/news/page3/`.
    static func pageNumber(_ path: String) -> (base: String, number: Int64)? {
        guard path.hasSuffix("/") else { return nil }
        var parts = path.dropLast().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, let last = parts.popLast() else { return nil }
        if parts.count >= 2, parts.last == "page", let number = number(last) {
            parts.removeLast()
            return (parts.joined(separator: "/") + "/", number)
        }
        guard last.hasPrefix("page"), let number = number(last.dropFirst(4)) else { return nil }
        return (parts.joined(separator: "/") + "/", number)
    }

    /// Digits and nothing else.
    static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(text)
    }

    /// An address with further parameters in its query, before a fragment.
    static func adding(_ query: String, to location: String) -> String {
        guard !query.isEmpty else { return location }
        let address = location.prefix { $0 != "#" }
        return address + (address.contains("?") ? "&" : "?") + PercentEncoding.encoded(query) + location.dropFirst(address.count)
    }
}
