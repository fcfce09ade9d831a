import Content
import Testing

@Suite("Language tags as they are compared")
struct LanguageTagTests {
    @Test(
        "spelling makes no difference, and old codes are today's",
        arguments: [
            ("de-AT", "de_at", "de-AT"), ("ZH-hant-tw", "zh-Hant-TW", "zh-Hant-TW"), ("iw-IL", "he-il", "he-IL"),
            ("no", "nb", "nb"), ("es-419", "ES_419", "es-419"), ("in", "id", "id"),
        ])
    func spelling(_ one: String, _ other: String, _ formatted: String) throws {
        let tag = try #require(LanguageTag(one))
        #expect(tag == LanguageTag(other) && tag.formatted == formatted)
    }

    @Test("what is no tag is none", arguments: ["", "e", "x-klingon", "english language", "de-", "é", "fr!", "en\u{0}"])
    func none(_ text: String) {
        #expect(LanguageTag(text) == nil)
    }

    @Test(
        "a language is looked for with less and less behind it (RFC 4647, 3.4)",
        arguments: [
            (
                "zh-Hant-CN-x-private1-private2",
                ["zh-hant-cn-x-private1-private2", "zh-hant-cn-x-private1", "zh-hant-cn", "zh-hant", "zh"]
            ),
            ("de-AT", ["de-at", "de"]), ("en", ["en"]),
        ])
    func lookup(_ text: String, _ expected: [String]) throws {
        #expect(try #require(LanguageTag(text)).lookup == expected)
    }

    @Test(
        "the direction is that of the script where there is one, else of the language",
        arguments: [
            ("ar", true), ("ar-Latn", false), ("az", false), ("az-Arab", true), ("pa-Arab-PK", true), ("pa", false), ("ur", true),
            ("iw", true), ("ckb", true), ("ku", false), ("dv", true), ("yi", true), ("ff-Adlm", true), ("en-Hebr", true),
        ])
    func direction(_ text: String, _ isRightToLeft: Bool) throws {
        #expect(
            try #require(LanguageTag(text)).isRightToLeft == isRightToLeft && Publication.isRightToLeft(text) == isRightToLeft)
    }

    @Test(
        "WordPress's locales",
        arguments: [
            ("de_DE_formal", "de-DE"), ("pt_PT_ao90", "pt-PT"), ("es_419", "es-419"), ("ckb", "ckb"), ("zh-hans", "zh-Hans"),
            ("en_US", "en-US"), ("sr_RS@latin", "sr"), ("", nil),
        ])
    func wordPress(_ locale: String, _ tag: String?) {
        #expect(LanguageTag(wordPressLocale: locale)?.formatted == tag)
    }
}
