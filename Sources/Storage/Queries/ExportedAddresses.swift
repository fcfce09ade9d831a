package import Content

/// What an export said of one of its public items, and what has become of it here.
package struct ExportedAddress: Sendable {
    package var oldID: String
    /// The path, with its query, as the old site had it.
    package var address: String
    package var title: String
    /// The old site's own word: `post`, `page`, `attachment`.
    package var type: String
    /// The article or the picture's row; nil where it did not go in.
    package var target: Int64?
}

/// A published article as the old site's reader would look for it.
package struct ProvenArticle: Sendable {
    package var id: Int64
    package var path: String
    package var headline: HTML
    package var guid: String
    package var source: String
    package var sourceFormat: Article.SourceFormat
    package var body: HTML
}

extension Transaction {
    /// Notes what exports say of items that everybody could read there. Several with one statement: on a server each has its price.
    ///
    /// - Parameter notes: no two of one kind and number.
    package func noteExported(_ notes: [(origin: Origin, address: String, title: String, type: String)], source: Int64) throws {
        try remember(.exportedAddress, all: notes.map { "\(source) \($0.origin.kind.rawValue) \($0.origin.oldID)" })
        var rest = notes[...]
        while !rest.isEmpty {
            let count = rest.count >= 20 ? 20 : 1
            let marks = Array(repeating: "(?, ?, ?, ?, ?, ?)", count: count).joined(separator: ", ")
            try connection.run(
                """
                INSERT INTO exported_address (source_id, kind, old_id, address, title, type) VALUES \(marks)
                ON CONFLICT (source_id, kind, old_id) DO UPDATE SET address = excluded.address, title = excluded.title,
                    type = excluded.type
                """,
                rest.prefix(count).flatMap { note -> [SQLValue] in
                    [
                        .int(source), .text(note.origin.kind.rawValue), .text(note.origin.oldID), .text(note.address),
                        .text(note.title), .text(note.type),
                    ]
                })
            rest = rest.dropFirst(count)
        }
    }
}

extension Library {
    static let sourcesSQL = "SELECT id, url FROM source ORDER BY id"

    /// The old sites that something was imported from.
    package func sources() throws -> [(id: Int64, url: String)] {
        try connection.rows(Library.sourcesSQL) { ($0.int(0), $0.text(1)) }
    }

    /// What the exports of an old site named, a stretch at a time.
    package func exportedAddresses(
        _ kind: Origin.Kind, source: Int64, after oldID: String, limit: Int64
    ) throws -> [ExportedAddress] {
        try connection.rows(
            """
            SELECT x.old_id, x.address, x.title, x.type, o.target_id FROM exported_address x
                LEFT JOIN origin o ON o.source_id = x.source_id AND o.kind = x.kind AND o.old_id = x.old_id
            WHERE x.source_id = ? AND x.kind = ? AND x.old_id > ? ORDER BY x.old_id LIMIT ?
            """, [.int(source), .text(kind.rawValue), .text(oldID), .int(limit)]
        ) {
            ExportedAddress(
                oldID: $0.text(0), address: $0.text(1), title: $0.text(2), type: $0.text(3), target: $0.intOrNil(4))
        }
    }

    /// A published article with what it was made of.
    package func provenArticle(_ id: Int64) throws -> ProvenArticle? {
        try connection.first(
            "\(Library.provenSQL) WHERE a.id = ? AND a.status = 'published' AND a.path IS NOT NULL", [.int(id)],
            Library.provenArticle)
    }

    /// The published articles, a stretch of numbers at a time.
    package func provenArticles(after id: Int64, limit: Int64) throws -> [ProvenArticle] {
        try connection.rows(
            "\(Library.provenSQL) WHERE a.id > ? AND a.status = 'published' AND a.path IS NOT NULL ORDER BY a.id LIMIT ?",
            [.int(id), .int(limit)], Library.provenArticle)
    }

    private static let provenSQL = """
        SELECT a.id, a.path, a.headline, a.guid, r.source, r.source_format, r.body, a.teaser FROM article a
            JOIN revision r ON r.article_id = a.id AND r.number = a.revision
        """

    private static func provenArticle(_ row: SQLRow) -> ProvenArticle {
        ProvenArticle(
            id: row.int(0), path: row.text(1), headline: HTML.headline(stored: row.text(2), teaser: row.text(7)),
            guid: row.text(3),
            source: row.text(4), sourceFormat: Article.SourceFormat(rawValue: row.text(5)) ?? .markdown,
            body: HTML(stored: row.text(6)))
    }

    /// Whether there is an article that is kept for its editors: not published, or not any more.
    package func isWithheld(article id: Int64) throws -> Bool {
        depends(on: .article(id))
        return try connection.number("SELECT count(*) FROM article WHERE id = ? AND status <> 'published'", [.int(id)]) > 0
    }

    /// The listings that have an address, and what an old site called them; a section also where nothing stands in it.
    package func provenListings() throws -> [(listing: Listing, path: String, entries: Int64)] {
        func rows(_ table: String, _ listing: (Int64) -> Listing, _ remainder: Int64) throws -> [(Listing, String, Int64)] {
            try connection.rows(
                """
                SELECT t.id, t.path, coalesce(m.entries, 0) FROM \(table) t
                    LEFT JOIN (SELECT listing, CAST(sum(entries) AS BIGINT) AS entries FROM listing_month GROUP BY listing) m
                    ON m.listing = t.id * 4 + \(remainder) ORDER BY t.id
                """
            ) { (listing($0.int(0)), $0.text(1), $0.int(2)) }
        }
        return try rows("section", Listing.section, 1) + rows("tag", Listing.tag, 2).filter { $0.2 > 0 }
            + rows("author", Listing.author, 3).filter { $0.2 > 0 }
    }

    /// The months in which something stands in the front listing (years times twelve, and months from 0), and how much.
    package func provenMonths() throws -> [(month: Int64, entries: Int64)] {
        try connection.rows(
            "SELECT month, entries FROM listing_month WHERE listing = 0 AND entries > 0 ORDER BY month"
        ) { ($0.int(0), $0.int(1)) }
    }

    /// The days on which something does, in days since 1970, as printed.
    package func provenDays() throws -> [(day: Int64, entries: Int64)] {
        var days: [(Int64, Int64)] = []
        try connection.each("SELECT dated FROM listing_entry WHERE listing = 0 ORDER BY dated") { row in
            let day = Int64((Double(row.int(0)) / 86_400_000).rounded(.down))
            if days.last?.0 == day { days[days.count - 1].1 += 1 } else { days.append((day, 1)) }
            return true
        }
        return days
    }

    /// What an old site called its sections, tags and authors: by their numbers and their names.
    package func originIDs(_ kind: Origin.Kind, source: Int64) throws -> [(oldID: String, target: Int64)] {
        try connection.rows(
            "SELECT old_id, target_id FROM origin WHERE source_id = ? AND kind = ? ORDER BY old_id",
            [.int(source), .text(kind.rawValue)]
        ) { ($0.text(0), $0.int(1)) }
    }

    /// Every address that leads to another, a stretch at a time.
    package func redirects(after key: String, limit: Int64) throws -> [(key: String, location: String)] {
        try connection.rows(
            "SELECT key, location FROM address WHERE kind = 'redirect' AND key > ? ORDER BY key LIMIT ?",
            [.text(key), .int(limit)]
        ) { ($0.text(0), $0.text(1)) }
    }

    /// Every smaller copy of a picture that the old site had.
    package func eachVariant(_ body: (String) throws -> Void) throws {
        try connection.each("SELECT path FROM image_variant ORDER BY path") { row in
            try body(row.text(0))
            return true
        }
    }

    /// The files that attachments name, with their pages' addresses, a stretch of numbers at a time.
    package func provenPictures(after id: Int64, limit: Int64) throws -> [(id: Int64, file: String, path: String?)] {
        try connection.rows(
            "SELECT id, file, path FROM picture WHERE id > ? ORDER BY id LIMIT ?", [.int(id), .int(limit)]
        ) { ($0.int(0), $0.text(1), $0.textOrNil(2)) }
    }
}
