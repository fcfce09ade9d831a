import GRDB
import GRDBSQLite

/// One run of a statement that only reads, by SQLite's own calls (https://sqlite.org/cintro.html).
///
/// GRDB prepares and keeps the statement. Its cursors cost as much again as what SQLite does for the short answers that pages are made
/// of. What writes goes through GRDB, which keeps account of it.
struct SQLiteReading {
    private let statement: OpaquePointer
    private let database: GRDB.Database

    /// - Returns: nil for a statement that writes, and for one that is being run just now, further out.
    init?(_ statement: GRDB.Statement, _ database: GRDB.Database) {
        guard statement.isReadonly, sqlite3_stmt_busy(statement.sqliteStatement) == 0 else { return nil }
        (self.statement, self.database) = (statement.sqliteStatement, database)
    }

    func each(_ values: [SQLValue], _ body: (SQLRow) throws -> Bool) throws {
        defer {
            sqlite3_reset(statement)
            // Large texts are not kept until the statement is run again.
            sqlite3_clear_bindings(statement)
        }
        for (index, value) in values.enumerated() { try check(bind(value, at: Int32(index + 1))) }
        let row = SQLRow(engine: SQLiteStep(statement))
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: guard try body(row) else { return }
            case SQLITE_DONE: return
            case let code: try check(code)
            }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(statement, index)
        case .int(let number): return sqlite3_bind_int64(statement, index, number)
        case .text(let text):
            var text = SQLValue.storable(text)
            // SQLITE_TRANSIENT, which is no constant in Swift: the bytes are copied.
            let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            return text.withUTF8 { bytes in
                // The start of empty text may be none at all, which SQLite takes for NULL.
                guard let start = bytes.baseAddress, !bytes.isEmpty else {
                    return sqlite3_bind_text(statement, index, "", 0, copied)
                }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(statement, index, $0, Int32(clamping: bytes.count), copied)
                }
            }
        }
    }

    private func check(_ code: Int32) throws {
        guard code != SQLITE_OK else { return }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage,
            sql: String(cString: sqlite3_sql(statement)))
    }
}

/// The row at which a statement stands, valid until it goes on.
private struct SQLiteStep: EngineRow {
    private let statement: OpaquePointer
    private let count: Int32

    init(_ statement: OpaquePointer) {
        (self.statement, count) = (statement, sqlite3_column_count(statement))
    }

    func value(_ column: Int) -> SQLValue {
        let index = Int32(clamping: column)
        guard index < count else { return .null }
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: return .int(sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT: return Int64(exactly: sqlite3_column_double(statement, index).rounded()).map(SQLValue.int) ?? .null
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(statement, index) else { return .null }
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
            return .text(String(decoding: bytes, as: UTF8.self))
        default: return .null
        }
    }
}
