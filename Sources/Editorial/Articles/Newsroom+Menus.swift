import Content
import Storage

extension Newsroom {
    /// Moves an entry of a menu among those that stand beside it; what stands below it goes along.
    ///
    /// - Parameter place: from 1; the last place for any larger number.
    /// - Returns: false where it stands there already.
    @discardableResult
    package func moveMenuEntry(_ id: Int64, to place: Int) throws -> Bool {
        guard let menu = try library.storedMenus().first(where: { menu in menu.entries.contains { $0.id == id } }),
            let entry = menu.entries.first(where: { $0.id == id })
        else { throw NewsroomError.noMenuEntry(String(id), menu: "–", entries: []) }
        var beside = menu.entries.filter { $0.entry.parentID == entry.entry.parentID }.map(\.id)
        let before = beside
        beside.removeAll { $0 == id }
        beside.insert(id, at: min(max(place, 1) - 1, beside.count))
        guard beside != before else { return false }
        try number(menu, beside, below: entry.entry.parentID)
        return true
    }

    /// Gives the entries of a menu that stand at its top the order of their numbers; those that are not named come after.
    @discardableResult
    package func reorder(menu slug: String, to ids: [Int64]) throws -> Bool {
        guard let menu = try library.storedMenus().first(where: { $0.menu.slug == slug }) else {
            throw NewsroomError.unknown(kind: "menu", name: slug, suggestion: "")
        }
        let before = menu.entries.filter { $0.entry.parentID == nil }.map(\.id)
        var order: [Int64] = []
        for id in ids + before where before.contains(id) && !order.contains(id) { order.append(id) }
        guard order != before else { return false }
        try number(menu, order, below: nil)
        return true
    }

    /// Numbers the entries of a menu anew, each followed by what stands below it; one group of neighbours in another order.
    private func number(_ menu: StoredMenu, _ order: [Int64], below parent: Int64?) throws {
        let known = Set(menu.entries.map(\.id))
        var sorted: [Int64] = []
        func add(_ ids: [Int64], depth: Int) {
            // A damaged menu may hold a circle.
            for id in ids where depth < 64 && !sorted.contains(id) {
                sorted.append(id)
                let below = id == parent ? order : menu.entries.filter { $0.entry.parentID == id }.map(\.id)
                add(below, depth: depth + 1)
            }
        }
        // What stands below an entry that is not there stands at the top.
        let top = menu.entries.filter { $0.entry.parentID.map { !known.contains($0) } ?? true }.map(\.id)
        add(parent == nil ? order + top : top, depth: 0)
        add(menu.entries.map(\.id), depth: 0)
        for (place, id) in sorted.enumerated() {
            guard var entry = menu.entries.first(where: { $0.id == id })?.entry, entry.position != Int64(place + 1) else {
                continue
            }
            entry.position = Int64(place + 1)
            _ = try transaction.save(entry, menu: menu.id, as: id)
        }
    }
}
