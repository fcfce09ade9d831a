package import Content

extension Transaction {
    /// Notes that a file in the store, which came from an old site, is served at a path.
    package func save(_ upload: Upload, of source: Int64) throws {
        try save(upload)
        try connection.run(
            """
            INSERT INTO upload_source (path, source_id) VALUES (?, ?)
            ON CONFLICT (path) DO UPDATE SET source_id = excluded.source_id
            """, [.text(upload.path), .int(source)])
    }
}

extension Library {
    /// The other old site whose file is served at a path; nil where it is this one's, or nobody's: what was imported from a site and
    /// taken back keeps no address.
    package func otherSource(ofFileAt path: String, than source: Int64) throws -> String? {
        guard try upload(at: path) != nil else { return nil }
        return try connection.first(
            """
            SELECT s.url FROM upload_source u JOIN source s ON s.id = u.source_id
            WHERE u.path = ? AND u.source_id <> ? AND EXISTS (SELECT 1 FROM origin o WHERE o.source_id = u.source_id)
            """, [.text(path), .int(source)]
        ) { $0.text(0) }
    }
}
