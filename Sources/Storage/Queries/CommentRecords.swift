import Content

extension Library {
    /// A number that no comment has: they stand in addresses, `#comment-123`.
    package func nextCommentNumber() throws -> Int64 {
        try connection.engine.expectWholeTables()
        return try connection.number("SELECT coalesce(max(number), 0) FROM comment") &+ 1
    }
}

extension Transaction {
    /// Deletes the row of a comment that was saved as trash before: that has said what it touches.
    package func deleteComment(_ number: Int64, article: Int64) throws {
        try remember(.article, article)
        try connection.run("DELETE FROM comment WHERE article_id = ? AND number = ?", [.int(article), .int(number)])
    }
}
