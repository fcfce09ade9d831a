/// Expands the shortcodes of a body (`do_shortcode`, wp-includes/shortcodes.php).
///
/// A tag runs from `[name` to the next `]`; quotes do not protect a `]`. With a `[/name]` behind it, the text between
/// is its content; shortcodes of the same name do not nest, and what a handler answers is not read again.
/// `[[name]]` is written out as `[name]`. A shortcode in `<pre>` or `<code>` is expanded like any other, as in
/// WordPress; one inside a tag, such as in `alt="[gallery]"`, is not. (WordPress expands even those, and sanitises.)
package struct Shortcodes: Sendable {
    private let handlers: [String: @Sendable (Shortcode) -> String?]

    /// Handlers by the name of their shortcode, of letters, digits, `_` and `-`, case to the letter. Where a handler
    /// answers nil, the shortcode stays as it was written.
    package init(handlers: [String: @Sendable (Shortcode) -> String?]) {
        self.handlers = handlers
    }

    package func expanded(in source: String) -> String {
        let bytes = Array(source.utf8)
        return expanded(in: bytes).map { String(decoding: $0, as: UTF8.self) } ?? source
    }

    func hasHandler(_ name: String) -> Bool { handlers[name] != nil }

    /// The expanded text, or nil where nothing changes.
    func expanded(in source: [UInt8]) -> [UInt8]? {
        let bytes = source.span
        guard bytes.index(of: UInt8(ascii: "["), from: 0) < bytes.count else { return nil }
        var brackets = ShortcodeBrackets(in: bytes, hidingMarkup: true) { handlers[$0] != nil }
        guard !brackets.names.isEmpty else { return nil }
        var rewriting = Rewriting()
        for opening in brackets.openings where opening >= rewriting.settled {
            guard let tag = brackets.tag(at: opening, in: bytes), brackets.names.contains(tag.name),
                let handler = handlers[tag.name]
            else { continue }
            let attributes = ShortcodeAttributes(in: bytes, tag.attributes)
            if tag.isEscaped {
                rewriting.replace(tag.range.lowerBound..<tag.range.lowerBound + 1, of: bytes)
                rewriting.replace(tag.range.upperBound - 1..<tag.range.upperBound, of: bytes)
                continue
            }
            let shortcode = Shortcode(
                name: tag.name, attributes: attributes.named, positional: attributes.positional,
                content: tag.content.map { bytes.text($0) })
            if let replacement = handler(shortcode) {
                rewriting.replace(tag.inner, of: bytes, with: replacement.utf8)
            } else {
                rewriting.replace(tag.range.upperBound..<tag.range.upperBound, of: bytes)
            }
        }
        return rewriting.finish(bytes)
    }
}
