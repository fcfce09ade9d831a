import TestSupport
import Testing

@Suite("The reading site, as independent judges see it", .serialized, .exhibition)
struct ReadingSiteTests {
    @Test("the Nu HTML checker finds no error on any page")
    func html() async throws { try await Judge("nu").speaks() }

    @Test("LinkChecker finds every link and every fragment within the magazine alive")
    func links() async throws { try await Judge("links").speaks() }

    @Test("feedparser reads every feed: entries, dates, addresses that answer")
    func feeds() async throws { try await Judge("feeds").speaks() }

    @Test("Atom feeds are as the schema of RFC 4287 has them", .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func atom() async throws { try await Judge("atom").speaks(SharedMaterial.path("schemas/atom.rnc")) }

    @Test(
        "JSON feeds are as the schema of version 1.1 has them", .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)")
    )
    func jsonFeeds() async throws {
        try await Judge("jsonfeeds").speaks(SharedMaterial.path("schemas/jsonfeed-1.1.schema.json"))
    }

    @Test("sitemap-verify finds nothing wrong in the site maps, and every address in them is a page")
    func siteMaps() async throws {
        if SharedMaterial.isAtHand {
            try await Judge("sitemaps").speaks(SharedMaterial.path("schemas"))
        } else {
            try await Judge("sitemaps").speaks()
        }
    }

    @Test("icalendar reads the calendar files")
    func calendars() async throws { try await Judge("calendars").speaks() }

    @Test("what pages tell programs about themselves is whole: JSON-LD and oEmbed")
    func structuredData() async throws { try await Judge("structured").speaks() }

    @Test("axe-core finds no violation on any kind of page: light and dark, narrow and wide, in both directions")
    func accessibility() async throws { try await Judge("axe").speaks() }

    @Test("the keyboard alone reaches everything, one sees where it is, and nothing holds it")
    func keyboard() async throws { try await Judge("keyboard").speaks() }

    @Test("at 320 pixels, and with text at 200 %, nothing is cut off and nothing scrolls sideways")
    func reflow() async throws { try await Judge("reflow").speaks() }

    @Test("nothing moves while a page loads; no other host is asked, no script runs, the console is silent")
    func loading() async throws { try await Judge("loading").speaks() }

    @Test("the style sheet has at most 20,000 bytes, a listing page 30,000 and an article 25,000, compressed")
    func weights() async throws { try await Judge("weights").speaks() }

    @Test(
        "the export that theme makers test with is among what is judged",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func unit() throws {
        let folder = try #require(Exhibition.current).folder
        #expect(try folder.contents(of: "unit").keys.count { $0.hasSuffix(".html") } > 200)
    }
}
