/// What an import writes, thing by thing: kept while a transaction runs, and written at its end.
struct ImportJournal {
    /// Things that an import writes, by the table they are rows of. Files are not among them: they stay, until nothing uses them.
    enum Table: String, CaseIterable {
        case menuEntry = "menu_entry"
        case menu, article, picture, section, tag, author, origin, address, setting
        case exportedAddress = "exported_address"

        /// The column that its key stands in; an origin's key is three.
        var keyColumn: String {
            switch self {
            case .address: "key"
            case .setting: "name"
            default: "id"
            }
        }
    }

    struct Key: Hashable {
        var table: Table
        var key: String
    }

    let importID: Int64
    /// How things were when this transaction met them first; nil: not there.
    private(set) var before: [Key: RowImage?] = [:]

    init(importID: Int64) { self.importID = importID }

    func knows(_ key: Key) -> Bool { before[key] != nil }

    mutating func note(_ key: Key, _ image: RowImage?) { if before[key] == nil { before[key] = .some(image) } }
}

extension Transaction {
    /// Says that a thing is about to be written; where no import runs, nothing happens.
    func remember(_ table: ImportJournal.Table, _ key: String, isNew: Bool = false) throws {
        let key = ImportJournal.Key(table: table, key: key)
        guard journal?.knows(key) == false else { return }
        let image = isNew ? nil : try rowImages.images(of: table, [key.key])[key.key]
        journal?.note(key, image)
    }

    /// Many of them.
    func remember(_ table: ImportJournal.Table, all keys: [String]) throws {
        guard let journal else { return }
        let fresh = keys.filter { !journal.knows(ImportJournal.Key(table: table, key: $0)) }
        let images = try rowImages.images(of: table, fresh)
        for key in fresh { self.journal?.note(ImportJournal.Key(table: table, key: key), images[key]) }
    }

    func remember(_ table: ImportJournal.Table, _ id: Int64, isNew: Bool = false) throws {
        if journal != nil { try remember(table, String(id), isNew: isNew) }
    }

    /// Writes down what the import of this transaction has changed.
    func writeJournal() throws {
        guard let journal, !journal.before.isEmpty else { return }
        let images = rowImages
        var rows: [[SQLValue]] = []
        for (table, keys) in Dictionary(grouping: journal.before.keys, by: \.table) {
            let sorted = keys.sorted { $0.key < $1.key }
            let after = try images.images(of: table, sorted.map(\.key))
            for key in sorted {
                let before = journal.before[key] ?? nil
                guard before != after[key.key] else { continue }
                rows.append([
                    .int(journal.importID), .text(table.rawValue), .text(key.key), SQLValue(before?.text),
                    .text(RowImage.digest(of: after[key.key])),
                ])
            }
        }
        // What an earlier transaction of the same import met first stays as it was before that one.
        var rest = rows[...]
        while !rest.isEmpty {
            let part = rest.prefix(rest.count >= 8 ? 8 : 1)
            let marks = Array(repeating: "(?, ?, ?, ?, ?)", count: part.count).joined(separator: ", ")
            try connection.run(
                """
                INSERT INTO import_row (import_id, name, key, before, after) VALUES \(marks)
                ON CONFLICT (import_id, name, key) DO UPDATE SET after = excluded.after
                """, part.flatMap { $0 })
            rest = rest.dropFirst(part.count)
        }
    }
}

/// Reads things as they are now, many at once. It keeps what it has learned of the tables: to ask a server costs more than the rows.
final class RowImages {
    private let connection: Connection
    private var columnsOfTables: [String: [String]] = [:]
    private var knownTablesOfArticles: [String]?

    init(_ connection: Connection) { self.connection = connection }

    func columns(of table: String) throws -> [String] {
        if let known = columnsOfTables[table] { return known }
        let columns = try connection.columns(of: table)
        columnsOfTables[table] = columns
        return columns
    }

    /// Tables whose rows name an article and are not its own: pictures stay when it goes; the others are made of the rest.
    private static let foreign: Set<String> = ["picture", "listing_entry", "search_document", "search_file"]

    /// The tables that hold rows of articles, besides their own.
    func tablesOfArticles() throws -> [String] {
        if let known = knownTablesOfArticles { return known }
        let tables = try connection.tables().sorted().filter { table in
            try !RowImages.foreign.contains(table) && columns(of: table).contains("article_id")
        }
        knownTablesOfArticles = tables
        return tables
    }

    /// The things that are there, by their keys.
    func images(of table: ImportJournal.Table, _ keys: [String]) throws -> [String: RowImage] {
        guard !keys.isEmpty else { return [:] }
        if table == .origin || table == .exportedAddress { return try ofOldSites(table.rawValue, keys) }
        let isNumber = table.keyColumn == "id"
        let values = keys.compactMap { isNumber ? Int64($0).map(SQLValue.int) : .text($0) }
        var images = try read(table.rawValue, key: table.keyColumn, values)
        if table == .section || table == .tag {
            let fields = try read("term_field", key: "term_id", values).mapValues { image in
                image.rows.filter { $0.values["kind"] == .text(table.rawValue) }
            }
            for (key, rows) in fields { images[key]?.rows += rows }
        }
        guard table == .article else { return images }
        for part in try tablesOfArticles() {
            // Revisions are never changed: which there are says all.
            let rows = try read(part, key: "article_id", values, only: part == "revision" ? ["article_id", "number"] : nil)
            for (key, image) in rows { images[key]?.rows += image.rows }
        }
        return images
    }

    private func read(
        _ table: String, key: String, _ values: [SQLValue], only: Set<String>? = nil
    ) throws -> [String: RowImage] {
        let columns = try columns(of: table).filter { only?.contains($0) ?? true }
        guard let place = columns.firstIndex(of: key) else { return [:] }
        var found: [String: RowImage] = [:]
        let sql = "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(key)"
        // One alone is asked for most often: then a statement of one is the quickest.
        let groups = values.count == 1 ? [values] : Array(Stretches(values, of: 100))
        for group in groups {
            let condition = group.count == 1 ? "= ?" : "IN (\(Stretches.marks(group.count)))"
            try connection.each("\(sql) \(condition)", group) { row in
                var image: [String: SQLValue] = [:]
                for (index, column) in columns.enumerated() { image[column] = row.value(index) }
                let name: String =
                    switch row.value(place) {
                    case .int(let number): String(number)
                    case .text(let text): text
                    case .null: ""
                    }
                found[name, default: RowImage(rows: [])].rows.append(RowImage.Row(table: table, values: image))
                return true
            }
        }
        // In one order, whatever the engine's.
        for name in found.keys where (found[name]?.rows.count ?? 0) > 1 {
            found[name]?.rows.sort { RowImage(rows: [$0]).text < RowImage(rows: [$1]).text }
        }
        return found
    }

    private func ofOldSites(_ table: String, _ keys: [String]) throws -> [String: RowImage] {
        var images: [String: RowImage] = [:]
        let parts = keys.compactMap { key -> (group: [String], name: String)? in
            let parts = key.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            return parts.count == 3 ? (Array(parts.prefix(2)), parts[2]) : nil
        }
        for (group, members) in Dictionary(grouping: parts, by: \.group) {
            guard let source = Int64(group[0]) else { continue }
            let names = members.map { SQLValue.text($0.name) }
            let groups = names.count == 1 ? [names] : Array(Stretches(names, of: 100))
            let columns = try columns(of: table)
            guard let place = columns.firstIndex(of: "old_id") else { return [:] }
            let sql = "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE source_id = ? AND kind = ? AND old_id IN"
            for names in groups {
                try connection.each("\(sql) (\(Stretches.marks(names.count)))", [.int(source), .text(group[1])] + names) { row in
                    var values: [String: SQLValue] = [:]
                    for (index, column) in columns.enumerated() { values[column] = row.value(index) }
                    images["\(source) \(group[1]) \(row.text(place))"] = RowImage(rows: [
                        RowImage.Row(table: table, values: values)
                    ])
                    return true
                }
            }
        }
        return images
    }
}
