import Content

/// The full-text index of a magazine: which articles it holds, and with which words.
///
/// It holds those that have a page everybody may read, and no other. The tables `search_document` and `search_file` say what is in
/// it; the index itself is the engine's, made of them.
struct SearchIndex {
    let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    /// How many articles are read together.
    private static let stretch = 100
    /// Brings some articles up to what the other tables say: in, out, or with other words.
    func update(_ articles: [Int64]) throws {
        for ids in Stretches(articles.map(SQLValue.int), of: SearchIndex.stretch) {
            let known = try entries(of: ids)
            var fresh = try self.fresh(ids)
            try number(&fresh)
            try write(fresh, over: known)
        }
    }

    /// Puts every article in that belongs there: for tables that have been without an index.
    func build() throws {
        try eachStretch { try update($0) }
    }

    /// Makes the index of a copy, which has all rows of this magazine already.
    ///
    /// - Parameter progress: told how many articles are in it, and how many there are.
    func rebuild(of copy: any DatabaseEngine, progress: (Int64, Int64) throws -> Void) throws {
        let total = try connection.number("SELECT count(*) FROM search_document")
        try copy.writeBatch { try $0.engine.emptySearch() }
        var (last, done) = (Int64.min, Int64(0))
        while true {
            try progress(done, total)
            let entries = try connection.rows(
                """
                SELECT d.article_id, d.number, d.revision, d.headline, d.summary, d.pictures, r.body FROM search_document d
                    JOIN revision r ON r.article_id = d.article_id AND r.number = d.revision
                WHERE d.article_id > ? ORDER BY d.article_id LIMIT ?
                """, [.int(last), .int(Int64(SearchIndex.stretch))]
            ) { row in
                let entry = SearchEntry(row)
                return (entry, SearchEntry.body(SearchEntry.words(of: HTML(stored: row.text(6))), pictures: entry.pictures))
            }
            guard let end = entries.last else { return }
            try copy.writeBatch { copy in for (entry, body) in entries { try copy.engine.addToSearch(entry, body: body) } }
            last = end.0.article
            done += Int64(entries.count)
        }
    }

    // MARK: - What is in it

    private struct Known {
        var entry: SearchEntry
        var files: Set<String> = []
    }

    private func entries(of ids: [SQLValue]) throws -> [Int64: Known] {
        var known: [Int64: Known] = [:]
        try connection.each(
            """
            SELECT article_id, number, revision, headline, summary, pictures FROM search_document
            WHERE article_id IN (\(Stretches.marks(ids.count)))
            """, ids
        ) { row in
            known[row.int(0)] = Known(entry: SearchEntry(row))
            return true
        }
        guard !known.isEmpty else { return [:] }
        try connection.each(
            "SELECT article_id, file FROM search_file WHERE article_id IN (\(Stretches.marks(ids.count)))", ids
        ) { row in
            known[row.int(0)]?.files.insert(row.text(1))
            return true
        }
        return known
    }

    // MARK: - What should be in it

    private struct Fresh {
        var entry: SearchEntry
        var dated: WallClock
        var body: String
        /// Whose words it has.
        var files: Set<String>
    }

    private static func namesSQL(_ table: String, _ column: String, _ condition: String = "") -> String {
        """
        SELECT x.article_id, n.name FROM article_\(table) x JOIN \(table) n ON n.id = x.\(column) \(condition)
        WHERE x.article_id IN (\(Stretches.marks(stretch))) ORDER BY x.article_id, x.position
        """
    }

    private func fresh(_ ids: [SQLValue]) throws -> [Fresh] {
        let sources = SearchSource.reading(
            try connection.rows(SearchSource.sql(SearchIndex.stretch), ids) { SearchSource($0) })
        guard !sources.isEmpty else { return [] }
        var names: [Int64: [String]] = [:]
        for sql in [SearchIndex.namesSQL("author", "author_id"), SearchIndex.namesSQL("tag", "tag_id", "AND n.is_shown = 1")] {
            try connection.each(sql, ids) { row in
                names[row.int(0), default: []].append(row.text(1))
                return true
            }
        }
        let paths = Set(sources.flatMap { $0.silent.flatMap { [$0.path, $0.whole].compactMap { $0 } } })
        let images = paths.isEmpty ? [:] : try Library(connection).embeddedImages(at: paths.sorted())
        return sources.map { source in
            let pictures = source.words(ofPictures: images)
            let summary = source.summary + (names[source.article] ?? [])
            return Fresh(
                entry: SearchEntry(
                    article: source.article, number: 0, revision: source.revision,
                    headline: SearchText.words(of: source.headline.text, atMost: SearchEntry.Limit.headline),
                    summary: SearchText.words(of: summary.joined(separator: "\n"), atMost: SearchEntry.Limit.summary),
                    pictures: pictures), dated: source.dated,
                body: SearchEntry.body(source.bodyWords, pictures: pictures), files: source.files)
        }
    }

    // MARK: - From the one to the other

    /// Gives each its number; one that another article has is not taken away from it.
    private func number(_ fresh: inout [Fresh]) throws {
        let wanted = fresh.map { SearchEntry.number(of: $0.entry.article, dated: $0.dated) }
        var owners: [Int64: Int64] = [:]
        for numbers in Stretches(wanted.map(SQLValue.int), of: SearchIndex.stretch) {
            try connection.each(
                "SELECT number, article_id FROM search_document WHERE number IN (\(Stretches.marks(numbers.count)))", numbers
            ) { row in
                owners[row.int(0)] = row.int(1)
                return true
            }
        }
        for (index, number) in wanted.enumerated() {
            let article = fresh[index].entry.article
            if let owner = owners[number], owner != article {
                fresh[index].entry.number = SearchEntry.lastNumber(of: article)
            } else {
                owners[number] = article
                fresh[index].entry.number = number
            }
        }
    }

    private func write(_ fresh: [Fresh], over known: [Int64: Known]) throws {
        let changed = fresh.filter { fresh in
            known[fresh.entry.article].map { $0.entry != fresh.entry || $0.files != fresh.files } ?? true
        }
        let staying = Set(fresh.map(\.entry.article)).subtracting(changed.map(\.entry.article))
        // All that goes before all that comes: a number may pass from one to the other.
        for (id, old) in known.sorted(by: { $0.key < $1.key }) where !staying.contains(id) {
            try connection.engine.removeFromSearch(old.entry) {
                let body = try connection.first(
                    "SELECT body FROM revision WHERE article_id = ? AND number = ?", [.int(id), .int(old.entry.revision)]
                ) { HTML(stored: $0.text(0)) }
                return SearchEntry.body(SearchEntry.words(of: body ?? .empty), pictures: old.entry.pictures)
            }
            try connection.run("DELETE FROM search_file WHERE article_id = ?", [.int(id)])
            try connection.run("DELETE FROM search_document WHERE article_id = ?", [.int(id)])
        }
        try connection.insert(
            into: "search_document", "article_id, number, revision, headline, summary, pictures", changed.map(\.entry.values))
        try connection.insert(
            into: "search_file", "article_id, file",
            changed.flatMap { fresh in fresh.files.sorted().map { [.int(fresh.entry.article), .text($0)] } })
        for fresh in changed { try connection.engine.addToSearch(fresh.entry, body: fresh.body) }
    }

    private func eachStretch(_ body: ([Int64]) throws -> Void) throws {
        var last = Int64.min
        while true {
            let ids = try connection.rows(
                "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT ?", [.int(last), .int(Int64(SearchIndex.stretch))]
            ) { $0.int(0) }
            guard let end = ids.last else { return }
            try body(ids)
            last = end
        }
    }
}

extension SearchIndex {
    private static let remedy = "Mend it with: stet reindex"

    /// What does not agree with the articles, a sentence each, at most about `limit`.
    func problems(limit: Int) throws -> [String] {
        var problems: [String] = []
        try eachStretch { ids in
            guard problems.count < limit else { return }
            for values in Stretches(ids.map(SQLValue.int), of: SearchIndex.stretch) {
                let known = try entries(of: values)
                let fresh = Dictionary(uniqueKeysWithValues: try self.fresh(values).map { ($0.entry.article, $0) })
                for id in ids {
                    switch (known[id], fresh[id]) {
                    case (nil, nil): continue
                    case (nil, _?): problems.append("Article \(id) is missing from the search. \(SearchIndex.remedy)")
                    case (_?, nil): problems.append("The search finds article \(id) and must not. \(SearchIndex.remedy)")
                    case (var known?, let fresh?):
                        known.entry.number = fresh.entry.number
                        if known.entry != fresh.entry || known.files != fresh.files {
                            problems.append("The search knows other words of article \(id) than it has. \(SearchIndex.remedy)")
                        }
                    }
                }
            }
        }
        let numbers = connection.engine.searchNumbers
        problems += try connection.rows(
            "SELECT article_id FROM search_document d WHERE NOT EXISTS (SELECT 1 FROM \(numbers) n WHERE n.number = d.number) LIMIT \(limit)"
        ) { "The words of article \($0.int(0)) are missing from the index of the search. \(SearchIndex.remedy)" }
        problems += try connection.rows(
            "SELECT n.number FROM \(numbers) n WHERE NOT EXISTS (SELECT 1 FROM search_document d WHERE d.number = n.number) LIMIT \(limit)"
        ) { "The index of the search holds words of an article that is not to be found (\($0.int(0))). \(SearchIndex.remedy)" }
        return problems
    }
}

extension SearchEntry {
    fileprivate init(_ row: SQLRow) {
        self.init(
            article: row.int(0), number: row.int(1), revision: row.int(2), headline: row.text(3), summary: row.text(4),
            pictures: row.text(5))
    }

    fileprivate var values: [SQLValue] {
        [.int(article), .int(number), .int(revision), .text(headline), .text(summary), .text(pictures)]
    }
}
