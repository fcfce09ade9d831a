import Content
import TestSupport
import Testing

@testable import Storage

/// Each of the hottest queries finds its rows by an index and sorts no table: the engine's own plan says so, for tables that
/// have just been filled and once their statistics were taken.
@Suite("Query plans", .everyEngine)
struct QueryPlanTests {
    private let store = Result { try TemporaryStore(articles: 100) }

    struct Query: Sendable, CustomTestStringConvertible {
        let name: String
        let sql: String
        let values: [SQLValue]
        /// What each engine's plan begins its search with.
        let sqlite: String
        let postgres: String
        /// Rows that are found by an index may be few enough to be sorted.
        var sortsFew = false
        /// A small index of its own, which is read from its end.
        var readsWhole = false
        /// How SQLite names its way through what an inner query has found.
        var readsFew = "-"

        var testDescription: String { name }
    }

    static let hottest: [Query] = [
        Query(
            name: "what an address means", sql: Library.destinationSQL, values: [.text("/x/")],
            sqlite: "SEARCH address USING PRIMARY KEY (key=?)", postgres: "Index Scan using address_pkey on address"),
        Query(
            name: "the months of a listing", sql: Library.monthsSQL, values: [.int(0)],
            sqlite: "SEARCH listing_month USING PRIMARY KEY (listing=?)",
            postgres: "Index Scan Backward using listing_month_pkey on listing_month"),
        Query(
            name: "the cards of a page", sql: Library.cardsSQL, values: [.int(0), .int(.max), .int(12), .int(0)],
            sqlite: "SEARCH listing_entry USING PRIMARY KEY (listing=? AND dated<?)",
            postgres: "Index Only Scan Backward using listing_entry_pkey on listing_entry", sortsFew: true, readsFew: "SCAN e"),
        Query(
            name: "what is pinned", sql: Library.pinnedSQL, values: [.int(12)],
            sqlite: "SCAN a USING INDEX article_by_pin", postgres: "Index Scan Backward using article_by_pin on article a",
            readsWhole: true),
        Query(
            name: "an article with all that belongs to it", sql: Library.articleSQL, values: [.int(1)],
            sqlite: "SEARCH a USING INTEGER PRIMARY KEY (rowid=?)", postgres: "Index Scan using article_pkey on article a"),
        Query(
            name: "the newest articles", sql: Library.newestArticlesSQL, values: [.int(0), .int(10)],
            sqlite: "SEARCH e USING PRIMARY KEY (listing=?)",
            postgres: "Index Only Scan Backward using listing_entry_pkey on listing_entry e"),
        Query(
            name: "the bylines of a page of cards", sql: Library.bylinesSQL(12), values: (1...12).map(SQLValue.int),
            sqlite: "SEARCH x USING PRIMARY KEY (article_id=?)",
            postgres: "Index Scan using article_author_pkey on article_author x",
            sortsFew: true),
        Query(
            name: "the comments below an article", sql: Library.commentsSQL, values: [.int(1)],
            sqlite: "SEARCH comment USING INDEX comment_by_article (article_id=?)",
            postgres: "Index Scan using comment_by_article on comment", sortsFew: true),
        Query(
            name: "the sections of an article", sql: Library.sectionsOfArticleSQL, values: [.int(1)],
            sqlite: "SEARCH x USING PRIMARY KEY (article_id=?)",
            postgres: "Index Scan using article_section_pkey on article_section x"),
        Query(
            name: "the tags of an article", sql: Library.tagsOfArticleSQL, values: [.int(1)],
            sqlite: "SEARCH x USING PRIMARY KEY (article_id=?)", postgres: "Index Scan using article_tag_pkey on article_tag x"),
        Query(
            name: "the sections of a feed's articles", sql: Library.sectionsSQL(10), values: (1...10).map(SQLValue.int),
            sqlite: "SEARCH x USING PRIMARY KEY (article_id=?)",
            postgres: "Index Scan using article_section_pkey on article_section x", sortsFew: true),
        Query(
            name: "the tags of a feed's articles", sql: Library.tagsSQL(10), values: (1...10).map(SQLValue.int),
            sqlite: "SEARCH x USING PRIMARY KEY (article_id=?)", postgres: "Index Scan using article_tag_pkey on article_tag x",
            sortsFew: true),
        Query(
            name: "the files of a feed's articles", sql: Library.enclosuresSQL(10), values: (1...10).map(SQLValue.int),
            sqlite: "SEARCH enclosure USING PRIMARY KEY (article_id=?)",
            postgres: "Index Scan using enclosure_pkey on enclosure", sortsFew: true),
        Query(
            name: "how many comments a feed's articles have", sql: Library.commentCountsSQL(10),
            values: (1...10).map(SQLValue.int),
            sqlite: "SEARCH comment USING INDEX comment_by_article (article_id=?)", postgres: "comment_by_article",
            sortsFew: true),
        Query(
            name: "the newest comments below an article", sql: Library.newestCommentsOfArticleSQL, values: [.int(1), .int(10)],
            sqlite: "SEARCH c USING INDEX comment_by_article (article_id=?)", postgres: "comment_by_article", sortsFew: true),
        Query(
            name: "a further page of a feed", sql: Library.articlesBeforeSQL,
            values: [.int(0), .int(.min), .int(.max), .int(10), .int(3)],
            sqlite: "SEARCH listing_entry USING PRIMARY KEY (listing=? AND dated>? AND dated<?)",
            postgres: "Index Only Scan Backward using listing_entry_pkey on listing_entry", sortsFew: true, readsFew: "SCAN e"),
        Query(
            name: "what was made of an original by hand", sql: Library.editedSQL, values: [.text("x"), .text("y")],
            sqlite: "SEARCH upload USING PRIMARY KEY (path>? AND path<?)", postgres: "upload_pkey"),
        Query(
            name: "what was published lately", sql: Library.newsSQL, values: [.int(0), .int(0), .int(1000)],
            sqlite: "SEARCH e USING PRIMARY KEY (listing=? AND dated>?)",
            postgres: "Index Only Scan Backward using listing_entry_pkey on listing_entry e"),
        Query(
            name: "the translations of an article", sql: Library.translationsSQL, values: [.int(1)],
            sqlite: "SEARCH a USING INTEGER PRIMARY KEY (rowid=?)", postgres: "Index Scan using article_pkey on article a",
            sortsFew: true),
        Query(
            name: "the next older article", sql: Library.olderSQL, values: [.int(0), .int(1)],
            sqlite: "SEARCH e USING PRIMARY KEY (listing=? AND (dated,article_id)<(?,?))",
            postgres: "Index Only Scan Backward using listing_entry_pkey on listing_entry e"),
        Query(
            name: "the next newer article", sql: Library.newerSQL, values: [.int(0), .int(1)],
            sqlite: "SEARCH e USING PRIMARY KEY (listing=? AND (dated,article_id)>(?,?))",
            postgres: "Index Only Scan using listing_entry_pkey on listing_entry e"),
        Query(
            name: "the file at a path", sql: Library.uploadSQL, values: [.text("/x.gif")],
            sqlite: "SEARCH upload USING PRIMARY KEY (path=?)", postgres: "Index Scan using upload_pkey on upload"),
        Query(
            name: "what a thing of an old site has become", sql: Library.originSQL,
            values: [.int(1), .text("item"), .text("7")],
            sqlite: "SEARCH origin USING PRIMARY KEY (source_id=? AND kind=? AND old_id=?)",
            postgres: "Index Scan using origin_pkey on origin"),
    ]

    @Test("finds its rows by an index, reads no table through and sorts none", arguments: hottest)
    func plan(of query: Query) throws {
        let temporary = try store.get()
        for isAnalysed in [false, true] {
            if isAnalysed { try temporary.store.checkpoint() }
            let plan = try temporary.store.plan(query.sql, query.values)
            let comment = Comment(rawValue: "\(isAnalysed ? "with" : "without") statistics:\n\(plan)")
            switch Engine.current {
            case .sqlite:
                let scans = plan.replacing(query.readsFew, with: "").contains("SCAN")
                #expect(plan.contains(query.sqlite) && (query.readsWhole || !scans), comment)
                #expect(query.sortsFew || !plan.contains("TEMP B-TREE"), comment)
            case .postgres:
                #expect(plan.contains(query.postgres) && !plan.contains("Seq Scan"), comment)
                #expect(query.sortsFew || !plan.contains("Sort"), comment)
                // A join that reads one side whole: of articles, that would be all of them.
                #expect(!plan.contains("Hash") && !plan.contains("Materialize") && !plan.contains("Merge Join"), comment)
            }
        }
    }

    /// Queries that look at a stretch of an index and then at what they found there: they read no table through but those stretches.
    static let stretches: [(name: String, sql: String, values: [SQLValue], stretches: Set<String>)] = [
        (
            "the articles that go with one", Library.nearSQL(2),
            Array(repeating: [.int(1), .int(2), .int(3)], count: 4).flatMap { $0 }, ["side0", "side1"]
        ),
        ("what is published under a slug", Library.publishedSlugSQL, [.text("x"), .text("y")], []),
        ("the slugs that begin like one", Library.slugBeginningSQL, [.text("x"), .text("y"), .int(40)], []),
        ("the newest comments", Library.newestCommentsSQL, [.int(10)], ["c"]),
        (
            "the articles with a slug like this", Library.nearSlugsSQL, [.text("x"), .text("x")],
            ["following", "preceding", "near"]
        ),
        ("what is near an address", Library.nearAddressesSQL, [.text("/x/"), .text("/x/")], ["following", "preceding", "near"]),
    ]

    @Test("looks at a stretch of an index, and at nothing but what stands there", arguments: stretches.indices)
    func stretch(_ index: Int) throws {
        let query = QueryPlanTests.stretches[index]
        let temporary = try store.get()
        try temporary.store.checkpoint()
        let plan = try temporary.store.plan(query.sql, query.values)
        switch Engine.current {
        case .sqlite:
            for line in plan.split(separator: "\n") where line.contains("SCAN") {
                let scanned = line.split(separator: " ").drop { $0 != "SCAN" }.dropFirst().first.map(String.init) ?? ""
                #expect(query.stretches.contains(scanned), "\(query.name): \(line)")
            }
            #expect(plan.contains("SEARCH"))
        case .postgres:
            // Of a hundred articles it reads all rather than the index of their slugs.
            #expect(plan.contains("Limit") && (plan.contains("Index") || query.name.contains("slug")), "\(query.name): \(plan)")
        }
    }
}
