import Editorial
import Testing

@Suite("Galleries")
struct GalleryShortcodeTests {
    private let body = WordPressBody(
        picturesByID: { id in id < 10 ? GalleryShortcode.Picture(id: id, url: "\(id).jpg", pagePath: "/p\(id)/") : nil
        },
        picturesOfArticle: { article in
            (article == 5 ? [8] : [3, 1, 2]).map { GalleryShortcode.Picture(id: $0, url: "\($0).jpg") }
        })

    /// The numbers of the pictures shown, in order.
    private func shown(_ shortcode: String) -> [Int] {
        body.html(of: shortcode).split(separator: "class=\"wp-image-").dropFirst().compactMap { Int($0.prefix(1)) }
    }

    @Test("a figure of figures, with alternative text, size and caption")
    func figure() {
        let shortcode = Shortcode(name: "gallery", attributes: [("ids", "7"), ("columns", "2"), ("size", "large")])
        let html = GalleryShortcode.figure(
            shortcode,
            picturesByID: {
                .init(id: $0, url: "a&b.jpg", alt: "\"A\"", caption: "One <em>two</em>", width: 4, height: 3)
            },
            picturesOfArticle: { _ in [] })
        #expect(
            html == """
                <figure class="gallery columns-2 size-large"><figure class="gallery-item"><a href="a&amp;b.jpg">\
                <img src="a&amp;b.jpg" alt="&quot;A&quot;" width="4" height="3" class="wp-image-7"></a>\
                <figcaption>One <em>two</em></figcaption></figure></figure>
                """)
    }

    @Test(
        "which pictures, and in which order",
        arguments: [
            ("[gallery]", [3, 1, 2]),
            ("[gallery ids=\"4, 2,4,99\"]", [4, 2]),
            ("[gallery ids=\"4,2\" orderby=\"ID\"]", [2, 4]),
            ("[gallery include=\"2,3,4\"]", [3, 2, 4]),
            ("[gallery exclude=\"1\"]", [3, 2]),
            ("[gallery order=\"DESC\"]", [2, 1, 3]),
            ("[gallery orderby=\"ID\" order=\"desc\"]", [3, 2, 1]),
            ("[gallery id=\"5\"]", [8]),
            ("[gallery ids=\"99\"]", []),
        ])
    func pictures(shortcode: String, numbers: [Int]) {
        #expect(shown(shortcode) == numbers)
    }

    @Test(
        "where a picture links to",
        arguments: [
            ("[gallery ids=\"4\"]", "<a href=\"/p4/\"><img "),
            ("[gallery ids=\"4\" link=\"file\"]", "<a href=\"4.jpg\"><img "),
            ("[gallery ids=\"4\" link=\"none\"]", "gallery-item\"><img "),
        ])
    func link(shortcode: String, part: String) {
        #expect(body.html(of: shortcode).contains(part))
    }

    @Test("a gallery without known pictures leaves nothing")
    func empty() {
        #expect(body.html(of: "[gallery ids=\"99\"]") == "\n")
    }
}
