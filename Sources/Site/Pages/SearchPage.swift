import Content
import Storage

/// What a search has found, or the form alone where nothing was asked for.
struct SearchPage {
    let frame: Frame
    let query: SearchQuery
    /// From 1.
    let number: Int64

    private var words: Words { frame.words }
    private var home: String { frame.publication.home }

    func page() throws -> RenderedPage {
        let size = Int64(frame.publication.cardsPerPage)
        let slice = try frame.library.search(query, page: number, size: size)
        let heading = query.isEmpty ? words.text("search") : words.text("searchTitle", ["query": query.text])
        var head = Frame.Head(heading: heading, title: heading)
        if slice.number > 1 {
            head.title = words.text("pageTitle", ["title": heading, "number": words.number(Int(slice.number))])
        }
        head.noindex = true
        if !query.terms.isEmpty { head.feeds = (heading, { SearchAddress.feed(query.text, $0, home: home) }) }
        let pages = (slice.total + size - 1) / size
        let snippets = SearchSnippet(query)
        var page = try frame.render(
            "search", head,
            [
                "search": .object([
                    "heading": .text(heading), "query": .text(query.text), "path": .text(SearchAddress.path(home: home)),
                    "label": frame.optional(label(slice)), "isNone": .bool(!query.isEmpty && slice.total == 0),
                    "isCut": .bool(query.isCut), "results": .list(slice.hits.map { result($0, snippets) }),
                    "pagination": Pagination(words: words, number: slice.number, count: pages) {
                        SearchAddress.page(query.text, number: $0, home: home)
                    }.value,
                ])
            ])
        page.mayBeKept = false
        return page
    }

    /// The form alone, with a sentence that nothing can be searched here.
    func pageWithoutServer() throws -> RenderedPage {
        let heading = words.text("search")
        var head = Frame.Head(heading: heading, title: heading)
        head.noindex = true
        return try frame.render(
            "search", head,
            [
                "search": .object([
                    "heading": .text(heading), "query": .text(""), "path": .text(SearchAddress.path(home: home)),
                    "label": .text(words.text("searchNeedsServer")), "isNone": .bool(false), "isCut": .bool(false),
                    "results": .list([]), "pagination": .null,
                ])
            ])
    }

    /// How many there are, in words.
    private func label(_ slice: SearchSlice) -> String {
        if query.isEmpty { return "" }
        if slice.isMore {
            return words.text("searchMore", ["number": words.number(Int(slice.total)), "query": query.text])
        }
        return slice.total == 0
            ? words.text("searchNone", ["query": query.text])
            : words.text("searchFound", count: Int(slice.total), ["query": query.text])
    }

    /// The card of an article, with the piece of it that shows why it was found.
    private func result(_ hit: SearchHit, _ snippets: SearchSnippet) -> TemplateValue {
        guard case .object(var value) = frame.card(hit.card) else { return .null }
        let alts = ImageTag.all(in: hit.body.markup).compactMap { $0["alt"] }.map { HTML(stored: $0).text }
        let pictures = ([hit.card.picture?.alt ?? ""] + alts).filter { !$0.isEmpty }.joined(separator: "\n")
        // Found by a name or a tag alone it shows what its card would.
        let snippet = snippets.html(of: [hit.standfirst, hit.body.text, pictures]) ?? HTML(escaping: hit.card.teaser)
        value["snippet"] = .markup(snippet.markup)
        return .object(value)
    }
}
