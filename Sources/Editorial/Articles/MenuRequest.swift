import Content
import Storage

/// What a person asks of the menus.
package enum MenuRequest: Codable, Sendable, Equatable {
    case list
    /// An entry, by its number or its words, to a place among those beside it.
    case move(String, menu: String, to: Int)

    func perform(on store: Store) throws -> WorkResult {
        switch self {
        case .list:
            let report = try store.readWaiting { library in
                let menus = try library.storedMenus()
                return try menus.map { try MenuRequest.text(of: $0, library) }.joined(separator: "\n")
            }
            return WorkResult(report: report.isEmpty ? "This magazine has no menus.\n" : report, exit: .success)
        case .move(let name, let slug, let place):
            let report = try store.writeWaiting { transaction in
                let library = transaction.current
                let menus = try library.storedMenus()
                guard let menu = menus.first(where: { $0.menu.slug == slug }) else {
                    throw NewsroomError.unknown(
                        kind: "menu", name: slug, suggestion: NearestName.suggestion(for: slug, among: menus.map(\.menu.slug)))
                }
                let labels = try menu.entries.map { try MenuRequest.label(of: $0.entry, library) }
                let found = zip(menu.entries, labels).first { String($0.0.id) == name || $0.1.lowercased() == name.lowercased() }
                guard let found else { throw NewsroomError.noMenuEntry(name, menu: slug, entries: labels.map { "“\($0)”" }) }
                let hasMoved = try Newsroom(transaction).moveMenuEntry(found.0.id, to: place)
                let shown = LedgerReport.printable(found.1)
                return hasMoved ? "“\(shown)” stands at place \(place) now.\n" : "“\(shown)” stands there already.\n"
            }
            return WorkResult(report: report, exit: .success)
        }
    }

    private static func text(of menu: StoredMenu, _ library: Library) throws -> String {
        let labels = try Dictionary(
            menu.entries.map { ($0.id, try label(of: $0.entry, library)) }, uniquingKeysWith: { first, _ in first })
        var text = "\(menu.menu.slug)\n"
        var seen: Set<Int64> = []
        func add(below parent: Int64?, depth: Int) {
            for entry in menu.entries where entry.entry.parentID == parent && depth < 64 && seen.insert(entry.id).inserted {
                let label = LedgerReport.printable(labels[entry.id] ?? "")
                text += "\(String(repeating: "  ", count: depth))\(entry.id)  \(label)\n"
                add(below: entry.id, depth: depth + 1)
            }
        }
        add(below: nil, depth: 1)
        return text
    }

    /// Its own words, or the name of what it leads to.
    private static func label(of entry: Menu.Entry, _ library: Library) throws -> String {
        guard entry.label.isEmpty else { return entry.label }
        return switch entry.target {
        case .address(let address): address
        case .article(let id): try library.storedArticle(id)?.article.headline.text ?? ""
        case .section(let id): try library.section(id)?.name ?? ""
        case .tag(let id): try library.tag(id)?.name ?? ""
        }
    }
}
