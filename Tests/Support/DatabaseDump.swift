package import Storage

/// Everything a database holds, table by table, row by row, as text: two databases with equal dumps are equal.
package struct DatabaseDump: Equatable, Sendable {
    /// Rows by table, sorted.
    package var tables: [String: [String]]

    package init(_ store: Store) throws {
        self = try store.writeWaiting { try DatabaseDump($0.connection) }
    }

    package init(_ connection: Connection) throws {
        var tables: [String: [String]] = [:]
        for name in try connection.tables() {
            let width = try connection.columns(of: name).count
            tables[name] = try connection.rows("SELECT * FROM \(name)") { row in
                (0..<width).map { DatabaseDump.text(row.value($0)) }.joined(separator: " | ")
            }.sorted()
        }
        self.tables = tables
    }

    /// The same without some tables.
    package func without(_ names: String...) -> DatabaseDump {
        var dump = self
        for name in names { dump.tables[name] = nil }
        return dump
    }

    /// The first row that only one of two has, for a person: empty where they are equal.
    package func firstDifference(from other: DatabaseDump) -> String {
        for name in Set(tables.keys).union(other.tables.keys).sorted() where tables[name] != other.tables[name] {
            let (here, there) = (Set(tables[name] ?? []), Set(other.tables[name] ?? []))
            let only = here.subtracting(there).sorted().first.map { "here: " + $0.prefix(300) } ?? ""
            let other = there.subtracting(here).sorted().first.map { " there: " + $0.prefix(300) } ?? ""
            return "\(name): \(here.count) rows here, \(there.count) there; only \(only)\(other)"
        }
        return ""
    }

    private static func text(_ value: SQLValue) -> String {
        switch value {
        case .null: "–"
        case .int(let number): String(number)
        case .text(let text): "“\(text)”"
        }
    }
}
