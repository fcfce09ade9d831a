import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Articles by command", .everyEngine)
struct ArticleRequestTests {
    static let terms = [
        WXRText.author("anna", "Anna Vik"), WXRText.author("bo", "Bo Dahl", id: 2), WXRText.category(1, "boats", "Boats"),
        WXRText.category(2, "ferries", "Ferries", parent: "boats"), WXRText.category(3, "bread", "Bread"),
        WXRText.tag(4, "winter", "Winter"),
    ]

    func magazine(_ items: [WXRText.Item]) async throws -> TemporaryMagazine {
        try await TemporaryMagazine(WXRText(items, terms: ArticleRequestTests.terms))
    }

    @discardableResult
    func perform(_ request: ArticleRequest, on magazine: TemporaryMagazine) async throws -> String {
        try await magazine.working(.articles(request)).report
    }

    func refusal(_ request: ArticleRequest, on magazine: TemporaryMagazine) async -> NewsroomError? {
        await #expect(throws: NewsroomError.self) { try await perform(request, on: magazine) }
    }

    func edit(
        _ name: String, in magazine: TemporaryMagazine, ifVersion: Int64? = nil, _ change: (inout ArticleChanges) -> Void
    ) async throws -> String {
        var changes = ArticleChanges()
        change(&changes)
        return try await perform(.edit(name, changes, ifVersion: ifVersion), on: magazine)
    }

    func publishing(_ names: String...) -> ArticleRequest { .publish(names, date: nil, ifVersion: nil) }
    func withdrawing(_ names: String...) -> ArticleRequest { .withdraw(names, ifVersion: nil) }

    func numbers(_ magazine: TemporaryMagazine, _ filter: (inout ArticleFilter) -> Void) async throws -> [String] {
        var wanted = ArticleFilter()
        filter(&wanted)
        let json = try await perform(.list(wanted, .json), on: magazine)
        return try JSONDecoder().decode([Listed].self, from: Data(json.utf8)).map(\.title)
    }

    struct Listed: Decodable {
        var title, status, dated: String
        var path, url: String?
        var version: Int64
    }

    struct Shown: Decodable {
        struct Name: Decodable { var slug, name: String }
        var id, version: Int64
        var title, status, slug, source, sourceFormat, body, dated: String
        var path, url, publishedAt: String?
        var sections, tags, byline: [Name]
        var redirects: [String]
        var comments: [String: Int]
    }

    func shown(_ name: String, in magazine: TemporaryMagazine) async throws -> Shown {
        let json = try await perform(.show(name, isJSON: true), on: magazine)
        return try JSONDecoder().decode(Shown.self, from: Data(json.utf8))
    }

    // MARK: - Seeing

    @Test(
        "the list has drafts too, the newest first, and filters by status, section and those below it, tag, author, words and number"
    )
    func list() async throws {
        let magazine = try await magazine([
            .post(1, "Old ferries") { item in
                item.date = "2019-03-01 10:00:00"
                item.terms = [("category", "ferries", "Ferries"), ("post_tag", "winter", "Winter")]
            },
            .post(2, "New bréad") { item in
                (item.date, item.creator) = ("2021-03-01 10:00:00", "bo")
                item.terms = [("category", "bread", "Bread")]
            },
            .post(3, "A note on boats") { item in
                (item.status, item.date) = ("draft", "2020-03-01 10:00:00")
                item.terms = [("category", "boats", "Boats")]
            },
        ])
        #expect(try await numbers(magazine) { _ in } == ["New bréad", "A note on boats", "Old ferries"])
        #expect(try await numbers(magazine) { $0.status = "draft" } == ["A note on boats"])
        #expect(try await numbers(magazine) { $0.section = "boats" } == ["A note on boats", "Old ferries"])
        #expect(try await numbers(magazine) { $0.section = "FERRIES" } == ["Old ferries"])
        #expect(try await numbers(magazine) { $0.tag = "winter" } == ["Old ferries"])
        #expect(try await numbers(magazine) { $0.author = "Bo Dahl" } == ["New bréad"])
        #expect(try await numbers(magazine) { $0.search = "BREAD" } == ["New bréad"])
        #expect(try await numbers(magazine) { $0.limit = 2 } == ["New bréad", "A note on boats"])
        #expect(try await numbers(magazine) { $0.search = "nothing of it" } == [])
        let table = try await perform(.list(ArticleFilter(), .table(width: 100)), on: magazine).split(separator: "\n")
        #expect(table[0].hasPrefix("number") && table[1].contains("published") && table[1].contains("/2020/01/item-2/"))
        #expect(table[2].contains("draft") && table[2].contains("2020-03-01") && table[2].hasSuffix("–"))
        var unknown = ArticleFilter()
        unknown.section = "ferris"
        let error = await refusal(.list(unknown, .json), on: magazine)
        #expect(error?.description.contains("There is no section “ferris” in this magazine; did you mean ‘ferries’?") == true)
        #expect(error?.exit == .usage)
    }

    @Test(
        "one article is found by number, address, the whole address with its host, an old address, and slug; two of one slug are told apart"
    )
    func names() async throws {
        let magazine = try await magazine([
            .post(1, "One"), .post(2, "Two") { $0.name = "twice" },
            .post(3, "Three") { item in
                (item.name, item.link) = ("twice", "https://old.example/2020/02/twice/")
            },
        ])
        let id = try await shown("item-1", in: magazine).id
        _ = try await edit("item-1", in: magazine) { $0.slug = "first" }
        for name in [
            "\(id)", "#\(id)", "/2020/01/first/", "/2020/01/first", "https://old.example/2020/01/first/", "/2020/01/item-1/",
            "first",
        ] {
            #expect(try await shown(name, in: magazine).id == id, "\(name)")
        }
        let error = await refusal(.show("twice", isJSON: false), on: magazine)
        #expect(error?.exit == .unreadable && error?.description.contains("  published  /2020/02/twice/  Three") == true)
        for name in ["", "0", "/", "/nowhere/", "nowhere", "//", "?", "../.."] {
            #expect(await refusal(.show(name, isJSON: false), on: magazine)?.exit == .unreadable, "\(name)")
        }
    }

    @Test("an article is shown with all that is known of it, and with the addresses that lead to it")
    func show() async throws {
        let magazine = try await magazine([
            .post(1, "Old & new", body: "First.\n\nSecond.") { item in
                item.terms = [("category", "ferries", "Ferries"), ("post_tag", "winter", "Winter")]
                item.comments = [WXRText.Comment(11, "Well said")]
            }
        ])
        _ = try await edit("item-1", in: magazine) { $0.slug = "ships" }
        let json = try await shown("ships", in: magazine)
        #expect(json.title == "Old & new" && json.status == "published" && json.version == 2)
        #expect(json.path == "/2020/01/ships/" && json.url == "https://old.example/2020/01/ships/")
        #expect(json.redirects == ["/2020/01/item-1/"] && json.comments == ["approved": 1])
        #expect(
            json.sections.map(\.slug) == ["ferries"] && json.tags.map(\.name) == ["Winter"] && json.byline.map(\.slug) == ["anna"]
        )
        #expect(json.source == "First.\n\nSecond." && json.body.contains("<p>Second.</p>") && json.sourceFormat == "wordpress")
        let text = try await perform(.show("ships", isJSON: false), on: magazine)
        let lines = text.split(separator: "\n")
        for (name, value) in [
            ("address", "https://old.example/2020/01/ships/"), ("redirects", "/2020/01/item-1/"),
            ("sections", "Ferries (ferries)"),
            ("comments", "open, 1 approved"), ("title", "Old & new"), ("number", "1, version 2"),
        ] {
            #expect(lines.contains { $0.hasPrefix(name + "  ") && $0.hasSuffix("  " + value) }, "\(name): \(text)")
        }
        #expect(text.hasSuffix("\n\nFirst.\n\nSecond.\n"))
    }

    @Test("what a terminal would act upon is shown as spaces")
    func escapes() async throws {
        let magazine = try await magazine([.post(1, "A", body: "x\u{1B}]0;owned\u{7}y")])
        // Of an old site; nobody gives such a title here.
        try await magazine.store.write { transaction in
            guard var article = try transaction.current.storedArticle(1)?.article else { return }
            article.headline = HTML(escaping: "A \u{1B}[31mred\u{202E} title")
            try transaction.update(1, to: article)
        }
        for request in [ArticleRequest.show("item-1", isJSON: false), .list(ArticleFilter(), .table(width: 80))] {
            let text = try await perform(request, on: magazine)
            #expect(
                text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control && $0 != "\u{202E}" })
        }
    }

    @Test("one that is named twice, by number and by slug, is published and withdrawn once, with one sentence")
    func twice() async throws {
        let magazine = try await magazine([.post(1, "A") { $0.status = "draft" }])
        let published = try await perform(publishing("1", "item-1", "1"), on: magazine)
        #expect(published.split(separator: "\n").count == 1 && published.contains("is published at"), "\(published)")
        let withdrawn = try await perform(.withdraw(["item-1", "1"], ifVersion: nil), on: magazine)
        #expect(withdrawn.split(separator: "\n").count == 1 && withdrawn.contains("is withdrawn"), "\(withdrawn)")
    }

    // MARK: - Publishing and withdrawing

    @Test(
        "a draft that is published answers at the address that the magazine makes, dated now, and stands on the front page, in feed, search and site map"
    )
    func publish() async throws {
        let magazine = try await magazine([
            .post(1, "One"),
            .post(2, "Fresh herrings") { item in
                (item.status, item.name, item.dateGMT) = ("draft", "", "0000-00-00 00:00:00")
            },
        ])
        try magazine.set([("permalinks", "/%year%/%postname%/")])
        let before = Newsroom.now
        let report = try await perform(publishing("fresh-herrings"), on: magazine)
        let year = MagazineClock(zone: "UTC", now: before).wallClock(at: before).civil?.year ?? 0
        let path = "/\(year)/fresh-herrings/"
        #expect(report == "“Fresh herrings” (article 2) is published at \(path) (version 2).\n")
        #expect(try await magazine.page(path).body.contains("<h1>Fresh herrings</h1>"))
        let front = try await magazine.page("/").body
        #expect(front.contains(path) && front.contains("Fresh herrings"))
        for address in ["/feed/", "/search/?q=herrings", "/author/anna/"] {
            #expect(try await magazine.page(address).body.contains(path), "\(address)")
        }
        let json = try await shown("fresh-herrings", in: magazine)
        #expect(json.publishedAt ?? "" >= String(before.rfc3339.prefix(10)) && json.status == "published")
        #expect(try magazine.problems() == [])
        let again = await refusal(publishing("fresh-herrings"), on: magazine)
        #expect(
            again?.exit == .incomplete && again?.description == "“Fresh herrings” (article 2) is published already, at \(path).")
    }

    @Test("addresses are made as the magazine makes them: by section, author, number, below the page above, below its own path")
    func addresses() async throws {
        func published(_ permalinks: String, _ item: WXRText.Item, besides: [WXRText.Item] = []) async throws -> String {
            let magazine = try await magazine(besides + [item])
            try magazine.set([("permalinks", permalinks)])
            let name = try #require(item.id.map { "item-\($0)" })
            try await perform(.publish([name], date: "2021-05-06 07:08:09", ifVersion: nil), on: magazine)
            let path = try #require(try await shown(name, in: magazine).path)
            #expect(try await magazine.page(path).status == 200)
            #expect(try magazine.problems() == [])
            return path
        }
        func draft(_ id: Int, _ change: (inout WXRText.Item) -> Void = { _ in }) -> WXRText.Item {
            .post(id) { item in
                item.status = "draft"
                item.terms = [("category", "ferries", "Ferries")]
                change(&item)
            }
        }
        #expect(try await published("/%category%/%author%/%postname%.html", draft(9)) == "/boats/ferries/anna/item-9.html")
        #expect(
            try await published("/%year%/%monthnum%/%day%/%hour%%minute%%second%/%postname%/", draft(9))
                == "/2021/05/06/070809/item-9/")
        #expect(try await published("/%category%/%postname%/", draft(9) { $0.terms = [] }) == "/uncategorized/item-9/")
        // The number of an old site's article is taken: the next one stands in.
        let old = WXRText.Item.post(5) { $0.link = "https://old.example/archives/2" }
        #expect(try await published("/archives/%post_id%", draft(9), besides: [old]) == "/archives/3")
        let above = WXRText.Item.page(4, "Above") { ($0.name, $0.link) = ("about", "https://old.example/about/") }
        let below = WXRText.Item.page(6, "Below") { ($0.status, $0.parent) = ("draft", 4) }
        #expect(try await published("/%postname%/", below, besides: [above]) == "/about/item-6/")
    }

    @Test("a date that is given is the date; one to come, and one that is none, are refused and nothing is written")
    func dates() async throws {
        let magazine = try await magazine([.post(1) { $0.status = "draft" }, .post(2) { $0.status = "draft" }])
        try magazine.set([("time_zone", "Europe/Oslo")])
        try await perform(.publish(["item-1"], date: "2021-07-01 12:00", ifVersion: nil), on: magazine)
        let json = try await shown("item-1", in: magazine)
        #expect(
            json.dated == "2021-07-01T12:00:00" && json.publishedAt == "2021-07-01T10:00:00Z" && json.path == "/2021/07/item-1/")
        let future = await refusal(.publish(["item-2"], date: "2999-01-01", ifVersion: nil), on: magazine)
        #expect(future == .dateToCome("2999-01-01") && future?.exit == .usage)
        for text in ["soon", "", "01/02/2023", "2023-02-30"] {
            #expect(await refusal(.publish(["item-2"], date: text, ifVersion: nil), on: magazine) == .noDate(text))
        }
        #expect(try await shown("item-2", in: magazine).status == "draft")
    }

    @Test(
        "what is withdrawn is nowhere: not at its address, which is gone, nor at those that lead there, in listings, feeds, search, site map, menus, by number, or as the page of its picture"
    )
    func withdraw() async throws {
        let word = "Quillback"
        let magazine = try await magazine([
            .post(1, "The \(word) affair", body: "Of \(word).") { item in
                item.terms = [("category", "ferries", "Ferries"), ("post_tag", "winter", "Winter")]
                item.comments = [WXRText.Comment(11, "\(word) indeed")]
                item.isSticky = true
            }, .post(2, "Another"),
            .attachment(5, "a.gif") { ($0.parent, $0.title) = (1, "\(word) in the net") },
        ])
        _ = try await edit("item-1", in: magazine) { $0.slug = "affair" }
        let address = "/2020/01/affair/"
        #expect(try await magazine.page("/file-5/").body.contains(word))
        let feeds = ["/feed/", "/feed/atom/", "/feed.json", "/comments/feed/", "/sitemap-articles-1.xml", "/sitemap.xml"]
        let listings = [
            "/", "/category/boats/", "/category/boats/ferries/", "/tag/winter/", "/author/anna/", "/2020/", "/2020/01/",
            "/search/?q=quillback",
        ]
        var seen = 0
        for path in feeds + listings { seen += try await magazine.page(path).body.contains(word) ? 1 : 0 }
        #expect(seen > 8)
        #expect(
            try await perform(withdrawing(address), on: magazine)
                == "“The Quillback affair” (article 1) is withdrawn, and a draft again; \(address) says that it is gone (version 3).\n"
        )
        let gone = try await magazine.page(address)
        #expect(gone.status == 410 && !gone.body.contains(word))
        let old = try await magazine.page("/2020/01/item-1/")
        #expect(old.location == address)
        for path in feeds + listings + [
            "/file-5/", "/?p=1", "/2020/01/affair/feed/", "/2020/01/affair/page/2/", "/oembed?url=https://old.example\(address)",
        ] {
            let page = try await magazine.settledPage(path)
            #expect(!page.body.replacing("q=quillback", with: "").contains(word), "\(path)")
        }
        #expect(try await magazine.page("/file-5/").status == 404)
        #expect(try magazine.problems() == [])
        #expect(await refusal(withdrawing("affair"), on: magazine)?.exit == .incomplete)
        // And back, at the address it had, with its picture's page.
        #expect(try await perform(publishing(address), on: magazine).contains("is published at \(address)"))
        for path in [address, "/file-5/", "/category/boats/ferries/", "/search/?q=quillback"] {
            #expect(try await magazine.page(path).body.contains(word), "\(path)")
        }
        #expect(try await shown("affair", in: magazine).dated == "2020-01-15T10:00:00")
        #expect(try await magazine.settledPage("/2020/01/item-1/").status == 200)
        #expect(try magazine.problems() == [])
    }

    @Test("the slug of what was withdrawn can change: its old address leads to the new one, gone until it is published again")
    func renamedWhileWithdrawn() async throws {
        let magazine = try await magazine([.post(1, "One")])
        try await perform(withdrawing("item-1"), on: magazine)
        #expect(try await edit("item-1", in: magazine) { $0.slug = "second" }.contains("Its address will be /2020/01/second/."))
        #expect(try await magazine.page("/2020/01/item-1/").location == "/2020/01/second/")
        #expect(try await magazine.page("/2020/01/second/").status == 410)
        try await perform(publishing("second"), on: magazine)
        #expect(try await magazine.settledPage("/2020/01/item-1/").status == 200)
        #expect(try magazine.problems() == [])
    }

    @Test("of several all are published or none; what is in the trash or was behind a password waits for a decision")
    func allOrNone() async throws {
        let magazine = try await magazine([
            .post(1) { $0.status = "draft" }, .post(2, "Rubbish") { $0.status = "trash" },
            .post(3, "Secret") { $0.password = "x" }, .post(4) { $0.status = "pending" },
            .post(6, "Secret draft") { ($0.status, $0.password) = ("draft", "x") }, .post(5) { $0.status = "private" },
        ])
        let trash = await refusal(publishing("item-1", "item-2"), on: magazine)
        #expect(trash?.exit == .incomplete && trash?.description.contains("stet article edit 2 --status draft") == true)
        #expect(try await numbers(magazine) { $0.status = "published" } == [])
        #expect(await refusal(publishing("item-3"), on: magazine)?.description.contains("behind the password") == true)
        #expect(await refusal(publishing("item-6"), on: magazine)?.description.contains("behind the password") == true)
        #expect(try await edit("item-6", in: magazine) { $0.status = "draft" }.contains("is saved: password (version 2)"))
        _ = try await edit("item-3", in: magazine) { $0.status = "draft" }
        try await perform(publishing("item-1", "item-3", "item-4", "item-5", "item-6"), on: magazine)
        #expect(try await numbers(magazine) { $0.status = "published" }.count == 5)
        _ = await refusedEdit("item-1", in: magazine) { $0.status = "trash" }
        for status in ["published", "protected", "scheduled", "gone", ""] {
            #expect(await refusedEdit("item-2", in: magazine) { $0.status = status } == .noStatus(status))
        }
        #expect(try magazine.problems() == [])
    }

    @Test("an address that belongs to something else is not taken: the sentence says to whom, and a slug helps")
    func taken() async throws {
        let magazine = try await magazine([
            .post(1, "First") { $0.name = "same" },
            .post(2, "Second") { item in
                (item.name, item.status) = ("same", "draft")
            },
        ])
        let error = await refusal(.publish(["2"], date: "2020-01-20", ifVersion: nil), on: magazine)
        #expect(
            error?.description
                == "The address /2020/01/same/ belongs to “First” (article 1). Give this one another slug: stet article edit 2 --slug …"
        )
        #expect(error?.exit == .incomplete)
        _ = try await edit("2", in: magazine) { $0.slug = "other" }
        try await perform(.publish(["2"], date: "2020-01-20", ifVersion: nil), on: magazine)
        #expect(await refusedEdit("2", in: magazine) { $0.slug = "same" }?.exit == .incomplete)
        #expect(try await magazine.page("/2020/01/same/").body.contains("<h1>First</h1>"))
        try magazine.set([("permalinks", "/%postname%/")])
        try await perform(withdrawing("2"), on: magazine)
        #expect(try magazine.problems() == [])
    }

    @Test("where alt text is required nothing is published without it, and the sentence says what to do")
    func altText() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        try await magazine.importing(
            WXRText([
                .post(1, body: "<img src=\"https://old.example/wp-content/uploads/2020/01/a.gif\">") { $0.status = "draft" },
                .attachment(5, "a.gif"),
            ]).text, uploads: magazine.folder["uploads"])
        try magazine.set([("alt_text_required", "yes")])
        let error = await refusal(publishing("item-1"), on: magazine)
        #expect(error?.description.contains("stet pictures describe /wp-content/uploads/2020/01/a.gif --alt TEXT") == true)
        _ = try await magazine.working(
            .describe(
                PictureDescription(file: "/wp-content/uploads/2020/01/a.gif", alt: "A quay", isDecorative: false, focalPoint: nil)
            ))
        #expect(try await perform(publishing("item-1"), on: magazine).contains("is published at"))
    }
}
