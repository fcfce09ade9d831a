import Content
import Storage

/// The authors, sections and tags of a folder, by their slugs.
struct FolderTerms {
    var authors: [String: Int64] = [:]
    var sections: [String: Int64] = [:]
    var tags: [String: Int64] = [:]
}

/// Writes the authors, sections and tags of a folder, and finds or makes those that a text names.
struct FolderTermWriter {
    let transaction: Transaction
    let source: Int64
    let basePath: String
    let folder: String
    var terms = FolderTerms()

    mutating func add(_ given: FolderAuthor) throws -> Ledger.Entry {
        var entry = Ledger.Entry(.author, .imported, id: given.slug, title: given.name, file: folder, line: 0)
        guard let slug = TermWriter.slug(given.slug, or: given.name), let permalink = Permalink("\(basePath)/author/\(slug)/")
        else {
            return entry.failing("its slug makes no address")
        }
        var author = Author(slug: slug, name: given.name, permalink: permalink)
        author.email = given.email ?? ""
        author.biography = (try? HTMLSanitizer(policy: .body).sanitize(Markdown.html(given.bio ?? "")).html) ?? .empty
        author.picture = given.picture.map { $0.hasPrefix("/") ? basePath + $0 : $0 } ?? ""
        let known = try transaction.id(of: .author, slug: slug)
        let present = try known.flatMap { try transaction.current.author($0) }
        let origin = Origin(.author, "slug:" + slug)
        let own = try nameGivenHere(origin, present?.name)
        if let own {
            author.name = own
            entry = entry.changing(FolderTermWriter.renamed)
        }
        let id = if let known, present == author { known } else { try transaction.save(author, as: known) }
        if own == nil { try note(origin, became: id, name: given.name) }
        terms.authors[given.slug] = id
        entry.path = permalink.text
        return entry
    }

    mutating func add(_ given: FolderSection) throws -> Ledger.Entry {
        var entry = Ledger.Entry(.section, .imported, id: given.slug, title: given.name, file: folder, line: 0)
        guard let slug = TermWriter.slug(given.slug, or: given.name) else { return entry.failing("its slug makes no address") }
        let parent = given.parent.flatMap { terms.sections[$0] }
        let above = try parent.flatMap { try transaction.current.section($0)?.permalink.text } ?? "\(basePath)/section/"
        guard let permalink = Permalink("\(above)\(slug)/") else { return entry.failing("its slug makes no address") }
        var section = Section(slug: slug, name: given.name, parentID: parent, permalink: permalink)
        section.summary = (try? HTMLSanitizer(policy: .body).sanitize(Markdown.html(given.description ?? "")).html) ?? .empty
        let known = try transaction.id(of: .section, slug: slug)
        let present = try known.flatMap { try transaction.current.section($0) }
        let origin = Origin(.category, "slug:" + slug)
        let own = try nameGivenHere(origin, present?.name)
        if let own {
            section.name = own
            entry = entry.changing(FolderTermWriter.renamed)
        }
        let id = if let known, present == section { known } else { try transaction.save(section, as: known) }
        if own == nil { try note(origin, became: id, name: given.name) }
        terms.sections[given.slug] = id
        entry.path = permalink.text
        return given.parent != nil && parent == nil ? entry.changing("its parent is not there: it has none now") : entry
    }

    private static let renamed = "somebody has renamed it here since it was imported, and it stays called so"

    /// What it is called now, where that is not what this folder has called it.
    private func nameGivenHere(_ origin: Origin, _ present: String?) throws -> String? {
        let given = try transaction.importedState(of: origin, source: source)
        guard let present, !given.isEmpty, present != given else { return nil }
        return present
    }

    private func note(_ origin: Origin, became id: Int64, name: String) throws {
        guard try transaction.importedState(of: origin, source: source) != name else { return }
        try transaction.note(origin, source: source, became: id, digest: "", state: name)
    }

    mutating func author(_ name: String) throws -> Int64? {
        if let known = terms.authors[name] { return known }
        guard let slug = TermWriter.slug("", or: name), let permalink = Permalink("\(basePath)/author/\(slug)/") else {
            return nil
        }
        let id =
            try transaction.id(of: .author, slug: slug)
            ?? transaction.save(Author(slug: slug, name: name, permalink: permalink))
        terms.authors[name] = id
        return id
    }

    mutating func section(_ name: String) throws -> Int64? {
        if let known = terms.sections[name] { return known }
        guard let slug = TermWriter.slug("", or: name), let permalink = Permalink("\(basePath)/section/\(slug)/") else {
            return nil
        }
        let id =
            try transaction.id(of: .section, slug: slug)
            ?? transaction.save(Section(slug: slug, name: name, permalink: permalink))
        terms.sections[name] = id
        return id
    }

    mutating func tag(_ name: String) throws -> Int64? {
        if let known = terms.tags[name] { return known }
        guard let slug = TermWriter.slug("", or: name), let permalink = Permalink("\(basePath)/tag/\(slug)/") else { return nil }
        let id = try transaction.id(of: .tag, slug: slug) ?? transaction.save(Tag(slug: slug, name: name, permalink: permalink))
        terms.tags[name] = id
        return id
    }
}
