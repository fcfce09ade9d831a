import Content
import Editorial
import Storage
import TestSupport
import Testing

@Suite("A second old site in a folder of the first", .everyEngine)
struct FolderSiteTests {
    private static let first = WXRText(
        [
            .post(1, "Root") { $0.link = "https://one.example/hello/" },
            .page(2, "About") { $0.link = "https://one.example/about/" },
        ],
        terms: [WXRText.category(5, "boats", "Boats")], link: "https://one.example")
    private static let second = WXRText(
        [
            .post(1, "Blog post", body: "<a href=\"https://one.example/hello/\">root</a>") { item in
                (item.link, item.terms) = (
                    "https://one.example/blog/hello/", [("category", "news", "News"), ("post_tag", "sea", "Sea")]
                )
            }
        ], terms: [WXRText.category(5, "news", "News"), WXRText.author("anna", "Anna")], link: "https://one.example/blog")

    @Test("its articles have their addresses, what listed them leads to the magazine's, and its numbers are its own")
    func folder() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(Self.first.text)
        try await magazine.importing(Self.second.text)
        #expect(try await magazine.page("/blog/hello/").body.contains("<h1>Blog post</h1>"))
        #expect(try await magazine.page("/hello/").body.contains("<h1>Root</h1>"))
        for (address, target) in [
            ("/blog/", "/"), ("/blog", "/"), ("/blog/feed/", "/feed/"), ("/blog/feed/atom/", "/feed/atom/"),
            ("/blog/2020/", "/2020/"),
            ("/blog/2020/01/", "/2020/01/"), ("/blog/category/news/", "/category/news/"), ("/blog/tag/sea/", "/tag/sea/"),
            ("/blog/category/news/feed/", "/category/news/feed/"), ("/blog/author/anna/", "/author/anna/"),
            ("/blog/?p=1", "/blog/hello/"), ("/?p=1", "/hello/"), ("/blog/?cat=5", "/category/news/"),
            ("/?cat=5", "/category/boats/"),
            ("/blog/?feed=rss2", "/feed/"), ("/blog/?s=boats", "/search/?q=boats"), ("/blog/comments/feed/", "/comments/feed/"),
        ] {
            #expect(try await magazine.page(address).location == target, "\(address)")
        }
        // Those would be articles and pages of the other site.
        for address in ["/blog/about/", "/blog/nothing/", "/blog/category/nothing/", "/blogger/"] {
            #expect(try await magazine.page(address).status == 404, "\(address)")
        }
        let verified = try await magazine.working(.verify(VerifyRequest()))
        #expect(verified.exit == .success, "\(verified.report)")
        #expect(try magazine.problems() == [])
    }

    @Test("every level of an address that is made of sections has its pages and feeds", arguments: ["/", "/mag/"])
    func levels(_ front: String) async throws {
        let magazine = try TemporaryMagazine()
        let items = (1...30).map { id in
            WXRText.Item.post(id, "Item \(id)") { item in
                item.link = "https://old.example\(front)a/b/item-\(id)/"
                item.terms = [("category", "b", "B")]
                item.date = "2020-01-\(id < 10 ? "0" : "")\(id) 10:00:00"
            }
        }
        try await magazine.importing(
            WXRText(items, terms: [WXRText.category(1, "a", "A"), WXRText.category(2, "b", "B", parent: "a")]).text)
        let home = try await magazine.store.read { try $0.publication().sectionsHome }
        for (address, target) in [
            ("a/", "a/"), ("a/b/", "a/b/"), ("a/page/2/", "a/page/2/"), ("a/b/page/2/", "a/b/page/2/"), ("a/feed/", "a/feed/"),
            ("a/b/page/3/", "a/b/page/3/"),
        ] {
            let page = try await magazine.page(front + address)
            #expect(page.location == home + target, "\(front + address)")
            #expect(try await magazine.page(home + target).status == 200, "\(target)")
        }
    }
}
