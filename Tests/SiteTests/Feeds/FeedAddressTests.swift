import Foundation
import TestSupport
import Testing

@Suite("Where feeds are", .everyEngine)
struct FeedAddressTests {
    private func magazine() async throws -> TemporaryMagazine {
        var export = WXRText([
            .post(1, "One") { $0.terms = [("category", "news", "News"), ("post_tag", "atom", "Atom")] },
            .post(2, "Hidden") { item in
                item.status = "draft"
                item.terms = [("post_tag", "hidden", "Hidden")]
            },
        ])
        export.terms = [
            WXRText.author("anna", "Anna"), WXRText.category(5, "news", "News"), WXRText.category(6, "empty", "Empty"),
            WXRText.tag(7, "atom", "Atom"), WXRText.tag(8, "hidden", "Hidden"),
        ]
        return try await TemporaryMagazine(export)
    }

    private static let listings = ["/", "/category/news/", "/tag/atom/", "/author/anna/"]

    @Test("each listing has its feed in three formats, and names them in its head", arguments: listings)
    func formats(_ listing: String) async throws {
        let magazine = try await magazine()
        let head = try await magazine.page(listing).body.components(separatedBy: "</head>")[0]
        for (path, type) in [
            ("feed/", "application/rss+xml"), ("feed/atom/", "application/atom+xml"), ("feed/json/", "application/feed+json"),
        ] {
            #expect(head.contains("<link rel=\"alternate\" type=\"\(type)\" title="))
            #expect(head.contains("href=\"\(listing)\(path)\">"))
            let page = try await magazine.page(listing + path)
            #expect(page.status == 200 && page.mediaType == type + "; charset=utf-8")
            #expect(page.body.contains("https://old.example\(listing)\(path)"))
        }
    }

    @Test("an article's page names the magazine's feeds, a page that is not there none")
    func others() async throws {
        let magazine = try await magazine()
        let article = try await magazine.page("/2020/01/item-1/").body
        #expect(article.contains("type=\"application/atom+xml\" title=\"The Old Magazine (Atom)\" href=\"/feed/atom/\">"))
        #expect(try await magazine.page("/nowhere/").body.contains("rel=\"alternate\"") == false)
    }

    @Test(
        "every spelling that WordPress answers leads to the feed it means",
        arguments: [
            ("/feed/rss/", "/feed/"), ("/feed/rss2/", "/feed/"), ("/feed/rdf/", "/feed/"), ("/rss/", "/feed/"),
            ("/rdf/", "/feed/"), ("/atom/", "/feed/atom/"), ("/feed.json", "/feed/json/"), ("/feed/json", "/feed/json/"),
            ("/wp-atom.php", "/feed/atom/"), ("/wp-rss2.php", "/feed/"), ("/?feed=rss2", "/feed/"),
            ("/?feed=atom", "/feed/atom/"),
            ("/?feed=json", "/feed/json/"), ("/?feed=other", "/feed/"), ("/?feed=rss2&cat=5", "/category/news/feed/"),
            ("/?cat=5&feed=atom", "/category/news/feed/atom/"), ("/?author_name=anna&feed=atom", "/author/anna/feed/atom/"),
            ("/?p=1&feed=rss2", "/2020/01/item-1/feed/"), ("/2020/rss/", "/2020/feed/"),
            ("/2020/1/feed/atom/", "/2020/01/feed/atom/"), ("/category/news/?feed=atom", "/category/news/feed/atom/"),
            ("/category/news/atom/", "/category/news/feed/atom/"), ("/category/news/feed/rss2/", "/category/news/feed/"),
            ("/tag/atom/feed/atom", "/tag/atom/feed/atom/"), ("/tag/atom/atom/", "/tag/atom/feed/atom/"),
        ])
    func spellings(_ address: String, _ location: String) async throws {
        let magazine = try await magazine()
        #expect(try await magazine.page(address).location == location)
        #expect(try await magazine.page(location).status == 200)
    }

    @Test("a tag that is called as a format is has its page")
    func tagByThatName() async throws {
        #expect(try await magazine().page("/tag/atom/").body.contains("<h1>Atom</h1>"))
    }

    @Test(
        "what has no page, or is no listing, has no feed",
        arguments: [
            "/category/nowhere/feed/atom/", "/tag/hidden/feed/json/", "/2019/feed/atom/", "/2020/01/item-2/feed/", "/feed/feed/",
            "/feed/xml/", "/json/", "/category/news/json/", "/feed/atom/atom/", "/feed/page/2/", "/?feed=rss2&cat=99",
            "/?feed=atom&tag=hidden",
        ])
    func none(_ address: String) async throws {
        let page = try await magazine().page(address)
        #expect(page.status == 404, "\(page.status) \(page.location ?? "")")
    }

    @Test("a section that has nothing yet has an empty feed", arguments: ["feed/", "feed/atom/", "feed/json/"])
    func empty(_ feed: String) async throws {
        let page = try await magazine().page("/category/empty/" + feed)
        #expect(page.status == 200 && !page.body.contains("item-1"))
    }
}
