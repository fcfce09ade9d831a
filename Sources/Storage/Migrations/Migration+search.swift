extension Migration {
    /// The full-text index, and what is in it.
    static let search = Migration(
        name: "search",
        statements: [
            // What the index holds of each article that everybody may read. `number` is its place in the index; the words of the body are
            // those of `revision`.
            """
            CREATE TABLE search_document (
                article_id BIGINT PRIMARY KEY REFERENCES article (id), number BIGINT NOT NULL UNIQUE, revision BIGINT NOT NULL,
                headline TEXT NOT NULL, summary TEXT NOT NULL, pictures TEXT NOT NULL) WITHOUT ROWID
            """,
            // Files whose alt texts are among the words of an article: where one of them changes, the article is read again.
            """
            CREATE TABLE search_file (
                article_id BIGINT NOT NULL REFERENCES article (id), file TEXT NOT NULL, PRIMARY KEY (article_id, file)) WITHOUT ROWID
            """,
            "CREATE INDEX search_file_by_file ON search_file (file)",
        ],
        then: { connection in
            try connection.engine.makeSearch()
            try connection.engine.expectWholeTables()
            try SearchIndex(connection).build()
        })
}
