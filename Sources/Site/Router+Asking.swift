import Content
import Storage

/// Addresses with a query: `?p=7` and its like, searches, and what WordPress adds to addresses.
extension Router {
    /// - Returns: nil where the query says nothing that we know: the path alone counts then.
    func asked(_ path: String, _ query: String) throws -> Answer? {
        if let answer = try published(path, query) { return answer }
        // The front page of a second old site, in a folder of the first: its numbers are its own.
        let folder =
            path == publication.home
            ? nil : try sites.first { path == $0.home || path == $0.home.dropLast() || path == $0.home + "index.php" }
        let asked = folder == nil ? path : publication.home
        if let search = SearchAddress(asking: asked, parameters, home: publication.home) { return try answer(search) }
        if isAnsweredByQuery(path) { return try standing(at: path).map(keepingQuery) }
        let home = publication.home
        guard path == home || path == home + "index.php" || folder != nil else { return try added(to: path) }
        if let route = parameters.first(where: { $0.name == "rest_route" })?.value {
            guard route.hasPrefix("/oembed/1.0/embed") else { return .page(try gone()) }
            return .redirect(PathText.adding(rest(without: ["rest_route"]), to: home + "oembed"))
        }
        switch try QueryAddress(library: library, publication: publication, source: folder?.source).meaning(of: parameters) {
        case .path(let target, let used): return try leading(to: target, without: used) ?? notFound(path)
        case .nothing: return try notFound(path)
        case .other: return nil
        }
    }

    /// What says something else with each query: these pages are never those of the path alone.
    private func isAnsweredByQuery(_ path: String) -> Bool {
        if path == publication.home + "oembed" { return true }
        return FeedAddress(path: path) != nil && parameters.contains { $0.name == "paged" }
    }

    /// An address that was published with a query; what else was added to it means nothing.
    private func published(_ path: String, _ query: String) throws -> Answer? {
        let first = query.utf8.prefix { $0 != UInt8(ascii: "&") }
        for written in [query, String(first) ?? ""] {
            guard let permalink = Permalink(PercentEncoding.encoded(path) + "?" + written),
                let destination = try library.destination(at: permalink.key)
            else { continue }
            // An article whose own address has a query.
            if case .article(let id) = destination, let answer = try commentFeed(ofArticle: id, written: query) { return answer }
            if case .article(let id) = destination,
                let page = parameters.first(where: { $0.name == "page" }).flatMap({ Int64($0.value) })
            {
                return try bodyPage(page, of: id)
            }
            return try answer(destination, path: permalink.text)
        }
        return nil
    }

    /// `/?p=7&feed=rss2`
    private func commentFeed(ofArticle id: Int64, written query: String) throws -> Answer? {
        guard let word = parameters.first(where: { $0.name == "feed" })?.value, let article = try library.link(toArticle: id),
            article.path.contains("?")
        else { return nil }
        let format = FeedFormat(word: word.hasPrefix("comments-") ? word.dropFirst("comments-".count) : word[...]) ?? .rss
        let path = format.path(of: article.path)
        guard path.hasSuffix("?" + query) else { return .redirect(PercentEncoding.encoded(path)) }
        let feed = try CommentFeed(frame: frame(path: nil)).feed(of: article, id, own: path)
        return .page(format.page(feed, library.dependencies))
    }

    /// What WordPress adds to the address of something: `?feed=atom`, `?paged=2`, `?page=2`, `?replytocom=7`.
    private func added(to path: String) throws -> Answer? {
        func value(_ name: String) -> String? { parameters.first { $0.name == name && !$0.value.isEmpty }?.value }
        var used = QueryAddress.dropped
        if let file = value("attachment_id").flatMap({ PathText.number($0[...]) }),
            let page = try library.path(of: .attachment, oldID: String(file)),
            let answer = try leading(to: page, without: used.union(["attachment_id"]))
        {
            return answer
        }
        var target = path
        let folder = path.hasSuffix("/") ? path : path + "/"
        if let word = value("feed") {
            let format = FeedFormat(word: word.hasPrefix("comments-") ? word.dropFirst("comments-".count) : word[...]) ?? .rss
            (target, used) = (format.path(of: path), used.union(["feed"]))
        } else if let number = value("paged").flatMap({ PathText.number($0[...]) }), number > 1, FeedAddress(path: folder) == nil
        {
            (target, used) = (PagePath(base: folder).path(number), used.union(["paged"]))
        } else if let number = value("page").flatMap({ PathText.number($0[...]) }), number > 1,
            case .article? = try library.destination(at: Permalink.key(of: path))
        {
            (target, used) = (BodyPages.path(number, of: path), used.union(["page"]))
        } else if !parameters.contains(where: { QueryAddress.dropped.contains($0.name) }) {
            return nil
        }
        return try leading(to: target, without: used)
    }

    /// A redirect to where an address leads, with the parameters that have not had their effect yet.
    private func leading(to path: String, without used: Set<String>) throws -> Answer? {
        let answer = path.contains("?") ? Answer.redirect(path) : try leading(to: path)
        guard case .redirect(let location)? = answer, location.hasPrefix("/") else { return answer }
        return .redirect(PathText.adding(rest(without: used), to: location))
    }

    /// The query as it was written, without some parameters.
    private func rest(without used: Set<String>) -> String {
        let pairs = (query ?? "").split(separator: "&")
        guard pairs.count == parameters.count else { return "" }
        return zip(pairs, parameters).filter { !used.contains($1.name) }.map { String($0.0) }.joined(separator: "&")
    }
}
