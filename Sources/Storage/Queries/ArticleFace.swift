import Content

/// What others than its own page show of an article: compared before and after a change, it says who has to be made anew.
struct ArticleFace {
    /// All that a card has.
    var card: [SQLValue]
    /// The same without the teaser and the byline.
    var short: [SQLValue]
    /// Where it is and what it is called.
    var link: [SQLValue]
    var status: SQLValue
    /// What it stands below.
    var parent: SQLValue
    /// Its place among what is pinned; empty: it is not.
    var pinned: [SQLValue]
    /// Its place among the events; empty: it is none.
    var event: [SQLValue]
    /// What the site map says of it.
    var mapped: [SQLValue]
    /// Its place among its translations.
    var translation: [SQLValue]
    var translationKey: String
    /// Its place in its series.
    var part: [SQLValue]
    var series: String
}

extension Transaction {
    /// Nil where there is no such article.
    func face(of id: Int64) throws -> ArticleFace? {
        let byline = try connection.rows(
            "SELECT author_id FROM article_author WHERE article_id = ? ORDER BY position", [.int(id)]
        ) {
            $0.value(0)
        }
        return try connection.first(Transaction.faceSQL, [.int(id)]) { row in
            func values(_ columns: Range<Int>) -> [SQLValue] { columns.map(row.value) }
            // 0…4: where it is, and what it is called; one without a headline is called by the beginning of its teaser.
            let link = values(0..<4) + (row.text(2).isEmpty ? [row.value(4)] : [])
            let event = row.value(10) == .null ? [] : values(10..<14)
            let short = link + values(5..<14) + [row.value(20)]
            let isPublic = row.text(0) == Article.Status.published.rawValue
            return ArticleFace(
                card: short + [row.value(4)] + byline, short: short, link: link, status: row.value(0), parent: row.value(14),
                pinned: isPublic && row.bool(15) ? [row.value(6), row.value(16)] : [],
                event: isPublic && !event.isEmpty ? [row.value(10)] : [],
                mapped: isPublic ? [row.value(1), row.value(21), row.value(9)] : [],
                translation: [row.value(17)] + values(0..<2) + [row.value(3)], translationKey: row.text(17),
                part: [row.value(18), row.value(19), row.value(6)] + values(0..<2), series: row.text(18))
        }
    }

    private static let faceSQL = """
        SELECT a.status, a.path, a.headline, a.language, a.teaser, a.kind, a.dated, a.published_at, a.section_id, a.picture_id,
            v.starts, v.ends, v.place, v.address, a.parent_id, a.is_pinned, a.is_listed, a.translation_key, a.series, a.series_part,
            t.duration, coalesce(a.modified_at, a.published_at)
        FROM article a LEFT JOIN talk t ON t.article_id = a.id LEFT JOIN event v ON v.article_id = a.id WHERE a.id = ?
        """
}
