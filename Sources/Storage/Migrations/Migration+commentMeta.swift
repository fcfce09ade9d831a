extension Migration {
    /// Which author of the magazine wrote a comment, and what plugins of the old site noted of it (JSON; empty: nothing).
    static let commentMeta = Migration(
        name: "comment meta",
        statements: [
            "ALTER TABLE comment ADD COLUMN author_id BIGINT",
            "ALTER TABLE comment ADD COLUMN meta TEXT NOT NULL DEFAULT ''",
        ])
}
