/// The text of canonical markup.
enum HTMLText {
    /// Runs of white space become one space, and the beginning and end of a block part words as a space does.
    ///
    /// With `skippingAsides`, only running text is read. Stops after the piece of text that makes it `enough` bytes.
    static func text(of markup: String, skippingAsides: Bool, enough: Int) -> String {
        var markup = markup
        return markup.withUTF8 { bytes in
            var reader = Reader(skippingAsides: skippingAsides, enough: enough)
            reader.read(bytes)
            return String(decoding: reader.text, as: UTF8.self)
        }
    }

    /// The tag, without its brackets, that an import leaves where an author cut a body: what stands before it is the teaser.
    private static let more = Array("span class=\"wp-block-more\"".utf8)

    private struct Reader {
        let skippingAsides: Bool
        let enough: Int
        var text: [UInt8] = []
        private var owesSpace = false
        /// Whether the author's own mark for the end of a teaser was met.
        private var isOver = false
        /// How many of the elements that are skipped are open.
        private var asides = 0

        init(skippingAsides: Bool, enough: Int) {
            self.skippingAsides = skippingAsides
            self.enough = enough
        }

        mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
            var index = 0
            while index < bytes.count, text.count < enough, !isOver {
                if bytes[index] == UInt8(ascii: "<") {
                    let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1
                    readTag(bytes[(index + 1)..<max(end, index + 1)])
                    index = end + 1
                } else {
                    let end = bytes[index...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                    if asides == 0 { readText(bytes[index..<end]) }
                    index = end
                }
            }
        }

        private mutating func readTag(_ tag: Slice<UnsafeBufferPointer<UInt8>>) {
            let isEnd = tag.first == UInt8(ascii: "/")
            let name = (isEnd ? tag.dropFirst() : tag).prefix { $0 != 0x20 }
            if skippingAsides, tag.elementsEqual(HTMLText.more) {
                isOver = true
                return
            }
            guard let element = HTMLElement(rawValue: String(decoding: name, as: UTF8.self)) else { return }
            if element.isBlock || element == .br { owesSpace = true }
            guard skippingAsides else { return }
            switch element {
            case .figure, .table, .pre, .audio, .video: break
            default: if !element.isHeading { return }
            }
            asides += isEnd ? -1 : 1
            owesSpace = true
        }

        private mutating func readText(_ slice: Slice<UnsafeBufferPointer<UInt8>>) {
            var index = slice.startIndex
            while index < slice.endIndex {
                let byte = slice[index]
                if byte.isHTMLSpace {
                    owesSpace = true
                    index += 1
                    continue
                }
                if owesSpace, !text.isEmpty { text.append(0x20) }
                owesSpace = false
                if byte == UInt8(ascii: "&"), let (character, length) = Self.entity(slice[index...]) {
                    text += character.utf8
                    index += length
                    continue
                }
                let end = slice[(index + 1)...].firstIndex { $0.isHTMLSpace || $0 == UInt8(ascii: "&") }
                text += slice[index..<(end ?? slice.endIndex)]
                index = end ?? slice.endIndex
            }
        }

        /// One of the five entities that the serializer writes.
        private static func entity(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> (character: String, length: Int)? {
            for (name, character) in entities where rest.starts(with: name.utf8) { return (character, name.utf8.count) }
            return nil
        }

        private static let entities = [
            ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"), ("&quot;", "\""),
        ]
    }
}
