import Foundation
import Site
import Testing

@Suite("docs/themes.md")
struct ThemeTests {
    @Test("docs/themes.md has every file of the default theme, and no other")
    func filesAreDocumented() throws {
        let files = try Repository.files(in: "Themes/default").filter { $0 != "words" } + ["words/en.json"]
        #expect(files.contains("front.mustache"))
        let document = try ThemeTests.document()
        let listed = Set(document.sections.flatMap { $0.rows.compactMap { Document.code(in: $0[0]).first } })
        for file in files { #expect(listed.contains(file), "\(file) is in no table of docs/themes.md") }
        for file in listed where file.hasSuffix(".mustache") {
            #expect(files.contains(file), "docs/themes.md speaks of \(file), which is not in Themes/default")
        }
    }

    @Test("docs/themes.md has the pages and all that templates are given as ThemeContext has them")
    func contextIsDocumented() throws {
        let pages = ThemeContext.pages.map { page in
            "| `\(page.template).mustache` | \(page.shows) | \(page.names.map { "`\($0.name)`" }.joined(separator: ", ")) |\n"
        }
        try MadeText.expect(
            "| file | page | given besides what every page has |\n|---|---|---|\n" + pages.joined(), from: "the pages of a theme",
            in: "docs/themes.md")
        var sections = ["### On every page\n\n" + ThemeTests.table(of: ThemeContext.everywhere)]
        for object in ThemeContext.objects {
            let remark = object.remark.isEmpty ? "" : object.remark + "\n\n"
            sections.append("### `\(object.path)`: \(object.title)\n\n\(remark)\(ThemeTests.table(of: object.names))")
        }
        try MadeText.expect(
            sections.joined(separator: "\n"), from: "what templates are given", in: "docs/themes.md")
    }

    private static func table(of names: [ThemeContext.Name]) -> String {
        let rows = names.map { name in
            let type = name.type.rawValue + (name.isOptional ? " or nothing" : "")
            let example = name.example.isEmpty ? "" : "`\(name.example)` "
            return "| `\(name.name)` | \(type) | \(example)| \(name.remark.isEmpty ? "" : name.remark + " ")|\n"
        }
        return "| name | type | example | |\n|---|---|---|---|\n" + rows.joined()
    }

    @Test("docs/themes.md has the English words as they are")
    func wordsAreDocumented() throws {
        let english = try LanguageFile("en")
        let document = try ThemeTests.document()
        func rows(_ title: String) -> [String: String] {
            let rows = document.sections.first { $0.title.hasPrefix(title) }?.rows ?? []
            return Dictionary(rows.map { (Document.code(in: $0[0]).first ?? "", $0[1]) }) { first, _ in first }
        }
        let words = english.words.mapValues { $0["other", default: ""].replacing("\u{A0}", with: " ") }
        #expect(rows("`words`") == words.filter { !$0.value.contains("{") })
        #expect(rows("Words with places") == words.filter { $0.value.contains("{") })
    }

    static func document() throws -> Document { try Document(Repository.text("docs/themes.md")) }
}

/// The names of a template's context, found in text.
enum TemplateNames {
    /// Those that the tags of a template ask for: `page.title`.
    static func used(in template: String) -> Set<String> {
        var names: Set<String> = []
        for part in template.components(separatedBy: "{{").dropFirst() {
            let tag = part.components(separatedBy: "}}")[0]
            let name = tag.trimmingCharacters(in: CharacterSet(charactersIn: "#^&{ "))
            guard let first = tag.first, !"!>$<=/".contains(first), name != "." else { continue }
            names.insert(name)
        }
        return names
    }
}
