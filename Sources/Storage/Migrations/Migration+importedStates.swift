extension Migration {
    /// How often an article was written, and in what state an import has left what it wrote: where the two differ, somebody has
    /// changed it here since.
    static let importedStates = Migration(
        name: "imported states",
        statements: [
            "ALTER TABLE article ADD COLUMN version BIGINT NOT NULL DEFAULT 1",
            "ALTER TABLE origin ADD COLUMN state TEXT NOT NULL DEFAULT ''",
        ])
}
