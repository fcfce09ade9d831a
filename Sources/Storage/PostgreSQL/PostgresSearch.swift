import Content

/// PostgreSQL's full-text index: a table of `tsvector`s with an index of the kind GIN
/// (https://www.postgresql.org/docs/15/textsearch.html). The vectors are written out here, word by word: the server's own parsers
/// go by the language and the locale of the database, and SQLite has neither.
extension PostgresConnection {
    func makeSearch() throws {
        for sql in [
            // `head` is short and lies in the row: it tells where a word was found without the long one being read.
            """
            CREATE TABLE search_index (
                article_id BIGINT NOT NULL PRIMARY KEY, number BIGINT NOT NULL, head TSVECTOR NOT NULL, words TSVECTOR NOT NULL)
            """,
            // To pack it would take long and give little.
            "ALTER TABLE search_index ALTER COLUMN words SET STORAGE EXTERNAL",
            "CREATE INDEX search_index_by_head ON search_index USING gin (head)",
            "CREATE INDEX search_index_by_words ON search_index USING gin (words)",
        ] { try run(sql, []) }
    }

    func emptySearch() throws { try run("DELETE FROM search_index", []) }

    func addToSearch(_ entry: SearchEntry, body: String) throws {
        let head: [(words: String, weight: String)] = [(entry.headline, "A"), (entry.summary, "B")]
        try run(
            "INSERT INTO search_index (article_id, number, head, words) VALUES (?, ?, ?::text::tsvector, ?::text::tsvector)",
            [
                .int(entry.article), .int(entry.number), .text(SearchVector.text(of: head)),
                .text(SearchVector.text(of: head + [(body, "")])),
            ])
    }

    func removeFromSearch(_ entry: SearchEntry, body: () throws -> String) throws {
        try run("DELETE FROM search_index WHERE article_id = ?", [.int(entry.article)])
    }

    var searchNumbers: String { "search_index" }

    func findBySearch(_ query: SearchQuery, newest limit: Int64, isHead: Bool) throws -> [SearchFind] {
        let words = SearchVector.query(query)
        guard !words.isEmpty else { return [] }
        let exact = SearchVector.query(query, isExact: true)
        let headline = SearchVector.query(query, isExact: true, weight: "A")
        // A GIN index answers by bitmaps alone; for pages they are put aside, see `PostgresSession`.
        try run("SET LOCAL enable_bitmapscan = on", [])
        try run("SET LOCAL statement_timeout = 2000", [])
        var found: [SearchFind] = []
        try each(
            PostgresConnection.findSQL(isHead: isHead),
            [
                .text(headline), .text(exact), .text(words), .text(words),
                .int(exact == words ? limit : PostgresConnection.mostCandidates), .int(exact == words ? 1 : 0), .text(exact),
                .int(limit),
            ]
        ) { row in
            found.append(SearchFind(row))
            return true
        }
        try run("SET LOCAL enable_bitmapscan = off", [])
        return found
    }

    /// The neighbours in a stretch are looked at in this many of the newest articles that have them somewhere: for that the vectors
    /// themselves must be read.
    private static let mostCandidates: Int64 = 5000

    static func findSQL(isHead: Bool) -> String {
        """
        SELECT article_id, number, (head @@ ?::text::tsquery)::int::bigint + (head @@ ?::text::tsquery)::int::bigint AS tier,
            (ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', words, ?::text::tsquery, 1) * 1000000)::bigint AS measure
        FROM (
            SELECT article_id, number, head, words FROM (
                SELECT article_id, number, head, words FROM search_index
                WHERE \(isHead ? "head" : "words") @@ ?::text::tsquery ORDER BY number DESC LIMIT ?) AS newest
            WHERE ?::bigint = 1 OR \(isHead ? "head" : "words") @@ ?::text::tsquery ORDER BY number DESC LIMIT ?) AS found
        """
    }
}

/// Words as PostgreSQL's full-text search takes them (https://www.postgresql.org/docs/15/datatype-textsearch.html).
enum SearchVector {
    /// Beyond these a vector holds no places: the neighbours in a stretch cannot be told then.
    private static let (lastPlace, mostPlaces) = (16_383, 255)
    /// Stands in a vector that holds not every place. No word has capitals.
    private static let long = "LONG"

    /// A vector, each word with its places and their weight.
    static func text(of parts: [(words: String, weight: String)]) -> String {
        var lexemes = Lexemes()
        for (words, weight) in parts { lexemes.add(words, weight: weight.utf8.first) }
        return lexemes.text
    }

    /// The words of a vector as they are gathered.
    private struct Lexemes {
        private struct Lexeme {
            let word: Range<Int>
            let first: Int
            var last: Int
            var count = 1
        }

        /// One place of a word, and which is the next of the same.
        private struct Place {
            let number: Int
            let weight: UInt8?
            var next: Int?
        }

        private var bytes: [UInt8] = []
        private var lexemes: [Lexeme] = []
        private var places: [Place] = []
        private var known: [UInt64: Int] = [:]
        private var place = 0
        private var isLong = false

        mutating func add(_ words: String, weight: UInt8?) {
            var index = bytes.count
            bytes += words.utf8
            while index < bytes.count {
                // FNV-1a.
                var hash: UInt64 = 0xCBF2_9CE4_8422_2325
                let start = index
                while index < bytes.count, bytes[index] != UInt8(ascii: " ") {
                    hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3
                    index += 1
                }
                if index > start { add(start..<index, hash, weight) }
                index += 1
            }
        }

        private mutating func add(_ word: Range<Int>, _ hash: UInt64, _ weight: UInt8?) {
            var hash = hash
            place += 1
            while let index = known[hash] {
                guard bytes[lexemes[index].word] == bytes[word] else {
                    hash &+= 1
                    continue
                }
                guard place <= SearchVector.lastPlace, lexemes[index].count < SearchVector.mostPlaces else {
                    isLong = true
                    return
                }
                places[lexemes[index].last].next = places.count
                lexemes[index].last = places.count
                lexemes[index].count += 1
                places.append(Place(number: place, weight: weight))
                return
            }
            if place > SearchVector.lastPlace { isLong = true }
            known[hash] = lexemes.count
            lexemes.append(Lexeme(word: word, first: places.count, last: places.count))
            // One place it must have, or it would have no weight.
            places.append(Place(number: min(place, SearchVector.lastPlace), weight: weight))
        }

        var text: String {
            var text: [UInt8] = []
            text.reserveCapacity(bytes.count + lexemes.count * 8)
            for lexeme in lexemes {
                text.append(UInt8(ascii: "'"))
                text += bytes[lexeme.word]
                text.append(UInt8(ascii: "'"))
                var next: Int? = lexeme.first
                var sign = UInt8(ascii: ":")
                while let index = next {
                    text.append(sign)
                    SearchVector.append(places[index].number, to: &text)
                    if let weight = places[index].weight { text.append(weight) }
                    sign = UInt8(ascii: ",")
                    next = places[index].next
                }
                text.append(UInt8(ascii: " "))
            }
            if isLong { text += "'\(SearchVector.long)'".utf8 }
            return String(decoding: text, as: UTF8.self)
        }
    }

    private static func append(_ number: Int, to text: inout [UInt8]) {
        if number >= 10 { append(number / 10, to: &text) }
        text.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// - Parameters:
    ///   - isExact: whether what stands side by side in a stretch must do so in the article. An index alone cannot tell.
    ///   - weight: of the places where a word must stand; empty: anywhere.
    static func query(_ query: SearchQuery, isExact: Bool = false, weight: String = "") -> String {
        query.terms.map { term in
            switch term {
            case .word(let words, let isBeginning):
                let marks = (isBeginning ? "*" : "") + weight
                return "(" + words.map { "'\($0)'" + (marks.isEmpty ? "" : ":\(marks)") }.joined(separator: " | ") + ")"
            case .stretch(let pairs):
                let all = pairs.map { "'\($0)'" + (weight.isEmpty ? "" : ":\(weight)") }
                let anywhere = all.joined(separator: " & ")
                guard isExact, pairs.count > 1 else { return "(\(anywhere))" }
                return "((\(all.joined(separator: " <-> "))) | ('\(long)' & \(anywhere)))"
            }
        }.joined(separator: " & ")
    }
}
