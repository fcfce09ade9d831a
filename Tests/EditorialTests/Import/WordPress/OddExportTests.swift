import Content
import Editorial
import TestSupport
import Testing

@Suite("Odd things in an export", .everyEngine)
struct OddExportTests {
    @Test("what is published with a date to come is kept as scheduled, shown to nobody, and told", arguments: ["2238", "9999"])
    func future(year: String) async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([.post(1, "To come") { $0.date = "\(year)-01-15 10:00:00" }, .post(2)]).text)
        let entry = try #require(imported.entries(.article, id: "1").first)
        #expect(entry.outcome == .changed && entry.reason.contains("still to come"))
        #expect(try magazine.importedArticles().map(\.status) == [.scheduled, .published])
        #expect(try await Crawl(magazine).places(of: "To come") == [])
    }

    @Test("of two tags with one number both go in, and a second import changes neither")
    func oneNumber() async throws {
        let magazine = try TemporaryMagazine()
        let export = WXRText(
            [.post(1) { $0.terms = [("post_tag", "tides", "Tides"), ("post_tag", "boats", "Boats")] }],
            terms: [WXRText.tag(6, "tides", "Tides"), WXRText.tag(6, "boats", "Boats")]
        ).text
        for _ in 1...2 {
            let imported = try await magazine.importing(export)
            #expect(imported.ledger.isComplete)
            #expect(try await magazine.page("/tag/tides/").body.contains("<h1>Tides</h1>"))
            #expect(try await magazine.page("/tag/boats/").body.contains("<h1>Boats</h1>"))
        }
    }
}
