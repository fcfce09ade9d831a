/// Makes safe, canonical markup of any text that claims to be HTML.
///
/// The text is parsed as a browser parses it, what is on the allow-list is copied from the tree, and the copy is
/// written so that a parser reads exactly that copy again: sanitising the result changes nothing. No foreign content
/// and no element with raw text is ever kept, which is the condition for markup not to turn into other markup when it
/// is parsed once more.
///
/// Links named by `rewritingLinks` are what a caller resolves, an importer for example; everything else about an
/// article is changed before this or not at all.
package struct HTMLSanitizer: Sendable {
    package enum Policy: Sendable {
        /// An article: everything but scripts, styles, frames and controls.
        case body
        /// What a reader writes under it: paragraphs, lists, quotations, code, emphasis and links that carry no weight
        /// with search engines.
        case comment
        /// Captions: emphasis, language and links within one line.
        case inline
        /// The same without links: a card's headline leads to its article, and no link stands within another.
        case headline
    }

    package enum LinkUse: Sendable {
        /// Followed by a reader: `href`, `cite`.
        case link
        /// Loaded with the page: `src`, `srcset`, `poster`.
        case resource
    }

    package struct Result: Sendable {
        package let html: HTML
        /// How often what was left out: elements ("script"), attributes ("onclick") and schemes ("javascript:"). Not
        /// more than a hundred different names.
        package let removed: [String: Int]
    }

    /// Called for each address that passed the check, but for a fragment of the same text. What it returns is checked
    /// again; nil removes the attribute.
    package typealias LinkRewriting = @Sendable (_ url: String, _ use: LinkUse) -> String?

    private let policy: Policy
    private let rewritingLinks: LinkRewriting?

    package init(policy: Policy, rewritingLinks: LinkRewriting? = nil) {
        self.policy = policy
        self.rewritingLinks = rewritingLinks
    }

    /// Takes up to 4 MiB. Runs for 12 to 30 ms on a megabyte of articles and at most some seconds on a hostile one, so
    /// keep it off event loops.
    package func sanitize(_ source: String) throws(HTMLError) -> Result {
        let text = try HTMLSource(source)
        let tree = try HTMLTree(parsing: text)
        var rewriter = HTMLRewriter(policy: policy, source: text, rewritingLinks: rewritingLinks)
        let markup = try rewriter.rewrite(tree)
        return Result(html: HTML(stored: markup), removed: rewriter.removed.counts)
    }
}
