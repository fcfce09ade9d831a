import Content
import Storage

/// Lists the imports of a magazine, and takes one back.
struct UndoneImport {
    let store: Store
    let tools: WorkTools
    let monitor: ImportMonitor

    func list() throws -> WorkResult {
        let imports = try store.readWaiting { try $0.imports() }
        guard !imports.isEmpty else { return WorkResult(report: "No import is recorded.\n", exit: .success) }
        var report = ""
        for record in imports {
            report += "\(record.id)  \(record.beganAt.rfc3339)  \(record.kind)  \(record.what)\n"
            let parts = UndoneImport.parts(record.made.mapValues { Int($0) })
            let changed = UndoneImport.parts(record.changed.mapValues { Int($0) })
            if record.isUndone {
                report += "    taken back\n"
            } else {
                if !parts.isEmpty { report += "    brought \(parts)\n" }
                if !changed.isEmpty { report += "    changed \(changed)\n" }
                if record.endedAt == nil { report += "    it was stopped, or is running\n" }
            }
        }
        return WorkResult(
            report: report + "Take one back with: stet import undo ID; --dry-run says what that would do.\n", exit: .success)
    }

    func undo(_ id: Int64, isDryRun: Bool) throws -> WorkResult {
        // Nothing may come in beside it, where several programs work on one database.
        guard let lock = DeletionLock(tools.directory, isDeleting: true) else {
            return WorkResult(report: "An import is running. Run the same again when it is done.\n", exit: .incomplete)
        }
        defer { withExtendedLifetime(lock) {} }
        guard let record = try store.readWaiting({ try $0.imports() }).first(where: { $0.id == id }) else {
            return WorkResult(report: "There is no import \(id). stet import undo lists those there are.\n", exit: .unreadable)
        }
        guard !record.isUndone else {
            return WorkResult(report: "Import \(id) was taken back already.\n", exit: .unreadable)
        }
        let monitor = monitor
        let outcome = try store.writeWaiting { transaction in
            var undo = ImportUndo(transaction, import: id) { try monitor.check() }
            return try undo.run(at: Trash.now, isDryRun: isDryRun)
        }
        guard outcome.conflicts.isEmpty else {
            return WorkResult(
                report: "Import \(id) is not taken back, and nothing was changed:\n"
                    + outcome.conflicts.map { "  \($0)\n" }.joined(), exit: .incomplete)
        }
        let removed = UndoneImport.parts(outcome.removed)
        let restored = UndoneImport.parts(outcome.restored)
        var report = "Import \(id) \(isDryRun ? "would be" : "is") taken back.\n"
        if !removed.isEmpty { report += "  Gone: \(removed).\n" }
        if !restored.isEmpty { report += "  As before: \(restored).\n" }
        for setting in outcome.keptSettings { report += "  The setting \(setting) was changed since, and stays.\n" }
        report += "  Files that it brought stay until nothing uses them: stet pictures --unused --delete\n"
        return WorkResult(report: report, exit: .success)
    }

    /// What a person counts; the rest goes with it.
    private static func parts(_ counts: [String: Int]) -> String {
        let names: [(table: String, one: String, many: String)] = [
            ("article", "article or page", "articles and pages"), ("picture", "picture", "pictures"),
            ("section", "section", "sections"), ("tag", "tag", "tags"), ("author", "author", "authors"),
            ("menu", "menu", "menus"),
            ("menu_entry", "menu entry", "menu entries"), ("address", "address", "addresses"), ("setting", "setting", "settings"),
        ]
        return names.compactMap { name in
            counts[name.table].map { "\($0) \($0 == 1 ? name.one : name.many)" }
        }.joined(separator: ", ")
    }
}
