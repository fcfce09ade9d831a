import Content

#if canImport(FoundationEssentials)
    private import FoundationEssentials
#else
    private import Foundation
#endif

/// One language's words as its file has them: `words/de.json`. Everything in it may be missing; what is there is sound.
struct WordsFile: Sendable {
    /// A word: one text, or one for each plural category.
    enum Entry: Sendable {
        case text(WordPattern)
        case plural([PluralCategory: WordPattern])

        var places: Set<String> {
            switch self {
            case .text(let pattern): pattern.places
            case .plural(let forms): forms.values.reduce(into: []) { $0.formUnion($1.places) }
            }
        }
    }

    /// `words/de.json`
    let name: String
    /// `de`
    let language: LanguageTag
    /// Other languages that it is for: a region's words are often several regions'.
    private(set) var alsoFor: [LanguageTag] = []
    private(set) var entries: [String: Entry] = [:]
    private(set) var dates = DateWords()
    private(set) var lists = ListWords()
    private(set) var numbers = NumberWords()

    /// - Parameter name: with its folder, for messages: `words/de.json`.
    init(name: String, bytes: [UInt8]) throws(ThemeError) {
        self.name = name
        let tag = name.split(separator: "/").last.map { $0.hasSuffix(".json") ? String($0.dropLast(5)) : String($0) } ?? ""
        guard let language = LanguageTag(tag) else {
            throw .words(file: name, "The file is not named for a language, as in ‘de.json’ or ‘de-AT.json’.")
        }
        self.language = language
        guard let found = try? JSONDecoder().decode([String: Value].self, from: Data(bytes)) else {
            throw .words(file: name, "It is not a JSON object of words: {\"newer\": \"Newer\", …}.")
        }
        for (key, value) in found.sorted(by: { $0.key < $1.key }) {
            do throws(Fault) {
                switch key {
                case "alsoFor":
                    alsoFor = try value.list().map { tag throws(Fault) in try Fault.unless(LanguageTag(tag), "is no language tag")
                    }
                case "dates": dates = try DateWords(value.object())
                case "lists": lists = try ListWords(value.object())
                case "language", "direction": throw Fault(reason: "is no word: templates get the words' language by this name")
                case "numbers": numbers = try NumberWords(value.object())
                default: entries[key] = try value.entry()
                }
            } catch {
                throw .words(file: name, "‘\(key)’ \(error.reason).")
            }
        }
    }

    /// What is wrong with one word.
    struct Fault: Error {
        let reason: String

        static func unless<Wanted>(_ value: Wanted?, _ reason: String) throws(Fault) -> Wanted {
            guard let value else { throw Fault(reason: reason) }
            return value
        }
    }

    /// A value of the JSON.
    enum Value: Decodable {
        case text(String)
        case number(Int)
        case list([String])
        case object([String: Value])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else if let list = try? container.decode([String].self) {
                self = .list(list)
            } else {
                // No words are nested deeper than this.
                guard decoder.codingPath.count < 4 else {
                    throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "too deep"))
                }
                self = .object(try container.decode([String: Value].self))
            }
        }

        func text() throws(Fault) -> String {
            guard case .text(let text) = self else { throw Fault(reason: "is not a text") }
            return text
        }

        func list() throws(Fault) -> [String] {
            guard case .list(let list) = self else { throw Fault(reason: "is not a list of texts") }
            return list
        }

        func object() throws(Fault) -> [String: Value] {
            guard case .object(let object) = self else { throw Fault(reason: "is not an object") }
            return object
        }

        /// A text whose places are all among those named.
        func pattern(with places: Set<String>) throws(Fault) -> WordPattern {
            let pattern = try self.pattern()
            try WordsFile.check(pattern.places, places)
            return pattern
        }

        func pattern() throws(Fault) -> WordPattern {
            try Fault.unless(WordPattern(try text()), "has a brace that belongs to no place such as {count}")
        }

        func entry() throws(Fault) -> Entry {
            guard case .object(let forms) = self else { return .text(try pattern()) }
            var plural: [PluralCategory: WordPattern] = [:]
            for (name, form) in forms.sorted(by: { $0.key < $1.key }) {
                let category = try Fault.unless(
                    PluralCategory(rawValue: name),
                    "has the form ‘\(name)’; there are \(PluralCategory.allCases.map { "‘\($0.rawValue)’" }.joined(separator: ", "))"
                )
                plural[category] = try form.pattern()
            }
            guard plural[.other] != nil else { throw Fault(reason: "lacks the form ‘other’") }
            return .plural(plural)
        }
    }

    /// Refuses a place that nothing will ever fill.
    static func check(_ places: Set<String>, _ known: Set<String>) throws(Fault) {
        guard let unknown = places.subtracting(known).min() else { return }
        let list = known.sorted().map { "{\($0)}" }.joined(separator: ", ")
        throw Fault(reason: "has the place {\(unknown)}; " + (known.isEmpty ? "it has no places" : "it may have \(list)"))
    }
}
