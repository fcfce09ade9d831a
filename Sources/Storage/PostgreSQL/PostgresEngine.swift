private import Dispatch
import Synchronization

/// A PostgreSQL database: a few sessions that read, one that writes, each used by one thread at a time.
///
/// All writers of a magazine, in this program and in others, stand in one line: an advisory lock is taken before anything is
/// read, so a transaction sees what the one before it wrote and no two can disagree. That is what SQLite does, and what the
/// queries are written for.
final class PostgresEngine: DatabaseEngine {
    private let address: PostgresAddress
    /// The version of the tables this program was written for.
    private let version: Int64
    private let acceptsUnfinished: Bool
    private let readers: PostgresPool
    /// For checks, copies and imports, which read for longer than a page may.
    private let longReaders: PostgresPool
    private let writers: PostgresPool
    private let readingThreads: WorkThreads
    private let writingThread: WorkThreads
    private let cancellingThread: WorkThreads
    /// Holds the right to copy into this database.
    private let copying = Mutex<PostgresSession?>(nil)

    /// - Parameters:
    ///   - readers: how many pages are read at once; others wait for them.
    ///   - acceptsUnfinished: whether it may be a copy that is not whole yet.
    init(_ address: PostgresAddress, version: Int64, readers: Int = 4, acceptsUnfinished: Bool = false) {
        (self.address, self.version, self.acceptsUnfinished) = (address, version, acceptsUnfinished)
        self.readers = PostgresPool(address, size: readers, limits: .init(statement: 10_000, lock: 5_000))
        longReaders = PostgresPool(address, size: readers, limits: .init(statement: 600_000, idle: 3_600_000))
        // An import rebuilds listings, and takes statistics: longer than any page may take.
        writers = PostgresPool(address, size: 1, limits: .init(statement: 600_000))
        readingThreads = WorkThreads(readers, name: "stet reading")
        writingThread = WorkThreads(1, name: "stet writing")
        cancellingThread = WorkThreads(1, name: "stet cancelling")
    }

    /// The version of the tables at an address, without changing anything; nil where there are none yet.
    static func version(at address: PostgresAddress) throws -> Int64? {
        let session = try PostgresSession(address, limits: .init(statement: 10_000))
        let connection = Connection(PostgresConnection(session, isSnapshot: true))
        guard try connection.first("SELECT to_regclass('schema_version')::text", [], { $0.textOrNil(0) }) ?? nil != nil else {
            return nil
        }
        do {
            return try connection.first("SELECT max(version) FROM schema_version", []) { $0.intOrNil(0) } ?? nil
        } catch StorageError.engine {
            throw StorageError.notSuitable(
                "another program has a table schema_version there; give the magazine a database of its own")
        }
    }

    // MARK: - Transactions

    /// Of the schema that an address leads to, so that several magazines may live in one database.
    private static let takeTurn =
        Statement("SELECT pg_advisory_xact_lock(5755 * 4294967296 + \(schema))", [])
    private static let takeCopy = Statement("SELECT pg_try_advisory_lock(5756 * 4294967296 + \(schema))", [])
    private static let schema = "(SELECT oid::bigint FROM pg_namespace WHERE nspname = current_schema())"
    private static let stateNow = Statement(
        "SELECT max(version), (SELECT value FROM setting WHERE name = '\(DatabaseCopy.marker)') FROM schema_version", [])

    func migrate(_ body: (Connection) throws -> Void) throws {
        try transaction(
            { session in
                try session.run("BEGIN")
                _ = try session.answers([PostgresEngine.takeTurn])
            }, body)
    }

    func write<T>(_ body: (Connection) throws -> T) throws -> T { try transaction(beginWriting, body) }

    func writeBatch<T>(_ body: (Connection) throws -> T) throws -> T {
        try transaction(
            { session in
                try beginWriting(session)
                // This transaction only: what others save in between is on the disk before it is acknowledged.
                try session.run("SET LOCAL synchronous_commit = off")
            }, body)
    }

    private func beginWriting(_ session: PostgresSession) throws {
        // Not `REPEATABLE READ`: its snapshot would be from before the turn was waited for.
        try session.run("BEGIN ISOLATION LEVEL READ COMMITTED")
        try accept(session.answers([PostgresEngine.takeTurn, PostgresEngine.stateNow]).last, session)
    }

    private func beginReading(_ session: PostgresSession) throws {
        try session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try accept(session.answers([PostgresEngine.stateNow]).last, session)
    }

    /// A newer program may have brought the tables up to its own version while this one runs.
    private func accept(_ answer: PostgresResult?, _ session: PostgresSession) throws {
        guard let answer, answer.count > 0, case .int(let found) = PostgresRow(result: answer, row: 0).value(0) else {
            throw StorageError.cannotOpen("\(address): the tables of the magazine are gone")
        }
        guard found == version else {
            rollBack(session)
            throw StorageError.newerVersion(found: found, known: version)
        }
        // Somebody has begun to copy another magazine to here.
        if !acceptsUnfinished, case .text(let source) = PostgresRow(result: answer, row: 0).value(1) {
            rollBack(session)
            throw StorageError.unfinishedCopy(of: source)
        }
    }

    func beginCopy() throws {
        let session = try PostgresSession(address, limits: .init(statement: 600_000))
        guard let answer = try session.answers([PostgresEngine.takeCopy]).first,
            PostgresRow(result: answer, row: 0).value(0) == .int(1)
        else { throw StorageError.copyRunning }
        copying.withLock { $0 = session }
    }

    private func transaction<T>(_ begin: (PostgresSession) throws -> Void, _ body: (Connection) throws -> T) throws -> T {
        let session = try writers.borrow(begin)
        defer { writers.giveBack(session) }
        let result: T
        do {
            result = try body(Connection(PostgresConnection(session, isSnapshot: false)))
            // A constraint that was broken is told here at the latest, and not as a commit that may have happened.
            try session.settle()
        } catch {
            rollBack(session)
            throw error
        }
        do {
            try session.run("COMMIT")
            try session.settle()
        } catch StorageError.gone(let reason) {
            throw StorageError.unconfirmed(reason)
        }
        return result
    }

    private func rollBack(_ session: PostgresSession) {
        guard !session.isBroken else { return }
        try? session.settle()
        try? session.run("ROLLBACK")
        try? session.settle()
    }

    // MARK: - Reading

    func read<T>(_ body: (Connection) throws -> T) throws -> T {
        let session = try longReaders.borrow(beginReading)
        defer { longReaders.giveBack(session) }
        defer { rollBack(session) }
        return try body(Connection(PostgresConnection(session, isSnapshot: true)))
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        let ticket = Ticket(asked: .now)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                readingThreads.perform { [self] in read(ticket, body) { continuation.resume(with: $0) } }
            }
        } onCancel: {
            // It asks the server over a connection of its own: not here, which may be an event loop.
            cancellingThread.perform { ticket.cancel() }
        }
    }

    /// Reads, hands the result over, and only then ends the transaction: nobody needs to wait for that.
    private func read<T>(
        _ ticket: Ticket, _ body: (Connection) throws -> T, _ done: (Result<T, any Error>) -> Void
    ) {
        var attempts = 0
        while true {
            do {
                guard !ticket.isCancelled else { throw CancellationError() }
                // Whoever waits for a page that long has given up, or should be told to come back.
                guard .now - ticket.asked < .seconds(10) || attempts > 0 else { throw StorageError.busy }
                let session = try readers.borrow(beginReading)
                defer { readers.giveBack(session) }
                guard ticket.begin(session) else {
                    rollBack(session)
                    throw CancellationError()
                }
                let connection = PostgresConnection(session, isSnapshot: true) { ticket.isCancelled }
                let result = Result { try body(Connection(connection)) }
                // Before the session is another's, so that a late wish to cancel does not end what that one does.
                ticket.end()
                if case .failure(StorageError.gone) = result, attempts < 3 {
                    // Safe, as nothing was written and nothing was handed over: the server was restarted under a page.
                    attempts += 1
                    continue
                }
                done(result.mapError { ticket.isCancelled ? CancellationError() : $0 })
                rollBack(session)
                return
            } catch {
                return done(.failure(error))
            }
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            writingThread.perform { [self] in continuation.resume(with: Result { try write(body) }) }
        }
    }

    /// What a reader who may go away holds: the session that reads for him, as long as it does.
    private final class Ticket: Sendable {
        let asked: ContinuousClock.Instant
        private let state = Mutex((session: PostgresSession?.none, isCancelled: false))

        init(asked: ContinuousClock.Instant) { self.asked = asked }

        var isCancelled: Bool { state.withLock { $0.isCancelled } }

        /// - Returns: false where he has gone already.
        func begin(_ session: PostgresSession) -> Bool {
            state.withLock { state in
                if !state.isCancelled { state.session = session }
                return !state.isCancelled
            }
        }

        func end() { state.withLock { $0.session = nil } }

        func cancel() {
            state.withLock { state in
                state.isCancelled = true
                // Under the lock, so that the session cannot be given to another before the server has said yes.
                state.session?.cancel()
            }
        }
    }

    // MARK: - Upkeep

    func checkpoint() throws {
        // A commit that waits for the disk takes all before it along (src/backend/access/transam/xlog.c, `XLogFlush`).
        try write { connection in
            try connection.run("UPDATE commit_number SET number = number")
            // Plans of a magazine that was empty a minute ago would be those of an empty magazine.
            for table in Table.all { try connection.run("ANALYZE \(table.name)") }
            try connection.run("ANALYZE search_index")
            // What came lately waits unsorted beside a GIN index, and every search reads all of it.
            for index in ["search_index_by_head", "search_index_by_words"] {
                _ = try connection.number("SELECT gin_clean_pending_list('\(index)')")
            }
        }
    }

    func copy(to file: String) throws {
        let copy = try SQLiteEngine(file: file)
        defer { try? copy.close() }
        try copy.migrate { try Migrator.migrate($0) }
        try DatabaseCopy.copyAll(from: self, to: copy)
    }

    func close() {
        for threads in [readingThreads, writingThread, cancellingThread] { threads.close() }
        for pool in [readers, longReaders, writers] { pool.close() }
        copying.withLock { $0 = nil }
    }

    func setting(_ name: String) throws -> SQLValue {
        try write { try $0.first("SELECT current_setting(?)", [.text(name)]) { $0.value(0) } ?? .null }
    }

    func plan(_ sql: String, _ values: [SQLValue]) throws -> String {
        try read { connection in
            try connection.run("PREPARE looked_at AS " + PostgresSession.numbered(sql))
            let literals = values.map { value in
                switch value {
                case .null: "NULL"
                case .int(let number): "'\(number)'"
                case .text(let text): "'\(text.replacing("'", with: "''"))'"
                }
            }
            let execution = values.isEmpty ? "" : "(\(literals.joined(separator: ", ")))"
            let lines = try connection.rows("EXPLAIN (COSTS OFF) EXECUTE looked_at\(execution)") { $0.text(0) }
            try connection.run("DEALLOCATE looked_at")
            return lines.joined(separator: "\n")
        }
    }

    func notices() -> AsyncStream<Void>? { PostgresNotices.stream(from: address) }

    func integrityProblems() throws -> [String] {
        try read { connection in
            var problems: [String] = []
            for (name, wanted, risk) in [
                ("fsync", "on", "what was saved may be lost in a power cut, and the database with it"),
                ("full_page_writes", "on", "a power cut may damage the database"),
            ] {
                let value = try connection.first("SELECT current_setting(?)", [.text(name)]) { $0.text(0) } ?? ""
                if value != wanted { problems.append("The database server runs with \(name)=\(value): \(risk).") }
            }
            problems += try connection.rows(
                """
                SELECT c.relname, t.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                    JOIN pg_class t ON t.oid = i.indrelid
                WHERE NOT i.indisvalid AND t.oid = ANY (SELECT to_regclass(name) FROM unnest(string_to_array(?, ' ')) AS name)
                """, [.text((Table.all.map(\.name) + ["search_index"]).joined(separator: " "))]
            ) { "The index \($0.text(0)) of the table \($0.text(1)) is not valid. Mend it with: REINDEX INDEX \($0.text(0))" }
            // Every byte of every row is read once: a damaged page says so.
            try connection.engine.expectWholeTables()
            for table in Table.all.map(\.name) + ["search_index"] {
                do {
                    _ = try connection.number("SELECT coalesce(sum(length(row_to_json(t)::text)), 0) FROM \(table) t")
                } catch StorageError.damaged(let message) {
                    problems.append("The table \(table) is damaged: \(message).")
                    return problems
                }
            }
            return problems
        }
    }
}
