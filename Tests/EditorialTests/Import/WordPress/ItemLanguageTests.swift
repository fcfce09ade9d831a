import Content
import Editorial
import Storage
import TestSupport
import Testing

@Suite("Languages and translations of a WordPress site", .everyEngine)
struct ItemLanguageTests {
    /// As Polylang leaves it in an export: the slug of a language is the site's own choice, its description has the locale.
    private func polylang(_ id: Int, _ slug: String, _ name: String, locale: String) -> String {
        let description =
            "a:3:{s:6:\"locale\";s:\(locale.utf8.count):\"\(locale)\";s:3:\"rtl\";i:0;s:9:\"flag_code\";s:2:\"es\";}"
        return WXRText.term(id, taxonomy: "language", slug, name).replacing(
            "</wp:term>", with: "<wp:term_description>\(WXRText.section(description))</wp:term_description></wp:term>")
    }

    private func article(_ path: String, in magazine: TemporaryMagazine) throws -> (language: String, translations: [String])? {
        try magazine.store.readWaiting { library in
            guard case .article(let id)? = try library.destination(at: path), let article = try library.article(id) else {
                return nil
            }
            return (article.language, try library.translations(of: article).map(\.path))
        }
    }

    @Test("Polylang: each article has its locale's language, and is linked with its translations")
    func polylang() async throws {
        func post(_ id: Int, _ language: String, _ group: String?) -> WXRText.Item {
            .post(id, "Item \(id)") { item in
                item.terms = [("language", language, "Whatever")] + (group.map { [("post_translations", $0, $0)] } ?? [])
            }
        }
        var export = WXRText(
            [
                post(1, "main", "pll_5f0a"), post(2, "castellano", "pll_5f0a"), post(3, "pt-br", "pll_5f0a"),
                post(4, "castellano", nil), post(5, "formal", "pll_77"),
            ],
            terms: [
                polylang(11, "main", "English", locale: "en_US"), polylang(12, "castellano", "Español", locale: "es_ES"),
                polylang(13, "formal", "Deutsch", locale: "de_DE_formal"),
                WXRText.term(14, taxonomy: "post_translations", "pll_5f0a", "pll_5f0a"),
                WXRText.term(15, taxonomy: "term_language", "pll_en", "English"),
            ])
        export.language = "en-US"
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(export.text)
        let group = ["/2020/01/item-1/", "/2020/01/item-2/", "/2020/01/item-3/"]
        for (path, language) in zip(group, ["", "es-ES", "pt-BR"]) {
            let found = try #require(try article(path, in: magazine))
            #expect(found.language == language && found.translations == group, "\(path)")
        }
        #expect(try #require(try article("/2020/01/item-4/", in: magazine)) == ("es-ES", []))
        #expect(try #require(try article("/2020/01/item-5/", in: magazine)) == ("de-DE", []))
        // What these terms say is in the articles; the languages of sections and tags have no place yet.
        #expect(imported.ledger.count(.term, .imported) == 4 && imported.ledger.count(.term, .leftOut) == 1)
        #expect(try magazine.problems() == [])
    }

    @Test("WPML's own export: the fields for language and group")
    func wpml() async throws {
        func post(_ id: Int, _ language: String, _ group: String) -> WXRText.Item {
            .post(id, "Item \(id)") { item in
                item.meta = [("_wpml_import_language_code", language), ("_wpml_import_translation_group", group)]
            }
        }
        var export = WXRText([post(1, "en", "7"), post(2, "zh-hans", "7"), post(3, "fr", "8"), post(4, "fr!", " ")])
        export.language = "en-GB"
        let magazine = try await TemporaryMagazine(export)
        let group = ["/2020/01/item-1/", "/2020/01/item-2/"]
        #expect(try #require(try article(group[0], in: magazine)) == ("", group))
        #expect(try #require(try article(group[1], in: magazine)) == ("zh-Hans", group))
        #expect(try #require(try article("/2020/01/item-3/", in: magazine)) == ("fr", []))
        #expect(try #require(try article("/2020/01/item-4/", in: magazine)) == ("", []))
    }

    @Test("groups of two sites that have the same name are two groups")
    func twoSites() async throws {
        let magazine = try TemporaryMagazine()
        for (site, language) in [("https://one.example", "es"), ("https://two.example", "fr")] {
            let item = WXRText.Item.post(1, "Item") { item in
                item.link = "\(site)/\(language)/"
                item.meta = [("_wpml_import_language_code", language), ("_wpml_import_translation_group", "7")]
            }
            try await magazine.importing(WXRText([item], link: site).text)
        }
        #expect(try #require(try article("/es/", in: magazine)) == ("es", []))
    }

    @Test("a translation that a newer export adds is linked")
    func later() async throws {
        func post(_ id: Int, _ language: String) -> WXRText.Item {
            .post(id, "Item \(id)") { $0.terms = [("language", language, language), ("post_translations", "pll_1", "pll_1")] }
        }
        let magazine = try await TemporaryMagazine(WXRText([post(1, "en")]))
        #expect(try #require(try article("/2020/01/item-1/", in: magazine)).translations == [])
        try await magazine.importing(WXRText([post(1, "en"), post(2, "ar")]).text)
        #expect(try #require(try article("/2020/01/item-1/", in: magazine)).translations.count == 2)
    }

    @Test("front matter: a key that articles share, by each of its names, and a language written any way")
    func folder() async throws {
        let folder = try TemporaryFolder()
        for (name, matter) in [
            ("one", "translation_key: fish"), ("two", "lang: pt_br\ntranslationKey: fish"), ("three", "lang: AR\nref: fish"),
            ("four", "ref: fish"), ("five", "language: \"no language!\""), ("six", "lang: EN"),
        ] {
            try folder.write(
                "---\ntitle: \(name)\nslug: \(name)\ndate: 2024-05-01\n\(matter)\n---\nText.\n", to: "content/articles/\(name).md"
            )
        }
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(folder: folder.path)
        let group = Set(["one", "two", "three"].map { "/2024/05/\($0)/" })
        for (name, language) in [("one", ""), ("two", "pt-BR"), ("three", "ar")] {
            let found = try #require(try article("/2024/05/\(name)/", in: magazine))
            #expect(found.language == language && Set(found.translations) == group, "\(name)")
        }
        for name in ["four", "five", "six"] {
            #expect(try #require(try article("/2024/05/\(name)/", in: magazine)) == ("", []), "\(name)")
        }
        #expect(imported.entries.contains { $0.reason.contains("its language “no language!” is no language tag") })
    }
}
