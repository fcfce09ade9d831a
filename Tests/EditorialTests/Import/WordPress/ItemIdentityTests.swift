import Editorial
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("What an item is known by", .everyEngine)
struct ItemIdentityTests {
    @Test("two items with one title and one date both go in")
    func sameTitleAndDate() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([.post(1, "Notes", body: "The first."), .post(2, "Notes", body: "The second.")]).text)
        #expect(imported.ledger.count(.article, .imported) == 2)
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("The first."))
        #expect(try await magazine.page("/2020/01/item-2/").body.contains("The second."))
    }

    @Test("A9: of two items with one id the second fails, with its own line and that of the first")
    func sameID() async throws {
        let magazine = try TemporaryMagazine()
        let text = WXRText([.post(7, "First"), .post(7, "Second") { $0.name = "second" }]).text
        let imported = try await magazine.importing(text)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { $0.element == "<item>" }.map { $0.offset + 1 }
        let entries = imported.entries(.article, id: "7")
        #expect(entries.map(\.outcome) == [.imported, .failed])
        #expect(entries.map(\.line) == lines)
        #expect(entries.last?.reason.contains("export-1.xml:\(lines[0])") == true)
        #expect(entries.last?.reason.contains("wp:post_id") == true)
        #expect(try await magazine.page("/2020/01/item-7/").body.contains("First"))
        #expect(try await magazine.page("/2020/01/second/").status == 404)
    }

    @Test("A9: an item that stands in two files of one export goes in once, and the ledger has left the other out")
    func overlap() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([.post(1, "One"), .post(2, "Two")]).text, WXRText([.post(2, "Two"), .post(3, "Three")]).text)
        #expect(imported.entries(.article, id: "2").map(\.outcome) == [.imported, .leftOut])
        #expect(imported.ledger.count(.article, .imported) == 3)
        #expect(imported.ledger.reconciles)
        #expect(ListingText.of(try await magazine.page("/").body).components(separatedBy: "Two").count == 2)
    }

    @Test("A9: an attachment that stands in two files is left out once likewise")
    func overlappingAttachments() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([.post(1), .attachment(5, "a.gif")]).text, WXRText([.attachment(5, "a.gif")]).text)
        #expect(imported.entries(.attachment, id: "5").map(\.outcome) == [.changed, .leftOut])
        #expect(imported.ledger.reconciles)
    }

    @Test("the same number on two old sites is two articles")
    func twoSites() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(WXRText([.post(1, "Here")]).text)
        let other = WXRText([.post(1, "There") { $0.name = "there" }], link: "https://other.example")
        let imported = try await magazine.importing(other.text)
        #expect(imported.ledger.isComplete)
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("Here"))
        #expect(try await magazine.page("/2020/01/there/").body.contains("There"))
        #expect(try magazine.problems() == [])
    }

    @Test("items without an id are found again too")
    func noID() async throws {
        let magazine = try TemporaryMagazine()
        let items: [WXRText.Item] = [
            .post(nil, "One") { $0.name = "one" }, .post(nil, "Two") { $0.name = "two" },
        ]
        // Without its number an item's guid is the same for all here: the addresses tell them apart.
        let text = WXRText(items).text.replacing("<guid isPermaLink=\"false\">https://old.example/?p=0</guid>", with: "")
        try await magazine.importing(text)
        let before = try DatabaseDump(magazine.store)
        try await magazine.importing(text)
        #expect(try DatabaseDump(magazine.store) == before)
        #expect(try await magazine.page("/2020/01/one/").status == 200)
        #expect(try await magazine.page("/2020/01/two/").status == 200)
    }

    @Test("of two items with one address the second answers at one with a number, and the ledger says so")
    func sameAddress() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([.post(1, "One") { $0.name = "same" }, .post(2, "Two") { $0.name = "same" }]).text)
        let second = try #require(imported.entries(.article, id: "2").first)
        #expect(second.outcome == .changed && second.path == "/2020/01/same-2/")
        #expect(try await magazine.page("/2020/01/same/").body.contains("One"))
        #expect(try await magazine.page("/2020/01/same-2/").body.contains("Two"))
        #expect(try magazine.problems() == [])
    }

    @Test("an address that changes from one export to the next leads on to the new one, and none leads to another redirect")
    func movedAddress() async throws {
        let magazine = try TemporaryMagazine()
        for name in ["first", "second", "third"] {
            try await magazine.importing(WXRText([.post(1, "One") { $0.name = name }]).text)
        }
        #expect(try await magazine.page("/2020/01/third/").status == 200)
        #expect(try await magazine.page("/2020/01/first/").location == "/2020/01/third/")
        #expect(try await magazine.page("/2020/01/second/").location == "/2020/01/third/")
        #expect(try magazine.problems() == [])
    }

    @Test("two items that swap their addresses between two exports both answer, and nothing answers twice")
    func swappedAddresses() async throws {
        let magazine = try TemporaryMagazine()
        func export(_ one: String, _ two: String) -> String {
            WXRText([.post(1, "One") { $0.name = one }, .post(2, "Two") { $0.name = two }]).text
        }
        try await magazine.importing(export("a", "b"))
        let imported = try await magazine.importing(export("b", "a"))
        #expect(imported.ledger.reconciles && imported.ledger.count(.failed) == 0)
        let (one, two) = (imported.entries(.article, id: "1").first?.path, imported.entries(.article, id: "2").first?.path)
        #expect(try await magazine.page(one ?? "").body.contains("<h1>One</h1>"))
        #expect(try await magazine.page(two ?? "").body.contains("<h1>Two</h1>"))
        #expect(try magazine.problems() == [])
    }
}
