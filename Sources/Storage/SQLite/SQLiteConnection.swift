import GRDB

/// SQLite's answer to `Connection`: GRDB's cached statements, values bound and read by position.
struct SQLiteConnection {
    private let database: GRDB.Database

    init(_ database: GRDB.Database) { self.database = database }

    func run(_ sql: String, _ values: [SQLValue]) throws {
        try StorageError.translating {
            let statement = try database.cachedStatement(sql: sql)
            statement.setUncheckedArguments(SQLiteConnection.arguments(values))
            try statement.execute()
        }
    }

    /// Through this initialiser and not the one for values of one type: that one goes through a key path for each of them.
    private static func arguments(_ values: [SQLValue]) -> StatementArguments {
        StatementArguments(values.map { $0.databaseValue as (any DatabaseValueConvertible)? })
    }

    func each(_ sql: String, _ values: [SQLValue], _ body: (SQLRow) throws -> Bool) throws {
        try StorageError.translating {
            let statement = try database.cachedStatement(sql: sql)
            let rows = try Row.fetchCursor(statement, arguments: SQLiteConnection.arguments(values))
            while let row = try rows.next() {
                guard try body(SQLRow(engine: SQLiteRow(row))) else { return }
            }
        }
    }
}

/// A row of SQLite's, valid until the next one is asked for.
struct SQLiteRow {
    private let row: GRDB.Row

    init(_ row: GRDB.Row) { self.row = row }

    func value(_ column: Int) -> SQLValue {
        guard column < row.count else { return .null }
        // Not `row[column] as Int64`: GRDB ends the process where the stored type is another.
        let value: DatabaseValue = row[column]
        switch value.storage {
        case .null, .blob: return .null
        case .int64(let number): return .int(number)
        case .double(let number): return Int64(exactly: number.rounded()).map(SQLValue.int) ?? .null
        case .string(let text): return .text(text)
        }
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .int(let number): number.databaseValue
        case .text(let text): text.databaseValue
        }
    }
}
