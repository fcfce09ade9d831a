package import Content

extension Library {
    /// The published articles of the series that an article belongs to, itself among them, in their order.
    ///
    /// A part without a number stands by its date; all that have none stand before those that have one.
    package func parts(ofSeries name: String, with article: Int64) throws -> [(id: Int64, link: ArticleLink)] {
        depends(on: .series(name))
        return try connection.rows(Library.seriesSQL, [.int(article)]) { row in
            depends(on: .link(row.int(0)))
            return (
                row.int(0),
                ArticleLink(
                    headline: HTML.headline(stored: row.text(1), teaser: row.text(3)), path: row.text(2), language: row.text(4))
            )
        }
    }

    static let seriesSQL = """
        SELECT b.id, b.headline, b.path, b.teaser, b.language FROM article a JOIN article b ON b.series = a.series
        WHERE a.id = ? AND b.series <> '' AND b.status = 'published' AND b.path IS NOT NULL
        ORDER BY b.series_part, b.dated, b.id LIMIT 200
        """

    /// What was wrong in an article, the oldest first.
    package func corrections(of article: Int64) throws -> [Article.Correction] {
        depends(on: .article(article))
        return try connection.rows(Library.correctionsSQL, [.int(article)]) {
            Article.Correction(dated: WallClock(stored: $0.int(0)), text: HTML(stored: $0.text(1)))
        }
    }

    static let correctionsSQL = "SELECT dated, body FROM correction WHERE article_id = ? ORDER BY position"
}
