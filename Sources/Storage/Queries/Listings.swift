package import Content

/// One article in a listing.
package struct Card: Hashable, Sendable {
    package var id: Int64
    package var kind: Article.Kind
    package var path: String
    package var headline: HTML
    package var teaser: String
    package var dated: WallClock
    package var publishedAt: Timestamp?
    package var section: SectionLink?
    package var picture: PictureView?
    /// Names, in their order.
    package var byline: [String] = []
    package var duration = ""
    package var event: Article.Event?
    /// Empty: the publication's own.
    package var language = ""
}

/// A name that leads somewhere.
package struct SectionLink: Hashable, Sendable {
    package var name: String
    package var path: String
    /// The section's or the tag's, where that was asked for.
    package var id: Int64?

    package init(name: String, path: String, id: Int64? = nil) { (self.name, self.path, self.id) = (name, path, id) }
}

/// A stretch of a listing, with the length of the whole.
package struct ListingSlice: Sendable {
    package var cards: [Card]
    package var total: Int64
}

extension Library {
    /// The cards of page `number` (from 1), `size` to a page, newest first.
    package func listing(_ listing: Listing, page number: Int64, size: Int64) throws -> ListingSlice {
        depends(on: .listingSettings)
        let (start, total) = try place(ofPage: number, size: size, in: listing)
        // Beyond the last page the very number of entries tells what is said. And of all listings but the front page it is shown.
        guard let start, listing == .front else {
            depends(on: .listing(listing))
            guard let start else { return ListingSlice(cards: [], total: total) }
            return ListingSlice(cards: try cards(of: listing, start, size), total: total)
        }
        let cards = try cards(of: listing, start, size)
        // Where a page begins depends on all that is newer, how many pages there are on whether one is full; and with room for more, an
        // older one would stand there.
        let isFull = Int64(cards.count) == size
        depends(on: .stretch(listing, from: isFull ? cards.last?.dated.milliseconds ?? .min : .min, through: .max))
        depends(on: .pages(listing))
        return ListingSlice(cards: cards, total: total)
    }

    private func cards(of listing: Listing, _ start: (upper: Int64, skipped: Int64), _ size: Int64) throws -> [Card] {
        try cards(Library.cardsSQL, [.int(listing.number), .int(start.upper), .int(size), .int(start.skipped)])
    }

    /// Where a page of a listing begins: before which time, and after how many of the entries before it; nil where there is no such
    /// page. And how many entries the listing has.
    func place(
        ofPage number: Int64, size: Int64, in listing: Listing
    ) throws -> (start: (upper: Int64, skipped: Int64)?, total: Int64) {
        // Months, newest first, until the page's first entry lies in one: at most a month's entries are stepped over then.
        var start: (upper: Int64, skipped: Int64)?
        var total: Int64 = 0
        let (offset, overflow) = (number &- 1).multipliedReportingOverflow(by: size)
        for (month, entries) in try months(of: listing) {
            if start == nil, number >= 1, !overflow, entries > 0, offset < total + entries {
                start = (WallClock.endOfMonth(month).milliseconds, offset - total)
            }
            total += entries
        }
        return (start, total)
    }

    /// How many entries a listing has in each month, newest first.
    private func months(of listing: Listing) throws -> [(month: Int64, entries: Int64)] {
        func read() throws -> [(month: Int64, entries: Int64)] {
            try connection.rows(Library.monthsSQL, [.int(listing.number)]) { ($0.int(0), $0.int(1)) }
        }
        // The front page has by far the most pages; of all tags they would be too many to keep.
        return listing == .front ? try once(.months, read) : try read()
    }

    /// The cards of a stretch of time, as printed: a year, a month, a day.
    package func listing(from start: WallClock, until end: WallClock, page number: Int64, size: Int64) throws -> ListingSlice {
        depends(on: .listingSettings)
        depends(on: .stretch(.front, from: start.milliseconds, through: end.milliseconds - 1))
        let front = Listing.front.number
        let total = try connection.number(
            "SELECT count(*) FROM listing_entry WHERE listing = ? AND dated >= ? AND dated < ?",
            [.int(front), .int(start.milliseconds), .int(end.milliseconds)])
        let (offset, overflow) = (number &- 1).multipliedReportingOverflow(by: size)
        guard number >= 1, !overflow, offset < total else { return ListingSlice(cards: [], total: total) }
        let cards = try cards(
            """
            \(Library.cardColumns) FROM \(Library.pageOfEntries("dated >= ? AND dated < ?"))
            JOIN article a ON a.id = e.article_id \(Library.cardJoins) ORDER BY e.dated DESC, e.article_id DESC
            """,
            [.int(front), .int(start.milliseconds), .int(end.milliseconds), .int(size), .int(offset)])
        return ListingSlice(cards: cards, total: total)
    }

    /// The cards of what is pinned, newest first: they stand before all others on the front page, and at their own place too.
    package func pinned(limit: Int64) throws -> [Card] {
        depends(on: .pinned)
        depends(on: .listingSettings)
        depends(on: .frontSettings)
        return try cards(Library.pinnedSQL, [.int(limit)])
    }

    static let pinnedSQL = """
        \(cardColumns) FROM article a \(cardJoins)
        WHERE a.is_pinned = 1 AND a.is_listed = 1 ORDER BY a.dated DESC, a.id DESC LIMIT ?
        """

    /// Whether nothing that is published stands in a listing.
    package func isEmpty(_ listing: Listing) throws -> Bool {
        depends(on: .presence(listing))
        return try connection.number(
            "SELECT count(*) FROM (SELECT 1 FROM listing_entry WHERE listing = ? LIMIT 1) AS any_entry", [.int(listing.number)])
            == 0
    }

    static let monthsSQL = "SELECT month, entries FROM listing_month WHERE listing = ? ORDER BY month DESC"

    static let cardsSQL = """
        \(cardColumns) FROM \(pageOfEntries("dated < ?")) JOIN article a ON a.id = e.article_id \(cardJoins)
        ORDER BY e.dated DESC, e.article_id DESC
        """

    /// What stands before a page is stepped over in the listing alone: in a join each of them would be looked up with all that belongs to it.
    static func pageOfEntries(_ time: String) -> String {
        """
        (SELECT article_id, dated FROM listing_entry WHERE listing = ? AND \(time)
            ORDER BY dated DESC, article_id DESC LIMIT ? OFFSET ?) AS e
        """
    }

    static let cardColumns = """
        SELECT a.id, a.kind, a.path, a.headline, a.teaser, a.dated, a.published_at, s.id, s.name, s.path,
            t.duration, v.starts, v.ends, v.place, v.address, a.language, \(pictureColumns)
        """

    static let cardJoins = """
        LEFT JOIN section s ON s.id = a.section_id LEFT JOIN talk t ON t.article_id = a.id
        LEFT JOIN event v ON v.article_id = a.id
        \(pictureJoins)
        """

    /// Reads cards, and the names of all their bylines in one more query.
    ///
    /// - Parameter isShort: without teaser and byline.
    func cards(_ sql: String, _ values: [SQLValue], isShort: Bool = false) throws -> [Card] {
        var cards = try connection.rows(sql, values) { row in
            dependsOnPicture(of: row, from: 16)
            return Card(
                id: row.int(0), kind: Article.Kind(rawValue: row.text(1)) ?? .article, path: row.text(2),
                headline: HTML.headline(stored: row.text(3), teaser: row.text(4)), teaser: isShort ? "" : row.text(4),
                dated: WallClock(stored: row.int(5)),
                publishedAt: row.intOrNil(6).map(Timestamp.init(stored:)),
                section: row.intOrNil(7).map { SectionLink(name: row.text(8), path: row.text(9), id: $0) },
                picture: PictureView(row, from: 16), duration: row.text(10),
                event: row.intOrNil(11).map {
                    Article.Event(
                        starts: WallClock(stored: $0), ends: row.intOrNil(12).map(WallClock.init(stored:)),
                        place: row.text(13), address: row.text(14))
                }, language: row.text(15))
        }
        guard !cards.isEmpty else { return [] }
        for card in cards {
            depends(on: isShort ? .face(card.id) : .card(card.id))
            if let section = card.section?.id { depends(on: .sectionLink(section)) }
        }
        if isShort { return cards }
        let names = try bylines(of: cards.map(\.id))
        for index in cards.indices { cards[index].byline = (names[cards[index].id] ?? []).map(\.name) }
        return cards
    }
}

extension Transaction {
    /// The listings an article stands in.
    func listings(sections: [Int64], tags: [Int64], authors: [Int64]) throws -> Set<Listing> {
        var listings: Set<Listing> = [.front]
        for section in sections {
            for id in try sectionAndAncestors(section) { listings.insert(.section(id)) }
        }
        for tag in tags {
            for id in try tagAndAncestors(tag) { listings.insert(.tag(id)) }
        }
        for author in authors { listings.insert(.author(author)) }
        return listings
    }

    /// The listings of what no other listing shows, of an old site's own type: those of its terms that are no tags.
    func termListings(_ tags: [Int64]) throws -> Set<Listing> {
        guard !tags.isEmpty else { return [] }
        let terms: Set<Int64>
        if let known = customTerms {
            terms = known
        } else {
            terms = Set(try connection.rows("SELECT id FROM tag WHERE taxonomy <> ''") { $0.int(0) })
            customTerms = terms
        }
        return Set(try tags.filter(terms.contains).flatMap { try tagAndAncestors($0) }.map(Listing.tag))
    }

    func enter(_ article: Int64, at dated: WallClock, _ listings: Set<Listing>) throws {
        // In one order, whatever the set's: two runs of an import write the same file.
        let sorted = listings.sorted { $0.number < $1.number }
        try connection.insert(
            into: "listing_entry", "listing, dated, article_id",
            sorted.map { [.int($0.number), .int(dated.milliseconds), .int(article)] })
        for listing in sorted { countListing(listing, article, at: dated, by: 1) }
    }

    func leave(_ article: Int64, at dated: WallClock, _ listings: Set<Listing>) throws {
        for listing in listings {
            try connection.run(
                "DELETE FROM listing_entry WHERE listing = ? AND dated = ? AND article_id = ?",
                [.int(listing.number), .int(dated.milliseconds), .int(article)])
            countListing(listing, article, at: dated, by: -1)
        }
    }

    /// Makes the listings of all sections anew, after one has got another parent.
    func rebuildSectionListings() throws {
        try rebuildListings("article_section", "section_id", "a.is_listed = 1", 1, Listing.section, above: sectionAndAncestors)
    }

    /// The same for tags and terms.
    func rebuildTagListings() throws {
        let isTerm = "EXISTS (SELECT 1 FROM tag t WHERE t.id = x.tag_id AND t.taxonomy <> '')"
        try rebuildListings(
            "article_tag", "tag_id", "(a.is_listed = 1 OR a.status = 'published' AND \(isTerm))", 2, Listing.tag,
            above: tagAndAncestors)
    }

    private func rebuildListings(
        _ table: String, _ column: String, _ condition: String, _ remainder: Int, _ listing: (Int64) -> Listing,
        above: (Int64) throws -> [Int64]
    ) throws {
        try connection.engine.expectWholeTables()
        let members = try connection.rows(
            """
            SELECT a.id, a.dated, x.\(column) FROM article a JOIN \(table) x ON x.article_id = a.id
            WHERE \(condition) ORDER BY a.id
            """
        ) { (article: $0.int(0), dated: $0.int(1), term: $0.int(2)) }
        let moved = movedListings.filter { $0.number % 4 == remainder }
        let before = try moved.map(entries)
        try connection.run("DELETE FROM listing_entry WHERE listing % 4 = \(remainder)")
        try connection.run("DELETE FROM listing_month WHERE listing % 4 = \(remainder)")
        var seen: Set<[Int64]> = []
        for member in members {
            for term in try above(member.term) where seen.insert([member.article, term]).inserted {
                try enter(member.article, at: WallClock(stored: member.dated), [listing(term)])
            }
        }
        for (listing, before) in zip(moved, before) { noteRebuilt(listing, before: before, after: try entries(listing)) }
    }

    private func entries(_ listing: Listing) throws -> Set<ListedArticle> {
        Set(
            try connection.rows("SELECT article_id, dated FROM listing_entry WHERE listing = ?", [.int(listing.number)]) {
                ListedArticle(article: $0.int(0), dated: WallClock(stored: $0.int(1)))
            })
    }
}
