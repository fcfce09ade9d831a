import Content
import Editorial
import Site
import Storage
import TestSupport
import Testing

@testable import Editorial

@Suite("Colours, type and logo as settings", .everyEngine)
struct LookStyleTests {
    private func set(_ name: String, _ value: String, on magazine: TemporaryMagazine) throws {
        _ = try SettingsRequest.set(name, to: value).perform(on: magazine.store, monitor: ImportMonitor())
    }

    private func style(_ magazine: TemporaryMagazine) async throws -> (address: String, text: String) {
        let page = try await magazine.page("/").body
        let start = try #require(page.firstRange(of: "rel=\"stylesheet\" href=\"")).upperBound
        let address = String(page[start...].prefix { $0 != "\"" })
        return (address, try await magazine.page(address).body)
    }

    @Test("colours and faces stand behind the theme's style sheet, which gets another name; the page on dark screens has its own")
    func style() async throws {
        let magazine = try TemporaryMagazine { _ in }
        let before = try await style(magazine)
        try set("accent_color", "#0b5c4a", on: magazine)
        try set("headline_face", "sans", on: magazine)
        try set("text_face", "old-style", on: magazine)
        let after = try await style(magazine)
        #expect(after.address != before.address && after.text.hasPrefix(before.text))
        let rules = after.text.dropFirst(before.text.count)
        #expect(
            rules.hasPrefix(
                "@media screen{:root{--accent:#0b5c4a}}@media screen and (prefers-color-scheme:dark){:root{--accent:#"))
        #expect(
            rules.contains(":root,:root *{--serif:\"Iowan Old Style\"") && rules.contains(":root{--headline-face:-apple-system"))
        // Somebody has a page open that was made before.
        let old = try await magazine.page(before.address)
        #expect(old.status == 200 && old.body == after.text)
        for name in ["accent_color", "headline_face", "text_face"] {
            _ = try SettingsRequest.set(name, to: nil).perform(on: magazine.store, monitor: ImportMonitor())
        }
        #expect(try await style(magazine) == before)
    }

    @Test("a colour in which nobody could read is refused, and everything stays as it was")
    func refused() async throws {
        let magazine = try TemporaryMagazine { _ in }
        let before = try await style(magazine)
        for (name, value) in [
            ("accent_color", "#ffee00"), ("paper_color", "#222222"), ("accent_color_dark", "#101010"), ("accent_color", "red}"),
        ] {
            #expect(throws: SettingError.self, "\(name) \(value)") { try set(name, value, on: magazine) }
        }
        #expect(try await style(magazine) == before)
    }

    @Test(
        "a logo stands in the place of the name, which is its alt text, and is told to machines; only a picture of the magazine can be it"
    )
    func logo() async throws {
        let magazine = try TemporaryMagazine { transaction in
            _ = try transaction.savePicture("/pictures/logo.jpg", alt: "")
            try transaction.save(
                Upload(path: "/a.pdf", digest: "aa", size: 1, mediaType: "application/pdf", modifiedAt: Timestamp(stored: 0)))
        }
        for path in [
            "/pictures/none.jpg", "/a.pdf", "pictures/logo.jpg", "//elsewhere.example/logo.jpg", "https://x.example/l.jpg",
        ] {
            #expect(throws: SettingError.self, "\(path)") { try set("logo", path, on: magazine) }
        }
        try set("logo", "/pictures/logo.jpg", on: magazine)
        let page = try await magazine.page("/").body
        let masthead = try #require(page.firstRange(of: "<a class=\"name\" href=\"/\"><picture><img src=\"/images/"))
        #expect(
            page[masthead.upperBound...].prefix(300).contains(
                "alt=\"The Harbour Post\" width=\"1600\" height=\"900\"></picture></a>"))
        #expect(page.contains("\"logo\":\"https://m.example/pictures/logo.jpg\""))
    }

    @Test("the imprint stands at the foot; who found a weakness is told where to write, until a day less than a year ahead")
    func contact() async throws {
        let magazine = try TemporaryMagazine { _ in }
        #expect(try await magazine.page("/").body.contains("<small>© The Harbour Post</small>"))
        #expect(try await magazine.page("/.well-known/security.txt").status == 404)
        try set("imprint", "© 2026 Harbour & Sons", on: magazine)
        try set("security_contact", "mailto:security@m.example", on: magazine)
        #expect(try await magazine.page("/").body.contains("<small>© 2026 Harbour &amp; Sons</small>"))
        let file = try await magazine.page("/.well-known/security.txt")
        #expect(file.mediaType == "text/plain; charset=utf-8")
        let lines = file.body.split(separator: "\n")
        #expect(
            lines.first == "Contact: mailto:security@m.example"
                && lines.last == "Canonical: https://m.example/.well-known/security.txt")
        let expires = try #require(lines.first { $0.hasPrefix("Expires: ") }?.dropFirst(9))
        #expect(expires.hasSuffix("-01-01T00:00:00Z") || expires.hasSuffix("-07-01T00:00:00Z"))
        #expect(throws: SettingError.self) { try set("security_contact", "security@m.example", on: magazine) }
    }
}
