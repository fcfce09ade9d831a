import Foundation

/// A file of words as JSON has it, read without the program's own reader.
struct LanguageFile {
    /// Each word's forms; a word without plural forms has `other` alone.
    private(set) var words: [String: [String: String]] = [:]
    private(set) var plurals: Set<String> = []
    /// `dates`, `lists`, `numbers`, each with its keys.
    private(set) var groups: [String: Set<String>] = [:]

    init(_ language: String) throws {
        let text = try Repository.text("Themes/default/words/\(language).json")
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
        for (name, value) in object {
            if let word = value as? String {
                words[name] = ["other": word]
            } else if let forms = value as? [String: String], forms["other"] != nil {
                words[name] = forms
                plurals.insert(name)
            } else if let group = value as? [String: Any] {
                groups[name] = Set(group.keys)
            }
        }
    }

    /// The places of a form: what stands in braces.
    static func places(_ form: String) -> Set<String> {
        Set(
            form.split(separator: "{").dropFirst(form.hasPrefix("{") ? 0 : 1).compactMap {
                $0.split(separator: "}").first.map(String.init)
            })
    }
}
