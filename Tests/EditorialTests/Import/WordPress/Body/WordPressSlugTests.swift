import Editorial
import Testing

@Suite("Slugs are WordPress's")
struct WordPressSlugTests {
    @Test(
        "titles become slugs",
        arguments: [
            ("Hello World", "hello-world"),
            ("  One -- two / three.four ", "one-two-three-four"),
            ("Éléphant à Bülach", "elephant-a-bulach"),
            ("e\u{301}te\u{301}", "ete"),
            ("Straße", "strase"),
            ("Рубль", "%d1%80%d1%83%d0%b1%d0%bb%d1%8c"),
            ("It\u{2019}s \u{201C}fine\u{201D}\u{2026} \u{A9}", "its-fine"),
            ("One \u{2014} two\u{A0}three", "one-two-three"),
            ("3\u{D7}4", "3x4"),
            ("A &amp; B &ndash; C", "a-b-c"),
            ("<b>Bold</b> < x", "bold-x"),
            ("100% %c3%a9 %zz", "100-%c3%a9-zz"),
            ("under_score", "under_score"),
            ("???", ""),
        ])
    func sanitized(title: String, slug: String) {
        #expect(WordPressSlug.sanitized(title) == slug)
    }

    @Test("octets are cut at 200 bytes, between characters")
    func cut() {
        let slug = WordPressSlug.sanitized(String(repeating: "漢", count: 30))
        #expect(slug == String(repeating: "%e6%bc%a2", count: 22))
    }

    @Test(
        "German, Danish and Serbian have letters of their own",
        arguments: [
            ("Ärger Straße", "de_DE", "aerger-strasse"), ("Ærø", "da_DK", "aeroe"), ("Đorđe", "sr_RS", "djordje"),
        ])
    func languages(title: String, language: String, slug: String) {
        #expect(WordPressSlug.sanitized(title, language: language) == slug)
    }
}
