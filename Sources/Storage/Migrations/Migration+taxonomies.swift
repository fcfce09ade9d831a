extension Migration {
    /// Terms of more taxonomies than sections and tags. Their slugs are unique beside those of tags by having their taxonomy before
    /// them: `series/winter`. And which articles are pinned: few, and asked for by each front page.
    static let taxonomies = Migration(
        name: "taxonomies",
        statements: [
            "ALTER TABLE tag ADD COLUMN taxonomy TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE tag ADD COLUMN parent_id BIGINT",
            "ALTER TABLE tag ADD COLUMN is_shown BIGINT NOT NULL DEFAULT 1",
            "CREATE INDEX article_by_pin ON article (dated, id) WHERE is_pinned = 1",
            "ALTER TABLE article ADD COLUMN pings_open BIGINT NOT NULL DEFAULT 0",
            // Fields that plugins gave to sections, tags and terms: kept for an export and a later reading, shown nowhere.
            """
            CREATE TABLE term_field (
                kind TEXT NOT NULL, term_id BIGINT NOT NULL, position BIGINT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
                PRIMARY KEY (kind, term_id, position)) WITHOUT ROWID
            """,
        ])
}
