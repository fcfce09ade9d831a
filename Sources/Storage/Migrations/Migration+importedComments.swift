extension Migration {
    /// In what state an import has left a comment (empty: it was written here), and which of those that came with one were removed here
    /// since: a newer export of the old site changes neither what somebody has changed here, nor brings back what is gone.
    static let importedComments = Migration(
        name: "imported comments",
        statements: [
            "ALTER TABLE comment ADD COLUMN imported TEXT NOT NULL DEFAULT ''",
            """
            CREATE TABLE removed_comment (
                article_id BIGINT NOT NULL REFERENCES article (id), number BIGINT NOT NULL,
                PRIMARY KEY (article_id, number)) WITHOUT ROWID
            """,
            // Of those that are here already nothing more is known than that they came from an old site.
            """
            UPDATE comment SET imported = 'unknown'
            WHERE article_id IN (SELECT target_id FROM origin WHERE kind = 'item')
            """,
        ])
}
