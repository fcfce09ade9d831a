import Content
import Editorial
import TestSupport
import Testing

@Suite("Addresses that are Stet's own, and those beside them", .everyEngine)
struct OwnAddressTests {
    @Test(
        "what an old site had beside Stet's own addresses keeps its address",
        arguments: [
            "/theme/how/", "/theme/", "/feed/jsonpost/", "/images/harbour/320.jpg/", "/.well-known/x", "/api/v1/", "/page/two/",
            "/comments/on/harbours/", "/desk/lamps/", "/sitemap-of-the-harbour/", "/style.css",
        ])
    func beside(address: String) async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([.post(1, "Kept") { $0.link = "https://old.example" + address }, .post(2, "Other")]).text)
        #expect(imported.entries(.article, id: "1").map(\.outcome) == [.imported])
        #expect(try await magazine.page(address).body.contains("<h1>Kept</h1>"))
    }

    @Test(
        "an item at an address that Stet answers itself goes in at one like it; the others are as they were",
        arguments: [
            "/feed/", "/feed/atom/", "/comments/feed/", "/page/3/", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/oembed",
            "/theme/style.0.css", "/.well-known/security.txt",
        ])
    func own(address: String) async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([.post(1, "Moved") { $0.link = "https://old.example" + address }, .post(2, "Other")]).text)
        let entry = try #require(imported.entries(.article, id: "1").first)
        #expect(entry.outcome == .changed && entry.reason.contains("Stet answers itself"))
        #expect(entry.line > 0 && entry.path != address)
        #expect(try await magazine.page(entry.path).body.contains("<h1>Moved</h1>"))
        #expect(try await magazine.page(address).body.contains("<h1>Moved</h1>") == false)
        #expect(try await magazine.page("/2020/01/item-2/").status == 200)
    }

    @Test("a taxonomy called like a folder of Stet's own has its listings where they were")
    func taxonomy() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText(
                [.post(1) { $0.terms = [("theme", "harbours", "Harbours"), ("feed", "atom", "Atom")] }],
                terms: [WXRText.term(5, taxonomy: "theme", "harbours", "Harbours")]
            ).text)
        #expect(imported.ledger.count(.failed) == 0 && imported.ledger.count(.article, .imported) == 1)
        #expect(try await magazine.page("/theme/harbours/").body.contains("A headline"))
        #expect(try await magazine.page("/feed/atom/").status == 200)
    }

    @Test("however many items have one address, each has one of its own, and one too long for that fails alone")
    func many() async throws {
        let magazine = try TemporaryMagazine()
        let long = "https://old.example/" + String(repeating: "a", count: 1998) + "/"
        let items = (1...40).map { id in WXRText.Item.post(id) { $0.link = "https://old.example/one/" } }
        let imported = try await magazine.importing(
            WXRText(items + [.post(50) { $0.link = long }, .post(51) { $0.link = long }, .post(52)]).text)
        #expect(imported.ledger.count(.article, .failed) == 1)
        #expect(imported.entries(.article, id: "51").first?.reason.contains("shorter <link>") == true)
        #expect(try await magazine.page("/one-40/").status == 200)
        #expect(try await magazine.page("/2020/01/item-52/").status == 200)
    }

    @Test("where nothing came in, nothing answers: what was left out or failed leads nowhere")
    func leftOut() async throws {
        let magazine = try TemporaryMagazine()
        var choices = WordPressChoices()
        choices.types["product"] = WordPressChoices.ItemType.none
        let imported = try await magazine.importing(
            WXRText([
                .post(1), .post(2, "Sold") { ($0.type, $0.link) = ("product", "https://old.example/product/lamp/") },
                .post(3, "Style") { ($0.type, $0.link) = ("custom_css", "https://old.example/custom_css/mine/") },
                .post(1, "Again") { $0.link = "https://old.example/again-and-again/" },
            ]).text, choices: choices)
        #expect(imported.ledger.count(.leftOut) == 2 && imported.ledger.count(.failed) == 1)
        for address in ["/product/lamp/", "/custom_css/mine/", "/again-and-again/"] {
            #expect(try await magazine.page(address).status == 404, "\(address)")
        }
    }

    @Test("an article whose elements are nested beyond measure goes in flat, with its words, links and pictures")
    func deep() async throws {
        let magazine = try TemporaryMagazine()
        let open = String(repeating: "<blockquote class=\"a>b\">", count: 900)
        let body =
            open + "The <b>deep</b> text.<p>Next <a href=\"/x/\">link</a></p><script>alert(1)</script>"
            + String(repeating: "</blockquote>", count: 900) + "The end &lt;here&gt;."
        let imported = try await magazine.importing(WXRText([.post(1, "Deep", body: body)]).text)
        let entry = try #require(imported.entries(.article, id: "1").first)
        #expect(entry.outcome == .changed && entry.reason.contains("its words stayed"))
        let page = try await magazine.page("/2020/01/item-1/").body
        #expect(page.contains("The deep text.") && page.contains("Next <a href=\"/x/\">link</a>"))
        #expect(page.contains("The end &lt;here&gt;.") && !page.contains("alert(1)"))
    }
}
