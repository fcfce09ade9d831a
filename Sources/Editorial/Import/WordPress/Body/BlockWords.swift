/// The few words that blocks of WordPress write themselves, in the languages that the theme has too; English in any other.
struct BlockWords: Sendable {
    let search: String
    let untitled: String
    let readMore: String
    private let by: String
    private let isEnglish: Bool

    init(language: String) {
        switch language.prefix(2).lowercased() {
        case "de": (search, untitled, readMore, by) = ("Suchen", "(kein Titel)", "Weiterlesen", "von ")
        case "fr": (search, untitled, readMore, by) = ("Rechercher", "(sans titre)", "Lire la suite", "par ")
        case "es": (search, untitled, readMore, by) = ("Buscar", "(sin título)", "Leer más", "por ")
        case "ar": (search, untitled, readMore, by) = ("بحث", "(بدون عنوان)", "إقرأ المزيد", "بواسطة ")
        default: (search, untitled, readMore, by) = ("Search", "(no title)", "Read more", "by ")
        }
        isEnglish = language.isEmpty || language.lowercased().hasPrefix("en")
    }

    func byline(_ name: String) -> String { by + name }

    /// `February 6, 2024`; in other languages as machines write it, which every reader understands.
    func day(_ date: String) -> String {
        let parts = date.prefix(10).split(separator: "-")
        guard isEnglish, parts.count == 3, let month = name(ofMonth: parts[1]), let day = Int(parts[2]) else {
            return String(date.prefix(10))
        }
        return "\(month) \(day), \(parts[0])"
    }

    /// `February 2024`, of `2024-02`
    func month(_ month: String) -> String {
        let parts = month.split(separator: "-")
        guard isEnglish, parts.count == 2, let name = name(ofMonth: parts[1]) else { return month }
        return "\(name) \(parts[0])"
    }

    private func name(ofMonth text: Substring) -> String? {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
            "December",
        ]
        guard let number = Int(text), names.indices.contains(number - 1) else { return nil }
        return names[number - 1]
    }
}
