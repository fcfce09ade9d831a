extension Migration {
    /// The number of the last commit, in a row of its own. It never goes back, also where old rows of the change log are taken
    /// away; and whoever writes holds that row until the commit is visible, so no later number is ever seen before an earlier
    /// one. A sequence of PostgreSQL's would promise neither: numbers are taken from it before commits become visible, in
    /// another order.
    static let commitNumber = Migration(
        name: "commit number",
        statements: [
            "CREATE TABLE commit_number (number BIGINT NOT NULL PRIMARY KEY)",
            "INSERT INTO commit_number (number) SELECT coalesce(max(id), 0) FROM change",
        ])
}
