import Content
import Storage

/// Feeds of listings, of stretches of time, and of comments.
extension Router {
    /// `…/feed/`, `…/feed/atom/`, `…/feed/json/`, with `?paged=2` for what is older; other spellings lead there.
    func feed(_ address: FeedAddress, _ path: String) throws -> Answer? {
        let number = parameters.first { $0.name == "paged" }.flatMap { PathText.number($0.value[...]) } ?? 1
        let source = FeedSource(frame: try frame(path: path), number: max(1, number))
        let feed: Feed?
        let own: String
        if let (listing, listingPath) = try listed(at: address.listing) {
            own = address.format.path(of: listingPath)
            guard own == path else { return .redirect(own) }
            feed = try source.feed(of: listing, at: listingPath, address.format)
        } else if let date = DateAddress(path: address.listing, publication) {
            own = address.format.path(of: date.path)
            // A stretch in which nothing was published has no page and no feed.
            guard let found = try source.feed(of: date, address.format) else { return nil }
            guard own == path else { return .redirect(own) }
            feed = found
        } else {
            return nil
        }
        return feed.map { .page(address.format.page($0, library.dependencies)) }
    }

    /// The listing that answers at a path, with its path; also where that one ends without a slash.
    func listed(at path: String) throws -> (Listing, String)? {
        if path == publication.home { return (.front, path) }
        for path in path.hasSuffix("/") ? [path, String(path.dropLast())] : [path] where !path.isEmpty {
            switch try library.destination(at: Permalink.key(of: path)) {
            case .section(let id): return (.section(id), path)
            case .tag(let id): return try library.isEmpty(.tag(id)) ? nil : (.tag(id), path)
            case .author(let id): return try library.isEmpty(.author(id)) ? nil : (.author(id), path)
            default: continue
            }
        }
        return nil
    }

    func commentFeed(_ address: CommentFeedAddress, _ path: String) throws -> Answer? {
        guard address.path == path else { return .redirect(address.path) }
        let feed = try CommentFeed(frame: frame(path: path)).feed(own: address.path)
        return .page(address.format.page(feed, library.dependencies))
    }

    /// The comments below an article, by what stands behind its address: most of a magazine's addresses are such feeds, so that they
    /// are found before all that is asked for less often. What goes before them is asked for by its form alone.
    func articleFeed(_ path: String) throws -> Answer? {
        guard let address = FeedAddress(path: path), address.listing != publication.home, path.hasPrefix(publication.home),
            SearchAddress(path: path, home: publication.home) == nil,
            CommentFeedAddress(path: path, home: publication.home) == nil, DateAddress(path: address.listing, publication) == nil
        else { return nil }
        for base in [address.listing, String(address.listing.dropLast())] {
            guard case .article(let id)? = try library.destination(at: Permalink.key(of: base)), !isListingPage(base) else {
                continue
            }
            return try commentFeed(ofArticle: id, address.format, path)
        }
        return nil
    }

    /// The comments below one article.
    func commentFeed(ofArticle id: Int64, _ format: FeedFormat, _ path: String) throws -> Answer? {
        guard let article = try library.link(toArticle: id) else { return nil }
        let own = format.path(of: article.path)
        guard Permalink.key(of: own) == Permalink.key(of: path) else { return .redirect(PercentEncoding.encoded(own)) }
        let feed = try CommentFeed(frame: frame(path: path)).feed(of: article, id, own: own)
        return .page(format.page(feed, library.dependencies))
    }
}
