/// The piece of a text that shows why a search found it: about thirty words around the hits, each hit in `<mark>`.
///
/// It is made from the text as readers see it, and by the rules that the index is made by, not by an engine's own function: so every
/// engine shows the same, whole words are marked, and the text is escaped like any other.
package struct SearchSnippet {
    /// In half words: a character of an unspaced script is one, as in a teaser.
    private static let length = 60
    /// How much of a long text is looked through, in bytes: what the index has of it.
    private static let furthest = 300_000

    private let patterns: [Pattern]

    package init(_ query: SearchQuery) {
        patterns = query.terms.enumerated().flatMap { number, term -> [Pattern] in
            switch term {
            case .word(let words, let isBeginning):
                return words.map { Pattern(term: number, pieces: [Array($0.utf8)], isBeginning: isBeginning) }
            case .stretch(let pairs):
                return [Pattern(term: number, pieces: pairs.map { Array($0.utf8) }, isBeginning: false)]
            }
        }
    }

    /// The best piece of the first text that has every word of the query, or else of the one that has most of them; nil where none
    /// has any.
    package func html(of texts: [String]) -> HTML? {
        var best: (window: Window, text: String)?
        let all = Set(patterns.map(\.term)).count
        for text in texts {
            var text = text
            let found = text.withUTF8 { window(in: $0) }
            guard let found, found.terms > best?.window.terms ?? 0 else { continue }
            best = (found, text)
            if found.terms == all { break }
        }
        return best.map { html($0.window, of: $0.text) }
    }

    // MARK: - What is there

    /// A spelling of a term.
    private struct Pattern {
        let term: Int
        /// One for a word, the pairs of a stretch.
        let pieces: [[UInt8]]
        let isBeginning: Bool
    }

    /// A word, or a character of a stretch.
    private struct Unit {
        let range: Range<Int>
        let halves: Int
        /// Which term it is a hit of.
        var term: Int?
    }

    /// What is shown of a text.
    private struct Window {
        let units: ArraySlice<Unit>
        let isBeginning: Bool
        let isEnd: Bool
        /// How many terms it has.
        let terms: Int
    }

    private func units(of text: UnsafeBufferPointer<UInt8>) -> [Unit] {
        var reader = SearchWords(text)
        var units: [Unit] = []
        while let piece = reader.next() {
            switch piece {
            case .word:
                let term = patterns.first { pattern in
                    pattern.pieces.count == 1
                        && (matches(pattern, reader.folded[...]) || matches(pattern, reader.writtenOut[...]))
                }?.term
                units.append(Unit(range: reader.range, halves: 2, term: term))
            case .stretch:
                let first = units.count
                for (index, start) in reader.starts.enumerated() {
                    let end = index + 1 < reader.starts.count ? reader.starts[index + 1] : reader.range.upperBound
                    units.append(Unit(range: start..<end, halves: 1, term: nil))
                }
                mark(&units[first...], reader)
            }
        }
        return units
    }

    private func matches(_ pattern: Pattern, _ word: ArraySlice<UInt8>) -> Bool {
        guard let piece = pattern.pieces.first, !word.isEmpty else { return false }
        return pattern.isBeginning ? word.starts(with: piece) : word.elementsEqual(piece)
    }

    private func mark(_ units: inout ArraySlice<Unit>, _ reader: SearchWords) {
        let pairs = Array(SearchText.pairs(reader))
        for pattern in patterns {
            if pattern.pieces.count == 1, pattern.isBeginning {
                for index in reader.ends.indices
                where reader.folded[reader.start(of: index)..<reader.ends[index]].starts(with: pattern.pieces[0]) {
                    units[units.startIndex + index].term = pattern.term
                }
                continue
            }
            guard pairs.count >= pattern.pieces.count else { continue }
            for index in 0...(pairs.count - pattern.pieces.count)
            where pairs[index...].starts(with: pattern.pieces, by: { $0.elementsEqual($1) }) {
                for place in index...(index + pattern.pieces.count) { units[units.startIndex + place].term = pattern.term }
            }
        }
    }

    // MARK: - What is shown of it

    private func window(in text: UnsafeBufferPointer<UInt8>) -> Window? {
        var looked = min(text.count, SearchSnippet.furthest)
        // Not in the middle of a character.
        while looked < text.count, looked > 0, text[looked] & 0xC0 == 0x80 { looked -= 1 }
        let units = units(of: UnsafeBufferPointer(rebasing: text[..<looked]))
        let hits = units.indices.filter { units[$0].term != nil }
        guard let first = hits.first else { return nil }
        // Half words before each unit.
        var before = [0]
        before.reserveCapacity(units.count + 1)
        for unit in units { before.append((before.last ?? 0) + unit.halves) }
        func length(_ range: ClosedRange<Int>) -> Int { before[range.upperBound + 1] - before[range.lowerBound] }

        // From every hit on as many as fit; of these stretches the one with most terms, then with most hits, then the first.
        var best = (range: first...first, terms: 1, hits: 1)
        var counts: [Int: Int] = [:]
        var end = 0
        for (start, hit) in hits.enumerated() {
            while end < hits.count, length(hit...hits[end]) <= SearchSnippet.length {
                counts[units[hits[end]].term ?? 0, default: 0] += 1
                end += 1
            }
            guard end > start else {
                // One character alone that is longer than all: it cannot be.
                end = start + 1
                continue
            }
            if (counts.count, end - start) > (best.terms, best.hits) {
                best = (hit...hits[end - 1], counts.count, end - start)
            }
            let term = units[hit].term ?? 0
            counts[term] = counts[term].flatMap { $0 > 1 ? $0 - 1 : nil }
        }

        // A third of what is left over goes before it, the rest behind, and what one side has no use for to the other.
        var (low, high) = (best.range.lowerBound, best.range.upperBound)
        let lead = (SearchSnippet.length - length(low...high)) / 3
        var used = 0
        while low > 0, used + units[low - 1].halves <= lead {
            low -= 1
            used += units[low].halves
        }
        while high + 1 < units.count, length(low...high) + units[high + 1].halves <= SearchSnippet.length { high += 1 }
        while low > 0, length(low...high) + units[low - 1].halves <= SearchSnippet.length { low -= 1 }
        return Window(
            units: units[low...high], isBeginning: low == 0, isEnd: high + 1 == units.count && looked == text.count,
            terms: best.terms)
    }

    private func html(_ window: Window, of text: String) -> HTML {
        var text = text
        guard let first = window.units.first, let last = window.units.last else { return .empty }
        return text.withUTF8 { bytes in
            func escaped(_ range: Range<Int>) -> String {
                HTML(escaping: String(decoding: bytes[range], as: UTF8.self)).markup
            }
            let start = window.isBeginning ? 0 : first.range.lowerBound
            let end = window.isEnd ? bytes.count : last.range.upperBound
            var markup = window.isBeginning ? "" : "… "
            var shown = start
            var index = window.units.startIndex
            while index < window.units.endIndex {
                guard let term = window.units[index].term else {
                    index += 1
                    continue
                }
                let hit = window.units[index].range
                var upper = hit.upperBound
                index += 1
                // Characters of one stretch are one hit.
                while index < window.units.endIndex, window.units[index].term == term,
                    window.units[index].range.lowerBound == upper
                {
                    upper = window.units[index].range.upperBound
                    index += 1
                }
                markup += escaped(shown..<hit.lowerBound) + "<mark>" + escaped(hit.lowerBound..<upper) + "</mark>"
                shown = upper
            }
            markup += escaped(shown..<end)
            return HTML(stored: window.isEnd ? markup : markup + " …")
        }
    }
}
