extension Migration {
    /// What each import made and changed, so that it can be taken back.
    static let imports = Migration(
        name: "imports",
        statements: [
            // `ended_at` is null while it runs, and stays so where it was stopped.
            """
            CREATE TABLE import (
                id INTEGER PRIMARY KEY, kind TEXT NOT NULL, what TEXT NOT NULL, began_at BIGINT NOT NULL, ended_at BIGINT,
                undone_at BIGINT)
            """,
            // Each thing it wrote: how it was before (null: not there), and what tells whether it is still as the import left it.
            """
            CREATE TABLE import_row (
                import_id BIGINT NOT NULL REFERENCES import (id), name TEXT NOT NULL, key TEXT NOT NULL, before TEXT,
                after TEXT NOT NULL,
                PRIMARY KEY (import_id, name, key)) WITHOUT ROWID
            """,
        ])
}
