import Content
import Storage

/// Every address that the exports of an old site imply (5.2 of WordPress's own routes): what items name themselves, their numbers, pages
/// and feeds, what lists them, and what its site had for machines.
struct ExportReplay {
    private var verification: Verification
    private let store: Store
    private var home: String { verification.publication.home }
    private var base: String { verification.publication.basePath }

    /// WordPress lists so many to a page unless it was told otherwise; an export does not say.
    private static let cards: Int64 = 10
    private static let batch: Int64 = 200

    static func run(_ verification: Verification) throws -> VerifiedSite {
        var replay = ExportReplay(verification: verification, store: verification.store)
        try replay.items()
        try replay.otherArticles()
        try replay.attachments()
        try replay.files()
        try replay.listings()
        try replay.terms()
        try replay.machines()
        try replay.redirects()
        return replay.verification.site
    }

    private init(verification: Verification, store: Store) { (self.verification, self.store) = (verification, store) }

    private mutating func ask(_ address: String, _ kind: VerifiedAddress.Kind, article: Int64? = nil, withheld: Bool = false)
        throws
    {
        try verification.replay(.init(address: address, kind: kind, article: article, isWithheld: withheld))
    }

    private func report(_ phase: String) {
        let count = Int64(verification.site.addresses.count)
        verification.monitor.report(ImportProgress(phase, done: 0, total: 0, things: count, thing: "addresses"))
    }

    // MARK: - Items

    private mutating func items() throws {
        for (source, url) in try store.readWaiting({ try $0.sources() }) {
            var last = ""
            while true {
                report("Asking for articles")
                let batch = try store.readWaiting {
                    try $0.exportedAddresses(.item, source: source, after: last, limit: ExportReplay.batch)
                }
                guard let end = batch.last else { break }
                last = end.oldID
                for item in batch { try ask(item, of: url) }
            }
        }
    }

    private mutating func ask(_ item: ExportedAddress, of site: String) throws {
        let kind: VerifiedAddress.Kind = item.type == "page" ? .page : .article
        let isWithheld = try item.target.map { id in try store.readWaiting { try $0.isWithheld(article: id) } } ?? false
        try verification.replay(
            .init(
                address: item.address, kind: kind, article: isWithheld ? nil : item.target, title: item.title,
                readsSource: !isWithheld && item.target != nil, isWithheld: isWithheld, isMissing: item.target == nil))
        if let number = Int64(item.oldID) {
            let name = item.type == "page" ? "page_id" : "p"
            try ask("\(home)?\(name)=\(number)", .number, article: isWithheld ? nil : item.target, withheld: isWithheld)
        }
        guard !isWithheld, let target = item.target else { return }
        guard let article = try store.readWaiting({ try $0.provenArticle(target) }) else { return }
        try askAround(article, at: item.address)
        // A `guid` of another number, or with a path, was no address of this item even there: it may have come from a third site.
        if let path = verification.localPath(article.guid.replacing("&#038;", with: "&").replacing("&amp;", with: "&")),
            let query = path.firstIndex(of: "?"), let permalink = Permalink(url: path),
            path[query...].dropFirst().split(separator: "&").contains(where: {
                ["p", "page_id"].map { "\($0)=\(item.oldID)" }.contains($0)
            })
        {
            try ask(permalink.text, .number, article: target)
        }
    }

    /// Where else an article was: its other pages, its comments' feed, the copies of pictures that it names.
    private mutating func askAround(_ article: ProvenArticle, at address: String) throws {
        guard article.sourceFormat == .wordpress else { return }
        if !address.contains("?") {
            let pages = article.source.ranges(of: "<!--nextpage-->").count + 1
            for number in 2..<max(2, min(pages, 200) + 1) { try ask(Verification.part(number, of: address), .part) }
            try ask((address.hasSuffix("/") ? address : address + "/") + "feed/", .feed)
        }
        for site in verification.oldSites {
            for file in UploadAddresses(oldSite: site, basePath: base).all(in: article.source) {
                if let permalink = Permalink(url: PercentEncoding.encoded(file.served)) { try ask(permalink.text, .file) }
            }
        }
    }

    /// What was imported before addresses were noted, or from a folder, or written here.
    private mutating func otherArticles() throws {
        var last: Int64 = 0
        while true {
            report("Asking for articles")
            let batch = try store.readWaiting { try $0.provenArticles(after: last, limit: ExportReplay.batch) }
            guard let end = batch.last else { return }
            last = end.id
            for article in batch where !verification.isCompared(article.id) {
                try verification.replay(
                    .init(address: article.path, kind: .article, article: article.id, readsSource: true))
                try askAround(article, at: article.path)
            }
        }
    }

    private mutating func attachments() throws {
        for (source, _) in try store.readWaiting({ try $0.sources() }) {
            var last = ""
            while true {
                report("Asking for attachments")
                let batch = try store.readWaiting {
                    try $0.exportedAddresses(.attachment, source: source, after: last, limit: ExportReplay.batch)
                }
                guard let end = batch.last else { break }
                last = end.oldID
                for item in batch {
                    try verification.replay(
                        .init(address: item.address, kind: .attachment, isMissing: item.target == nil))
                    if let number = Int64(item.oldID) { try ask("\(home)?attachment_id=\(number)", .number) }
                }
            }
        }
    }

    private mutating func files() throws {
        var paths: [String] = []
        try store.readWaiting { library in
            try library.eachUpload { paths.append($0.path) }
            try library.eachVariant { paths.append($0) }
        }
        var last: Int64 = 0
        while true {
            let batch = try store.readWaiting { try $0.provenPictures(after: last, limit: ExportReplay.batch) }
            guard let end = batch.last else { break }
            last = end.id
            for picture in batch {
                paths.append(picture.file)
                // The page about it, where no export says so.
                if let path = picture.path { try ask(path, .attachment) }
            }
        }
        for (index, path) in paths.enumerated() {
            if index % 500 == 0 { report("Asking for files") }
            if let permalink = Permalink(url: PercentEncoding.encoded(path)) { try ask(permalink.text, .file) }
        }
    }

    // MARK: - Listings

    private mutating func listings() throws {
        report("Asking for listings")
        let (listings, months, days) = try store.readWaiting {
            (try $0.provenListings(), try $0.provenMonths(), try $0.provenDays())
        }
        for (_, path, entries) in listings {
            try pages(path, entries)
            if !path.contains("?") { try ask((path.hasSuffix("/") ? path : path + "/") + "feed/", .feed) }
        }
        try pages(home, months.reduce(0) { $0 + $1.entries })
        for (year, months) in Dictionary(grouping: months, by: { $0.month / 12 }).sorted(by: { $0.key < $1.key }) {
            try pages("\(base)/\(ExportReplay.digits(year, 4))/", months.reduce(0) { $0 + $1.entries })
            for (month, entries) in months {
                let path = "\(base)/\(ExportReplay.digits(year, 4))/\(ExportReplay.digits(month % 12 + 1, 2))/"
                try pages(path, entries)
            }
        }
        for (day, entries) in days {
            guard let civil = WallClock(milliseconds: day * 86_400_000)?.civil else { continue }
            let parts = [(civil.year, 4), (civil.month, 2), (civil.day, 2)].map { ExportReplay.digits(Int64($0.0), $0.1) }
            try pages("\(base)/\(parts.joined(separator: "/"))/", entries)
        }
    }

    private mutating func pages(_ path: String, _ entries: Int64) throws {
        try ask(path, .listing)
        guard !path.contains("?") else { return }
        let count = max(1, (entries + ExportReplay.cards - 1) / ExportReplay.cards)
        for number in 2..<max(2, count + 1) { try ask((path.hasSuffix("/") ? path : path + "/") + "page/\(number)/", .listing) }
    }

    private static func digits(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// Sections, tags and authors by their numbers and names.
    private mutating func terms() throws {
        let alive = Set(try store.readWaiting { try $0.provenListings() }.map(\.listing))
        for (source, _) in try store.readWaiting({ try $0.sources() }) {
            for (kind, names) in [
                (Origin.Kind.category, ("cat", "category_name")), (.tag, ("tag_id", "tag")), (.author, ("author", "author_name")),
            ] {
                for (oldID, target) in try store.readWaiting({ try $0.originIDs(kind, source: source) }) {
                    let listing: Listing =
                        switch kind {
                        case .category: .section(target)
                        case .tag: .tag(target)
                        default: .author(target)
                        }
                    guard alive.contains(listing) else { continue }
                    if let number = Int64(oldID) {
                        try ask("\(home)?\(names.0)=\(number)", .number)
                    } else if let colon = oldID.firstIndex(of: ":") {
                        try ask(
                            "\(home)?\(names.1)=\(PercentEncoding.formValue(String(oldID[oldID.index(after: colon)...])))",
                            .number)
                    }
                }
            }
        }
    }

    // MARK: - The rest

    /// What every WordPress has (class-wp-rewrite.php), where anything was imported from one.
    private mutating func machines() throws {
        guard !verification.oldSites.isEmpty else { return }
        report("Asking for feeds")
        let feeds = [
            "feed/", "feed/rss2/", "feed/rss/", "feed/rdf/", "feed/atom/", "?feed=rss2", "?feed=atom", "comments/feed/", "rss/",
            "rss2/", "rdf/", "atom/", "wp-rss2.php", "wp-rss.php", "wp-rdf.php", "wp-atom.php", "wp-feed.php",
            "wp-commentsrss2.php",
        ]
        for feed in feeds { try ask(home + feed, .feed) }
        for site in verification.oldSites where !site.basePath.isEmpty && site.basePath != base {
            try ask(site.basePath + "/", .listing)
            try ask(site.basePath + "/feed/", .feed)
        }
        for map in ["wp-sitemap.xml", "sitemap.xml", "sitemap_index.xml"] { try ask(home + map, .feed) }
    }

    /// What leads to another address must lead to one that answers.
    private mutating func redirects() throws {
        var last = ""
        while true {
            report("Asking for redirects")
            let batch = try store.readWaiting { try $0.redirects(after: last, limit: ExportReplay.batch) }
            guard let end = batch.last else { return }
            last = end.key
            for (key, _) in batch {
                if let permalink = Permalink(url: PercentEncoding.encoded(key)) { try ask(permalink.text, .redirect) }
            }
        }
    }
}
