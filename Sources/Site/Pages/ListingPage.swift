import Content
import Storage

/// The front page, a section, a tag, an author, a stretch of time: cards, twelve to a page, newest first.
struct ListingPage {
    let frame: Frame
    /// From 1.
    let number: Int64

    private var library: Library { frame.library }
    private var size: Int64 { Int64(frame.publication.cardsPerPage) }

    /// - Parameter destination: nil for the front page.
    /// - Returns: nil where there is no such listing, or no such page of it; where the old site had that page, the last one.
    func page(_ destination: Destination?) throws -> Answer? {
        switch destination {
        case nil: try front()
        case .section(let id): try section(id)
        case .tag(let id): try tag(id)
        case .author(let id): try author(id)
        default: nil
        }
    }

    /// A year, a month, a day.
    ///
    /// - Parameter base: below which stretches of time are.
    func page(of range: DateRange, base: String) throws -> Answer? {
        let slice = try library.listing(from: range.start, until: range.end, page: number, size: size)
        guard slice.total > 0 else { return nil }
        let parents = range.parents.map {
            SectionLink(name: $0.title(frame.words.dates), path: base + $0.path.dropFirst())
        }
        return try render(Listed(heading: range.title(frame.words.dates), kind: "date", parents: parents), slice)
    }

    private func front() throws -> Answer? {
        var slice = try library.listing(.front, page: number, size: size)
        if number == 1 {
            // What is pinned stands before all others on the first page, which it may make longer, and at its own place later.
            let pinned = try library.pinned(limit: size)
            let ids = Set(pinned.map(\.id))
            slice.cards = pinned + slice.cards.filter { !ids.contains($0.id) }
        }
        var listed = Listed(heading: frame.publication.name, kind: "front")
        listed.summary = frame.publication.tagline
        listed.hasLead = number == 1 && frame.publication.frontPage == .lead
        return try render(listed, slice, template: "front")
    }

    private func section(_ id: Int64) throws -> Answer? {
        guard let section = try library.section(id) else { return nil }
        var listed = Listed(heading: section.name, kind: "section", parents: try library.sectionPath(id).dropLast())
        listed.path = section.permalink.text
        listed.description = section.summary
        return try render(listed, try library.listing(.section(id), page: number, size: size))
    }

    private func tag(_ id: Int64) throws -> Answer? {
        guard let tag = try library.tag(id) else { return nil }
        var listed = Listed(heading: tag.name, kind: "tag", parents: try library.tagsAbove(tag))
        listed.path = tag.permalink.text
        listed.description = tag.summary
        return try render(listed, try library.listing(.tag(id), page: number, size: size))
    }

    private func author(_ id: Int64) throws -> Answer? {
        guard let author = try library.author(id) else { return nil }
        var listed = Listed(heading: author.name, kind: "author")
        listed.path = author.permalink.text
        listed.author = author
        return try render(listed, try library.listing(.author(id), page: number, size: size))
    }

    private struct Listed {
        var heading: String
        var kind: String
        var parents: [SectionLink] = []
        var description: HTML = .empty
        var summary = ""
        var author: Author?
        /// Its address as it is written, where that is stored: a request may have spelt it otherwise.
        var path: String?
        /// Whether its first article stands before the others, larger.
        var hasLead = false
    }

    private func render(_ listed: Listed, _ slice: ListingSlice, template: String = "listing") throws -> Answer? {
        let count = max(1, (slice.total + size - 1) / size)
        // A tag or an author of unpublished articles alone is nobody's business yet.
        if slice.total == 0, ["tag", "author"].contains(listed.kind) { return nil }
        guard let path = listed.path ?? frame.path else { return nil }
        guard number == 1 || number <= count else {
            // With fewer cards to a page the old site had more pages.
            let old = Int64(frame.publication.oldCardsPerPage)
            return number <= (slice.total + old - 1) / old ? .redirect(PagePath(base: path).path(count)) : nil
        }
        var head = Frame.Head(heading: listed.heading, title: listed.kind == "front" ? "" : listed.heading)
        if number > 1 {
            let place = ["title": listed.heading, "number": frame.words.number(Int(number))]
            head.title = frame.words.text(listed.kind == "front" ? "pageNumber" : "pageTitle", place)
        }
        head.description = listed.summary.isEmpty ? listed.description.text : listed.summary
        head.canonical = PagePath(base: path).path(number)
        // A stretch of time has no feed of its own.
        if ["section", "tag", "author"].contains(listed.kind) { head.feeds = (listed.heading, { $0.path(of: path) }) }
        head.things = things(listed, slice.cards, head)
        let lead = listed.hasLead ? slice.cards.first : nil
        let cards = slice.cards.dropFirst(lead == nil ? 0 : 1)
        let pagination = Pagination(words: frame.words, number: number, count: count, path: PagePath(base: path).path).value
        let page = try frame.render(
            template, head,
            [
                "listing": .object([
                    "heading": .text(listed.heading), "description": try frame.prose(listed.description),
                    "kind": .text(listed.kind), "count": self.count(of: slice, listed),
                    "parents": frame.links(listed.parents), "author": try author(listed.author),
                    "lead": lead.map { frame.card($0, in: .lead) } ?? .null,
                    "cards": .list(cards.enumerated().map { card($1, isWide: lead != nil && $0 == 0) }),
                    "empty": .bool(slice.cards.isEmpty),
                    "pagination": pagination,
                ])
            ])
        return .page(page)
    }

    /// How many there are. On the front page nobody asks, and its every page would be another one with each old article that goes.
    private func count(of slice: ListingSlice, _ listed: Listed) -> TemplateValue {
        listed.kind == "front" ? .null : .text(frame.words.text("articles", count: Int(clamping: slice.total)))
    }

    /// One that is twice as wide needs larger pictures too.
    private func card(_ card: Card, isWide: Bool) -> TemplateValue {
        frame.card(card, isWide: isWide, in: isWide ? .lead : .card)
    }

    /// What it is about: the magazine, an author, or a collection of articles.
    private func things(_ listed: Listed, _ cards: [Card], _ head: Frame.Head) -> [JSONValue] {
        let schema = SchemaOrg(publication: frame.publication)
        guard let path = head.canonical else { return [] }
        if number == 1, listed.kind == "front" { return [schema.front] }
        if number == 1, let author = listed.author { return [schema.profile(of: author)] }
        let name = head.title.isEmpty ? head.heading : head.title
        let listing = schema.listing(name, head.description, at: path, cards: cards)
        let crumbs = schema.crumbs(listed.parents, to: SectionLink(name: name, path: path))
        return [listing] + (crumbs.map { [$0] } ?? [])
    }

    private func author(_ author: Author?) throws -> TemplateValue {
        guard let author else { return .null }
        return .object([
            "name": .text(author.name), "bio": try frame.prose(author.biography),
            "picture": try frame.portraits([author.picture], in: .portrait).first ?? .null, "url": frame.optional(author.url),
        ])
    }
}

/// The paths of a listing's pages: `/`, `/page/2/`, `/page/3/`.
struct PagePath {
    let base: String

    func path(_ number: Int64) -> String {
        number == 1 ? base : (base.hasSuffix("/") ? base : base + "/") + "page/\(number)/"
    }
}
