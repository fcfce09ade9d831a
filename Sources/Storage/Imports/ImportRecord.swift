package import Content

/// An import that was recorded: what can be taken back.
package struct ImportRecord: Sendable, Equatable {
    package var id: Int64
    /// `wordpress`, `folder`, `redirects`.
    package var kind: String
    /// The files or the folder.
    package var what: String
    package var beganAt: Timestamp
    /// Nil: it runs, or was stopped.
    package var endedAt: Timestamp?
    package var isUndone: Bool
    /// How many things it made, and how many it changed, by table.
    package var made: [String: Int64] = [:]
    package var changed: [String: Int64] = [:]
}

extension Library {
    /// All imports, the oldest first.
    package func imports() throws -> [ImportRecord] {
        var records = try connection.rows(
            "SELECT id, kind, what, began_at, ended_at, undone_at FROM import ORDER BY id"
        ) { row in
            ImportRecord(
                id: row.int(0), kind: row.text(1), what: row.text(2), beganAt: Timestamp(stored: row.int(3)),
                endedAt: row.intOrNil(4).map(Timestamp.init(stored:)), isUndone: row.intOrNil(5) != nil)
        }
        let counts = try connection.rows(
            """
            SELECT import_id, name, CASE WHEN before IS NULL THEN 1 ELSE 0 END AS fresh, count(*) FROM import_row
            GROUP BY import_id, name, CASE WHEN before IS NULL THEN 1 ELSE 0 END
            """
        ) { (id: $0.int(0), table: $0.text(1), isNew: $0.bool(2), count: $0.int(3)) }
        for count in counts {
            guard let index = records.firstIndex(where: { $0.id == count.id }) else { continue }
            if count.isNew {
                records[index].made[count.table] = count.count
            } else {
                records[index].changed[count.table] = count.count
            }
        }
        return records
    }
}

extension Transaction {
    /// Begins to record an import. Give its number to `Store.recording`.
    package func beginImport(kind: String, what: String, at time: Timestamp) throws -> Int64 {
        try connection.insert(
            "INSERT INTO import (kind, what, began_at) VALUES (?, ?, ?)", [.text(kind), .text(what), .int(time.milliseconds)])
    }

    /// Ends the record. One of an import that changed nothing goes.
    package func endImport(_ id: Int64, at time: Timestamp) throws {
        let isEmpty =
            try connection.number(
                "SELECT count(*) FROM (SELECT 1 FROM import_row WHERE import_id = ? LIMIT 1) AS any_row", [.int(id)]) == 0
        if isEmpty {
            try connection.run("DELETE FROM import WHERE id = ?", [.int(id)])
        } else {
            try connection.run("UPDATE import SET ended_at = ? WHERE id = ?", [.int(time.milliseconds), .int(id)])
        }
    }
}
