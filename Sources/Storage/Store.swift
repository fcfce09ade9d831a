/// The database of a magazine: snapshots to read from, transactions to write with.
package final class Store: Sendable {
    private let engine: any DatabaseEngine
    /// The import that is recorded with everything that is written.
    private let importID: Int64?
    private let listeners: CommitListeners

    /// Opens or creates the database and brings its tables up to date.
    /// - Throws: `StorageError.newerVersion` where a newer Stet has written it, nothing is changed then;
    ///   `StorageError.unfinishedCopy`.
    package convenience init(_ location: DatabaseLocation) throws {
        try self.init(location, acceptsUnfinished: false)
    }

    /// The same of a SQLite file.
    package convenience init(file: String) throws { try self.init(.file(file)) }

    private init(_ location: DatabaseLocation, acceptsUnfinished: Bool) throws {
        // Before anything is opened for writing: WAL mode alone would change a file.
        let found = try location.version()
        if let found { try Migrator.accept(found) }
        engine = try location.open(acceptsUnfinished: acceptsUnfinished)
        importID = nil
        listeners = CommitListeners()
        do {
            if found != Migrator.known { try engine.migrate { try Migrator.migrate($0) } }
            guard !acceptsUnfinished, let source = try engine.read({ try DatabaseCopy.unfinished($0) }) else { return }
            throw StorageError.unfinishedCopy(of: source)
        } catch {
            try? engine.close()
            throw error
        }
    }

    private init(_ engine: any DatabaseEngine, _ listeners: CommitListeners, importID: Int64) {
        (self.engine, self.listeners, self.importID) = (engine, listeners, importID)
    }

    /// Calls somebody with each commit that is made through this store from now on, before its maker is told that it is done: who
    /// saved something finds it on the next page. Called on the writing thread; commits of other programs come by the change log.
    package func onCommit(_ listener: @escaping @Sendable (Commit) -> Void) { listeners.add(listener) }

    /// Says when another program may have committed something; nil where none can. Some are said for nothing.
    package func commitNotices() -> AsyncStream<Void>? { engine.notices() }

    /// The same database; what is written through it is noted as an import's work, so that it can be taken back.
    package func recording(_ importID: Int64) -> Store { Store(engine, listeners, importID: importID) }

    /// Copies this whole magazine to another place, or goes on with a copy that was stopped, and compares both row by row.
    ///
    /// - Parameters:
    ///   - name: what this magazine is called, the same in every run.
    ///   - progress: told what is done, of how many rows how many are; what it throws stops the copy.
    /// - Returns: how many rows both hold.
    package func copy(
        to location: DatabaseLocation, named name: String, progress: (String, Int64, Int64) throws -> Void
    ) throws -> Int64 {
        let target = try Store(location, acceptsUnfinished: true)
        defer { try? target.close() }
        return try withoutActuallyEscaping(progress) { progress in
            try DatabaseCopy(source: engine, target: target.engine, progress: progress).run(
                name: name, targetName: "\(location)")
        }
    }

    /// One snapshot of everything, for one page. It may be read a second time where the database server went away in between.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Library) throws -> T) async throws -> T {
        try await engine.read { try body(Library($0, kept: KeptReads())) }
    }

    /// One transaction: all of it or nothing. What it touched is written to the change log with it. It is not undone when the
    /// caller is cancelled.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        let (importID, listeners) = (importID, listeners)
        let (result, commit) = try await engine.write { try Store.perform(body, $0, importID) }
        if let commit { listeners.tell(commit) }
        return result
    }

    /// The same on the caller's own thread, which waits: for imports and checks, never on an event loop.
    package func readWaiting<T>(_ body: (Library) throws -> T) throws -> T {
        try engine.read { try body(Library($0, kept: KeptReads())) }
    }

    /// The same on the caller's own thread, which waits: for imports and checks, never on an event loop.
    package func writeWaiting<T>(_ body: (Transaction) throws -> T) throws -> T {
        let (result, commit) = try engine.write { try Store.perform(body, $0, importID) }
        if let commit { listeners.tell(commit) }
        return result
    }

    /// One batch of an import, on the caller's own thread: whole or not at all, but synced to disk only by the `checkpoint()`
    /// that the import ends with. A power cut may undo the last batches; the import is run again then.
    package func writeBatchWaiting(_ body: (Transaction) throws -> Void) throws {
        let (_, commit) = try engine.writeBatch { try Store.perform(body, $0, importID) }
        if let commit { listeners.tell(commit) }
    }

    /// Makes durable what batches have written.
    package func checkpoint() throws { try engine.checkpoint() }

    /// Writes a copy of the database as it is now to a new SQLite file.
    package func copy(to file: String) throws { try engine.copy(to: file) }

    /// Ends every connection; of SQLite the write-ahead log is folded into the file.
    package func close() throws { try engine.close() }

    /// What the engine finds wrong with what it holds.
    package func integrityProblems() throws -> [String] { try engine.integrityProblems() }

    /// Settings of the writing connection, read back.
    package func setting(_ name: String) throws -> SQLValue { try engine.setting(name) }

    /// The engine's plan for a query, as text.
    package func plan(_ sql: String, _ values: [SQLValue] = []) throws -> String { try engine.plan(sql, values) }

    private static func perform<T>(
        _ body: (Transaction) throws -> T, _ connection: Connection, _ importID: Int64?
    ) throws -> (T, Commit?) {
        let transaction = Transaction(connection, recording: importID)
        try transaction.noteNavigation()
        let result = try body(transaction)
        return (result, try transaction.finish())
    }
}
