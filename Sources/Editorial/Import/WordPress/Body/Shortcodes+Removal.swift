extension Shortcodes {
    /// Takes shortcodes out of a text that is to be cut to a teaser.
    ///
    /// WordPress knows which names are shortcodes and strips those, content and all. An archive outlives its plugins,
    /// so the form must decide: WordPress's own shortcodes for media go with what they enclose; of any other the tags go
    /// and the text between stays, where they have an attribute (`[x a=b]`, `[x=b]`), close themselves (`[x /]`), are
    /// closing tags (`[/x]`) or have one. What people write in brackets stays: `[…]`, `[sic]`, `[1]`, `[Name of person]`.
    package static func removed(from text: String) -> String {
        let source = Array(text.utf8)
        let bytes = source.span
        guard bytes.index(of: UInt8(ascii: "["), from: 0) < bytes.count else { return text }
        var brackets = ShortcodeBrackets(in: bytes, hidingMarkup: false) { _ in true }
        var rewriting = Rewriting()
        for opening in brackets.openings where opening >= rewriting.settled {
            if let end = endOfClosingTag(in: bytes, at: opening) {
                rewriting.replace(opening..<end, of: bytes)
                continue
            }
            guard opening + 1 < bytes.count, bytes[opening + 1].isLetter || bytes[opening + 1] == UInt8(ascii: "["),
                let tag = brackets.tag(at: opening, in: bytes), bytes[tag.inner.lowerBound + 1].isLetter
            else { continue }
            let isMedia = coreNames.contains(tag.name)
            let endOfTag = tag.content?.lowerBound ?? tag.inner.upperBound
            guard isMedia || tag.content != nil || tag.isSelfClosing || ShortcodeForm.hasAttribute(in: bytes, tag.attributes)
            else {
                continue
            }
            if tag.isEscaped {
                rewriting.replace(opening..<opening + 1, of: bytes)
                rewriting.replace(tag.range.upperBound - 1..<tag.range.upperBound, of: bytes)
            } else {
                rewriting.replace(isMedia ? tag.inner : tag.inner.lowerBound..<endOfTag, of: bytes)
            }
        }
        return rewriting.finish(bytes).map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    private static func endOfClosingTag(in bytes: Span<UInt8>, at index: Int) -> Int? {
        guard bytes.has("[/", at: index) else { return nil }
        let end = bytes.endOfName(from: index + 2)
        return end > index + 2 && bytes[index + 2].isLetter && bytes.has("]", at: end) ? end + 1 : nil
    }
}
