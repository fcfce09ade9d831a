import Content
import Storage

/// Sections, tags and authors of an export that Stet wrote: they come with their own addresses, summaries and profiles, and are here
/// before the export's terms are read, which then find them.
struct OwnTerms {
    let transaction: Transaction
    let survey: WordPressSurvey
    let source: Int64

    func prepare() throws {
        // As the export lists them: parents before children.
        var sections: [String: Int64] = [:]
        for (category, _) in survey.categories {
            guard let slug = TermWriter.slug(category.nicename, or: category.name),
                try isNew(.category, category.id, "slug:" + slug),
                let path = try free(OwnFields(category.meta)[.path])
            else {
                continue
            }
            guard try transaction.id(of: .section, slug: slug) == nil else { continue }
            var section = Section(slug: slug, name: PlainTitle.text(of: category.name), permalink: path)
            section.summary = OwnTerms.safe(OwnFields(category.meta)[.summary] ?? category.description)
            section.parentID = sections[category.parent]
            let id = try transaction.save(section)
            sections[slug] = id
            try transaction.note(Origin(.category, "slug:" + slug), source: source, became: id, digest: "")
        }
        for (term, _) in survey.tags {
            guard let slug = TermWriter.slug(term.slug, or: term.name), try isNew(.tag, term.id, "slug:" + slug),
                let path = try free(OwnFields(term.meta)[.path]), try transaction.id(of: .tag, slug: slug) == nil
            else { continue }
            var tag = Tag(slug: slug, name: PlainTitle.text(of: term.name), permalink: path)
            tag.summary = OwnTerms.safe(OwnFields(term.meta)[.summary] ?? term.description)
            let id = try transaction.save(tag)
            try transaction.note(Origin(.tag, "slug:" + slug), source: source, became: id, digest: "")
        }
        try prepareTerms()
        for author in survey.authors {
            guard let profile = survey.own.authors[author.login], let slug = Slug(profile.slug)?.text,
                try isNew(.author, nil, "login:" + author.login), let path = try free(profile.path),
                try transaction.id(of: .author, slug: slug) == nil
            else { continue }
            let name = author.displayName.isEmpty ? author.login : author.displayName
            var new = Author(slug: slug, name: PlainTitle.text(of: name), permalink: path)
            new.email = author.email
            new.url = OwnTerms.isAddress(profile.url) ? profile.url : ""
            new.picture = OwnTerms.isAddress(profile.picture) ? profile.picture : ""
            new.biography = OwnTerms.safe(profile.biography)
            let id = try transaction.save(new)
            try transaction.note(Origin(.author, "login:" + author.login), source: source, became: id, digest: "")
        }
    }

    /// Terms of other taxonomies; those above others come first.
    private func prepareTerms() throws {
        var terms: [String: Int64] = [:]
        for (term, _) in survey.otherTerms where !["category", "post_tag"].contains(term.taxonomy) {
            let own = OwnFields(term.meta)
            guard let slug = TermWriter.slug(term.slug, or: term.name) else { continue }
            let key = Tag.key(taxonomy: term.taxonomy, slug: WordPressTaxonomy.slug(slug, in: term.taxonomy))
            let origin = Origin(.term, "slug:" + key)
            guard try transaction.target(of: origin, source: source) == nil, let path = try free(own[.path]),
                try transaction.id(of: .tag, slug: key) == nil
            else { continue }
            var tag = Tag(
                slug: WordPressTaxonomy.slug(slug, in: term.taxonomy), name: PlainTitle.text(of: term.name), permalink: path)
            (tag.taxonomy, tag.isShown) = (term.taxonomy, own[.shown] != "0")
            tag.summary = OwnTerms.safe(own[.summary] ?? term.description)
            tag.parentID = terms[Tag.key(taxonomy: term.taxonomy, slug: WordPressTaxonomy.slug(term.parent, in: term.taxonomy))]
            let id = try transaction.save(tag)
            terms[key] = id
            try transaction.note(origin, source: source, became: id, digest: "")
        }
    }

    private func isNew(_ kind: Origin.Kind, _ id: Int64?, _ name: String) throws -> Bool {
        if let id, try transaction.target(of: Origin(kind, String(id)), source: source) != nil { return false }
        return try transaction.target(of: Origin(kind, name), source: source) == nil
    }

    /// An address that answers with nothing yet.
    private func free(_ path: String?) throws -> Permalink? {
        guard let permalink = path.flatMap(Permalink.init(_:)), try !transaction.isTaken(permalink) else { return nil }
        return permalink
    }

    static func safe(_ markup: String) -> HTML {
        (try? HTMLSanitizer(policy: .body).sanitize(markup).html) ?? .empty
    }

    static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("https://") || text.hasPrefix("http://") || text.hasPrefix("/") && !text.hasPrefix("//")
    }
}
