/// The ledger as a person reads it: a table, the reasons, the notes.
package struct LedgerReport {
    private let ledger: Ledger
    private let isDryRun: Bool

    package init(_ ledger: Ledger, isDryRun: Bool = false) {
        self.ledger = ledger
        self.isDryRun = isDryRun
    }

    package var text: String {
        var lines = table
        for outcome in [Ledger.Outcome.changed, .leftOut, .failed] {
            let reasons = ledger.reasons.filter { $0.outcome == outcome }
            guard !reasons.isEmpty else { continue }
            lines += ["", title(of: outcome)]
            for reason in reasons.prefix(40) {
                lines.append("  \(count(reason.count, reason.kind)): \(LedgerReport.printable(reason.text, most: 1000))")
                lines.append("    \(reason.count > 1 ? "first: " : "")\(place(of: reason.first))")
            }
            if reasons.count > 40 { lines.append("  … and \(reasons.count - 40) more reasons; --ledger FILE.json has them all.") }
        }
        if !ledger.notes.isEmpty {
            lines += ["", "To know"]
            lines += ledger.notes.prefix(60).map { "  " + LedgerReport.printable($0, most: 1000) }
            if ledger.notes.count > 60 { lines.append("  … and \(ledger.notes.count - 60) more; --ledger FILE.json has them.") }
        }
        lines += ["", verdict]
        return lines.joined(separator: "\n") + "\n"
    }

    private var table: [String] {
        var rows = [["", "found", "imported", "changed", "left out", "failed"]]
        for kind in Ledger.Kind.allCases {
            let found = ledger.found[kind] ?? 0
            let counts = Ledger.Outcome.allCases.map { ledger.count(kind, $0) }
            guard found > 0 || counts.contains(where: { $0 > 0 }) else { continue }
            rows.append([plural(kind), String(found)] + counts.map { $0 == 0 ? "–" : String($0) })
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + space : space + cell
            }.joined(separator: "  ")
        }
    }

    private var verdict: String {
        if isDryRun { return "This was a dry run: nothing was written. " + outcome }
        return outcome
    }

    private var outcome: String {
        guard ledger.reconciles else {
            return "The totals do not reconcile: something has no entry. This is a fault of Stet; please report it."
        }
        if ledger.isComplete { return "Everything is accounted for, and all of it went in." }
        let missing = ledger.count(.leftOut) + ledger.count(.failed)
        return
            "Everything is accounted for. \(missing) of \(missing + ledger.count(.imported) + ledger.count(.changed)) did not go in; "
            + "the reasons stand above."
    }

    private func title(of outcome: Ledger.Outcome) -> String {
        switch outcome {
        case .imported: "Imported"
        case .changed: "Changed on the way in"
        case .leftOut: "Left out"
        case .failed: "Failed"
        }
    }

    private func place(of entry: Ledger.Entry) -> String {
        let title = LedgerReport.printable(entry.title.isEmpty ? entry.id : "“\(entry.title)”")
        if title.isEmpty, !entry.file.isEmpty { return entry.line > 0 ? "\(entry.file):\(entry.line)" : entry.file }
        return entry.line > 0 ? "\(title), \(entry.file):\(entry.line)" : entry.file.isEmpty ? title : "\(title), \(entry.file)"
    }

    private func count(_ number: Int, _ kind: Ledger.Kind) -> String {
        number == 1 ? "1 \(kind.rawValue)" : "\(number) \(plural(kind))"
    }

    /// Titles, and reasons that quote an export, can hold what moves a terminal's cursor or turns its writing round.
    static func printable(_ text: String, most: Int = 120) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(most) {
            let isUnsafe = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            shown.append(isUnsafe ? " " : scalar)
        }
        return String(shown)
    }

    private func plural(_ kind: Ledger.Kind) -> String {
        kind == .menuEntry ? "menu entries" : kind.rawValue + "s"
    }
}
