import Content
import Storage

/// Writes the terms of one old site, and finds or makes those that items name.
struct TermWriter {
    /// What later batches know of earlier ones.
    struct Known: Sendable {
        var sections: [String: Int64] = [:]
        var tags: [String: Int64] = [:]
        /// Of other taxonomies, by `Tag.key`.
        var terms: [String: Int64] = [:]
        var authors = AuthorWriter.Known()
    }

    let transaction: Transaction
    let source: Int64
    /// Where the old site had them.
    let publication: Publication
    let choices: WordPressChoices
    var authors: AuthorWriter
    private var sections: [String: Int64]
    private var tags: [String: Int64]
    private var terms: [String: Int64]
    private(set) var notes: [String] = []
    /// How many items name that the export does not define.
    private var implied: [Ledger.Kind: Int] = [:]
    /// What this export has defined so far: files of one export may repeat it.
    private var defined: Set<String> = []
    /// The slug of the first term with each number.
    private var definedIDs: [String: String] = [:]

    init(transaction: Transaction, run: WordPressImport) {
        (self.transaction, source, publication) = (transaction, run.source, run.publication)
        choices = run.options.choices
        (sections, tags, terms) = (run.named.sections, run.named.tags, run.named.terms)
        authors = AuthorWriter(transaction: transaction, source: source, frontPath: publication.frontPath, names: run.nicenames)
        authors.known = run.named.authors
    }

    var known: Known { Known(sections: sections, tags: tags, terms: terms, authors: authors.known) }

    /// How many sections, tags, terms and authors are here because items name them.
    var named: [Ledger.Kind: Int] {
        implied.merging(authors.named > 0 ? [.author: authors.named] : [:], uniquingKeysWith: +)
    }

    private static let again = "the same stands in the files once more: the two are one"

    // MARK: - As the export defines them

    mutating func add(_ category: WXRCategory, _ file: String) throws -> Ledger.Entry {
        let slug = TermWriter.slug(category.nicename, or: category.name)
        var entry = Ledger.Entry(
            .section, .imported, id: category.id.map { String($0) } ?? category.nicename, title: category.name, file: file,
            line: category.line)
        guard let slug else { return entry.failing("a category without a slug and a name") }
        guard defined.insert("category/" + slug).inserted else { return entry.changing(TermWriter.again) }
        // Its own address for now: the parents are known when all are here.
        let path = publication.sectionsHome + slug + "/"
        guard let permalink = Permalink(path) else { return entry.failing("its slug makes no address") }
        let name = PlainTitle.text(of: category.name.isEmpty ? slug : category.name)
        let known = try find(.category, id: category.id, slug: slug)
        let there = try known ?? transaction.id(of: .section, slug: slug)
        if known == nil, there != nil { entry = entry.changing("it joined the section with the slug that was here already") }
        if known == nil, there == nil {
            var section = Section(slug: slug, name: name, permalink: try TermWriter.free(permalink, transaction))
            section.summary = TermWriter.summary(category.description)
            sections[slug] = try transaction.save(section)
        } else {
            sections[slug] = there
        }
        let id = sections[slug] ?? 0
        try note(.category, id: category.id, slug: slug, became: id)
        entry.path = path
        return try keep(category.meta, of: .section, id, entry)
    }

    /// Gives each section its parent, and the address that comes of it.
    mutating func settleParents(_ categories: [WXRCategory]) throws {
        let parents = Dictionary(
            categories.compactMap { category -> (String, String)? in
                TermWriter.slug(category.nicename, or: category.name).map { ($0, category.parent) }
            }, uniquingKeysWith: { first, _ in first })
        for category in categories where !category.parent.isEmpty {
            guard let slug = TermWriter.slug(category.nicename, or: category.name), let id = sections[slug],
                let parent = sections[category.parent], let present = try transaction.current.section(id)
            else { continue }
            var line = [slug]
            while let above = parents[line[0]], !above.isEmpty, line.count < 64, !line.contains(above) {
                line.insert(above, at: 0)
            }
            var section = present
            section.parentID = parent
            if let own = OwnFields(category.meta)[.path].flatMap(Permalink.init(_:)) {
                section.permalink = own
            } else if let permalink = Permalink(publication.sectionsHome + line.joined(separator: "/") + "/") {
                section.permalink = permalink
            }
            guard section != present else { continue }
            do {
                _ = try transaction.save(section, as: id)
            } catch StorageError.sectionCycle {
                notes.append("The section \(slug) stands below itself in the export; it has no parent now.")
            } catch StorageError.addressTaken {
                notes.append(
                    "The address \(section.permalink) answers with something else; the section keeps \(present.permalink).")
            }
        }
    }

    mutating func add(_ tag: WXRTag, _ file: String) throws -> Ledger.Entry {
        var entry = Ledger.Entry(
            .tag, .imported, id: tag.id.map { String($0) } ?? tag.slug, title: tag.name, file: file, line: tag.line)
        guard let slug = TermWriter.slug(tag.slug, or: tag.name) else { return entry.failing("a tag without a slug and a name") }
        guard let permalink = Permalink(publication.tagsHome + slug + "/") else {
            return entry.failing("its slug makes no address")
        }
        entry.path = permalink.text
        guard defined.insert("tag/" + slug).inserted else { return entry.changing(TermWriter.again) }
        let known = try find(.tag, id: tag.id, slug: slug)
        if let there = try known ?? transaction.id(of: .tag, slug: slug) {
            tags[slug] = there
            if known == nil { entry = entry.changing("it joined the tag with the slug that was here already") }
        } else {
            var new = Tag(
                slug: slug, name: PlainTitle.text(of: tag.name.isEmpty ? slug : tag.name),
                permalink: try TermWriter.free(permalink, transaction))
            new.summary = TermWriter.summary(tag.description)
            tags[slug] = try transaction.save(new)
        }
        let id = tags[slug] ?? 0
        try note(.tag, id: tag.id, slug: slug, became: id)
        return try keep(tag.meta, of: .tag, id, entry)
    }

    /// A term of any other taxonomy. Some exports define sections and tags a second time so.
    mutating func add(_ term: WXRTerm, _ file: String) throws -> Ledger.Entry {
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
                isSection ? .category : .tag, id: term.id, slug: TermWriter.slug(term.slug, or: term.name) ?? "", became: id)
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
        case .listings:
            guard let key = key(of: term) else { return entry.failing("a term without a slug and a name") }
            guard defined.insert("term/" + key).inserted else { return entry.changing(TermWriter.again) }
            guard let id = try self.term(term.taxonomy, slug: term.slug, name: term.name, summary: term.description) else {
                return entry.failing("its slug makes no address")
            }
            if let number = term.id {
                let origin = Origin(.term, "\(term.taxonomy)#\(number)")
                try transaction.note(origin, source: source, became: id, digest: "")
            }
            entry.path = try transaction.current.tag(id)?.permalink.text ?? ""
            return try keep(term.meta, of: .tag, id, entry)
        }
    }

    /// Gives each term the one above it, whose listing has its articles too.
    mutating func settleParents(of all: [WXRTerm]) throws {
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

    /// Keeps the fields that plugins gave it.
    private func keep(
        _ meta: [WXRMeta], of kind: Transaction.NamedTable, _ id: Int64, _ entry: Ledger.Entry
    ) throws -> Ledger.Entry {
        // Stet's own are no plugin's: they are read where they belong.
        let meta = meta.filter { OwnField(rawValue: $0.key) == nil }
        guard !meta.isEmpty else { return entry }
        let fields = meta.filter { $0.value.utf8.count <= 65_536 }.prefix(200).map { (name: $0.key, value: $0.value) }
        try transaction.save(fields: fields, of: kind, id)
        guard fields.count < meta.count, entry.outcome == .imported else { return entry }
        return entry.changing("fields of plugins longer than 64 KiB, or beyond the first 200, were taken out")
    }

    // MARK: - As items name them

    /// The section an item names, made where the export does not define it.
    mutating func section(slug: String, name: String) throws -> Int64? {
        guard let slug = TermWriter.slug(slug, or: name) else { return nil }
        if let known = sections[slug] { return known }
        implied[.section, default: 0] += 1
        var id = try find(.category, id: nil, slug: slug) ?? transaction.id(of: .section, slug: slug)
        if id == nil, let permalink = Permalink(publication.sectionsHome + slug + "/") {
            id = try transaction.save(
                Section(
                    slug: slug, name: PlainTitle.text(of: name.isEmpty ? slug : name),
                    permalink: try TermWriter.free(permalink, transaction)))
        }
        if let id { try note(.category, id: nil, slug: slug, became: id) }
        sections[slug] = id
        return id
    }

    mutating func tag(slug: String, name: String) throws -> Int64? {
        guard let slug = TermWriter.slug(slug, or: name) else { return nil }
        if let known = tags[slug] { return known }
        implied[.tag, default: 0] += 1
        var id = try find(.tag, id: nil, slug: slug) ?? transaction.id(of: .tag, slug: slug)
        if id == nil, let permalink = Permalink(publication.tagsHome + slug + "/") {
            id = try transaction.save(
                Tag(
                    slug: slug, name: PlainTitle.text(of: name.isEmpty ? slug : name),
                    permalink: try TermWriter.free(permalink, transaction)))
        }
        if let id { try note(.tag, id: nil, slug: slug, became: id) }
        tags[slug] = id
        return id
    }

    /// The term of another taxonomy that an item names; nil where that is left out, or is no listing.
    mutating func term(_ taxonomy: String, slug: String, name: String, summary: String = "") throws -> Int64? {
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
        let origin = Origin(.term, "slug:" + key)
        var id = try transaction.target(of: origin, source: source)?.id ?? transaction.id(of: .tag, slug: key)
        if id == nil, let permalink = Permalink("\(path)\(slug)/") {
            var tag = Tag(
                slug: slug, name: PlainTitle.text(of: name.isEmpty ? slug : name),
                permalink: try TermWriter.free(permalink, transaction))
            (tag.taxonomy, tag.isShown, tag.summary) = (taxonomy, isShown, TermWriter.summary(summary))
            id = try transaction.save(tag)
        } else if let id, choices.taxonomies[taxonomy] != nil {
            try move(id, to: Permalink("\(path)\(slug)/"))
        }
        if let id { try transaction.note(origin, source: source, became: id, digest: "") }
        terms[key] = id
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

    // MARK: -

    private func find(_ kind: Origin.Kind, id: Int64?, slug: String) throws -> Int64? {
        // One that another term of these files has says nothing: the slug does.
        if let id, definedIDs["\(kind.rawValue) \(id)", default: slug] == slug,
            let known = try transaction.target(of: Origin(kind, String(id)), source: source)
        {
            return known.id
        }
        return try transaction.target(of: Origin(kind, "slug:" + slug), source: source)?.id
    }

    private mutating func note(_ kind: Origin.Kind, id: Int64?, slug: String, became target: Int64) throws {
        if let id, definedIDs["\(kind.rawValue) \(id)"] == nil {
            definedIDs["\(kind.rawValue) \(id)"] = slug
            try transaction.note(Origin(kind, String(id)), source: source, became: target, digest: "")
        }
        try transaction.note(
            Origin(kind, "slug:" + slug), source: source, became: target, digest: "")
    }

    /// The address, or one like it that answers with nothing yet.
    static func free(_ permalink: Permalink, _ transaction: Transaction) throws -> Permalink {
        guard try transaction.isTaken(permalink) else { return permalink }
        return try free(permalink.text) { try transaction.isTaken($0) } ?? permalink
    }

    /// An address like one that is taken; nil where it would be too long.
    static func free(_ taken: String, _ isTaken: (Permalink) throws -> Bool) throws -> Permalink? {
        let base = taken.hasSuffix("/") ? String(taken.dropLast()) : taken
        var number = 2
        while let candidate = Permalink("\(base)-\(number)/") {
            if try !isTaken(candidate) { return candidate }
            // A thousand of one name were made by nobody: look in greater steps, so that a hostile export costs no more.
            number += number < 1000 ? 1 : number
        }
        return nil
    }

    static func slug(_ slug: String, or name: String) -> String? {
        let text = slug.isEmpty ? WordPressSlug.sanitized(name) : slug
        return Slug(text)?.text ?? Slug(WordPressSlug.sanitized(text))?.text
    }

    static func summary(_ source: String) -> HTML {
        guard !source.isEmpty else { return .empty }
        return (try? HTMLSanitizer(policy: .body).sanitize(Paragraphs.applied(to: source)).html) ?? .empty
    }
}
