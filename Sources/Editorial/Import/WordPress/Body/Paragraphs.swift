/// Gives a classic body its paragraphs and line breaks, by the rules of WordPress 6.1
/// (`wpautop`, wp-includes/formatting.php).
///
/// WordPress keeps blank lines in the database and makes `<p>` and `<br />` of them at every request, by some thirty
/// replacements, one after the other over the whole text. What a body looks like rests on their order and on their
/// slips, so each is a pass here too, named and in that order; a cleverer algorithm reads better and puts the
/// paragraphs of real archives elsewhere. Each pass is linear: where PHP's expressions try anew at every start, a pass
/// remembers what it did not find.
package enum Paragraphs {
    /// `wpautop($text)`: HTML source with blank lines in, with paragraphs out. Text of white space alone gives "".
    package static func applied(to source: String) -> String {
        String(decoding: applied(to: Array(source.utf8)), as: UTF8.self)
    }

    static func applied(to source: [UInt8]) -> [UInt8] {
        guard source.contains(where: { !$0.isTrimmedByPHP }) else { return [] }
        var preformatted = PreformattedText()
        var (text, marks) = isolateBlocks(joinDoubledBreaks(preformatted.taken(outOf: source + [0x0A])))
        if marks.contains(.option) { text = joinOptions(text) }
        if marks.contains(.object) { text = joinObjects(text) }
        if marks.contains(.mediaSource) { text = joinMedia(text) }
        if marks.contains(.figcaption) { text = joinFigcaptions(text) }

        text = removeEmptyParagraphs(wrapped(text))
        // Without a block in the source, the only paragraphs are those just made, and the next six find nothing.
        if marks.contains(.block) {
            if marks.contains(.container) { text = closeParagraphsInContainers(text) }
            text = unwrapBlocks(text)
            if marks.contains(.listItem) { text = unwrapListItems(text) }
            if marks.contains(.blockquote) { text = moveParagraphsIntoQuotes(text) }
            text = removeClosingsAfterBlocks(removeOpeningsBeforeBlocks(text))
        }

        text = removeBreaksBeforeBlocks(removeBreaksAfterBlocks(insertBreaks(text)))
        // `\n</p>` at the end, with or without a newline behind it.
        let end = text.ends(with: "\n") ? text.count - 1 : text.count
        if end >= 5, text.span.has("\n</p>", at: end - 5) { text.remove(at: end - 5) }
        text = preformatted.putBack(into: text)
        if marks.contains(.newlineInElement) || !preformatted.isEmpty { text = restoreNewlines(text) }
        return text
    }

    /// What a source holds, so that a pass with nothing to do is not made.
    struct Marks: OptionSet {
        let rawValue: UInt16

        /// The beginning of a block's tag, opening or closing.
        static let block = Marks(rawValue: 1 << 0)
        static let option = Marks(rawValue: 1 << 1)
        static let object = Marks(rawValue: 1 << 2)
        static let mediaSource = Marks(rawValue: 1 << 3)
        static let figcaption = Marks(rawValue: 1 << 4)
        /// The end of a `div`, `address` or `form`.
        static let container = Marks(rawValue: 1 << 5)
        static let listItem = Marks(rawValue: 1 << 6)
        static let blockquote = Marks(rawValue: 1 << 7)
        /// A newline that `isolateBlocks` hid, or text that looks like one.
        static let newlineInElement = Marks(rawValue: 1 << 8)
    }
}

extension UInt8 {
    /// What PHP's `trim` takes off: of PCRE's white space not the form feed, but NUL.
    fileprivate var isTrimmedByPHP: Bool { isSpace && self != 0x0C || self == 0 }
}
