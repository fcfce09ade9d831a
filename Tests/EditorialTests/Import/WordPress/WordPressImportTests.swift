import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("A WordPress export becomes a magazine", .everyEngine)
struct WordPressImportTests {
    @Test("A49: a featured image shows with its alt text on the article and on its card")
    func featuredImage() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/boat.gif")
        let export = WXRText([
            .attachment(5, "boat.gif", alt: "A boat & its \"oars\""), .post(6) { $0.meta = [("_thumbnail_id", "5")] },
        ])
        let imported = try await magazine.importing(export.text, uploads: magazine.folder["uploads"])
        #expect(imported.ledger.isComplete && imported.ledger.count(.file, .imported) == 1)
        let image = "alt=\"A boat &amp; its &quot;oars&quot;\" width=\"1\" height=\"1\""
        for path in ["/", "/2020/01/item-6/"] {
            let page = try await magazine.page(path).body
            #expect(page.contains("<img src=\"/images/") && page.contains(image))
        }
        let file = try await magazine.page("/wp-content/uploads/2020/01/boat.gif")
        #expect(file.status == 200 && file.mediaType == "image/gif")
        #expect(try await magazine.page("/wp-content/uploads/2020/01/boat-300x200.gif").status == 200)
    }

    @Test("A49: a featured image that is not in the export is said in the ledger, and no broken picture is shown")
    func missingFeaturedImage() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(WXRText([.post(6) { $0.meta = [("_thumbnail_id", "55")] }]).text)
        #expect(imported.entries(.article, id: "6").first?.reason == "its featured image is not in the export")
        #expect(try await !magazine.page("/").body.contains("<img"))
    }

    @Test("an upload that is no picture, recording, film or document is left out")
    func foreignUploads() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write("<?php system($_GET['c']);", to: "uploads/2020/01/shell.php")
        try magazine.folder.write("<script>alert(1)</script>", to: "uploads/2020/01/page.html")
        try magazine.folder.write("<svg onload=\"alert(1)\"/>", to: "uploads/2020/01/x.jpg")
        let imported = try await magazine.importing(WXRText([.post(1)]).text, uploads: magazine.folder["uploads"])
        #expect(imported.ledger.count(.file, .leftOut) == 2)
        for name in ["shell.php", "page.html"] {
            #expect(try await magazine.page("/wp-content/uploads/2020/01/\(name)").status == 404)
        }
        // What it is say its bytes, not its name: a drawing, harmless now.
        let drawing = try await magazine.page("/wp-content/uploads/2020/01/x.jpg")
        #expect(drawing.mediaType == "image/svg+xml" && !drawing.body.contains("alert"))
    }

    @Test("A12: a page stands below its parent, though the parent comes after it in the file")
    func pageHierarchy() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .page(3, "Crew") { item in
                    item.parent = 2
                    item.link = "https://old.example/about/crew/"
                }, .page(2, "About") { $0.name = "about" },
            ]))
        let page = try await magazine.page("/about/crew/").body
        #expect(page.contains("<li><a href=\"/about/\">About</a></li>"))
    }

    @Test("A12: a page that is its own ancestor goes in, and its page can be read")
    func pageCycle() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([.page(2) { $0.parent = 3 }, .page(3) { $0.parent = 2 }, .page(4) { $0.parent = 4 }]))
        for path in ["/item-2/", "/item-3/", "/item-4/"] { #expect(try await magazine.page(path).status == 200) }
    }

    @Test("A38: sections nest as the export says, and a section lists the articles of those below it")
    func sections() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [.post(1, "Deep") { $0.terms = [("category", "ferries", "Ferries")] }],
                terms: [
                    WXRText.category(1, "harbour", "Harbour"), WXRText.category(2, "boats", "Boats", parent: "harbour"),
                    WXRText.category(3, "ferries", "Ferries", parent: "boats"),
                ]))
        for path in ["/category/harbour/", "/category/harbour/boats/", "/category/harbour/boats/ferries/"] {
            let page = try await magazine.page(path)
            #expect(page.status == 200 && page.body.contains("Deep"), "\(path)")
        }
        #expect(try await magazine.page("/category/ferries/").location == "/category/harbour/boats/ferries/")
        #expect(try await magazine.page("/?cat=3").location == "/category/harbour/boats/ferries/")
    }

    @Test("A38: sections that stand below one another go in without the cycle, and the ledger says so")
    func sectionCycle() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText(
                [.post(1) { $0.terms = [("category", "a", "A")] }],
                terms: [WXRText.category(1, "a", "A", parent: "b"), WXRText.category(2, "b", "B", parent: "a")]
            ).text)
        #expect(imported.ledger.reconciles)
        #expect(imported.file.notes.contains { $0.contains("stands below itself") })
        #expect(try magazine.problems() == [])
        #expect(try await magazine.page("/").status == 200)
    }

    @Test("A10: a section and a tag that only items name are made, once each")
    func impliedTerms() async throws {
        let terms = [("category", "news", "News"), ("post_tag", "tides", "Tides")].map { (domain: $0.0, slug: $0.1, name: $0.2) }
        let magazine = try await TemporaryMagazine(WXRText([.post(1) { $0.terms = terms }, .post(2) { $0.terms = terms }]))
        #expect(try await magazine.page("/category/news/").body.contains("<h1>News</h1>"))
        #expect(try await magazine.page("/tag/tides/").body.contains("<h1>Tides</h1>"))
    }

    @Test("A65: the only menu stands in the header, in its order, with its children below their parents")
    func menus() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [
                    .menuEntry(13, "Elsewhere", menu: "main", kind: "custom", url: "https://elsewhere.example/", order: 3),
                    .menuEntry(12, "", menu: "main", kind: "taxonomy", object: "category", objectID: 1, order: 2),
                    .menuEntry(11, "About us", menu: "main", kind: "post_type", object: "page", objectID: 2, order: 1),
                    .menuEntry(14, "Home", menu: "main", kind: "custom", url: "http://www.old.example/", parent: 11, order: 4),
                    .menuEntry(15, "Evil", menu: "main", kind: "custom", url: "javascript:alert(1)", order: 5),
                    .page(2, "About") { $0.name = "about" },
                    .post(3) { $0.terms = [("category", "news", "News")] },
                ], terms: [WXRText.category(1, "news", "News"), WXRText.term(9, taxonomy: "nav_menu", "main", "Main")]))
        let page = try await magazine.page("/").body
        let navigation =
            page.components(separatedBy: "<nav class=\"sections\"").last?.components(separatedBy: "</nav>").first ?? ""
        let links = navigation.components(separatedBy: "<a href=\"").dropFirst().map { $0.prefix { $0 != "<" } }
        #expect(
            links == [
                "/about/\">About us", "/\" aria-current=\"page\">Home", "/category/news/\">News",
                "https://elsewhere.example/\">Elsewhere",
            ])
        #expect(!page.contains("javascript:"))
    }

    @Test("[caption] becomes a figure with its caption, and its brackets are gone")
    func caption() async throws {
        let body = """
            [caption id="attachment_5" align="alignleft" width="300"]<img src="http://old.example/wp-content/uploads/2020/01/a.gif" alt="A quay" width="300" height="200" /> The <em>old</em> quay[/caption]
            """
        let magazine = try await TemporaryMagazine(WXRText([.post(1, body: body)]))
        let page = try await magazine.page("/2020/01/item-1/").body
        // Its file did not come along: its words stand where it was, not a broken picture.
        #expect(page.contains("<span class=\"picture-missing\">Picture: A quay</span>") && !page.contains("<img"))
        #expect(page.contains("The <em>old</em> quay</figcaption>"))
        #expect(!page.contains("[caption") && !page.contains("[/caption]"))
    }

    @Test("[gallery] shows the pictures it names, or those that were uploaded to its article, with their alt texts")
    func gallery() async throws {
        let magazine = try TemporaryMagazine()
        for name in ["a.gif", "b.gif", "c.gif"] { try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/\(name)") }
        let export = WXRText([
            .post(1, body: "[gallery ids=\"6,5\"]"), .post(2, body: "[gallery]"),
            .attachment(5, "a.gif", alt: "Alpha"), .attachment(6, "b.gif", alt: "Beta") { $0.excerpt = "The caption of b" },
            .attachment(7, "c.gif", alt: "Gamma") { $0.parent = 2 },
        ])
        try await magazine.importing(export.text, uploads: magazine.folder["uploads"])
        let named = try await magazine.page("/2020/01/item-1/").body
        let (beta, alpha) = (
            try #require(named.firstRange(of: "alt=\"Beta\"")), try #require(named.firstRange(of: "alt=\"Alpha\""))
        )
        #expect(beta.lowerBound < alpha.lowerBound && !named.contains("Gamma"))
        #expect(named.contains("The caption of b</figcaption>"))
        let own = try await magazine.page("/2020/01/item-2/").body
        #expect(own.contains("alt=\"Gamma\"") && !own.contains("alt=\"Alpha\"") && !own.contains("[gallery"))
    }

    @Test(
        "a link within the magazine leads from its root, however it was written",
        arguments: [
            "https://old.example/2020/01/item-2/", "http://old.example/2020/01/item-2/",
            "https://www.old.example/2020/01/item-2/",
            "http://www.old.example/2020/01/item-2/", "//old.example/2020/01/item-2/", "HTTP://OLD.example/2020/01/item-2/",
            "/2020/01/item-2/", "https://old.example:443/2020/01/item-2/",
        ])
    func internalLinks(_ link: String) async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1, body: "<p><a href=\"\(link)\">two</a></p>"), .post(2)]))
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("<a href=\"/2020/01/item-2/\">two</a>"))
    }

    @Test(
        "a link to another place stays as it is",
        arguments: [
            "https://elsewhere.example/x", "https://notold.example/", "https://old.example.evil.example/", "mailto:a@b.example",
        ])
    func externalLinks(_ link: String) async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1, body: "<p><a href=\"\(link)\">x</a></p>")]))
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("<a href=\"\(link)\""))
    }

    @Test("a link keeps its query and its fragment")
    func linksWithFragments() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([.post(1, body: "<p><a href=\"https://old.example/?p=2&amp;x=1#comment-3\">x</a></p>")]))
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("<a href=\"/?p=2&amp;x=1#comment-3\""))
    }

    @Test("scripts in bodies, titles, excerpts, names, captions, comments and addresses never come out")
    func scripts() async throws {
        let evil = "<script>evil()</script><img src=x onerror=evil()><a href=\"javascript:evil()\">x</a><svg onload=evil()></svg>"
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        let export = WXRText(
            [
                .post(1, "Title \(evil)", body: "<p onclick=\"evil()\">\(evil)</p><iframe src=\"javascript:evil()\"></iframe>") {
                    item in
                    item.excerpt = "Excerpt \(evil)"
                    item.meta = [("_thumbnail_id", "5")]
                    item.terms = [("category", "c", "Section \(evil)"), ("post_tag", "t", "Tag \(evil)")]
                    item.comments = [
                        WXRText.Comment(1, "Text \(evil)", author: "Name \(evil)", url: "javascript:evil()"),
                        WXRText.Comment(2, "Text", author: "B", url: "https://x.example/\"onmouseover=\"evil()"),
                        WXRText.Comment(3, "Text", author: "C", url: "data:text/html,<script>evil()</script>"),
                    ]
                },
                .attachment(5, "a.gif", alt: "Alt \"><script>evil()</script>") { $0.excerpt = "Caption \(evil)" },
            ], terms: [WXRText.author("anna", "Anna \(evil)")])
        var named = export
        named.title = "Magazine &lt;script&gt;evil()&lt;/script&gt;"
        try await magazine.importing(named.text, uploads: magazine.folder["uploads"])
        let crawl = try await Crawl(magazine)
        #expect(crawl.answers["/2020/01/item-1/"]?.status == 200 && crawl.answers["/author/anna/"]?.status == 200)
        for (address, page) in crawl.answers where page.mediaType.contains("html") {
            // A block of data for machines is no script; what is in it is looked at as all else.
            let markup = page.body.lowercased().replacing("<script type=\"application/ld+json\">", with: "").replacing(
                "</script>", with: "")
            #expect(!markup.contains("<script") && !markup.contains("<svg") && !markup.contains("<iframe"), "\(address)")
            #expect(!markup.contains("javascript:") && !markup.contains("href=\"data:"), "\(address)")
            for tag in markup.components(separatedBy: "<").map({ $0.prefix { $0 != ">" } }) {
                #expect(
                    !tag.contains(" onerror=") && !tag.contains(" onclick=") && !tag.contains("\"onmouseover="),
                    "\(address): \(tag)")
            }
        }
    }

    @Test("a base URL with a path: everything lives below it, and the root leads there")
    func basePath() async throws {
        var export = WXRText(
            [.post(1, "One", body: "<p><a href=\"https://old.example/blog/2020/01/item-1/\">me</a></p>")], terms: [],
            link: "https://old.example/blog")
        export.items[0].terms = [("category", "news", "News")]
        let magazine = try await TemporaryMagazine(export)
        #expect(try await magazine.page("/").location == "/blog/")
        #expect(try await magazine.page("/blog").location == "/blog/")
        #expect(try await magazine.page("/blog/2020/01/item-1/").body.contains("<a href=\"/blog/2020/01/item-1/\">me</a>"))
        for path in [
            "/blog/", "/blog/feed/", "/blog/category/news/", "/blog/category/news/feed/", "/blog/2020/", "/blog/sitemap.xml",
        ] {
            #expect(try await magazine.page(path).status == 200, "\(path)")
        }
        #expect(try await magazine.page("/blog/?p=1").location == "/blog/2020/01/item-1/")
        #expect(try await magazine.page("/blog/feed/").body.contains("<link>https://old.example/blog/2020/01/item-1/</link>"))
        let crawl = try await Crawl(magazine)
        #expect(crawl.addresses(status: 404) == ["/feed/", "/robots.txt", "/sitemap.xml"])
        #expect(crawl.answers.keys.filter { !$0.hasPrefix("/blog/") }.sorted() == ["/", "/feed/", "/robots.txt", "/sitemap.xml"])
    }

    @Test("an article whose address is its number answers there, and not by a redirect")
    func plainPermalinks() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(7, "Seven") { $0.link = "https://old.example/?p=7" },
                .page(8, "Eight") { $0.link = "https://old.example/?page_id=8" },
            ]))
        #expect(try await magazine.page("/?p=7").body.contains("<h1>Seven</h1>"))
        #expect(try await magazine.page("/?p=7&utm_source=x").body.contains("<h1>Seven</h1>"))
        #expect(try await magazine.page("/?page_id=8").body.contains("<h1>Eight</h1>"))
        #expect(try await magazine.page("/").body.contains("href=\"/?p=7\""))
    }

    @Test("a percent-encoded Korean address answers in either spelling")
    func koreanAddresses() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([.post(1, "안녕") { $0.link = "https://old.example/2020/01/%ec%95%88%eb%85%95/" }]))
        for path in ["/2020/01/%ec%95%88%eb%85%95/", "/2020/01/%EC%95%88%EB%85%95/", "/2020/01/안녕/"] {
            #expect(try await magazine.page(path).body.contains("<h1>안녕</h1>"), "\(path)")
        }
        #expect(try await magazine.page("/").body.contains("href=\"/2020/01/%ec%95%88%eb%85%95/\""))
    }

    @Test("the page about an attachment answers at its old address with its words and its file")
    func attachmentPages() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        try await magazine.importing(
            WXRText([
                .post(1, "The article"),
                .attachment(5, "a.gif", alt: "Alt") { item in
                    (item.title, item.excerpt, item.parent) = ("The picture", "The caption", 1)
                },
            ]).text, uploads: magazine.folder["uploads"])
        let page = try await magazine.page("/file-5/")
        #expect(page.status == 200)
        for words in ["The picture", "The caption", "/wp-content/uploads/2020/01/a.gif", "The article"] {
            #expect(page.body.contains(words))
        }
        #expect(try await magazine.page("/?attachment_id=5").location == "/file-5/")
    }

    @Test(
        "the time zone is told from pairs of local time and UTC",
        arguments: [
            (
                "en", "America/New_York",
                [("2020-01-15 10:00:00", "2020-01-15 15:00:00"), ("2020-07-15 10:00:00", "2020-07-15 14:00:00")]
            ),
            (
                "ko", "Asia/Seoul",
                [("2020-01-15 10:00:00", "2020-01-15 01:00:00"), ("2020-07-15 10:00:00", "2020-07-15 01:00:00")]
            ),
            (
                "en", "Asia/Kolkata",
                [("2020-01-15 10:00:00", "2020-01-15 04:30:00"), ("2020-07-15 10:00:00", "2020-07-15 04:30:00")]
            ),
            ("en", "UTC", [("2020-01-15 10:00:00", "2020-01-15 10:00:00")]),
        ])
    func timeZone(_ language: String, _ zone: String, _ pairs: [(String, String)]) async throws {
        var export = WXRText(
            pairs.enumerated().map { number, pair in
                .post(number + 1) { item in (item.date, item.dateGMT) = (pair.0, pair.1) }
            })
        export.language = language
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(export.text)
        #expect(imported.file.notes.contains { $0.contains("time zone is \(zone):") }, "\(imported.file.notes)")
        #expect(try magazine.store.readWaiting { try $0.publication().timeZone } == zone)
        // The printed date is the local one.
        #expect(try await magazine.page("/2020/01/15/").status == 200)
    }

    @Test("A13: an item of an unknown type keeps its address and stands in no listing")
    func unknownTypes() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([
                .post(1),
                .post(2, "A recipe") { item in (item.type, item.link) = ("recipe", "https://old.example/recipes/soup/") },
            ]).text)
        #expect(imported.entries(.otherItem, id: "2").map(\.outcome) == [.changed])
        #expect(try await magazine.page("/recipes/soup/").status == 200)
        #expect(try await !magazine.page("/").body.contains("A recipe"))
    }

    @Test("comments stand below what they answer, whatever their order in the file")
    func commentThreads() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1) { $0.comments = [WXRText.Comment(12, "The answer", parent: 11), WXRText.Comment(11, "The question")] }
            ]))
        let page = try await magazine.page("/2020/01/item-1/").body
        let (question, answer) = (
            try #require(page.firstRange(of: "The question")), try #require(page.firstRange(of: "The answer"))
        )
        #expect(question.lowerBound < answer.lowerBound)
        #expect(page.contains("id=\"comment-11\"") && page.contains("id=\"comment-12\""))
    }
}
