import Editorial
import Foundation
import TestSupport
import Testing

@Suite("The sample magazine", .everyEngine)
struct SampleTests {
    /// The folder `Sample` of the project.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sample").standardizedFileURL
        .path
    private static let base = "https://harbourpost.example"

    @Test("goes in whole, and a second time changes nothing")
    func whole() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(folder: Self.folder)
        #expect(imported.ledger.isComplete && imported.ledger.count(.changed) == 0, "\(imported.ledger.reasons)")
        #expect(imported.ledger.count(.article, .imported) >= 30 && imported.ledger.count(.author, .imported) == 5)
        #expect(try magazine.problems() == [])
        let before = try DatabaseDump(magazine.store)
        try await magazine.importing(folder: Self.folder)
        let after = try DatabaseDump(magazine.store)
        #expect(after == before, "\(after.firstDifference(from: before))")
    }

    @Test("its front page reads as the listing that was read once by eye")
    func listing() async throws {
        let expected = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Expected/sample-listing.txt")
        let page = try await Self.sample().page("/")
        #expect(try ListingText.of(page.body) == String(contentsOf: expected, encoding: .utf8))
    }

    @Test("every link and every picture in it answers, and no page takes anything from another host")
    func crawl() async throws {
        let crawl = try await Self.crawl.value
        #expect(crawl.answers.count > 120)
        #expect(crawl.answers.filter { ![200, 301].contains($0.value.status) }.keys.sorted() == Self.addressesOfDraft)
        for (address, page) in crawl.answers where page.mediaType.contains("html") {
            #expect(foreignResources(in: page.body) == [], "\(address)")
            #expect(page.body.hasPrefix("<!DOCTYPE html>") && page.body.contains("<main id=\"main\">"), "\(address)")
            #expect(!page.body.contains("{{"), "\(address)")
            // One block of data for machines, and no script.
            let scripts = page.body.components(separatedBy: "<script").dropFirst()
            #expect(scripts.count <= 1 && scripts.allSatisfy { $0.hasPrefix(" type=\"application/ld+json\">") }, "\(address)")
            // The colour a picture loads over, and no other style.
            let styles = page.body.components(separatedBy: "style=\"").dropFirst()
            #expect(styles.allSatisfy { $0.hasPrefix("background-color:#") }, "\(address)")
        }
    }

    @Test("a draft of it shows nowhere")
    func draft() async throws {
        let crawl = try await Self.crawl.value
        #expect(crawl.places(of: "The eel question") == [])
        #expect(crawl.places(of: "the-eel-question") == [])
    }

    @Test("an article in Arabic is written from right to left, in a page that is written from left to right")
    func rightToLeft() async throws {
        let page = try await Self.sample().page("/2025/02/sabah-fi-suq-al-samak/")
        #expect(page.status == 200)
        #expect(page.body.contains("<html lang=\"en\" dir=\"ltr\">"))
        #expect(page.body.contains("<article class=\"article\" lang=\"ar\" dir=\"rtl\">"))
        #expect(page.body.contains("<h1>صباحٌ في سوق السمك</h1>"))
    }

    @Test("an article in two languages leads from each to the other")
    func translations() async throws {
        let magazine = try await Self.sample()
        let english = try await magazine.page("/2025/02/a-morning-at-the-fish-market/").body
        let arabic = try await magazine.page("/2025/02/sabah-fi-suq-al-samak/").body
        #expect(english.contains("hreflang=\"ar\" lang=\"ar\" dir=\"rtl\">العربية</a>"))
        #expect(arabic.contains("hreflang=\"en\" lang=\"en\" dir=\"ltr\">English</a>"))
        for page in [english, arabic] {
            #expect(page.components(separatedBy: "<link rel=\"alternate\" hreflang=").count == 4)
        }
    }

    @Test("an event says when and where")
    func event() async throws {
        let page = try await Self.sample().page("/2025/04/wooden-boat-weekend-2025/").body
        #expect(page.contains("<time datetime=\"2025-06-13T16:00\">Friday, 13 June 2025, 16:00</time>"))
        #expect(page.contains("<time datetime=\"2025-06-15T15:00\">Sunday, 15 June 2025, 15:00</time>"))
        #expect(page.contains("<dd>The inner harbour</dd>") && page.contains("<dd>Tollbodgata 2, Lodvær</dd>"))
    }

    @Test("a talk says who speaks and how long it takes")
    func talk() async throws {
        let page = try await Self.sample().page("/2024/09/the-sea-in-a-concertina/").body
        #expect(page.contains("Oda Kleppe") && page.contains("Benedikt Åsmul"))
        #expect(page.contains("42:10"))
    }

    @Test(
        "an alias leads to its article",
        arguments: [
            ("/hello/", "/2023/02/a-magazine-for-four-thousand/"),
            ("/2023/02/welcome/", "/2023/02/a-magazine-for-four-thousand/"),
        ])
    func aliases(_ alias: String, _ path: String) async throws {
        let magazine = try await Self.sample()
        #expect(try await magazine.page(alias).location == path)
        #expect(try await magazine.page(path).status == 200)
    }

    @Test("an article with an address of its own answers there; the one its date and name would make leads there")
    func ownAddress() async throws {
        let magazine = try await Self.sample()
        #expect(try await magazine.page("/tides/table/").status == 200)
        #expect(try await magazine.page("/2024/12/a-tide-table-in-thirty-five-lines/").location == "/tides/table/")
    }

    private static let addressesOfDraft = ["/2026/10/the-eel-question/", "/the-eel-question/"]

    /// Two tests look at all of it; it is followed through once.
    private static let crawl = Task { try await Crawl(sample(), base: base, besides: addressesOfDraft) }

    private static func sample() async throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(folder: Self.folder)
        return magazine
    }

    /// What a browser would fetch by itself from another host.
    private func foreignResources(in page: String) -> [String] {
        page.components(separatedBy: "<").dropFirst().map { String($0.prefix { $0 != ">" }) }.filter { tag in
            let name = tag.prefix { $0.isLetter }
            let fetches =
                ["img", "source", "audio", "video", "script", "iframe", "embed", "object", "track"].contains(name)
                || name == "link" && !tag.contains("rel=\"canonical\"") && !tag.contains("rel=\"alternate\"")
            return fetches
                && (tag.contains("=\"http") || tag.contains("=\"//") || tag.contains(", http") || tag.contains("=\"data:"))
        }
    }
}
