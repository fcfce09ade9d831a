import Content

/// What a transaction has changed that the search must know of. The index is brought up to date once, when the transaction ends:
/// what was changed several times is read once, and names and pictures are all there.
struct SearchChanges {
    var articles: Set<Int64> = []
    /// Of another name.
    var authors: Set<Int64> = []
    var tags: Set<Int64> = []
    /// Paths whose file came, or whose picture has other words.
    var files: Set<String> = []
}

extension Transaction {
    /// Brings the index up to what the transaction has written.
    func updateSearch() throws {
        var articles = searchChanges.articles
        func add(_ sql: String, _ values: [SQLValue]) throws {
            articles.formUnion(try connection.rows(sql, values) { $0.int(0) })
        }
        for author in searchChanges.authors.sorted() {
            try add("SELECT article_id FROM article_author WHERE author_id = ?", [.int(author)])
        }
        for tag in searchChanges.tags.sorted() {
            try add("SELECT article_id FROM article_tag WHERE tag_id = ?", [.int(tag)])
        }
        for files in Stretches(searchChanges.files.sorted().map(SQLValue.text), of: 100) {
            try add("SELECT article_id FROM search_file WHERE file IN (\(Stretches.marks(100)))", files)
        }
        searchChanges = SearchChanges()
        try SearchIndex(connection).update(articles.sorted())
    }

    /// Makes the index anew, whatever it holds.
    /// - Returns: how many articles are in it.
    package func rebuildSearch() throws -> Int64 {
        try connection.engine.emptySearch()
        for table in ["search_file", "search_document"] { try connection.run("DELETE FROM \(table)") }
        try SearchIndex(connection).build()
        return try connection.number("SELECT count(*) FROM search_document")
    }
}

/// Values in stretches of one length, the last value repeated where they end: so that a statement is always the same one, and
/// prepared once.
struct Stretches: Sequence, IteratorProtocol {
    private var rest: ArraySlice<SQLValue>
    private let length: Int

    init(_ values: [SQLValue], of length: Int) { (rest, self.length) = (values[...], length) }

    mutating func next() -> [SQLValue]? {
        guard let last = rest.prefix(length).last else { return nil }
        let part = rest.prefix(length) + Array(repeating: last, count: Swift.max(0, length - rest.count))
        rest = rest.dropFirst(length)
        return Array(part)
    }

    static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}
