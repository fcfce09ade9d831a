import Foundation
import Testing

@Suite("The words of the default theme")
struct WordsTests {
    /// The languages that are whole; a file such as `de-AT` has only what is different there.
    static let languages = ["ar", "de", "es", "fr"]

    @Test("every word that a template asks for is an English word without places")
    func templatesUseWords() throws {
        let english = try LanguageFile("en")
        for file in try Repository.files(in: "Themes/default") where file.hasSuffix(".mustache") {
            for name in TemplateNames.used(in: try Repository.text("Themes/default/\(file)"))
            where name.hasPrefix("words.") && !["words.language", "words.direction"].contains(name) {
                let word = english.words[String(name.dropFirst("words.".count))]
                #expect(word?["other"].map(LanguageFile.places) == [], "\(file) uses \(name)")
            }
        }
        #expect(english.words.count > 40)
    }

    @Test(
        "every language has exactly the English words, with their places and the plural forms that it needs", arguments: languages
    )
    func languagesAreWhole(_ language: String) throws {
        let (english, own) = (try LanguageFile("en"), try LanguageFile(language))
        #expect(Set(own.words.keys) == Set(english.words.keys))
        #expect(own.plurals == english.plurals)
        for (name, forms) in own.words {
            #expect(
                LanguageFile.places(forms["other", default: ""]) == LanguageFile.places(english.words[name]?["other"] ?? ""),
                "\(name)")
        }
        // As CLDR has them for whole numbers.
        let needed: Set<String> =
            switch language {
            case "ar": ["zero", "one", "two", "few", "many", "other"]
            case "es", "fr": ["one", "many", "other"]
            default: ["one", "other"]
            }
        for name in own.plurals { #expect(Set(own.words[name, default: [:]].keys) == needed, "\(name)") }
        for group in ["dates", "lists", "numbers"] {
            #expect(own.groups[group, default: []].subtracting(["periods"]) == english.groups[group], "\(group)")
        }
    }

    @Test("each file of the default theme\u{2019}s words is in the program")
    func filesAreEmbedded() throws {
        let assets = try Repository.text("Sources/CAssets/assets.c")
        for file in try Repository.files(in: "Themes/default/words") {
            #expect(assets.contains("ASSET(\"words/\(file)\""), "\(file)")
        }
    }

    @Test("French has its narrow space before a colon and a question mark, and nobody has straight quotes")
    func typography() throws {
        for (name, forms) in try LanguageFile("fr").words {
            for form in forms.values {
                for sign in [":", "?", "!", ";"] where form.contains(sign) {
                    #expect(form.contains("\u{202F}\(sign)") && !form.contains(" \(sign)"), "\(name)")
                }
            }
        }
        for language in WordsTests.languages + ["en"] {
            for (name, forms) in try LanguageFile(language).words {
                #expect(forms.values.allSatisfy { !$0.contains("'") && !$0.contains("\"") && !$0.contains("...") }, "\(name)")
            }
        }
        for (name, forms) in try LanguageFile("ar").words {
            #expect(forms.values.allSatisfy { !$0.contains(",") && !$0.contains("?") && !$0.contains(";") }, "\(name)")
        }
    }
}
