package import Content

extension Library {
    /// The comments below an article that everybody may read, oldest first.
    package func comments(ofArticle id: Int64) throws -> [Comment] {
        try connection.rows(Library.commentsSQL, [.int(id)]) { row in
            var comment = Comment()
            comment.id = row.int(0)
            comment.number = row.int(1)
            comment.parentNumber = row.int(2)
            comment.authorName = row.text(3)
            comment.authorURL = row.text(4)
            comment.dated = WallClock(stored: row.int(5))
            comment.writtenAt = row.intOrNil(6).map(Timestamp.init(stored:))
            comment.body = HTML(stored: row.text(7))
            comment.status = .approved
            comment.kind = Comment.Kind(rawValue: row.text(8)) ?? .comment
            return comment
        }
    }

    // Names nothing that must stay private: no e-mail address, no IP address.
    static let commentsSQL = """
        SELECT id, number, parent_number, author_name, author_url, dated, written_at, body, kind FROM comment
        WHERE article_id = ? AND status = 'approved' ORDER BY dated, number
        """
}

extension Transaction {
    /// Writes a comment below an article, over the one with its number where there is one.
    package func save(_ comment: Comment, article: Int64) throws {
        try connection.run(
            """
            INSERT INTO comment (article_id, number, parent_number, author_name, author_email, author_url, author_address, dated,
                written_at, body, source, status, kind)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (article_id, number) DO UPDATE SET parent_number = excluded.parent_number,
                author_name = excluded.author_name, author_email = excluded.author_email, author_url = excluded.author_url,
                author_address = excluded.author_address, dated = excluded.dated, written_at = excluded.written_at,
                body = excluded.body, source = excluded.source, status = excluded.status, kind = excluded.kind
            """,
            [
                .int(article), .int(comment.number), .int(comment.parentNumber), .text(comment.authorName),
                .text(comment.authorEmail), .text(comment.authorURL), .text(comment.authorAddress),
                .int(comment.dated.milliseconds), SQLValue(comment.writtenAt?.milliseconds), .text(comment.body.markup),
                .text(comment.source), .text(comment.status.rawValue), .text(comment.kind.rawValue),
            ])
        touch(.article(article))
    }
}
