import Content
import Storage

/// Addresses by number, which every WordPress site answers: `?p=7`, `?cat=3`, `?m=202311`.
struct QueryAddress {
    let library: Library
    let publication: Publication

    enum Meaning {
        case path(String)
        /// It names something that is not here, or not public.
        case nothing
        /// It is none of these addresses: a page with a parameter that means nothing to us.
        case other
    }

    /// What the first telling parameter means, and the feed of it where one is asked for.
    func meaning(of parameters: [(name: String, value: String)]) throws -> Meaning {
        let telling = parameters.first { QueryAddress.names.contains($0.name) && !$0.value.isEmpty }
        let feed = parameters.first { $0.name == "feed" && !$0.value.isEmpty }.map { FeedFormat(word: $0.value) ?? .rss }
        guard let telling else { return feed.map { .path($0.path(of: publication.home)) } ?? .other }
        guard let path = try path(telling.name, telling.value) else { return .nothing }
        // What is no listing has no feed.
        return .path(QueryAddress.listings.contains(telling.name) ? feed?.path(of: path) ?? path : path)
    }

    private static let listings: Set<String> = ["cat", "tag_id", "tag", "author", "author_name", "category_name"]
    private static let names = listings.union(["p", "page_id", "attachment_id", "m", "paged"])

    private func path(_ name: String, _ value: String) throws -> String? {
        switch name {
        case "p", "page_id", "attachment_id":
            guard let number = number(value) else { return nil }
            return try library.path(of: .item, oldID: number) ?? library.path(of: .attachment, oldID: number)
        case "cat": return try number(value).flatMap { try library.path(of: .category, oldID: $0) }
        case "tag_id": return try number(value).flatMap { try library.path(of: .tag, oldID: $0) }
        case "tag": return try library.path(of: .tag, oldID: "slug:" + value)
        case "author": return try number(value).flatMap { try library.path(of: .author, oldID: $0) }
        case "author_name": return try library.path(of: .author, oldID: "login:" + value)
        case "category_name": return try library.path(of: .category, oldID: "slug:" + value)
        case "m": return date(value)
        case "paged":
            guard let page = number(value) else { return nil }
            return page == "1" ? publication.home : publication.home + "page/\(page)/"
        default: return nil
        }
    }

    /// WordPress reads a number with rubbish behind it as the number.
    private func number(_ text: String) -> String? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        return Int64(String(decoding: digits, as: UTF8.self)).map { String($0) }
    }

    /// `2023`, `202311`, `20231122`
    private func date(_ text: String) -> String? {
        let digits = Array(text)
        guard [4, 6, 8].contains(digits.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        var path = "/" + String(digits[0..<4]) + "/"
        for start in stride(from: 4, to: digits.count, by: 2) { path += String(digits[start..<start + 2]) + "/" }
        return DateRange(path: path) == nil ? nil : publication.basePath + path
    }
}
