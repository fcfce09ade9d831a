import Foundation
import TestSupport
import Testing

@Suite("Nothing private becomes public", .everyEngine)
struct WordPressPrivacyTests {
    /// An export of a public article and one that nobody may see; every part of that one holds the word `canary`.
    private func export(status: String, password: String = "") -> WXRText {
        WXRText(
            [
                .post(1, "Public", body: "See <a href=\"https://old.example/?p=2\">the other</a>.") {
                    $0.date = "2020-01-14 10:00:00"
                },
                .post(2, "canary title", body: "<p>canary body</p>") { item in
                    item.name = "canary-slug"
                    item.excerpt = "canary excerpt"
                    item.status = status
                    item.password = password
                    item.terms = [("category", "news", "News"), ("post_tag", "tides", "Tides")]
                    item.comments = [WXRText.Comment(21, "canary comment", author: "canary commenter")]
                    item.meta = [("_custom", "canary meta")]
                },
                .post(3, "Public too") { item in
                    item.date = "2020-01-16 10:00:00"
                    item.terms = [("category", "news", "News"), ("post_tag", "tides", "Tides")]
                },
            ], terms: [WXRText.category(5, "news", "News"), WXRText.tag(6, "tides", "Tides")])
    }

    private static let addresses = [
        "/2020/01/canary-slug/", "/2020/01/canary-slug", "/canary-slug/", "/2020/01/canary-slug/feed/", "/2020/01/15/", "/2020/",
        "/category/news/feed/", "/tag/tides/feed/", "/author/anna/feed/", "/feed/atom/", "/feed/json/",
        "/category/news/feed/json/",
        "/humans.txt", "/events.ics", "/sitemap-news.xml", "/oembed?url=https://old.example/2020/01/canary-slug/",
        "/2020/01/canary-slug/calendar.ics",
        "/page/2/", "/sitemap-0.xml", "/sitemap-1.xml", "/?p=1",
        "/?p=2", "/?p=3", "/?page_id=2", "/?attachment_id=2", "/?p=2&preview=true", "/index.php?p=2", "/?m=20200115", "/?cat=5",
    ]

    @Test(
        "A28, A29, A30, A31, A33, A34: an item that is not public shows in no listing, feed, site map, redirect or page",
        arguments: ["draft", "pending", "future", "private", "trash", "inherit", "pitch", "auto-draft", ""])
    func hiddenStatuses(_ status: String) async throws {
        let magazine = try await TemporaryMagazine(export(status: status))
        let crawl = try await Crawl(magazine, besides: Self.addresses)
        #expect(crawl.places(of: "canary") == [])
        #expect(try await magazine.page("/2020/01/canary-slug/").status == 404)
        #expect(try await magazine.page("/?p=2").status != 301)
        #expect(try await magazine.page("/?p=3").location == "/2020/01/item-3/")
    }

    @Test("A32: an item behind a password shows nowhere, and neither does the password")
    func password() async throws {
        let magazine = try await TemporaryMagazine(export(status: "publish", password: "canary-password"))
        let crawl = try await Crawl(magazine, besides: Self.addresses)
        #expect(crawl.places(of: "canary") == [])
        #expect(try await magazine.page("/2020/01/canary-slug/").status == 404)
    }

    @Test("A27: the test would find it: the same item published shows on its page, in listings, the feed and the site map")
    func theTestCanFail() async throws {
        let magazine = try await TemporaryMagazine(export(status: "publish"))
        let places = try await Crawl(magazine, besides: Self.addresses).places(of: "canary")
        for place in [
            "/", "/2020/01/canary-slug/", "/feed/", "/sitemap-1.xml", "/category/news/", "/tag/tides/", "/author/anna/", "/?p=2",
        ] {
            #expect(places.contains(place), "\(place)")
        }
    }

    @Test(
        "what was public and is not any more is gone everywhere after the next import",
        arguments: ["draft", "private", "trash", "publish+password"])
    func withdrawn(_ status: String) async throws {
        let magazine = try await TemporaryMagazine(export(status: "publish"))
        #expect(try await magazine.page("/2020/01/canary-slug/").status == 200)
        let isProtected = status.hasSuffix("password")
        try await magazine.importing(
            export(status: isProtected ? "publish" : status, password: isProtected ? "secret" : "").text)
        #expect(try await Crawl(magazine, besides: Self.addresses).places(of: "canary") == [])
        #expect(try magazine.problems() == [])
    }

    @Test(
        "a comment that was not approved, and a note between editors, show nowhere",
        arguments: [
            ("0", "comment"), ("spam", "comment"), ("trash", "comment"), ("post-trashed", ""), ("1", "note"), ("0", "note"),
            ("1", "order_note"), ("", ""), ("0", "pingback"),
        ])
    func hiddenComments(_ approved: String, _ type: String) async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1, "Public") { item in
                    item.comments = [
                        WXRText.Comment(11, "an open word", author: "Berta"),
                        WXRText.Comment(
                            12, "canary", author: "canary", url: "https://canary.example/", approved: approved, type: type,
                            parent: 11),
                        WXRText.Comment(13, "an answer to it", parent: 12),
                    ]
                }
            ]))
        #expect(try await Crawl(magazine).places(of: "canary") == [])
        let page = try await magazine.page("/2020/01/item-1/").body
        #expect(page.contains("an open word") && page.contains("an answer to it") && page.contains("2 comments"))
    }

    @Test("no e-mail address and no IP address of a commenter or an author is ever shown")
    func personalData() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [.post(1, "Public") { $0.comments = [WXRText.Comment(11, "an open word")] }],
                terms: [WXRText.author("anna", "Anna Lund")]))
        let crawl = try await Crawl(magazine)
        for secret in ["reader@private.example", "192.0.2.77", "anna@old.example"] { #expect(crawl.places(of: secret) == []) }
        #expect(crawl.places(of: "Anna Lund").contains("/author/anna/"))
    }

    @Test("a menu shows no entry that leads to a draft, and a page does not name the private page above it")
    func navigation() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [
                    .post(1, "Public"),
                    .post(2, "canary draft") { $0.status = "draft" },
                    .page(3, "canary parent") { $0.status = "private" },
                    .page(4, "Child") { $0.parent = 3 },
                    .menuEntry(5, "", menu: "main", kind: "post_type", object: "post", objectID: 2),
                    .menuEntry(6, "", menu: "main", kind: "post_type", object: "page", objectID: 4),
                ], terms: [WXRText.term(9, taxonomy: "nav_menu", "main", "Main")]))
        #expect(try await Crawl(magazine, besides: ["/?p=2", "/?p=3", "/?page_id=3", "/?p=5"]).places(of: "canary") == [])
        #expect(try await magazine.page("/").body.contains("href=\"/item-4/\""))
    }

    @Test("the page of a picture that belongs to a draft is as hidden as the draft", arguments: ["draft", "private", "future"])
    func picturesOfDrafts(_ status: String) async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1, "Public"),
                .post(2, "canary title") { $0.status = status },
                .attachment(3, "x.gif", alt: "canary alt") { item in
                    item.title = "canary picture"
                    item.excerpt = "canary caption"
                    item.parent = 2
                },
            ]))
        #expect(try await Crawl(magazine, besides: ["/file-3/", "/?attachment_id=3", "/?p=3"]).places(of: "canary") == [])
    }

    @Test("the page of a picture goes when its article is withdrawn, and comes back with it")
    func picturesOfWithdrawn() async throws {
        func export(_ status: String) -> String {
            WXRText([
                .post(1, "Public"), .post(2) { $0.status = status }, .attachment(3, "x.gif", alt: "canary") { $0.parent = 2 },
            ]).text
        }
        let magazine = try TemporaryMagazine()
        for (status, answer) in [("publish", 200), ("draft", 404), ("publish", 200)] {
            try await magazine.importing(export(status))
            #expect(try await magazine.page("/file-3/").status == answer)
            #expect(try magazine.problems() == [])
        }
    }

    @Test("a tag and an author that only a draft has are as hidden as the draft, feeds and numbers included")
    func termsOfDrafts() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [
                    .post(1, "Public"),
                    .post(2, "canary title") { item in
                        (item.status, item.creator) = ("draft", "canary-author")
                        item.terms = [("post_tag", "canary-tag", "canary tag")]
                    },
                ], terms: [WXRText.author("canary-author", "canary author", id: 2), WXRText.tag(6, "canary-tag", "canary tag")]))
        let addresses = ["/tag/canary-tag/", "/tag/canary-tag/feed/", "/author/canary-author/", "/author/canary-author/feed/"]
        let numbers = ["/?tag=canary-tag", "/?tag_id=6", "/?author=2", "/?author_name=canary-author"]
        for address in addresses { #expect(try await magazine.page(address).status == 404, "\(address)") }
        let places = try await Crawl(magazine, besides: addresses + numbers).places(of: "canary")
        #expect(places == [])
    }
}
