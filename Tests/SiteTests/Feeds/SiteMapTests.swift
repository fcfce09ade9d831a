import Content
import Foundation
import FoundationXML
import Storage
import TestSupport
import Testing

@Suite("Site maps", .everyEngine)
struct SiteMapTests {
    @Test("a small magazine has one list: every public address once, with the last change of each article")
    func small() async throws {
        let magazine = try TemporaryMagazine { transaction in
            let section = try transaction.saveSection("News", slug: "news")
            _ = try transaction.saveSection("Empty", slug: "empty")
            let author = try transaction.saveAuthor("Anna", slug: "anna")
            for number: Int64 in 1...2 {
                var article = Article.published("/\(number)/", day: number)
                (article.sectionIDs, article.authorIDs) = ([section], [author])
                if number == 2 { article.modifiedAt = Timestamp(stored: 1_577_836_800_000 + 9 * 86_400_000) }
                _ = try transaction.add(article)
            }
            var page = Article.published("/about/")
            (page.kind, page.isListed) = (.page, false)
            _ = try transaction.add(page)
            for status in Article.Status.allCases where status != .published {
                var hidden = Article.published("/\(status.rawValue)/")
                hidden.status = status
                _ = try transaction.add(hidden)
            }
            try transaction.claim(try #require(Permalink("/old/")), for: .redirect("/1/"))
        }
        let map = try await map(magazine, "/sitemap.xml")
        #expect(map.root == "urlset")
        #expect(
            map.addresses == ["", "author/anna/", "category/news/", "1/", "2/", "about/"].map { "https://m.example/" + $0 })
        #expect(map.changes == ["2020-01-02T00:00:00Z", "2020-01-10T00:00:00Z", "2020-01-01T00:00:00Z"])
        for address in map.addresses { #expect(try await magazine.page(path(of: address)).status == 200, "\(address)") }
    }

    @Test("an article's picture stands beside its address, with its alt text; what is not served is not named")
    func pictures() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/boat.gif")
        try await magazine.importing(
            WXRText([
                .attachment(5, "boat.gif", alt: "A boat & a quay"), .attachment(6, "gone.gif", alt: "Gone"),
                .post(7) { $0.meta = [("_thumbnail_id", "5")] }, .post(8) { $0.meta = [("_thumbnail_id", "6")] },
            ]).text, uploads: magazine.folder["uploads"])
        let text = try await magazine.page("/sitemap.xml").body
        _ = try XMLDocument(data: Data(text.utf8))
        #expect(text.components(separatedBy: "<image:image>").count == 2)
        #expect(text.contains("<image:caption>A boat &amp; a quay</image:caption></image:image></url>"))
        let location = try #require(text.components(separatedBy: "<image:loc>https://old.example").last?.prefix { $0 != "<" })
        #expect(try await magazine.page(String(location)).status == 200)
    }

    @Test("up to 10,000 addresses it is one list, beyond them an index of lists", arguments: [9_999, 10_000])
    func threshold(_ articles: Int) async throws {
        let magazine = try magazine(articles: articles)
        let map = try await map(magazine, "/sitemap.xml")
        guard articles > 9_999 else {
            #expect(map.root == "urlset" && map.addresses.count == 10_000)
            return
        }
        #expect(map.root == "sitemapindex")
        #expect(map.addresses == ["https://m.example/sitemap-0.xml", "https://m.example/sitemap-1.xml"])
        #expect(map.changes == ["1970-01-01T00:00:10Z"])
    }

    @Test("the lists of an index hold every address once; articles are parted by their number")
    func parts() async throws {
        let magazine = try magazine(articles: 10_002, tags: 10_001)
        let index = try await map(magazine, "/sitemap.xml")
        #expect(index.addresses.map(path) == ["0", "0-2", "1", "2"].map { "/sitemap-\($0).xml" })
        #expect(index.changes == ["1970-01-01T00:00:10Z", "1970-01-01T00:00:03Z"])
        var lists: [[String]] = []
        for part in index.addresses { lists.append(try await map(magazine, path(of: part)).addresses) }
        #expect(lists.map(\.count) == [10_000, 2, 10_000, 2])
        #expect(Set(lists.joined()).count == 20_004)
        #expect(lists[0].first == "https://m.example/" && lists[3] == ["https://m.example/10001/", "https://m.example/10002/"])
    }

    @Test(
        "there is no list that has nothing",
        arguments: [
            "99", "2", "-1", "1-1", "01", "0-1", "0-2", "00", "", "x", "9223372036854775807", "0-9223372036854775807", "0--2",
        ])
    func noPart(_ name: String) async throws {
        #expect(try await magazine(articles: 1).page("/sitemap-\(name).xml").status == 404)
    }

    @Test("each address of the map answers, whatever is in it")
    func answers() async throws {
        let magazine = try TemporaryMagazine { transaction in
            for path in ["/über/", "/a&b/", "/%C3%BC/", "/?p=7", "/a'b/"] { _ = try transaction.add(.published(path)) }
        }
        let map = try await map(magazine, "/sitemap.xml")
        #expect(map.addresses.count == 6)
        for address in map.addresses {
            #expect(address.utf8.allSatisfy { $0 < 0x80 })
            #expect(try await magazine.page(path(of: address)).status == 200, "\(address)")
        }
    }

    @Test("the old site's addresses of site maps lead to it", arguments: ["/wp-sitemap.xml", "/sitemap_index.xml"])
    func oldAddresses(_ address: String) async throws {
        #expect(try await magazine(articles: 1).page(address).location == "/sitemap.xml")
    }

    /// Many articles and tags, written at once; the article of number `n` was published `n % 11` seconds after 1970 began.
    private func magazine(articles: Int, tags: Int = 0) throws -> TemporaryMagazine {
        try TemporaryMagazine { transaction in
            try transaction.connection.run(
                """
                INSERT INTO article (id, kind, status, is_listed, slug, path, headline, standfirst, teaser, language, dated,
                    published_at, picture_caption, position, is_pinned, comments_open, password, original_type, guid, revision)
                WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < \(articles))
                SELECT x, 'article', 'published', 1, '', '/' || x || '/', '', '', '', '', 0, x % 11 * 1000, '', 0, 0, 0, '', '', '', 1
                FROM n
                """)
            guard tags > 0 else { return }
            try transaction.connection.run(
                """
                INSERT INTO tag (id, slug, name, summary, path)
                WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < \(tags))
                SELECT x, 't' || x, '', '', '/tag/t' || x || '/' FROM n
                """)
            try transaction.connection.run(
                "INSERT INTO listing_entry (listing, dated, article_id) SELECT id * 4 + 2, 0, 1 FROM tag")
        }
    }

    private func path(of address: String) -> String { String(address.dropFirst("https://m.example".count)) }

    private func map(_ magazine: TemporaryMagazine, _ path: String) async throws -> (
        root: String?, addresses: [String], changes: [String]
    ) {
        let page = try await magazine.page(path)
        #expect(page.mediaType == "application/xml; charset=utf-8")
        let document = try XMLDocument(data: Data(page.body.utf8))
        func values(_ name: String) throws -> [String] {
            try document.nodes(forXPath: "//*[local-name()='\(name)']").compactMap(\.stringValue)
        }
        return (document.rootElement()?.name, try values("loc"), try values("lastmod"))
    }
}
