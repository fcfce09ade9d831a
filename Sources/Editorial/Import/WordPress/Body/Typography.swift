/// The typographic marks that WordPress puts in the place of a typewriter's when a page is asked for
/// (`wptexturize` and `capital_P_dangit`, wp-includes/formatting.php): quotation marks, apostrophes, dashes, the ellipsis, primes
/// and the sign of multiplication.
///
/// Text in `<pre>`, `<code>`, `<kbd>`, `<style>`, `<script>` and `<tt>` stays as it is, and so does what is inside a tag or the
/// tag of a shortcode. Each stretch between two tags is read for itself, so that a quotation mark after `<em>` opens: WordPress's
/// own slips stand in archives of twenty years, and a cleverer reading would change what readers have seen.
struct Typography: Sendable {
    private let marks: TypographicMarks
    private let isShortcode: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - language: of the site, `de-DE`: WordPress's translations have their own quotation marks.
    ///   - isShortcode: whether a name in brackets is a shortcode whose tag is no text.
    init(language: String, isShortcode: @escaping @Sendable (String) -> Bool) {
        marks = TypographicMarks(language: language)
        self.isShortcode = isShortcode
    }

    func applied(to source: [UInt8]) -> [UInt8] {
        let bytes = source.span
        var output: [UInt8] = []
        output.reserveCapacity(source.count + source.count / 16)
        /// The elements that are open in which text stays, by their names.
        var code: [String] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            var end = index
            if bytes[index] == UInt8(ascii: "<") {
                end = Self.endOfElement(in: bytes, at: index)
            } else if bytes[index] == UInt8(ascii: "["), let tag = endOfShortcodeTag(in: bytes, at: index) {
                end = tag
            }
            guard end > index else {
                index = bytes.index(of: UInt8(ascii: "<"), or: UInt8(ascii: "["), from: index + 1)
                continue
            }
            append(bytes, start..<index, isCode: !code.isEmpty, to: &output)
            if bytes[index] == UInt8(ascii: "<") { Self.follow(bytes, index..<end, &code) }
            output.append(bytes, index..<end)
            start = end
            index = end
        }
        append(bytes, start..<bytes.count, isCode: !code.isEmpty, to: &output)
        return output
    }

    /// A plain text, such as a title that has no tags.
    func applied(to text: String) -> String { String(decoding: applied(to: Array(text.utf8)), as: UTF8.self) }

    private func append(_ bytes: Span<UInt8>, _ range: Range<Int>, isCode: Bool, to output: inout [UInt8]) {
        guard !isCode, Self.needsMarks(bytes, range) else { return output.append(bytes, range) }
        var run: [UInt8] = []
        run.append(bytes, range)
        var text = TypographicRun(run, marks)
        text.setMarks()
        output += text.bytes
    }

    private static func needsMarks(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range {
            switch bytes[index] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "`"),
                UInt8(ascii: "x"), UInt8(ascii: "("), UInt8(ascii: "W"):
                return true
            default: continue
            }
        }
        return false
    }

    private static let codeElements: Set<String> = ["pre", "code", "kbd", "style", "script", "tt"]

    /// Notes an element in which text stays, or its end.
    private static func follow(_ bytes: Span<UInt8>, _ tag: Range<Int>, _ open: inout [String]) {
        let isEnd = bytes.has("</", at: tag.lowerBound)
        let start = tag.lowerBound + (isEnd ? 2 : 1)
        var end = start
        while end < tag.upperBound, end - start < 8, bytes[end].isLetter { end += 1 }
        guard end > start, end < tag.upperBound, bytes[end] == UInt8(ascii: ">") || bytes[end] == 0x20 else { return }
        let name = bytes.text(start..<end)
        guard codeElements.contains(name) else { return }
        if !isEnd {
            // Nobody nests these; a hostile text would only make the list long.
            if open.count < 64 { open.append(name) }
        } else if open.last == name {
            open.removeLast()
        }
    }

    /// Where a tag ends for a browser: a `>` in quotes does not end it. (For WordPress it does, and the quotes behind it become
    /// typographic, which breaks the tag and what follows it.) A quote that nothing closes soon is none.
    private static func endOfElement(in bytes: Span<UInt8>, at index: Int) -> Int {
        let plain = MarkupElements.end(in: bytes, at: index)
        guard MarkupElements.kind(in: bytes, at: index) == .tag, plain < bytes.count else { return plain }
        var quote: UInt8?
        var before: UInt8 = 0
        for end in index + 1..<min(bytes.count, index + 4000) {
            let byte = bytes[end]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return end + 1
            } else if before == UInt8(ascii: "="), byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            if !byte.isSpace { before = byte }
        }
        return plain
    }

    /// The end of `[name …]`, `[/name]` or `[[name …]]`, tags of HTML within allowed.
    private func endOfShortcodeTag(in bytes: Span<UInt8>, at index: Int) -> Int? {
        var start = index + 1
        if bytes.has("/", at: start) || bytes.has("[", at: start) { start += 1 }
        var end = bytes.endOfName(from: start)
        guard end > start, end - start <= 100, end < bytes.count,
            bytes[end] == UInt8(ascii: "]") || bytes[end] == UInt8(ascii: "/") || bytes[end] == UInt8(ascii: "=")
                || bytes[end].isSpace
        else { return nil }
        guard isShortcode(bytes.text(start..<end)) else { return nil }
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "]"): return bytes.has("]]", at: end) ? end + 2 : end + 1
            case UInt8(ascii: "["): return nil
            case UInt8(ascii: "<"): end = MarkupElements.end(in: bytes, at: end)
            default: end += 1
            }
            // A bracket without its fellow must not be looked for from each of many.
            guard end - index < 20_000 else { return nil }
        }
        return nil
    }
}
