package import Content
import Storage

/// An article as the database has it, public or not.
package struct ImportedArticle: Sendable {
    package let oldID: String
    package let status: Article.Status?
    package let slug: String
    package let headline: String
    package let body: String
    package let password: String
    package let publishedAt: Timestamp?
    package let modifiedAt: Timestamp?
    package let commentsOpen: Bool
    package let pingsOpen: Bool
}

extension TemporaryMagazine {
    /// What an old site's items have become, in the order in which they came.
    package func importedArticles() throws -> [ImportedArticle] {
        try store.writeWaiting { transaction in
            try transaction.connection.rows(
                """
                SELECT o.old_id, a.status, a.slug, a.headline, r.body, a.password, a.published_at, a.modified_at, a.comments_open,
                    a.pings_open
                FROM origin o JOIN article a ON a.id = o.target_id JOIN revision r ON r.article_id = a.id AND r.number = a.revision
                WHERE o.kind = 'item' ORDER BY a.id
                """
            ) { row in
                ImportedArticle(
                    oldID: row.text(0), status: Article.Status(rawValue: row.text(1)), slug: row.text(2), headline: row.text(3),
                    body: row.text(4), password: row.text(5), publishedAt: row.intOrNil(6).map(Timestamp.init(stored:)),
                    modifiedAt: row.intOrNil(7).map(Timestamp.init(stored:)), commentsOpen: row.bool(8),
                    pingsOpen: row.bool(9))
            }
        }
    }
}
