package import Content

/// An article as it is stored, with everything that is its own: published or not.
package struct StoredArticle: Sendable {
    package var id: Int64
    package var article: Article
    /// The number of the revision that is shown.
    package var revision: Int64
}

extension Library {
    /// Says that what follows reads tables whole, and is no page.
    package func expectWholeTables() throws { try connection.engine.expectWholeTables() }

    /// Every article, a stretch at a time by their numbers.
    package func storedArticles(after id: Int64, limit: Int64) throws -> [StoredArticle] {
        try related(
            connection.rows(
                "\(Library.storedArticleSQL) WHERE a.id > ? ORDER BY a.id LIMIT ?", [.int(id), .int(limit)], Library.stored))
    }

    /// One of them, published or not.
    package func storedArticle(_ id: Int64) throws -> StoredArticle? {
        try related(connection.rows("\(Library.storedArticleSQL) WHERE a.id = ?", [.int(id)], Library.stored)).first
    }

    /// All comments below some articles, whatever their state, each article's in the order they came in.
    package func storedComments(ofArticles ids: [Int64]) throws -> [Int64: [Comment]] {
        let found = try connection.rows(
            """
            SELECT article_id, id, number, parent_number, author_name, author_email, author_url, author_address, dated, written_at,
                body, source, status, kind, author_id, meta FROM comment WHERE article_id IN
            """, in: ids.map(SQLValue.int)
        ) { row in
            var comment = Comment()
            comment.id = row.int(1)
            comment.number = row.int(2)
            comment.parentNumber = row.int(3)
            (comment.authorName, comment.authorEmail) = (row.text(4), row.text(5))
            (comment.authorURL, comment.authorAddress) = (row.text(6), row.text(7))
            comment.dated = WallClock(stored: row.int(8))
            comment.writtenAt = row.intOrNil(9).map(Timestamp.init(stored:))
            (comment.body, comment.source) = (HTML(stored: row.text(10)), row.text(11))
            comment.status = Comment.Status(rawValue: row.text(12)) ?? .pending
            comment.kind = Comment.Kind(rawValue: row.text(13)) ?? .comment
            comment.authorID = row.intOrNil(14)
            comment.meta = Library.commentMeta(stored: row.text(15))
            return (article: row.int(0), comment: comment)
        }
        return Dictionary(grouping: found, by: \.article).mapValues { $0.map(\.comment).sorted { $0.id < $1.id } }
    }

    /// Which articles are translations of one another: each with what it shares with the others.
    package func translationKeys() throws -> [(key: String, article: Int64)] {
        try connection.rows("SELECT translation_key, id FROM article WHERE translation_key <> '' ORDER BY id") {
            ($0.text(0), $0.int(1))
        }
    }

    /// How many articles and pages there are, published or not.
    package func countOfArticles() throws -> Int64 { try connection.number("SELECT count(*) FROM article") }

    private func related(_ articles: [StoredArticle]) throws -> [StoredArticle] {
        let ids = articles.map { SQLValue.int($0.id) }
        func targets(_ table: String, _ column: String) throws -> [Int64: [Int64]] {
            let rows = try connection.rows("SELECT article_id, position, \(column) FROM \(table) WHERE article_id IN", in: ids) {
                (article: $0.int(0), position: $0.int(1), target: $0.int(2))
            }
            return Dictionary(grouping: rows, by: \.article).mapValues { $0.sorted { $0.position < $1.position }.map(\.target) }
        }
        let sections = try targets("article_section", "section_id")
        let tags = try targets("article_tag", "tag_id")
        let authors = try targets("article_author", "author_id")
        let corrections = try connection.rows(
            "SELECT article_id, position, dated, body FROM correction WHERE article_id IN", in: ids
        ) { row in
            let correction = Article.Correction(dated: WallClock(stored: row.int(2)), text: HTML(stored: row.text(3)))
            return (article: row.int(0), position: row.int(1), correction: correction)
        }
        let ofArticles = Dictionary(grouping: corrections, by: \.article)
        let files = try connection.rows(
            "SELECT article_id, position, address, media_type, length FROM enclosure WHERE article_id IN", in: ids
        ) { row in
            let enclosure = Article.Enclosure(address: row.text(2), mediaType: row.text(3), length: row.int(4))
            return (article: row.int(0), position: row.int(1), enclosure: enclosure)
        }
        let enclosures = Dictionary(grouping: files, by: \.article)
        return articles.map { stored in
            var stored = stored
            stored.article.enclosures = (enclosures[stored.id] ?? []).sorted { $0.position < $1.position }.map(\.enclosure)
            stored.article.corrections = (ofArticles[stored.id] ?? []).sorted { $0.position < $1.position }.map(\.correction)
            stored.article.sectionIDs = sections[stored.id] ?? []
            stored.article.tagIDs = tags[stored.id] ?? []
            stored.article.authorIDs = authors[stored.id] ?? []
            return stored
        }
    }

    private static let storedArticleSQL = """
        SELECT a.id, a.kind, a.status, a.is_listed, a.slug, a.path, a.headline, a.standfirst, a.teaser, a.language,
            a.translation_key, a.dated, a.published_at, a.modified_at, a.picture_id, a.picture_caption, a.parent_id, a.position,
            a.is_pinned, a.comments_open, a.password, a.original_type, a.guid, r.source, r.source_format, r.body, t.media_url,
            t.duration, t.speakers, v.starts, v.ends, v.place, v.address, a.revision, a.series, a.series_part, a.pings_open
        FROM article a JOIN revision r ON r.article_id = a.id AND r.number = a.revision
            LEFT JOIN talk t ON t.article_id = a.id LEFT JOIN event v ON v.article_id = a.id
        """

    private static func stored(_ row: SQLRow) -> StoredArticle {
        var article = Article()
        article.kind = Article.Kind(rawValue: row.text(1)) ?? .article
        article.status = Article.Status(rawValue: row.text(2)) ?? .draft
        article.isListed = row.bool(3)
        article.slug = row.text(4)
        article.permalink = row.textOrNil(5).flatMap(Permalink.init(_:))
        article.headline = HTML(stored: row.text(6))
        (article.standfirst, article.teaser) = (row.text(7), row.text(8))
        (article.language, article.translationKey) = (row.text(9), row.text(10))
        article.dated = WallClock(stored: row.int(11))
        article.publishedAt = row.intOrNil(12).map(Timestamp.init(stored:))
        article.modifiedAt = row.intOrNil(13).map(Timestamp.init(stored:))
        article.pictureID = row.intOrNil(14)
        article.pictureCaption = HTML(stored: row.text(15))
        article.parentID = row.intOrNil(16)
        article.position = row.int(17)
        (article.isPinned, article.commentsOpen) = (row.bool(18), row.bool(19))
        (article.password, article.originalType, article.guid) = (row.text(20), row.text(21), row.text(22))
        article.source = row.text(23)
        article.sourceFormat = Article.SourceFormat(rawValue: row.text(24)) ?? .wordpress
        article.body = HTML(stored: row.text(25))
        article.talk = row.textOrNil(26).map { Article.Talk(mediaURL: $0, duration: row.text(27), speakers: row.text(28)) }
        article.event = row.intOrNil(29).map {
            Article.Event(
                starts: WallClock(stored: $0), ends: row.intOrNil(30).map(WallClock.init(stored:)), place: row.text(31),
                address: row.text(32))
        }
        article.series = row.text(34).isEmpty ? nil : Article.Series(name: row.text(34), part: row.int(35))
        article.pingsOpen = row.bool(36)
        return StoredArticle(id: row.int(0), article: article, revision: row.int(33))
    }
}
