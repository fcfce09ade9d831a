/// The database of a magazine: snapshots to read from, transactions to write with.
package final class Store: Sendable {
    private let engine: SQLiteEngine

    /// Opens or creates the database file and brings its tables up to date.
    /// - Throws: `StorageError.newerVersion` where a newer Stet has written it; nothing is changed then.
    package init(file: String) throws {
        // Before anything is opened for writing: WAL mode alone would change the file.
        if DataDirectory.isFilled(file), let found = try SQLiteEngine.version(of: file) { try Migrator.accept(found) }
        engine = try SQLiteEngine(file: file)
        do {
            try engine.write { try Migrator.migrate($0) }
        } catch {
            try? engine.close()
            throw error
        }
    }

    /// One snapshot of everything, for one page.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Library) throws -> T) async throws -> T {
        try await engine.read { try body(Library($0)) }
    }

    /// One transaction: all of it or nothing. What it touched is written to the change log with it. It is not undone when the
    /// caller is cancelled.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await engine.write { try Store.perform(body, $0) }
    }

    /// The same on the caller's own thread, which waits: for imports and checks, never on an event loop.
    package func readWaiting<T>(_ body: (Library) throws -> T) throws -> T {
        try engine.read { try body(Library($0)) }
    }

    /// The same on the caller's own thread, which waits: for imports and checks, never on an event loop.
    package func writeWaiting<T>(_ body: (Transaction) throws -> T) throws -> T {
        try engine.write { try Store.perform(body, $0) }
    }

    /// One batch of an import, on the caller's own thread: whole or not at all, but synced to disk only by the `checkpoint()`
    /// that the import ends with. A power cut may undo the last batches; the import is run again then.
    package func writeBatchWaiting(_ body: (Transaction) throws -> Void) throws {
        _ = try engine.writeBatch { try Store.perform(body, $0) }
    }

    /// Brings all that was written into the one database file.
    package func checkpoint() throws { try engine.checkpoint() }

    /// Writes a copy of the database as it is now to a new file.
    package func copy(to file: String) throws { try engine.copy(to: file) }

    /// Ends every connection; the write-ahead log is folded into the file.
    package func close() throws { try engine.close() }

    /// What the engine finds wrong with its own file.
    package func integrityProblems() throws -> [String] { try engine.integrityProblems() }

    /// Settings of the writing connection, read back.
    package func setting(_ name: String) throws -> SQLValue { try engine.pragma(name) }

    /// The engine's plan for a query, as text.
    package func plan(_ sql: String, _ values: [SQLValue] = []) throws -> String { try engine.plan(sql, values) }

    private static func perform<T>(_ body: (Transaction) throws -> T, _ connection: Connection) throws -> T {
        let transaction = Transaction(connection)
        let result = try body(transaction)
        try transaction.finish()
        return result
    }
}
