package import Content

/// What of an article decides which addresses it has.
package struct ArticleAddresses: Sendable {
    package var id: Int64
    package var path: String
    package var isEvent: Bool
    /// Whether there is a feed of what readers write below it.
    package var hasComments: Bool
    /// Whether its author has parted it into pages.
    package var isParted: Bool
}

/// What a static export asks, besides pages: which addresses there are, and what was touched since its last run.
extension Library {
    /// What is published and has an address, a stretch at a time by its numbers.
    package func articleAddresses(after id: Int64, upTo last: Int64, limit: Int64) throws -> [ArticleAddresses] {
        try connection.rows(
            """
            SELECT a.id, a.path, CASE WHEN v.article_id IS NULL THEN 0 ELSE 1 END,
                CASE WHEN a.comments_open = 1
                    OR EXISTS (SELECT 1 FROM comment c WHERE c.article_id = a.id AND c.status = 'approved') THEN 1 ELSE 0 END,
                CASE WHEN r.body LIKE '%wp-block-nextpage%' THEN 1 ELSE 0 END
            FROM article a JOIN revision r ON r.article_id = a.id AND r.number = a.revision
                LEFT JOIN event v ON v.article_id = a.id
            WHERE a.id > ? AND a.id <= ? AND a.status = 'published' AND a.path IS NOT NULL ORDER BY a.id LIMIT ?
            """, [.int(id), .int(last), .int(limit)]
        ) { row in
            ArticleAddresses(
                id: row.int(0), path: row.text(1), isEvent: row.bool(2), hasComments: row.bool(3), isParted: row.bool(4))
        }
    }

    /// The highest numbers of articles and of pictures.
    package func lastNumbers() throws -> (article: Int64, picture: Int64) {
        (
            try connection.number("SELECT coalesce(max(id), 0) FROM article"),
            try connection.number("SELECT coalesce(max(id), 0) FROM picture")
        )
    }

    /// The pages about pictures and other files, a stretch at a time by their numbers.
    package func picturePages(after id: Int64, upTo last: Int64) throws -> [(id: Int64, path: String)] {
        try connection.rows(
            "SELECT id, path FROM picture WHERE id > ? AND id <= ? AND path IS NOT NULL ORDER BY id", [.int(id), .int(last)]
        ) { ($0.int(0), $0.text(1)) }
    }

    /// The pages about the files of an article.
    package func picturePages(ofArticle id: Int64) throws -> [(id: Int64, path: String)] {
        try connection.rows(
            "SELECT id, path FROM picture WHERE article_id = ? AND path IS NOT NULL ORDER BY id", [.int(id)]
        ) { ($0.int(0), $0.text(1)) }
    }

    /// How many entries each listing has that has any, by its number.
    package func listingTotals() throws -> [Int64: Int64] {
        var totals: [Int64: Int64] = [:]
        try connection.each("SELECT listing, sum(entries) FROM listing_month GROUP BY listing") { row in
            // A sum is a number of another type where there is no limit to it.
            totals[row.int(0)] = row.intOrNil(1) ?? Int64(row.text(1)) ?? 0
            return true
        }
        return totals
    }

    /// How many entries one listing has.
    package func listingTotal(_ number: Int64) throws -> Int64 {
        try connection.rows("SELECT entries FROM listing_month WHERE listing = ?", [.int(number)]) { $0.int(0) }.reduce(0, +)
    }

    /// The addresses of all sections, tags or authors, by their numbers.
    package func listingPaths(_ table: ListingTable) throws -> [(id: Int64, path: String)] {
        try connection.rows("SELECT id, path FROM \(table.rawValue) ORDER BY id") { ($0.int(0), $0.text(1)) }
    }

    /// The address of one of them; nil where there is none.
    package func listingPath(_ table: ListingTable, _ id: Int64) throws -> String? {
        try connection.first("SELECT path FROM \(table.rawValue) WHERE id = ?", [.int(id)]) { $0.text(0) }
    }

    /// When everything in the front listing is dated, as printed, the oldest first.
    package func eachDated(_ body: (WallClock) -> Void) throws {
        try connection.each("SELECT dated FROM listing_entry WHERE listing = 0 ORDER BY dated") { row in
            body(WallClock(stored: row.int(0)))
            return true
        }
    }

    /// Where files are served, and the smaller copies of an old site, a stretch at a time in their order.
    package func filePaths(_ table: FileTable, after path: String, limit: Int64) throws -> [String] {
        try connection.rows(
            "SELECT path FROM \(table.rawValue) WHERE path > ? ORDER BY path LIMIT ?", [.text(path), .int(limit)]
        ) { $0.text(0) }
    }

    package enum FileTable: String, Sendable {
        case upload, variant = "image_variant"
    }

    /// Whether a file, or a smaller copy of one, is served at a path.
    package func isFile(at path: String) throws -> Bool {
        for table in [FileTable.upload, .variant] {
            let found = try connection.number("SELECT count(*) FROM \(table.rawValue) WHERE path = ?", [.text(path)])
            if found > 0 { return true }
        }
        return false
    }
}
