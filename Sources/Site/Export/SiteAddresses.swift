package import Content
package import Storage

/// Every address that a magazine has, from its database and never by following links: for who writes all of it down.
///
/// Not those that mean something by their query (searches, older pages of feeds), not the old spellings that lead on without being
/// stored, and not the feeds of years, months and days, which no page names. Forms of pictures and the style sheet are named by pages.
package struct SiteAddresses {
    private let library: Library
    private let publication: Publication

    package init(_ library: Library, _ publication: Publication) { (self.library, self.publication) = (library, publication) }

    /// How many articles are listed in one go, and how many pages of a listing.
    private static let stretch: Int64 = 200
    private static let pages: Int64 = 100
    private static let files: Int64 = 500

    private var home: String { publication.home }

    // MARK: - All of them

    /// All addresses in the order in which they are written, what is linked to before what links: files, pages about them, articles,
    /// listings from their oldest pages on, feeds, the rest, addresses that lead on.
    package func stretches() throws -> [[SiteStretch]] {
        let last = try library.lastNumbers()
        let totals = try library.listingTotals()
        var listings: [SiteStretch] = []
        var feeds: [SiteStretch] = []
        for (table, listing) in SiteAddresses.tables {
            for (id, path) in try library.listingPaths(table) {
                let listing = listing(id)
                listings += pages(of: listing, at: path, total: totals[listing.number] ?? 0)
                if hasFeeds(listing, total: totals[listing.number] ?? 0) { feeds.append(.feeds(listing, path: path)) }
            }
        }
        let dates = try dateAddresses()
        return [
            try fileStretches(),
            SiteAddresses.parts(of: last.picture, SiteAddresses.stretch).map { .pictures(after: $0, upTo: $1) },
            SiteAddresses.parts(of: last.article, SiteAddresses.stretch).map { .articles(after: $0, upTo: $1) },
            SiteAddresses.chunks(dates) + listings, feeds + [.addresses(try others())],
            pages(of: .front, at: home, total: totals[Listing.front.number] ?? 0) + [.feeds(.front, path: home)],
            try formerStretches(),
        ]
    }

    /// The addresses of a stretch.
    package func addresses(of stretch: SiteStretch) throws -> [SiteAddress] {
        switch stretch {
        case .articles(let after, let upTo):
            try library.articleAddresses(after: after, upTo: upTo, limit: .max).flatMap(addresses)
        case .pictures(let after, let upTo):
            try library.picturePages(after: after, upTo: upTo).map { address($0.path, of: .picture($0.id)) }
        case .listing(let listing, let path, let pages):
            // The oldest first: each links to the next older one.
            pages.reversed().map { address(PagePath(base: path).path($0), of: .listing(listing)) }
        case .feeds(let listing, let path): FeedFormat.allCases.map { address($0.path(of: path), of: .listing(listing)) }
        case .addresses(let addresses): addresses
        }
    }

    // MARK: - Those of one thing

    /// What has addresses that may be others, come or gone, when something is touched; nil for what changes pages alone.
    package static func owner(ofTouched touched: Dependency) -> Dependency? {
        switch touched {
        case .article, .picture, .upload, .address, .listing: touched
        // The first that is written below an article gives it feeds.
        case .comments(let id): .article(id)
        case .section(let id): .listing(.section(id))
        case .tag(let id): .listing(.tag(id))
        case .author(let id): .listing(.author(id))
        case .pages(let listing), .presence(let listing): .listing(listing)
        // The days on which something was published have pages.
        case .entry(.front, _): .listing(.front)
        default: nil
        }
    }

    /// The addresses that something has now.
    package func addresses(ownedBy owner: Dependency) throws -> [SiteAddress] {
        switch owner {
        case .article(let id):
            // The pages about its files are as public as it is.
            try library.articleAddresses(after: id &- 1, upTo: id, limit: 1).flatMap(addresses)
                + library.picturePages(ofArticle: id).map { address($0.path, of: .picture($0.id)) }
        case .picture(let id):
            try library.picturePages(after: id &- 1, upTo: id).map { address($0.path, of: .picture($0.id)) }
        case .listing(let listing): try addresses(of: listing)
        case .upload(let path): try library.isFile(at: path) ? [fileAddress(path)] : []
        case .address(let key):
            switch try library.destination(at: key) {
            case .redirect, .gone: [address(key, of: .address(key))]
            default: []
            }
        default: []
        }
    }

    private func addresses(of listing: Listing) throws -> [SiteAddress] {
        let total = try library.listingTotal(listing.number)
        guard let (table, id) = SiteAddresses.table(of: listing) else {
            return try (pages(of: .front, at: home, total: total) + [.feeds(.front, path: home)]).flatMap(addresses)
                + dateAddresses()
        }
        guard let path = try library.listingPath(table, id) else { return [] }
        let feeds: [SiteStretch] = hasFeeds(listing, total: total) ? [.feeds(listing, path: path)] : []
        return try (pages(of: listing, at: path, total: total) + feeds).flatMap(addresses)
    }

    private static func table(of listing: Listing) -> (Library.ListingTable, Int64)? {
        switch listing {
        case .front: nil
        case .section(let id): (.section, id)
        case .tag(let id): (.tag, id)
        case .author(let id): (.author, id)
        }
    }

    private static let tables: [(Library.ListingTable, @Sendable (Int64) -> Listing)] = [
        (.section, { .section($0) }), (.tag, { .tag($0) }), (.author, { .author($0) }),
    ]

    private func addresses(of article: ArticleAddresses) throws -> [SiteAddress] {
        let owner = Dependency.article(article.id)
        var paths: [String] = []
        if article.isParted, let body = try library.another().article(article.id)?.body {
            paths = (1...Int64(BodyPages.of(body).count)).dropFirst().map { BodyPages.path($0, of: article.path) }
        }
        if article.isEvent, let calendar = EventCalendar.path(of: article.path) { paths.append(calendar) }
        if article.hasComments, !article.path.contains("?") {
            paths += FeedFormat.allCases.map { $0.path(of: article.path) }
        }
        return (paths + [article.path]).map { address($0, of: owner) }
    }

    // MARK: - Listings

    private func pages(of listing: Listing, at path: String, total: Int64) -> [SiteStretch] {
        // A tag or an author of whom nothing is published has no page; a section has one that says so.
        if total == 0, !hasFeeds(listing, total: total) { return [] }
        let count = pageCount(total)
        return SiteAddresses.parts(of: count, SiteAddresses.pages).reversed().map {
            .listing(listing, path: path, pages: $0 + 1...$1)
        }
    }

    private func pageCount(_ total: Int64) -> Int64 {
        let size = Int64(max(1, publication.cardsPerPage))
        return max(1, (total + size - 1) / size)
    }

    private func hasFeeds(_ listing: Listing, total: Int64) -> Bool {
        switch listing {
        case .front, .section: true
        case .tag, .author: total > 0
        }
    }

    /// The pages of all days, months and years in which something was published.
    private func dateAddresses() throws -> [SiteAddress] {
        var counts: [String: Int64] = [:]
        var order: [String] = []
        // They come in their order: what is the same as before needs no look.
        var last = (day: "", path: "", month: "", year: "")
        try library.eachDated { dated in
            guard let civil = dated.civil, (0...9999).contains(civil.year) else { return }
            let day = SiteAddresses.digits(civil.day, 2)
            let month = SiteAddresses.digits(civil.month, 2)
            let year = SiteAddresses.digits(civil.year, 4)
            if last.day != day || last.month != month || last.year != year {
                last = (day, "\(year)/\(month)/\(day)/", month, year)
            }
            for path in [last.path, "\(year)/\(month)/", "\(year)/"] {
                if counts[path, default: 0] == 0 { order.append(path) }
                counts[path, default: 0] += 1
            }
        }
        return order.flatMap { path in
            (1...pageCount(counts[path] ?? 0)).reversed().map {
                address(PagePath(base: publication.datesHome + path).path($0), of: .listing(.front))
            }
        }
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }

    // MARK: - Files, the rest, what leads on

    private func fileStretches() throws -> [SiteStretch] {
        var stretches: [SiteStretch] = []
        for table in [Library.FileTable.upload, .variant] {
            var last = ""
            while true {
                let paths = try library.filePaths(table, after: last, limit: SiteAddresses.files)
                guard let end = paths.last else { break }
                last = end
                stretches.append(.addresses(paths.map(fileAddress)))
            }
        }
        return stretches
    }

    private func fileAddress(_ path: String) -> SiteAddress {
        // Its path is as the file is named: a `%`, a `?` or a `#` in it is part of the name.
        SiteAddress(PercentEncoding.encodedName(path), of: .upload(path))
    }

    /// Files that every magazine has.
    package static let fileNames = [
        "robots.txt", "humans.txt", "events.ics", "404.html", "oembed", "sitemap.xml", "sitemap-news.xml",
    ]

    /// What every magazine has, besides the front page and its feeds.
    package func others() throws -> [SiteAddress] {
        var paths = ["robots.txt", "humans.txt", "events.ics", "authors/", "search/", "404.html", "oembed"].map { home + $0 }
        paths += FeedFormat.allCases.map { CommentFeedAddress($0, home: home).path }
        // Where others look for feeds and site maps.
        paths += SiteAddresses.former.map { home + $0 }
        paths += [SecurityContact.path, home + "sitemap-news.xml"]
        paths += try SiteMap(library.another(), publication).partNames().map { home + "sitemap-\($0).xml" }
        paths.append(home + "sitemap.xml")
        if home != "/" { paths.append("/") }
        return paths.map { address($0, of: .publication) }
    }

    private static let former = [
        "feed.json", "news-sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml", "wp-atom.php", "wp-feed.php", "wp-rdf.php",
        "wp-rss.php", "wp-rss2.php", "wp-commentsrss2.php",
    ]

    private func formerStretches() throws -> [SiteStretch] {
        var stretches: [SiteStretch] = []
        var last = ""
        while true {
            let former = try library.formerAddresses(after: last, limit: SiteAddresses.files)
            guard let end = former.last else { return stretches }
            last = end.key
            stretches.append(.addresses(former.map { address($0.key, of: .address($0.key)) }))
        }
    }

    // MARK: -

    private func address(_ path: String, of owner: Dependency) -> SiteAddress {
        SiteAddress(PercentEncoding.encoded(path), of: owner)
    }

    /// The stretches of the numbers from 1 to a last one: after which number, and up to which.
    private static func parts(of last: Int64, _ size: Int64) -> [(Int64, Int64)] {
        stride(from: 0, to: max(0, last), by: Int64.Stride(size)).map { ($0, min($0 + size, last)) }
    }

    private static func chunks(_ addresses: [SiteAddress]) -> [SiteStretch] {
        stride(from: 0, to: addresses.count, by: 100).map { .addresses(Array(addresses[$0..<min($0 + 100, addresses.count)])) }
    }
}
