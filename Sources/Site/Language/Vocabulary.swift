import Content

/// The words of a theme in all its languages.
struct Vocabulary: Sendable {
    /// By the tag of a language in lower case, whole: looking one up makes nothing.
    private let languages: [String: Words]
    /// For all other languages.
    let english: Words
    /// The files that were read, those of the magazine's own folder after those they add to.
    private let files: [WordsFile]
    private let surroundings = SurroundingsCache()

    /// - Parameters:
    ///   - files: the default theme's, by name.
    ///   - overriding: the magazine's own; each of its words stands in for the default's.
    init(_ files: [String: [UInt8]], overriding: [String: [UInt8]]) throws(ThemeError) {
        let defaults = try Vocabulary.read(files)
        let own = try Vocabulary.read(overriding)
        guard let reference = defaults.first(where: { $0.language == LanguageTag.english }) else {
            throw .words(file: "words/en.json", "It is missing.")
        }
        for file in defaults + own { try Vocabulary.check(file, against: reference) }
        var byTag: [String: [WordsFile]] = [:]
        // The nearest first; what a file is for by its name comes before what it is for besides.
        for group in [own, defaults] {
            for file in group { byTag[file.language.text, default: []].append(file) }
            for file in group { for tag in file.alsoFor { byTag[tag.text, default: []].append(file) } }
        }
        let base = byTag[LanguageTag.english.text] ?? []
        var languages: [String: Words] = [:]
        for (tag, first) in byTag {
            guard let tag = LanguageTag(tag) else { continue }
            let chain = first + tag.lookup.dropFirst().flatMap { byTag[$0] ?? [] } + base
            languages[tag.text] = Words(chain, for: tag)
        }
        self.files = defaults + own
        self.languages = languages
        english = Words(base, for: LanguageTag.english, isStandIn: true)
    }

    /// The words of a language, `de-AT`: its own, else those of `de`, else English ones.
    func words(in language: String) -> Words { found(language) ?? english }

    /// The same; nil where there are none in that language.
    func found(_ language: String) -> Words? {
        guard let tag = LanguageTag(language) else { return nil }
        return tag.lookup.lazy.compactMap { languages[$0] }.first
    }

    /// What stands around the content of a page in a language; made once for each.
    func surroundings(in language: String) -> Surroundings {
        surroundings.value(for: language) {
            let found = found(language)
            let words = found ?? english
            return Surroundings(
                words: words, value: words.value(in: found == nil ? LanguageTag.english.text : language),
                direction: Publication.isRightToLeft(language) ? "rtl" : "ltr")
        }
    }

    /// What a language's words lack and readers would see in English, by name; dates would be numbers.
    func missing(in language: String) -> [String] {
        guard let tag = LanguageTag(language) else { return [] }
        let own = files.filter { file in ([file.language] + file.alsoFor).contains { tag.lookup.contains($0.text) } }
        let known = own.reduce(into: Set<String>()) { $0.formUnion($1.entries.keys) }
        let words = files.filter { $0.language == .english }.reduce(into: Set<String>()) { $0.formUnion($1.entries.keys) }
        let dates = own.reversed().reduce(DateWords()) { $0.filled(from: $1.dates) }
        return words.subtracting(known).sorted() + dates.missing.map { "dates.\($0)" }
    }

    private static func read(_ files: [String: [UInt8]]) throws(ThemeError) -> [WordsFile] {
        var read: [WordsFile] = []
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { read.append(try WordsFile(name: name, bytes: bytes)) }
        return read
    }

    /// A word of another language has English's places and no others, and a plural where English has one.
    private static func check(_ file: WordsFile, against reference: WordsFile) throws(ThemeError) {
        for (name, entry) in file.entries.sorted(by: { $0.key < $1.key }) {
            do throws(WordsFile.Fault) {
                let known = reference.entries[name]
                switch (known, entry) {
                case (.text, .plural): throw WordsFile.Fault(reason: "is one text, without plural forms")
                case (.plural, .text):
                    throw WordsFile.Fault(reason: "has plural forms: {\"one\": \"…\", \"other\": \"…\"}")
                default: break
                }
                try WordsFile.check(entry.places, known?.places ?? [])
            } catch {
                throw .words(file: file.name, "‘\(name)’ \(error.reason).")
            }
        }
    }
}
