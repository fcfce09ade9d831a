/// Expands the shortcodes of a body (`do_shortcode`, wp-includes/shortcodes.php).
///
/// A tag runs from `[name` to the next `]`; quotes do not protect a `]`. With a `[/name]` behind it, the text between
/// is its content; shortcodes of the same name do not nest. `[[name]]` is written out as `[name]`. One inside a tag of HTML,
/// such as in `alt="[gallery]"`, is not expanded. (WordPress expands even those, and sanitises.)
///
/// Content is expanded before its handler sees it, to a depth of 64.
package struct Shortcodes: Sendable {
    private let handlers: [String: @Sendable (Shortcode) -> String?]
    private let other: (@Sendable (Shortcode) -> String)?

    /// Handlers by the name of their shortcode, of letters, digits, `_` and `-`, case to the letter. Where a handler
    /// answers nil, the shortcode stays as it was written.
    ///
    /// - Parameter other: what stands for a shortcode that nobody here knows, as far as its form tells it from brackets that
    ///   people write (`ShortcodeForm`); nil: it stays as it was written.
    package init(
        handlers: [String: @Sendable (Shortcode) -> String?], other: (@Sendable (Shortcode) -> String)? = nil
    ) {
        self.handlers = handlers
        self.other = other
    }

    package func expanded(in source: String) -> String {
        let bytes = Array(source.utf8)
        return expanded(in: bytes).map { String(decoding: $0, as: UTF8.self) } ?? source
    }

    func hasHandler(_ name: String) -> Bool { handlers[name] != nil }

    /// The expanded text, or nil where nothing changes.
    ///
    /// - Parameters:
    ///   - outer: the name of the shortcode whose content it is: one of the same name does not stand in it.
    ///   - known: names that stood for something unknown further out, which need no other sign.
    func expanded(in source: [UInt8], depth: Int = 1, outer: String = "", known: Set<String> = []) -> [UInt8]? {
        let bytes = source.span
        guard bytes.index(of: UInt8(ascii: "["), from: 0) < bytes.count else { return nil }
        let knowsAll = other != nil
        var brackets = ShortcodeBrackets(in: bytes, hidingMarkup: true) { knowsAll || handlers[$0] != nil }
        guard !brackets.names.isEmpty else { return nil }
        var rewriting = Rewriting()
        /// The names that stood for something unknown: their stray end tags go with them.
        var unknown = known
        for opening in brackets.openings where opening >= rewriting.settled {
            if !unknown.isEmpty, let (name, end) = ShortcodeForm.endTag(in: bytes, at: opening), unknown.contains(name) {
                rewriting.replace(opening..<end, of: bytes)
                continue
            }
            guard let tag = brackets.tag(at: opening, in: bytes), brackets.names.contains(tag.name) else { continue }
            let handler = tag.name == outer ? nil : handlers[tag.name]
            let isUnknown =
                handlers[tag.name] == nil && knowsAll && (unknown.contains(tag.name) || ShortcodeForm.isShortcode(tag, in: bytes))
            guard handler != nil || isUnknown else { continue }
            if tag.isEscaped {
                rewriting.replace(tag.range.lowerBound..<tag.range.lowerBound + 1, of: bytes)
                rewriting.replace(tag.range.upperBound - 1..<tag.range.upperBound, of: bytes)
                continue
            }
            if isUnknown { unknown.insert(tag.name) }
            let attributes = ShortcodeAttributes(in: bytes, tag.attributes)
            let shortcode = Shortcode(
                name: tag.name, attributes: attributes.named, positional: attributes.positional,
                content: tag.content.map { content($0, of: bytes, depth, outer: isUnknown ? "" : tag.name, unknown) })
            if let replacement = handler.map({ $0(shortcode) }) ?? other.map({ $0(shortcode) }) {
                rewriting.replace(tag.inner, of: bytes, with: replacement.utf8)
            } else {
                rewriting.replace(tag.range.upperBound..<tag.range.upperBound, of: bytes)
            }
        }
        return rewriting.finish(bytes)
    }

    private func content(
        _ range: Range<Int>, of bytes: Span<UInt8>, _ depth: Int, outer: String, _ known: Set<String>
    ) -> String {
        guard depth < Self.deepest, bytes.index(of: UInt8(ascii: "["), from: range.lowerBound) < range.upperBound else {
            return bytes.text(range)
        }
        var inner: [UInt8] = []
        inner.append(bytes, range)
        return String(decoding: expanded(in: inner, depth: depth + 1, outer: outer, known: known) ?? inner, as: UTF8.self)
    }

    private static let deepest = 64

    /// A sample of code with `[[gallery]]` written out as `[gallery]`: that is how people show a shortcode.
    static func unescaped(in sample: [UInt8]) -> [UInt8] {
        let bytes = sample.span
        var rewriting = Rewriting()
        var ends = ShortcodeEnds()
        var index = bytes.index(of: "[[", from: 0)
        while index < bytes.count {
            let endOfName = bytes.endOfName(from: index + 2)
            if endOfName > index + 2, endOfName - index < 40 {
                let name = bytes.text(index + 2..<endOfName)
                let closing = bytes.index(of: UInt8(ascii: "]"), from: endOfName)
                if closing < bytes.count, coreNames.contains(name) || CodeShortcode.language(of: name) != nil {
                    var last = closing
                    if !bytes.has("]]", at: closing), let end = ends.end(of: name, in: bytes, from: closing) {
                        last = end + name.utf8.count + 2
                    }
                    if bytes.has("]]", at: last) {
                        rewriting.replace(index..<index + 1, of: bytes)
                        rewriting.replace(last..<last + 1, of: bytes)
                    }
                }
            }
            index = bytes.index(of: "[[", from: max(index + 2, rewriting.settled))
        }
        return rewriting.finish(bytes) ?? sample
    }

    /// What WordPress itself registers.
    static let coreNames: Set<String> = ["caption", "wp_caption", "gallery", "audio", "video", "playlist", "embed"]
}
