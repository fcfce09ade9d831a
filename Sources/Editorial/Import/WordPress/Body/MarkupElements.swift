/// Where an element of the source ends, as WordPress sees elements (`wp_html_split`, wp-includes/formatting.php).
///
/// An element runs from `<` to the next `>` whatever lies between, quotes included; a comment to `-->`, a CDATA section
/// to `]]>`. What is never closed runs to the end of the text, so one stray `<` hides all shortcodes behind it until
/// the next `>`, as it does in WordPress.
enum MarkupElements {
    /// What ends an element.
    enum Kind { case tag, comment, characterData }

    @inline(__always)
    static func kind(in bytes: Span<UInt8>, at index: Int) -> Kind {
        guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "!") else { return .tag }
        if bytes.has("<!--", at: index) { return .comment }
        return bytes.has("<![CDATA[", at: index) ? .characterData : .tag
    }

    /// The index behind the element that starts with the `<` at `index`.
    static func end(in bytes: Span<UInt8>, at index: Int) -> Int {
        switch kind(in: bytes, at: index) {
        case .tag: return min(bytes.index(of: UInt8(ascii: ">"), from: index + 1) + 1, bytes.count)
        // From the first dash on: `<!-->` is a whole comment.
        case .comment: return min(bytes.index(of: "-->", from: index + 2) + 3, bytes.count)
        case .characterData: return min(bytes.index(of: "]]>", from: index + 9) + 3, bytes.count)
        }
    }
}
