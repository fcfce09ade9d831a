/// The words of SQLite's own that table definitions need.
enum SQLiteDialect {
    /// A column that numbers its rows by itself.
    static let identity = "INTEGER PRIMARY KEY"
    /// A table that is kept in the order of its primary key.
    static let clustered = "WITHOUT ROWID"
}
