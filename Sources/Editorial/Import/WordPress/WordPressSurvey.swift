import Content

/// The first reading of the files: whether they can be read at all, what is in them, and what later readings need to know
/// beforehand. Nothing is written by it.
struct WordPressSurvey {
    private(set) var site: WXRSite
    private(set) var oldSite: OldSite
    private(set) var authors: [WXRAuthor] = []
    private(set) var categories: [(WXRCategory, file: String)] = []
    private(set) var tags: [(WXRTag, file: String)] = []
    private(set) var menus: [(WXRTerm, file: String)] = []
    private(set) var otherTerms: [(WXRTerm, file: String)] = []
    private(set) var authorFiles: [String] = []
    /// Those in bylines without an account, of Co-Authors Plus.
    private(set) var guests: [GuestAuthor] = []
    /// Slugs and names of its terms, which tell the authors' parts of addresses.
    private(set) var coAuthors: [(slug: String, name: String)] = []
    /// Where each number was first seen. The second thing with it is another one, or the same again.
    private(set) var places: [Int64: Place] = [:]
    /// The attachments uploaded to each item, in the order of a gallery.
    private(set) var attachments: [Int64: [(order: Int, id: Int64)]] = [:]
    private(set) var hasAttachments = false
    /// What blocks that list things would have looked up.
    private(set) var facts: SiteFacts
    private(set) var timeZone: TimeZoneInference.Result?
    /// How the addresses of articles were made; nil where there are none.
    private(set) var permalinks: PermalinkSolver.Result?
    /// The page at which an old site with a front page of its own listed its articles.
    private(set) var listingPage: String?
    /// Attachments that were uploaded to nothing: how many, and the first few of them.
    private(set) var unattached: (count: Int, names: [String]) = (0, [])
    private(set) var found: [Ledger.Kind: Int] = [:]
    private(set) var notes: [String] = []
    /// What Stet itself says, in an export that it wrote.
    private(set) var own = OwnData()
    private(set) var itemCount: Int64 = 0
    /// What its items are, what they are called by how far they are, and what they are listed by; the first of them.
    private(set) var types: Set<String> = []
    private(set) var statuses: Set<String> = []
    private(set) var taxonomies: Set<String> = []
    /// How many comments come with the e-mail or the network address of who wrote them.
    private(set) var commentersWithData = 0
    /// Bytes of all files.
    private(set) var size: Int64 = 0

    struct Place: Equatable {
        var file: Int32
        var line: Int32
    }

    /// - Throws: `ImportError.unreadable` with a sentence that names file and line.
    init(files: [String], monitor: ImportMonitor) throws(ImportError) {
        var first: (WXRSite, OldSite)?
        var otherSite: (file: String, url: String, known: String)?
        var zone = TimeZoneInference()
        site = WXRSite()
        facts = SiteFacts()
        var seen = Survey()
        var solver = PermalinkSolver(basePath: "")
        let total = files.reduce(Int64(0)) { $0 + FileSize.of($1) }
        for (number, file) in files.enumerated() {
            var counter = 0
            do throws(WXRError) {
                var reader = try WXRReader(file: file)
                while let record = try reader.next() {
                    counter += 1
                    if counter % 500 == 0 {
                        monitor.report(
                            ImportProgress(
                                "Reading", done: size + reader.position.offset, total: total, things: Int64(seen.items),
                                thing: "items"))
                    }
                    switch record {
                    case .site(let site):
                        let old = OldSite(site)
                        if let known = first?.1, let old, !known.isSame(old) { otherSite = (file, old.url, known.url) }
                        if first == nil, let old {
                            first = (site, old)
                            solver = PermalinkSolver(basePath: old.basePath)
                        }
                        seen.notes += site.notes.map { "\(file): \($0.sentence)" }
                    case .author(let author):
                        seen.authors.append((author, file))
                    case .category(let category):
                        seen.categories.append((category, file))
                        solver.add(category: category.nicename, parent: category.parent)
                    case .tag(let tag): seen.tags.append((tag, file))
                    case .term(let term):
                        if term.taxonomy == "nav_menu" {
                            seen.menus.append((term, file))
                        } else {
                            if seen.taxonomies.count < 1000 { seen.taxonomies.insert(term.taxonomy) }
                            if term.taxonomy == CoAuthors.taxonomy { seen.note(coAuthor: term.slug, term.name) }
                            seen.terms.append((term, file))
                        }
                    case .item(let item):
                        seen.items += 1
                        solver.add(item)
                        seen.note(
                            item, number, Place(file: Int32(clamping: number), line: Int32(clamping: item.line)),
                            home: solver.basePath + "/")
                        if let local = WXRTime.wallClock(item.postDate).flatMap(WallClock.init(milliseconds:)),
                            let gmt = WXRTime.wallClock(item.postDateGMT).flatMap(Timestamp.init(milliseconds:))
                        {
                            zone.add(local, gmt)
                        }
                    case .own(let row): seen.own.note(row)
                    case .broken(let broken):
                        seen.found[Ledger.Kind(element: broken.element), default: 0] += 1
                    }
                }
                seen.notes += reader.notes.map { "\(file): \($0.sentence)" }
            } catch {
                throw .unreadable(error.description)
            }
            size += FileSize.of(file)
            try monitor.check()
        }
        if let (file, url, known) = otherSite {
            throw .unreadable("\(file) is an export of \(url), and the first file one of \(known). Import one site at a time.")
        }
        guard let (site, oldSite) = first else { throw .noSite(file: files.first ?? "") }
        self.site = site
        own = seen.own
        self.oldSite = oldSite.joined(by: own.formerSites)
        timeZone = zone.result(language: site.language)
        permalinks = solver.result
        listingPage = seen.pages.listingPage
        unattached = seen.unattached
        authors = seen.authors.map(\.0)
        authorFiles = seen.authors.map(\.1)
        categories = seen.categories
        tags = seen.tags
        menus = seen.menus
        otherTerms = seen.terms
        places = seen.places
        attachments = seen.attachments.mapValues { $0.sorted { ($0.order, $0.id) < ($1.order, $1.id) } }
        hasAttachments = seen.found[.attachment] != nil
        guests = seen.guests
        coAuthors = seen.coAuthors + own.authors.map { (slug: "cap-" + $0.value.slug, name: $0.key) }
        notes = seen.notes + seen.unknown.notes(files: files)
        facts = seen.facts
        facts.settle(
            site: site, authors: seen.authors.map(\.0), categories: seen.categories.map(\.0), tags: seen.tags.map(\.0))
        itemCount = Int64(seen.items)
        (types, statuses, taxonomies) = (seen.types, seen.statuses, seen.taxonomies)
        commentersWithData = seen.commentersWithData
        found = seen.found
        for (kind, count) in [
            (Ledger.Kind.author, seen.authors.count), (.section, seen.categories.count), (.tag, seen.tags.count),
            (.menu, seen.menus.count), (.term, seen.terms.count), (.redirect, seen.own.addresses),
        ] where count > 0 {
            found[kind, default: 0] += count
        }
    }

    private struct Survey {
        var authors: [(WXRAuthor, String)] = []
        var categories: [(WXRCategory, file: String)] = []
        var tags: [(WXRTag, file: String)] = []
        var menus: [(WXRTerm, file: String)] = []
        var terms: [(WXRTerm, file: String)] = []
        var items = 0
        var guests: [GuestAuthor] = []
        var coAuthors: [(slug: String, name: String)] = []
        private var coAuthorSlugs: Set<String> = []
        var unknown = UnknownElements()
        var commentersWithData = 0
        var places: [Int64: Place] = [:]
        var types: Set<String> = []
        var statuses: Set<String> = []
        var taxonomies: Set<String> = []
        var attachments: [Int64: [(order: Int, id: Int64)]] = [:]
        var found: [Ledger.Kind: Int] = [:]
        var notes: [String] = []
        var pages = FrontPages()
        var unattached: (count: Int, names: [String]) = (0, [])
        var facts = SiteFacts()
        var own = OwnData()

        mutating func note(_ item: WXRItem, _ file: Int, _ place: Place, home: String) {
            let kind = Ledger.Kind(item)
            if kind == .author { guests.append(GuestAuthor(item, file: file)) }
            for term in item.terms where term.domain == CoAuthors.taxonomy { note(coAuthor: term.nicename, term.name) }
            for name in item.unknownElements { unknown.note(name, place) }
            if types.count < Survey.mostNames { types.insert(item.type ?? "post") }
            if statuses.count < Survey.mostNames { statuses.insert(item.status) }
            for term in item.terms where taxonomies.count < Survey.mostNames { taxonomies.insert(term.domain) }
            found[kind, default: 0] += 1
            if !item.comments.isEmpty { found[.comment, default: 0] += item.comments.count }
            commentersWithData += item.comments.count { !$0.authorEmail.isEmpty || !$0.authorIP.isEmpty }
            guard let id = item.postID else { return }
            if places[id] == nil {
                places[id] = place
                facts.note(item)
            }
            if kind == .page { pages.add(item, id, home: home) }
            guard kind == .attachment else { return }
            if item.parent != 0 {
                attachments[item.parent, default: []].append((item.menuOrder, id))
            } else {
                unattached.count += 1
                if unattached.names.count < 5 { unattached.names.append(item.title.isEmpty ? String(id) : item.title) }
            }
        }

        /// A site has a few dozen; a hostile export as many as it likes.
        private static let mostNames = 1000

        mutating func note(coAuthor slug: String, _ name: String) {
            if coAuthorSlugs.insert(slug).inserted { coAuthors.append((slug, name)) }
        }
    }

    /// Where the front page of a site is one of its pages, the articles are listed at another, which has no words of its own. An export
    /// says neither; the first has the site's own address.
    private struct FrontPages {
        private var front: Int64?
        private var empty: [(id: Int64, path: String)] = []

        mutating func add(_ item: WXRItem, _ id: Int64, home: String) {
            guard item.status == "publish", item.password.isEmpty, let permalink = Permalink(url: item.link),
                permalink.text == permalink.path
            else { return }
            if permalink.path == home || permalink.path + "/" == home {
                front = front ?? id
            } else if item.content.trimmed.isEmpty, item.parent == 0, empty.count < 10,
                // Page builders and templates keep what a page shows elsewhere.
                !item.meta.contains(where: { meta in
                    meta.key == "_wp_page_template" && !["", "default"].contains(meta.value.trimmed)
                        || ["_elementor", "_fl_", "_et_pb"].contains { meta.key.hasPrefix($0) }
                })
            {
                empty.append((id, permalink.path))
            }
        }

        var listingPage: String? { front != nil && empty.count == 1 ? empty.first?.path : nil }
    }
}

extension Ledger.Kind {
    /// What an item of an export counts as.
    init(_ item: WXRItem) {
        switch item.type {
        case "post", nil: self = item.attachmentURL == nil ? .article : .attachment
        case "page": self = .page
        case "attachment": self = .attachment
        case "nav_menu_item": self = .menuEntry
        case CoAuthors.guestType: self = .author
        default: self = .otherItem
        }
    }

    /// What a record that could not be read counts as.
    init(element: String) {
        switch element {
        case "wp:author": self = .author
        case "wp:category": self = .section
        case "wp:tag": self = .tag
        case "wp:term": self = .term
        default: self = .otherItem
        }
    }
}
