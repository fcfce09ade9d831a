package import Content
private import Foundation

extension Library {
    /// The comments below an article that everybody may read, oldest first.
    package func comments(ofArticle id: Int64) throws -> [Comment] {
        depends(on: .comments(id))
        var comments = try connection.rows(Library.commentsSQL, [.int(id)]) { row in
            var comment = Library.comment(row)
            comment.authorID = row.intOrNil(9)
            return comment
        }
        try linkAuthors(in: &comments)
        return comments
    }

    /// The columns that every query of comments begins with.
    fileprivate static func comment(_ row: SQLRow) -> Comment {
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

    /// An author of the magazine who left no address is found at his page, where he has one.
    private func linkAuthors(in comments: inout [Comment]) throws {
        var paths: [Int64: String] = [:]
        for index in comments.indices where comments[index].authorURL.isEmpty {
            guard let author = comments[index].authorID else { continue }
            if paths[author] == nil {
                paths[author] = try isEmpty(.author(author)) ? "" : self.author(author)?.permalink.text ?? ""
            }
            comments[index].authorURL = paths[author] ?? ""
        }
    }

    // Names nothing that must stay private: no e-mail address, no IP address.
    static let commentsSQL = """
        SELECT id, number, parent_number, author_name, author_url, dated, written_at, body, kind, author_id FROM comment
        WHERE article_id = ? AND status = 'approved' ORDER BY dated, number
        """

    /// What plugins of the old site noted of an article's comments, by their numbers. Shown to nobody.
    package func commentMeta(ofArticle id: Int64) throws -> [Int64: [Comment.Meta]] {
        var found: [Int64: [Comment.Meta]] = [:]
        try connection.each("SELECT number, meta FROM comment WHERE article_id = ? AND meta <> '' ORDER BY number", [.int(id)]) {
            row in
            found[row.int(0)] = Library.commentMeta(stored: row.text(1))
            return true
        }
        return found
    }

    static func commentMeta(stored text: String) -> [Comment.Meta] {
        guard !text.isEmpty else { return [] }
        return (try? JSONDecoder().decode([Comment.Meta].self, from: Data(text.utf8))) ?? []
    }

    /// How many comments have the e-mail or the network address of who wrote them.
    package func commentersWithData() throws -> Int64 {
        try connection.number("SELECT count(*) FROM comment WHERE author_email <> '' OR author_address <> ''")
    }
}

/// A comment as a feed has it, with what it was written below.
package struct CommentView: Sendable {
    package var comment: Comment
    package var article: ArticleLink
    /// Of the article; empty: its address.
    package var guid: String
}

extension Library {
    /// The newest comments that everybody may read, below what everybody may read.
    ///
    /// - Parameter id: below which article; nil: below any.
    package func newestComments(ofArticle id: Int64? = nil, limit: Int64) throws -> [CommentView] {
        depends(on: id.map(Dependency.comments) ?? .newestComments)
        if let id { depends(on: .link(id)) }
        let sql = id == nil ? Library.newestCommentsSQL : Library.newestCommentsOfArticleSQL
        return try connection.rows(sql, (id.map { [.int($0)] } ?? []) + [.int(limit)]) { row in
            depends(on: .article(row.int(14)))
            return CommentView(
                comment: Library.comment(row),
                article: ArticleLink(
                    headline: HTML.headline(stored: row.text(9), teaser: row.text(10)), path: row.text(11),
                    language: row.text(12)), guid: row.text(13))
        }
    }

    private static let commentFeedColumns = """
        SELECT c.id, c.number, c.parent_number, c.author_name, c.author_url, c.dated, c.written_at, c.body, c.kind,
            a.headline, a.teaser, a.path, a.language, a.guid, a.id
        FROM comment c JOIN article a ON a.id = c.article_id
        WHERE c.status = 'approved' AND a.status = 'published' AND a.path IS NOT NULL
        """

    /// One without an instant, which old sites hardly have, has no place in a feed of all.
    static let newestCommentsSQL =
        "\(commentFeedColumns) AND c.written_at IS NOT NULL ORDER BY c.written_at DESC, c.id DESC LIMIT ?"

    static let newestCommentsOfArticleSQL =
        "\(commentFeedColumns) AND c.article_id = ? ORDER BY c.dated DESC, c.id DESC LIMIT ?"

    /// How many comments everybody may read below each of some articles.
    package func commentCounts(ofArticles ids: [Int64]) throws -> [Int64: Int64] {
        guard !ids.isEmpty else { return [:] }
        for id in ids { depends(on: .comments(id)) }
        var counts: [Int64: Int64] = [:]
        try connection.each(Library.commentCountsSQL(ids.count), ids.map(SQLValue.int)) { row in
            counts[row.int(0)] = row.int(1)
            return true
        }
        return counts
    }

    static func commentCountsSQL(_ count: Int) -> String {
        """
        SELECT article_id, count(*) FROM comment
        WHERE article_id IN (\(Stretches.marks(count))) AND status = 'approved' GROUP BY article_id
        """
    }
}

extension Transaction {
    /// Writes a comment below an article, over the one with its number where there is one.
    ///
    /// - Parameter imported: the state in which an import leaves it; nil: what is noted of that stays.
    package func save(_ comment: Comment, article: Int64, imported: String? = nil) throws {
        try remember(.article, article)
        try connection.run(
            """
            INSERT INTO comment (article_id, number, parent_number, author_name, author_email, author_url, author_address, dated,
                written_at, body, source, status, kind, author_id, meta, imported)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (article_id, number) DO UPDATE SET parent_number = excluded.parent_number,
                author_name = excluded.author_name, author_email = excluded.author_email, author_url = excluded.author_url,
                author_address = excluded.author_address, dated = excluded.dated, written_at = excluded.written_at,
                body = excluded.body, source = excluded.source, status = excluded.status, kind = excluded.kind,
                author_id = excluded.author_id, meta = excluded.meta,
                imported = CASE WHEN excluded.imported = '' THEN comment.imported ELSE excluded.imported END
            """,
            [
                .int(article), .int(comment.number), .int(comment.parentNumber), .text(comment.authorName),
                .text(comment.authorEmail), .text(comment.authorURL), .text(comment.authorAddress),
                .int(comment.dated.milliseconds), SQLValue(comment.writtenAt?.milliseconds), .text(comment.body.markup),
                .text(comment.source), .text(comment.status.rawValue), .text(comment.kind.rawValue), SQLValue(comment.authorID),
                .text(Transaction.text(of: comment.meta)), .text(imported ?? ""),
            ])
        touch(.comments(article))
        touch(.newestComments)
    }

    /// Adds who wrote a comment that is here already. No page shows it.
    package func keepCommenterData(_ comment: Comment, article: Int64) throws {
        try connection.run(
            "UPDATE comment SET author_email = ?, author_address = ? WHERE article_id = ? AND number = ?",
            [.text(comment.authorEmail), .text(comment.authorAddress), .int(article), .int(comment.number)])
    }

    /// Forgets the e-mail and network addresses of those who commented on the articles of an old site, and what plugins noted of them.
    ///
    /// - Parameter isPersonal: whether what a plugin noted tells who wrote the comment.
    /// - Returns: how many comments had something of it.
    package func dropCommenterData(
        source: Int64, isPersonal: (_ meta: Comment.Meta, _ email: String, _ address: String) -> Bool
    ) throws -> Int {
        var (changed, last, isDone): ([Int64], Int64, Bool) = ([], Int64.min, false)
        while !isDone {
            // By stretches: comments are many.
            let rows = try connection.rows(
                """
                SELECT id, meta, author_email, author_address FROM comment WHERE meta <> '' AND id > ?
                    AND article_id IN (SELECT target_id FROM origin WHERE source_id = ? AND kind = 'item') ORDER BY id LIMIT 1000
                """, [.int(last), .int(source)]
            ) { (id: $0.int(0), meta: $0.text(1), email: $0.text(2), address: $0.text(3)) }
            for row in rows {
                let meta = Library.commentMeta(stored: row.meta)
                let kept = meta.filter { !isPersonal($0, row.email, row.address) }
                guard kept.count < meta.count else { continue }
                try connection.run("UPDATE comment SET meta = ? WHERE id = ?", [.text(Transaction.text(of: kept)), .int(row.id)])
                changed.append(row.id)
            }
            (last, isDone) = (rows.last?.id ?? last, rows.count < 1000)
        }
        let addressed = try connection.rows(
            """
            UPDATE comment SET author_email = '', author_address = '' WHERE (author_email <> '' OR author_address <> '')
                AND article_id IN (SELECT target_id FROM origin WHERE source_id = ? AND kind = 'item') RETURNING id
            """, [.int(source)]
        ) { $0.int(0) }
        return Set(changed + addressed).count
    }

    private static func text(of meta: [Comment.Meta]) -> String {
        let encoder = JSONEncoder()
        // The same comment is the same row.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard !meta.isEmpty, let json = try? encoder.encode(meta) else { return "" }
        return String(decoding: json, as: UTF8.self)
    }
}
