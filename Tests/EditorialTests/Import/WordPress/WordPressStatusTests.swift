import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Types and statuses of an export's items", .everyEngine)
struct WordPressStatusTests {
    private func status(of id: Int, in magazine: TemporaryMagazine) throws -> Article.Status? {
        try magazine.importedArticles().first { $0.oldID == String(id) }?.status
    }

    @Test(
        "A27, A28, A29, A30, A31, A33: each status of WordPress is one of Stet's, and only “publish” is public",
        arguments: [
            ("publish", Article.Status.published), ("draft", .draft), ("pending", .review), ("future", .scheduled),
            ("private", .private), ("trash", .trash), ("inherit", .draft), ("", .draft),
        ])
    func statuses(_ name: String, _ status: Article.Status) async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1) { item in
                    item.status = name
                    if name == "future" { item.date = "2999-01-15 10:00:00" }
                }
            ]))
        #expect(try self.status(of: 1, in: magazine) == status)
        #expect(try await magazine.page("/2020/01/item-1/").status == (status == .published ? 200 : 404))
    }

    @Test("A28: a draft without a date, a slug and an address goes in as a draft with its words")
    func bareDraft() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([
                .post(1, "Not yet", body: "Half a thought") { item in
                    (item.date, item.pubDate) = ("0000-00-00 00:00:00", "Wed, 30 Nov -0001 00:00:00 +0000")
                    (item.status, item.name, item.link) = ("draft", "", "https://old.example/?p=1")
                }
            ]).text)
        #expect(imported.entries(.article, id: "1").map(\.outcome) == [.imported])
        let draft = try magazine.importedArticles().first
        #expect(draft?.status == .draft && draft?.headline == "Not yet" && draft?.body.contains("Half a thought") == true)
    }

    @Test("A30: what is to be published keeps its time; what ought to have been is told, waits for review, and is not published")
    func schedules() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([
                .post(1, "To come") { ($0.status, $0.date) = ("future", "2999-01-15 10:00:00") },
                .post(2, "Overdue") { ($0.status, $0.date) = ("future", "2020-01-15 10:00:00") },
            ]).text)
        let articles = try magazine.importedArticles()
        #expect(articles.map(\.status) == [.scheduled, .review])
        #expect(articles.first?.publishedAt?.rfc3339.hasPrefix("2999-01-15T10:00:00") == true)
        #expect(imported.entries(.article, id: "1").map(\.outcome) == [.imported])
        #expect(
            imported.entries(.article, id: "2").first?.reason
                == "it was to be published at a time that is past: it waits for review")
        #expect(try await Crawl(magazine).places(of: "Overdue") == [])
    }

    @Test("A32: behind a password nothing is public, with any status and whatever a person chose, and the password is kept")
    func passwords() async throws {
        let choices = try WordPressChoices(types: [], statuses: ["assigned=published"], taxonomies: [])
        for status in ["publish", "assigned", "private", "draft"] {
            let magazine = try TemporaryMagazine()
            try await magazine.importing(
                WXRText([.post(1, "canary") { ($0.status, $0.password) = (status, "pa<ss>") }, .post(2)]).text, choices: choices)
            #expect(try await Crawl(magazine, besides: ["/2020/01/item-1/", "/?p=1"]).places(of: "canary") == [], "\(status)")
            #expect(try await Crawl(magazine).places(of: "pa&lt;ss") == [])
            #expect(try magazine.importedArticles().first?.password == "pa<ss>")
        }
    }

    @Test(
        "A33: what is in the trash is counted, and its slug is without WordPress's mark, so that it can come back",
        arguments: [
            ("tides__trashed", "tides"), ("tides__trashed-2", "tides"), ("my__trashed-can", "my__trashed-can"),
            ("tides", "tides"),
        ])
    func trash(_ name: String, _ slug: String) async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([.post(1) { ($0.status, $0.name) = ("trash", name) }, .post(2) { $0.name = "x__trashed" }]).text)
        #expect(imported.file.notes.contains("Kept for the editors and shown to nobody: 1 in the trash."))
        let slugs = try magazine.importedArticles().map(\.slug)
        #expect(slugs == [slug, "x__trashed"])
    }

    @Test("A34: a plugin's status becomes what a person says, or else a draft, and the ledger says how to say it")
    func customStatuses() async throws {
        let items: [WXRText.Item] = ["pitch", "assigned", "wc-done"].enumerated().map { number, status in
            .post(number + 1, "Item \(number + 1)") { $0.status = status }
        }
        let magazine = try TemporaryMagazine()
        let first = try await magazine.importing(WXRText(items).text)
        #expect(first.entries(.article, id: "1").first?.reason.contains("“pitch” became draft (--map-status pitch=") == true)
        #expect(try magazine.importedArticles().map(\.status) == [.draft, .draft, .draft])
        let choices = try WordPressChoices(types: [], statuses: ["pitch=review", "wc-done=published"], taxonomies: [])
        let second = try await magazine.importing(WXRText(items).text, choices: choices)
        #expect(second.entries(.article, id: "1").map(\.outcome) == [.imported])
        #expect(try magazine.importedArticles().map(\.status) == [.review, .draft, .published])
        #expect(try await magazine.page("/2020/01/item-3/").status == 200)
    }

    @Test("A13: a plugin's type becomes what a person says: an article in all listings, a page, or nothing")
    func chosenTypes() async throws {
        let items: [WXRText.Item] = ["recipe", "team", "log", "book"].enumerated().map { number, type in
            .post(number + 1, "The \(type)") { ($0.type, $0.link) = (type, "https://old.example/\(type)/one/") }
        }
        let magazine = try TemporaryMagazine()
        try await magazine.importing(WXRText(items).text)
        #expect(ListingText.of(try await magazine.page("/").body) == "")
        let choices = try WordPressChoices(types: ["recipe=article", "team=page", "log=none"], statuses: [], taxonomies: [])
        let imported = try await magazine.importing(WXRText(items).text, choices: choices)
        #expect(imported.ledger.reconciles)
        #expect(imported.entries(.otherItem, id: "1").map(\.outcome) == [.imported])
        #expect(imported.entries(.otherItem, id: "2").map(\.outcome) == [.imported])
        #expect(imported.entries(.otherItem, id: "3").first?.reason == "--map-type says that “log” is left out")
        #expect(imported.entries(.otherItem, id: "4").map(\.outcome) == [.changed])
        let front = try await magazine.page("/").body
        #expect(front.contains("The recipe") && !front.contains("The book"))
        for path in ["/recipe/one/", "/team/one/", "/book/one/"] {
            #expect(try await magazine.page(path).status == 200, "\(path)")
        }
        #expect(try magazine.problems() == [])
    }

    @Test("A13: an item of an unknown type stands in the listings of its own terms, and in no other")
    func termsOfUnknownTypes() async throws {
        let items: [WXRText.Item] = [
            .post(1, "A book") { item in
                (item.type, item.link) = ("book", "https://old.example/book/one/")
                item.terms = [("genre", "noir", "Noir"), ("category", "news", "News"), ("post_tag", "ink", "Ink")]
            },
            .post(2, "A post") { $0.terms = [("genre", "noir", "Noir"), ("category", "news", "News")] },
        ]
        let magazine = try await TemporaryMagazine(WXRText(items))
        let genre = try await magazine.page("/genre/noir/").body
        #expect(genre.contains("A book") && genre.contains("A post"))
        for path in ["/", "/category/news/", "/feed/", "/author/anna/"] {
            #expect(try await !magazine.page(path).body.contains("A book"), "\(path)")
        }
        #expect(try await magazine.page("/tag/ink/").status == 404)
        #expect(try magazine.problems() == [])
        var withdrawn = items
        withdrawn[0].status = "draft"
        try await magazine.importing(WXRText(withdrawn).text)
        #expect(try await !magazine.page("/genre/noir/").body.contains("A book"))
        #expect(try magazine.problems() == [])
    }

    @Test(
        "A13, A34, A40: what no type, status or place of terms can become is refused in a sentence",
        arguments: [
            (["recipe"], [], []), (["=article"], [], []), (["recipe=talk"], [], []), ([], ["pitch=open"], []),
            ([], [], ["series=series"]), ([], [], ["series=/a b/"]), ([], [], ["series=//evil.example/"]), ([], [], ["series=/"]),
        ] as [([String], [String], [String])])
    func faults(_ types: [String], _ statuses: [String], _ taxonomies: [String]) {
        #expect(throws: WordPressChoices.Fault.self) {
            try WordPressChoices(types: types, statuses: statuses, taxonomies: taxonomies)
        }
    }

    @Test("A12: pages stand in the footer in the order of menu_order, and those below another do not")
    func menuOrder() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .page(1, "Third") { $0.order = 30 }, .page(2, "First") { $0.order = -1 }, .page(3, "Second") { $0.order = 7 },
                .page(4, "Below") { ($0.parent, $0.link) = (2, "https://old.example/item-2/below/") },
            ]))
        let page = try await magazine.page("/").body
        let places = try ["First", "Second", "Third"].map { try #require(page.firstRange(of: ">\($0)<")).lowerBound }
        #expect(places == places.sorted() && !page.contains(">Below<"))
        #expect(try await magazine.page("/item-2/below/").status == 200)
    }

    @Test("A35: sticky posts stand before all others on the front page, at their own place too, and first in nothing else")
    func sticky() async throws {
        let items = (1...14).map { number in
            WXRText.Item.post(number, "Number \(number).") { item in
                item.date = "2020-01-\(number + 10) 10:00:00"
                item.isSticky = number == 1 || number == 13
                item.terms = [("category", "news", "News")]
            }
        }
        let magazine = try await TemporaryMagazine(WXRText(items))
        func titles(_ path: String) async throws -> [Int] {
            ListingText.of(try await magazine.page(path).body).components(separatedBy: "Number ").dropFirst().compactMap {
                Int($0.prefix { $0.isNumber })
            }
        }
        // Twelve to a page, and one more that is pinned; the other one stood on this page anyway.
        #expect(try await titles("/") == [13, 1, 14, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3])
        #expect(try await titles("/page/2/") == [2, 1])
        #expect(try await titles("/category/news/") == [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3])
        let feed = try await magazine.page("/feed/").body
        #expect(feed.components(separatedBy: "<item>").dropFirst().first?.contains("Number 14.") == true)
        #expect(!feed.contains("Number 1."))
        // What is not public is not pinned either, and a pinned article that is let go stands where it was.
        var later = items
        (later[0].status, later[12].isSticky) = ("draft", false)
        try await magazine.importing(WXRText(later).text)
        #expect(try await titles("/") == [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3])
        #expect(try magazine.problems() == [])
    }

    @Test("A35: an export in which everything is sticky makes a front page of two pages' length, and no longer one")
    func everythingSticky() async throws {
        let items = (1...40).map { (id: Int) in WXRText.Item.post(id, "Number \(id).") { $0.isSticky = true } }
        let magazine = try await TemporaryMagazine(WXRText(items))
        let cards = ListingText.of(try await magazine.page("/").body).components(separatedBy: "Number ").count - 1
        #expect((12...24).contains(cards))
    }

    @Test("A36: when an article was changed last is kept, in UTC where that is known and in local time where not")
    func modified() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1) { $0.modified = ("2021-03-04 07:06:07", "2021-03-04 05:06:07") },
                .post(2) { $0.modified = ("2021-03-04 07:06:07", "0000-00-00 00:00:00") },
                .post(3) { item in
                    (item.date, item.dateGMT) = ("2020-02-15 12:00:00", "2020-02-15 10:00:00")
                    item.modified = ("never", "")
                },
            ]))
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("\"dateModified\":\"2021-03-04T05:06:07Z\""))
        let known = try magazine.importedArticles().map(\.modifiedAt)
        #expect(known.count == 3 && known[1] != nil && known[2] == nil)
        #expect(try await magazine.page("/sitemap-1.xml").body.contains("2021-03-04T05:06:07Z"))
    }

    @Test("A37: a discussion that was closed is closed, one that was open is open, and pings are known")
    func discussion() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1) { item in
                    (item.commentStatus, item.pingStatus) = ("closed", "open")
                    item.comments = [WXRText.Comment(11, "A word")]
                },
                .post(2) { item in
                    (item.commentStatus, item.pingStatus) = ("open", "closed")
                    item.comments = [WXRText.Comment(12, "A word")]
                },
            ]))
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("<p class=\"closed\">"))
        #expect(try await !magazine.page("/2020/01/item-2/").body.contains("<p class=\"closed\">"))
        let articles = try magazine.importedArticles()
        #expect(articles.map(\.commentsOpen) == [false, true] && articles.map(\.pingsOpen) == [true, false])
    }
}
