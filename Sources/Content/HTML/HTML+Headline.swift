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
        guard markup.isEmpty else { return HTML(stored: markup) }
        return HTML(escaping: teaser.isEmpty ? "Untitled" : Teaser.cut(teaser, words: 8))
    }
}
