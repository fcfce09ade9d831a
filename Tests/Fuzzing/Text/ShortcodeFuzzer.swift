import Content

/// The body of a post, from blocks and shortcodes to what is shown: it ends, does not grow beyond measure, and the sanitiser takes it.
enum ShortcodeFuzzer {
    @Sendable static func run(_ bytes: [UInt8]) {
        let content = String(decoding: bytes, as: UTF8.self)
        let html = body.html(of: content)
        // A gallery is longer than its shortcode: at most its pictures for each.
        expect(html.utf8.count <= 4096 + content.utf8.count * 2000, "it grows beyond measure")
        _ = Shortcodes.removed(from: content)
        _ = WordPressBody.split(content)
        if let clean = try? HTMLSanitizer(policy: .body).sanitize(html).html, let fault = CanonicalMarkup.fault(in: clean.markup)
        {
            fatalError(fault)
        }
    }

    private static let body = WordPressBody(
        picturesByID: { $0 % 2 == 0 ? picture($0) : nil }, picturesOfArticle: { _ in [picture(2), picture(4)] })

    private static func picture(_ id: Int64) -> GalleryShortcode.Picture {
        GalleryShortcode.Picture(
            id: id, url: "/wp-content/uploads/\(id).jpg", alt: "\"<&", caption: "<em>A</em> caption", width: 800, height: 600,
            pagePath: "/a/")
    }
}
