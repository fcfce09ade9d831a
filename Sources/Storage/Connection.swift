/// One connection to the database, lent for the length of a read or a write. It is the seam between what we ask and the
/// engine that answers: SQL is written once, in what SQLite and PostgreSQL share, with `?` for each value.
///
/// Not `Sendable`, and not to be kept: it is valid only inside the closure that it was handed to.
package struct Connection {
    let engine: any EngineConnection

    init(_ engine: any EngineConnection) { self.engine = engine }

    /// Runs a statement that gives no rows.
    package func run(_ sql: String, _ values: [SQLValue] = []) throws {
        try engine.run(sql, values)
    }

    /// Inserts rows into a table, many with one statement: on a server each statement has its price.
    package func insert(into table: String, _ columns: String, _ rows: [[SQLValue]]) throws {
        guard let width = rows.first?.count, rows.allSatisfy({ $0.count == width }) else { return }
        // The counts are few, so that the statements are: each is prepared once.
        var rest = rows[...]
        while !rest.isEmpty {
            let count = rest.count >= 8 ? 8 : rest.count
            let row = "(" + Array(repeating: "?", count: width).joined(separator: ", ") + ")"
            let marks = Array(repeating: row, count: count).joined(separator: ", ")
            try run("INSERT INTO \(table) (\(columns)) VALUES \(marks)", rest.prefix(count).flatMap { $0 })
            rest = rest.dropFirst(count)
        }
    }

    /// Reads every row through `read`.
    package func rows<T>(_ sql: String, _ values: [SQLValue] = [], _ read: (SQLRow) throws -> T) throws -> [T] {
        var found: [T] = []
        try engine.each(sql, values) { row in
            found.append(try read(row))
            return true
        }
        return found
    }

    /// Reads the first row, where there is one.
    package func first<T>(_ sql: String, _ values: [SQLValue] = [], _ read: (SQLRow) throws -> T) throws -> T? {
        var found: T?
        try engine.each(sql, values) { row in
            found = try read(row)
            return false
        }
        return found
    }

    /// Hands over one row after the other, until `body` answers false: for what does not fit into memory.
    package func each(_ sql: String, _ values: [SQLValue] = [], _ body: (SQLRow) throws -> Bool) throws {
        try engine.each(sql, values, body)
    }

    /// Inserts one row into a table with an identity column `id`, and answers its id.
    package func insert(_ sql: String, _ values: [SQLValue]) throws -> Int64 {
        try first(sql + " RETURNING id", values) { $0.int(0) } ?? 0
    }

    /// The names of all tables.
    package func tables() throws -> [String] { try engine.tables() }

    /// The names of a table's columns, in their order.
    package func columns(of table: String) throws -> [String] { try engine.columns(of: table) }

    /// A number: a count, a sum, an id; 0 where there is no row.
    package func number(_ sql: String, _ values: [SQLValue] = []) throws -> Int64 {
        try first(sql, values) { $0.int(0) } ?? 0
    }
}

/// A value as both engines know it. Times are milliseconds, truth is 0 or 1.
package enum SQLValue: Sendable, Hashable {
    case null
    case int(Int64)
    case text(String)

    package init(_ value: Int64?) { self = value.map(SQLValue.int) ?? .null }
    package init(_ value: String?) { self = value.map(SQLValue.text) ?? .null }
    package init(_ value: Bool) { self = .int(value ? 1 : 0) }

    /// A text as both engines take it. U+0000, which no text has a use for, ends a text in SQLite's binding and is an error in
    /// PostgreSQL; the replacement character tells that something stood there.
    static func storable(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }
}

/// One row of an answer, read by position. A column of another type reads as empty: a damaged database gives odd pages, not a
/// stopped server.
package struct SQLRow {
    let engine: any EngineRow

    package func value(_ column: Int) -> SQLValue { engine.value(column) }

    package func int(_ column: Int) -> Int64 {
        if case .int(let value) = engine.value(column) { value } else { 0 }
    }

    package func intOrNil(_ column: Int) -> Int64? {
        if case .int(let value) = engine.value(column) { value } else { nil }
    }

    package func text(_ column: Int) -> String {
        if case .text(let value) = engine.value(column) { value } else { "" }
    }

    package func textOrNil(_ column: Int) -> String? {
        if case .text(let value) = engine.value(column) { value } else { nil }
    }

    package func bool(_ column: Int) -> Bool { int(column) != 0 }
}
