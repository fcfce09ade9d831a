import Content

extension Library {
    /// A number that no comment has, nor had: they stand in addresses, `#comment-123`.
    package func nextCommentNumber() throws -> Int64 {
        try connection.engine.expectWholeTables()
        let (here, removed) = (
            try connection.number("SELECT coalesce(max(number), 0) FROM comment"),
            try connection.number("SELECT coalesce(max(number), 0) FROM removed_comment")
        )
        return max(here, removed) &+ 1
    }

    /// In what states imports have left the comments below an article, by their numbers; and the numbers of those that were removed here.
    package func importedComments(ofArticle id: Int64) throws -> (states: [Int64: String], removed: Set<Int64>) {
        let states = try connection.rows("SELECT number, imported FROM comment WHERE article_id = ?", [.int(id)]) {
            ($0.int(0), $0.text(1))
        }
        let removed = try connection.rows("SELECT number FROM removed_comment WHERE article_id = ?", [.int(id)]) { $0.int(0) }
        return (Dictionary(states, uniquingKeysWith: { first, _ in first }), Set(removed))
    }
}

extension Transaction {
    /// Deletes the row of a comment that was saved as trash before: that has said what it touches. Of one that came with an import
    /// its number is kept, so that the next one does not bring it again.
    package func deleteComment(_ number: Int64, article: Int64) throws {
        try remember(.article, article)
        try connection.run(
            """
            INSERT INTO removed_comment (article_id, number)
            SELECT article_id, number FROM comment WHERE article_id = ? AND number = ? AND imported <> ''
            ON CONFLICT (article_id, number) DO NOTHING
            """, [.int(article), .int(number)])
        try connection.run("DELETE FROM comment WHERE article_id = ? AND number = ?", [.int(article), .int(number)])
    }
}
