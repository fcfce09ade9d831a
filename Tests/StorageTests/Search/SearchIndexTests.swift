import Content
import TestSupport
import Testing

@testable import Storage

@Suite("The index of the search", .everyEngine)
struct SearchIndexTests {
    @Test("a name that changes is found at once, and its old form no more: of an author, of a tag")
    func names() throws {
        let magazine = try SmallMagazine()
        #expect(try magazine.found("anna") == [1] && magazine.found("tides") == [1])
        try magazine.store.write { transaction in
            _ = try transaction.save(Author(slug: "anna", name: "Berta Holm", permalink: try path("/anna/")), as: magazine.author)
            _ = try transaction.save(Tag(slug: "tides", name: "Currents", permalink: try path("/tides/")), as: magazine.tag)
        }
        #expect(try magazine.found("anna") == [] && magazine.found("tides") == [])
        #expect(try magazine.found("berta currents") == [1])
    }

    @Test("an alt text that changes is found at once: of the picture above an article, and of one in it that has no words there")
    func altTexts() throws {
        let magazine = try SmallMagazine()
        #expect(try magazine.found("slipway") == [1] && magazine.found("anchor") == [1])
        try magazine.store.write { transaction in
            for (id, alt) in [(magazine.lead, "A quay"), (magazine.inside, "A rudder")] {
                var picture = try #require(try transaction.current.picture(id))
                picture.alt = alt
                _ = try transaction.save(picture, as: id)
            }
        }
        #expect(try magazine.found("slipway") == [] && magazine.found("anchor") == [])
        #expect(try magazine.found("quay rudder") == [1])
        #expect(try magazine.store.read { try $0.problems() } == [])
    }

    @Test("a picture whose file comes later is found by its words from then on")
    func lateFile() throws {
        let magazine = try SmallMagazine(hasFiles: false)
        #expect(try magazine.found("slipway") == [] && magazine.found("anchor") == [])
        try magazine.store.write { for path in ["/lead.gif", "/inside.gif"] { try $0.save(upload(path)) } }
        #expect(try magazine.found("slipway anchor") == [1])
    }

    @Test("what a transaction undoes was never found")
    func undone() throws {
        struct Stop: Error {}
        let magazine = try SmallMagazine()
        #expect(throws: Stop.self) {
            try magazine.store.write { transaction in
                var article = TemporaryStore.article(1)
                article.headline = HTML(stored: "Never")
                try transaction.update(1, to: article)
                _ = try transaction.add(TemporaryStore.article(9))
                throw Stop()
            }
        }
        #expect(try magazine.found("never") == [] && magazine.found("anna") == [1])
        #expect(try magazine.contents() == magazine.contentsAfresh())
    }

    @Test("after any edits the index is what one made afresh is", arguments: 1...4)
    func randomEdits(seed: UInt64) throws {
        var random = Random(state: seed)
        let magazine = try SmallMagazine()
        for _ in 0..<12 {
            try magazine.store.write { transaction in
                for _ in 0..<Int.random(in: 1...6, using: &random) { try magazine.edit(transaction, &random) }
            }
            try #require(try magazine.contents() == magazine.contentsAfresh())
        }
        #expect(try magazine.store.read { try $0.problems() } == [])
        #expect(try magazine.store.store.integrityProblems().filter { !$0.contains("server runs with") } == [])
    }

    @Test("a magazine from before there was a search is found whole once its tables are brought up to date")
    func migration() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            for number in 1...250 {
                var article = TemporaryStore.article(number)
                article.status = number % 10 == 0 ? .draft : .published
                _ = try transaction.add(article)
            }
        }
        let before = try contents(of: store.store)
        try store.write { transaction in
            let connection = transaction.connection
            for table in ["search_index", "search_file", "search_document"] { try connection.run("DROP TABLE \(table)") }
            for statement in Migration.search.statements { try connection.run(connection.engine.definition(statement)) }
            try Migration.search.then?(connection)
        }
        #expect(try contents(of: store.store) == before)
        #expect(try store.read { try $0.search(SearchQuery("article"), page: 1, size: 1).total } == 225)
        #expect(try store.read { try $0.problems() } == [])
    }

    @Test("a copy on the other engine finds the same")
    func copied() throws {
        let magazine = try SmallMagazine()
        try magazine.store.write { transaction in
            for number in 10...160 { _ = try transaction.add(TemporaryStore.article(number)) }
        }
        let folder = try TemporaryFolder()
        let target = try Engine.$chosen.withValue(Engine.current == .sqlite ? .postgres : .sqlite) {
            try TemporaryDatabase(file: folder["copy.sqlite"])
        }
        _ = try magazine.store.store.copy(to: target.location, named: "the source") { _, _, _ in }
        let copied = try Store(target.location)
        defer { try? copied.close() }
        for words in ["article", "anna", "slipway anchor", "tides", "nothing"] {
            let query = SearchQuery(words)
            let here = try magazine.store.read { try $0.search(query, page: 1, size: 100).total }
            #expect(try copied.readWaiting { try $0.search(query, page: 1, size: 100).total } == here, "\(words)")
        }
        #expect(try copied.readWaiting { try $0.problems() } == [])
    }

    @Test("a copy of the database as a file finds the same")
    func copiedToFile() throws {
        let magazine = try SmallMagazine()
        let folder = try TemporaryFolder()
        try magazine.store.store.copy(to: folder["copy.sqlite"])
        let copied = try Store(file: folder["copy.sqlite"])
        defer { try? copied.close() }
        #expect(try copied.readWaiting { try $0.search(SearchQuery("slipway anchor anna"), page: 1, size: 1).total } == 1)
        #expect(try copied.readWaiting { try $0.problems() } == [])
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let sql: String
        let sentence: String
        var testDescription: String { sentence }
    }

    @Test(
        "stet check tells of an article that the search does not know, knows otherwise, or must not know",
        arguments: [
            Damage(sql: "DELETE FROM search_document WHERE article_id = 2", sentence: "Article 2 is missing from the search."),
            Damage(
                sql: "DELETE FROM search_document WHERE article_id = 2",
                sentence: "The index of the search holds words of an article"),
            Damage(
                sql: "UPDATE article SET headline = 'Other' WHERE id = 2",
                sentence: "The search knows other words of article 2 than it has."),
            Damage(sql: "UPDATE article SET status = 'draft' WHERE id = 2", sentence: "The search finds article 2 and must not."),
            Damage(
                sql: "UPDATE search_document SET number = number + 7 WHERE article_id = 2",
                sentence: "The words of article 2 are missing from the index of the search."),
            Damage(sql: "UPDATE author SET name = 'Other'", sentence: "The search knows other words of article 1 than it has."),
        ])
    func check(_ damage: Damage) throws {
        let magazine = try SmallMagazine()
        #expect(try magazine.store.read { try $0.problems() } == [])
        try magazine.store.write { try $0.connection.run(damage.sql) }
        #expect(try magazine.store.read { try $0.problems() }.contains { $0.hasPrefix(damage.sentence) })
        // What was made wrong by hand elsewhere is told still.
        #expect(try magazine.store.write { try $0.rebuildSearch() } == (damage.sql.contains("'draft'") ? 1 : 2))
        #expect(try magazine.store.read { try $0.problems() }.filter { $0.contains("search") } == [])
        #expect(try magazine.contents() == magazine.contentsAfresh())
    }

    @Test("more articles of one day than there are places for are all found")
    func oneDay() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            for number in 1...600 {
                var article = TemporaryStore.article(number)
                article.dated = WallClock(stored: Int64(number))
                _ = try transaction.add(article)
            }
        }
        #expect(try store.read { try $0.search(SearchQuery("article"), page: 1, size: 1).total } == 600)
        #expect(try store.read { try $0.problems() } == [])
    }

    @Test("a text with more words than an engine takes is saved, and found by its beginning")
    func long() throws {
        let store = try TemporaryStore()
        // No word twice: a vector of PostgreSQL's may have a megabyte.
        let words = (0..<300_000).map { "w\(String($0, radix: 36))" }.joined(separator: " ")
        try store.write { transaction in
            for (number, body) in [words, String(repeating: "voices ", count: 40_000) + "東京都", hanzi(200_000)].enumerated() {
                var article = TemporaryStore.article(number + 1)
                article.body = HTML(stored: "<p>\(body)</p>")
                article.standfirst = String(body.prefix(100_000))
                _ = try transaction.add(article)
            }
        }
        for (query, article) in [("w0", 1), ("wabc", 1), ("voices", 2), ("東京都", 2)] {
            let hits = try store.read { try $0.search(SearchQuery(query), page: 1, size: 9).hits.map(\.card.id) }
            #expect(hits == [Int64(article)], "\(query)")
        }
        #expect(try store.read { try $0.problems() } == [])
    }

    private func hanzi(_ count: UInt32) -> String {
        String(String.UnicodeScalarView((0..<count).compactMap { Unicode.Scalar(0x4E00 + ($0 &* 7919) % 20_000) }))
    }
}

/// Two articles with an author, a tag and pictures, and whatever edits do to them.
private final class SmallMagazine {
    let store: TemporaryStore
    let author: Int64
    let tag: Int64
    let lead: Int64
    let inside: Int64

    init(hasFiles: Bool = true) throws {
        store = try TemporaryStore()
        (author, tag, lead, inside) = try store.write { transaction in
            let author = try transaction.save(Author(slug: "anna", name: "Anna Lund", permalink: try path("/anna/")))
            let tag = try transaction.save(Tag(slug: "tides", name: "Tides", permalink: try path("/tides/")))
            var pictures: [Int64] = []
            for (file, alt) in [("/lead.gif", "A slipway"), ("/inside.gif", "An anchor")] {
                var picture = Picture()
                (picture.file, picture.alt) = (file, alt)
                pictures.append(try transaction.save(picture))
                if hasFiles { try transaction.save(upload(file)) }
            }
            var article = TemporaryStore.article(1)
            article.body = HTML(stored: "<p>Body</p><p><img src=\"/inside-300x200.gif\" alt=\"\"></p>")
            (article.authorIDs, article.tagIDs, article.pictureID) = ([author], [tag], pictures[0])
            _ = try transaction.add(article)
            _ = try transaction.add(TemporaryStore.article(2))
            return (author, tag, pictures[0], pictures[1])
        }
    }

    func found(_ words: String) throws -> [Int64] {
        try store.read { try $0.search(SearchQuery(words), page: 1, size: 100).hits.map(\.card.id) }
    }

    func contents() throws -> [String] { try StorageTests.contents(of: store.store) }

    /// What an index made of the tables at this moment holds.
    func contentsAfresh() throws -> [String] {
        struct Undo: Error {}
        var found: [String] = []
        do {
            try store.write { transaction in
                let connection = transaction.connection
                try connection.engine.emptySearch()
                for table in ["search_file", "search_document"] { try connection.run("DELETE FROM \(table)") }
                try SearchIndex(connection).build()
                found = try StorageTests.contents(of: connection)
                throw Undo()
            }
        } catch is Undo {}
        return found
    }

    private static let words = ["harbour", "Küste", "東京都", "أحمد", "quay", "the", "light", "ferry", "naïve", "สวัสดี"]

    func edit(_ transaction: Transaction, _ random: inout Random) throws {
        func text() -> String {
            (0..<Int.random(in: 0...5, using: &random)).map { _ in Self.words.randomElement(using: &random) ?? "" }.joined(
                separator: " ")
        }
        let last = try transaction.connection.number("SELECT coalesce(max(id), 0) FROM article")
        switch Int.random(in: 0..<10, using: &random) {
        case 0...4:
            let isNew = Bool.random(using: &random) && last < 20
            let id = isNew ? last + 1 : Int64.random(in: 1...last, using: &random)
            var article = TemporaryStore.article(Int(id))
            article.headline = HTML(escaping: text())
            article.standfirst = text()
            article.body = HTML(stored: "<p>\(text())</p><img src=\"/inside.gif\" alt=\"\(text())\">")
            article.status = Article.Status.allCases.randomElement(using: &random) ?? .published
            if Int.random(in: 0..<3, using: &random) > 0 { article.status = .published }
            article.dated = WallClock(stored: Int64.random(in: 0...40, using: &random) * 86_400_000)
            article.authorIDs = Bool.random(using: &random) ? [author] : []
            article.tagIDs = Bool.random(using: &random) ? [tag] : []
            article.pictureID = [lead, inside, nil].randomElement(using: &random) ?? nil
            if isNew { _ = try transaction.add(article) } else { try transaction.update(id, to: article) }
        case 5: _ = try transaction.save(Author(slug: "anna", name: text(), permalink: try path("/anna/")), as: author)
        case 6: _ = try transaction.save(Tag(slug: "tides", name: text(), permalink: try path("/tides/")), as: tag)
        case 7...8:
            let id = Bool.random(using: &random) ? lead : inside
            guard var picture = try transaction.current.picture(id) else { return }
            picture.alt = text()
            picture.caption = HTML(escaping: text())
            picture.isDecorative = Bool.random(using: &random)
            picture.file = ["/lead.gif", "/inside.gif", "/third.gif"].randomElement(using: &random) ?? ""
            _ = try transaction.save(picture, as: id)
        default: try transaction.save(upload("/third.gif", digest: "\(UInt8.random(in: 0...255, using: &random))"))
        }
    }
}

/// Each word that the engine's index holds, with its place.
private func contents(of connection: Connection) throws -> [String] {
    switch Engine.current {
    case .sqlite:
        try connection.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab (main, search_index, instance)")
        return try connection.rows(
            "SELECT w.term, d.article_id, w.col, w.\"offset\" FROM search_words w LEFT JOIN search_document d ON d.number = w.doc"
        ) { "\($0.text(0)) \($0.int(1)) \($0.text(2)) \($0.int(3))" }.sorted()
    case .postgres:
        return try connection.rows("SELECT article_id, number, head::text, words::text FROM search_index") {
            "\($0.int(0)) \($0.int(1)) \($0.text(2)) \($0.text(3))"
        }.sorted()
    }
}

private func contents(of store: Store) throws -> [String] {
    try store.writeWaiting { try contents(of: $0.connection) }
}

private func path(_ path: String) throws -> Permalink { try #require(Permalink(path)) }

private func upload(_ path: String, digest: String = "ab") -> Upload {
    Upload(path: path, digest: digest, size: 1, mediaType: "image/gif", modifiedAt: Timestamp(stored: 0))
}

/// The same numbers in every run (xorshift64*).
private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
