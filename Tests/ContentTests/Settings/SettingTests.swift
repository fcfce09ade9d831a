import Content
import Testing

@Suite("Settings")
struct SettingTests {
    private func set(_ name: String, _ value: String) throws -> String {
        var publication = Publication()
        try Setting.named(name).set(value, in: &publication)
        return try Setting.named(name).value(in: publication)
    }

    @Test("each setting has a name of its own, a sentence, and an example that can be set and is not its default")
    func list() throws {
        #expect(Set(Setting.all.map(\.name)).count == Setting.all.count)
        for setting in Setting.all {
            #expect(setting.meaning.hasSuffix(".") && !setting.meaning.dropLast().contains(". "), "\(setting.name)")
            #expect(try set(setting.name, setting.example) == setting.example, "\(setting.name)")
            #expect(setting.example != setting.defaultValue, "\(setting.name)")
            // What a new magazine has could be set, too.
            #expect(try set(setting.name, setting.defaultValue) == setting.defaultValue, "\(setting.name)")
        }
    }

    @Test("each setting has a place of its own in the publication")
    func places() throws {
        for setting in Setting.all {
            var publication = Publication()
            try setting.set(setting.example, in: &publication)
            for other in Setting.all where other.name != setting.name {
                #expect(other.value(in: publication) == other.defaultValue, "\(setting.name) changes \(other.name)")
            }
        }
    }

    @Test(
        "a value is kept tidied",
        arguments: [
            ("name", "  The Harbour Post ", "The Harbour Post"), ("cards_per_page", " 24", "24"), ("cards_per_page", "+7", "7"),
            ("language", "KO_kr", "ko-KR"), ("base_url", "HTTPS://Magazine.Example/", "https://magazine.example"),
            ("base_url", "https://example.org/Blog//", "https://example.org/Blog"),
            ("base_url", "http://localhost:8080", "http://localhost:8080"),
            ("base_url", "https://KÄSE.example:81/käse", "https://xn--kse-qla.example:81/käse"),
            ("base_url", "http://[::1]:8080/x", "http://[::1]:8080/x"), ("name", "می‌خواهم", "می‌خواهم"),
        ])
    func tidied(_ name: String, _ written: String, _ kept: String) throws {
        #expect(try set(name, written) == kept)
    }

    @Test(
        "a value that cannot be is refused in a sentence",
        arguments: [
            ("cards_per_page", "0", "cards_per_page cannot be “0”: it is a whole number from 1 to 100."),
            ("cards_per_page", "101", "whole number from 1 to 100"), ("cards_per_page", "", "whole number"),
            ("cards_per_page", "99999999999999999999", "whole number"), ("teaser_words", "-1", "from 1 to 1000"),
            ("teaser_words", "12.5", "from 1 to 1000"),
            ("language", "english language", "it is no language tag as BCP 47 has them: en, ko-KR, zh-Hant."),
            ("name", " ", "it must say something"), ("name", String(repeating: "x", count: 201), "longer than 200 characters"),
            ("tagline", "a\u{1B}[2J", "without control characters"), ("tagline", "a\nb", "one line of text"),
            ("name", "evil \u{202E}txet", "without control characters"),
            ("base_url", "magazine.example", "it begins with https:// or http://"),
            ("base_url", "ftp://x.example", "begins with"),
            ("base_url", "https://x.example/?p=1", "neither a query (?) nor a fragment (#)"),
            ("base_url", "https://x.example#a", "fragment"),
            ("base_url", "https://", "no host"), ("base_url", "https://a b.example", "no host"),
            ("base_url", "https://:80", "no host"),
            ("base_url", "https://u:p@x.example", "user or a password"), ("base_url", "https://x.example:99999", "its port"),
            ("base_url", "https://x.example:", "its port"),
            ("base_url", "https://kä se.example", "none that the network can know"),
            ("base_url", "https://\(String(repeating: "ä", count: 64)).example", "none that the network can know"),
            ("base_url", "https://x.example/../a", "its path"), ("base_url", "https://x.example/a b", "its path"),
            ("base_url", "https://x.example/a//b", "its path"), ("base_url", "https://[zz]", "no host"),
            ("base_url", "https://[::1", "no host"),
        ])
    func refused(_ name: String, _ value: String, _ sentence: String) throws {
        let error = #expect(throws: SettingError.self) { try set(name, value) }
        #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
    }

    @Test("a name that is none is answered with the nearest one")
    func unknown() {
        let error = #expect(throws: SettingError.self) { try Setting.named("card_per_page") }
        #expect(
            error?.description
                == "There is no setting ‘card_per_page’; did you mean ‘cards_per_page’? All of them: stet settings list")
        #expect(throws: SettingError.unknown("xyzzy")) { try Setting.named("xyzzy") }
        #expect(SettingError.unknown("xyzzy").description == "There is no setting ‘xyzzy’. All of them: stet settings list")
    }

    @Test("what is stored and is not of the type leaves a page as it was, and a number goes to the end of its range")
    func restored() throws {
        var publication = Publication()
        let cards = try Setting.named("cards_per_page")
        cards.restore("many", in: &publication)
        #expect(publication.cardsPerPage == 12)
        cards.restore("1000", in: &publication)
        #expect(publication.cardsPerPage == 100)
    }
}
