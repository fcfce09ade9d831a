/// Markup that is safe to show. Only the sanitiser makes it.
///
/// The markup is canonical, and the scans in this folder rely on it: every `<` begins a tag, every `>` ends one,
/// attribute values are in double quotes, and the only entities are `&amp;` `&lt;` `&gt;` `&quot;` and `&nbsp;`.
/// Never edit it as text: what a template or a typographer must change, it changes before the sanitiser.
package struct HTML: Hashable, Sendable {
    package let markup: String

    package static let empty = HTML(stored: "")

    /// Only for what this sanitiser wrote, read back from the database. Anything else goes through `HTMLSanitizer`.
    package init(stored markup: String) {
        self.markup = markup
    }

    /// The text as a reader sees it: no tags, runs of white space as one space, and one space where a block begins or
    /// ends.
    package var text: String {
        HTMLText.text(of: markup, skippingAsides: false, enough: .max)
    }

    /// The beginning of the running text, for a teaser: without figures, headings, tables, code, audio and video, and no further
    /// than an author's own mark (`<span class="wp-block-more"></span>`).
    ///
    /// Reading ends when this many bytes of UTF-8 are gathered, at the end of the piece of text then read, so that the
    /// teaser of a long article costs no more than that of a short one.
    package func openingText(enough bytes: Int = 8192) -> String {
        HTMLText.text(of: markup, skippingAsides: true, enough: bytes)
    }

    /// The same markup with every address in a link or a resource made absolute, as feeds and mail need it: paths, addresses
    /// relative to the page, and fragments.
    ///
    /// `page` is the absolute address of the page whose markup it is: `https://magazine.example/2025/10/a/`.
    package func withAbsoluteLinks(page: String) -> HTML {
        HTML(stored: HTMLLinks.absolute(in: markup, page: page))
    }
}
