import Content
import Storage

/// Addresses by number and by name, which every WordPress site answers whatever its addresses look like: `?p=7`, `?cat=3`,
/// `?m=202311` (wp-includes/class-wp.php, `$public_query_vars`).
struct QueryAddress {
    let library: Library
    let publication: Publication
    /// The old site whose numbers are meant before all others'; nil: the first that has the number.
    var source: Int64?

    enum Meaning {
        /// Where it is, and which parameters said so.
        case path(String, used: Set<String>)
        /// It names something that is not here, or not public.
        case nothing
        /// It is none of these addresses: a page with parameters that mean nothing to us.
        case other
    }

    /// Words of WordPress's that say nothing where there is no preview and no page of comments.
    static let dropped: Set<String> = [
        "replytocom", "cpage", "preview", "preview_id", "preview_nonce", "_thumbnail_id", "withcomments", "withoutcomments",
    ]

    /// What the parameters mean, the more exact one before the wider one.
    func meaning(of parameters: [(name: String, value: String)]) throws -> Meaning {
        let values = Dictionary(parameters.filter { !$0.value.isEmpty }.map { ($0.name, $0.value) }) { first, _ in first }
        var used = QueryAddress.dropped.union(["post_type"])
        var base: String?
        for names in QueryAddress.telling {
            guard let value = values[names[0]], !(names[0] == "cat" && value.hasPrefix("-")) else { continue }
            guard let path = try path(names[0], value, values) else { return .nothing }
            base = path
            used.formUnion(names)
            break
        }
        if base == nil, let term = try term(in: parameters) {
            base = term.path
            used.formUnion([term.name, "taxonomy"])
        }
        let isListing = base == nil || QueryAddress.listings.contains { used.contains($0) }
        if let feed = values["feed"] {
            used.formUnion(["feed", "paged"])
            return .path(self.feed(feed, of: base), used: used)
        }
        if isListing, let paged = values["paged"] {
            guard let page = number(paged) else { return base.map { .path($0, used: used.union(["paged"])) } ?? .nothing }
            let home = base ?? publication.home
            return .path(
                page == "0" || page == "1" ? home : PagePath(base: home).path(Int64(page) ?? 1), used: used.union(["paged"]))
        }
        guard let base else { return .other }
        if !isListing, let part = values["page"].flatMap(number), part != "0", part != "1" {
            return .path(BodyPages.path(Int64(part) ?? 1, of: base), used: used.union(["page"]))
        }
        return .path(base, used: used.union(["page", "paged"]))
    }

    /// Each with what belongs to it.
    private static let telling: [[String]] = [
        ["p", "name", "page_id"], ["page_id"], ["attachment_id"], ["attachment"], ["name", "year", "monthnum", "day"],
        ["pagename"],
        ["m"], ["year", "monthnum", "day", "w"], ["cat"], ["category_name"], ["tag_id"], ["tag"], ["author"], ["author_name"],
        ["taxonomy", "term"],
    ]

    private static let listings: Set<String> = [
        "cat", "tag_id", "tag", "author", "author_name", "category_name", "m", "year", "taxonomy",
    ]

    private func path(_ name: String, _ value: String, _ values: [String: String]) throws -> String? {
        switch name {
        case "p", "page_id", "attachment_id":
            guard let number = number(value) else { return nil }
            return try library.path(of: .item, oldID: number, source: source)
                ?? library.path(of: .attachment, oldID: number, source: source)
        case "name", "attachment": return try path(ofArticle: value)
        case "pagename": return try path(ofPage: value)
        case "cat": return try number(value).flatMap { try library.path(of: .category, oldID: $0, source: source) }
        case "tag_id": return try number(value).flatMap { try library.path(of: .tag, oldID: $0, source: source) }
        // What has another slug by now is still known by the one it had.
        case "tag": return try path(of: .tag, value) ?? library.path(of: .tag, oldID: "slug:" + value, source: source)
        case "author": return try number(value).flatMap { try library.path(of: .author, oldID: $0, source: source) }
        case "author_name": return try library.path(of: .author, oldID: "login:" + value) ?? path(of: .author, value)
        case "category_name":
            return try path(of: .section, value) ?? library.path(of: .category, oldID: "slug:" + value, source: source)
        case "taxonomy":
            guard let term = values["term"] else { return nil }
            switch value {
            case "category": return try path(of: .section, term)
            case "post_tag": return try path(of: .tag, term)
            default: return try path(ofTerm: term, in: value)
            }
        case "m": return date(value)
        case "year":
            let ofMonth = values["monthnum"] ?? values["w"].flatMap { month(ofWeek: $0, of: value) }
            return DateAddress(
                [value, ofMonth, values["day"]].prefix { $0 != nil }.compactMap { $0?[...] }, below: publication.datesHome)?
                .path
        default: return nil
        }
    }

    /// A term of any other taxonomy, `?series=winter`: the first of a few parameters that is one.
    private func term(in parameters: [(name: String, value: String)]) throws -> (path: String, name: String)? {
        // What mails and networks add for their own counting is asked for all day long.
        for parameter in parameters.prefix(8) where !parameter.value.isEmpty && !IdleParameters.isCounting(parameter.name) {
            if let path = try path(ofTerm: parameter.value, in: parameter.name) { return (path, parameter.name) }
        }
        return nil
    }

    /// One of several names (`a+b`, `a,b`) stands for all; of a path the last.
    private func path(of table: Library.ListingTable, _ value: String) throws -> String? {
        let first = value.split { $0 == " " || $0 == "," || $0 == "+" }.first.map(String.init) ?? ""
        guard let slug = OldSlug(path: first) else { return nil }
        // A slug may be an encoded text of which more is encoded than an address needs: `what%21`.
        return try library.path(ofListing: table, slug: slug.text, or: slug.encoded)
            ?? library.path(ofListing: table, slug: first.lowercased(), or: first)
    }

    private func path(ofArticle name: String) throws -> String? {
        guard let slug = OldSlug(path: name) else { return nil }
        let found = try library.published(slug: slug.text, or: slug.encoded)
        return (found.first { !$0.isPage } ?? found.first)?.path
    }

    private func path(ofPage name: String) throws -> String? {
        let address = publication.home + name + (name.hasSuffix("/") ? "" : "/")
        if case .article(let id)? = try library.destination(at: Permalink.key(of: address)) {
            return try library.path(ofArticle: id)
        }
        guard let slug = OldSlug(path: name) else { return nil }
        return try library.published(slug: slug.text, or: slug.encoded).first(where: \.isPage)?.path
    }

    /// `rss2`, `atom`, `comments-rss2`
    private func feed(_ word: String, of base: String?) -> String {
        let isOfComments = word.hasPrefix("comments-")
        let format = FeedFormat(word: isOfComments ? word.dropFirst("comments-".count) : word[...]) ?? .rss
        if base == nil, isOfComments { return CommentFeedAddress(format, home: publication.home).path }
        return format.path(of: base ?? publication.home)
    }

    /// WordPress reads a number with rubbish behind it as the number.
    private func number(_ text: String) -> String? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        return Int64(String(decoding: digits, as: UTF8.self)).map { String($0) }
    }

    /// `2023`, `202311`, `20231122`
    private func date(_ text: String) -> String? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }.prefix(8)
        guard [4, 6, 8].contains(digits.count) else { return nil }
        let text = String(decoding: digits, as: UTF8.self)
        var parts = [text.prefix(4)]
        var rest = text.dropFirst(4)
        while !rest.isEmpty {
            parts.append(rest.prefix(2))
            rest = rest.dropFirst(2)
        }
        return DateAddress(parts, below: publication.datesHome)?.path
    }

    /// The month in which a week of a year begins: weeks have no address of their own.
    private func month(ofWeek week: String, of year: String) -> String? {
        guard let week = PathText.number(week[...]), (0...53).contains(week), let year = PathText.number(year[...]),
            let start = CivilTime(year: Int(clamping: year), month: 1, day: 1),
            let day = CivilTime(milliseconds: start.milliseconds + max(0, week - 1) * 7 * 86_400_000)
        else { return nil }
        return String(day.year > start.year ? 12 : day.month)
    }
}
