package import Content

/// An article, published or not, as the list of an editor has it.
package struct ArticleRecord: Sendable {
    package var id: Int64
    package var kind: Article.Kind
    package var status: Article.Status
    package var slug: String
    /// Where it is, or was before it was withdrawn.
    package var path: String?
    package var headline: HTML
    package var standfirst: String
    package var language: String
    package var dated: WallClock
    package var publishedAt: Timestamp?
    /// How often it was written.
    package var version: Int64
}

/// What is looked up of articles for editors, whatever their status.
extension Library {
    /// Articles, the newest first, until the body has enough; nil: whatever it is.
    ///
    /// - Parameters:
    ///   - sections: in one of these.
    ///   - body: whether it wants more.
    package func eachArticle(
        status: Article.Status?, sections: [Int64]?, tags: [Int64]?, author: Int64?, _ body: (ArticleRecord) throws -> Bool
    ) throws {
        try connection.engine.expectWholeTables()
        var conditions = ["1 = 1"]
        var values: [SQLValue] = []
        if let status {
            conditions.append("a.status = ?")
            values.append(.text(status.rawValue))
        }
        for (table, column, targets) in [
            ("article_section", "section_id", sections), ("article_tag", "tag_id", tags),
            ("article_author", "author_id", author.map { [$0] }),
        ] {
            guard let targets else { continue }
            // Of none there is none.
            let marks = targets.isEmpty ? "NULL" : Stretches.marks(targets.count)
            conditions.append("EXISTS (SELECT 1 FROM \(table) x WHERE x.article_id = a.id AND x.\(column) IN (\(marks)))")
            values += targets.map(SQLValue.int)
        }
        let sql = """
            SELECT a.id, a.kind, a.status, a.slug, a.path, a.headline, a.teaser, a.standfirst, a.language, a.dated, a.published_at,
                a.version
            FROM article a WHERE \(conditions.joined(separator: " AND ")) ORDER BY a.dated DESC, a.id DESC
            """
        try connection.each(sql, values) { row in
            try body(
                ArticleRecord(
                    id: row.int(0), kind: Article.Kind(rawValue: row.text(1)) ?? .article,
                    status: Article.Status(rawValue: row.text(2)) ?? .draft, slug: row.text(3), path: row.textOrNil(4),
                    headline: HTML.headline(stored: row.text(5), teaser: row.text(6)), standfirst: row.text(7),
                    language: row.text(8), dated: WallClock(stored: row.int(9)),
                    publishedAt: row.intOrNil(10).map(Timestamp.init(stored:)), version: row.int(11)))
        }
    }

    /// The articles with a slug.
    package func articles(slug: String) throws -> [Int64] {
        try connection.rows("SELECT id FROM article WHERE slug = ? ORDER BY id LIMIT 20", [.text(slug)]) { $0.int(0) }
    }

    /// The articles that have or had an address, to the letter: one that was withdrawn keeps its own.
    package func articles(path: String) throws -> [Int64] {
        try connection.engine.expectWholeTables()
        return try connection.rows("SELECT id FROM article WHERE path = ? ORDER BY id LIMIT 20", [.text(path)]) { $0.int(0) }
    }

    /// Its version: how often an article was written; nil where there is none.
    package func version(ofArticle id: Int64) throws -> Int64? {
        try connection.first("SELECT version FROM article WHERE id = ?", [.int(id)]) { $0.int(0) }
    }

    /// Whether the listings show any article of an old site's own type.
    package func isListed(originalType type: String) throws -> Bool {
        try connection.engine.expectWholeTables()
        return try connection.first(
            "SELECT 1 FROM article WHERE original_type = ? AND is_listed = 1 LIMIT 1", [.text(type)]
        ) { _ in true } ?? false
    }
}
