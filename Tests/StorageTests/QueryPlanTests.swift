import Content
import TestSupport
import Testing

@testable import Storage

/// Each of the hottest queries finds its rows by an index: SQLite's own plan says so.
@Suite("Query plans")
struct QueryPlanTests {
    private let store = Result { try TemporaryStore(articles: 500) }

    @Test("an address is one look-up by key")
    func destination() throws {
        let plan = try plan(Library.destinationSQL, [.text("/x/")])
        #expect(plan == "SEARCH address USING PRIMARY KEY (key=?)")
    }

    @Test("the months of a listing are a stretch of its primary key, in order")
    func months() throws {
        let plan = try plan(Library.monthsSQL, [.int(0)])
        #expect(plan == "SEARCH listing_month USING PRIMARY KEY (listing=?)")
    }

    @Test(
        "a page of a listing walks the listing in its order and looks up each card: no table is read through, nothing is sorted")
    func cards() throws {
        let plan = try plan(Library.cardsSQL, [.int(0), .int(.max), .int(12), .int(0)])
        #expect(plan.hasPrefix("SEARCH e USING PRIMARY KEY (listing=? AND dated<?)"))
        expectNoScan(plan)
    }

    @Test("an article is looked up by its number, with all that belongs to it")
    func article() throws {
        let plan = try plan(Library.articleSQL, [.int(1)])
        #expect(plan.contains("SEARCH a USING INTEGER PRIMARY KEY (rowid=?)"))
        expectNoScan(plan)
    }

    @Test("the newest articles walk the listing in its order")
    func newestArticles() throws {
        let plan = try plan(Library.newestArticlesSQL, [.int(0), .int(10)])
        #expect(plan.hasPrefix("SEARCH e USING PRIMARY KEY (listing=?)"))
        expectNoScan(plan)
    }

    @Test("comments are found by their article")
    func comments() throws {
        let plan = try plan(Library.commentsSQL, [.int(1)])
        #expect(plan.contains("SEARCH comment USING INDEX comment_by_article (article_id=?)"))
        #expect(!plan.contains("SCAN"))
    }

    @Test("a file is one look-up by path")
    func upload() throws {
        #expect(try plan(Library.uploadSQL, [.text("/x.gif")]) == "SEARCH upload USING PRIMARY KEY (path=?)")
    }

    @Test("what a thing of an old site has become is one look-up")
    func origin() throws {
        let plan = try plan(Library.originSQL, [.int(1), .text("item"), .text("7")])
        #expect(plan == "SEARCH origin USING PRIMARY KEY (source_id=? AND kind=? AND old_id=?)")
    }

    private func plan(_ sql: String, _ values: [SQLValue]) throws -> String { try store.get().plan(sql, values) }

    private func expectNoScan(_ plan: String) {
        #expect(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "\(plan)")
    }
}
