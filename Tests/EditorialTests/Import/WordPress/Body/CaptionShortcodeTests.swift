import Editorial
import Testing

@Suite("Captions")
struct CaptionShortcodeTests {
    @Test("the new way: what follows the picture is the caption")
    func new() {
        let html = WordPressBody.plain.html(
            of: """
                [caption id="attachment_7" align="alignleft" width="300"]<a href="b.jpg"><img src="a.jpg" /></a> One \
                <em>two</em>[/caption]
                """)
        #expect(
            html == """
                <figure id="attachment_7" style="width: 300px" class="wp-caption alignleft"><a href="b.jpg">\
                <img src="a.jpg" /></a><figcaption class="wp-caption-text">One <em>two</em></figcaption></figure>

                """)
    }

    @Test("the old way: the caption is an attribute")
    func old() {
        let html = WordPressBody.plain.html(
            of: "[wp_caption width=300 caption=\"One\"]<img src=\"a.jpg\">[/wp_caption]")
        #expect(
            html == """
                <figure style="width: 300px" class="wp-caption alignnone"><img src="a.jpg">\
                <figcaption class="wp-caption-text">One</figcaption></figure>

                """)
    }

    @Test(
        "without a caption or a width the picture stands alone",
        arguments: [
            ("[caption width=\"300\"]<img src=\"a.jpg\">[/caption]", "<img src=\"a.jpg\">"),
            (
                "[caption]<A href=\"#\"> <IMG src=\"a.jpg\"> </A> One[/caption]",
                "<A href=\"#\"> <IMG src=\"a.jpg\"> </A>"
            ),
            ("[caption width=\"300\"]no picture[/caption]", "no picture"),
        ])
    func pictureAlone(source: String, html: String) {
        let shortcodes = Shortcodes(handlers: ["caption": { CaptionShortcode.figure($0) }])
        #expect(shortcodes.expanded(in: source) == html)
    }

    @Test("the attachment's number is in the id")
    func attachmentID() {
        #expect(CaptionShortcode.attachmentID(Shortcode(name: "caption", attributes: [("id", "attachment_7")])) == 7)
        #expect(CaptionShortcode.attachmentID(Shortcode(name: "caption", attributes: [("id", "seven")])) == nil)
    }
}
