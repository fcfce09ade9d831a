import Content
import Storage

/// Sections, tags and authors as a person names them: by slug, or by name however it is capitalised.
struct KnownNames {
    let library: Library

    /// - Throws: `NewsroomError.unknown` for one that is not there, as the others.
    func section(_ name: String) throws -> Int64 {
        try require("section", name, library.storedSections().map { ($0.id, $0.section.slug, $0.section.name) })
    }

    /// A section and all below it.
    func sectionAndBelow(_ name: String) throws -> [Int64] {
        var found = [try section(name)]
        let parents = try library.storedSections().map { ($0.id, $0.section.parentID) }
        var index = 0
        while index < found.count {
            let above = found[index]
            for (id, parent) in parents where parent == above && !found.contains(id) { found.append(id) }
            index += 1
        }
        return found
    }

    func author(_ name: String) throws -> Int64 {
        try require("author", name, library.storedAuthors().map { ($0.id, $0.author.slug, $0.author.name) })
    }

    func tag(_ name: String) throws -> Int64 { try require("tag", name, tags()) }

    /// Nil for one that is not there.
    func tagIfAny(_ name: String) throws -> Int64? { KnownNames.find(name, try tags()) }

    private typealias Names = [(id: Int64, slug: String, name: String)]

    private func tags() throws -> Names {
        try library.storedTags().filter { $0.tag.taxonomy.isEmpty }.map { ($0.id, $0.tag.slug, $0.tag.name) }
    }

    private static func find(_ name: String, _ all: Names) -> Int64? {
        let slug = WordPressSlug.sanitized(name)
        let folded = name.lowercased()
        return (all.first { $0.slug == name } ?? all.first { $0.name.lowercased() == folded } ?? all.first { $0.slug == slug })?
            .id
    }

    private func require(_ kind: String, _ name: String, _ all: Names) throws -> Int64 {
        if let id = KnownNames.find(name, all) { return id }
        throw NewsroomError.unknown(
            kind: kind, name: name, suggestion: NearestName.suggestion(for: name, among: all.map(\.slug) + all.map(\.name)))
    }
}

/// What an article is to be in, by the names of them.
struct TermNames {
    let transaction: Transaction
    let publication: Publication
    private var known: KnownNames { KnownNames(library: transaction.current) }

    init(transaction: Transaction, publication: Publication) {
        (self.transaction, self.publication) = (transaction, publication)
    }

    func sections(_ names: [String]) throws -> [Int64] { try unique(names, known.section) }

    func authors(_ names: [String]) throws -> [Int64] { try unique(names, known.author) }

    /// Those that are not there are made.
    func tags(_ names: [String]) throws -> [Int64] { try unique(names) { try known.tagIfAny($0) ?? make($0) } }

    func tag(_ name: String) throws -> Int64 { try known.tag(name) }

    private func unique(_ names: [String], _ find: (String) throws -> Int64) throws -> [Int64] {
        var found: [Int64] = []
        // An empty name is how a list is emptied.
        for name in try names.map({ try Newsroom.line($0, "name") }) where !name.isEmpty {
            let id = try find(name)
            if !found.contains(id) { found.append(id) }
        }
        return found
    }

    private func make(_ name: String) throws -> Int64 {
        guard let slug = TermWriter.slug("", or: name), let permalink = Permalink(publication.tagsHome + slug + "/") else {
            throw NewsroomError.badName(kind: "a tag", name: name)
        }
        return try transaction.save(Tag(slug: slug, name: name, permalink: TermWriter.free(permalink, transaction)))
    }
}
