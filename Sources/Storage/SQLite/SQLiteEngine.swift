import GRDB
import Synchronization

/// A SQLite database in WAL mode: one writer, several readers, each on a thread of its own.
///
/// Sendable because GRDB's pool is; it serialises writes itself.
final class SQLiteEngine: DatabaseEngine {
    private let pool: DatabasePool
    private let isClosed = Atomic(false)

    /// Opens or creates the file.
    init(file: String) throws {
        pool = try StorageError.translating {
            var configuration = Configuration()
            // GRDB's own default fails at once when another connection writes: a backup would make a save fail.
            configuration.busyMode = .timeout(10)
            configuration.maximumReaderCount = 4
            configuration.prepareDatabase { database in
                // mmap stays off: with WAL it has turned a race into a damaged file.
                try database.execute(
                    sql: """
                        PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;
                        PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;
                        """)
            }
            return try DatabasePool(path: file, configuration: configuration)
        }
        try StorageError.translating {
            try pool.writeWithoutTransaction { database in
                // Here and not in `prepareDatabase`: the pool sets WAL mode afterwards and NORMAL with it, and NORMAL may lose
                // what was acknowledged when the power fails (https://sqlite.org/pragma.html#pragma_synchronous).
                try database.execute(
                    sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -64000; PRAGMA wal_autocheckpoint = 8000;")
            }
        }
        guard try setting("synchronous") == .int(2), try setting("journal_mode") == .text("wal") else {
            throw StorageError.notDurable
        }
    }

    /// The version of the tables in a file, without changing a byte of it; nil where there are none yet.
    static func version(of file: String) throws -> Int64? {
        try StorageError.translating {
            var configuration = Configuration()
            configuration.readonly = true
            return try DatabaseQueue(path: file, configuration: configuration).read { database in
                try database.tableExists("schema_version")
                    ? Int64.fetchOne(database, sql: "SELECT max(version) FROM schema_version") : nil
            }
        }
    }

    /// What a pragma is on the writer.
    func setting(_ name: String) throws -> SQLValue {
        try StorageError.translating {
            try pool.writeWithoutTransaction { database in
                try Row.fetchOne(database, sql: "PRAGMA \(name)").map { SQLiteRow($0).value(0) } ?? .null
            }
        }
    }

    func read<T>(_ body: (Connection) throws -> T) throws -> T {
        try StorageError.translating { try pool.read { try body(Connection(SQLiteConnection($0))) } }
    }

    /// The data directory has one owner, and writes go one after the other.
    func migrate(_ body: (Connection) throws -> Void) throws { try write(body) }

    func write<T>(_ body: (Connection) throws -> T) throws -> T {
        try StorageError.translating { try pool.write { try body(Connection(SQLiteConnection($0))) } }
    }

    func writeBatch<T>(_ body: (Connection) throws -> T) throws -> T {
        try StorageError.translating {
            try pool.writeWithoutTransaction { database in
                // Not inside the transaction, where SQLite ignores it (https://sqlite.org/pragma.html#pragma_synchronous).
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
                defer { try? database.execute(sql: "PRAGMA synchronous = FULL") }
                var result: T?
                try database.inTransaction(.immediate) {
                    result = try body(Connection(SQLiteConnection(database)))
                    return .commit
                }
                guard let result else { throw StorageError.engine("a batch gave nothing") }
                return result
            }
        }
    }

    /// Not GRDB's `async` form: that one rolls back when the caller is cancelled, and a closed tab must not undo a save.
    func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncRead { result in
                continuation.resume(
                    with: Result {
                        try StorageError.translating { try body(Connection(SQLiteConnection(result.get()))) }
                    })
            }
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncWrite(
                { try StorageError.translating(of: { try body(Connection(SQLiteConnection($0))) }, $0) },
                completion: { _, result in
                    continuation.resume(with: result.mapError { StorageError.translated($0) })
                })
        }
    }

    /// Brings the WAL into the database file and empties it.
    func checkpoint() throws {
        try StorageError.translating {
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        }
    }

    func copy(to file: String) throws {
        try StorageError.translating {
            try pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [file]) }
        }
    }

    /// The data directory has one owner.
    func beginCopy() {}

    func close() throws {
        // The second time there is no connection to close: SQLite would look into one that is gone.
        guard !isClosed.exchange(true, ordering: .relaxed) else { return }
        try checkpoint()
        try StorageError.translating { try pool.close() }
    }

    func notices() -> AsyncStream<Void>? { nil }

    func integrityProblems() throws -> [String] {
        try StorageError.translating {
            try pool.read { database in
                let problems = try String.fetchAll(database, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
                let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(20).map { row in
                    "a row of \(SQLiteRow(row).value(0)) refers to a row of \(SQLiteRow(row).value(2)) that is not there"
                }
                return problems + orphans
            }
        }
    }

    func plan(_ sql: String, _ values: [SQLValue]) throws -> String {
        try read { connection in
            try connection.rows("EXPLAIN QUERY PLAN " + sql, values) { $0.text(3) }.joined(separator: "\n")
        }
    }
}

extension StorageError {
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch { throw translated(error) }
    }

    fileprivate static func translating<T>(of body: (GRDB.Database) throws -> T, _ database: GRDB.Database) throws -> T {
        try translating { try body(database) }
    }

    /// GRDB's errors as ours; others as they are.
    static func translated(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let message = error.message ?? "no message"
        return switch error.resultCode.primaryResultCode {
        case .SQLITE_CONSTRAINT: StorageError.constraint(message)
        case .SQLITE_BUSY, .SQLITE_LOCKED: StorageError.busy
        case .SQLITE_FULL: StorageError.full
        case .SQLITE_IOERR: StorageError.unwritable(message)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: StorageError.damaged(message)
        case .SQLITE_CANTOPEN: StorageError.cannotOpen(message)
        case .SQLITE_READONLY: StorageError.readOnly
        case .SQLITE_INTERRUPT: StorageError.slow
        default: StorageError.engine("\(message) (\(error.extendedResultCode.rawValue))")
        }
    }
}
