import Content

/// Reads the body of a WordPress post as WordPress shows it.
///
/// In: `post_content` as an export holds it. Out: HTML source that says the same to a browser; it is not safe and goes
/// through the sanitiser next. The order is that of the filters on `the_content` (wp-includes/default-filters.php): samples of
/// code aside, blocks, embeds, typographic marks, paragraphs unless there were blocks, shortcodes freed of their paragraphs,
/// shortcodes expanded, smilies, samples of code back.
package struct WordPressBody: Sendable {
    /// What the old site would have looked up for a body.
    struct Surroundings: Sendable {
        var picturesByID: @Sendable (Int64) -> GalleryShortcode.Picture? = { _ in nil }
        var picturesOfArticle: @Sendable (Int64?) -> [GalleryShortcode.Picture] = { _ in [] }
        var media = MediaShortcodes(fileByID: { _ in nil }, filesOfArticle: { _ in [] })
        var facts = SiteFacts()
        var post: SiteFacts.Post?
        var cards = EmbedCards()
        var footnotes: [BlockRenderer.Footnote] = []
        /// The address of a section or tag here, by the old site's slug.
        var termPath: @Sendable (_ isTag: Bool, _ slug: String) -> String? = { _, _ in nil }
    }

    private let surroundings: Surroundings
    private let shortcodes: Shortcodes
    private let embedShortcodes: Shortcodes
    private let typography: Typography
    private let notes = BodyNotes()

    /// The closures are `GalleryShortcode.figure`'s.
    package init(
        picturesByID: @escaping @Sendable (Int64) -> GalleryShortcode.Picture?,
        picturesOfArticle: @escaping @Sendable (Int64?) -> [GalleryShortcode.Picture]
    ) {
        self.init(Surroundings(picturesByID: picturesByID, picturesOfArticle: picturesOfArticle))
    }

    init(_ surroundings: Surroundings) {
        let (cards, media, notes) = (surroundings.cards, surroundings.media, notes)
        let card: @Sendable (String) -> String? = { url in
            WordPressBody.card(url, cards, notes)
        }
        var handlers: [String: @Sendable (Shortcode) -> String?] = [
            "caption": { CaptionShortcode.figure($0) },
            "wp_caption": { CaptionShortcode.figure($0) },
            "gallery": {
                GalleryShortcode.figure(
                    $0, picturesByID: surroundings.picturesByID, picturesOfArticle: surroundings.picturesOfArticle)
            },
            "audio": { media.audio($0, card: card) },
            "video": { media.video($0, card: card) },
            "playlist": { media.playlist($0) },
        ]
        for name in EmbedShortcodes.names {
            handlers[name] = { shortcode in
                guard let address = EmbedShortcodes.address(shortcode) else {
                    notes.note(.shortcode, shortcode.name)
                    return shortcode.content ?? ""
                }
                return card(address) ?? cards.cardOrLink(address)
            }
        }
        shortcodes = Shortcodes(handlers: handlers) { shortcode in
            notes.note(.shortcode, shortcode.name)
            return shortcode.content ?? ""
        }
        embedShortcodes = Shortcodes(handlers: [
            "embed": { shortcode in
                let address = (shortcode["src"] ?? shortcode.content ?? shortcode.positional.first ?? "").trimmed
                guard address.hasPrefix("http") else { return shortcode.content ?? "" }
                return card(address) ?? cards.cardOrLink(address)
            }
        ])
        let names = Set(handlers.keys)
        typography = Typography(language: surroundings.facts.language) { name in names.contains(name) }
        self.surroundings = surroundings
    }

    /// What was met that the old site would have run, in all that was read so far.
    var findings: BodyFindings { notes.findings }

    /// The whole body, with `pageBreak` between its pages.
    package func html(of content: String) -> String {
        WordPressBody.split(content).pages.map(html(ofPage:)).joined(separator: WordPressBody.pageBreak)
    }

    /// The body and what its author put before `<!--more-->`; both are content to be read with `html(of:)`.
    package static func split(_ content: String) -> MoreTag {
        MoreTag(in: content)
    }

    /// What parts the pages of an article (`BodyPages`).
    package static let pageBreak = "<hr class=\"wp-block-nextpage\">"

    /// Titles and names as WordPress shows them, of source without tags or with.
    func typographic(_ text: String) -> String { typography.applied(to: text) }

    private func html(ofPage content: String) -> String {
        var samples = CodeSamples()
        var text = samples.taken(outOf: Array(content.utf8))
        notes.note(codeSamples: samples.highlighted)
        let isBlockContent = BlockComments.isBlockContent(text)
        if isBlockContent { text = blocks(in: text, &samples) }
        let cards = surroundings.cards
        if let expanded = embedShortcodes.expanded(in: text) { text = expanded }
        text = BareAddresses.embedded(in: text) { url in
            WordPressBody.card(url, cards, notes).map { samples.keep(Array($0.utf8)) }
        }
        text = typography.applied(to: text)
        if !isBlockContent { text = Paragraphs.applied(to: text) }
        text = ShortcodeParagraphs.removed(from: text, isName: shortcodes.hasHandler)
        if let expanded = shortcodes.expanded(in: text) { text = WordPressBody.withoutEmptyParagraphs(expanded) }
        text = Smilies.applied(to: text)
        return String(decoding: samples.putBack(into: text), as: UTF8.self)
    }

    private func blocks(in text: [UInt8], _ samples: inout CodeSamples) -> [UInt8] {
        let kept = KeptSamples(samples)
        let renderer = BlockRenderer(
            facts: surroundings.facts, cards: surroundings.cards, footnotes: surroundings.footnotes, post: surroundings.post,
            termPath: surroundings.termPath, notes: notes, samples: kept)
        let rendered = renderer.markup(of: text)
        samples = kept.samples
        return rendered
    }

    private static func card(_ url: String, _ cards: EmbedCards, _ notes: BodyNotes) -> String? {
        guard let card = cards.card(url) else { return nil }
        if let provider = EmbedAddress(url)?.provider { notes.note(.embed, provider.name) }
        return card
    }

    /// A shortcode that shows nothing leaves its paragraph behind.
    private static func withoutEmptyParagraphs(_ text: [UInt8]) -> [UInt8] {
        let bytes = text.span
        var rewriting = Rewriting()
        var index = bytes.index(of: "<p>", from: 0)
        while index < bytes.count {
            let end = bytes.endOfSpace(from: index + 3)
            if bytes.has("</p>", at: end) { rewriting.replace(index..<end + 4, of: bytes) }
            index = bytes.index(of: "<p>", from: max(end, rewriting.settled))
        }
        return rewriting.finish(bytes) ?? text
    }
}

/// The samples of a page while its blocks are rendered, which add to them from many places.
final class KeptSamples {
    var samples: CodeSamples

    init(_ samples: CodeSamples) { self.samples = samples }

    func keep(_ markup: [UInt8]) -> [UInt8] { samples.keep(markup) }

    /// Of content that comes from elsewhere: another post, a reusable block.
    func taken(outOf content: [UInt8]) -> [UInt8] { samples.taken(outOf: content) }
}
