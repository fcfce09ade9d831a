import Editorial
import Testing

extension WordPressBody {
    /// A body of an article without pictures.
    static let plain = WordPressBody(picturesByID: { _ in nil }, picturesOfArticle: { _ in [] })
}

@Suite("Bodies are read in WordPress's order")
struct WordPressBodyTests {
    @Test(
        "a shortcode alone in a paragraph loses it, one in a sentence does not",
        arguments: [
            ("One\n\n[caption width=3]<img src=\"a\"> c[/caption]\n\nTwo", "<p>One</p>\n<figure"),
            ("\u{A0}[caption width=3]<img src=\"a\"> c[/caption]&nbsp;", "<figure"),
            ("One [caption width=3]<img src=\"a\"> c[/caption]", "<p>One <figure"),
        ])
    func unwrapped(content: String, start: String) {
        #expect(WordPressBody.plain.html(of: content).hasPrefix(start))
    }

    @Test("a caption over two lines has its break inside")
    func breaksInCaption() {
        #expect(
            WordPressBody.plain.html(of: "[caption width=3]<img src=\"a\">One\nTwo[/caption]") == """
                <figure style="width: 3px" class="wp-caption alignnone"><img src="a">\
                <figcaption class="wp-caption-text">One<br />
                Two</figcaption></figure>

                """)
    }

    @Test("block content keeps its own paragraphs")
    func blockContent() {
        let content = "<!-- wp:paragraph -->\n<p>One\nTwo</p>\n<!-- /wp:paragraph -->\n\n[caption]x[/caption]"
        #expect(WordPressBody.plain.html(of: content) == "\n<p>One\nTwo</p>\n\n\nx")
    }

    @Test(
        "hostile bodies are read to their end",
        arguments: [
            "<", "[", "\n", "<p>", "<pre", "</pre>", "<!-- wp:a {", "<p>[gallery]x", "[caption]<a <img ", "<hr ",
        ])
    func hostile(unit: String) {
        let content = String(repeating: unit, count: 200_000 / unit.utf8.count)
        #expect(WordPressBody.plain.html(of: content + "[gallery] </p> <p>end").contains("end"))
        #expect(Shortcodes.removed(from: content + "end").hasSuffix("end"))
    }
}
