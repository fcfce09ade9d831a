import Editorial
import Testing

@Suite("The marks by which authors cut their bodies")
struct MoreTagTests {
    @Test("what stands before the mark is known, and the mark goes")
    func more() {
        let body = WordPressBody.split("One\n\n<!--more-->\n\nTwo<!--more-->")
        #expect(body.beforeMore == "One\n\n")
        #expect(body.linkText == nil)
        #expect(body.content == "One\n\n\n\nTwo")
    }

    @Test("a mark may say what the link says, on one line")
    func linkText() {
        #expect(WordPressBody.split("One<!--more Read on! -->Two").linkText == "Read on!")
        #expect(WordPressBody.split("One<!--more Read\non -->Two").beforeMore == nil)
    }

    @Test("a body without a mark has no part before it")
    func noMark() {
        #expect(WordPressBody.split("One <!-- two -->").beforeMore == nil)
        #expect(WordPressBody.split("One <!-- two -->").content == "One <!-- two -->")
    }

    @Test("noteaser hides what stands before the mark")
    func noTeaser() {
        let body = WordPressBody.split("One<!--more--><!--noteaser-->Two")
        #expect(body.hidesTeaser)
        #expect(body.content == "OneTwo")
        #expect(body.pages == ["Two"])
    }

    @Test("a page break ends a paragraph, and a mark behind it is no teaser's end")
    func nextPage() {
        let body = WordPressBody.split("One<!--nextpage-->Two<!--more-->")
        #expect(body.content == "One\n\nTwo")
        #expect(body.beforeMore == nil)
    }

    @Test("in block content the marks go with their blocks")
    func blocks() {
        let source =
            "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more --><!-- wp:nextpage --><!--nextpage--><!-- /wp:nextpage -->"
        #expect(
            WordPressBody.split("<p>One</p>" + source + "<p>Two</p>").pages == [
                "<p>One</p><span class=\"wp-block-more\"></span>", "<p>Two</p>",
            ])
    }

    @Test("a break at the very beginning parts nothing, one at the end makes an empty page, as in WordPress")
    func edges() {
        #expect(WordPressBody.split("<!--nextpage-->One<!--nextpage-->").pages == ["One", ""])
        #expect(WordPressBody.split("").pages == [""])
    }
}
