import Content
import GRDB
import GRDBSQLite

/// SQLite's full-text index: a table of FTS5 (https://www.sqlite.org/fts5.html) without content of its own, so that no text is kept
/// once more. Its rows are the entries' numbers: those of the newest articles come first when it is read backwards.
extension SQLiteConnection {
    func makeSearch() throws {
        // `ascii` parts words at what is no letter or digit of ASCII, and takes everything beyond ASCII for part of a word: our own words
        // come through as they are. Not `unicode61`, which parts the words of Devanagari at their vowels.
        try run("CREATE VIRTUAL TABLE search_index USING fts5 (headline, summary, body, content = '', tokenize = 'ascii')", [])
        // Fewer, larger merges: an import writes a third faster, and a search reads a few more pieces.
        try run("INSERT INTO search_index (search_index, rank) VALUES ('automerge', 8)", [])
        try run("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 8388608)", [])
    }

    func emptySearch() throws { try run("INSERT INTO search_index (search_index) VALUES ('delete-all')", []) }

    func addToSearch(_ entry: SearchEntry, body: String) throws {
        try run(
            "INSERT INTO search_index (rowid, headline, summary, body) VALUES (?, ?, ?, ?)",
            [.int(entry.number), .text(entry.headline), .text(entry.summary), .text(body)])
    }

    /// FTS5 must be told to the word what it forgets; it keeps no text to look at. (A table that deletes by number alone, with
    /// `contentless_delete`, is for SQLite 3.43 and later.)
    func removeFromSearch(_ entry: SearchEntry, body: () throws -> String) throws {
        try run(
            "INSERT INTO search_index (search_index, rowid, headline, summary, body) VALUES ('delete', ?, ?, ?, ?)",
            [.int(entry.number), .text(entry.headline), .text(entry.summary), .text(try body())])
    }

    var searchNumbers: String { "(SELECT id AS number FROM search_index_docsize)" }

    func findBySearch(_ query: SearchQuery, newest limit: Int64, isHead: Bool) throws -> [SearchFind] {
        let words = SQLiteConnection.expression(query)
        guard !words.isEmpty else { return [] }
        let (headline, head) = ("{headline} : (\(words))", "{headline summary} : (\(words))")
        var found: [SearchFind] = []
        try limitingTime {
            try each(
                SQLiteConnection.findSQL,
                [
                    .text(headline), .int(limit), .text(head), .int(limit), .text(isHead ? head : words), .int(limit),
                ]
            ) { row in
                found.append(SearchFind(row))
                return true
            }
        }
        return found
    }

    /// What stands in the newest headlines is looked for by itself: FTS5 cannot tell of a row in which columns it was found.
    static let findSQL = """
        SELECT d.article_id, f.number, f.tier, f.measure FROM (
            SELECT rowid AS number,
                (rowid IN (SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?))
                + (rowid IN (SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?)) AS tier,
                CAST(bm25(search_index, 10.0, 4.0, 1.0) * -1000000000 AS INTEGER) AS measure
            FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?) f
        JOIN search_document d ON d.number = f.number
        """

    /// In the language of `MATCH`, every word in quotes: nothing in a word has a meaning there.
    private static func expression(_ query: SearchQuery) -> String {
        query.terms.map { term in
            switch term {
            case .word(let words, let isBeginning):
                let parts = words.map { "\"\($0)\"" + (isBeginning ? " *" : "") }
                return parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " OR ") + ")"
            case .stretch(let pairs): return "\"" + pairs.joined(separator: " ") + "\""
            }
        }.joined(separator: " AND ")
    }

    /// Ends what runs longer than anybody waits for.
    private func limitingTime(_ body: () throws -> Void) throws {
        var deadline = ContinuousClock.now + .seconds(2)
        try withUnsafeMutablePointer(to: &deadline) { pointer in
            sqlite3_progress_handler(
                database.sqliteConnection, 1000,
                { pointer in
                    guard let deadline = pointer?.assumingMemoryBound(to: ContinuousClock.Instant.self) else { return 0 }
                    return ContinuousClock.now < deadline.pointee ? 0 : 1
                }, pointer)
            defer { sqlite3_progress_handler(database.sqliteConnection, 0, nil, nil) }
            try body()
        }
    }
}
