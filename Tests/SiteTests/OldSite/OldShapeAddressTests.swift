import Content
import TestSupport
import Testing

@Suite("What answers around the addresses of sites of other shapes", .everyEngine)
struct OldShapeAddressTests {
    /// Articles at addresses of a shape, the first of two pages and with a comment.
    private func magazine(_ link: (Int) -> String) async throws -> TemporaryMagazine {
        try await TemporaryMagazine(
            WXRText(
                (1...4).map { id in
                    .post(id, body: id == 1 ? "One<!--nextpage-->Two" : "Body") {
                        $0.link = "https://old.example" + link(id)
                        $0.terms = [("category", "news", "News")]
                        if id == 1 { $0.comments = [.init(5, "A word")] }
                    }
                },
                terms: [
                    WXRText.author("anna", "Anna"), WXRText.category(2, "world", "World"),
                    WXRText.category(3, "news", "News", parent: "world"),
                ]))
    }

    @Test("where addresses have no slash at their end the second page of a number is where it is")
    func noSlash() async throws {
        let magazine = try await magazine { "/item-\($0)" }
        #expect(try await magazine.page("/?p=1&page=2").location == "/item-1/2")
        #expect(try await magazine.page("/item-1?page=2").location == "/item-1/2")
        #expect(try await magazine.page("/item-1/2").body.contains("Two"))
    }

    @Test("plain addresses have feeds of their comments, in either order and by every name, and the feeds say where they are")
    func plain() async throws {
        let magazine = try await magazine { "/?p=\($0)" }
        let feed = try await magazine.page("/?p=1&feed=rss2")
        #expect(feed.status == 200 && feed.body.contains("A word"))
        #expect(feed.body.contains("/?p=1&amp;feed=rss2"))
        #expect(try await magazine.page("/?p=1&feed=atom").body.contains("<feed"))
        for path in ["/?feed=rss2&p=1", "/?p=1&feed=comments-rss2"] {
            #expect(try await magazine.page(path).location == "/?p=1&feed=rss2", "\(path)")
        }
        #expect(try await magazine.page("/feed/").body.contains("/?p=1/feed/") == false)
    }

    @Test("each folder of an address with the section or the author in it leads to their listing, with its pages and feeds")
    func folders() async throws {
        let magazine = try await magazine { "/world/news/item-\($0)/" }
        for (path, target) in [
            ("/world/news/", "/category/world/news/"), ("/world/news/feed/", "/category/world/news/feed/"),
            ("/world/", "/category/world/"),
        ] { #expect(try await magazine.page(path).location == target, "\(path)") }
        let byAuthor = try await self.magazine { "/anna/item-\($0)/" }
        #expect(try await byAuthor.page("/anna/").location == "/author/anna/")
        #expect(try await byAuthor.page("/anna/feed/").location == "/author/anna/feed/")
    }
}
