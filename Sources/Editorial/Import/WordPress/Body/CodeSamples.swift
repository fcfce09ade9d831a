/// The samples of code in a body, taken out before anything else is read and put back at the end, so that they stay to the letter:
/// no paragraphs, no typographic quotes, no shortcodes, no embeds within.
///
/// Samples are `<pre>` and `<code>` elements and the shortcodes of the common highlighters, which become
/// `<pre><code class="language-php">`. (WordPress expands shortcodes even in `<pre>`; whoever wrote one there to be run had
/// `[[…]]` to choose, and that is still read.) A `<code>` with a blank line in it stays in the text: WordPress parts it into
/// paragraphs, and so must we.
struct CodeSamples {
    private var samples: [[UInt8]] = []
    /// How many were shortcodes of highlighters.
    private(set) var highlighted = 0

    /// The text with a stand-in for each sample, which keeps its name: `<pre stet-0></pre>`.
    mutating func taken(outOf text: [UInt8]) -> [UInt8] {
        let bytes = text.span
        var rewriting = Rewriting()
        var ends = ShortcodeEnds()
        /// What was looked for and is not there, so that it is not looked for again.
        var (lastPre, lastCode) = (false, false)
        var index = bytes.index(of: UInt8(ascii: "<"), or: UInt8(ascii: "["), from: 0)
        while index < bytes.count {
            var next = index + 1
            if bytes[index] == UInt8(ascii: "[") {
                if let sample = CodeShortcode(in: bytes, at: index, &ends) {
                    highlighted += 1
                    rewriting.replace(sample.range, of: bytes, with: standIn(for: sample.markup, "pre"))
                    next = sample.range.upperBound
                }
            } else if !lastPre, Self.opens("<pre", in: bytes, at: index) {
                let end = bytes.index(of: "</pre>", from: index)
                lastPre = end >= bytes.count
                if !lastPre {
                    rewriting.replace(index..<end + 6, of: bytes, with: standIn(for: Self.pre(bytes, index..<end + 6), "pre"))
                    next = end + 6
                }
            } else if !lastCode, Self.opens("<code", in: bytes, at: index) {
                let end = bytes.index(of: "</code>", from: index)
                lastCode = end >= bytes.count
                if !lastCode, let sample = Self.code(bytes, index..<end + 7) {
                    rewriting.replace(index..<end + 7, of: bytes, with: standIn(for: sample, "code"))
                    next = end + 7
                }
            } else if bytes.has("<!--", at: index) {
                // The comments of blocks hold texts of their own.
                next = MarkupElements.end(in: bytes, at: index)
            }
            index = bytes.index(of: UInt8(ascii: "<"), or: UInt8(ascii: "["), from: max(next, index + 1))
        }
        return rewriting.finish(bytes) ?? text
    }

    /// A stand-in for markup that is ready and stands as a block, such as the card of a film.
    mutating func keep(_ markup: [UInt8]) -> [UInt8] { standIn(for: markup, "pre") }

    func putBack(into text: [UInt8]) -> [UInt8] {
        guard !samples.isEmpty else { return text }
        let bytes = text.span
        var rewriting = Rewriting()
        var index = bytes.index(of: " stet-", from: 0)
        while index < bytes.count {
            var number = 0
            var end = index + 6
            while end < bytes.count, bytes[end].isDigit, number < samples.count {
                number = number * 10 + Int(bytes[end] - UInt8(ascii: "0"))
                end += 1
            }
            for (opening, closing) in Self.standIns where number < samples.count && bytes.has(closing, at: end) {
                let start = index - opening.utf8CodeUnitCount
                guard start >= rewriting.settled, bytes.has(opening, at: start) else { continue }
                rewriting.replace(start..<end + closing.utf8CodeUnitCount, of: bytes, with: samples[number])
                break
            }
            index = bytes.index(of: " stet-", from: max(index + 1, rewriting.settled))
        }
        return rewriting.finish(bytes) ?? text
    }

    private static let standIns: [(StaticString, StaticString)] = [("<pre", "></pre>"), ("<code", "></code>")]

    private mutating func standIn(for sample: [UInt8], _ name: String) -> [UInt8] {
        samples.append(sample)
        return Array("<\(name) stet-\(samples.count - 1)></\(name)>".utf8)
    }

    private static func opens(_ tag: StaticString, in bytes: Span<UInt8>, at index: Int) -> Bool {
        let end = index + tag.utf8CodeUnitCount
        return bytes.has(tag, at: index) && end < bytes.count && (bytes[end] == UInt8(ascii: ">") || bytes[end].isSpace)
    }

    /// A `<pre>`; round nothing but a highlighter's shortcode, that one's sample.
    private static func pre(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        let start = bytes.endOfSpace(from: min(bytes.index(of: UInt8(ascii: ">"), from: range.lowerBound) + 1, range.upperBound))
        let end = bytes.startOfSpace(before: range.upperBound - 6, limit: start)
        if start < end, bytes[start] == UInt8(ascii: "[") {
            var inner: [UInt8] = []
            inner.append(bytes, start..<end)
            var ends = ShortcodeEnds()
            if let sample = CodeShortcode(in: inner.span, at: 0, &ends), sample.range == 0..<inner.count { return sample.markup }
        }
        var sample: [UInt8] = []
        sample.append(bytes, range)
        return Shortcodes.unescaped(in: sample)
    }

    /// A `<code>` in a line, with the breaks wpautop would make; nil where a blank line parts it.
    private static func code(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
        var sample: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes.has("<pre", at: index) { return nil }
            if bytes[index] == 0x0A || bytes[index] == 0x0D {
                let end = bytes.endOfSpace(from: index)
                var lines = 0
                for space in index..<min(end, range.upperBound) where bytes[space] == 0x0A { lines += 1 }
                guard lines < 2 else { return nil }
                sample.append("<br />\n")
                index = bytes.has("\r\n", at: index) ? index + 2 : index + 1
                continue
            }
            sample.append(bytes[index])
            index += 1
        }
        return Shortcodes.unescaped(in: sample)
    }
}

/// Where the end tags of shortcodes stand: each name is looked for once.
struct ShortcodeEnds {
    private var places: [String: [Int]] = [:]

    /// The index of the next `[/name]`.
    mutating func end(of name: String, in bytes: Span<UInt8>, from start: Int) -> Int? {
        if places.isEmpty {
            places[""] = []
            var index = bytes.index(of: "[/", from: 0)
            while index < bytes.count {
                let end = bytes.endOfName(from: index + 2)
                if end > index + 2, end - index < 60, bytes.has("]", at: end) {
                    places[bytes.text(index + 2..<end).lowercased(), default: []].append(index)
                }
                index = bytes.index(of: "[/", from: index + 2)
            }
        }
        guard let all = places[name.lowercased()] else { return nil }
        // By halves: a text may have many.
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle] < start { low = middle + 1 } else { high = middle }
        }
        return low < all.count ? all[low] : nil
    }
}
