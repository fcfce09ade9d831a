import Content

/// The words around the content in one language, whole: what its own files lack is English.
struct Words: Sendable {
    /// A word, with the language it is really in.
    private struct Word: Sendable {
        let entry: WordsFile.Entry
        let language: LanguageTag
    }

    let language: LanguageTag
    private var words: [String: Word] = [:]
    private var lists = ListWords()
    private var numbers = NumberWords()
    private(set) var dates: PrintedDate
    /// For templates: the words that stand for themselves, without a place or a plural.
    private var plain: [String: TemplateValue] = [:]

    /// - Parameters:
    ///   - files: the nearest first: `de-AT`, `de`, `en`.
    ///   - isStandIn: whether they are for readers of a language that has none: they get dates in numbers.
    init(_ files: [WordsFile], for language: LanguageTag, isStandIn: Bool = false) {
        self.language = language
        var dateWords = DateWords()
        for file in files {
            for (name, entry) in file.entries where words[name] == nil {
                words[name] = Word(entry: entry, language: file.language)
            }
            lists = lists.filled(from: file.lists)
            numbers = numbers.filled(from: file.numbers)
            // English months in a Dutch sentence would be worse than numbers.
            if file.language.primary == language.primary, !isStandIn { dateWords = dateWords.filled(from: file.dates) }
        }
        dates = PrintedDate(dateWords)
        plain = words.compactMapValues { word in
            guard case .text(let pattern) = word.entry, pattern.places.isEmpty else { return nil }
            return .text(pattern.source)
        }
    }

    /// The words as a template gets them, with the language they are in: `words.newer`, `words.language`.
    ///
    /// - Parameter language: what they were looked up by, `de-AT`, which may say more than the name of their file.
    func value(in language: String) -> TemplateValue {
        var value = plain
        value["language"] = .text(language)
        value["direction"] = .text(Publication.isRightToLeft(language) ? "rtl" : "ltr")
        return .object(value)
    }

    /// A word as it is, or with what stands in its places; empty where there is none.
    func text(_ name: String, _ values: [String: String] = [:]) -> String {
        guard case .text(let pattern) = words[name]?.entry else { return "" }
        return pattern.filled(values)
    }

    /// The form of a word that goes with a count, which stands in its place `{count}`.
    func text(_ name: String, count: Int, _ values: [String: String] = [:]) -> String {
        guard let word = words[name], case .plural(let forms) = word.entry else { return "" }
        var values = values
        values["count"] = number(count)
        let form = forms[PluralCategory(of: count, in: word.language)] ?? forms[.other]
        return form?.filled(values) ?? ""
    }

    /// `1,234`
    func number(_ number: Int) -> String { numbers.whole(number) }

    /// `2.3 MB`, in thousands of thousands of bytes.
    func size(_ bytes: Int64) -> String {
        let kilobytes = max(1, Int(clamping: bytes / 1000) + (bytes % 1000 >= 500 ? 1 : 0))
        if kilobytes < 1000 { return text("kilobytes", ["size": number(kilobytes)]) }
        let tenths = kilobytes / 100
        if tenths < 10_000 { return text("megabytes", ["size": numbers.tenths(tenths)]) }
        return text("gigabytes", ["size": numbers.tenths(tenths / 1000)])
    }

    /// `A`, `A and B`, `A, B and C`
    func list(_ names: [String]) -> String {
        zip(joints(names), names).map { $0 + $1 }.joined()
    }

    /// What stands before each name of a list: nothing, `, `, ` and `.
    func joints(_ names: [String]) -> [String] { lists.joints(names, in: language) }
}
