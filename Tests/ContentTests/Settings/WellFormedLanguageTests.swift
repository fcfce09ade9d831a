import Content
import Testing

@Suite("Language tags")
struct WellFormedLanguageTests {
    /// The examples of RFC 5646, appendix A, among others.
    @Test(
        "a well-formed tag is kept in its usual capitals",
        arguments: [
            ("en", "en"), ("DE", "de"), ("i-default", nil), ("zh-hant", "zh-Hant"), ("zh-cmn-Hans-CN", "zh-cmn-Hans-CN"),
            ("sr_latn_rs", "sr-Latn-RS"), ("sl-rozaj-biske", "sl-rozaj-biske"), ("de-CH-1901", "de-CH-1901"),
            ("hy-Latn-IT-arevela", "hy-Latn-IT-arevela"), ("es-419", "es-419"), ("de-CH-x-phonebk", "de-CH-x-phonebk"),
            ("az-Arab-x-AZE-derbend", "az-Arab-x-aze-derbend"), ("x-whatever", "x-whatever"),
            ("qaa-Qaaa-QM-x-southern", "qaa-Qaaa-QM-x-southern"),
            ("en-US-u-islamcal", "en-US-u-islamcal"), ("zh-CN-a-myext-x-private", "zh-CN-a-myext-x-private"),
            ("de-419-DE", nil), ("a-DE", nil), ("en_US", "en-US"), ("", nil), ("-", nil), ("en-", nil), ("english language", nil),
            ("en-u", nil), ("de-x", nil), ("ko-KR-", nil), ("abcdefghi", nil), ("en-US-US", nil), ("é", nil), ("en\u{0}", nil),
        ])
    func wellFormed(_ written: String, _ kept: String?) {
        #expect(WellFormedLanguage(written)?.text == kept)
    }
}
