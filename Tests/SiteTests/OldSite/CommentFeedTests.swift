import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite("Feeds of comments", .everyEngine)
struct CommentFeedTests {
    private func items(_ path: String, in magazine: TemporaryMagazine) async throws -> [XMLNode] {
        let page = try await magazine.page(path)
        #expect(page.mediaType == "application/rss+xml; charset=utf-8", "\(path)")
        return try XMLDocument(data: Data(page.body.utf8)).nodes(forXPath: "/rss/channel/item")
    }

    private func texts(_ path: String, in items: [XMLNode]) throws -> [String?] {
        try items.map { try $0.nodes(forXPath: path).first?.stringValue }
    }

    @Test(
        "an article's comments are a feed at the article's address, each by the name the old site's feed gave it; nothing else is in it"
    )
    func ofArticle() async throws {
        let magazine = try await OldSiteExport.magazine()
        let items = try await items("/2020/01/ferries-in-winter/feed/", in: magazine)
        #expect(try texts("title", in: items) == ["Carl on Ferries in winter", "Berta on Ferries in winter"])
        #expect(
            try texts("link", in: items) == [102, 101].map { "https://old.example/2020/01/ferries-in-winter/#comment-\($0)" })
        #expect(try texts("guid", in: items) == [102, 101].map { "https://old.example/?p=40#comment-\($0)" })
        #expect(try texts("guid/@isPermaLink", in: items) == ["false", "false"])
        #expect(try texts("*[local-name()='creator']", in: items) == ["Carl", "Berta"])
        #expect(try texts("description", in: items).first == "An answer.")
        #expect(try texts("*[local-name()='encoded']", in: items).first??.contains("<em>answer</em>") == true)
        #expect(try texts("pubDate", in: items).first == "Sat, 01 Feb 2020 08:00:00 +0000")
        for path in [
            "/2020/01/ferries-in-winter/feed/atom/", "/2020/01/ferries-in-winter/feed/json/", "/comments/feed/",
            "/comments/feed/atom/",
        ] {
            let page = try await magazine.page(path)
            #expect(page.status == 200 && page.body.contains("#comment-102"), "\(path)")
            for secret in ["Never shown", "editor's note", "private.example", "192.0.2.77", "Below a draft"] {
                #expect(!page.body.contains(secret), "\(path): \(secret)")
            }
        }
        #expect(try await self.items("/2020/01/item-1/feed/", in: magazine).isEmpty)
    }

    @Test("the newest comments of all are a feed too")
    func ofAll() async throws {
        let magazine = try await OldSiteExport.magazine()
        let items = try await items("/comments/feed/", in: magazine)
        #expect(
            Set(try texts("link", in: items).compactMap { $0?.split(separator: "#").last }) == [
                "comment-101", "comment-102", "comment-106",
            ])
    }

    @Test("an entry of the feed says where the comments are, how many there are, and where their feed is")
    func counted() async throws {
        let magazine = try await OldSiteExport.magazine()
        let page = try await magazine.page("/feed/")
        let items = try XMLDocument(data: Data(page.body.utf8)).nodes(forXPath: "//item")
        let first = try #require(items.first)
        func text(_ path: String) throws -> String? { try first.nodes(forXPath: path).first?.stringValue }
        #expect(try text("comments") == "https://old.example/2020/01/ferries-in-winter/#comments")
        #expect(try text("*[name()='wfw:commentRss']") == "https://old.example/2020/01/ferries-in-winter/feed/")
        #expect(try text("*[name()='slash:comments']") == "2")
        let atom = try await magazine.page("/feed/atom/").body
        #expect(atom.contains("thr:count=\"2\"") && atom.contains("rel=\"replies\""))
    }

    @Test("A63: a comment keeps its anchor, and every address that led to it leads to the article that has it")
    func anchors() async throws {
        let magazine = try await OldSiteExport.magazine()
        let article = "/2020/01/ferries-in-winter/"
        let body = try await magazine.page(article).body
        for anchor in ["id=\"comments\"", "id=\"comment-101\"", "id=\"comment-102\""] { #expect(body.contains(anchor)) }
        // Browsers take the part behind `#` along.
        for address in [article + "comment-page-1/", article + "?cpage=1", article + "?replytocom=102", "/?p=40&cpage=1"] {
            #expect(try await magazine.page(address).location == article, "\(address)")
        }
    }
}

@Suite("Feeds that were subscribed to before the move", .everyEngine)
struct MovedFeedTests {
    @Test("A73: an item keeps its guid, also where it looks like an address of today, and is told to be a name")
    func guids() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1) { $0.raw = "" }, .post(2) { $0.date = "2020-01-16 10:00:00" },
            ]))
        let page = try await magazine.page("/feed/")
        let document = try XMLDocument(data: Data(page.body.utf8))
        #expect(
            try document.nodes(forXPath: "//guid").map(\.stringValue) == ["https://old.example/?p=2", "https://old.example/?p=1"])
        #expect(try document.nodes(forXPath: "//guid/@isPermaLink").map(\.stringValue) == ["false", "false"])
        #expect(try await magazine.page("/feed/atom/").body.contains("<id>https://old.example/?p=2</id>"))
        #expect(try await magazine.page("/feed/json/").body.contains("\"id\":\"https://old.example/?p=2\""))
    }

    @Test("a feed has pages, as the old one had: what is older is at ?paged=2")
    func pages() async throws {
        let magazine = try await OldSiteExport.magazine()
        func links(_ path: String) async throws -> [String] {
            let page = try await magazine.page(path)
            #expect(page.status == 200, "\(path)")
            return try XMLDocument(data: Data(page.body.utf8)).nodes(forXPath: "//item/link").compactMap(\.stringValue)
        }
        let all = try await links("/feed/") + links("/feed/?paged=2") + links("/feed/?paged=3")
        #expect(all.count == 22 && Set(all).count == 22)
        #expect(all.last == "https://old.example/2020/01/item-1/")
        #expect(try await links("/2020/01/30/feed/") == ["https://old.example/2020/01/ferries-in-winter/"])
        #expect(try await links("/2020/feed/?paged=3") == Array(all.suffix(2)))
    }

    @Test("what an old feed had players fetch is named by the new one, at the address it had")
    func enclosures() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1) { item in
                    item.meta = [
                        (
                            "enclosure",
                            "https://old.example/wp-content/uploads/2020/01/talk.mp3\n12345\naudio/mpeg\na:1:{s:8:\"duration\";s:8:\"00:10:00\";}"
                        ),
                        ("enclosure", "https://cdn.example/a b.mp4\r\n0\r\nvideo/mp4"),
                        ("enclosure", "javascript:alert(1)\n1\naudio/mpeg"),
                        ("enclosure", "https://cdn.example/x.mp3\n1\n\"><script>"),
                        ("enclosure", "broken"),
                    ]
                }
            ]))
        let page = try await magazine.page("/feed/")
        let document = try XMLDocument(data: Data(page.body.utf8))
        func values(_ name: String) throws -> [String?] {
            try document.nodes(forXPath: "//enclosure/@\(name)").map(\.stringValue)
        }
        #expect(try values("url").first == "https://old.example/wp-content/uploads/2020/01/talk.mp3")
        #expect(try values("length").first == "12345" && values("type").first == "audio/mpeg")
        #expect(!page.body.contains("javascript:") && !page.body.contains("script>"))
        for path in ["/feed/atom/", "/feed/json/"] {
            #expect(try await magazine.page(path).body.contains("talk.mp3"), "\(path)")
        }
    }
}
