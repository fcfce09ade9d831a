import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

/// Rows of the attack checklist (docs/threat-model.md, "By number") that an export decides.
@Suite("Hostile exports", .everyEngine)
struct HostileExportTests {
    @Test("Row 14: what is hostile in an export is told or harmless, and nothing that was hidden is shown")
    func hostile() async throws {
        let script = "<script>ran()</script>"
        let object = "O:8:\"stdClass\":1:{s:6:\"canary\";s:1:\"x\";}"
        let categories = (1...2000).map { WXRText.category($0, "c\($0)", "C\($0)", parent: "c\($0 % 2000 + 1)") }
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText(
                [
                    .post(1, "Public", body: "open \(script)") { item in
                        (item.excerpt, item.creator) = (script, script)
                        item.meta = [("_wp_attachment_metadata", object), ("_thumbnail_id", object), (script, script)]
                        item.comments = [
                            .init(1, "open word \(script)", url: "javascript:ran()"),
                            .init(2, "canary", approved: "1", type: "note"),
                        ]
                    },
                    .post(2, "canary") { $0.password = "canary-word" }, .post(3, "canary") { $0.status = "private" },
                    .post(4, "canary") { $0.status = "trash" }, .post(5, "Same slug") { $0.name = "item-1" },
                    .page(6, "Below itself") { $0.parent = 6 }, .page(7, "Below 8") { $0.parent = 8 },
                    .page(8, "Below 7") { $0.parent = 7 },
                    .attachment(9, "x.gif") { $0.meta = [("_wp_attachment_metadata", object)] },
                ], terms: categories
            ).text)
        #expect(imported.file.reconciles)
        #expect(imported.file.totals["section"]?["found"] == 2000)
        #expect(
            try await Crawl(magazine, besides: ["/2020/01/item-2/", "/?p=2", "/?p=3", "/?p=4", "/item-7/"]).places(of: "canary")
                == [])
        #expect(
            try await Crawl(magazine).answers.values.allSatisfy {
                !$0.body.contains("<script>ran") && !$0.body.contains("javascript:ran")
            })
        for path in ["/2020/01/item-1/", "/item-6/", "/item-7/", "/item-8/"] {
            #expect(try await magazine.page(path).status == 200, "\(path)")
        }
        #expect(try magazine.problems() == [])
    }

    @Test("Row 12: elements nested 100,000 deep cost their item alone, and little memory")
    func nesting() async throws {
        let folder = try TemporaryFolder()
        let deep = String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
        let text = WXRText([.post(1, "Deep") { $0.raw = deep }, .post(2, "Flat")]).text
        let file = try folder.write(text, to: "deep.xml")
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", file, "--data", folder["magazine"], "--ledger", folder["ledger.json"]])
        #expect(ending.code == 0 || ending.code == 1)
        #expect(ending.peakMemory > 1 << 20 && ending.peakMemory < 256 << 20, "\(ending.peakMemory)")
        let ledger = try LedgerJSON(path: folder["ledger.json"])
        #expect(ledger.reconciles && ledger.entries.contains { $0.id == "2" && $0.outcome == .imported })
    }

    @Test("Row 15: an article under embargo is nowhere, at no side door, until it is published; then it is everywhere")
    func embargo() async throws {
        func export(_ status: String) -> String {
            WXRText(
                [
                    .post(1, "Public") { $0.terms = [("category", "news", "News"), ("post_tag", "tides", "Tides")] },
                    .post(2, "canary title", body: "canary body <img src='/wp-content/uploads/2020/01/p.gif'>") { item in
                        (item.status, item.name, item.excerpt) = (status, "canary-slug", "canary excerpt")
                        (item.date, item.creator) = ("2020-01-16 10:00:00", "canary-author")
                        item.terms = [
                            ("category", "news", "News"), ("post_tag", "tides", "Tides"),
                            ("post_tag", "canary-tag", "canary tag"),
                        ]
                        item.comments = [.init(21, "canary comment", author: "canary commenter")]
                        item.meta = [("_wp_old_slug", "canary-old")]
                    },
                    .attachment(3, "p.gif", alt: "canary alt") {
                        ($0.parent, $0.title, $0.excerpt) = (2, "canary picture", "canary caption")
                    },
                ],
                terms: [
                    WXRText.category(5, "news", "News"), WXRText.tag(6, "tides", "Tides"),
                    WXRText.tag(7, "canary-tag", "canary tag"),
                    WXRText.author("anna", "Anna"), WXRText.author("canary-author", "canary author", id: 2),
                ]
            ).text
        }
        let doors = [
            "/2020/01/canary-slug/", "/2020/01/canary-slug", "/2020/01/canary-old/", "/?p=2", "/?p=2&preview=true", "/?page_id=2",
            "/?p=3",
            "/?attachment_id=3", "/file-3/", "/?tag_id=7", "/?author=2", "/tag/canary-tag/", "/author/canary-author/",
            "/2020/01/16/",
            "/2020/01/canary-slug/feed/", "/oembed?url=https://old.example/2020/01/canary-slug/", "/?s=canary", "/search/canary/",
            "/?s=canary&feed=rss2", "/feed/atom/", "/feed/json/", "/comments/feed/", "/category/news/feed/json/",
            "/sitemap-news.xml",
            "/sitemap-1.xml", "/events.ics", "/humans.txt", "/authors/", "/2020/01/canary-slag/", "/wp-json/wp/v2/posts",
            "/xmlrpc.php",
        ]
        let magazine = try TemporaryMagazine()
        try await magazine.importing(export("future"))
        let before = try await Crawl(magazine, besides: doors)
        // What somebody typed into the search stands there again.
        let echoes = ["/?s=canary", "/search/canary/", "/?s=canary&feed=rss2", "/2020/01/canary-slag/"]
        #expect(before.places(of: "canary").filter { !echoes.contains($0) && !$0.contains("canary") } == [])
        for word in [
            "canary title", "canary body", "canary excerpt", "canary alt", "canary caption", "canary comment", "canary author",
            "canary tag", "canary-slug",
        ] {
            #expect(before.places(of: word).filter { !$0.contains("canary-sl") } == [], "\(word)")
        }
        try await magazine.importing(export("publish"))
        let after = try await Crawl(magazine, besides: doors)
        for place in [
            "/", "/2020/01/canary-slug/", "/feed/", "/feed/atom/", "/feed/json/", "/?s=canary", "/sitemap-1.xml",
            "/tag/canary-tag/", "/author/canary-author/", "/?p=2",
        ] {
            #expect(after.places(of: "canary").contains(place), "\(place)")
        }
    }
}
