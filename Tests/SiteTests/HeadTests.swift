import Content
import Foundation
import Storage
import TestSupport
import Testing

@testable import Site

@Suite("What stands in a page's head", .everyEngine)
struct HeadTests {
    private func magazine() throws -> TemporaryMagazine {
        try TemporaryMagazine(language: "en-GB") { transaction in
            var article = Article.published("/a/", "A & \"B\"", body: "<p>Text.</p>")
            article.sectionIDs = [
                try transaction.saveSection("Town", slug: "town"), try transaction.saveSection("Sea", slug: "sea"),
            ]
            article.tagIDs = [try transaction.saveTag("Tides", slug: "tides"), try transaction.saveTag("R&D", slug: "rd")]
            article.authorIDs = [try transaction.saveAuthor("Anna", slug: "anna"), try transaction.saveAuthor("Bo", slug: "bo")]
            article.pictureID = try transaction.savePicture("/lead.jpg", alt: "A quay")
            article.modifiedAt = Timestamp(stored: 1_578_000_000_000)
            _ = try transaction.add(article)
            var page = Article.published("/about/", "About")
            (page.kind, page.language) = (.page, "pt-BR")
            _ = try transaction.add(page)
        }
    }

    @Test("an article tells those who share it where, when, by whom and about what it is")
    func article() async throws {
        let head = try await head(magazine(), "/a/")
        for line in [
            "property=\"og:site_name\" content=\"The Harbour Post\"", "property=\"og:locale\" content=\"en_GB\"",
            "property=\"og:type\" content=\"article\"", "property=\"og:title\" content=\"A &amp; &quot;B&quot;\"",
            "property=\"article:published_time\" content=\"2020-01-01T00:00:00Z\"",
            "property=\"article:modified_time\" content=\"2020-01-02T21:20:00Z\"",
            "property=\"article:author\" content=\"https://m.example/author/anna/\"",
            "property=\"article:author\" content=\"https://m.example/author/bo/\"",
            "property=\"article:section\" content=\"Town\"", "property=\"article:tag\" content=\"Tides\"",
            "property=\"article:tag\" content=\"R&amp;D\"", "name=\"twitter:card\" content=\"summary_large_image\"",
            "name=\"twitter:image:alt\" content=\"A quay\"",
        ] { #expect(head.contains("<meta \(line)>"), "\(line)") }
        #expect(head.contains("type=\"application/json+oembed\"") && !head.contains("content=\"Sea\""))
    }

    @Test("a page has neither authors nor tags to tell, and its own language", arguments: ["/about/", "/"])
    func others(_ path: String) async throws {
        let head = try await head(magazine(), path)
        #expect(!head.contains("article:author") && !head.contains("article:tag") && !head.contains("oembed"))
        #expect(head.contains("og:locale\" content=\"\(path == "/" ? "en_GB" : "pt_BR")\""))
    }

    @Test(
        "a language is written with its region",
        arguments: [
            ("en", "en"), ("en-GB", "en_GB"), ("zh-Hant-TW", "zh_TW"), ("es-419", "es_419"), ("de_at", "de_AT"),
            ("sr-Latn", "sr"),
            ("", ""),
        ])
    func locale(language: String, locale: String) {
        #expect(Frame.locale(language) == locale)
    }

    private func head(_ magazine: TemporaryMagazine, _ path: String) async throws -> String {
        try await magazine.page(path).body.components(separatedBy: "</head>")[0]
    }
}
