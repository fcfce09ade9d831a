import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("An export of what came from an export", .everyEngine)
struct TwiceExportedTests {
    private static let text = WXRText(
        [
            .post(1, "  White space at the ends  ") { item in
                item.name = String(repeating: "long-", count: 60)
                item.link = "https://old.example/2020/01/long/"
                item.terms = [
                    ("category", "below", "Below"), ("category", "news", "News"), ("post_tag", "a", "A"), ("series", "s", "S"),
                ]
                item.meta = [
                    ("_wpml_import_language_code", "de"), ("_wpml_import_translation_group", "group-b"), ("_thumbnail_id", "20"),
                ]
                item.comments = [
                    .init(9, "One"), .init(10, "Two", approved: "0", parent: 9), .init(11, "Three", approved: "trash"),
                ]
            },
            .post(2, "Two") { $0.meta = [("_wpml_import_language_code", "en"), ("_wpml_import_translation_group", "group-b")] },
            .post(3, "\u{A0}") { $0.terms = [("post_translations", "pll_5e", "pll_5e")] },
            .post(4, "Four") { ($0.name, $0.terms) = ("", [("post_translations", "pll_5e", "pll_5e")]) },
            .post(5, "Five") { $0.name = String(repeating: "%ed%95%9c", count: 40) },
            .post(6, "Six") { ($0.name, $0.link) = ("a/b", "https://old.example/six/") },
            .post(7, "Seven <em>x</em> & <a href=\"/y/\">z</a>", body: "[gallery ids=\"20\"]") {
                $0.meta = [("_wp_old_slug", "sieben")]
            },
            .post(8, "Draft") { ($0.status, $0.name) = ("draft", "") },
            .post(nil, "Without a number") { ($0.name, $0.link) = ("none", "https://old.example/none/") },
            .page(12, "Over"), .page(13, "Below") { ($0.parent, $0.order, $0.password) = (12, 3, "open") },
            .attachment(20, "a.gif", alt: " A <harbour> ") { ($0.title, $0.excerpt, $0.parent) = (" t ", " c ", 1) },
            .menuEntry(30, "  Label ", menu: "main", kind: "taxonomy", object: "category", objectID: 101, order: 1),
            .menuEntry(31, "", menu: "main", kind: "post_type", object: "post", objectID: 2, parent: 30, order: 2),
            .menuEntry(32, "Out", menu: "foot", kind: "custom", url: "https://else.example/", order: 1),
        ],
        terms: [
            WXRText.author("anna", " Anna <b> "), WXRText.category(102, "below", "Below", parent: "news"),
            WXRText.category(101, "news", " News ", description: " Words.\n\nMore. "), WXRText.tag(103, "a", "A & B"),
            WXRText.term(104, taxonomy: "series", "s", "S"), WXRText.term(7, taxonomy: "nav_menu", "main", "Main"),
            WXRText.term(8, taxonomy: "nav_menu", "foot", "Foot"),
        ])

    @Test("A80: it is equal to the first to the byte, but for the time when it was made")
    func twice() async throws {
        let first = try TemporaryMagazine()
        try await first.importing(Self.text.text)
        try await compare(first, "")
    }

    @Test("A80: and so is one of a magazine that came from several places and that editors have worked on")
    func edited() async throws {
        let first = try TemporaryMagazine()
        try await first.importing(Self.text.text)
        try await first.importing(WXRText([.post(1, "Other")], link: "https://other.example/blog").text)
        try first.store.writeWaiting { transaction in
            let newsroom = try Newsroom(transaction)
            try newsroom.renameSection(try #require(try transaction.id(of: .section, slug: "news")), to: "Ours")
            try newsroom.addRedirect(from: "/short/", to: "/2020/01/item-2/")
            _ = try newsroom.addComment(below: 1, by: "An editor", "Four")
            try newsroom.removeComment(9, below: 1)
        }
        try await compare(first, "")
    }

    private static let exports = [
        "wxr/theme-test-data/themeunittestdata.wordpress.xml", "wxr/theme-test-data/64-block-test-data.xml",
        "wxr/real/banyoungkwan-ko.xml", "wxr/real/jahanworld.xml", "wxr/real/spotthevuln-en.xml",
    ]

    @Test("A80: the same of real exports", .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"), arguments: exports)
    func real(_ file: String) async throws {
        let first = try TemporaryMagazine()
        try await first.importing(files: [SharedMaterial.path(file)])
        try await compare(first, file)
    }

    private func compare(_ first: TemporaryMagazine, _ name: String) async throws {
        let one = try await first.exporting()
        let second = try TemporaryMagazine()
        try await second.importing(files: [one])
        let other = try await second.exporting()
        let (before, after) = (try lines(one), try lines(other))
        #expect(before.count > 60 && before.count == after.count, "\(name)")
        let place = zip(before, after).enumerated().first { $0.element.0 != $0.element.1 }
        #expect(
            place == nil,
            "\(name): line \(place?.offset ?? 0): \(place?.element.0.prefix(300) ?? "") | \(place?.element.1.prefix(300) ?? "")")
    }

    /// All but when it was made, which stands in the head of the channel.
    private func lines(_ file: String) throws -> [String] {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).filter {
            !$0.hasPrefix("\t<pubDate>")
        }
    }
}
