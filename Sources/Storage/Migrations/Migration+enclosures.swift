extension Migration {
    /// Files that feeds name beside an article; and the comments in the order in which a feed of all of them wants them.
    static let enclosures = Migration(
        name: "enclosures",
        statements: [
            """
            CREATE TABLE enclosure (
                article_id BIGINT NOT NULL REFERENCES article (id), position BIGINT NOT NULL, address TEXT NOT NULL,
                media_type TEXT NOT NULL, length BIGINT NOT NULL,
                PRIMARY KEY (article_id, position)) WITHOUT ROWID
            """,
            // By the instant, as the feed of all comments wants them: by the printed date it would tempt away from the index by article.
            "CREATE INDEX comment_by_time ON comment (written_at, id)",
        ])
}
