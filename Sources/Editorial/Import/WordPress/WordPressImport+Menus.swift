import Content
import Storage

extension WordPressImport {
    /// Menus and their entries, when all that they lead to is here.
    mutating func importMenus() throws {
        let run = self
        let (ledgerEntries, header) = try store.writeWaiting { transaction in
            var writer = MenuWriter(run: run, transaction: transaction)
            for (menu, file) in run.survey.menus { try writer.add(menu, file) }
            for (item, file) in run.menuEntries { try writer.add(item, file) }
            try writer.settleParents()
            return (writer.entries, try writer.chooseHeader())
        }
        for entry in ledgerEntries { ledger.record(entry) }
        if let header {
            ledger.note(
                "The menu “\(header)” is the one in the header: an export does not say which it was (setting `menu`).")
        }
    }
}

private struct MenuWriter {
    let run: WordPressImport
    let transaction: Transaction
    private(set) var entries: [Ledger.Entry] = []
    private var menus: [String: (id: Int64, name: String, length: Int)] = [:]
    private var order: [String] = []
    private var written: [(id: Int64, menu: Int64, parent: String)] = []
    private var seen: [String: String] = [:]

    init(run: WordPressImport, transaction: Transaction) {
        (self.run, self.transaction) = (run, transaction)
    }

    mutating func add(_ menu: WXRTerm, _ file: String) throws {
        let entry = Ledger.Entry(
            .menu, .imported, id: menu.id.map { String($0) } ?? menu.slug, title: menu.name, file: file, line: menu.line)
        guard !menu.slug.isEmpty else {
            entries.append(entry.failing("a menu without a slug"))
            return
        }
        let isAgain = menus[menu.slug] != nil
        let (id, change) = try self.menu(slug: menu.slug, name: menu.name)
        if isAgain {
            entries.append(entry.changing("the export names this menu twice"))
        } else {
            entries.append(change.map { entry.changing($0) } ?? entry)
            if let number = menu.id { try note(Origin(.menu, "#\(number)"), became: id) }
        }
    }

    private func note(_ origin: Origin, became id: Int64, _ digest: String = "", state: String = "") throws {
        try transaction.note(origin, source: run.source, became: id, digest: digest, state: state)
    }

    private var editedHere: EditedHere { EditedHere(transaction: transaction, source: run.source) }

    /// - Returns: the menu with a slug, made where there is none; and what is otherwise with it now, or why it is not.
    private mutating func menu(slug: String, name: String) throws -> (id: Int64, change: String?) {
        if let known = menus[slug] { return (known.id, nil) }
        let origin = Origin(.menu, slug)
        let said = name.isEmpty ? slug : name
        var (id, change): (Int64, String?) = (0, nil)
        if let known = try transaction.target(of: origin, source: run.source),
            let present = try transaction.current.menu(known.id)
        {
            id = known.id
            switch try editedHere.standing(of: origin, known: known.digest, said, state: present.name) {
            case .same: break
            case .joined: change = TermWriter.joined("menu")
            case .edited: change = EditedHere.nameReason
            case .unsaid: try note(origin, became: id, said, state: present.name)
            case .newer:
                _ = try transaction.save(Menu(slug: present.slug, name: said), as: id)
                try note(origin, became: id, said, state: said)
                change = TermWriter.renamed
            }
        } else if let there = try transaction.id(of: .menu, slug: slug) {
            (id, change) = (there, TermWriter.joined("menu"))
            try note(origin, became: id, said, state: EditedHere.joinedState)
        } else {
            id = try transaction.save(Menu(slug: slug, name: said))
            try note(origin, became: id, said, state: said)
        }
        menus[slug] = (id, name, 0)
        order.append(slug)
        return (id, change)
    }

    mutating func add(_ item: WXRItem, _ file: String) throws {
        let meta = Dictionary(item.meta.map { ($0.key, $0.value.trimmed) }, uniquingKeysWith: { first, _ in first })
        var ledgerEntry = Ledger.Entry(
            .menuEntry, .imported, id: ItemIdentity.of(item), title: item.title, file: file, line: item.line)
        for comment in item.comments {
            entries.append(
                Ledger.Entry(
                    .comment, .leftOut, id: comment.id.map { String($0) } ?? "", title: comment.author, file: file,
                    line: comment.line, reason: "it stands below an entry of a menu"))
        }
        guard item.status == "publish" else {
            ledgerEntry.outcome = .leftOut
            ledgerEntry.reason = "its status is “\(item.status)”: no reader saw it in its menu"
            entries.append(ledgerEntry)
            return
        }
        guard let term = item.terms.first(where: { $0.domain == "nav_menu" }) else {
            ledgerEntry.outcome = .leftOut
            ledgerEntry.reason = "it belongs to no menu"
            entries.append(ledgerEntry)
            try lead(item, to: run.publication.home)
            return
        }
        guard let target = try target(of: meta) else {
            ledgerEntry.outcome = .leftOut
            ledgerEntry.reason = "what it leads to is not in the export, or is no address a link may have"
            entries.append(ledgerEntry)
            try lead(item, to: run.publication.home)
            return
        }
        // Real exports have one entry, under one number, in two menus.
        let identity = ItemIdentity.of(item) + "@" + term.nicename
        let digest = ItemIdentity.digest(of: item)
        if let before = seen[identity] {
            entries.append(
                before == digest
                    ? ledgerEntry.with(.leftOut, "the same entry stands in the files once more")
                    : ledgerEntry.failing("another entry of its menu has its id; give one of them another <wp:post_id>"))
            return
        }
        seen[identity] = digest
        let menu = try menu(slug: term.nicename, name: term.name).id
        let entry = Menu.Entry(
            label: PlainTitle.text(of: item.title), target: target, parentID: nil, position: Int64(item.menuOrder))
        let origin = Origin(.menuEntry, identity)
        let known = try transaction.target(of: origin, source: run.source)
        let present = try known.flatMap { try transaction.current.menuEntry($0.id) }
        var isWritten = true
        let id: Int64
        if let known, let present {
            id = known.id
            // Whoever moves one entry numbers those beside it: their places stay, and their words may be newer.
            let place = try transaction.importedState(of: origin, source: run.source).split(separator: " ").last.map(String.init)
            let standing = try editedHere.standing(
                of: origin, known: known.digest, digest, state: EditedHere.state(of: present, imported: place ?? ""))
            isWritten = standing == .newer || standing == .unsaid
            if standing == .edited { ledgerEntry = ledgerEntry.changing(EditedHere.nameReason) }
            if isWritten {
                var entry = entry
                // Until it is known which stands above it now.
                entry.parentID = present.parentID
                if let place, place != String(present.position) { entry.position = present.position }
                _ = try transaction.save(entry, menu: menu, as: id)
                if standing == .newer, entry.label != present.label { ledgerEntry = ledgerEntry.changing(TermWriter.renamed) }
            }
        } else {
            id = try transaction.save(entry, menu: menu)
        }
        if isWritten {
            try note(origin, became: id, digest, state: EditedHere.state(of: entry, imported: String(item.menuOrder)))
        }
        menus[term.nicename]?.length += 1
        if isWritten {
            let parent = meta["_menu_item_menu_item_parent"] ?? ""
            written.append((id, menu, parent == "0" ? "" : parent + "@" + term.nicename))
        }
        entries.append(ledgerEntry)
        try lead(item, to: try path(of: target))
    }

    /// WordPress gives an entry an address of its own, which nobody should see and search engines have.
    private func lead(_ item: WXRItem, to path: String?) throws {
        guard let permalink = Permalink(url: item.link), !item.link.isEmpty, permalink.text != run.publication.home,
            try transaction.current.destination(at: permalink.key) == nil
        else { return }
        // Never to another site: nobody who follows an address of this magazine wants to leave it.
        let isLocal = path.flatMap { Permalink($0) } != nil && path.map(Permalink.key(of:)) != permalink.key
        let path = isLocal ? path ?? run.publication.home : run.publication.home
        try transaction.claim(permalink, for: .redirect(path))
    }

    private func path(of target: Menu.Entry.Target) throws -> String? {
        switch target {
        case .address(let address): address
        case .article(let id): try transaction.current.path(ofArticle: id) ?? run.publication.home
        case .section(let id): try transaction.current.section(id)?.permalink.text
        case .tag(let id): try transaction.current.tag(id)?.permalink.text
        }
    }

    private func target(of meta: [String: String]) throws -> Menu.Entry.Target? {
        let object = meta["_menu_item_object_id"] ?? ""
        switch (meta["_menu_item_type"], meta["_menu_item_object"]) {
        case ("post_type", _):
            return try transaction.target(of: Origin(.item, object), source: run.source).map { .article($0.id) }
        case ("taxonomy", "category"):
            return try transaction.target(of: Origin(.category, object), source: run.source).map { .section($0.id) }
        case ("taxonomy", "post_tag"):
            return try transaction.target(of: Origin(.tag, object), source: run.source).map { .tag($0.id) }
        case ("taxonomy", let taxonomy?):
            return try transaction.target(of: Origin(.term, "\(taxonomy)#\(object)"), source: run.source).map { .tag($0.id) }
        case ("custom", _):
            let url = meta["_menu_item_url"] ?? ""
            // An address to write into a link: of the web, of mail, or of this magazine.
            if let local = run.survey.oldSite.localPath(url) { return .address(local) }
            let allowed = ["http://", "https://", "mailto:", "tel:", "/", "#"].contains { url.lowercased().hasPrefix($0) }
            return allowed ? .address(url) : nil
        default: return nil
        }
    }

    mutating func settleParents() throws {
        for (id, menu, parent) in written {
            var above = try transaction.target(of: Origin(.menuEntry, parent), source: run.source)?.id
            if above == id { above = nil }
            guard var moved = try transaction.current.menuEntry(id), moved.parentID != above else { continue }
            moved.parentID = above
            _ = try transaction.save(moved, menu: menu, as: id)
        }
    }

    /// The header's menu: the one so named, or else the only one.
    func chooseHeader() throws -> String? {
        var publication = try transaction.publication()
        // Said again by every run: one that was killed behind this point must end as a whole one does.
        guard publication.menu.isEmpty else { return menus[publication.menu]?.name }
        // An export of Stet's says that it was none.
        guard run.survey.own.settings["menu"] == nil else { return nil }
        let used = order.filter { (menus[$0]?.length ?? 0) > 0 }
        let named = used.first { slug in
            ["primary", "main", "header", "top", "hauptmen", "principal"].contains { slug.lowercased().hasPrefix($0) }
        }
        guard let header = named ?? (used.count == 1 ? used.first : nil) else { return nil }
        publication.menu = header
        try transaction.save(publication)
        return menus[header]?.name ?? header
    }
}
