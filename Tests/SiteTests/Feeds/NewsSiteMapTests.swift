import Content
import Foundation
import FoundationXML
import Site
import Storage
import TestSupport
import Testing

@Suite("The news site map", .everyEngine)
struct NewsSiteMapTests {
    private static let now: Int64 = 1_800_000_000_000
    private static let hour: Int64 = 3_600_000

    /// Published so many hours ago.
    private func add(_ name: String, _ hours: Int64, _ transaction: Transaction, _ change: (inout Article) -> Void = { _ in })
        throws
    {
        var article = Article.published("/\(name)/", name)
        article.publishedAt = Timestamp(stored: Self.now - hours * Self.hour)
        // By a clock that goes fourteen hours ahead.
        article.dated = WallClock(stored: Self.now - (hours - 14) * Self.hour)
        change(&article)
        _ = try transaction.add(article)
    }

    private func map(at now: Int64 = now, _ magazine: TemporaryMagazine) async throws -> (
        page: RenderedPage, document: XMLDocument
    ) {
        let site = Site(store: magazine.store, theme: try Theme(), now: { Timestamp(stored: now) })
        guard case .page(let page) = try await site.answer(path: "/sitemap-news.xml") else { throw CancellationError() }
        return (page, try XMLDocument(data: Data(page.bytes)))
    }

    private func values(_ name: String, _ document: XMLDocument) throws -> [String] {
        try document.nodes(forXPath: "//*[name()='\(name)']").compactMap(\.stringValue)
    }

    @Test("it names what was published within two days, with its headline, its instant and its language")
    func twoDays() async throws {
        let magazine = try TemporaryMagazine(language: "en-GB") { transaction in
            try add("new", 1, transaction) { $0.headline = HTML(stored: "R&amp;D <em>now</em>") }
            try add("arabic", 30, transaction) { $0.language = "ar-EG" }
            try add("chinese", 40, transaction) { $0.language = "zh-Hant-HK" }
            try add("rim", 48, transaction)
            try add("old", 49, transaction)
            try add("draft", 2, transaction) { $0.status = .draft }
            try add("about", 2, transaction) { ($0.kind, $0.isListed) = (.page, false) }
            try add("undated", 2, transaction) { $0.publishedAt = nil }
        }
        let (page, document) = try await map(magazine)
        #expect(page.mediaType == "application/xml; charset=utf-8")
        #expect(try values("loc", document) == ["new", "arabic", "chinese", "rim"].map { "https://m.example/\($0)/" })
        #expect(try values("news:title", document).first == "R&D now")
        #expect(try values("news:language", document) == ["en", "ar", "zh-tw", "en"])
        #expect(try values("news:publication_date", document).first == "2027-01-15T07:00:00Z")
        #expect(try values("news:name", document).first == "The Harbour Post")
    }

    @Test("it says until when it is right: then the first article falls out, though nothing was written")
    func rightUntil() async throws {
        let magazine = try TemporaryMagazine { transaction in
            try add("new", 1, transaction)
            try add("old", 40, transaction)
        }
        let until = try #require(try await map(magazine).page.rightUntil)
        #expect(until == Timestamp(stored: Self.now + 8 * Self.hour))
        #expect(try values("loc", try await map(at: until.milliseconds, magazine).document).count == 2)
        #expect(try values("loc", try await map(at: until.milliseconds + 1, magazine).document).count == 1)
        #expect(try await map(at: Self.now + 100 * Self.hour, magazine).page.rightUntil == nil)
    }

    @Test("robots may read everything but searches, and are told of both site maps")
    func robots() async throws {
        let page = try await TemporaryMagazine { _ in }.page("/robots.txt")
        #expect(page.mediaType == "text/plain; charset=utf-8")
        #expect(
            page.body == """
                User-agent: *
                Disallow: /search/

                Sitemap: https://m.example/sitemap.xml
                Sitemap: https://m.example/sitemap-news.xml

                """)
    }

    @Test("people are told who makes the magazine: the authors that have articles, a line each")
    func humans() async throws {
        let magazine = try TemporaryMagazine { transaction in
            var article = Article.published("/a/")
            article.authorIDs = [
                try transaction.saveAuthor("bo\n/* TEAM */", slug: "bo"), try transaction.saveAuthor("Anna", slug: "anna"),
            ]
            _ = try transaction.add(article)
            article.permalink = Permalink("/b/")
            article.status = .draft
            article.authorIDs = [try transaction.saveAuthor("Canary", slug: "canary")]
            _ = try transaction.add(article)
        }
        #expect(
            try await magazine.page("/humans.txt").body == """
                /* TEAM */
                Author: Anna
                Site: https://m.example/author/anna/

                Author: bo /* TEAM */
                Site: https://m.example/author/bo/

                /* SITE */
                Name: The Harbour Post
                Language: en
                Software: Stet

                """)
    }
}
