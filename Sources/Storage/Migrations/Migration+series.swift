extension Migration {
    /// Articles of one series share its name; most have none, and stand in no index for it. Corrections have a table: few have any.
    static let series = Migration(
        name: "series and corrections",
        statements: [
            "ALTER TABLE article ADD COLUMN series TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE article ADD COLUMN series_part BIGINT NOT NULL DEFAULT 0",
            "CREATE INDEX article_by_series ON article (series, series_part, dated, id) WHERE series <> ''",
            """
            CREATE TABLE correction (
                article_id BIGINT NOT NULL REFERENCES article (id), position BIGINT NOT NULL, dated BIGINT NOT NULL,
                body TEXT NOT NULL, PRIMARY KEY (article_id, position)
            ) WITHOUT ROWID
            """,
        ])
}
