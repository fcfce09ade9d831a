/// How a magazine departs from its theme without touching it: colours, faces of type, a logo. Empty text leaves what the theme has.
package struct Look: Hashable, Sendable {
    /// Of links, kickers and marks.
    package var accent = ""
    /// The same on a dark ground; empty: a lighter form of `accent`.
    package var accentInTheDark = ""
    /// What the text stands on.
    package var paper = ""
    package var paperInTheDark = ""
    package var textFace = Face.theme
    package var headlineFace = Face.theme
    /// The path of a picture of the magazine, in the place of its name.
    package var logo = ""
    package var logoInTheDark = ""

    /// Faces that readers' systems have: nothing is loaded.
    package enum Face: String, Sendable, CaseIterable {
        case theme, serif, oldStyle = "old-style", sans, humanist
    }

    package init() {}

    /// What the default theme writes with and on; a colour that a magazine sets must be read beside them.
    package static let ink = "#1a1815"
    package static let inkInTheDark = "#ece8e1"
    package static let paper = "#fdfcf9"
    package static let paperInTheDark = "#151412"

    /// Why somebody could not read what has these colours: the end of a sentence, for the setting of that name.
    package func fault(of setting: String) -> String? {
        let ground = paper.isEmpty ? Look.paper : paper
        let dark = paperInTheDark.isEmpty ? Look.paperInTheDark : paperInTheDark
        switch setting {
        case "accent_color": return Look.fault(of: accent, on: ground, atLeast: 4.5, "words in it on the paper \(ground)")
        case "accent_color_dark":
            return Look.fault(of: accentInTheDark, on: dark, atLeast: 4.5, "words in it on the paper \(dark)")
        case "paper_color":
            return Look.fault(of: paper, on: Look.ink, atLeast: 10, "text on it")
                ?? Look.fault(of: accent, on: ground, atLeast: 4.5, "words in the accent_color \(accent) on it")
        case "paper_color_dark":
            return Look.fault(of: paperInTheDark, on: Look.inkInTheDark, atLeast: 10, "text on it")
                ?? Look.fault(
                    of: accentInTheDark, on: dark, atLeast: 4.5, "words in the accent_color_dark \(accentInTheDark) on it")
        default: return nil
        }
    }

    private static func fault(of color: String, on ground: String, atLeast ratio: Double, _ what: String) -> String? {
        guard let color = Color(color), let ground = Color(ground) else { return nil }
        let contrast = color.contrast(with: ground)
        guard contrast < ratio else { return nil }
        // Cut, not rounded: 4.47 is not 4.5.
        let tenths = Int(contrast * 10)
        return "\(what) would be too faint to read: their contrast is \(tenths / 10).\(tenths % 10) to 1, and must be "
            + "\(ratio == 10 ? "10" : "4.5") to 1"
    }
}
