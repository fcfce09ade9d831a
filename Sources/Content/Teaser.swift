/// What a card shows: the beginning of a text, cut by the teaser rule.
///
/// A teaser has at most `limit` words. Words are parted by white space. A longer text is cut after the last word that fits and
/// ends in a space and `[…]`; a text of exactly `limit` words stands whole. In scripts written without spaces (Chinese,
/// Japanese, Thai and their like) two characters stand for a word.
package enum Teaser {
    /// The standfirst, or else the body's beginning: its running text, and where it has none (a list, a table, a figure
    /// alone) whatever text there is.
    ///
    /// - Parameter cleaning: takes out what no reader should see of a body's text.
    package static func of(
        standfirst: String, body: HTML, words limit: Int, cleaning: (String) -> String = { $0 }
    ) -> String {
        if !standfirst.isEmpty { return cut(standfirst, words: limit) }
        let opening = cut(cleaning(body.openingText()), words: limit)
        return opening.isEmpty ? cut(cleaning(body.text), words: limit) : opening
    }

    /// White space is folded: a card is one paragraph.
    package static func cut(_ text: String, words limit: Int) -> String {
        // Counted in half words, so that a character of an unspaced script is one and a spaced word two.
        let most = limit * 2
        var halves = 0
        var teaser = String.UnicodeScalarView()
        var pendingSpace = false
        var inWord = false
        for scalar in text.unicodeScalars {
            if isWhiteSpace(scalar) {
                pendingSpace = !teaser.isEmpty
                inWord = false
                continue
            }
            if isUnspaced(scalar) {
                // A mark that sits on the character before it is not a character.
                if scalar.properties.generalCategory != .nonspacingMark {
                    guard halves + 1 <= most else { return String(teaser) + " […]" }
                    halves += 1
                }
                inWord = false
            } else if !inWord {
                guard halves + 2 <= most else { return String(teaser) + " […]" }
                halves += 2
                inWord = true
            }
            if pendingSpace {
                teaser.append(" ")
                pendingSpace = false
            }
            teaser.append(scalar)
        }
        return String(teaser)
    }

    /// Words by the same rule, rounded up: for reading times.
    package static func wordCount(of text: String) -> Int {
        var halves = 0
        var inWord = false
        for scalar in text.unicodeScalars {
            if isWhiteSpace(scalar) {
                inWord = false
            } else if isUnspaced(scalar) {
                halves += 1
                inWord = false
            } else if !inWord {
                halves += 2
                inWord = true
            }
        }
        return (halves + 1) / 2
    }

    /// ASCII first: the tables of Unicode are ten times as slow.
    private static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80
            ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    /// Han, Kana, Bopomofo, Thai, Lao, Myanmar, Khmer, Tibetan and their punctuation. Not Hangul: Korean has spaces.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x0E00: false
        case 0x0E00...0x0EFF, 0x0F00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0x19E0...0x19FF, 0xAA60...0xAA7F: true
        case 0x2E80...0x2FDF, 0x3001...0x303F, 0x3040...0x312F, 0x31A0...0x31BF, 0x31F0...0x4DBF, 0x4E00...0x9FFF: true
        case 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF5F...0xFF9F: true
        case 0x1B000...0x1B16F, 0x20000...0x3FFFF: true
        default: false
        }
    }
}
