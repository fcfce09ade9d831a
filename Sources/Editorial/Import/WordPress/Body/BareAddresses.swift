import Content

/// Addresses that stand alone on a line or in a paragraph, which WordPress embeds (`WP_Embed::autoembed`,
/// wp-includes/class-wp-embed.php): of known providers they become cards. An address within a sentence stays what it is.
enum BareAddresses {
    /// - Parameter card: what stands for an address; nil leaves it.
    static func embedded(in source: [UInt8], card: (String) -> [UInt8]?) -> [UInt8] {
        let bytes = source.span
        var rewriting = Rewriting()
        var index = bytes.index(of: "http", from: 0)
        while index < bytes.count {
            var next = index + 4
            if bytes.has("://", at: index + 4) || bytes.has("s://", at: index + 4), let start = lineStart(bytes, index) {
                var end = index
                while end < bytes.count, !bytes[end].isSpace, bytes[end] != UInt8(ascii: "<"), bytes[end] != UInt8(ascii: ">"),
                    bytes[end] != UInt8(ascii: "\"")
                {
                    end += 1
                }
                next = end
                if isLineEnd(bytes, end, isParagraph: start.isParagraph), end - index <= 2000,
                    let markup = card(bytes.text(index..<end))
                {
                    rewriting.replace(index..<end, of: bytes, with: markup)
                }
            }
            index = bytes.index(of: "http", from: next)
        }
        return rewriting.finish(bytes) ?? source
    }

    /// Whether only white space stands before it on its line, or `<p …>`.
    private static func lineStart(_ bytes: Span<UInt8>, _ index: Int) -> (index: Int, isParagraph: Bool)? {
        var start = index
        while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
        if start == 0 || bytes[start - 1] == 0x0A || bytes[start - 1] == 0x0D {
            let before = bytes.startOfSpace(before: start)
            // `<p>`, a line, the address: both.
            return (start, before > 0 && bytes[before - 1] == UInt8(ascii: ">") && isParagraphTag(bytes, before))
        }
        guard bytes[start - 1] == UInt8(ascii: ">"), isParagraphTag(bytes, start) else { return nil }
        return (start, true)
    }

    /// Whether `<p>` or `<p …>` ends here.
    private static func isParagraphTag(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        var start = end - 1
        let limit = max(0, end - 400)
        while start > limit, bytes[start] != UInt8(ascii: "<") { start -= 1 }
        return bytes.has("<p>", at: start) || bytes.has("<p ", at: start)
    }

    private static func isLineEnd(_ bytes: Span<UInt8>, _ index: Int, isParagraph: Bool) -> Bool {
        var end = index
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
        if end >= bytes.count || bytes[end] == 0x0A || bytes[end] == 0x0D { return true }
        return isParagraph && bytes.has("</p>", at: bytes.endOfSpace(from: end))
    }
}
