import Content
import Storage

extension TermWriter {
    // MARK: - As the export defines them

    /// Writes the tags as the export defines them.
    ///
    /// - Returns: an entry for each, in their order.
    mutating func addTags(_ all: [(WXRTag, file: String)]) throws -> [Ledger.Entry] {
        var entries: [Int: Ledger.Entry] = [:]
        for index in try order(.tag, all.map { $0.0.id.map { String($0) } }) {
            entries[index] = try add(all[index].0, all[index].file)
        }
        return all.indices.compactMap { entries[$0]?.mended(all[$0].0.notes) }
    }

    private mutating func add(_ tag: WXRTag, _ file: String) throws -> Ledger.Entry {
        var entry = Ledger.Entry(
            .tag, .imported, id: tag.id.map { String($0) } ?? tag.slug, title: tag.name, file: file, line: tag.line)
        guard let slug = TermWriter.slug(tag.slug, or: tag.name) else { return entry.failing("a tag without a slug and a name") }
        guard let permalink = Permalink(publication.tagsHome + slug + "/") else {
            return entry.failing("its slug makes no address")
        }
        entry.path = permalink.text
        guard defined.insert("tag/" + slug).inserted else { return entry.changing(TermWriter.again) }
        let number = tag.id.map { String($0) }
        var said = Tag(
            slug: slug, name: PlainTitle.text(of: tag.name.isEmpty ? slug : tag.name),
            permalink: OwnFields(tag.meta)[.path].flatMap(Permalink.init(_:)) ?? permalink)
        said.summary = TermWriter.summary(tag.description, tag.meta, isOwn: isOwn)
        let digest = EditedHere.digest([
            slug, tag.name, tag.description, said.permalink.text, OwnFields(tag.meta)[.summary] ?? "",
        ])
        let id = try write(said, .tag, number: number, slug: slug, digest, &entry)
        tags[slug] = id
        return try keep(tag.meta, of: .tag, id, entry)
    }

    /// Writes the terms of all other taxonomies. Some exports define sections and tags a second time so.
    ///
    /// - Returns: an entry for each, in their order.
    mutating func addTerms(_ all: [(WXRTerm, file: String)]) throws -> [Ledger.Entry] {
        var entries: [Int: Ledger.Entry] = [:]
        for index in try order(.term, all.map { term, _ in term.id.map { "\(term.taxonomy)#\($0)" } }) {
            entries[index] = try add(all[index].0, all[index].file)
        }
        try settleParents(of: all.map(\.0))
        return all.indices.compactMap { entries[$0]?.mended(all[$0].0.notes) }
    }

    private mutating func add(_ term: WXRTerm, _ file: String) throws -> Ledger.Entry {
        var entry = Ledger.Entry(
            .term, .imported, id: term.id.map { String($0) } ?? term.slug, title: term.name, file: file, line: term.line)
        let before = implied
        defer { implied = before }
        switch term.taxonomy {
        case "category", "post_tag":
            let isSection = term.taxonomy == "category"
            guard let id = try isSection ? section(slug: term.slug, name: term.name) : tag(slug: term.slug, name: term.name)
            else {
                return entry.failing("a term without a slug and a name")
            }
            try note(
                isSection ? .category : .tag, number: term.id.map { String($0) },
                slug: TermWriter.slug(term.slug, or: term.name) ?? "", became: id, digest: nil)
            return entry
        default: break
        }
        switch WordPressTaxonomy(term.taxonomy, choices: choices, basePath: publication.frontPath) {
        case .read: return entry
        case .leftOut(let reason): return entry.with(.leftOut, reason)
        case .tags:
            guard let id = try tag(slug: term.slug, name: term.name) else {
                return entry.failing("a term without a slug and a name")
            }
            return try keep(term.meta, of: .tag, id, entry)
        case .listings(let base, let isShown):
            guard let key = key(of: term), let slug = TermWriter.slug(term.slug, or: term.name) else {
                return entry.failing("a term without a slug and a name")
            }
            guard defined.insert("term/" + key).inserted else { return entry.changing(TermWriter.again) }
            let own = OwnFields(term.meta)
            let short = WordPressTaxonomy.slug(slug, in: term.taxonomy)
            guard let permalink = own[.path].flatMap(Permalink.init(_:)) ?? Permalink("\(base)\(short)/") else {
                return entry.failing("its slug makes no address")
            }
            var said = Tag(slug: short, name: PlainTitle.text(of: term.name.isEmpty ? slug : term.name), permalink: permalink)
            (said.taxonomy, said.isShown) = (term.taxonomy, isShown)
            said.summary = TermWriter.summary(term.description, term.meta, isOwn: isOwn)
            let digest = EditedHere.digest([key, term.name, term.description, permalink.text, own[.summary] ?? ""])
            let number = term.id.map { "\(term.taxonomy)#\($0)" }
            let id = try write(said, .term, number: number, slug: key, digest, &entry)
            terms[key] = id
            return try keep(term.meta, of: .tag, id, entry)
        }
    }

    /// Writes a tag or a term as the export defines it: a new one, or what is newer of one that is here.
    private mutating func write(
        _ said: Tag, _ kind: Origin.Kind, number: String?, slug: String, _ digest: String, _ entry: inout Ledger.Entry
    ) throws -> Int64 {
        if let found = try find(kind, number: number, slug: slug), let present = try transaction.current.tag(found.id) {
            let standing = try editedHere.standing(
                of: found.origin, known: found.digest, digest, state: EditedHere.state(of: present))
            switch standing {
            case .same, .edited: try note(kind, number: number, slug: slug, became: found.id, digest: nil)
            case .joined:
                try note(kind, number: number, slug: slug, became: found.id, digest: digest, state: EditedHere.joinedState)
            case .unsaid:
                try note(
                    kind, number: number, slug: slug, became: found.id, digest: digest, state: EditedHere.state(of: present))
            case .newer:
                let newer = try renew(present, found.id, said)
                try note(
                    kind, number: number, slug: slug, became: found.id, digest: digest, state: EditedHere.state(of: newer))
                let changes = TermWriter.changes(
                    (present.name, newer.name), (present.summary, newer.summary), (present.permalink, newer.permalink))
                if !changes.isEmpty { entry = entry.changing(changes.joined(separator: "; ")) }
            }
            if standing == .edited { entry = entry.changing(EditedHere.nameReason) }
            if standing == .joined { entry = entry.changing(TermWriter.joined(kind == .tag ? "tag" : "term")) }
            if choices.taxonomies[said.taxonomy] != nil { try move(found.id, to: said.permalink) }
            entry.path = try transaction.current.tag(found.id)?.permalink.text ?? ""
            return found.id
        }
        if let there = try transaction.id(of: .tag, slug: slug) {
            entry = entry.changing(TermWriter.joined(kind == .tag ? "tag" : "term"))
            try note(kind, number: number, slug: slug, became: there, digest: digest, state: EditedHere.joinedState)
            entry.path = try transaction.current.tag(there)?.permalink.text ?? ""
            return there
        }
        var new = said
        new.permalink = try TermWriter.free(said.permalink, transaction)
        let id = try transaction.save(new)
        try note(kind, number: number, slug: slug, became: id, digest: digest, state: EditedHere.state(of: new))
        entry.path = new.permalink.text
        return id
    }

    /// With the words of a newer export, and its slug and address where those are nobody else's.
    private func renew(_ present: Tag, _ id: Int64, _ said: Tag) throws -> Tag {
        var newer = present
        (newer.name, newer.summary) = (said.name, said.summary)
        let key = Tag.key(taxonomy: said.taxonomy, slug: said.slug)
        if try newer.slug != said.slug && transaction.id(of: .tag, slug: key) == nil { newer.slug = said.slug }
        if try said.permalink.key == present.permalink.key || !transaction.isTaken(said.permalink) {
            newer.permalink = said.permalink
        }
        if newer != present { _ = try transaction.save(newer, as: id) }
        return newer
    }

    /// Gives each term the one above it, whose listing has its articles too.
    private mutating func settleParents(of all: [WXRTerm]) throws {
        for term in all where !term.parent.isEmpty {
            guard let key = key(of: term), let id = terms[key], var tag = try transaction.current.tag(id),
                let parent = terms[Tag.key(taxonomy: term.taxonomy, slug: term.parent)], tag.parentID != parent
            else { continue }
            tag.parentID = parent
            do {
                _ = try transaction.save(tag, as: id)
            } catch StorageError.sectionCycle {
                notes.append("The term \(key) stands below itself in the export; it has no parent now.")
            }
        }
    }

    private func key(of term: WXRTerm) -> String? {
        TermWriter.slug(term.slug, or: term.name).map { slug in
            Tag.key(taxonomy: term.taxonomy, slug: WordPressTaxonomy.slug(slug, in: term.taxonomy))
        }
    }

    // MARK: - As items name them

    mutating func tag(slug: String, name: String) throws -> Int64? {
        guard let slug = TermWriter.slug(slug, or: name) else { return nil }
        if let known = tags[slug] { return known }
        implied[.tag, default: 0] += 1
        guard let permalink = Permalink(publication.tagsHome + slug + "/") else { return nil }
        let said = Tag(slug: slug, name: PlainTitle.text(of: name.isEmpty ? slug : name), permalink: permalink)
        tags[slug] = try imply(said, .tag, slug: slug)
        return tags[slug]
    }

    /// The term of another taxonomy that an item names; nil where that is left out, or is no listing.
    mutating func term(_ taxonomy: String, slug: String, name: String) throws -> Int64? {
        let path: String
        let isShown: Bool
        switch WordPressTaxonomy(taxonomy, choices: choices, basePath: publication.frontPath) {
        case .tags: return try tag(slug: slug, name: name)
        case .read, .leftOut: return nil
        case .listings(let base, let shown): (path, isShown) = (base, shown)
        }
        guard let slug = TermWriter.slug(slug, or: name).map({ WordPressTaxonomy.slug($0, in: taxonomy) }) else { return nil }
        let key = Tag.key(taxonomy: taxonomy, slug: slug)
        if let known = terms[key] { return known }
        implied[.term, default: 0] += 1
        guard let permalink = Permalink("\(path)\(slug)/") else { return nil }
        var said = Tag(slug: slug, name: PlainTitle.text(of: name.isEmpty ? slug : name), permalink: permalink)
        (said.taxonomy, said.isShown) = (taxonomy, isShown)
        let id = try imply(said, .term, slug: key)
        if choices.taxonomies[taxonomy] != nil { try move(id, to: permalink) }
        terms[key] = id
        return id
    }

    /// The tag or term that an item names and the export does not define, found or made.
    private mutating func imply(_ said: Tag, _ kind: Origin.Kind, slug: String) throws -> Int64 {
        let digest = TermWriter.digest(ofName: said.name)
        if let found = try find(kind, number: nil, slug: slug), var tag = try transaction.current.tag(found.id) {
            let standing = try editedHere.standing(
                of: found.origin, known: found.digest, digest, state: EditedHere.state(of: tag))
            // What a definition has said is more than an item says.
            guard standing == .newer, TermWriter.isOfName(found.digest) else { return found.id }
            tag.name = said.name
            _ = try transaction.save(tag, as: found.id)
            try note(kind, number: nil, slug: slug, became: found.id, digest: digest, state: EditedHere.state(of: tag))
            return found.id
        }
        if let there = try transaction.id(of: .tag, slug: slug) {
            try note(kind, number: nil, slug: slug, became: there, digest: digest, state: EditedHere.joinedState)
            return there
        }
        var new = said
        new.permalink = try TermWriter.free(said.permalink, transaction)
        let id = try transaction.save(new)
        try note(kind, number: nil, slug: slug, became: id, digest: digest, state: EditedHere.state(of: new))
        return id
    }

    /// Where a person says so after a first run, a term moves; what led to it leads there.
    private func move(_ id: Int64, to permalink: Permalink?) throws {
        guard let permalink, var tag = try transaction.current.tag(id), tag.permalink != permalink,
            try !transaction.isTaken(permalink)
        else { return }
        tag.permalink = permalink
        _ = try transaction.save(tag, as: id)
    }
}
