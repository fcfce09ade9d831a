extension Migration {
    /// Articles that say the same in different languages share a name. Most have none, and stand in no index for it.
    static let translations = Migration(
        name: "translations",
        statements: [
            "ALTER TABLE article ADD COLUMN translation_key TEXT NOT NULL DEFAULT ''",
            "CREATE INDEX article_by_translation ON article (translation_key, id) WHERE translation_key <> ''",
        ])
}
