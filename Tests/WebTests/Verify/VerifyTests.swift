import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("The proof that nothing is lost", .everyEngine)
struct VerifyTests {
    /// An article with all that has an address, its picture at hand.
    private func magazine(_ change: (inout WXRText) -> Void = { _ in }) async throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/quay.gif")
        var export = WXRText(
            [
                .attachment(5, "quay.gif"),
                .post(
                    7, "The quay \"at night\"",
                    body: """
                        Isn't it <b>dark</b>? [caption id="attachment_5" width="100"]<img src="https://old.example/wp-content/uploads/2020/01/quay-300x200.gif"> \
                        The quay[/caption]
                        https://youtu.be/abc
                        """
                ) {
                    $0.terms = [("category", "sea", "Sea"), ("post_tag", "boats", "Boats")]
                    $0.meta = [("_wp_old_slug", "the-old-quay")]
                },
                .page(8, "About us"),
                .post(9, "Nobody's yet") { ($0.status, $0.link) = ("draft", "https://old.example/?p=9") },
                .post(10, "For friends") { $0.password = "secret" },
            ], terms: [WXRText.author("anna", "Anna"), WXRText.category(2, "sea", "Sea"), WXRText.tag(3, "boats", "Boats")])
        change(&export)
        try await magazine.importing(export.text, uploads: magazine.folder["uploads"])
        return magazine
    }

    @Test(
        "every address that an export implies is asked for: articles, numbers, files, listings, feeds, old slugs; drafts are not")
    func implied() async throws {
        let run = try await VerifyRun(magazine())
        for address in [
            "/2020/01/item-7/", "/item-8/", "/wp-content/uploads/2020/01/quay.gif",
            "/wp-content/uploads/2020/01/quay-300x200.gif", "/",
            "/category/sea/", "/tag/boats/", "/author/anna/", "/2020/", "/2020/01/", "/2020/01/15/", "/feed/",
            "/category/sea/feed/",
        ] {
            #expect(run[address]?.verdict == .answers, "\(address): \(String(describing: run[address]))")
        }
        for (address, target) in [
            ("/?p=7", "/2020/01/item-7/"), ("/?page_id=8", "/item-8/"), ("/?cat=2", "/category/sea/"),
            ("/?tag=boats", "/tag/boats/"),
            ("/2020/01/the-old-quay/", "/2020/01/item-7/"), ("/?attachment_id=5", "/file-5/"),
        ] {
            #expect(
                run[address]?.verdict == .leadsOn && run[address]?.target == target,
                "\(address): \(String(describing: run[address]))")
            #expect(run[address]?.steps == 1)
        }
        #expect(run["/2020/01/item-10/"]?.verdict == .withheld && run["/?p=10"]?.verdict == .withheld)
        #expect(!run.addresses.contains { $0.address.contains("p=9") })
        let article: VerifiedAddress = try #require(run["/2020/01/item-7/"])
        #expect(article.title?.isEqual == true && article.words?.kept == article.words?.expected)
        #expect(article.words?.expected == 5 && article.pictures?.present == 1)
        #expect(run.json.lost == run.lost.count && (run.result.exit == .success) == run.lost.isEmpty)
        let sum = run.json.totals.values.flatMap(\.values).reduce(0, +)
        #expect(sum == run.addresses.count)
    }

    @Test("a file that did not come along is lost: exit code 1, and all three reports say so")
    func missingFile() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.attachment(5, "quay.gif"), .post(7)]))
        let run = try await VerifyRun(magazine)
        #expect(run.result.exit == .incomplete)
        #expect(run["/wp-content/uploads/2020/01/quay.gif"]?.verdict == .lost)
        #expect(run["/wp-content/uploads/2020/01/quay.gif"]?.reason == "Its file is not here.")
        #expect(run.result.report.contains("/wp-content/uploads/2020/01/quay.gif"))
        #expect(run.html.contains(">/wp-content/uploads/2020/01/quay.gif<") && run.html.contains("<h1 class=\"ill\">"))
    }

    @Test("an address where another article answers is lost for the one that had it")
    func takenAddress() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([.post(7, "First"), .post(8, "Second") { $0.link = "https://old.example/2020/01/item-7/" }]))
        let run = try await VerifyRun(magazine)
        #expect(run.addresses.contains { $0.reason == "Something else answers there." })
        #expect(run.result.exit == .incomplete)
    }

    @Test("what an editor or a fault has changed since is seen: title, words, picture")
    func differences() async throws {
        let magazine = try await magazine()
        try await magazine.store.write { transaction in
            let id = try #require(try transaction.current.destination(at: "/2020/01/item-7/")).targetOfArticle
            var article = Article()
            (article.headline, article.slug) = (HTML(escaping: "The pier"), "item-7")
            article.permalink = Permalink("/2020/01/item-7/")
            article.dated = WallClock(stored: 1_579_082_400_000)
            article.source = "Isn't it dark? <img src=\"/wp-content/uploads/2020/01/gone.gif\">"
            article.body = HTML(stored: "<p>Isn't it</p>")
            article.status = .published
            try transaction.update(id, to: article)
        }
        let run = try await VerifyRun(magazine)
        let article: VerifiedAddress = try #require(run["/2020/01/item-7/"])
        #expect(article.verdict == .answers)
        #expect(article.title == .init(expected: "The quay \"at night\"", found: "The pier", isEqual: false))
        #expect(article.words == .init(expected: 3, kept: 2, missing: ["dark?"]))
        #expect(article.pictures == .init(expected: 1, present: 0, missing: ["/wp-content/uploads/2020/01/gone.gif"]))
        #expect(run.html.contains("Titles that differ") && run.html.contains("Texts that lack words"))
    }

    @Test("a list is replayed: paths, whole addresses, the first column of a table; those of other sites are told and not asked")
    func list() async throws {
        let magazine = try await magazine()
        let file = try magazine.folder.write(
            "URL,Clicks\nhttps://www.old.example/2020/01/item-7/,12\n/?p=7\n\"/nowhere/\",4\nhttps://elsewhere.example/x/,1\n",
            to: "list.csv")
        let run = try await VerifyRun(magazine) { $0.list = file }
        #expect(run.addresses.map(\.address) == ["/2020/01/item-7/", "/?p=7", "/nowhere/"])
        #expect(run.lost == ["/nowhere/"] && run.result.exit == .incomplete)
        #expect(run["/2020/01/item-7/"]?.words?.kept == 5)
        #expect(run.json.notes.contains { $0.contains("https://elsewhere.example/x/") })
        #expect(run.json.notes.contains("1 lines of the list are no addresses."))
        try magazine.folder.write("/2020/01/item-7/\n", to: "list.csv")
        #expect(try await VerifyRun(magazine) { $0.list = file }.result.exit == .success)
    }

    @Test(
        "what an old site wrote is text in the report",
        arguments: ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "\u{202E}dlo"])
    func hostileText(_ text: String) async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([.post(7, "A", body: text) { $0.meta = [("_wp_old_slug", text)] }]))
        let file = try magazine.folder.write("/\(text.filter { $0 != " " })/\n", to: "list")
        let run = try await VerifyRun(magazine) { $0.list = file }
        #expect(!run.html.contains("<script") && !run.html.contains("<img") && !run.html.contains("\u{202E}"))
    }

    @Test(
        "the export that theme makers test with: every title, every word and every picture is there, at its address",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func unitTest() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(
            files: [SharedMaterial.path("wxr/theme-test-data/themeunittestdata.wordpress.xml")],
            uploads: SharedMaterial.path("wxr/media-theme-test-data"))
        let run = try await VerifyRun(magazine)
        print(run.result.report)
        #expect(run.json.titles.isWhole && run.json.titles.total > 70)
        #expect(Double(run.json.words.count) >= Double(run.json.words.total) * 0.999 && run.json.words.total > 12_000)
        #expect(run.json.pictures.isWhole && run.json.pictures.total > 60)
        for kind in ["article", "page", "attachment page", "number", "redirect"] {
            #expect(
                run.json.totals[kind]?["lost"] == 0, "\(run.addresses.filter { $0.verdict == .lost && $0.kind.rawValue == kind })"
            )
        }
        #expect(run.json.chains == 0)
    }
}

extension Destination {
    fileprivate var targetOfArticle: Int64 {
        if case .article(let id) = self { id } else { 0 }
    }
}
