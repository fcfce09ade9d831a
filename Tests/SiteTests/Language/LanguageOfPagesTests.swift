import Content
import Storage
import TestSupport
import Testing

@testable import Site

@Suite("A magazine in its language", .everyEngine)
struct LanguageOfPagesTests {
    private func magazine(_ language: String, _ items: [WXRText.Item]) async throws -> TemporaryMagazine {
        var export = WXRText(items, terms: [WXRText.author("anna", "Anna Lund"), WXRText.category(5, "news", "News")])
        export.language = language
        return try await TemporaryMagazine(export)
    }

    /// Thirteen articles: two pages.
    private func posts(_ change: (inout WXRText.Item) -> Void = { _ in }) -> [WXRText.Item] {
        (1...13).map { id in
            .post(id, "Item \(id)", body: "<p>Text.</p><p><img src=\"/wp-content/uploads/gone.gif\" alt=\"A ferry\"></p>") {
                item in
                item.date = "2023-11-\(id < 10 ? "0" : "")\(id) 10:00:00"
                item.terms = [("category", "news", "News")]
                change(&item)
            }
        }
    }

    @Test(
        "the words, dates, titles and errors of its pages are in it",
        arguments: [
            ("en", "13 November 2023", "News, page 2", "Page 2 of 2", "November 2023", "Page not found"),
            (
                "en-US", "November 13, 2023", "News, page 2", "Page 2 of 2", "November 2023",
                "Page not found"
            ),
            (
                "es", "13 de noviembre de 2023", "News, página 2", "Página 2 de 2",
                "noviembre de 2023", "Página no encontrada"
            ),
            (
                "de-DE", "13. November 2023", "News, Seite 2", "Seite 2 von 2",
                "November 2023",
                "Seite nicht gefunden"
            ),
            (
                "fr-FR", "13 novembre 2023", "News, page 2", "Page 2 sur 2", "novembre 2023",
                "Page introuvable"
            ),
            ("ar", "13 نوفمبر 2023", "News، الصفحة 2", "الصفحة 2 من 2", "نوفمبر 2023", "الصفحة غير موجودة"),
            ("ja", "2023-11-13", "News, page 2", "Page 2 of 2", "2023-11", "Page not found"),
        ])
    func pages(
        _ language: String, _ date: String, _ title: String, _ position: String, _ month: String,
        _ notFound: String
    ) async throws {
        let magazine = try await magazine(language, posts { $0.comments = [WXRText.Comment(1, "Yes.")] })
        let root = "<html lang=\"\(language)\" dir=\"\(language == "ar" ? "rtl" : "ltr")\">"
        for path in ["/", "/category/news/page/2/", "/2023/11/", "/2020/01/item-13/", "/nowhere/"] {
            #expect(try await magazine.page(path).body.contains(root), "\(path)")
        }
        let listing = try await magazine.page("/category/news/page/2/").body
        #expect(listing.contains("<title>\(title) – ") && listing.contains(position))
        #expect(try await magazine.page("/").body.contains(">\(date)</time>"))
        #expect(try await magazine.page("/2023/11/").body.contains("<h1>\(month)</h1>"))
        #expect(try await magazine.page("/nowhere/").body.contains("<h1>\(notFound)</h1>"))
        let article = try await magazine.page("/2020/01/item-13/").body
        #expect(article.contains(">\(date)</time>"))
    }

    @Test(
        "comments are counted by its plural forms",
        arguments: [
            ("en", 1, "1 comment"), ("en", 2, "2 comments"), ("fr", 1, "1 commentaire"), ("fr", 2, "2 commentaires"),
            ("ar", 1, "تعليق واحد"), ("ar", 2, "تعليقان"), ("ar", 3, "3 تعليقات"), ("ar", 11, "11 تعليقًا"),
            ("ar", 100, "100 تعليق"),
        ])
    func comments(_ language: String, _ count: Int, _ label: String) async throws {
        let comments = (1...count).map { WXRText.Comment($0, "Yes.", author: $0 == 1 ? "" : "A reader") }
        let magazine = try await magazine(language, [.post(1) { $0.comments = comments }])
        let page = try await magazine.page("/2020/01/item-1/").body
        #expect(page.contains("<h2 id=\"comments-label\">\(label)</h2>"))
        #expect(page.contains(["en": "Anonymous", "fr": "Anonyme", "ar": "مجهول"][language] ?? "?"))
    }

    @Test("a picture that is not there is named in it, its words as they are")
    func missingPicture() async throws {
        let magazine = try await magazine(
            "fr", [.post(1, body: "<p><img src=\"/wp-content/uploads/gone.gif\" alt=\"R&amp;D {description}\"></p>")])
        #expect(
            try await magazine.page("/2020/01/item-1/").body.contains(
                "<span class=\"picture-missing\">Image\u{202F}: R&amp;D {description}</span>"))
    }

    @Test("an event says its weekday, and its end only the time where it is on the same day")
    func events() async throws {
        let magazine = try await magazine("de", [.post(1)])
        let start = try #require(CivilTime(year: 2025, month: 6, day: 14, hour: 19, minute: 30))
        let hours: Int64 = 3_600_000
        try magazine.store.writeWaiting { transaction in
            for (number, length) in [(2, 2 * hours), (3, 20 * hours)] {
                var article = Article()
                article.kind = .event
                article.status = .published
                article.isListed = true
                article.headline = HTML(stored: "Event")
                article.permalink = Permalink("/event-\(number)/")
                article.event = Article.Event(
                    starts: WallClock(start), ends: WallClock(stored: start.milliseconds + length), place: "", address: "")
                _ = try transaction.add(article)
            }
        }
        let short = try await magazine.page("/event-2/").body
        #expect(short.contains("<time datetime=\"2025-06-14T19:30\">Samstag, 14. Juni 2025, 19:30\u{A0}Uhr</time>"))
        #expect(short.contains("<time datetime=\"2025-06-14T21:30\">21:30</time>"))
        #expect(
            try await magazine.page("/event-3/").body.contains(
                "<time datetime=\"2025-06-15T15:30\">Sonntag, 15. Juni 2025, 15:30\u{A0}Uhr</time>"))
    }

    @Test("a sentence of the server is in the language of the last page that was read, and English before the first")
    func sentences() async throws {
        let magazine = try await magazine("es-MX", [.post(1)])
        #expect(magazine.site.sentence(.noAddress) == ("This is not an address.", "en"))
        _ = try await magazine.page("/")
        #expect(magazine.site.sentence(.noAddress) == ("Esto no es una dirección.", "es"))
        for sentence in [Site.Sentence.failed, .noAddress, .noPicture, .nothingHere, .pictureLater, .tooLong, .unavailable] {
            #expect(!magazine.site.sentence(sentence).text.isEmpty)
        }
    }
}
