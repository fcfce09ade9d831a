import Content
import TestSupport
import Testing

@testable import Storage

@Suite("The search", .everyEngine)
struct SearchTests {
    @Test("an article is found by every word that its page shows: headline, standfirst, body, alt texts, byline, tags")
    func everywhere() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            var article = TemporaryStore.article(1)
            article.headline = HTML(stored: "An oak <em>keel</em>")
            article.standfirst = "Laid in March"
            article.body = HTML(stored: "<p>The shipwright &amp; his son</p><p><img src=\"/a.gif\" alt=\"Shavings\"></p>")
            article.authorIDs = [
                try transaction.save(Author(slug: "marit", name: "Marit Lodgård", permalink: try path("/marit/")))
            ]
            article.tagIDs = [try transaction.save(Tag(slug: "boats", name: "Boatbuilding", permalink: try path("/boats/")))]
            var picture = Picture()
            (picture.file, picture.alt, picture.caption) = ("/lead.gif", "A slipway", HTML(stored: "At dawn"))
            try transaction.save(upload("/lead.gif"))
            article.pictureID = try transaction.save(picture)
            article.talk = Article.Talk(mediaURL: "", duration: "", speakers: "Yara Saffan")
            article.event = Article.Event(starts: WallClock(stored: 0), ends: nil, place: "Boathouse", address: "Quay 7")
            _ = try transaction.add(article)
            _ = try transaction.add(TemporaryStore.article(2))
        }
        for words in [
            "keel", "oak keel", "march", "shipwright", "shavings", "lodgard", "lodgaard", "boatbuilding", "slipway", "dawn",
            "saffan",
            "boathouse", "quay", "oak march son shavings marit boatbuilding slipway dawn", "shipw",
            "SHIPWRIGHT’S son".replacing("’S", with: ""),
        ] { #expect(try found(words, in: store) == [1], "\(words)") }
        for words in ["em", "amp", "gif", "oak elm", "nothing", "ship"] {
            #expect(try found(words, in: store) == (words == "ship" ? [1] : []), "\(words)")
        }
    }

    @Test("languages without spaces are found, and Arabic and German however they are spelt")
    func languages() throws {
        let store = try TemporaryStore()
        let bodies = [
            "本期杂志介绍三位独立出版人", "東京都の港で船を見た", "京都と東京は遠い", "วันนี้เราไปดูเรือที่ท่าเรือ", "나는 서울에서 배를 보았다",
            "تَصْدُرُ المجلّة كلَّ أسبوع في المدينة", "Die Straße über Füssen nach Österreich", "Журнал выходит ёлкой",
        ]
        try store.write { transaction in
            for (index, body) in bodies.enumerated() {
                var article = TemporaryStore.article(index + 1)
                article.body = HTML(stored: "<p>\(body)</p>")
                _ = try transaction.add(article)
            }
        }
        for (words, articles) in [
            ("杂志", [1]), ("独立出版人", [1]), ("期", [1]), ("人", [1]), ("東京都", [2]), ("東京", [2, 3]), ("京都", [2, 3]), ("港", [2]),
            ("東京 船", [2]),
            ("ท่าเรือ", [4]), ("เรือ", [4]), ("เรา", [4]), ("แมว", []), ("서울", [5]), ("서울에", [5]), ("배", [5]), ("المجلة", [6]),
            ("تصدر اسبوع", [6]),
            ("المدينه", [6]), ("strasse", [7]), ("STRASSE", [7]), ("uber fuessen", [7]), ("über füssen", [7]),
            ("oesterreich", [7]), ("osterreich", [7]),
            ("елкой", [8]), ("ЖУРНАЛ", [8]),
        ] as [(String, [Int64])] { #expect(try found(words, in: store).sorted() == articles, "\(words)") }
    }

    @Test("words in the headline count more than in standfirst, byline and tags, and those more than in the body")
    func order() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            let tag = try transaction.save(Tag(slug: "l", name: "Lighthouse", permalink: try path("/l/")))
            for number in 1...5 {
                var article = TemporaryStore.article(number)
                switch number {
                case 1: article.headline = HTML(stored: "A lighthouse")
                case 2: article.standfirst = "By the lighthouse"
                case 3: article.tagIDs = [tag]
                case 4: article.body = HTML(stored: "<p>" + String(repeating: "lighthouse lamp ", count: 50) + "</p>")
                default:
                    article.body = HTML(stored: "<p>a lighthouse among " + String(repeating: "other things ", count: 50) + "</p>")
                }
                _ = try transaction.add(article)
            }
        }
        let order = try found("lighthouse", in: store)
        #expect(order.first == 1 && Set(order[1...2]) == [2, 3] && Array(order[3...]) == [4, 5])
    }

    @Test("nothing that is not published is found, and nothing any more that was", arguments: Article.Status.allCases)
    func statuses(_ status: Article.Status) throws {
        let store = try TemporaryStore()
        var article = TemporaryStore.article(1)
        article.headline = HTML(stored: "Canary")
        try store.write { _ = try $0.add(article) }
        #expect(try found("canary", in: store) == [1])
        try store.write { transaction in
            article.status = status
            try transaction.update(1, to: article)
            var other = TemporaryStore.article(2)
            (other.headline, other.status) = (HTML(stored: "Canary too"), status)
            _ = try transaction.add(other)
        }
        #expect(try found("canary", in: store).sorted() == (status == .published ? [1, 2] : []))
        #expect(try store.read { try $0.problems() } == [])
    }

    @Test("an article without an address has no page, and is not found")
    func withoutAddress() throws {
        let store = try TemporaryStore()
        var article = TemporaryStore.article(1)
        article.permalink = nil
        try store.write { _ = try $0.add(article) }
        #expect(try found("article", in: store) == [])
    }

    @Test("pages of results hold each article once; beyond the last stands the last")
    func pages() throws {
        let store = try TemporaryStore(articles: 30)
        let query = SearchQuery("article")
        let pages = try store.read { library in try (1...3).map { try library.search(query, page: $0, size: 12) } }
        #expect(pages.map(\.hits.count) == [12, 12, 6] && pages.allSatisfy { $0.total == 30 && !$0.isMore })
        #expect(Set(pages.flatMap(\.hits).map(\.card.id)).count == 30)
        for number in [1_000_000_000, Int64.max] {
            let last = try store.read { try $0.search(query, page: number, size: 12) }
            #expect(last.number == 3 && last.hits.map(\.card.id) == pages[2].hits.map(\.card.id))
        }
        for number in [0, -1, Int64.min] { #expect(try store.read { try $0.search(query, page: number, size: 12) }.number == 1) }
    }

    @Test(
        "of a word that stands in more than a thousand articles the newest are shown, and those with it in the headline before them"
    )
    func common() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            for number in 1...1100 {
                var article = TemporaryStore.article(number)
                article.headline = HTML(stored: number == 3 ? "Harbour" : "Article")
                article.body = HTML(stored: "<p>the harbour</p>")
                _ = try transaction.add(article)
            }
        }
        let first = try store.read { try $0.search(SearchQuery("harbour"), page: 1, size: 100) }
        #expect(first.total == 1000 && first.isMore && first.hits.first?.card.id == 3)
        var all: [Int64] = []
        for page in 1...10 {
            all += try store.read { try $0.search(SearchQuery("harbour"), page: Int64(page), size: 100) }.hits.map(\.card.id)
        }
        #expect(Set(all) == Set(102...1100).union([3]))
    }

    @Test(
        "whatever is typed is words: no sign has a meaning, and nothing is an error",
        arguments: [
            "\"", "\"harbour", "harbour\"", "NEAR(", "NEAR(harbour article, 2)", "harbour*", "*", "^harbour", "headline:harbour",
            "{headline} : x",
            "AND AND", "harbour AND", "NOT harbour", "harbour OR", "- harbour", "(((", ")", "'", "''",
            "'; DROP TABLE article; --", "\\", "\\'", ":*", "a:*A",
            "<->", "harbour <-> article", "!harbour", "& |", "'a' | 'b'", "' UNION SELECT 1 --", "\u{0}", "x\u{0}y", "%", "_",
            "?", "$1", "LONG",
            "\u{FFFF}\u{FFFE}", "\u{202E}", "a\u{300}\u{301}\u{302}",
        ])
    func hostile(_ words: String) throws {
        let store = try TemporaryStore(articles: 2)
        let total = try store.read { try $0.search(SearchQuery(words), page: 1, size: 12).total }
        #expect(total >= 0)
        #expect(try found("article", in: store) == [2, 1])
        #expect(try store.read { try $0.problems() } == [])
    }

    @Test("ten thousand characters, a thousand words, and all of them common")
    func heavy() throws {
        let store = try TemporaryStore(articles: 20)
        for words in [
            String(repeating: "article ", count: 1250), (0..<1000).map { "w\($0)" }.joined(separator: " "),
            String(repeating: "語", count: 10_000),
            String(repeating: "\"", count: 10_000), String(repeating: "a\u{301}", count: 5000),
        ] { _ = try store.read { try $0.search(SearchQuery(words), page: 1, size: 12) } }
        #expect(try found(String(repeating: "article ", count: 20), in: store).count == 20)
    }

    @Test("the newest that are found come by their time, whatever order they were written in")
    func newest() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            for number in [7, 3, 9, 1, 8, 2] { _ = try transaction.add(TemporaryStore.article(number)) }
        }
        let paths = try store.read { try $0.newestArticles(SearchQuery("article"), limit: 3).map(\.path) }
        #expect(paths == ["/9/", "/8/", "/7/"])
    }

    @Test("what a search reads is found by its index")
    func plan() throws {
        let store = try TemporaryStore(articles: 100)
        switch Engine.current {
        case .sqlite:
            let plan = try store.store.plan(
                SQLiteConnection.findSQL,
                [.text("{headline} : x"), .int(9), .text("{headline} : x"), .int(9), .text("x"), .int(9)])
            #expect(plan.contains("SCAN search_index VIRTUAL TABLE INDEX") && !plan.contains("SCAN d"), "\(plan)")
            #expect(plan.contains("SEARCH d USING") && !plan.contains("TEMP B-TREE FOR ORDER"), "\(plan)")
        case .postgres:
            for isHead in [false, true] {
                let plan = try store.read { library in
                    try library.connection.run("SET LOCAL enable_bitmapscan = on")
                    try library.connection.run(
                        "PREPARE looked_at AS " + PostgresSession.numbered(PostgresConnection.findSQL(isHead: isHead)))
                    let lines = try library.connection.rows(
                        "EXPLAIN (COSTS OFF) EXECUTE looked_at('x', 'x', 'x', 'x', 9, 1, 'x', 9)"
                    ) { $0.text(0) }
                    try library.connection.run("DEALLOCATE looked_at")
                    return lines.joined(separator: "\n")
                }
                #expect(plan.contains("Bitmap Index Scan on search_index_by_\(isHead ? "head" : "words")"), "\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(plan)")
            }
        }
    }

    private func found(_ words: String, in store: TemporaryStore) throws -> [Int64] {
        try store.read { try $0.search(SearchQuery(words), page: 1, size: 100).hits.map(\.card.id) }
    }

    private func path(_ path: String) throws -> Permalink { try #require(Permalink(path)) }

    private func upload(_ path: String) -> Upload {
        Upload(path: path, digest: "ab", size: 1, mediaType: "image/gif", modifiedAt: Timestamp(stored: 0))
    }
}
