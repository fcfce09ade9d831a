import Editorial
import Testing

@Suite("The comments of the block editor")
struct BlockCommentsTests {
    @Test("a body is block content if any block comment is in it")
    func isBlockContent() {
        #expect(BlockComments.isBlockContent("One\n<!-- wp:paragraph -->\n<p>Two</p>"))
        #expect(!BlockComments.isBlockContent("One <!--more--> <!-- wp -->"))
    }

    @Test(
        "the comments of blocks go and all else stays",
        arguments: [
            ("<!-- wp:paragraph -->\n<p>One</p>\n<!-- /wp:paragraph -->", "\n<p>One</p>\n"),
            ("<!-- wp:a/b-c {\"x\":{\"y\":1}} -->One<!-- /wp:a/b-c -->", "One"),
            ("One<!-- wp:latest-posts {\"n\":3} /-->Two<!-- wp:separator /-->", "OneTwo"),
            ("<!--  wp:more\n-->One<!--\t/wp:more -->", "One"),
            (
                "<!-- note --><!-- wp:Foo --><!-- wp:foo--><!--wp:foo -->",
                "<!-- note --><!-- wp:Foo --><!-- wp:foo--><!--wp:foo -->"
            ),
            ("One<!-- /wp:paragraph -->Two", "OneTwo"),
            ("<!-- wp:group --><p>One</p>", "<p>One</p>"),
        ])
    func removed(source: String, html: String) {
        #expect(BlockComments.removed(from: source) == html)
    }

    @Test("a comment inside the JSON of a block is part of that block")
    func commentInAttributes() {
        let source = "<!-- wp:html {\"code\":\"<!-- wp:a --> <p>}\"} -->One<!-- /wp:html -->"
        #expect(BlockComments.removed(from: source) == "One")
    }

    @Test("JSON without an end leaves its comment standing")
    func unclosedAttributes() {
        #expect(BlockComments.removed(from: "<!-- wp:a {\"x\":1 -->One") == "<!-- wp:a {\"x\":1 -->One")
    }

    @Test("classic stretches between blocks keep their newlines, as in WordPress 6.1")
    func freeform() {
        let source = "<!-- wp:separator /-->\nOne\n\nTwo\n<!-- wp:separator /-->"
        #expect(BlockComments.removed(from: source) == "\nOne\n\nTwo\n")
    }

    @Test("a shortcode block gets paragraphs")
    func shortcodeBlock() {
        let source = "<!-- wp:shortcode -->\n[gallery]\n<!-- /wp:shortcode -->\n\n<!-- wp:p -->\nOne\nTwo<!-- /wp:p -->"
        #expect(BlockComments.removed(from: source) == "<p>[gallery]</p>\n\n\n\nOne\nTwo")
    }
}
