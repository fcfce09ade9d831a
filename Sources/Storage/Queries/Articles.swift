package import Content

/// An article as its own page shows it.
package struct ArticleView: Sendable {
    package var id: Int64
    package var kind: Article.Kind
    package var slug: String
    package var path: String
    package var headline: HTML
    package var standfirst: String
    package var teaser: String
    package var language: String
    package var dated: WallClock
    package var publishedAt: Timestamp?
    package var modifiedAt: Timestamp?
    package var commentsOpen: Bool
    package var body: HTML
    package var picture: PictureView?
    package var pictureCaption: HTML
    package var mainSectionID: Int64?
    package var talk: Article.Talk?
    package var event: Article.Event?
    package var guid: String
    /// What it shares with its translations; empty: it has none.
    package var translationKey: String
    package var series: Article.Series?
}

/// An article that another page leads to.
package struct ArticleLink: Hashable, Sendable {
    package var headline: HTML
    package var path: String
    /// Empty: the publication's own.
    package var language: String

    package init(headline: HTML, path: String, language: String) {
        (self.headline, self.path, self.language) = (headline, path, language)
    }
}

/// A name in a byline, with what leads to its owner.
package struct BylineName: Hashable, Sendable {
    package var id: Int64
    package var name: String
    package var path: String
    package var picture: String
}

extension Library {
    static let articleColumns = """
        SELECT a.id, a.kind, a.slug, a.path, a.headline, a.standfirst, a.teaser, a.language, a.dated, a.published_at,
            a.modified_at, a.comments_open, r.body, a.picture_caption, a.section_id, t.media_url, t.duration, t.speakers,
            v.starts, v.ends, v.place, v.address, a.guid, a.translation_key, a.series, a.series_part,
            \(pictureColumns)
        """

    static let articleJoins = """
        JOIN revision r ON r.article_id = a.id AND r.number = a.revision
            LEFT JOIN talk t ON t.article_id = a.id LEFT JOIN event v ON v.article_id = a.id
            \(pictureJoins)
        """

    static let articleSQL = "\(articleColumns) FROM article a \(articleJoins) WHERE a.id = ? AND a.status = 'published'"

    static func articlesSQL(_ count: Int) -> String {
        "\(articleColumns) FROM article a \(articleJoins) WHERE a.status = 'published' AND a.id IN (\(Stretches.marks(count)))"
    }

    static let newestArticlesSQL = """
        \(articleColumns) FROM listing_entry e JOIN article a ON a.id = e.article_id \(articleJoins)
        WHERE e.listing = ? ORDER BY e.dated DESC, e.article_id DESC LIMIT ?
        """

    /// A published article or page; nil where there is none, and where it is not published.
    package func article(_ id: Int64) throws -> ArticleView? {
        depends(on: .article(id))
        return try connection.first(Library.articleSQL, [.int(id)]) { row in
            dependsOnPicture(of: row, from: 26)
            return Library.articleView(row)
        }
    }

    /// The newest articles of a listing, whole: for feeds, which have pages too, from 1.
    package func newestArticles(_ listing: Listing, limit: Int64, page number: Int64 = 1) throws -> [ArticleView] {
        var found: [ArticleView] = []
        if number <= 1 {
            found = try articles(Library.newestArticlesSQL, [.int(listing.number), .int(limit)])
        } else if let place = try place(ofPage: number, size: limit, in: listing).start {
            found = try articles(
                Library.articlesBeforeSQL,
                [.int(listing.number), .int(.min), .int(place.upper), .int(limit), .int(place.skipped)])
        }
        // With room for more, an older one would be among them.
        let isFull = Int64(found.count) == limit
        depends(on: .stretch(listing, from: isFull ? found.last?.dated.milliseconds ?? .min : .min, through: .max))
        return found
    }

    /// The newest articles of a stretch of time, as printed.
    package func newestArticles(
        from start: WallClock, until end: WallClock, limit: Int64, page number: Int64 = 1
    ) throws -> [ArticleView] {
        depends(on: .stretch(.front, from: start.milliseconds, through: end.milliseconds - 1))
        let (offset, overflow) = (number &- 1).multipliedReportingOverflow(by: limit)
        guard number >= 1, !overflow else { return [] }
        return try articles(
            Library.articlesBeforeSQL,
            [.int(Listing.front.number), .int(start.milliseconds), .int(end.milliseconds), .int(limit), .int(offset)])
    }

    private func articles(_ sql: String, _ values: [SQLValue]) throws -> [ArticleView] {
        let articles = try connection.rows(sql, values) { row in
            dependsOnPicture(of: row, from: 26)
            return Library.articleView(row)
        }
        for article in articles { depends(on: .article(article.id)) }
        return articles
    }

    static let articlesBeforeSQL = """
        \(articleColumns) FROM \(pageOfEntries("dated >= ? AND dated < ?")) JOIN article a ON a.id = e.article_id \(articleJoins)
        ORDER BY e.dated DESC, e.article_id DESC
        """

    /// The path of something an old site knew by a number, where it is published.
    package func path(ofArticle id: Int64) throws -> String? {
        depends(on: .link(id))
        return try connection.first(
            "SELECT path FROM article WHERE id = ? AND status = 'published'", [.int(id)]
        ) { $0.textOrNil(0) } ?? nil
    }

    /// What leads to an article, where it is published.
    package func link(toArticle id: Int64) throws -> ArticleLink? {
        depends(on: .link(id))
        return try connection.first(
            "SELECT headline, teaser, path, language FROM article WHERE id = ? AND status = 'published' AND path IS NOT NULL",
            [.int(id)]
        ) { ArticleLink(headline: HTML.headline(stored: $0.text(0), teaser: $0.text(1)), path: $0.text(2), language: $0.text(3)) }
    }

    /// The names of the bylines of some articles, each in its order.
    package func bylines(of articles: [Int64]) throws -> [Int64: [BylineName]] {
        guard !articles.isEmpty else { return [:] }
        var names: [Int64: [BylineName]] = [:]
        try connection.each(Library.bylinesSQL(articles.count), articles.map(SQLValue.int)) { row in
            let name = BylineName(id: row.int(1), name: row.text(2), path: row.text(3), picture: row.text(4))
            names[row.int(0), default: []].append(name)
            depends(on: .author(name.id))
            return true
        }
        return names
    }

    static func bylinesSQL(_ count: Int) -> String {
        let marks = Array(repeating: "?", count: count).joined(separator: ", ")
        return """
            SELECT x.article_id, w.id, w.name, w.path, w.picture FROM article_author x JOIN author w ON w.id = x.author_id
            WHERE x.article_id IN (\(marks)) ORDER BY x.article_id, x.position
            """
    }

    /// The next older and the next newer article of the front listing.
    package func neighbours(of article: ArticleView) throws -> (older: ArticleLink?, newer: ArticleLink?) {
        func neighbour(_ sql: String) throws -> (link: ArticleLink, dated: Int64)? {
            try connection.first(sql, [.int(article.dated.milliseconds), .int(article.id)]) {
                depends(on: .link($0.int(4)))
                let link = ArticleLink(
                    headline: HTML.headline(stored: $0.text(0), teaser: $0.text(2)), path: $0.text(1), language: $0.text(3))
                return (link, $0.int(5))
            }
        }
        let (older, newer) = (try neighbour(Library.olderSQL), try neighbour(Library.newerSQL))
        depends(on: .stretch(.front, from: older?.dated ?? .min, through: newer?.dated ?? .max))
        return (older?.link, newer?.link)
    }

    static let olderSQL = neighbourSQL("<", "DESC")
    static let newerSQL = neighbourSQL(">", "ASC")

    private static func neighbourSQL(_ comparison: String, _ order: String) -> String {
        """
        SELECT a.headline, a.path, a.teaser, a.language, a.id, e.dated
        FROM listing_entry e JOIN article a ON a.id = e.article_id
        WHERE e.listing = 0 AND (e.dated, e.article_id) \(comparison) (?, ?)
        ORDER BY e.dated \(order), e.article_id \(order) LIMIT 1
        """
    }

    /// The published articles that say the same in different languages, itself among them, the oldest first; empty where it is
    /// alone. Of two in one language one is shown: itself, else the older.
    package func translations(of article: ArticleView) throws -> [ArticleLink] {
        guard !article.translationKey.isEmpty else { return [] }
        depends(on: .translations(article.translationKey))
        let found = try connection.rows(Library.translationsSQL, [.int(article.id)]) { row in
            depends(on: .link(row.int(0)))
            return (
                id: row.int(0),
                link: ArticleLink(
                    headline: HTML.headline(stored: row.text(1), teaser: row.text(3)), path: row.text(2), language: row.text(4))
            )
        }
        var seen: Set<String> = [article.language]
        let shown = found.filter { $0.id == article.id || seen.insert($0.link.language).inserted }
        return shown.count > 1 ? shown.map(\.link) : []
    }

    static let translationsSQL = """
        SELECT b.id, b.headline, b.path, b.teaser, b.language FROM article a JOIN article b ON b.translation_key = a.translation_key
        WHERE a.id = ? AND b.translation_key <> '' AND b.status = 'published' AND b.path IS NOT NULL ORDER BY b.id LIMIT 100
        """

    /// The published pages without a parent, in their order.
    package func topPages(limit: Int64) throws -> [SectionLink] {
        try once(.topPages(limit)) {
            depends(on: .navigation)
            return try connection.rows(
                Library.topPagesSQL, [.int(limit)]
            ) { SectionLink(name: HTML.headline(stored: $0.text(0), teaser: $0.text(2)).text, path: $0.text(1)) }
        }
    }

    static let topPagesSQL = """
        SELECT headline, path, teaser FROM article
        WHERE kind = 'page' AND status = 'published' AND parent_id IS NULL AND path IS NOT NULL
        ORDER BY position, id LIMIT ?
        """

    /// The page with a slug.
    package func page(slug: String, besides id: Int64) throws -> Int64? {
        try connection.first(
            "SELECT id FROM article WHERE slug = ? AND kind = 'page' AND id <> ? ORDER BY id LIMIT 1", [.text(slug), .int(id)]
        ) { $0.int(0) }
    }

    /// The published pages above a page, the topmost first.
    package func pagesAbove(_ id: Int64) throws -> [SectionLink] {
        var above: [SectionLink] = []
        var next = id
        var seen: Set<Int64> = [id]
        depends(on: .place(id))
        while above.count < 64,
            let parent = try connection.first(
                """
                SELECT p.id, p.headline, p.path, p.status, p.teaser FROM article a JOIN article p ON p.id = a.parent_id
                WHERE a.id = ?
                """, [.int(next)],
                {
                    (
                        id: $0.int(0), name: HTML.headline(stored: $0.text(1), teaser: $0.text(4)).text, path: $0.text(2),
                        status: $0.text(3)
                    )
                })
        {
            // Two pages below one another: an export may hold that.
            guard seen.insert(parent.id).inserted else { break }
            depends(on: .link(parent.id))
            if parent.status == Article.Status.published.rawValue {
                above.insert(SectionLink(name: parent.name, path: parent.path), at: 0)
            }
            next = parent.id
            depends(on: .place(next))
        }
        return above
    }

    static func articleView(_ row: SQLRow) -> ArticleView {
        ArticleView(
            id: row.int(0), kind: Article.Kind(rawValue: row.text(1)) ?? .article, slug: row.text(2), path: row.text(3),
            headline: HTML.headline(stored: row.text(4), teaser: row.text(6)), standfirst: row.text(5), teaser: row.text(6),
            language: row.text(7),
            dated: WallClock(stored: row.int(8)), publishedAt: row.intOrNil(9).map(Timestamp.init(stored:)),
            modifiedAt: row.intOrNil(10).map(Timestamp.init(stored:)), commentsOpen: row.bool(11),
            body: HTML(stored: row.text(12)), picture: PictureView(row, from: 26), pictureCaption: HTML(stored: row.text(13)),
            mainSectionID: row.intOrNil(14),
            talk: row.textOrNil(15).map {
                Article.Talk(mediaURL: $0, duration: row.text(16), speakers: row.text(17))
            },
            event: row.intOrNil(18).map {
                Article.Event(
                    starts: WallClock(stored: $0), ends: row.intOrNil(19).map(WallClock.init(stored:)),
                    place: row.text(20), address: row.text(21))
            }, guid: row.text(22), translationKey: row.text(23),
            series: row.text(24).isEmpty ? nil : Article.Series(name: row.text(24), part: row.int(25)))
    }
}
