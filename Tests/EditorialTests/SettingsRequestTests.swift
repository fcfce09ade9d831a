import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@testable import Editorial

@Suite("Settings by command", .everyEngine)
struct SettingsRequestTests {
    private let long = (1...60).map { "word\($0)" }.joined(separator: " ")

    private func perform(_ request: SettingsRequest, on magazine: TemporaryMagazine) throws -> String {
        try request.perform(on: magazine.store, monitor: ImportMonitor()).report
    }

    /// The sentence of a refusal.
    private func refusal(_ name: String, _ value: String, on magazine: TemporaryMagazine) -> String {
        let error = #expect(throws: SettingError.self) { try perform(.set(name, to: value), on: magazine) }
        return error?.description ?? ""
    }

    @Test("a setting that is set is what get prints and what the next page has; unset, it is as in a new magazine")
    func setAndUnset() async throws {
        let magazine = try TemporaryMagazine()
        #expect(try perform(.get("name"), on: magazine) == "A new magazine\n")
        #expect(
            try perform(.set("name", to: "The Harbour Post"), on: magazine)
                == "name is “The Harbour Post” now; it was “A new magazine”.\n")
        #expect(try perform(.get("name"), on: magazine) == "The Harbour Post\n")
        #expect(try await magazine.page("/").body.contains("<title>The Harbour Post</title>"))
        #expect(try perform(.set("name", to: "The Harbour Post"), on: magazine) == "name is “The Harbour Post” already.\n")
        #expect(try perform(.set("name", to: nil), on: magazine) == "name is “A new magazine” now; it was “The Harbour Post”.\n")
        #expect(try await magazine.page("/").body.contains("<title>A new magazine</title>"))
    }

    @Test("the list has every setting with value, default and meaning, in lines no longer than the terminal's")
    func list() throws {
        let magazine = try TemporaryMagazine()
        _ = try perform(.set("tagline", to: "Tides, boats, bread and news from Lodvær"), on: magazine)
        for width in [80, 120] {
            let lines = try perform(.list(width: width), on: magazine).split(separator: "\n")
            #expect(lines[0].hasPrefix("name ") && lines[0].contains("value") && lines[0].contains("default"))
            for setting in Setting.all { #expect(lines.contains { $0.hasPrefix(setting.name + " ") }, "\(setting.name)") }
            #expect(lines.allSatisfy { $0.count <= width }, "\(width): \(lines.first { $0.count > width } ?? "")")
            #expect(lines.contains { $0.hasPrefix("tagline ") && $0.contains("Tides, boats,") })
        }
        struct Entry: Decodable {
            var name, value, type, meaning: String
            var `default`: String
        }
        let json = try JSONDecoder().decode([Entry].self, from: Data(perform(.listAsJSON, on: magazine).utf8))
        #expect(json.map(\.name) == Setting.all.map(\.name))
        #expect(json.first { $0.name == "tagline" }?.value == "Tides, boats, bread and news from Lodvær")
        #expect(json.first { $0.name == "cards_per_page" }?.default == "12")
    }

    @Test("teasers of another length are cut anew at once, of articles from WordPress and from a folder")
    func teaserWords() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(
            WXRText([
                .post(1, "One", body: "<p>[unknown id=1] \(long)</p>"),
                .post(2, "Short", body: "<p>Four words stand whole.</p>"),
                .post(3, "Draft", body: long) { $0.status = "draft" },
            ]).text)
        try magazine.folder.write("---\ntitle: Two\ndate: 2020-02-01\n---\n\(long)\n", to: "folder/content/articles/two.md")
        try await magazine.importing(folder: magazine.folder["folder"])
        let upTo35 = (1...35).map { "word\($0)" }.joined(separator: " ") + " […]"
        #expect(try await magazine.page("/").body.components(separatedBy: upTo35).count == 3)
        #expect(try perform(.set("teaser_words", to: "5"), on: magazine).contains("3 teasers were cut anew."))
        let page = try await magazine.page("/").body
        #expect(page.components(separatedBy: "<p class=\"teaser\">word1 word2 word3 word4 word5 […]</p>").count == 3)
        #expect(page.contains("Four words stand whole.") && !page.contains("word6"))
        // And back to the letter.
        _ = try perform(.set("teaser_words", to: nil), on: magazine)
        #expect(try await magazine.page("/").body.components(separatedBy: upTo35).count == 3)
        #expect(try magazine.problems() == [])
    }

    @Test("a page size that is set rules the next listing")
    func cardsPerPage() async throws {
        let magazine = try await TemporaryMagazine(WXRText((1...5).map { .post($0) }))
        #expect(try await magazine.page("/page/2/").status == 404)
        _ = try perform(.set("cards_per_page", to: "2"), on: magazine)
        #expect(try await magazine.page("/page/3/").status == 200)
    }

    @Test("scheme and host of base_url can change at any time, its path only as long as nothing has an address")
    func baseURL() async throws {
        let magazine = try TemporaryMagazine()
        _ = try perform(.set("base_url", to: "https://new.example/blog"), on: magazine)
        #expect(try await magazine.page("/blog/").status == 200)
        _ = try perform(.set("base_url", to: "https://old.example"), on: magazine)
        try await magazine.importing(WXRText([.post(1, "One")]).text)
        _ = try perform(.set("base_url", to: "https://moved.example/"), on: magazine)
        #expect(
            try await magazine.page("/2020/01/item-1/").body.contains(
                "<link rel=\"canonical\" href=\"https://moved.example/2020/01/item-1/\">"))
        let sentence = refusal("base_url", "https://moved.example/blog", on: magazine)
        #expect(sentence.contains("every address of this magazine lies below /, and none would answer below /blog/"))
        #expect(try perform(.get("base_url"), on: magazine) == "https://moved.example\n")
    }

    @Test("a menu, a time zone and a name that are not there are refused with the nearest one")
    func nearest() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.store.writeWaiting { transaction in
            let menu = try transaction.save(Menu(slug: "harbour", name: "Harbour"))
            _ = try transaction.save(
                Menu.Entry(label: "Boats", target: .address("/boats/"), parentID: nil, position: 1), menu: menu)
        }
        let sentence = refusal("menu", "harbor", on: magazine)
        #expect(
            sentence == "menu cannot be “harbor”: it is no menu of this magazine; did you mean ‘harbour’?; there are harbour.")
        _ = try perform(.set("menu", to: "harbour"), on: magazine)
        #expect(try await magazine.page("/").body.contains("<a href=\"/boats/\">Boats</a>"))
        #expect(refusal("time_zone", "Europe/Olso", on: magazine).contains("did you mean ‘Europe/Oslo’?"))
        _ = try perform(.set("time_zone", to: "Europe/Oslo"), on: magazine)
        let error = #expect(throws: SettingError.self) { try perform(.get("languge"), on: magazine) }
        #expect(error?.description.contains("did you mean ‘language’?") == true)
    }

    @Test("a change is one commit that touches who reads the setting; a refusal and a value that stays are none")
    func changeLog() throws {
        let magazine = try TemporaryMagazine()
        func commits() throws -> [String] {
            try magazine.store.writeWaiting { try $0.connection.rows("SELECT touched FROM change ORDER BY id") { $0.text(0) } }
        }
        _ = try perform(.set("cards_per_page", to: "20"), on: magazine)
        #expect(try commits() == ["L"])
        _ = try perform(.set("cards_per_page", to: "20"), on: magazine)
        _ = refusal("cards_per_page", "0", on: magazine)
        #expect(try commits() == ["L"])
    }

    @Test("what an import brings and cannot be stays as it was, and the ledger says so")
    func adopted() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(
            "name: The\\n  Post\nlanguage: plain english\nbase_url: magazine.example\ntime_zone: Europe/Nowhere\ncards_per_page: 500\n",
            to: "folder/publication.yaml")
        try magazine.folder.write("---\ntitle: One\ndate: 2020-02-01\n---\nText.\n", to: "folder/content/one.md")
        let notes = try await magazine.importing(folder: magazine.folder["folder"]).file.notes
        for name in ["language", "base_url", "time_zone", "cards_per_page"] {
            #expect(notes.contains { $0.hasPrefix("\(name) cannot be “") && $0.contains("It stays “") }, "\(name): \(notes)")
        }
        let publication = try magazine.store.readWaiting { try $0.publication() }
        #expect(publication.language == "en" && publication.cardsPerPage == 12 && publication.timeZone == "UTC")
    }
}
