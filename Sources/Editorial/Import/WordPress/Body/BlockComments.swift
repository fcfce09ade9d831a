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
        String(decoding: removed(from: Array(content.utf8)), as: UTF8.self)
    }

    static func removed(from content: [UInt8]) -> [UInt8] {
        let bytes = content.span
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var copied = 0
        var depth = 0
        /// The outermost shortcode block that is open.
        var shortcode: (depth: Int, start: Int)?
        var endOfAttributes = 0
        var index = bytes.index(of: "<!--", from: 0)
        while index < bytes.count {
            var next = index + 4
            if let comment = Comment(in: bytes, at: index, endOfAttributes: &endOfAttributes) {
                output.append(bytes, copied..<index)
                copied = comment.end
                next = comment.end
                if comment.isClosing {
                    depth = max(depth - 1, 0)
                    if let block = shortcode, depth <= block.depth {
                        wrap(from: block.start, in: &output)
                        shortcode = nil
                    }
                } else if !comment.isVoid {
                    if comment.isShortcode, shortcode == nil { shortcode = (depth, output.count) }
                    depth += 1
                }
            }
            index = bytes.index(of: "<!--", from: next)
        }
        output.append(bytes, copied..<bytes.count)
        if let block = shortcode { wrap(from: block.start, in: &output) }
        return output
    }

    private static func wrap(from start: Int, in output: inout [UInt8]) {
        let wrapped = Paragraphs.applied(to: Array(output[start...]))
        output.removeSubrange(start...)
        output += wrapped
    }

    private struct Comment {
        var isClosing = false
        var isVoid = false
        var isShortcode = false
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
                isShortcode = bytes.has("core/shortcode", at: name) && index == name + 14
            } else {
                isShortcode = bytes.has("shortcode", at: name) && index == name + 9
            }
            let space = bytes.endOfSpace(from: index)
            guard space > index else { return nil }
            index = space
            if bytes.has("{", at: index) {
                if endOfAttributes <= index { endOfAttributes = Self.endOfAttributes(in: bytes, from: index + 1) }
                guard endOfAttributes <= bytes.count else { return nil }
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
