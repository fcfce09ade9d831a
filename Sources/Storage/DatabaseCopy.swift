/// Brings every row of one database into another, whatever engines they are: table by table, in the order of their keys.
///
/// It goes in batches, each of which is whole. One that was stopped goes on after the last row that is there. At the end both
/// are read once more and compared row by row; only then is the copy a magazine that can be opened.
struct DatabaseCopy {
    let source: any DatabaseEngine
    let target: any DatabaseEngine
    /// Told while it goes on what is done, of how many rows how many are. What it throws stops the copy.
    let progress: (String, Int64, Int64) throws -> Void

    /// Rows that are read and written together. A body may have megabytes.
    private static let batch: Int64 = 200

    /// Where the target notes that it is not whole yet, and what it is a copy of.
    static let marker = "unfinished_copy_of"

    /// A copy into tables that are empty, at once.
    static func copyAll(from source: any DatabaseEngine, to target: any DatabaseEngine) throws {
        try source.read { connection in
            let copy = DatabaseCopy(source: source, target: target) { _, _, _ in }
            // Its own row of a new database; the source's comes.
            try target.write { try $0.run("DELETE FROM commit_number") }
            try copy.append(from: connection)
        }
    }

    /// Copies, or goes on with it, and compares.
    ///
    /// - Parameter name: what the source is called: a copy that was begun from another is not gone on with.
    /// - Returns: how many rows both hold.
    /// - Throws: `StorageError.holdsMagazine`, `.unfinishedCopy`, `.differs`, and what the engines throw.
    func run(name: String, targetName: String) throws -> Int64 {
        try target.beginCopy()
        let isResumed = try claim(for: name, targetName)
        return try source.read { connection in
            var difference: String?
            do {
                try append(from: connection)
                difference = try firstDifference(from: connection)
            } catch StorageError.constraint(let message) where isResumed {
                // A name that was another's when the copy was begun.
                difference = message
            }
            if difference != nil, isResumed {
                // Something was changed between the two runs: nobody but us has written here, so it is begun anew.
                try clear()
                try append(from: connection)
                difference = try firstDifference(from: connection)
            }
            if let difference { throw StorageError.differs(difference) }
            try target.write { try $0.run("DELETE FROM setting WHERE name = ?", [.text(DatabaseCopy.marker)]) }
            try target.checkpoint()
            return try rows(connection)
        }
    }

    /// Notes in the target what is becoming of it.
    /// - Returns: whether that was noted before.
    private func claim(for name: String, _ targetName: String) throws -> Bool {
        try target.write { connection in
            if let begun = try DatabaseCopy.unfinished(connection) {
                guard begun == name else { throw StorageError.unfinishedCopy(of: begun) }
                return true
            }
            for table in Table.all where table.name != "commit_number" {
                guard try connection.number("SELECT count(*) FROM (SELECT 1 FROM \(table.name) LIMIT 1) AS any_row") == 0 else {
                    throw StorageError.holdsMagazine(database: targetName)
                }
            }
            try connection.run("DELETE FROM commit_number")
            try connection.run(
                "INSERT INTO setting (name, value) VALUES (?, ?)", [.text(DatabaseCopy.marker), .text(name)])
            return false
        }
    }

    /// What a database is an unfinished copy of; nil where it is whole.
    static func unfinished(_ connection: Connection) throws -> String? {
        try connection.first("SELECT value FROM setting WHERE name = ?", [.text(marker)]) { $0.text(0) }
    }

    private func clear() throws {
        for table in Table.all.reversed() {
            _ = try target.writeBatch { connection in
                for column in table.ownReferences { try connection.run("UPDATE \(table.name) SET \(column) = NULL") }
                let besides = table.name == "setting" ? " WHERE name <> '\(DatabaseCopy.marker)'" : ""
                try connection.run("DELETE FROM \(table.name)\(besides)")
            }
        }
    }

    // MARK: - Rows

    private func rows(_ connection: Connection) throws -> Int64 {
        try Table.all.reduce(0) { $0 + (try connection.number("SELECT count(*) FROM \($1.name)")) }
    }

    private func append(from connection: Connection) throws {
        let total = try rows(connection)
        var done: Int64 = 0
        for table in Table.all {
            let shape = try Shape(table, connection)
            done += try target.read { try $0.number("SELECT count(*) FROM \(table.name) WHERE \(shape.condition)") }
            var last = try target.read { try $0.first(shape.lastKey) { shape.key($0) } }
            while true {
                try progress("Copying", done, total)
                let rows = try connection.rows(shape.next(after: last), shape.values(after: last, limit: DatabaseCopy.batch)) {
                    shape.row($0)
                }
                guard let end = rows.last else { break }
                try target.writeBatch { target in
                    for row in rows { try target.run(shape.insertion, shape.withoutOwnReferences(row)) }
                }
                done += Int64(rows.count)
                last = Array(end[..<shape.keyColumns.count])
            }
            try setOwnReferences(shape, from: connection)
        }
        try target.writeBatch { try $0.engine.settleIdentities(of: Table.all.map(\.name)) }
        try SearchIndex(connection).rebuild(of: target) { try progress("Indexing", $0, $1) }
    }

    private func setOwnReferences(_ shape: Shape, from connection: Connection) throws {
        for column in shape.table.ownReferences {
            let key = shape.keyColumns.joined(separator: ", ")
            let rows = try connection.rows(
                "SELECT \(column), \(key) FROM \(shape.table.name) WHERE \(column) IS NOT NULL ORDER BY \(key)"
            ) { row in (0...shape.keyColumns.count).map { row.value($0) } }
            let condition = shape.keyColumns.map { "\($0) = ?" }.joined(separator: " AND ")
            try target.writeBatch { target in
                for row in rows { try target.run("UPDATE \(shape.table.name) SET \(column) = ? WHERE \(condition)", row) }
            }
        }
    }

    /// Reads both once more, side by side.
    /// - Returns: where they differ, in words; nil where they do not.
    private func firstDifference(from connection: Connection) throws -> String? {
        let total = try rows(connection)
        var done: Int64 = 0
        return try target.read { other in
            for table in Table.all {
                let shape = try Shape(table, connection)
                var last: [SQLValue]?
                while true {
                    try progress("Comparing", done, total)
                    let values = shape.values(after: last, limit: DatabaseCopy.batch)
                    let here = try connection.rows(shape.next(after: last), values) { shape.row($0) }
                    let there = try other.rows(shape.next(after: last), values) { shape.row($0) }
                    for (one, another) in zip(here, there) where one != another {
                        return "a row of \(table.name) (\(shape.name(of: one)))"
                    }
                    guard here.count == there.count else { return "the number of rows of \(table.name)" }
                    guard let end = here.last else { break }
                    done += Int64(here.count)
                    last = Array(end[..<shape.keyColumns.count])
                }
            }
            return nil
        }
    }

    /// The statements that go through a table. Columns of the key come first, then the others.
    private struct Shape {
        let table: Table
        let keyColumns: [String]
        let columns: [String]

        init(_ table: Table, _ connection: Connection) throws {
            self.table = table
            let keyColumns = try connection.engine.key(of: table.name)
            self.keyColumns = keyColumns
            columns = try keyColumns + connection.engine.columns(of: table.name).filter { !keyColumns.contains($0) }
        }

        /// All rows, but for the note that the copy is not whole.
        var condition: String { table.name == "setting" ? "name <> '\(DatabaseCopy.marker)'" : "1 = 1" }

        private var order: String { keyColumns.joined(separator: ", ") }

        var lastKey: String {
            let backwards = keyColumns.map { $0 + " DESC" }.joined(separator: ", ")
            return "SELECT \(order) FROM \(table.name) WHERE \(condition) ORDER BY \(backwards) LIMIT 1"
        }

        func next(after key: [SQLValue]?) -> String {
            let marks = keyColumns.map { _ in "?" }.joined(separator: ", ")
            let further = key == nil ? "" : " AND (\(order)) > (\(marks))"
            return
                "SELECT \(columns.joined(separator: ", ")) FROM \(table.name) WHERE \(condition)\(further) ORDER BY \(order) LIMIT ?"
        }

        func values(after key: [SQLValue]?, limit: Int64) -> [SQLValue] { (key ?? []) + [.int(limit)] }

        var insertion: String {
            let marks = columns.map { _ in "?" }.joined(separator: ", ")
            return "INSERT INTO \(table.name) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
        }

        func key(_ row: SQLRow) -> [SQLValue] { keyColumns.indices.map { row.value($0) } }

        func row(_ row: SQLRow) -> [SQLValue] { columns.indices.map { row.value($0) } }

        func withoutOwnReferences(_ row: [SQLValue]) -> [SQLValue] {
            zip(columns, row).map { table.ownReferences.contains($0) ? .null : $1 }
        }

        func name(of row: [SQLValue]) -> String {
            zip(keyColumns, row).map { column, value in
                switch value {
                case .null: "\(column) nothing"
                case .int(let number): "\(column) \(number)"
                case .text(let text): "\(column) \(text)"
                }
            }.joined(separator: ", ")
        }
    }
}
