package import Content

/// What feeds, calendars and the news site map read: many articles at once, with all that belongs to each.
extension Library {
    /// What a feed will ask for once it knows its articles.
    package func announceFeed(of articles: [Int64], embeddedImages paths: [String], uploads: [String]) throws {
        guard !articles.isEmpty else { return }
        let ids = articles.map(SQLValue.int)
        try connection.engine.announce(
            [
                Statement(Library.bylinesSQL(ids.count), ids), Statement(Library.sectionsSQL(ids.count), ids),
                Statement(Library.tagsSQL(ids.count), ids), Statement(Library.enclosuresSQL(ids.count), ids),
                Statement(Library.commentCountsSQL(ids.count), ids),
            ] + embeddedImageStatements(at: paths)
                + Library.uploadGroups(uploads).map { Statement(Library.uploadsSQL, $0) })
    }

    /// The sections of some articles, each's main one first.
    package func sections(ofArticles ids: [Int64]) throws -> [Int64: [SectionLink]] {
        try links(ids, Library.sectionsSQL(ids.count), Dependency.sectionLink)
    }

    /// The tags of some articles, in their order.
    package func tags(ofArticles ids: [Int64]) throws -> [Int64: [SectionLink]] {
        try links(ids, Library.tagsSQL(ids.count), Dependency.tag)
    }

    /// The files that feeds name beside some articles, in their order.
    package func enclosures(ofArticles ids: [Int64]) throws -> [Int64: [Article.Enclosure]] {
        guard !ids.isEmpty else { return [:] }
        var found: [Int64: [Article.Enclosure]] = [:]
        try connection.each(Library.enclosuresSQL(ids.count), ids.map(SQLValue.int)) { row in
            found[row.int(0), default: []].append(
                Article.Enclosure(address: row.text(1), mediaType: row.text(2), length: row.int(3)))
            return true
        }
        return found
    }

    static func enclosuresSQL(_ count: Int) -> String {
        """
        SELECT article_id, address, media_type, length FROM enclosure
        WHERE article_id IN (\(marks(count))) ORDER BY article_id, position
        """
    }

    private func links(_ ids: [Int64], _ sql: String, _ dependency: (Int64) -> Dependency) throws -> [Int64: [SectionLink]] {
        guard !ids.isEmpty else { return [:] }
        var links: [Int64: [SectionLink]] = [:]
        try connection.each(sql, ids.map(SQLValue.int)) { row in
            depends(on: dependency(row.int(1)))
            links[row.int(0), default: []].append(SectionLink(name: row.text(2), path: row.text(3)))
            return true
        }
        return links
    }

    static func sectionsSQL(_ count: Int) -> String {
        """
        SELECT x.article_id, s.id, s.name, s.path FROM article_section x JOIN section s ON s.id = x.section_id
        WHERE x.article_id IN (\(marks(count))) ORDER BY x.article_id, x.position
        """
    }

    static func tagsSQL(_ count: Int) -> String {
        """
        SELECT x.article_id, t.id, t.name, t.path FROM article_tag x JOIN tag t ON t.id = x.tag_id AND t.is_shown = 1
        WHERE x.article_id IN (\(marks(count))) ORDER BY x.article_id, x.position
        """
    }

    private static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}

/// An article as the news site map names it.
package struct NewsItem: Sendable {
    package var path: String
    package var headline: HTML
    package var language: String
    package var publishedAt: Timestamp
}

/// An event as a calendar has it.
package struct CalendarEvent: Sendable {
    package var id: Int64
    package var path: String
    package var headline: HTML
    package var teaser: String
    package var guid: String
    package var publishedAt: Timestamp?
    package var modifiedAt: Timestamp?
    package var event: Article.Event
}

extension Library {
    /// What was published since an instant, newest first.
    package func news(since: Timestamp, limit: Int64) throws -> [NewsItem] {
        depends(on: .stretch(.front, from: since.milliseconds - 86_400_000, through: .max))
        // The listing is in the order of the printed time, which no zone sets further off than a day.
        return try connection.rows(
            Library.newsSQL, [.int(since.milliseconds - 86_400_000), .int(since.milliseconds), .int(limit)]
        ) { row in
            depends(on: .card(row.int(0)))
            return NewsItem(
                path: row.text(1), headline: HTML.headline(stored: row.text(2), teaser: row.text(3)), language: row.text(4),
                publishedAt: Timestamp(stored: row.int(5)))
        }
    }

    static let newsSQL = """
        SELECT a.id, a.path, a.headline, a.teaser, a.language, a.published_at
        FROM listing_entry e JOIN article a ON a.id = e.article_id
        WHERE e.listing = 0 AND e.dated >= ? AND a.published_at >= ? ORDER BY e.dated DESC, e.article_id DESC LIMIT ?
        """

    /// One published event; nil where there is none.
    package func calendarEvent(_ id: Int64) throws -> CalendarEvent? {
        depends(on: .article(id))
        return try connection.first(
            "\(Library.calendarEventColumns) WHERE v.article_id = ? AND a.status = 'published' AND a.path IS NOT NULL",
            [.int(id)], Library.calendarEvent)
    }

    /// The published events that begin last: all that are to come, and those before them.
    package func latestEvents(limit: Int64) throws -> [CalendarEvent] {
        depends(on: .events)
        return try connection.rows(
            "\(Library.calendarEventColumns) WHERE a.status = 'published' AND a.path IS NOT NULL "
                + "ORDER BY v.starts DESC, v.article_id DESC LIMIT ?", [.int(limit)]
        ) { row in
            depends(on: .article(row.int(0)))
            return Library.calendarEvent(row)
        }
    }

    private static let calendarEventColumns = """
        SELECT a.id, a.path, a.headline, a.teaser, a.guid, a.published_at, a.modified_at, v.starts, v.ends, v.place, v.address
        FROM event v JOIN article a ON a.id = v.article_id
        """

    private static func calendarEvent(_ row: SQLRow) -> CalendarEvent {
        CalendarEvent(
            id: row.int(0), path: row.text(1), headline: HTML.headline(stored: row.text(2), teaser: row.text(3)),
            teaser: row.text(3), guid: row.text(4), publishedAt: row.intOrNil(5).map(Timestamp.init(stored:)),
            modifiedAt: row.intOrNil(6).map(Timestamp.init(stored:)),
            event: Article.Event(
                starts: WallClock(stored: row.int(7)), ends: row.intOrNil(8).map(WallClock.init(stored:)),
                place: row.text(9), address: row.text(10)))
    }
}
