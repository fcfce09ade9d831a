import Content
private import Foundation
import Storage

/// What a person asks of the names of sections, tags and authors.
package enum NameRequest: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable {
        case section, tag, author
    }

    case list(Kind, width: Int)
    /// One of them, by slug or name.
    case rename(Kind, String, to: String)

    func perform(on store: Store) throws -> WorkResult {
        switch self {
        case .list(let kind, let width):
            let rows = try store.readWaiting { try NameRequest.rows(of: kind, $0) }
            guard !rows.isEmpty else { return WorkResult(report: "There is no \(kind.rawValue).\n", exit: .success) }
            let table = TextTable(
                head: ["slug", "name", "address"], rows: rows.sorted { $0[2] < $1[2] }, shares: [0, 50, 50])
            return WorkResult(report: table.text(width: width), exit: .success)
        case .rename(let kind, let name, let new):
            let report = try store.writeWaiting { transaction in
                let newsroom = try Newsroom(transaction)
                let known = KnownNames(library: transaction.current)
                let old =
                    switch kind {
                    case .section: try newsroom.renameSection(known.section(name), to: new)
                    case .tag: try newsroom.renameTag(known.tag(name), to: new)
                    case .author: try newsroom.renameAuthor(known.author(name), to: new)
                    }
                let shown = LedgerReport.printable(Newsroom.oneLine(new))
                guard let old else { return "It is called “\(shown)” already.\n" }
                return "The \(kind.rawValue) “\(LedgerReport.printable(old))” is called “\(shown)” now; its address stays.\n"
            }
            return WorkResult(report: report, exit: .success)
        }
    }

    private static func rows(of kind: Kind, _ library: Library) throws -> [[String]] {
        switch kind {
        case .section: try library.storedSections().map { [$0.section.slug, $0.section.name, $0.section.permalink.text] }
        case .tag:
            try library.storedTags().filter { $0.tag.taxonomy.isEmpty }.map { [$0.tag.slug, $0.tag.name, $0.tag.permalink.text] }
        case .author: try library.storedAuthors().map { [$0.author.slug, $0.author.name, $0.author.permalink.text] }
        }
    }
}
