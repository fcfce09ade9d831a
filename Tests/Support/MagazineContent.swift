package import Storage

/// What a magazine holds, table by table, with names in the place of row numbers and without what is made of the rest: two magazines
/// with equal content say the same to everybody.
///
/// It reads every column of every table there is, so that a new one is part of it by itself.
package struct MagazineContent: Equatable, Sendable {
    /// Rows by table, sorted; each column with its name.
    package let tables: [String: [String]]

    /// Made of the rest, or about runs of the program and not about the magazine.
    private static let derived: Set<String> = [
        "schema_version", "source", "origin", "listing_entry", "listing_month", "change", "commit_number", "search_document",
        "search_file", "import", "import_row", "exported_address", "removed_comment",
    ]

    package init(_ store: Store, besides: Set<String> = []) throws {
        tables = try store.writeWaiting { transaction in
            let connection = transaction.connection
            let names = try Names(connection)
            var tables: [String: [String]] = [:]
            for table in try connection.tables() where !MagazineContent.derived.contains(table) && !besides.contains(table) {
                let columns = try connection.columns(of: table)
                tables[table] = try connection.rows("SELECT * FROM \(table)") { row -> String? in
                    var values: [String: SQLValue] = [:]
                    for (index, column) in columns.enumerated() { values[column] = row.value(index) }
                    return names.text(of: values, columns, in: table)
                }.compactMap { $0 }.sorted()
            }
            return tables
        }
    }

    /// The first difference, for a person; empty where there is none.
    package func firstDifference(from other: MagazineContent) -> String {
        for table in Set(tables.keys).union(other.tables.keys).sorted() {
            let (here, there) = (tables[table] ?? [], other.tables[table] ?? [])
            guard here != there else { continue }
            let missing = here.first { !there.contains($0) } ?? ""
            let added = there.first { !here.contains($0) } ?? ""
            let start = zip(missing, added).prefix { $0 == $1 }.count
            return "\(table), \(here.count) rows and \(there.count): …\(missing.dropFirst(max(0, start - 80)).prefix(300)) | "
                + "…\(added.dropFirst(max(0, start - 80)).prefix(300))"
        }
        return ""
    }
}

/// What things are called, by their row numbers.
private struct Names {
    private var articles: [Int64: String] = [:]
    private var revisions: [Int64: Int64] = [:]
    private var groups: [String: [String]] = [:]
    private var others: [String: [Int64: String]] = [:]

    init(_ connection: Connection) throws {
        try connection.each("SELECT id, path, slug, headline, dated, revision, translation_key FROM article ORDER BY id") { row in
            let name = "\(row.text(1)) \(row.text(2)) \(row.text(3)) \(row.int(4))"
            articles[row.int(0)] = name
            revisions[row.int(0)] = row.int(5)
            if !row.text(6).isEmpty { groups[row.text(6), default: []].append(name) }
            return true
        }
        for (table, column) in [
            ("author", "slug"), ("section", "slug"), ("tag", "slug"), ("menu", "slug"), ("picture", "file || ' ' || title"),
            ("menu_entry", "label || ' ' || address || ' ' || CAST(position AS TEXT)"),
        ] {
            try connection.each("SELECT id, \(column) FROM \(table)") { row in
                others[table, default: [:]][row.int(0)] = row.text(1)
                return true
            }
        }
    }

    /// Nil for a row that is no part of what the magazine says now.
    func text(of values: [String: SQLValue], _ columns: [String], in table: String) -> String? {
        if table == "revision", case .int(let article)? = values["article_id"], case .int(let number)? = values["number"],
            revisions[article] != number
        {
            return nil
        }
        var parts: [String] = []
        for column in columns.sorted() {
            guard let value = values[column] else { continue }
            switch (table, column) {
            case (_, "id"), ("article", "version"), ("article", "revision"), ("revision", "number"), ("comment", "imported"):
                continue
            case ("article", "translation_key"):
                if case .text(let key) = value { parts.append("translations: \(groups[key] ?? [])") }
            case ("address", "target_id"), ("menu_entry", "target_id"):
                parts.append("target: \(name(value, of: values["kind"]))")
            case ("article", "parent_id"): parts.append("parent: \(name(value, of: .text("article")))")
            case ("tag", "parent_id"): parts.append("parent: \(name(value, of: .text("tag")))")
            case ("term_field", "term_id"): parts.append("term: \(name(value, of: values["kind"]))")
            case ("section", "parent_id"): parts.append("parent: \(name(value, of: .text("section")))")
            case ("menu_entry", "parent_id"): parts.append("parent: \(name(value, of: .text("menu_entry")))")
            case (_, let column) where column.hasSuffix("_id"):
                parts.append("\(column): \(name(value, of: .text(String(column.dropLast(3)))))")
            default: parts.append("\(column): \(Names.text(value))")
            }
        }
        return parts.joined(separator: " | ")
    }

    private func name(_ value: SQLValue, of kind: SQLValue?) -> String {
        guard case .int(let id) = value, case .text(let kind)? = kind else { return "–" }
        return (kind == "article" ? articles[id] : others[kind]?[id]) ?? (id == 0 ? "–" : "unknown")
    }

    private static func text(_ value: SQLValue) -> String {
        switch value {
        case .null: "–"
        case .int(let number): String(number)
        case .text(let text): "“\(text)”"
        }
    }
}
