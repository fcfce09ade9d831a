/// Blocks that listed what the site had: posts, pages, months, sections, tags.
extension BlockRenderer {
    func list(_ block: BlockTree.Block, _ attributes: BlockAttributes, _ tree: BlockTree) -> [UInt8]? {
        switch block.name {
        case "query":
            var inner = self
            inner.query = attributes.object("query")
            return inner.markup(of: block.pieces, tree)
        case "post-template": return template(block, tree)
        case "query-pagination", "query-pagination-previous", "query-pagination-numbers", "query-pagination-next":
            return []
        case "query-no-results": return posts(query).isEmpty ? markup(of: block.pieces, tree) : []
        case "navigation": return navigation(block, attributes, tree)
        case "navigation-link", "navigation-submenu": return entry(block, attributes, tree)
        case "latest-posts": return latestPosts(attributes)
        case "archives": return Array(archives(attributes).utf8)
        case "categories": return Array(categories(attributes).utf8)
        case "tag-cloud": return Array(tagCloud(attributes).utf8)
        case "page-list": return Array(pageList(parent: Int64(attributes.number("parentPageID") ?? 0)).utf8)
        default: return nil
        }
    }

    // MARK: - Posts

    private func latestPosts(_ attributes: BlockAttributes) -> [UInt8] {
        var found = facts.posts
        let wanted =
            attributes.objects("categories").compactMap { $0.number("id") } + [attributes.number("categories")].compactMap(\.self)
        if !wanted.isEmpty { found = found.filter { isIn($0, "category", wanted, facts.categorySlugs) } }
        if let author = attributes.number("selectedAuthor"), let login = facts.logins[author] {
            found = found.filter { $0.author == login }
        }
        found = ordered(found, attributes)
        var output = Array("<ul class=\"wp-block-latest-posts\">".utf8)
        for post in found.prefix(min(max(attributes.number("postsToShow") ?? 5, 1), 100)) {
            output += "<li>\(markupLink(post.link, post.title.isEmpty ? words.untitled : post.title))".utf8
            if attributes.isTrue("displayAuthor") {
                output += "<div>\(AttributeText.escaped(words.byline(facts.authors[post.author] ?? post.author)))</div>".utf8
            }
            if attributes.isTrue("displayPostDate") {
                output +=
                    "<div><time datetime=\"\(AttributeText.escaped(String(post.date.prefix(10))))\">\(words.day(post.date))</time></div>"
                    .utf8
            }
            if attributes.isTrue("displayPostContent") {
                if attributes.text("displayPostContentRadio") == "full_post" {
                    output += "<div>".utf8 + (content(of: post) ?? []) + "</div>".utf8
                } else {
                    let length = min(max(attributes.number("excerptLength") ?? 55, 1), 500)
                    output += "<div>\(AttributeText.escaped(excerpt(of: post, words: length)))</div>".utf8
                }
            }
            output += "</li>".utf8
        }
        return output + "</ul>".utf8
    }

    /// What a query block repeats for each of its posts.
    private func template(_ block: BlockTree.Block, _ tree: BlockTree) -> [UInt8] {
        let found = posts(query)
        guard !found.isEmpty else { return [] }
        var output = Array("<ul class=\"wp-block-post-template\">".utf8)
        for post in found {
            var inner = self
            inner.post = post
            output += "<li>".utf8 + inner.markup(of: block.pieces, tree) + "</li>".utf8
        }
        return output + "</ul>".utf8
    }

    private func posts(_ query: BlockAttributes) -> [SiteFacts.Post] {
        var found = query.text("postType") == "page" ? facts.pages : facts.posts
        let categories = query.numbers("categoryIds") + query.object("taxQuery").numbers("category")
        let tags = query.numbers("tagIds") + query.object("taxQuery").numbers("post_tag")
        if !categories.isEmpty { found = found.filter { isIn($0, "category", categories, facts.categorySlugs) } }
        if !tags.isEmpty { found = found.filter { isIn($0, "post_tag", tags, facts.tagSlugs) } }
        switch query.text("sticky") {
        case "only": found = found.filter(\.isSticky)
        case "exclude": found = found.filter { !$0.isSticky }
        default: break
        }
        let excluded = Set(query.numbers("exclude").map(Int64.init))
        if !excluded.isEmpty { found = found.filter { !excluded.contains($0.id) } }
        let offset = max(query.number("offset") ?? 0, 0)
        return Array(ordered(found, query).dropFirst(offset).prefix(min(max(query.number("perPage") ?? 10, 1), 100)))
    }

    private func ordered(_ posts: [SiteFacts.Post], _ attributes: BlockAttributes) -> [SiteFacts.Post] {
        let isAscending = attributes.text("order")?.lowercased() == "asc"
        if attributes.text("orderBy") == "title" {
            let byTitle = posts.sorted { $0.title.lowercased() < $1.title.lowercased() }
            return isAscending ? byTitle : byTitle.reversed()
        }
        return isAscending ? posts.reversed() : posts
    }

    private func isIn(_ post: SiteFacts.Post, _ domain: String, _ numbers: [Int], _ slugs: [Int: String]) -> Bool {
        let wanted = Set(numbers.compactMap { slugs[$0] })
        return post.terms.contains { $0.domain == domain && wanted.contains($0.nicename) }
    }

    // MARK: - Pages and menus

    private func pageList(parent: Int64, depth: Int = 1) -> String {
        let known = Set(facts.pages.map(\.id))
        let pages = facts.pages.filter { $0.parent == parent || parent == 0 && !known.contains($0.parent) }
        guard !pages.isEmpty, depth <= 8 else { return "" }
        var html = "<ul class=\"wp-block-page-list\">"
        for page in pages.sorted(by: { ($0.order, $0.title.lowercased()) < ($1.order, $1.title.lowercased()) }) {
            html += "<li>\(markupLink(page.link, page.title.isEmpty ? words.untitled : page.title))"
            if page.id != parent, page.parent != page.id { html += pageList(parent: page.id, depth: depth + 1) }
            html += "</li>"
        }
        return html + "</ul>"
    }

    private func navigation(_ block: BlockTree.Block, _ attributes: BlockAttributes, _ tree: BlockTree) -> [UInt8] {
        var inner = markup(of: block.pieces, tree)
        if inner.allSatisfy(\.isSpace), let id = attributes.number("ref") { inner = reusable(id) }
        if inner.allSatisfy(\.isSpace) { inner = Array(pageList(parent: 0).utf8) }
        let isList = inner.firstRange(of: "<ul".utf8)?.lowerBound == inner.firstIndex { !$0.isSpace }
        return isList ? inner : Array("<ul class=\"wp-block-navigation\">".utf8) + inner + "</ul>".utf8
    }

    private func entry(_ block: BlockTree.Block, _ attributes: BlockAttributes, _ tree: BlockTree) -> [UInt8] {
        let label = attributes.text("label") ?? attributes.text("url") ?? ""
        guard !label.isEmpty else { return [] }
        let below = markup(of: block.pieces, tree)
        let text = attributes.text("url").map { markupLink($0, label) } ?? label
        return Array("<li>\(text)".utf8) + (below.allSatisfy(\.isSpace) ? [] : "<ul>".utf8 + below + "</ul>".utf8) + "</li>".utf8
    }

    // MARK: - Archives and terms

    private func archives(_ attributes: BlockAttributes) -> String {
        var counts: [(key: String, count: Int)] = []
        let isYearly = attributes.text("type") == "yearly"
        for (month, count) in facts.months.sorted(by: { $0.key > $1.key }) {
            let key = isYearly ? String(month.prefix(4)) : month
            if counts.last?.key == key { counts[counts.count - 1].count += count } else { counts.append((key, count)) }
        }
        guard !counts.isEmpty else { return "" }
        let shows = attributes.isTrue("showPostCounts")
        return "<ul class=\"wp-block-archives\">"
            + counts.prefix(600).map { key, count in
                "<li>\(link(path(ofMonth: key), isYearly ? key : words.month(key)))\(shows ? " (\(count))" : "")</li>"
            }.joined() + "</ul>"
    }

    private func categories(_ attributes: BlockAttributes) -> String {
        var terms = facts.categories.filter { $0.count > 0 || attributes.isTrue("showEmpty") }
        if attributes.isTrue("showOnlyTopLevel") { terms = terms.filter(\.parent.isEmpty) }
        terms.sort { $0.name.lowercased() < $1.name.lowercased() }
        guard !terms.isEmpty else { return "" }
        let shown = Set(terms.map(\.slug))
        let isNested = attributes.isTrue("showHierarchy")
        func items(below parent: String, _ depth: Int) -> String {
            let own = terms.filter { isNested ? (shown.contains($0.parent) ? $0.parent : "") == parent : true }
            guard !own.isEmpty, depth <= 8 else { return "" }
            return "<ul\(depth == 1 ? " class=\"wp-block-categories\"" : "")>"
                + own.prefix(1000).map { term in
                    let count = attributes.isTrue("showPostCounts") ? " (\(term.count))" : ""
                    return
                        "<li>\(termLink(term, isTag: false))\(count)\(isNested && !term.slug.isEmpty ? items(below: term.slug, depth + 1) : "")</li>"
                }.joined() + "</ul>"
        }
        return items(below: "", 1)
    }

    private func tagCloud(_ attributes: BlockAttributes) -> String {
        let isCategory = attributes.text("taxonomy") == "category"
        let most = min(max(attributes.number("numberOfTags") ?? 45, 1), 100)
        let all = (isCategory ? facts.categories : facts.tags).filter { $0.count > 0 }
        let terms = all.sorted { ($1.count, $0.name) < ($0.count, $1.name) }.prefix(most)
            .sorted { Self.sortingName($0.name) < Self.sortingName($1.name) }
        guard !terms.isEmpty else { return "" }
        let links = terms.map { term in
            termLink(term, isTag: !isCategory) + (attributes.isTrue("showTagCounts") ? " (\(term.count))" : "")
        }
        return "<p class=\"wp-block-tag-cloud\">\(links.joined(separator: " "))</p>"
    }

    /// WordPress sorts tags by a rule that passes over spaces (`strnatcasecmp`).
    private static func sortingName(_ name: String) -> String { name.lowercased().filter { !$0.isWhitespace } }

    private func termLink(_ term: SiteFacts.Term, isTag: Bool) -> String {
        let name = AttributeText.escaped(term.name)
        return termPath(isTag, term.slug).map { markupLink($0, name) } ?? name
    }
}
