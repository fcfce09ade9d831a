package import Content

/// An article that the search has found, with the texts that a snippet is made of.
package struct SearchHit: Sendable {
    package var card: Card
    package var standfirst: String
    package var body: HTML
}

/// A page of what the search has found.
package struct SearchSlice: Sendable {
    package var hits: [SearchHit]
    /// Which page it is, from 1: where more was asked for than there is, the last one.
    package var number: Int64
    package var total: Int64
    /// Whether there is more than is counted.
    package var isMore: Bool
}

extension Library {
    /// More than these are neither counted nor ranked: nobody reads on so far, and each has its price. Of a word that stands
    /// everywhere these are the newest, and those that have it in headline, standfirst, byline or tags.
    package static let mostFound: Int64 = 1000

    /// The articles and pages that have all words of a query, the best first: those that have them in the headline, then those
    /// that have them there, in standfirst, byline and tags, then all others; and among these as the engine measures it.
    package func search(_ query: SearchQuery, page number: Int64, size: Int64) throws -> SearchSlice {
        // Any article, author, tag or picture may change what is found.
        depends(on: .everything)
        var slice = SearchSlice(hits: [], number: 1, total: 0, isMore: false)
        guard !query.terms.isEmpty, size > 0 else { return slice }
        var found = try connection.engine.findBySearch(query, newest: Library.mostFound + 1, isHead: false)
        slice.isMore = found.count > Library.mostFound
        if slice.isMore {
            let known = Set(found.map(\.article))
            found += try connection.engine.findBySearch(query, newest: Library.mostFound, isHead: true)
                .filter { !known.contains($0.article) }
        }
        found.sort(by: SearchFind.isBetter)
        slice.total = min(Int64(found.count), Library.mostFound)
        let pages = max(1, (slice.total + size - 1) / size)
        slice.number = min(max(number, 1), pages)
        let start = Int((slice.number - 1) * size)
        let end = min(start + Int(size), Int(slice.total))
        slice.hits = try hits(found[start..<max(start, end)].map(\.article), size: Int(size))
        return slice
    }

    /// The newest articles and pages that have all words of a query, whole: for feeds.
    package func newestArticles(_ query: SearchQuery, limit: Int64) throws -> [ArticleView] {
        depends(on: .everything)
        guard !query.terms.isEmpty, limit > 0 else { return [] }
        // Found by their days; within one day the time decides.
        let found = try connection.engine.findBySearch(query, newest: limit * 5, isHead: false)
        guard !found.isEmpty else { return [] }
        var articles: [ArticleView] = []
        for ids in Stretches(found.map { .int($0.article) }, of: Int(limit) * 5) {
            articles += try connection.rows(Library.articlesSQL(ids.count), ids, Library.articleView)
        }
        articles.sort { ($0.dated.milliseconds, $0.id) > ($1.dated.milliseconds, $1.id) }
        return Array(articles.prefix(Int(limit)))
    }

    /// Some articles in the order they are asked for.
    private func hits(_ ids: [Int64], size: Int) throws -> [SearchHit] {
        guard let values = Stretches(ids.map(SQLValue.int), of: size).first(where: { _ in true }) else { return [] }
        let marks = Stretches.marks(size)
        let cards = try cards(
            "\(Library.cardColumns) FROM article a \(Library.cardJoins) WHERE a.status = 'published' AND a.id IN (\(marks))",
            values)
        var texts: [Int64: (standfirst: String, body: HTML)] = [:]
        try connection.each(
            """
            SELECT a.id, a.standfirst, r.body FROM article a
                JOIN revision r ON r.article_id = a.id AND r.number = a.revision
            WHERE a.status = 'published' AND a.id IN (\(marks))
            """, values
        ) { row in
            texts[row.int(0)] = (row.text(1), HTML(stored: row.text(2)))
            return true
        }
        let byID = Dictionary(cards.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return ids.compactMap { id in
            guard let card = byID[id], let text = texts[id] else { return nil }
            return SearchHit(card: card, standfirst: text.standfirst, body: text.body)
        }
    }
}
