/// The words of a text as two pages that say the same have them in common: parted at white space, with quotation marks, dashes and dots in
/// one form, because WordPress sets them when it shows a text (`wptexturize`) and the source has what was typed.
package struct ComparedWords: Sendable, Equatable {
    package private(set) var words: [String] = []

    package init(_ text: String) {
        var word = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
                if !word.isEmpty { words.append(String(word)) }
                word.removeAll()
            // Marks that nobody sees: soft hyphen, zero width, direction, the variant of an emoji.
            case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF: break
            case 0x22, 0x27, 0x60, 0xAB, 0xB4, 0xBB, 0x2018...0x201F, 0x2032...0x2036, 0x2039, 0x203A:
                // Two single ones may stand for a double one.
                if word.last != "'" { word.append("'") }
            case 0x2D, 0x2010...0x2015, 0x2212: if word.last != "-" { word.append("-") }
            case 0x2026: word.append(contentsOf: "...".unicodeScalars)
            case 0xD7: word.append("x")
            default: word.append(scalar)
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        // A dash alone is a sign between words.
        words.removeAll { $0 == "-" || $0 == "'" }
    }

    /// How many of these words another text has too, each as often as it stands here, and the first of those it lacks.
    package func kept(in other: ComparedWords, namingMissing most: Int) -> (count: Int, missing: [String]) {
        var there: [String: Int] = [:]
        for word in other.words { there[word, default: 0] += 1 }
        var (count, missing) = (0, [String]())
        for word in words {
            if let left = there[word], left > 0 {
                there[word] = left - 1
                count += 1
            } else if missing.count < most {
                missing.append(word)
            }
        }
        return (count, missing)
    }
}
