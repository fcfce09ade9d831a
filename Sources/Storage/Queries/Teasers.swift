package import Content

/// What an article's teaser is made of.
package struct TeaserSource: Sendable {
    package var article: Int64
    package var standfirst: String
    package var body: HTML
    package var sourceFormat: Article.SourceFormat
    package var teaser: String
}

extension Library {
    /// Every article, published or not, a stretch at a time by their numbers.
    package func teaserSources(after id: Int64, limit: Int64) throws -> [TeaserSource] {
        try connection.rows(
            """
            SELECT a.id, a.standfirst, r.body, r.source_format, a.teaser FROM article a
                JOIN revision r ON r.article_id = a.id AND r.number = a.revision
            WHERE a.id > ? ORDER BY a.id LIMIT ?
            """, [.int(id), .int(limit)]
        ) { row in
            TeaserSource(
                article: row.int(0), standfirst: row.text(1), body: HTML(stored: row.text(2)),
                sourceFormat: Article.SourceFormat(rawValue: row.text(3)) ?? .wordpress, teaser: row.text(4))
        }
    }
}

extension Transaction {
    package func setTeaser(of article: Int64, to teaser: String) throws {
        let before = try face(of: article)
        try remember(.article, article)
        try connection.run("UPDATE article SET teaser = ? WHERE id = ?", [.text(teaser), .int(article)])
        touch(.article(article))
        let after = try face(of: article)
        if before?.card != after?.card { touch(.card(article)) }
        // One without a headline is called by its first words.
        if before?.short != after?.short { touch(.face(article)) }
        if before?.link != after?.link { touch(.link(article)) }
    }
}
