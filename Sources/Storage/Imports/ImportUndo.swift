package import Content

/// Takes back what an import wrote: what it made goes, what it changed is as it was. All of it, in one transaction, or nothing.
package struct ImportUndo {
    package struct Outcome: Sendable, Equatable {
        /// Why it cannot be taken back, one sentence each; nothing was changed then.
        package var conflicts: [String] = []
        /// Settings that somebody has changed since: they stay.
        package var keptSettings: [String] = []
        /// How many things went, and how many are as they were, by table.
        package var removed: [String: Int] = [:]
        package var restored: [String: Int] = [:]
    }

    private let transaction: Transaction
    private let id: Int64
    private let check: () throws -> Void
    private var outcome = Outcome()
    private var connection: Connection { transaction.connection }

    /// - Parameter check: asked between two stretches; what it throws undoes everything.
    package init(_ transaction: Transaction, import id: Int64, check: @escaping () throws -> Void) {
        (self.transaction, self.id, self.check) = (transaction, id, check)
    }

    /// Enough for a person to see what stands in the way.
    private static let mostConflicts = 40
    private static let stretch = 100

    /// - Parameter isDryRun: only says what would be.
    package mutating func run(at time: Timestamp, isDryRun: Bool) throws -> Outcome {
        try connection.engine.expectWholeTables()
        try findLaterImports()
        // What a later import changed is told as that, and not once more as somebody's edit.
        if outcome.conflicts.isEmpty {
            try findChanges()
            try findUses()
            try findRedirects()
        }
        guard outcome.conflicts.isEmpty else { return outcome }
        if isDryRun {
            try count()
            return outcome
        }
        try takeOut()
        for table in [
            ImportJournal.Table.menuEntry, .menu, .article, .picture, .section, .tag, .author, .origin, .exportedAddress,
            .address, .setting,
        ] {
            try takeBack(table)
        }
        try putBack()
        try connection.run("DELETE FROM import_row WHERE import_id = ?", [.int(id)])
        try connection.run("UPDATE import SET undone_at = ? WHERE id = ?", [.int(time.milliseconds), .int(id)])
        transaction.touch(.everything)
        return outcome
    }

    // MARK: - What stands in the way

    private mutating func findLaterImports() throws {
        let later = try connection.rows(
            """
            SELECT later.import_id, count(*) FROM import_row mine
                JOIN import_row later ON later.name = mine.name AND later.key = mine.key AND later.import_id > mine.import_id
            WHERE mine.import_id = ? AND mine.name <> 'setting' GROUP BY later.import_id ORDER BY later.import_id
            """, [.int(id)]
        ) { (id: $0.int(0), count: $0.int(1)) }
        for (later, count) in later {
            outcome.conflicts.append(
                "Import \(later) came later and changed \(count) of the same \(count == 1 ? "thing" : "things"): undo it first.")
        }
    }

    private mutating func findChanges() throws {
        for table in ImportJournal.Table.allCases {
            try eachStretch(of: table) { rows, undo in
                let present = try undo.transaction.rowImages.images(of: table, rows.map(\.key))
                for row in rows where RowImage.digest(of: present[row.key]) != row.after {
                    if table == .setting {
                        undo.outcome.keptSettings.append(row.key)
                    } else if row.before == nil, present[row.key] == nil {
                        // It made it, and it is gone already.
                        continue
                    } else if undo.outcome.conflicts.count < ImportUndo.mostConflicts {
                        undo.outcome.conflicts.append(try undo.sentence(table, row, present[row.key]))
                    }
                }
            }
        }
    }

    private func sentence(_ table: ImportJournal.Table, _ row: Row, _ present: RowImage?) throws -> String {
        let name = try self.name(table, row.key, present)
        guard let present else { return "\(name) was deleted since." }
        guard table == .article else { return "\(name) was changed since." }
        let count = try connection.number("SELECT count(*) FROM comment WHERE article_id = ?", [.int(Int64(row.key) ?? 0)])
        let revisions = present.rows.filter { $0.table == "revision" }.count
        var more: [String] = []
        if revisions > 1 { more.append("it has \(revisions) revisions") }
        if count > 0 { more.append("it has \(count) \(count == 1 ? "comment" : "comments")") }
        return "\(name) was changed since\(more.isEmpty ? "" : " (\(more.joined(separator: ", ")))")."
    }

    private func name(_ table: ImportJournal.Table, _ key: String, _ image: RowImage?) throws -> String {
        func text(_ column: String) -> String {
            if case .text(let text)? = image?.rows.first?.values[column] { text } else { "" }
        }
        switch table {
        case .article:
            let title = HTML.headline(stored: text("headline"), teaser: text("teaser")).text
            return "“\(title)”" + (text("path").isEmpty ? "" : " at \(text("path"))")
        case .picture: return "The picture \(text("file").isEmpty ? key : text("file"))"
        case .section: return "The section “\(text("name"))”"
        case .tag: return "The tag “\(text("name"))”"
        case .author: return "The author “\(text("name"))”"
        case .menu: return "The menu “\(text("name"))”"
        case .menuEntry: return "The entry “\(text("label"))” of a menu"
        case .address: return "What \(key) leads to"
        case .origin, .exportedAddress: return "What the old site calls \(key)"
        case .setting: return "The setting \(key)"
        }
    }

    /// What of others names something that would go.
    private mutating func findUses() throws {
        let articles = try transaction.rowImages.tablesOfArticles()
        var holders: [(table: String, id: String, journal: ImportJournal.Table, column: String, target: ImportJournal.Table)] = [
            ("article", "id", .article, "picture_id", .picture), ("article", "id", .article, "parent_id", .article),
            ("section", "id", .section, "parent_id", .section), ("tag", "id", .tag, "parent_id", .tag),
            ("picture", "id", .picture, "article_id", .article),
            ("menu_entry", "id", .menuEntry, "menu_id", .menu),
        ]
        for (column, target) in [("section_id", ImportJournal.Table.section), ("tag_id", .tag), ("author_id", .author)] {
            for table in articles where try transaction.rowImages.columns(of: table).contains(column) {
                holders.append((table, "article_id", .article, column, target))
            }
        }
        for holder in holders { try findUses(holder, "1 = 1") }
        for (kind, target) in [("article", ImportJournal.Table.article), ("section", .section), ("tag", .tag)] {
            try findUses(("menu_entry", "id", .menuEntry, "target_id", target), "h.kind = '\(kind)'")
        }
    }

    private mutating func findUses(
        _ holder: (table: String, id: String, journal: ImportJournal.Table, column: String, target: ImportJournal.Table),
        _ condition: String
    ) throws {
        let uses = try connection.rows(
            """
            SELECT DISTINCT h.\(holder.id), h.\(holder.column) FROM \(holder.table) h
                JOIN import_row t ON t.import_id = ? AND t.name = '\(holder.target.rawValue)' AND t.before IS NULL
                    AND t.key = CAST(h.\(holder.column) AS TEXT)
            WHERE \(condition) AND NOT EXISTS (SELECT 1 FROM import_row o WHERE o.import_id = ?
                AND o.name = '\(holder.journal.rawValue)' AND o.key = CAST(h.\(holder.id) AS TEXT))
            ORDER BY h.\(holder.id), h.\(holder.column) LIMIT 20
            """, [.int(id), .int(id)]
        ) { (holder: String($0.int(0)), target: String($0.int(1))) }
        let images = transaction.rowImages
        for use in uses where outcome.conflicts.count < ImportUndo.mostConflicts {
            let here = try name(holder.journal, use.holder, images.images(of: holder.journal, [use.holder])[use.holder])
            let there = try name(holder.target, use.target, images.images(of: holder.target, [use.target])[use.target])
            outcome.conflicts.append("\(here), which did not come with this import, uses what did: \(there).")
        }
    }

    /// Addresses that others lead on to what would go: an editor, or another import.
    private mutating func findRedirects() throws {
        var last = ""
        while outcome.conflicts.count < ImportUndo.mostConflicts {
            try check()
            let redirects = try transaction.current.redirects(after: last, limit: 500)
            guard let end = redirects.last else { return }
            last = end.key
            let leads = redirects.compactMap { redirect -> (key: String, location: String, targets: [String])? in
                let targets = ImportUndo.targets(of: redirect.location)
                return targets.isEmpty ? nil : (redirect.key, redirect.location, targets)
            }
            let targets = Set(leads.flatMap(\.targets))
            let present = try keys("SELECT key FROM address WHERE key IN", targets)
            let going = try keys(
                "SELECT key FROM import_row WHERE import_id = \(id) AND name = 'address' AND before IS NULL AND key IN", targets)
            // What came with the import goes with it, and what it has changed leads to where it led before.
            let own = try keys(
                "SELECT key FROM import_row WHERE import_id = \(id) AND name = 'address' AND key IN", Set(leads.map(\.key)))
            for lead in leads where outcome.conflicts.count < ImportUndo.mostConflicts && !own.contains(lead.key) {
                guard let target = lead.targets.first(where: { present.contains($0) }), going.contains(target) else { continue }
                outcome.conflicts.append(
                    "\(lead.key), which did not come with this import, leads to \(lead.location), which did: "
                        + "let it lead elsewhere first, or nowhere (stet redirect remove).")
            }
        }
    }

    private func keys(_ sql: String, _ keys: Set<String>) throws -> Set<String> {
        Set(try connection.rows(sql, in: keys.sorted().map(SQLValue.text)) { $0.text(0) })
    }

    /// What may answer where an address leads: itself, without its query, and what it is a page, a feed or a part of.
    private static func targets(of location: String) -> [String] {
        guard location.hasPrefix("/") else { return [] }
        let address = String(location.prefix { $0 != "#" })
        let path = String(address.prefix { $0 != "?" })
        var targets = [address, path]
        var parts = path.split(separator: "/").map(String.init)
        for _ in 0..<3 where parts.count > 1 {
            targets.append("/" + parts.joined(separator: "/"))
            parts.removeLast()
            targets.append("/" + parts.joined(separator: "/") + "/")
        }
        var seen: Set<String> = []
        return targets.map(Permalink.key(of:)).filter { seen.insert($0).inserted }
    }

    private mutating func count() throws {
        for row in try connection.rows(
            """
            SELECT name, CASE WHEN before IS NULL THEN 1 ELSE 0 END AS fresh, count(*) FROM import_row WHERE import_id = ?
            GROUP BY name, CASE WHEN before IS NULL THEN 1 ELSE 0 END
            """, [.int(id)], { (table: $0.text(0), isNew: $0.bool(1), count: Int($0.int(2))) })
        {
            if row.isNew { outcome.removed[row.table] = row.count } else { outcome.restored[row.table] = row.count }
        }
    }

    // MARK: - The way back

    /// Takes all its articles out of the listings, and those that go out of the search.
    private mutating func takeOut() throws {
        try eachStretch(of: .article) { rows, undo in
            for row in rows {
                guard let article = Int64(row.key) else { continue }
                try undo.transaction.leaveListings(article)
                undo.transaction.searchChanges.articles.insert(article)
                if row.before == nil {
                    try undo.connection.run(
                        "UPDATE article SET status = 'trash', is_listed = 0 WHERE id = ?", [.int(article)])
                }
            }
        }
        try transaction.updateSearch()
    }

    private mutating func takeBack(_ table: ImportJournal.Table) throws {
        let tablesOfArticles = try transaction.rowImages.tablesOfArticles()
        if table == .section {
            // Whatever stands above goes with those below.
            try eachStretch(of: .section) { rows, undo in
                for row in rows where row.before == nil {
                    try undo.connection.run("UPDATE section SET parent_id = NULL WHERE id = ?", [.int(Int64(row.key) ?? 0)])
                }
            }
            transaction.sectionParents = nil
        }
        // What stays first: it may still name what goes.
        for isNew in [false, true] {
            try eachStretch(of: table) { rows, undo in
                for row in rows where (row.before == nil) == isNew {
                    if table == .setting, undo.outcome.keptSettings.contains(row.key) { continue }
                    try undo.noteForSearch(table, row.key)
                    if table == .article {
                        try undo.takeBackArticle(row, tablesOfArticles)
                    } else {
                        try undo.delete(
                            table, row.key,
                            keepsRow: !isNew && table.keyColumn == "id" && table != .origin && table != .exportedAddress)
                        if let before = row.before { try undo.restore(before, updating: table) }
                    }
                    if isNew {
                        undo.outcome.removed[table.rawValue, default: 0] += 1
                    } else {
                        undo.outcome.restored[table.rawValue, default: 0] += 1
                    }
                }
            }
        }
        if table == .section, outcome.restored[table.rawValue] != nil { transaction.sectionsMoved = true }
        if table == .tag {
            if outcome.restored[table.rawValue] != nil { transaction.tagsMoved = true }
            (transaction.tagParents, transaction.customTerms) = (nil, nil)
        }
    }

    private func noteForSearch(_ table: ImportJournal.Table, _ key: String) throws {
        guard let id = Int64(key) else { return }
        switch table {
        case .picture:
            let files = try connection.rows("SELECT file FROM picture WHERE id = ?", [.int(id)]) { $0.text(0) }
            transaction.searchChanges.files.formUnion(files)
        case .tag: transaction.searchChanges.tags.insert(id)
        case .author: transaction.searchChanges.authors.insert(id)
        default: break
        }
    }

    private func takeBackArticle(_ row: Row, _ tables: [String]) throws {
        guard let article = Int64(row.key) else { return }
        for table in tables where table != "revision" {
            try connection.run("DELETE FROM \(table) WHERE article_id = ?", [.int(article)])
        }
        guard let before = row.before else {
            try connection.run("DELETE FROM revision WHERE article_id = ?", [.int(article)])
            try connection.run("DELETE FROM article WHERE id = ?", [.int(article)])
            return
        }
        let numbers = before.rows.filter { $0.table == "revision" }.compactMap { row -> Int64? in
            if case .int(let number)? = row.values["number"] { number } else { nil }
        }
        try connection.run(
            "DELETE FROM revision WHERE article_id = ? AND number > ?", [.int(article), .int(numbers.max() ?? 0)])
        try restore(RowImage(rows: before.rows.filter { $0.table != "revision" }), updating: .article)
    }

    private func delete(_ table: ImportJournal.Table, _ key: String, keepsRow: Bool) throws {
        if table == .section || table == .tag {
            try connection.run(
                "DELETE FROM term_field WHERE kind = ? AND term_id = ?", [.text(table.rawValue), .int(Int64(key) ?? 0)])
        }
        guard !keepsRow else { return }
        switch table {
        case .origin, .exportedAddress:
            let parts = key.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, let source = Int64(parts[0]) else { return }
            try connection.run(
                "DELETE FROM \(table.rawValue) WHERE source_id = ? AND kind = ? AND old_id = ?",
                [.int(source), .text(parts[1]), .text(parts[2])])
        case .address, .setting:
            try connection.run("DELETE FROM \(table.rawValue) WHERE \(table.keyColumn) = ?", [.text(key)])
        default: try connection.run("DELETE FROM \(table.rawValue) WHERE id = ?", [.int(Int64(key) ?? 0)])
        }
    }

    /// Puts rows back as they were: the thing's own row over the one that is there, others anew.
    private func restore(_ image: RowImage, updating table: ImportJournal.Table) throws {
        for row in image.rows {
            let columns = try transaction.rowImages.columns(of: row.table).filter { row.values[$0] != nil }
            let values = columns.map { row.values[$0] ?? .null }
            if row.table == table.rawValue, case .int(let id)? = row.values["id"] {
                let assignments = columns.map { "\($0) = ?" }.joined(separator: ", ")
                try connection.run("UPDATE \(row.table) SET \(assignments) WHERE id = ?", values + [.int(id)])
            } else {
                try connection.insert(into: row.table, columns.joined(separator: ", "), [values])
            }
        }
    }

    /// Those that were changed stand in the listings, and in the search, as they were.
    private mutating func putBack() throws {
        try eachStretch(of: .article) { rows, undo in
            for row in rows where row.before != nil {
                guard let article = Int64(row.key) else { continue }
                try undo.transaction.enterListings(article)
                undo.transaction.searchChanges.articles.insert(article)
            }
        }
    }

    // MARK: - The journal

    private struct Row {
        var key: String
        var before: RowImage?
        var after: String
    }

    private mutating func eachStretch(
        of table: ImportJournal.Table, _ body: ([Row], inout ImportUndo) throws -> Void
    ) throws {
        var last: String?
        while true {
            try check()
            let rows = try connection.rows(
                """
                SELECT key, before, after FROM import_row WHERE import_id = ? AND name = ?\(last == nil ? "" : " AND key > ?")
                ORDER BY key LIMIT ?
                """,
                [.int(id), .text(table.rawValue)] + (last.map { [.text($0)] } ?? []) + [.int(Int64(ImportUndo.stretch))]
            ) { row in
                let before = try row.textOrNil(1).map { text in
                    guard let image = RowImage(text) else {
                        throw StorageError.damaged("what import \(id) has changed cannot be read")
                    }
                    return image
                }
                return Row(key: row.text(0), before: before, after: row.text(2))
            }
            guard let end = rows.last else { return }
            last = end.key
            try body(rows, &self)
        }
    }
}
