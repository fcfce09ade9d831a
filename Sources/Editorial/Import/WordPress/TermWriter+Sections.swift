import Content
import Storage

extension TermWriter {
    /// Writes the sections as the export defines them, each with its parent and the address that comes of it.
    ///
    /// - Returns: an entry for each, in their order.
    mutating func addSections(_ categories: [(WXRCategory, file: String)]) throws -> [Ledger.Entry] {
        let lines = SectionLines(categories.map(\.0), home: publication.sectionsHome)
        var entries: [Int: Ledger.Entry] = [:]
        var waiting: [WaitingSection] = []
        for index in try order(.category, categories.map { $0.0.id.map { String($0) } }) {
            let (category, file) = categories[index]
            entries[index] = try add(category, file, lines, index, &waiting)
        }
        try settleParents(&waiting, lines)
        for section in waiting {
            guard let present = try transaction.current.section(section.id) else { continue }
            let state = section.standing == .joined ? EditedHere.joinedState : EditedHere.state(of: present)
            try note(
                .category, number: section.number, slug: section.slug, became: section.id, digest: section.digest, state: state)
            entries[section.index]?.path = present.permalink.text
            guard section.standing == .newer, let before = section.before else { continue }
            var changes = TermWriter.changes(
                (before.name, present.name), (before.summary, present.summary), (before.permalink, present.permalink))
            if before.parentID != present.parentID { changes.append("it stands elsewhere among the sections now") }
            if !changes.isEmpty { entries[section.index] = entries[section.index]?.changing(changes.joined(separator: "; ")) }
        }
        return categories.indices.compactMap { entries[$0]?.mended(categories[$0].0.notes) }
    }

    private mutating func add(
        _ category: WXRCategory, _ file: String, _ lines: SectionLines, _ index: Int, _ waiting: inout [WaitingSection]
    ) throws -> Ledger.Entry {
        var entry = Ledger.Entry(
            .section, .imported, id: category.id.map { String($0) } ?? category.nicename, title: category.name, file: file,
            line: category.line)
        guard let slug = TermWriter.slug(category.nicename, or: category.name) else {
            return entry.failing("a category without a slug and a name")
        }
        guard defined.insert("category/" + slug).inserted else { return entry.changing(TermWriter.again) }
        // Its own address for now: the parents are known when all are here.
        let path = publication.sectionsHome + slug + "/"
        guard let permalink = Permalink(path) else { return entry.failing("its slug makes no address") }
        entry.path = path
        let name = PlainTitle.text(of: category.name.isEmpty ? slug : category.name)
        let number = category.id.map { String($0) }
        var section = WaitingSection(index: index, id: 0, slug: slug, number: number, category: category)
        section.digest = lines.digest(of: category, slug)
        if let found = try find(.category, number: number, slug: slug),
            let present = try transaction.current.section(found.id)
        {
            (section.id, section.before) = (found.id, present)
            section.standing = try editedHere.standing(
                of: found.origin, known: found.digest, section.digest, state: EditedHere.state(of: present))
            if section.standing == .joined { entry = entry.changing(TermWriter.joined("section")) }
        } else if let there = try transaction.id(of: .section, slug: slug) {
            (section.id, section.isFirst, section.standing) = (there, true, .joined)
            entry = entry.changing(TermWriter.joined("section"))
        } else {
            var new = Section(slug: slug, name: name, permalink: try TermWriter.free(permalink, transaction))
            new.summary = TermWriter.summary(category.description)
            (section.id, section.isFirst) = (try transaction.save(new), true)
        }
        sections[slug] = section.id
        switch section.standing {
        case .same, .edited:
            try note(.category, number: number, slug: slug, became: section.id, digest: nil)
            entry.path = section.before?.permalink.text ?? path
            if section.standing == .edited { entry = entry.changing(EditedHere.nameReason) }
        case .newer:
            if var newer = section.before {
                newer.name = name
                newer.summary = TermWriter.summary(category.description, category.meta, isOwn: isOwn)
                if try newer.slug != slug && transaction.id(of: .section, slug: slug) == nil { newer.slug = slug }
                // Now: another may have this slug from now on, and its address.
                if let path = lines.path(of: category, slug), try !transaction.isTaken(path) { newer.permalink = path }
                if newer != section.before { _ = try transaction.save(newer, as: section.id) }
            }
            waiting.append(section)
        case .joined, .unsaid: waiting.append(section)
        }
        return try keep(category.meta, of: .section, section.id, entry)
    }

    /// Gives each section its parent, and the address that comes of it.
    private mutating func settleParents(_ waiting: inout [WaitingSection], _ lines: SectionLines) throws {
        // Two that change places stand above one another for a moment: first out, then in.
        for section in waiting where section.standing == .newer {
            guard var present = try transaction.current.section(section.id), present.parentID != nil,
                present.parentID != parent(of: section)
            else { continue }
            present.parentID = nil
            _ = try transaction.save(present, as: section.id)
        }
        for section in waiting where section.standing == .newer || section.isFirst && !section.category.parent.isEmpty {
            guard let present = try transaction.current.section(section.id),
                section.category.parent.isEmpty || parent(of: section) != nil
            else { continue }
            var moved = present
            moved.parentID = parent(of: section)
            if let permalink = lines.path(of: section.category, section.slug) {
                // Before it is saved: what is taken stays where it is, and so does what was here.
                if try permalink.key != present.permalink.key && transaction.isTaken(permalink) {
                    notes.append(
                        "The address \(permalink) answers with something else; the section keeps \(present.permalink).")
                } else {
                    moved.permalink = permalink
                }
            }
            guard moved != present else { continue }
            do {
                _ = try transaction.save(moved, as: section.id)
            } catch StorageError.sectionCycle {
                notes.append("The section \(section.slug) stands below itself in the export; it has no parent now.")
            }
        }
    }

    private func parent(of section: WaitingSection) -> Int64? {
        section.category.parent.isEmpty ? nil : sections[section.category.parent]
    }

    // MARK: - As items name them

    /// The section an item names, made where the export does not define it.
    mutating func section(slug: String, name: String) throws -> Int64? {
        guard let slug = TermWriter.slug(slug, or: name) else { return nil }
        if let known = sections[slug] { return known }
        implied[.section, default: 0] += 1
        let name = PlainTitle.text(of: name.isEmpty ? slug : name)
        let digest = TermWriter.digest(ofName: name)
        if let found = try find(.category, number: nil, slug: slug), var section = try transaction.current.section(found.id) {
            sections[slug] = found.id
            let standing = try editedHere.standing(
                of: found.origin, known: found.digest, digest, state: EditedHere.state(of: section))
            // What a definition has said is more than an item says.
            if standing == .newer, TermWriter.isOfName(found.digest) {
                section.name = name
                _ = try transaction.save(section, as: found.id)
                try note(
                    .category, number: nil, slug: slug, became: found.id, digest: digest, state: EditedHere.state(of: section))
            }
            return found.id
        }
        if let there = try transaction.id(of: .section, slug: slug) {
            sections[slug] = there
            try note(
                .category, number: nil, slug: slug, became: there, digest: digest, state: EditedHere.joinedState)
            return there
        }
        guard let permalink = Permalink(publication.sectionsHome + slug + "/") else { return nil }
        let section = Section(slug: slug, name: name, permalink: try TermWriter.free(permalink, transaction))
        let id = try transaction.save(section)
        try note(.category, number: nil, slug: slug, became: id, digest: digest, state: EditedHere.state(of: section))
        sections[slug] = id
        return id
    }

    /// Of what an item says alone.
    static func digest(ofName name: String) -> String { "named:" + name }

    static func isOfName(_ digest: String) -> Bool { digest.hasPrefix("named:") }
}

/// A section whose parent and address are still to be settled.
private struct WaitingSection {
    /// Its place among the export's.
    var index: Int
    var id: Int64
    var slug: String
    var number: String?
    var category: WXRCategory
    var digest = ""
    var standing = EditedHere.NameStanding.unsaid
    /// Whether it has come with this import, or has joined one that was here with it.
    var isFirst = false
    var before: Section?
}

/// The addresses of sections, which are made of their parents' slugs and their own.
private struct SectionLines {
    private let parents: [String: String]
    private let home: String

    init(_ categories: [WXRCategory], home: String) {
        self.home = home
        parents = Dictionary(
            categories.compactMap { category -> (String, String)? in
                TermWriter.slug(category.nicename, or: category.name).map { ($0, category.parent) }
            }, uniquingKeysWith: { first, _ in first })
    }

    func path(of category: WXRCategory, _ slug: String) -> Permalink? {
        if let own = OwnFields(category.meta)[.path].flatMap(Permalink.init(_:)) { return own }
        var line = [slug]
        while let above = parents[line[0]], !above.isEmpty, line.count < 64, !line.contains(above) { line.insert(above, at: 0) }
        return Permalink(home + line.joined(separator: "/") + "/")
    }

    /// What tells whether an export says of a section what another said.
    func digest(of category: WXRCategory, _ slug: String) -> String {
        EditedHere.digest([
            slug, category.name, category.description, category.parent, path(of: category, slug)?.text ?? "",
            OwnFields(category.meta)[.summary] ?? "",
        ])
    }
}
