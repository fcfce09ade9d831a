extension HTML {
    /// Text as markup. Not as the value of an attribute.
    package init(escaping text: String) {
        self.init(stored: HTML.escaped(text, isInQuotes: false))
    }

    /// A text as it stands between the double quotes of an attribute.
    package static func attribute(_ text: String) -> String { escaped(text, isInQuotes: true) }

    private static func escaped(_ text: String, isInQuotes: Bool) -> String {
        var markup = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": markup += "&amp;"
            case "<": markup += "&lt;"
            case ">": markup += "&gt;"
            case "\"" where isInQuotes: markup += "&quot;"
            case "\u{A0}": markup += "&nbsp;"
            default: markup.unicodeScalars.append(scalar)
            }
        }
        return markup
    }

    /// What stands where a headline is expected: it, or else the first words of what was written without one. A link needs a
    /// text, and an archive of twenty years has articles that have no title.
    package static func headline(stored markup: String, teaser: String) -> HTML {
        // Most begin with a letter. White space alone, `<br>`, and what has no width are no text that a person could follow.
        guard let first = markup.utf8.first, first.isASCIILetter || first.isASCIIDigit || HTML(stored: markup).isVisible else {
            return HTML(escaping: teaser.isEmpty ? "Untitled" : Teaser.cut(teaser, words: 8))
        }
        return HTML(stored: markup)
    }

    /// Whether a letter, a sign, a picture of a letter stands in its text.
    private var isVisible: Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator: false
            // U+2800, U+3164 and their like are shown as nothing.
            default: !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint && scalar.value != 0x2800
            }
        }
    }
}
