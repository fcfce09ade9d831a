extension Migration {
    /// Which old site the file at an address came from: another site's file must not take its place.
    static let uploadSources = Migration(
        name: "upload sources",
        statements: [
            """
            CREATE TABLE upload_source (path TEXT PRIMARY KEY, source_id BIGINT NOT NULL REFERENCES source (id)) WITHOUT ROWID
            """,
            // What is here already is that site's whose attachment names it.
            """
            INSERT INTO upload_source (path, source_id)
                SELECT p.file, min(o.source_id) FROM picture p JOIN origin o ON o.kind = 'attachment' AND o.target_id = p.id
                JOIN upload u ON u.path = p.file GROUP BY p.file
            """,
        ])
}
