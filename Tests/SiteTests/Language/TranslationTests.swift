import Content
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Articles in other languages than the magazine's", .everyEngine)
struct TranslationTests {
    /// Articles at `/1/`, `/2/` and so on, each with its language; those of one key are translations of one another.
    private func magazine(
        _ articles: [(language: String, key: String)], language: String = "en", change: (Int, inout Article) -> Void = { _, _ in }
    ) throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        try magazine.store.writeWaiting { transaction in
            var publication = try transaction.publication()
            publication.language = language
            publication.baseURL = "https://magazine.example"
            try transaction.save(publication)
            _ = try transaction.save(Tag(slug: "tides", name: "Tides", permalink: try #require(Permalink("/tag/tides/"))))
            for (index, given) in articles.enumerated() {
                var article = Article()
                article.status = .published
                article.isListed = true
                article.headline = HTML(stored: "Article \(index + 1)")
                article.teaser = "A teaser."
                article.dated = WallClock(stored: Int64(index) * 86_400_000)
                article.permalink = Permalink("/\(index + 1)/")
                (article.language, article.translationKey) = (given.language, given.key)
                change(index + 1, &article)
                _ = try transaction.add(article)
            }
        }
        return magazine
    }

    @Test("its page says its language on the article, and the magazine's on the whole; the words around it are in its own")
    func ownLanguage() async throws {
        let page = try await magazine([("ar", "")]).page("/1/").body
        #expect(
            page.contains("<html lang=\"en\" dir=\"ltr\">")
                && page.contains("<article class=\"article\" lang=\"ar\" dir=\"rtl\">"))
        #expect(page.contains(">1 يناير 1970</time>") && page.contains("دقيقة قراءة واحدة"))
        #expect(page.contains("<div class=\"byline\" lang=\"ar\" dir=\"rtl\""))
        // What is not the article's stays the magazine's.
        #expect(page.contains("Skip to content"))
    }

    @Test("where the theme has no words in its language, they are the magazine's, and say so")
    func unknownLanguage() async throws {
        let page = try await magazine([("fa", "")], language: "de").page("/1/").body
        #expect(page.contains("<article class=\"article\" lang=\"fa\" dir=\"rtl\">"))
        #expect(page.contains("<div class=\"byline\" lang=\"de\" dir=\"ltr\"") && page.contains(">1. Januar 1970</time>"))
    }

    @Test("a magazine in a language without words says that they are English")
    func magazineWithoutWords() async throws {
        let page = try await magazine([("", "")], language: "tr").page("/1/").body
        #expect(
            page.contains("<html lang=\"tr\" dir=\"ltr\">")
                && page.contains("<article class=\"article\" lang=\"tr\" dir=\"ltr\">"))
        #expect(page.contains("<div class=\"byline\" lang=\"en\" dir=\"ltr\""))
    }

    @Test("its card among others has its language and direction, and those in the magazine's language have none")
    func cards() async throws {
        let page = try await magazine([("", ""), ("he", ""), ("en", ""), ("", "")]).page("/").body
        let cards = page.components(separatedBy: "<article class=\"card").dropFirst().map { $0.prefix { $0 != ">" } }
        #expect(cards.count == 4)
        #expect(cards.filter { $0.hasSuffix(" lang=\"he\" dir=\"rtl\"") }.count == 1)
        #expect(cards.filter { $0.contains("lang=") }.count == 1)
    }

    @Test("links to it from its neighbours and from a page that is not found name its language")
    func links() async throws {
        let magazine = try magazine([("", ""), ("ar", ""), ("", "")])
        for path in ["/1/", "/3/", "/nowhere/"] {
            #expect(try await magazine.page(path).body.contains("<bdi lang=\"ar\">Article 2</bdi>"), "\(path)")
        }
        #expect(try await magazine.page("/2/").body.contains("<bdi lang=\"en\">Article 3</bdi>"))
    }

    @Test("an article that is related to one in another language says its own where it is not that")
    func related() async throws {
        let magazine = try magazine([("", ""), ("ar", ""), ("ar", ""), ("fa", "")]) { _, article in article.tagIDs = [1] }
        let page = try await magazine.page("/2/").body
        #expect(page.contains("<section class=\"related\" aria-labelledby=\"related\" lang=\"ar\" dir=\"rtl\">"))
        let cards = page.components(separatedBy: "<article class=\"card").dropFirst().map { card in
            (card.prefix { $0 != ">" }.suffix(20), card.components(separatedBy: "</a>")[0].suffix(9))
        }
        #expect(cards.contains { $0.0.hasSuffix("lang=\"en\" dir=\"ltr\"") && $0.1 == "Article 1" })
        #expect(cards.contains { !$0.0.contains("lang=") && $0.1 == "Article 3" })
        #expect(cards.contains { $0.0.hasSuffix("lang=\"fa\" dir=\"rtl\"") && $0.1 == "Article 4" })
    }

    @Test("translations lead to one another: for readers by each language's own name, for machines with hreflang on every one")
    func translations() async throws {
        let magazine = try magazine([("", "fish"), ("es", "fish"), ("pt-BR", "fish"), ("ar", "fish"), ("", "other"), ("", "")])
        let alternates = """
            <link rel="alternate" hreflang="en" href="https://magazine.example/1/">
            <link rel="alternate" hreflang="es" href="https://magazine.example/2/">
            <link rel="alternate" hreflang="pt-BR" href="https://magazine.example/3/">
            <link rel="alternate" hreflang="ar" href="https://magazine.example/4/">
            <link rel="alternate" hreflang="x-default" href="https://magazine.example/1/">

            """
        for path in ["/1/", "/2/", "/3/", "/4/"] {
            #expect(try await magazine.page(path).body.contains(alternates), "\(path)")
        }
        let spanish = "<a href=\"/2/\" rel=\"alternate\" hreflang=\"es\" lang=\"es\" dir=\"ltr\">Español</a>"
        let portuguese = "<a href=\"/3/\" rel=\"alternate\" hreflang=\"pt-BR\" lang=\"pt-BR\" dir=\"ltr\">Português (Brasil)</a>"
        let arabic = "<a href=\"/4/\" rel=\"alternate\" hreflang=\"ar\" lang=\"ar\" dir=\"rtl\">العربية</a>"
        let english = "<a href=\"/1/\" rel=\"alternate\" hreflang=\"en\" lang=\"en\" dir=\"ltr\">English</a>"
        #expect(try await magazine.page("/1/").body.contains("Also in: \(spanish), \(portuguese) and \(arabic)</p>"))
        #expect(try await magazine.page("/2/").body.contains("También en: \(english), \(portuguese) y \(arabic)</p>"))
        // Alone in its group, and in none.
        for path in ["/5/", "/6/"] {
            let page = try await magazine.page(path).body
            #expect(!page.contains("hreflang=\"") && page.contains("class=\"meta translations\" hidden"), "\(path)")
        }
    }

    @Test("without one in the magazine's language there is no default; a draft is no translation; of two in one language one is")
    func someTranslations() async throws {
        let magazine = try magazine([("es", "a"), ("fr", "a"), ("", "a"), ("fr", "a")]) { number, article in
            if number == 3 { article.status = .draft }
        }
        let page = try await magazine.page("/1/").body
        #expect(page.contains("hreflang=\"fr\" href=\"https://magazine.example/2/\"") && !page.contains("x-default"))
        #expect(!page.contains("https://magazine.example/3/") && !page.contains("https://magazine.example/4/"))
        // It knows itself, not its twin.
        let twin = try await magazine.page("/4/").body
        #expect(twin.contains("hreflang=\"fr\" href=\"https://magazine.example/4/\"") && !twin.contains("example/2/"))
    }

    @Test("a page stands in several languages as an article does")
    func pages() async throws {
        let magazine = try magazine([("", "about"), ("de", "about")]) { _, article in
            (article.kind, article.isListed) = (.page, false)
        }
        #expect(try await magazine.page("/1/").body.contains(">Deutsch</a>"))
        #expect(try await magazine.page("/2/").body.contains("Auch auf: <a href=\"/1/\" rel=\"alternate\" hreflang=\"en\""))
    }
}
