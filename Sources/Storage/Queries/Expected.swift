package import Content

/// What a batch will look up, looked up beforehand and all at once: a database on a server is a journey away, and an import asks
/// for one thing at a time. It is kept right while the transaction writes.
struct Expected {
    struct Target {
        var id: Int64
        var digest: String
    }

    /// What addresses mean; nil where nothing is.
    var destinations: [String: Destination?] = [:]
    /// What things of `source` have become; nil where they are new.
    var targets: [Origin: Target?] = [:]
    var source: Int64 = 0
}

extension Transaction {
    /// Looks up what will be asked for by `target(of:source:)`, and by whoever claims these addresses.
    package func expect(_ origins: [Origin], of source: Int64, addresses: [Permalink]) throws {
        expected.source = source
        expected.targets = [:]
        for (kind, origins) in Dictionary(grouping: origins, by: \.kind) {
            for origin in origins { expected.targets[origin] = .some(nil) }
            try each(
                "SELECT old_id, target_id, digest FROM origin WHERE source_id = ? AND kind = ? AND old_id IN",
                [.int(source), .text(kind.rawValue)], origins.map(\.oldID)
            ) { row in
                expected.targets[Origin(kind, row.text(0))] = Expected.Target(id: row.int(1), digest: row.text(2))
            }
        }
        let keys = addresses.map(\.key)
        for key in keys { expected.destinations[key] = .some(nil) }
        try each("SELECT key, kind, target_id, location FROM address WHERE key IN", [], keys) { row in
            expected.destinations[row.text(0)] = Destination(kind: row.text(1), targetID: row.int(2), location: row.text(3))
        }
    }

    /// A hundred at a time, the last one repeated, so that the statement is always the same one.
    private func each(_ sql: String, _ values: [SQLValue], _ names: [String], _ body: (SQLRow) -> Void) throws {
        let marks = Array(repeating: "?", count: 100).joined(separator: ", ")
        var rest = names[...]
        while let last = rest.prefix(100).last {
            let part = rest.prefix(100).map(SQLValue.text) + Array(repeating: .text(last), count: max(0, 100 - rest.count))
            rest = rest.dropFirst(100)
            try connection.each("\(sql) (\(marks))", values + part) { row in
                body(row)
                return true
            }
        }
    }
}
