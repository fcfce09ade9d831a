import Content

/// What a database engine does for a `Store`. There are two; nothing outside their folders knows which one answers.
protocol DatabaseEngine: Sendable {
    /// Brings the tables up to date, in one transaction that no other program's migration or write runs beside.
    func migrate(_ body: (Connection) throws -> Void) throws

    /// One snapshot, on the caller's own thread.
    func read<T>(_ body: (Connection) throws -> T) throws -> T

    /// One transaction, on the caller's own thread. One at a time, whoever else writes.
    func write<T>(_ body: (Connection) throws -> T) throws -> T

    /// One snapshot, on a thread of the engine's. It ends early when the caller is cancelled.
    func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T

    /// One transaction, on a thread of the engine's. A cancelled caller does not undo it.
    func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T

    /// A transaction that a power cut may undo, and nothing else: for the batches of an import, which is run again then, and
    /// which ends with `checkpoint()`.
    func writeBatch<T>(_ body: (Connection) throws -> T) throws -> T

    /// Makes durable what batches have written, and tidies up after them.
    func checkpoint() throws

    /// A copy of the whole database as it is now, as a new SQLite file.
    func copy(to file: String) throws

    /// Refuses where another copy into this database is running; the right is held until `close`.
    func beginCopy() throws

    func close() throws

    /// Says at each commit, of this program or another, that there may be one; nil where no other program can write. Some are said
    /// for nothing, and none stays away for longer than a quarter of a second.
    func notices() -> AsyncStream<Void>?

    /// What the engine itself finds wrong with what it holds: a sentence each, empty where all is well.
    func integrityProblems() throws -> [String]

    /// A setting of the writing connection, read back.
    func setting(_ name: String) throws -> SQLValue

    /// The plan the engine runs a statement by: for tests that hold a query to its index.
    func plan(_ sql: String, _ values: [SQLValue]) throws -> String
}

/// What an engine does for a `Connection`.
protocol EngineConnection {
    /// A table's definition in the engine's own words.
    func definition(_ sql: String) -> String

    /// Runs a statement that gives no rows. What is wrong with it may be said only by a later call, or by the commit.
    func run(_ sql: String, _ values: [SQLValue]) throws

    /// Hands over one row after the other, until `body` answers false.
    func each(_ sql: String, _ values: [SQLValue], _ body: (SQLRow) throws -> Bool) throws

    /// Says which statements will be asked for in this snapshot, so that an engine that is far away can be asked for all at once.
    func announce(_ statements: [Statement]) throws

    /// Says that this transaction is worth the notice of programs that follow the change log.
    func announceCommit() throws

    /// Says that what follows in this transaction reads tables whole, and is no page.
    func expectWholeTables() throws

    /// The names of all tables, but for those of the full-text index: they are made of the others.
    func tables() throws -> [String]

    /// The names of a table's columns, in their order.
    func columns(of table: String) throws -> [String]

    /// The names of a table's primary key's columns, in their order.
    func key(of table: String) throws -> [String]

    /// Lets identity columns go on after the highest number there is, once rows with numbers of their own were written.
    func settleIdentities(of tables: [String]) throws

    /// Makes the full-text index, empty.
    func makeSearch() throws

    /// Takes everything out of it.
    func emptySearch() throws

    /// - Parameter body: all words that count as the article's body.
    func addToSearch(_ entry: SearchEntry, body: String) throws

    /// Takes an entry out again.
    /// - Parameter body: the words that were put in with it, for an engine that must be told.
    func removeFromSearch(_ entry: SearchEntry, body: () throws -> String) throws

    /// The newest articles that a query finds, the newest first.
    /// - Parameter isHead: whether it looks in headlines, standfirsts, bylines and tags alone.
    func findBySearch(_ query: SearchQuery, newest limit: Int64, isHead: Bool) throws -> [SearchFind]

    /// A table, or a query in brackets, with the `number` of each entry that the index holds.
    var searchNumbers: String { get }
}

/// One row of an engine's.
protocol EngineRow {
    func value(_ column: Int) -> SQLValue
}

/// A statement with its values.
struct Statement: Hashable, Sendable {
    let sql: String
    let values: [SQLValue]

    init(_ sql: String, _ values: [SQLValue]) { (self.sql, self.values) = (sql, values) }
}
