/// The comments in which the block editor keeps its blocks: `<!-- wp:name {json} -->`, `<!-- /wp:name -->` and
/// `<!-- wp:name {json} /-->` (wp-includes/class-wp-block-parser.php).
package enum BlockComments {
    /// Whether a body was written in the block editor (`has_blocks`). Such a body has its paragraphs already.
    package static func isBlockContent(_ content: String) -> Bool {
        isBlockContent(Array(content.utf8))
    }

    static func isBlockContent(_ content: [UInt8]) -> Bool {
        content.span.index(of: "<!-- wp:", from: 0) < content.count
    }

    /// Takes the comments of blocks out, leaves all else, other comments too, and gives shortcode blocks their
    /// paragraphs.
    ///
    /// Only shortcode blocks get any (wp-includes/blocks/shortcode.php). Text between the blocks stays as it is: the
    /// editor writes the `<p>` of its classic block out, and WordPress 6.1 switches wpautop off for the whole body.
    /// Running it on such stretches would double the line breaks of every classic block.
    package static func removed(from content: String) -> String {
        String(decoding: BlockTree(Array(content.utf8)).markup(), as: UTF8.self)
    }

    struct Comment {
        var isClosing = false
        var isVoid = false
        /// With its namespace, unless that is `core`.
        var name: Range<Int>
        /// The JSON, if there is any.
        var attributes: Range<Int>?
        var end = 0

        /// Reads `<!--\s+(/)?wp:(namespace/)?name\s+({…}\s+)?(/)?-->`.
        ///
        /// The JSON runs to the first `}` with white space and `-->` or `/-->` behind it, whatever else it holds, so a
        /// comment that is written inside it is never seen. `endOfAttributes` remembers how far that search has come.
        init?(in bytes: Span<UInt8>, at start: Int, endOfAttributes: inout Int) {
            var index = bytes.endOfSpace(from: start + 4)
            guard index > start + 4 else { return nil }
            isClosing = bytes.has("/", at: index)
            if isClosing { index += 1 }
            guard bytes.has("wp:", at: index) else { return nil }
            let name = index + 3
            guard let first = Self.endOfName(in: bytes, from: name) else { return nil }
            index = first
            if bytes.has("/", at: index) {
                guard let second = Self.endOfName(in: bytes, from: index + 1) else { return nil }
                index = second
            }
            self.name = bytes.has("core/", at: name) ? name + 5..<index : name..<index
            let space = bytes.endOfSpace(from: index)
            guard space > index else { return nil }
            index = space
            if bytes.has("{", at: index) {
                if endOfAttributes <= index { endOfAttributes = Self.endOfAttributes(in: bytes, from: index + 1) }
                guard endOfAttributes <= bytes.count else { return nil }
                attributes = index..<endOfAttributes
                index = endOfAttributes
            }
            isVoid = bytes.has("/", at: index)
            if isVoid { index += 1 }
            guard bytes.has("-->", at: index) else { return nil }
            end = index + 3
        }

        /// The end of `[a-z][a-z0-9_-]*`.
        private static func endOfName(in bytes: Span<UInt8>, from start: Int) -> Int? {
            guard start < bytes.count, bytes[start] >= 0x61, bytes[start] <= 0x7A else { return nil }
            var index = start
            while index < bytes.count, bytes[index].isNameByte, bytes[index].lowercased == bytes[index] { index += 1 }
            return index
        }

        /// The index behind the next `}\s+` that `-->` or `/-->` follows, or one behind the end of the text.
        private static func endOfAttributes(in bytes: Span<UInt8>, from start: Int) -> Int {
            var index = bytes.index(of: UInt8(ascii: "}"), from: start)
            while index < bytes.count {
                let end = bytes.endOfSpace(from: index + 1)
                if end > index + 1, bytes.has("-->", at: end) || bytes.has("/-->", at: end) { return end }
                index = bytes.index(of: UInt8(ascii: "}"), from: index + 1)
            }
            return .max
        }
    }
}
