import Content
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Listing pages", .everyEngine)
struct ListingPageTests {
    /// Thirty articles, one a day from the first of January 2020: three pages of twelve, twelve and six.
    private func magazine() async throws -> TemporaryMagazine {
        let items = (1...30).map { (id: Int) -> WXRText.Item in
            .post(id, "Headline \(id)") { item in
                item.date = "2020-01-\(id < 10 ? "0" : "")\(id) 10:00:00"
                item.terms = [("category", "news", "News"), ("post_tag", "tides", "Tides")]
            }
        }
        return try await TemporaryMagazine(
            WXRText(
                items,
                terms: [
                    WXRText.author("anna", "Anna Lund"), WXRText.category(5, "news", "News"), WXRText.tag(6, "tides", "Tides"),
                ]))
    }

    private static let listings = ["/", "/category/news/", "/tag/tides/", "/author/anna/", "/2020/", "/2020/01/"]

    @Test("its pages together hold every article once, newest first", arguments: listings)
    func allArticles(_ listing: String) async throws {
        let magazine = try await magazine()
        var headlines: [String] = []
        for path in [listing, listing + "page/2/", listing + "page/3/"] {
            let page = try await magazine.page(path)
            #expect(page.status == 200)
            headlines += ListingText.of(page.body).components(separatedBy: "\n").filter { $0.hasPrefix("Headline") }
        }
        #expect(headlines == (1...30).reversed().map { "Headline \($0)" })
    }

    @Test("its first page has one address, and there is none beyond the last", arguments: listings)
    func rims(_ listing: String) async throws {
        let magazine = try await magazine()
        #expect(try await magazine.page(listing + "page/1/").location == listing)
        #expect(try await magazine.page(listing + "page/2").location == listing + "page/2/")
        for number in ["0", "00"] {
            #expect(try await magazine.page("\(listing)page/\(number)/").location == listing, "\(number)")
        }
        for number in ["4", "-1", "x", "2x", "99999999999999999999", "9223372036854775807", "768614336404564651"] {
            #expect(try await magazine.page("\(listing)page/\(number)/").status == 404, "\(number)")
        }
    }

    @Test("the front page begins with a lead, which counts as the first of its cards; a magazine may have the cards alone")
    func lead() async throws {
        let magazine = try await magazine()
        let page = try await magazine.page("/").body
        #expect(
            page.contains(
                "<article class=\"card lead-card card-plain\">\n<h2 class=\"card-headline\"><a href=\"/2020/01/item-30/\">"))
        #expect(page.components(separatedBy: "class=\"card-headline\"").count == 13)
        #expect(page.components(separatedBy: "<li class=\"wide\">").count == 2)
        for path in ["/page/2/", "/category/news/", "/2020/"] {
            #expect(try await !magazine.page(path).body.contains("lead-card"), "\(path)")
        }
        try magazine.store.writeWaiting { transaction in
            var publication = try transaction.publication()
            publication.frontPage = .grid
            try transaction.save(publication)
        }
        let grid = try await magazine.page("/").body
        #expect(!grid.contains("lead-card") && !grid.contains("class=\"wide\""))
        #expect(ListingText.of(grid) == ListingText.of(page))
    }

    @Test(
        "a page of it names the pages before and after it, and itself as the canonical one", arguments: ["/", "/category/news/"])
    func neighbours(_ listing: String) async throws {
        let magazine = try await magazine()
        let page = try await magazine.page(listing + "page/2/").body
        #expect(page.contains("href=\"\(listing)\"") && page.contains("href=\"\(listing)page/3/\""))
        #expect(page.contains("<link rel=\"canonical\" href=\"https://old.example\(listing)page/2/\">"))
        let first = try await magazine.page(listing).body
        #expect(first.contains("<link rel=\"canonical\" href=\"https://old.example\(listing)\">") && !first.contains("page/1/"))
    }

    @Test(
        "a year, a month and a day list what is dated so",
        arguments: [("/2020/", 12), ("/2020/01/", 12), ("/2020/01/07/", 1), ("/2020/01/30/", 1)])
    func dates(_ path: String, _ count: Int) async throws {
        let page = try await magazine().page(path)
        #expect(page.status == 200)
        #expect(page.body.components(separatedBy: "class=\"card-headline\"").count == count + 1)
    }

    @Test(
        "a stretch of time without articles, and one that is none, is not found",
        arguments: [
            "/2019/", "/2020/02/", "/2020/01/31/", "/2020/02/30/", "/20200/", "/0000/",
            "/99/",
        ])
    func emptyDates(_ path: String) async throws {
        #expect(try await magazine().page(path).status == 404)
    }

    @Test("a section without articles is a page that says so, and stands in no navigation")
    func emptySection() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)], terms: [WXRText.category(5, "news", "News")]))
        #expect(try await magazine.page("/category/news/").status == 200)
        #expect(try await !magazine.page("/").body.contains("/category/news/"))
    }

    @Test("a new magazine has a front page, a feed and a site map")
    func emptyMagazine() async throws {
        let magazine = try TemporaryMagazine()
        for path in ["/", "/feed/", "/feed/atom/", "/feed/json/", "/sitemap.xml", "/robots.txt"] {
            #expect(try await magazine.page(path).status == 200, "\(path)")
        }
        #expect(try await magazine.page("/page/2/").status == 404)
    }

    @Test(
        "an address by number leads for good to the one by name",
        arguments: [
            ("/?p=7", "/2020/01/item-7/"), ("/?p=7x", "/2020/01/item-7/"), ("/index.php?p=7", "/2020/01/item-7/"),
            ("/?page_id=7", "/2020/01/item-7/"), ("/?cat=5", "/category/news/"), ("/?tag=tides", "/tag/tides/"),
            ("/?tag_id=6", "/tag/tides/"), ("/?author=1", "/author/anna/"), ("/?author_name=anna", "/author/anna/"),
            ("/?category_name=news", "/category/news/"), ("/?m=2020", "/2020/"), ("/?m=202001", "/2020/01/"),
            ("/?m=20200107", "/2020/01/07/"),
            ("/?feed=rss2", "/feed/"), ("/?paged=2", "/page/2/"), ("/?utm_source=x&p=7", "/2020/01/item-7/?utm_source=x"),
            ("/index.php", "/"),
            ("/feed", "/feed/"), ("/rss/", "/feed/"), ("/feed/rdf/", "/feed/"), ("/wp-sitemap.xml", "/sitemap.xml"),
            ("/2020/01/item-7", "/2020/01/item-7/"), ("/2020/01/item-7?x=1", "/2020/01/item-7/?x=1"),
            ("/category/news", "/category/news/"),
            ("/2020/01", "/2020/01/"), ("//2020/01/item-7/", "/2020/01/item-7/"),
            ("/2020/../2020/01/item-7/", "/2020/01/item-7/"),
        ])
    func redirects(_ address: String, _ path: String) async throws {
        let page = try await magazine().page(address)
        #expect(page.status == 301 && page.location == path)
    }

    @Test(
        "a query that means nothing shows the page itself",
        arguments: ["/?utm_source=x", "/?fbclid=1&x=2", "/2020/01/item-7/?utm_source=x"])
    func foreignQueries(_ address: String) async throws {
        #expect(try await magazine().page(address).status == 200)
    }

    @Test(
        "a number that names nothing here is not found",
        arguments: ["/?p=999", "/?cat=999", "/?tag=nowhere", "/?author=999", "/?attachment_id=999"])
    func unknownNumbers(_ address: String) async throws {
        #expect(try await magazine().page(address).status == 404)
    }

    @Test(
        "what is not here gets a page that says so, offers the latest articles, and is kept out of search engines",
        arguments: [
            "/nowhere/", "/2020/01/nowhere/", "/category/nowhere/", "/wp-content/uploads/nowhere.gif", "/feed/nowhere/",
        ])
    func notFound(_ address: String) async throws {
        let page = try await magazine().page(address)
        #expect(page.status == 404 && page.mediaType == "text/html; charset=utf-8")
        #expect(page.body.contains("<meta name=\"robots\" content=\"noindex\">") && !page.body.contains("rel=\"canonical\""))
        #expect(page.body.contains("href=\"/2020/01/item-30/\"") && page.body.contains("<a class=\"name\" href=\"/\">"))
    }
}
