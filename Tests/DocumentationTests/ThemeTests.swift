import Foundation
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

    @Test("every name that the default theme uses stands in docs/themes.md")
    func usedNamesAreDocumented() throws {
        let documented = try ThemeTests.names()
        for file in try Repository.files(in: "Themes/default") where file.hasSuffix(".mustache") {
            for name in TemplateNames.used(in: try Repository.text("Themes/default/\(file)")) {
                // That each word is there is another test's.
                for part in name.hasPrefix("words.") ? ["words"] : name.split(separator: ".") {
                    #expect(documented.contains(String(part)), "\(file) uses \(name), which docs/themes.md does not explain")
                }
            }
        }
    }

    @Test("every name that a page gives to a template stands in docs/themes.md")
    func givenNamesAreDocumented() throws {
        let documented = try ThemeTests.names()
        for file in try Repository.files(in: "Sources/Site/Pages") {
            let names = TemplateNames.given(by: try Repository.text("Sources/Site/Pages/\(file)"))
            for name in names {
                #expect(documented.contains(name), "\(file) gives \(name), which docs/themes.md does not explain")
            }
        }
        #expect(TemplateNames.given(by: try Repository.text("Sources/Site/Pages/Frame.swift")).contains("publication"))
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

    /// The names of the context: the headings that begin with one, and the first columns below, part by part.
    static func names() throws -> Set<String> {
        var names: Set<String> = []
        for section in try document().sections where section.title.hasPrefix("`") {
            let rows = section.title.hasPrefix("`words`") ? [] : section.rows
            for span in Document.code(in: section.title).prefix(1) + rows.flatMap({ Document.code(in: $0[0]) }) {
                names.formUnion(span.split(separator: ".").map { $0.hasSuffix("[]") ? String($0.dropLast(2)) : String($0) })
            }
        }
        return names
    }
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

    /// Those that Swift source puts into a dictionary: `"title": …` and `value["title"] =`.
    static func given(by source: String) -> Set<String> {
        var names: Set<String> = []
        let parts = source.components(separatedBy: "\"")
        for index in stride(from: 1, to: parts.count - 1, by: 2) {
            let isName = !parts[index].isEmpty && parts[index].allSatisfy { $0.isASCII && $0.isLetter }
            if isName, parts[index + 1].hasPrefix(": ") || parts[index + 1].hasPrefix("] = ") { names.insert(parts[index]) }
        }
        return names
    }
}
