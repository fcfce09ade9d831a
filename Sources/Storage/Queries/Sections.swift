package import Content

extension Library {
    /// A section with its summary.
    package func section(_ id: Int64) throws -> Section? {
        depends(on: .section(id))
        return try connection.first(
            "SELECT slug, name, parent_id, summary, path FROM section WHERE id = ?", [.int(id)], Library.section)
    }

    /// A section's line of descent, the topmost first, itself last.
    package func sectionPath(_ id: Int64) throws -> [SectionLink] {
        var path: [SectionLink] = []
        var next: Int64? = id
        // A cycle cannot be stored; the bound is for a damaged file.
        while let current = next, path.count < 64, let section = try section(current) {
            path.insert(SectionLink(name: section.name, path: section.permalink.text), at: 0)
            next = section.parentID
        }
        return path
    }

    /// The sections without a parent, by name.
    package func topSections(limit: Int64) throws -> [SectionLink] {
        try once(.topSections(limit)) {
            depends(on: .navigation)
            return try connection.rows(
                Library.topSectionsSQL, [.int(limit)]
            ) { SectionLink(name: $0.text(0), path: $0.text(1)) }
        }
    }

    static let topSectionsSQL =
        "SELECT s.name, s.path FROM section s WHERE s.parent_id IS NULL AND \(hasArticles) ORDER BY lower(s.name), s.id LIMIT ?"

    private static let hasArticles = "EXISTS (SELECT 1 FROM listing_entry e WHERE e.listing = s.id * 4 + 1)"

    /// The sections of an article, the main one first.
    package func sections(ofArticle id: Int64) throws -> [SectionLink] {
        try connection.rows(
            Library.sectionsOfArticleSQL, [.int(id)]
        ) { row in
            depends(on: .sectionLink(row.int(0)))
            return SectionLink(name: row.text(1), path: row.text(2), id: row.int(0))
        }
    }

    /// The tags of an article, in their order.
    package func tags(ofArticle id: Int64) throws -> [SectionLink] {
        try connection.rows(
            Library.tagsOfArticleSQL, [.int(id)]
        ) { row in
            depends(on: .tag(row.int(0)))
            return SectionLink(name: row.text(1), path: row.text(2), id: row.int(0))
        }
    }

    static let sectionsOfArticleSQL = """
        SELECT s.id, s.name, s.path FROM article_section x JOIN section s ON s.id = x.section_id
        WHERE x.article_id = ? ORDER BY x.position
        """

    static let tagsOfArticleSQL = """
        SELECT t.id, t.name, t.path FROM article_tag x JOIN tag t ON t.id = x.tag_id AND t.is_shown = 1
        WHERE x.article_id = ? ORDER BY x.position
        """

    package func tag(_ id: Int64) throws -> Tag? {
        depends(on: .tag(id))
        return try connection.first(
            "SELECT slug, name, summary, path, taxonomy, parent_id, is_shown FROM tag WHERE id = ?", [.int(id)]
        ) { row in
            guard let permalink = Permalink(row.text(3)) else { return nil }
            let (key, taxonomy) = (row.text(0), row.text(4))
            let slug = taxonomy.isEmpty ? key : String(key.dropFirst(taxonomy.count + 1))
            var tag = Tag(slug: slug, name: row.text(1), permalink: permalink)
            tag.summary = HTML(stored: row.text(2))
            (tag.taxonomy, tag.parentID, tag.isShown) = (taxonomy, row.intOrNil(5), row.bool(6))
            return tag
        } ?? nil
    }

    /// The terms above a term, the topmost first.
    package func tagsAbove(_ tag: Tag) throws -> [SectionLink] {
        var path: [SectionLink] = []
        var next = tag.parentID
        // A cycle cannot be stored; the bound is for a damaged file.
        while let id = next, path.count < 64, let above = try self.tag(id) {
            path.insert(SectionLink(name: above.name, path: above.permalink.text), at: 0)
            next = above.parentID
        }
        return path
    }

    /// The fields that plugins gave to a section, a tag or a term on an old site.
    package func fields(of kind: Transaction.NamedTable, _ id: Int64) throws -> [(name: String, value: String)] {
        try connection.rows(
            "SELECT name, value FROM term_field WHERE kind = ? AND term_id = ? ORDER BY position",
            [.text(kind.rawValue), .int(id)]
        ) { (name: $0.text(0), value: $0.text(1)) }
    }

    package func author(_ id: Int64) throws -> Author? {
        depends(on: .author(id))
        return try connection.first(
            "SELECT slug, name, email, url, biography, picture, path FROM author WHERE id = ?", [.int(id)]
        ) { row in
            guard let permalink = Permalink(row.text(6)) else { return nil }
            var author = Author(slug: row.text(0), name: row.text(1), permalink: permalink)
            author.email = row.text(2)
            author.url = row.text(3)
            author.biography = HTML(stored: row.text(4))
            author.picture = row.text(5)
            return author
        } ?? nil
    }

    fileprivate static func section(_ row: SQLRow) -> Section? {
        guard let permalink = Permalink(row.text(4)) else { return nil }
        var section = Section(slug: row.text(0), name: row.text(1), parentID: row.intOrNil(2), permalink: permalink)
        section.summary = HTML(stored: row.text(3))
        return section
    }
}

extension Connection {
    fileprivate func first<T>(_ sql: String, _ values: [SQLValue], _ read: (SQLRow) throws -> T?) throws -> T? {
        let found: T?? = try self.first(sql, values) { row -> T? in try read(row) }
        return found ?? nil
    }
}

extension Transaction {
    /// Writes a section as a new row or over the row `id`, and claims its address.
    package func save(_ section: Section, as id: Int64? = nil) throws -> Int64 {
        if let id, let parent = section.parentID, try sectionAndAncestors(parent).contains(id) {
            throw StorageError.sectionCycle(section.slug)
        }
        let before = try id.flatMap { id in
            try connection.first("SELECT name, path FROM section WHERE id = ?", [.int(id)]) { [$0.text(0), $0.text(1)] }
        }
        let saved = try saveTerm(
            "section", section.slug, section.name, section.summary, section.permalink, as: id, Destination.section)
        let known = try connection.first("SELECT parent_id FROM section WHERE id = ?", [.int(saved)]) { $0.intOrNil(0) }
        if known != section.parentID {
            try connection.run("UPDATE section SET parent_id = ? WHERE id = ?", [SQLValue(section.parentID), .int(saved)])
            sectionParents = nil
            if id != nil {
                sectionsMoved = true
                for parent in [known ?? nil, section.parentID].compactMap({ $0 }) {
                    movedListings.formUnion(try sectionAndAncestors(parent).map(Listing.section))
                }
            }
        }
        sectionParents = nil
        touch(.section(saved))
        if before != [section.name, section.permalink.text] { touch(.sectionLink(saved)) }
        return saved
    }

    package func save(_ tag: Tag, as id: Int64? = nil) throws -> Int64 {
        let wasShown = try id.flatMap { id in
            try connection.first("SELECT is_shown FROM tag WHERE id = ?", [.int(id)]) { $0.bool(0) }
        }
        if let id, try name(of: .tag, id) != tag.name || wasShown != tag.isShown { searchChanges.tags.insert(id) }
        let key = Tag.key(taxonomy: tag.taxonomy, slug: tag.slug)
        if let id, let parent = tag.parentID, try tagAndAncestors(parent).contains(id) { throw StorageError.sectionCycle(key) }
        let saved = try saveTerm("tag", key, tag.name, tag.summary, tag.permalink, as: id, Destination.tag)
        let known = try connection.first("SELECT parent_id FROM tag WHERE id = ?", [.int(saved)]) { $0.intOrNil(0) } ?? nil
        if known != tag.parentID {
            tagParents = nil
            if id != nil {
                tagsMoved = true
                for parent in [known, tag.parentID].compactMap({ $0 }) {
                    movedListings.formUnion(try tagAndAncestors(parent).map(Listing.tag))
                }
            }
        }
        // Its row is remembered already: it was written above.
        try connection.run(
            "UPDATE tag SET taxonomy = ?, parent_id = ?, is_shown = ? WHERE id = ?",
            [.text(tag.taxonomy), SQLValue(tag.parentID), SQLValue(tag.isShown), .int(saved)])
        // What was looked up above is from before.
        tagParents = nil
        customTerms = nil
        touch(.tag(saved))
        // Nothing that was made of its articles has read its name yet: while it was hidden, nobody was told of it.
        if wasShown == false, tag.isShown {
            try connection.each("SELECT article_id FROM article_tag WHERE tag_id = ?", [.int(saved)]) { row in
                touch(.article(row.int(0)))
                return true
            }
        }
        return saved
    }

    /// The fields that plugins gave to a section, a tag or a term, in their order; those it had are gone.
    package func save(fields: [(name: String, value: String)], of kind: NamedTable, _ id: Int64) throws {
        let known = try connection.rows(
            "SELECT name, value FROM term_field WHERE kind = ? AND term_id = ? ORDER BY position",
            [.text(kind.rawValue), .int(id)]
        ) { [$0.text(0), $0.text(1)] }
        guard known != fields.map({ [$0.name, $0.value] }) else { return }
        try remember(kind == .section ? .section : .tag, id)
        try connection.run("DELETE FROM term_field WHERE kind = ? AND term_id = ?", [.text(kind.rawValue), .int(id)])
        for (position, field) in fields.enumerated() {
            try connection.run(
                "INSERT INTO term_field (kind, term_id, position, name, value) VALUES (?, ?, ?, ?, ?)",
                [.text(kind.rawValue), .int(id), .int(Int64(position)), .text(field.name), .text(field.value)])
        }
        // Nothing that is shown has changed; a file may be named in it.
        touch(kind == .section ? .section(id) : .tag(id))
    }

    package func save(_ author: Author, as id: Int64? = nil) throws -> Int64 {
        let values: [SQLValue] = [
            .text(author.slug), .text(author.name), .text(author.email), .text(author.url), .text(author.biography.markup),
            .text(author.picture), .text(author.permalink.text),
        ]
        let saved: Int64
        var old: Permalink?
        if let id {
            try remember(.author, id)
            if try name(of: .author, id) != author.name { searchChanges.authors.insert(id) }
            old = try connection.first("SELECT path FROM author WHERE id = ?", [.int(id)]) { Permalink($0.text(0)) }
            try connection.run(
                """
                UPDATE author SET slug = ?, name = ?, email = ?, url = ?, biography = ?, picture = ?, path = ? WHERE id = ?
                """, values + [.int(id)])
            saved = id
        } else {
            saved = try connection.insert(
                "INSERT INTO author (slug, name, email, url, biography, picture, path) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        }
        try remember(.author, saved, isNew: true)
        try move(from: old, to: author.permalink, .author(saved))
        if old?.text != author.permalink.text { touch(.terms) }
        touch(.author(saved))
        return saved
    }

    /// A section, then the one above it, and so on to the top.
    func sectionAndAncestors(_ id: Int64) throws -> [Int64] {
        let parents: [Int64: Int64?]
        if let known = sectionParents {
            parents = known
        } else {
            parents = Dictionary(
                try connection.rows("SELECT id, parent_id FROM section") { ($0.int(0), $0.intOrNil(1)) },
                uniquingKeysWith: { first, _ in first })
            sectionParents = parents
        }
        var line = [id]
        while let last = line.last, let parent = parents[last] ?? nil, line.count < 64, !line.contains(parent) {
            line.append(parent)
        }
        return line
    }

    /// A term, then the one above it, and so on to the top.
    func tagAndAncestors(_ id: Int64) throws -> [Int64] {
        let parents: [Int64: Int64]
        if let known = tagParents {
            parents = known
        } else {
            parents = Dictionary(
                try connection.rows("SELECT id, parent_id FROM tag WHERE parent_id IS NOT NULL") { ($0.int(0), $0.int(1)) },
                uniquingKeysWith: { first, _ in first })
            tagParents = parents
        }
        var line = [id]
        while let last = line.last, let parent = parents[last], line.count < 64, !line.contains(parent) { line.append(parent) }
        return line
    }

    /// The id of the row of `table` with a slug; of a term with its taxonomy before it (`Tag.key`).
    package func id(of table: NamedTable, slug: String) throws -> Int64? {
        try connection.first("SELECT id FROM \(table.rawValue) WHERE slug = ?", [.text(slug)]) { $0.int(0) }
    }

    /// The first author with an e-mail address, in whatever case that is written.
    package func author(email: String) throws -> Int64? {
        try connection.first(
            "SELECT id FROM author WHERE email <> '' AND lower(email) = ? ORDER BY id LIMIT 1", [.text(email.lowercased())]
        ) { $0.int(0) }
    }

    private func name(of table: NamedTable, _ id: Int64) throws -> String? {
        try connection.first("SELECT name FROM \(table.rawValue) WHERE id = ?", [.int(id)]) { $0.text(0) }
    }

    /// The tables whose rows have a slug of their own.
    package enum NamedTable: String, Sendable {
        case author, section, tag, menu
    }

    private func saveTerm(
        _ table: String, _ slug: String, _ name: String, _ summary: HTML, _ permalink: Permalink, as id: Int64?,
        _ destination: (Int64) -> Destination
    ) throws -> Int64 {
        let values: [SQLValue] = [.text(slug), .text(name), .text(summary.markup), .text(permalink.text)]
        let saved: Int64
        var old: Permalink?
        if let id {
            try remember(table == "tag" ? .tag : .section, id)
            old = try connection.first("SELECT path FROM \(table) WHERE id = ?", [.int(id)]) { Permalink($0.text(0)) }
            try connection.run("UPDATE \(table) SET slug = ?, name = ?, summary = ?, path = ? WHERE id = ?", values + [.int(id)])
            saved = id
        } else {
            saved = try connection.insert("INSERT INTO \(table) (slug, name, summary, path) VALUES (?, ?, ?, ?)", values)
        }
        try remember(table == "tag" ? .tag : .section, saved, isNew: true)
        try move(from: old, to: permalink, destination(saved))
        if old?.text != permalink.text { touch(.terms) }
        return saved
    }
}
