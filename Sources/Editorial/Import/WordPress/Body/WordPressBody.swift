/// Reads the body of a WordPress post as WordPress shows it.
///
/// In: `post_content` as an export holds it. Out: HTML source that says the same to a browser; it is not safe and goes
/// through the sanitiser next. The order is that of the filters on `the_content` (wp-includes/default-filters.php):
/// block comments out, paragraphs unless there were blocks, shortcodes freed of their paragraphs, shortcodes expanded.
/// What WordPress does besides is not done here: typographic quotes, smilies, embeds, attributes of images.
package struct WordPressBody: Sendable {
    private let shortcodes: Shortcodes

    /// The closures are `GalleryShortcode.figure`'s. Other shortcodes than captions and galleries stay as written.
    package init(
        picturesByID: @escaping @Sendable (Int64) -> GalleryShortcode.Picture?,
        picturesOfArticle: @escaping @Sendable (Int64?) -> [GalleryShortcode.Picture]
    ) {
        shortcodes = Shortcodes(handlers: [
            "caption": { CaptionShortcode.figure($0) },
            "wp_caption": { CaptionShortcode.figure($0) },
            "gallery": {
                GalleryShortcode.figure($0, picturesByID: picturesByID, picturesOfArticle: picturesOfArticle)
            },
        ])
    }

    /// The whole body on one page, without the marks that `MoreTag` knows.
    package func html(of content: String) -> String {
        var text = Array(MoreTag(in: content).content.utf8)
        if BlockComments.isBlockContent(text) {
            text = BlockComments.removed(from: text)
        } else {
            text = Paragraphs.applied(to: text)
        }
        text = ShortcodeParagraphs.removed(from: text, isName: shortcodes.hasHandler)
        text = shortcodes.expanded(in: text) ?? text
        return String(decoding: text, as: UTF8.self)
    }

    /// The body and what its author put before `<!--more-->`; both are content to be read with `html(of:)`.
    package static func split(_ content: String) -> MoreTag {
        MoreTag(in: content)
    }
}
