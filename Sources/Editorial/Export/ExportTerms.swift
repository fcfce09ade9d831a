import Content
import Storage

/// The sections, tags and authors of a magazine, as items of an export name them.
struct ExportTerms {
    private(set) var sections: [Int64: WXRCategory] = [:]
    private(set) var tags: [Int64: WXRTag] = [:]
    /// Of other taxonomies.
    private(set) var others: [Int64: WXRTerm] = [:]
    private(set) var authors: [Int64: WXRAuthor] = [:]
    private(set) var profiles: [Int64: OwnData.AuthorProfile] = [:]
    /// Parents before children.
    private(set) var sectionOrder: [Int64] = []
    private(set) var tagOrder: [Int64] = []
    private(set) var otherOrder: [Int64] = []
    private(set) var authorOrder: [Int64] = []

    init(_ library: Library, _ numbers: ExportNumbers) throws {
        let storedSections = try library.storedSections()
        for (id, section) in storedSections {
            var category = WXRCategory(line: 0, endLine: 0)
            category.id = numbers.section(id)
            category.nicename = section.slug
            category.name = HTML(escaping: section.name).markup
            category.description = section.summary.markup
            category.meta = ExportTerms.meta(section.permalink, section.summary, try library.fields(of: .section, id))
            sections[id] = category
        }
        for (id, section) in storedSections {
            let parent = section.parentID.flatMap { sections[$0]?.nicename } ?? ""
            sections[id]?.parent = parent
        }
        sectionOrder = ExportTerms.inOrder(storedSections.map { ($0.id, $0.section.parentID) })
        let storedTags = try library.storedTags()
        let terms = storedTags.filter { !$0.tag.taxonomy.isEmpty }
        let slugs = Dictionary(terms.map { ($0.id, $0.tag.slug) }, uniquingKeysWith: { first, _ in first })
        otherOrder = ExportTerms.inOrder(terms.map { ($0.id, $0.tag.parentID) })
        for (id, stored) in terms {
            var term = WXRTerm(line: 0, endLine: 0)
            (term.id, term.taxonomy, term.slug) = (numbers.tag(id), stored.taxonomy, ExportTerms.slug(stored))
            term.parent = stored.parentID.flatMap { slugs[$0] } ?? ""
            (term.name, term.description) = (HTML(escaping: stored.name).markup, stored.summary.markup)
            term.meta = ExportTerms.meta(stored.permalink, stored.summary, try library.fields(of: .tag, id))
            if !stored.isShown { term.meta.append(WXRMeta(key: OwnField.shown.rawValue, value: "0")) }
            others[id] = term
        }
        for (id, stored) in storedTags where stored.taxonomy.isEmpty {
            var tag = WXRTag(line: 0, endLine: 0)
            tag.id = numbers.tag(id)
            (tag.slug, tag.name) = (stored.slug, HTML(escaping: stored.name).markup)
            tag.description = stored.summary.markup
            tag.meta = ExportTerms.meta(stored.permalink, stored.summary, try library.fields(of: .tag, id))
            tags[id] = tag
            tagOrder.append(id)
        }
        var logins: Set<String> = []
        for (id, stored) in try library.storedAuthors() {
            var author = WXRAuthor(line: 0, endLine: 0)
            author.id = numbers.author(id)
            author.login = numbers.login(ofAuthor: id) ?? stored.slug
            // The slug of one may be the login of another.
            if !logins.insert(author.login).inserted {
                author.login += "-\(numbers.author(id))"
                logins.insert(author.login)
            }
            author.email = stored.email
            author.displayName = HTML(escaping: stored.name).markup
            authors[id] = author
            profiles[id] = OwnData.AuthorProfile(
                slug: stored.slug, path: stored.permalink.text, url: stored.url, biography: stored.biography.markup,
                picture: stored.picture)
            authorOrder.append(id)
        }
    }

    /// Its own fields, and those that plugins gave it.
    private static func meta(
        _ path: Permalink, _ summary: HTML, _ fields: [(name: String, value: String)]
    ) -> [WXRMeta] {
        var meta = [WXRMeta(key: OwnField.path.rawValue, value: path.text)]
        if summary.markup.trimmed != summary.markup {
            meta.append(WXRMeta(key: OwnField.summary.rawValue, value: summary.markup))
        }
        return meta + fields.map { WXRMeta(key: $0.name, value: $0.value) }
    }

    /// WordPress knows a format by this name alone.
    private static func slug(_ term: Tag) -> String { term.taxonomy == "post_format" ? "post-format-" + term.slug : term.slug }

    /// Whoever stands above another comes before it. A cycle cannot be stored; in a damaged file it comes at the end.
    private static func inOrder(_ sections: [(id: Int64, parent: Int64?)]) -> [Int64] {
        var children: [Int64: [Int64]] = [:]
        let known = Set(sections.map(\.id))
        var order: [Int64] = []
        for section in sections {
            if let parent = section.parent, known.contains(parent) {
                children[parent, default: []].append(section.id)
            } else {
                order.append(section.id)
            }
        }
        var next = 0
        while next < order.count {
            order += children[order[next]] ?? []
            next += 1
        }
        let seen = Set(order)
        return order + sections.map(\.id).filter { !seen.contains($0) }
    }
}
