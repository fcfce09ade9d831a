extension Migration {
    /// The address and title that an export named for each of its public items, as the old site had them: what `stet verify` replays. What
    /// the item answers at here may differ, and that is what it is kept for.
    static let exportedAddresses = Migration(
        name: "exported addresses",
        statements: [
            """
            CREATE TABLE exported_address (
                source_id BIGINT NOT NULL REFERENCES source (id), kind TEXT NOT NULL, old_id TEXT NOT NULL, address TEXT NOT NULL,
                title TEXT NOT NULL, type TEXT NOT NULL, PRIMARY KEY (source_id, kind, old_id)) WITHOUT ROWID
            """
        ])
}
