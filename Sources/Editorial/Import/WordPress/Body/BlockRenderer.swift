import Content
private import Foundation

/// Renders the blocks of a body as HTML (`do_blocks`, wp-includes/blocks.php).
///
/// Most blocks hold their own markup, and their comments just go. This reads those that do not: reusable blocks, embeds, footnotes,
/// and the dynamic ones, which `DynamicBlocks.swift` and `ListBlocks.swift` render from what the survey gathered.
struct BlockRenderer {
    let facts: SiteFacts
    let cards: EmbedCards
    let footnotes: [Footnote]
    /// The address of a section or tag here, by the slug of the old site's category or tag.
    let termPath: (_ isTag: Bool, _ slug: String) -> String?
    let notes: BodyNotes
    let words: BlockWords
    private let samples: KeptSamples
    /// The post whose facts blocks show: the body's own, or one of a list.
    var post: SiteFacts.Post?
    /// What the query block round this asks for.
    var query = BlockAttributes()
    /// The reusable blocks that are being rendered.
    private var references: [Int64] = []
    /// The posts whose content is being rendered.
    private var contents: [Int64] = []
    private let budget: Budget

    struct Footnote: Sendable {
        var id: String
        /// HTML.
        var content: String
    }

    /// How many blocks are rendered and how much is written for one body: two reusable blocks that show a third twice each would
    /// double with every level.
    private final class Budget {
        var blocks = 20_000
        var bytes = 4 << 20
    }

    init(
        facts: SiteFacts, cards: EmbedCards, footnotes: [Footnote], post: SiteFacts.Post?,
        termPath: @escaping (_ isTag: Bool, _ slug: String) -> String?, notes: BodyNotes, samples: KeptSamples
    ) {
        (self.facts, self.cards, self.footnotes, self.post) = (facts, cards, footnotes, post)
        (self.termPath, self.notes, self.samples) = (termPath, notes, samples)
        words = BlockWords(language: facts.language)
        budget = Budget()
    }

    func markup(of content: [UInt8]) -> [UInt8] {
        let tree = BlockTree(content)
        return markup(of: tree.pieces, tree)
    }

    func markup(of pieces: [BlockTree.Piece], _ tree: BlockTree) -> [UInt8] {
        var output: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .text(let range): output += tree.source[range]
            case .block(let block):
                budget.blocks -= 1
                guard budget.blocks > 0, budget.bytes > 0 else { return output }
                let markup = markup(of: block, tree)
                // Text within counts once for each level, and levels are bounded.
                if block.pieces.isEmpty { budget.bytes -= markup.count }
                output += markup
            }
        }
        return output
    }

    private func markup(of block: BlockTree.Block, _ tree: BlockTree) -> [UInt8] {
        switch block.name {
        case "shortcode": return Paragraphs.applied(to: markup(of: block.pieces, tree))
        case "spacer": return []
        case "block": return reusable(tree.attributes(of: block).number("ref"))
        case "embed": return embed(block, tree)
        case "cover": return cover(block, tree)
        case "footnotes": return footnoteList()
        default:
            if block.name.hasPrefix("core-embed/") { return embed(block, tree) }
            if let dynamic = dynamic(block, tree) { return dynamic }
            if block.isVoid, block.name.contains("/") { notes.note(.goneBlock, block.name) }
            return markup(of: block.pieces, tree)
        }
    }

    // MARK: - Reusable blocks

    /// The content of another item, wherever in the files it stands.
    func reusable(_ id: Int?) -> [UInt8] {
        guard let id = id.flatMap(Int64.init(exactly:)) else { return [] }
        guard !references.contains(id), references.count < BlockTree.deepest, let content = facts.reusable[id] else {
            notes.note(.missingBlock, String(id))
            return []
        }
        var inner = self
        inner.references.append(id)
        budget.bytes -= content.utf8.count
        guard budget.bytes > 0 else { return [] }
        return inner.markup(of: samples.taken(outOf: Array(content.utf8)))
    }

    /// The content of a post that stands in a list, or of the body itself, once.
    func content(of post: SiteFacts.Post) -> [UInt8]? {
        guard !contents.contains(post.id), contents.count < 3, !post.content.isEmpty else { return nil }
        budget.bytes -= post.content.utf8.count
        guard budget.bytes > 0 else { return nil }
        var inner = self
        inner.contents.append(post.id)
        inner.post = post
        let first = MoreTag(in: post.content).pages.first ?? ""
        let source = samples.taken(outOf: Array(first.utf8))
        return BlockComments.isBlockContent(source) ? inner.markup(of: source) : Paragraphs.applied(to: source)
    }

    // MARK: - Blocks with something to read in them

    /// The card of what is embedded, with the block's caption.
    private func embed(_ block: BlockTree.Block, _ tree: BlockTree) -> [UInt8] {
        let inner = markup(of: block.pieces, tree)
        let text = String(decoding: inner, as: UTF8.self)
        let written = text.firstRange(of: "http").map { range in
            String(text[range.lowerBound...].prefix { !$0.isWhitespace && $0 != "<" && $0 != "\"" })
        }
        guard let url = tree.attributes(of: block).text("url") ?? written, url.hasPrefix("http") else { return inner }
        var caption = ""
        if let start = text.firstRange(of: "<figcaption"), let end = text[start.upperBound...].firstRange(of: "</figcaption>") {
            caption = String(text[start.lowerBound..<end.upperBound])
        }
        if let provider = EmbedAddress(url)?.provider { notes.note(.embed, provider.name) }
        return samples.keep(Array(cards.cardOrLink(url, caption: caption).utf8))
    }

    /// Old covers have their picture in the style sheet's words alone, which no page keeps.
    private func cover(_ block: BlockTree.Block, _ tree: BlockTree) -> [UInt8] {
        let inner = markup(of: block.pieces, tree)
        let attributes = tree.attributes(of: block)
        guard let url = attributes.text("url"), inner.firstRange(of: "<img".utf8) == nil,
            inner.firstRange(of: "<video".utf8) == nil,
            let opening = inner.firstIndex(of: UInt8(ascii: ">"))
        else { return inner }
        let alt = AttributeText.escaped(attributes.text("alt") ?? "")
        let picture = "<img class=\"wp-block-cover__image-background\" src=\"\(AttributeText.escaped(url))\" alt=\"\(alt)\">"
        return Array(inner[...opening]) + Array(picture.utf8) + Array(inner[(opening + 1)...])
    }

    /// The footnotes that WordPress 6.3 and later keep in a row of meta, as a list in JSON.
    static func footnotes(in meta: [WXRMeta]) -> [Footnote] {
        struct Written: Decodable {
            var id: String
            var content: String
        }
        guard let row = meta.first(where: { $0.key == "footnotes" }), !row.value.isEmpty, row.value.utf8.count < 1 << 20 else {
            return []
        }
        let written = (try? JSONDecoder().decode([Written].self, from: Data(row.value.utf8))) ?? []
        return written.prefix(1000).map { Footnote(id: $0.id, content: $0.content) }
    }

    private func footnoteList() -> [UInt8] {
        guard !footnotes.isEmpty else { return [] }
        var html = "<ol class=\"wp-block-footnotes\">"
        for note in footnotes {
            let id = AttributeText.escaped(note.id)
            html += "<li id=\"\(id)\">\(note.content) <a href=\"#\(id)-link\">↩︎</a></li>"
        }
        return Array((html + "</ol>").utf8)
    }
}
