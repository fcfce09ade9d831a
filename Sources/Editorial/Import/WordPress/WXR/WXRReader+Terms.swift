/// The records before the items: authors, and the terms of all taxonomies.
extension WXRReader {
    mutating func author(_ tag: WXRScanner.Tag) -> WXRRecord {
        var author = WXRAuthor(line: begin(tag), endLine: 0)
        while let child = scanner.nextChild() {
            switch child.known {
            case .authorID: author.id = number(child) ?? author.id
            case .authorLogin: first(&author.login, child)
            case .authorEmail: first(&author.email, child)
            case .authorDisplayName: first(&author.displayName, child)
            case .authorFirstName: first(&author.firstName, child)
            case .authorLastName: first(&author.lastName, child)
            default: scanner.skip(child)
            }
        }
        let end = end()
        if let reason = end.failure { return broken("wp:author", author.login, reason, author.line, end) }
        author.endLine = end.line
        author.notes = end.notes
        return .author(author)
    }

    mutating func category(_ tag: WXRScanner.Tag) -> WXRRecord {
        var category = WXRCategory(line: begin(tag), endLine: 0)
        while let child = scanner.nextChild() {
            switch child.known {
            case .termID: category.id = number(child) ?? category.id
            case .categoryNicename: first(&category.nicename, child)
            case .categoryParent: first(&category.parent, child)
            case .catName: first(&category.name, child)
            case .categoryDescription: first(&category.description, child)
            case .termMeta: meta(child, into: &category.meta)
            default: scanner.skip(child)
            }
        }
        let end = end()
        if let reason = end.failure { return broken("wp:category", category.name, reason, category.line, end) }
        category.endLine = end.line
        category.notes = end.notes
        return .category(category)
    }

    mutating func tag(_ tag: WXRScanner.Tag) -> WXRRecord {
        var term = WXRTag(line: begin(tag), endLine: 0)
        while let child = scanner.nextChild() {
            switch child.known {
            case .termID: term.id = number(child) ?? term.id
            case .tagSlug: first(&term.slug, child)
            case .tagName: first(&term.name, child)
            case .tagDescription: first(&term.description, child)
            case .termMeta: meta(child, into: &term.meta)
            default: scanner.skip(child)
            }
        }
        let end = end()
        if let reason = end.failure { return broken("wp:tag", term.name, reason, term.line, end) }
        term.endLine = end.line
        term.notes = end.notes
        return .tag(term)
    }

    mutating func term(_ tag: WXRScanner.Tag) -> WXRRecord {
        var term = WXRTerm(line: begin(tag), endLine: 0)
        while let child = scanner.nextChild() {
            switch child.known {
            case .termID: term.id = number(child) ?? term.id
            case .termTaxonomy: first(&term.taxonomy, child)
            case .termSlug: first(&term.slug, child)
            case .termParent: first(&term.parent, child)
            case .termName: first(&term.name, child)
            case .termDescription: first(&term.description, child)
            case .termMeta: meta(child, into: &term.meta)
            default: scanner.skip(child)
            }
        }
        let end = end()
        if let reason = end.failure { return broken("wp:term", term.name, reason, term.line, end) }
        term.endLine = end.line
        term.notes = end.notes
        return .term(term)
    }

    /// A row of Stet's own; one that cannot be read whole is none.
    mutating func own(_ tag: WXRScanner.Tag) -> WXRRecord? {
        var row = WXRMeta()
        _ = begin(tag)
        while let child = scanner.nextChild() {
            switch child.known {
            case .ownKey: first(&row.key, child)
            case .ownValue: firstBody(&row.value, child)
            default: scanner.skip(child)
            }
        }
        let end = end()
        keepNotes(end.notes)
        return end.failure == nil && !row.key.isEmpty ? .own(row) : nil
    }

    func broken(
        _ element: String, _ title: String, _ reason: WXRBroken.Reason, _ line: Int,
        _ end: (line: Int, notes: [WXRNote], failure: WXRBroken.Reason?), postID: Int64? = nil
    ) -> WXRRecord {
        .broken(
            WXRBroken(
                element: element, title: title, postID: postID, reason: reason, line: line, endLine: end.line,
                notes: end.notes))
    }
}
