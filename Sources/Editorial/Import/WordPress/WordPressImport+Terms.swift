import Content
import Storage

extension WordPressImport {
    /// Sections, tags and authors, before anything refers to them.
    mutating func importTerms() throws {
        var entries: [Ledger.Entry] = []
        var changes: (sections: [String: Int64], tags: [String: Int64], authors: [String: Int64]) = ([:], [:], [:])
        var notes: [String] = []
        try store.writeWaiting { transaction in
            var terms = TermWriter(transaction: transaction, source: source, basePath: publication.basePath)
            for (category, file) in survey.categories { entries.append(try terms.add(category, file).mended(category.notes)) }
            try terms.settleParents(survey.categories.map(\.0))
            for (tag, file) in survey.tags { entries.append(try terms.add(tag, file).mended(tag.notes)) }
            for (term, file) in survey.otherTerms {
                if let entry = try terms.add(term, file) { entries.append(entry) }
            }
            for (author, file) in zip(survey.authors, survey.authorFiles) {
                entries.append(try terms.add(author, file).mended(author.notes))
            }
            changes = (terms.sections, terms.tags, terms.authors)
            notes = terms.notes
        }
        (sections, tags, authors) = changes
        for entry in entries { ledger.record(entry) }
        for note in notes { ledger.note(note) }
        for (term, file) in survey.otherTerms where !["category", "post_tag"].contains(term.taxonomy) {
            // What these say is said of each article.
            let isSaid = ItemLanguage.taxonomies.contains(term.taxonomy)
            ledger.record(
                Ledger.Entry(
                    .term, isSaid ? .imported : .leftOut, id: term.id.map { String($0) } ?? term.slug, title: term.name,
                    file: file, line: term.line,
                    reason: isSaid ? "" : "the taxonomy “\(term.taxonomy)” has no place in Stet yet"))
        }
    }
}

/// Writes the terms of one old site, and finds or makes those that items name.
struct TermWriter {
    let transaction: Transaction
    let source: Int64
    let basePath: String
    var sections: [String: Int64] = [:]
    var tags: [String: Int64] = [:]
    var authors: [String: Int64] = [:]
    private(set) var notes: [String] = []
    /// How many items name that the export does not define.
    private(set) var named: [Ledger.Kind: Int] = [:]

    init(transaction: Transaction, source: Int64, basePath: String) {
        (self.transaction, self.source, self.basePath) = (transaction, source, basePath)
    }

    // MARK: - As the export defines them

    mutating func add(_ category: WXRCategory, _ file: String) throws -> Ledger.Entry {
        let slug = TermWriter.slug(category.nicename, or: category.name)
        var entry = Ledger.Entry(
            .section, .imported, id: category.id.map { String($0) } ?? category.nicename, title: category.name, file: file,
            line: category.line)
        guard let slug else { return entry.failing("a category without a slug and a name") }
        // Its own address for now: the parents are known when all are here.
        let path = basePath + "/category/\(slug)/"
        guard let permalink = Permalink(path) else { return entry.failing("its slug makes no address") }
        let name = PlainTitle.text(of: category.name.isEmpty ? slug : category.name)
        let known = try find(.category, id: category.id, slug: slug)
        let there = try known ?? transaction.id(of: .section, slug: slug)
        if known == nil, there != nil { entry = entry.changing("it joined the section with the slug that was here already") }
        if known == nil, there == nil {
            var section = Section(slug: slug, name: name, permalink: try free(permalink))
            section.summary = TermWriter.summary(category.description)
            sections[slug] = try transaction.save(section)
        } else {
            sections[slug] = there
        }
        try note(.category, id: category.id, slug: slug, became: sections[slug] ?? 0)
        entry.path = path
        return entry
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
            if let permalink = Permalink(basePath + "/category/" + line.joined(separator: "/") + "/") {
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
        guard let permalink = Permalink(basePath + "/tag/\(slug)/") else { return entry.failing("its slug makes no address") }
        entry.path = permalink.text
        let known = try find(.tag, id: tag.id, slug: slug)
        if let there = try known ?? transaction.id(of: .tag, slug: slug) {
            tags[slug] = there
            if known == nil { entry = entry.changing("it joined the tag with the slug that was here already") }
        } else {
            var new = Tag(
                slug: slug, name: PlainTitle.text(of: tag.name.isEmpty ? slug : tag.name), permalink: try free(permalink))
            new.summary = TermWriter.summary(tag.description)
            tags[slug] = try transaction.save(new)
        }
        try note(.tag, id: tag.id, slug: slug, became: tags[slug] ?? 0)
        return entry
    }

    /// Some exports define sections and tags a second time, as terms of their taxonomies.
    mutating func add(_ term: WXRTerm, _ file: String) throws -> Ledger.Entry? {
        let entry = Ledger.Entry(
            .term, .imported, id: term.id.map { String($0) } ?? term.slug, title: term.name, file: file, line: term.line)
        let id: Int64?
        switch term.taxonomy {
        case "category": id = try section(slug: term.slug, name: term.name)
        case "post_tag": id = try tag(slug: term.slug, name: term.name)
        default: return nil
        }
        named = [:]
        guard let id else { return entry.failing("a term without a slug and a name") }
        try note(
            term.taxonomy == "category" ? .category : .tag, id: term.id, slug: TermWriter.slug(term.slug, or: term.name) ?? "",
            became: id)
        return entry
    }

    mutating func add(_ author: WXRAuthor, _ file: String) throws -> Ledger.Entry {
        var entry = Ledger.Entry(
            .author, .imported, id: author.id.map { String($0) } ?? author.login, title: author.displayName, file: file,
            line: author.line)
        guard !author.login.isEmpty else { return entry.failing("an author without a login") }
        if authors[author.login] != nil { return entry.changing("the export names this author twice") }
        let full = [author.firstName, author.lastName].filter { !$0.isEmpty }.joined(separator: " ")
        let name = [author.displayName, full, author.login].first { !$0.isEmpty } ?? author.login
        let (id, slug, joined) = try self.author(login: author.login, name: PlainTitle.text(of: name), email: author.email)
        try note(.author, id: author.id, slug: "login:" + author.login, became: id)
        entry.path = basePath + "/author/\(slug)/"
        return joined ? entry.changing("it joined the author with the slug that was here already") : entry
    }

    // MARK: - As items name them

    /// The section an item names, made where the export does not define it.
    mutating func section(slug: String, name: String) throws -> Int64? {
        guard let slug = TermWriter.slug(slug, or: name) else { return nil }
        if let known = sections[slug] { return known }
        named[.section, default: 0] += 1
        var id = try find(.category, id: nil, slug: slug) ?? transaction.id(of: .section, slug: slug)
        if id == nil, let permalink = Permalink(basePath + "/category/\(slug)/") {
            id = try transaction.save(
                Section(slug: slug, name: PlainTitle.text(of: name.isEmpty ? slug : name), permalink: try free(permalink)))
        }
        if let id { try note(.category, id: nil, slug: slug, became: id) }
        sections[slug] = id
        return id
    }

    mutating func tag(slug: String, name: String) throws -> Int64? {
        guard let slug = TermWriter.slug(slug, or: name) else { return nil }
        if let known = tags[slug] { return known }
        named[.tag, default: 0] += 1
        var id = try find(.tag, id: nil, slug: slug) ?? transaction.id(of: .tag, slug: slug)
        if id == nil, let permalink = Permalink(basePath + "/tag/\(slug)/") {
            id = try transaction.save(
                Tag(slug: slug, name: PlainTitle.text(of: name.isEmpty ? slug : name), permalink: try free(permalink)))
        }
        if let id { try note(.tag, id: nil, slug: slug, became: id) }
        tags[slug] = id
        return id
    }

    mutating func author(login: String) throws -> Int64? {
        guard !login.isEmpty else { return nil }
        if let known = authors[login] { return known }
        named[.author, default: 0] += 1
        let (id, _, _) = try author(login: login, name: login, email: "")
        try note(.author, id: nil, slug: "login:" + login, became: id)
        return id
    }

    // MARK: -

    private mutating func author(login: String, name: String, email: String) throws -> (Int64, slug: String, joined: Bool) {
        let slug = TermWriter.slug("", or: login) ?? "author"
        if let known = try find(.author, id: nil, slug: "login:" + login) {
            authors[login] = known
            return (known, slug, false)
        }
        if let there = try transaction.id(of: .author, slug: slug) {
            authors[login] = there
            return (there, slug, true)
        }
        guard let permalink = Permalink(basePath + "/author/\(slug)/") else { throw StorageError.addressTaken(slug) }
        var author = Author(slug: slug, name: name, permalink: try free(permalink))
        author.email = email
        let id = try transaction.save(author)
        authors[login] = id
        return (id, slug, false)
    }

    private func find(_ kind: Origin.Kind, id: Int64?, slug: String) throws -> Int64? {
        if let id, let known = try transaction.target(of: Origin(kind, String(id)), source: source) { return known.id }
        return try transaction.target(of: Origin(kind, kind == .author ? slug : "slug:" + slug), source: source)?.id
    }

    private func note(_ kind: Origin.Kind, id: Int64?, slug: String, became target: Int64) throws {
        if let id { try transaction.note(Origin(kind, String(id)), source: source, became: target, digest: "") }
        try transaction.note(
            Origin(kind, kind == .author ? slug : "slug:" + slug), source: source, became: target, digest: "")
    }

    /// The address, or one like it that answers with nothing yet.
    private func free(_ permalink: Permalink) throws -> Permalink {
        var candidate = permalink
        var number = 2
        while try transaction.isTaken(candidate), number < 1000 {
            let base = permalink.text.hasSuffix("/") ? String(permalink.text.dropLast()) : permalink.text
            candidate = Permalink("\(base)-\(number)/") ?? permalink
            number += 1
        }
        return candidate
    }

    static func slug(_ slug: String, or name: String) -> String? {
        let text = slug.isEmpty ? WordPressSlug.sanitized(name) : slug
        return Slug(text)?.text ?? Slug(WordPressSlug.sanitized(text))?.text
    }

    private static func summary(_ source: String) -> HTML {
        guard !source.isEmpty else { return .empty }
        return (try? HTMLSanitizer(policy: .body).sanitize(Paragraphs.applied(to: source)).html) ?? .empty
    }
}

extension Ledger.Entry {
    /// What the reader mended in a record that went in as it was otherwise.
    func mended(_ notes: [WXRNote]) -> Ledger.Entry {
        guard outcome == .imported, !notes.isEmpty else { return self }
        return changing(notes.map(\.change).joined(separator: "; "))
    }

    func failing(_ reason: String) -> Ledger.Entry { with(.failed, reason) }

    func changing(_ reason: String) -> Ledger.Entry { with(.changed, reason) }

    func with(_ outcome: Ledger.Outcome, _ reason: String) -> Ledger.Entry {
        var entry = self
        entry.outcome = outcome
        entry.reason = reason
        return entry
    }
}
