import Content

/// What stands between the names of a list in one language, as its file has it: CLDR's list patterns, without the names.
struct ListWords: Hashable, Sendable {
    /// Between two of three or more: `, `.
    private(set) var separator: String?
    /// Before the last of three or more: ` and `.
    private(set) var last: String?
    /// Between two.
    private(set) var two: String?

    init() {}

    init(_ object: [String: WordsFile.Value]) throws(WordsFile.Fault) {
        for (name, value) in object {
            switch name {
            case "separator": separator = try value.text()
            case "last": last = try value.text()
            case "two": two = try value.text()
            default: throw WordsFile.Fault(reason: "is wrong: ‘\(name)’ means nothing here")
            }
        }
    }

    func filled(from other: ListWords) -> ListWords {
        var lists = self
        lists.separator = separator ?? other.separator
        lists.last = last ?? other.last
        lists.two = two ?? other.two
        return lists
    }

    /// What stands before each name; the first has nothing before it.
    func joints(_ names: [String], in language: LanguageTag) -> [String] {
        names.indices.map { index in
            guard index > 0 else { return "" }
            guard index == names.count - 1 else { return separator ?? ", " }
            let joint = (names.count == 2 ? two : last) ?? " "
            return language.primary == "es" ? ListWords.spanish(joint, before: names[index]) : joint
        }
    }

    /// `y` is `e` before the sound of `i`: `Ana e Inés`, `Ana e Hilario`, but `Ana y Hierro`
    /// (Diccionario panhispánico de dudas, s. v. y; ICU does the same).
    private static func spanish(_ joint: String, before name: String) -> String {
        guard joint == " y " else { return joint }
        var letters = name.lowercased().unicodeScalars.drop { !$0.properties.isAlphabetic }[...]
        let hasH = letters.first == "h"
        if hasH { letters = letters.dropFirst() }
        let next = letters.dropFirst().first
        switch letters.first {
        case "i", "í": return hasH && (next == "a" || next == "e") ? joint : " e "
        // `Yves` sounds so, `Yara` does not.
        case "y" where !hasH: return next.map { "aeiouáéíóúü".unicodeScalars.contains($0) } == false ? " e " : joint
        default: return joint
        }
    }
}
