/// The quotation marks of a language, as WordPress's translations have them.
///
/// Languages whose translators left the English ones, and those that are not here, have the English ones: that is what their
/// readers have seen.
struct TypographicMarks: Sendable {
    let openingDouble: [UInt8]
    let closingDouble: [UInt8]
    let openingSingle: [UInt8]
    let closingSingle: [UInt8]
    let apostrophe = Array("\u{2019}".utf8)
    let prime = Array("\u{2032}".utf8)
    let doublePrime = Array("\u{2033}".utf8)

    init(language: String) {
        let name = language.lowercased()
        let marks: (String, String, String, String)
        if name == "de-ch" || name == "de_ch" {
            marks = ("«", "»", "‹", "›")
        } else if name.hasPrefix("de") || name.hasPrefix("cs") || name.hasPrefix("sk") || name.hasPrefix("sl") {
            marks = ("„", "“", "‚", "‘")
        } else if name.hasPrefix("fr") {
            marks = ("«\u{A0}", "\u{A0}»", "‘", "’")
        } else if name.hasPrefix("pl") || name.hasPrefix("ro") || name.hasPrefix("hu") {
            marks = ("„", "”", "‚", "’")
        } else {
            marks = ("“", "”", "‘", "’")
        }
        openingDouble = Array(marks.0.utf8)
        closingDouble = Array(marks.1.utf8)
        openingSingle = Array(marks.2.utf8)
        closingSingle = Array(marks.3.utf8)
    }
}
