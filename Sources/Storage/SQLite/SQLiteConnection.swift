import GRDB

/// SQLite's answer to `Connection`: GRDB's cached statements, values bound and read by position.
struct SQLiteConnection: EngineConnection {
    let database: GRDB.Database

    /// Definitions are written in SQLite's words.
    func definition(_ sql: String) -> String { sql }

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
            if let reading = SQLiteReading(statement, database) { return try reading.each(values, body) }
            let rows = try Row.fetchCursor(statement, arguments: SQLiteConnection.arguments(values))
            while let row = try rows.next() {
                guard try body(SQLRow(engine: SQLiteRow(row))) else { return }
            }
        }
    }

    /// Nothing is gained: each statement is a function call away.
    func announceCommit() {}

    func announce(_ statements: [Statement]) {}

    func expectWholeTables() {}

    func tables() throws -> [String] {
        try names(
            """
            SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_index%'
            ORDER BY name
            """, [])
    }

    func columns(of table: String) throws -> [String] {
        try names("SELECT name FROM pragma_table_info(?) ORDER BY cid", [.text(table)])
    }

    func key(of table: String) throws -> [String] {
        try names("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", [.text(table)])
    }

    /// SQLite goes on after the highest number by itself.
    func settleIdentities(of tables: [String]) {}

    private func names(_ sql: String, _ values: [SQLValue]) throws -> [String] {
        var names: [String] = []
        try each(sql, values) { row in
            names.append(row.text(0))
            return true
        }
        return names
    }
}

/// A row of a statement that writes, valid until the next one is asked for.
struct SQLiteRow: EngineRow {
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
        case .text(let text): SQLValue.storable(text).databaseValue
        }
    }
}
