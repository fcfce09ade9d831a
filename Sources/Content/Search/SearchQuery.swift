/// What a reader asks the search for: words, all of which an article must have.
///
/// Any text is one. What is no word is passed over, so nothing that is typed can be an error or mean anything to an engine.
package struct SearchQuery: Hashable, Sendable {
    package enum Term: Hashable, Sendable {
        /// One of these, in whatever order; the last word of a query, if it is long enough, is also the beginning of longer ones.
        case word([String], isBeginning: Bool)
        /// These, one after the other: the pairs of a stretch of an unspaced script.
        case stretch([String])
    }

    /// As it was typed, white space folded.
    package let text: String
    package let terms: [Term]
    /// Whether there was more than is looked for.
    package let isCut: Bool

    /// Of a longer text the beginning is taken.
    package static let longestText = 200
    package static let mostTerms = 32
    /// From this many letters on the last word is also a beginning: `art` would find all articles.
    private static let shortestBeginning = 4

    package init(_ typed: String) {
        let (text, isLonger) = SearchQuery.tidied(typed)
        self.text = text
        var terms: [Term] = []
        var isCut = isLonger
        var copy = text
        copy.withUTF8 { buffer in
            var reader = SearchWords(buffer)
            while let piece = reader.next() {
                // What is read once more says nothing new.
                let term = SearchQuery.term(piece, reader, isLast: reader.range.upperBound == buffer.count)
                if let known = terms.firstIndex(where: { SearchQuery.isSame($0, term) }) { terms.remove(at: known) }
                guard terms.count < SearchQuery.mostTerms else {
                    isCut = true
                    return
                }
                terms.append(term)
            }
        }
        (self.terms, self.isCut) = (terms, isCut)
    }

    /// Whether nothing was typed.
    package var isEmpty: Bool { text.isEmpty }

    private static func term(_ piece: SearchWords.Piece, _ reader: SearchWords, isLast: Bool) -> Term {
        let folded = String(decoding: reader.folded, as: UTF8.self)
        switch piece {
        case .word:
            let words = reader.writtenOut.isEmpty ? [folded] : [folded, String(decoding: reader.writtenOut, as: UTF8.self)]
            return .word(words, isBeginning: isLast && folded.unicodeScalars.count >= shortestBeginning)
        case .stretch:
            // One character is found by the pairs that begin with it.
            guard reader.ends.count > 1 else { return .word([folded], isBeginning: true) }
            return .stretch(SearchText.pairs(reader).map { String(decoding: $0, as: UTF8.self) })
        }
    }

    private static func isSame(_ one: Term, _ other: Term) -> Bool {
        if case (.word(let words, _), .word(let others, _)) = (one, other) { return words == others }
        return one == other
    }

    /// Without controls, runs of white space as one space, none at the rims, and not too long.
    private static func tidied(_ typed: String) -> (String, isLonger: Bool) {
        var text = String.UnicodeScalarView()
        var owesSpace = false
        var length = 0
        for scalar in typed.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F {
                owesSpace = length > 0
                continue
            }
            guard length + (owesSpace ? 2 : 1) <= longestText else { return (String(text), true) }
            if owesSpace {
                text.append(" ")
                length += 1
            }
            owesSpace = false
            text.append(scalar)
            length += 1
        }
        return (String(text), false)
    }
}
