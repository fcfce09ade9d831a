import Editorial
import Foundation
import TestSupport
import Testing

/// The figures of the move, and the list of what differs: both stand in the documents, and this holds them there.
///
/// `STET_WRITE_DOCS=1` writes the figures, and new differences without a reason.
@Suite("The report of the migration", .enabled(if: WordPressOracle.folder != nil, "needs the exports in ../shared/wxr"))
struct MigrationReportTests {
    @Test("every address answers, and 99.5 % of the words that people wrote are there; each difference is listed with its reason")
    func report() async throws {
        var measures: [MigrationMeasure] = []
        for (name, file) in MigrationMeasure.exports { measures.append(try await MigrationMeasure(name, file: file)) }
        let table = MigrationReport(measures).table
        print(table)
        for measure in measures {
            // Two items of the last have the number of another, and an address without it means nothing.
            #expect(measure.lost == (measure.export == "pelican" ? ["/empty/", "/?p=176"] : []), "\(measure.export)")
            let lost = measure.lostOfAll.filter { !measure.lost.contains($0) }
            // So have three of its attachments, of which two have pages.
            let numbered = measure.export == "pelican" ? ["/?attachment_id=25", "/?attachment_id=26"] : []
            #expect(lost == numbered && measure.implied > measure.addresses, "\(measure.export)")
            #expect(Double(measure.wordsKept) >= 0.995 * Double(measure.wordsMeant), "\(measure.export)")
        }
        let differences = MigrationReport(measures).differences
        if ProcessInfo.processInfo.environment["STET_WRITE_DOCS"] != nil { try MigrationReport(measures).write() }
        let document = try String(contentsOf: MigrationReport.document, encoding: .utf8)
        #expect(document.contains(table))
        let list = try String(contentsOf: MigrationReport.list, encoding: .utf8)
        let rows = list.split(separator: "\n").filter { $0.hasPrefix("| ") }
        for difference in differences {
            let row = rows.first { $0.hasPrefix(difference + " | ") }
            let reason = row?.dropFirst(difference.count + 3).trimmingCharacters(in: CharacterSet(charactersIn: " |")) ?? ""
            #expect(!reason.isEmpty, "not explained: \(difference)")
        }
        let known = Set(differences)
        let stale = rows.filter { $0.hasPrefix("| /") || $0.contains(" | /") }.filter { row in
            !known.contains { row.hasPrefix($0 + " | ") }
        }
        #expect(stale == [], "no difference any more")
    }
}

/// The figures as the documents have them.
struct MigrationReport {
    let measures: [MigrationMeasure]

    init(_ measures: [MigrationMeasure]) { self.measures = measures }

    private static let root = URL(filePath: #filePath).appending(path: "../../../../../..").standardized
    static let document = root.appending(path: "docs/migrating-from-wordpress.md")
    static let list = root.appending(path: "docs/migration-differences.md")

    var table: String {
        var lines = [
            "| export | addresses that answer | of all that it implies | items equal | words equal | words kept |",
            "|---|--:|--:|--:|--:|--:|",
        ]
        for measure in measures {
            lines.append(
                "| \(measure.export) | \(measure.answering) of \(measure.addresses) | \(measure.implied - measure.lostOfAll.count) of \(measure.implied) | \(measure.equalItems) of \(measure.items.count) "
                    + "| \(share(measure.equalWords, measure.words)) | \(share(measure.wordsKept, measure.wordsMeant)) |")
        }
        let all = measures.reduce(into: (0, 0)) { sum, measure in
            sum.0 += measure.wordsKept
            sum.1 += measure.wordsMeant
        }
        let equal = measures.reduce(into: (0, 0)) { sum, measure in
            sum.0 += measure.equalWords
            sum.1 += measure.words
        }
        let answering = measures.reduce(0) { $0 + $1.answering }
        let addresses = measures.reduce(0) { $0 + $1.addresses }
        let items = measures.reduce(0) { $0 + $1.items.count }
        let implied = measures.reduce(0) { $0 + $1.implied }
        let alive = measures.reduce(implied) { $0 - $1.lostOfAll.count }
        lines.append(
            "| all | \(answering) of \(addresses) | \(alive) of \(implied) | \(measures.reduce(0) { $0 + $1.equalItems }) of \(items) "
                + "| \(share(equal.0, equal.1)) | \(share(all.0, all.1)) |")
        return lines.joined(separator: "\n") + "\n"
    }

    /// One row for each item that lacks words, without its reason: export, address, words.
    var differences: [String] {
        measures.flatMap { measure in
            measure.items.filter { $0.missing > 0 }.map { item in
                "| \(measure.export) | \(item.path.replacing("|", with: "%7C")) | \(item.missing) of \(item.wordsMeant)"
            }
        }
    }

    func write() throws {
        var document = try String(contentsOf: MigrationReport.document, encoding: .utf8)
        if let start = document.firstRange(of: "| export | addresses"),
            let end = document[start.lowerBound...].firstRange(of: "\n\n")
        {
            document.replaceSubrange(start.lowerBound..<end.lowerBound, with: table.dropLast())
            try document.write(to: MigrationReport.document, atomically: true, encoding: .utf8)
        }
        var list = try String(contentsOf: MigrationReport.list, encoding: .utf8)
        let marker = "|---|---|--:|---|\n"
        guard let start = list.firstRange(of: marker) else { return }
        let rows = list[start.upperBound...].split(separator: "\n")
        /// Reasons by export and address: the numbers may change.
        var reasons: [String: Substring] = [:]
        for row in rows {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            if cells.count == 4 { reasons[cells[0] + cells[1]] = Substring(cells[3]) }
        }
        var text = ""
        for measure in measures {
            for item in measure.items where item.missing > 0 {
                let path = item.path.replacing("|", with: "%7C")
                let automatic = item.dynamicBlocks.isEmpty ? "" : "blocks that looked something up"
                let reason = reasons[measure.export + path] ?? Substring(automatic)
                text += "| \(measure.export) | \(path) | \(item.missing) of \(item.wordsMeant) | \(reason) |\n"
            }
        }
        list.replaceSubrange(start.upperBound..., with: text)
        try list.write(to: MigrationReport.list, atomically: true, encoding: .utf8)
    }

    private func share(_ part: Int, _ whole: Int) -> String {
        // Never rounded up: 100 % is all of them.
        guard whole > 0 else { return "–" }
        let hundredths = part * 10_000 / whole
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) %"
    }
}
