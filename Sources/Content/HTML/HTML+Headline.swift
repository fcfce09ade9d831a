extension HTML {
    /// Text as the value of an attribute, without its quotes: a quote in it would end the value.
    package static func attribute(_ text: String) -> String {
        HTML(escaping: text).markup.replacing("\"", with: "&quot;")
    }

    /// Text as markup. Not as the value of an attribute.
    package init(escaping text: String) {
        var markup = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": markup += "&amp;"
            case "<": markup += "&lt;"
            case ">": markup += "&gt;"
            case "\u{A0}": markup += "&nbsp;"
            default: markup.unicodeScalars.append(scalar)
            }
        }
        self.init(stored: markup)
    }

    /// What stands where a headline is expected: it, or else the first words of what was written without one. A link needs a
    /// text, and an archive of twenty years has articles that have no title.
    package static func headline(stored markup: String, teaser: String) -> HTML {
        guard markup.isEmpty else { return HTML(stored: markup) }
        return HTML(escaping: teaser.isEmpty ? "Untitled" : Teaser.cut(teaser, words: 8))
    }
}
