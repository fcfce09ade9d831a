package import Content

extension Library {
    /// What does not fit together: references to rows that are not there, addresses that lead nowhere or to another thing,
    /// listings that do not agree with the articles. One sentence each; empty where all is well.
    package func problems() throws -> [String] {
        var problems: [String] = []
        try connection.engine.expectWholeTables()
        func look(_ sql: String, _ sentence: (SQLRow) -> String) throws {
            problems += try connection.rows(sql + " LIMIT 20", [], sentence)
        }
        try look(
            """
            SELECT a.id, a.path FROM article a WHERE a.status = 'published' AND a.path IS NOT NULL AND NOT EXISTS
                (SELECT 1 FROM address d WHERE d.kind = 'article' AND d.target_id = a.id)
            """
        ) { "Article \($0.int(0)) is published, but its address \($0.text(1)) does not answer with it." }
        for (kind, table) in [
            ("article", "article"), ("section", "section"), ("tag", "tag"), ("author", "author"), ("picture", "picture"),
        ] {
            try look(
                """
                SELECT d.key FROM address d WHERE d.kind = '\(kind)'
                    AND NOT EXISTS (SELECT 1 FROM \(table) x WHERE x.id = d.target_id)
                """
            ) { "The address \($0.text(0)) leads to a \(kind) that is not there." }
        }
        try look(
            """
            SELECT d.key, a.status FROM address d JOIN article a ON d.kind = 'article' AND a.id = d.target_id
            WHERE a.status <> 'published'
            """
        ) { "The address \($0.text(0)) leads to an article that is not published (\($0.text(1)))." }
        try look(
            """
            SELECT path, count(*) FROM (
                SELECT path FROM article WHERE status = 'published' AND path IS NOT NULL UNION ALL SELECT path FROM section
                UNION ALL SELECT path FROM tag UNION ALL SELECT path FROM author
                UNION ALL SELECT path FROM picture WHERE path IS NOT NULL) AS every
            GROUP BY path HAVING count(*) > 1
            """
        ) { "The address \($0.text(0)) is claimed \($0.int(1)) times." }
        try look(
            """
            SELECT d.key, d.location FROM address d JOIN address n ON n.key = d.location
            WHERE d.kind = 'redirect' AND n.kind = 'redirect'
            """
        ) { "The redirect \($0.text(0)) leads to another redirect, \($0.text(1))." }
        try look(
            """
            SELECT a.id FROM article a WHERE a.is_listed = 1 AND NOT EXISTS
                (SELECT 1 FROM listing_entry e WHERE e.listing = 0 AND e.dated = a.dated AND e.article_id = a.id)
            """
        ) { "Article \($0.int(0)) is missing from the front listing." }
        try look(
            """
            SELECT e.article_id FROM listing_entry e LEFT JOIN article a ON a.id = e.article_id
            WHERE a.id IS NULL OR a.is_listed = 0 AND NOT (a.status = 'published' AND e.listing % 4 = 2)
            """
        ) { "Article \($0.int(0)) stands in a listing and must not." }
        try look(
            """
            SELECT m.listing FROM (SELECT listing, sum(entries) AS entries FROM listing_month GROUP BY listing) m
            LEFT JOIN (SELECT listing, count(*) AS entries FROM listing_entry GROUP BY listing) e ON e.listing = m.listing
            WHERE m.entries <> coalesce(e.entries, 0)
            """
        ) { "Listing \($0.int(0)) is not as long as its months say." }
        try look(
            """
            SELECT a.id FROM article a WHERE NOT EXISTS
                (SELECT 1 FROM revision r WHERE r.article_id = a.id AND r.number = a.revision)
            """
        ) { "Article \($0.int(0)) has lost its text." }
        problems += try SearchIndex(connection).problems(limit: 20)
        let commits = try connection.rows("SELECT number FROM commit_number") { $0.int(0) }
        let last = try connection.number("SELECT coalesce(max(id), 0) FROM change")
        if commits.count != 1 || (commits.first ?? 0) < last {
            problems.append("The number of the last commit is lost: nothing can be saved.")
        }
        return problems
    }

    /// Every file that the magazine serves, in the order of paths.
    package func eachUpload(_ body: (Upload) throws -> Void) throws {
        try connection.each("SELECT path, digest, size, media_type, modified_at FROM upload ORDER BY path") { row in
            try body(
                Upload(
                    path: row.text(0), digest: row.text(1), size: row.int(2), mediaType: row.text(3),
                    modifiedAt: Timestamp(stored: row.int(4))))
            return true
        }
    }

    /// How many rows the main tables have, and what to call them: what `stet check` and tests count.
    package func counts() throws -> [(one: String, many: String, count: Int64)] {
        try [
            ("article", "article", "articles"), ("section", "section", "sections"), ("tag", "tag", "tags"),
            ("author", "author", "authors"), ("picture", "picture", "pictures"), ("upload", "file", "files"),
            ("comment", "comment", "comments"), ("menu_entry", "menu entry", "menu entries"),
            ("address", "address", "addresses"),
        ].map { table, one, many in (one, many, try connection.number("SELECT count(*) FROM \(table)")) }
    }
}
