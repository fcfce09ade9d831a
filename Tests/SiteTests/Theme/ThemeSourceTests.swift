import Foundation
import Site
import Storage
import TestSupport
import Testing

@Suite("A theme that is read again for every page")
struct ThemeSourceTests {
    private func body(_ site: Site, _ path: String = "/") async throws -> (status: Int, text: String) {
        guard case .page(let page) = try await site.answer(path: path) else { return (0, "") }
        return (page.status, String(decoding: page.bytes, as: UTF8.self))
    }

    private func text(_ site: Site, _ path: String = "/") async throws -> String { try await body(site, path).text }

    @Test(
        "a saved change is on the next page, whatever it is: a file of the same size, a new one, a word, a style, none any more")
    func reloaded() async throws {
        let magazine = try TemporaryMagazine()
        let folder = magazine.folder
        let site = Site(store: magazine.store, themes: try ThemeSource(reloading: folder["theme"]))
        let standard = try await text(site)
        #expect(standard.hasPrefix("<!DOCTYPE html>"))
        try folder.write("one", to: "theme/front.mustache")
        #expect(try await text(site) == "one")
        try folder.write("two", to: "theme/front.mustache")
        #expect(try await text(site) == "two")
        try folder.write("{{> extra}}{{words.newer}} {{style}}", to: "theme/front.mustache")
        try folder.write("more ", to: "theme/extra.mustache")
        let before = try await text(site)
        #expect(before.hasPrefix("more Newer /theme/style."))
        try folder.write("{\"newer\": \"Fresher\"}", to: "theme/words/en.json")
        try folder.write("a{}", to: "theme/style.css")
        let after = try await text(site)
        #expect(after.hasPrefix("more Fresher /theme/style.") && after.suffix(20) != before.suffix(20))
        let style = try #require(after.split(separator: " ").last.map(String.init))
        #expect(try await text(site, style) == "a{}")
        try FileManager.default.removeItem(atPath: folder["theme"])
        #expect(try await text(site) == standard)
    }

    @Test("a broken template is told in the place of the page, with its lines, and the page is back when it is mended")
    func broken() async throws {
        let magazine = try TemporaryMagazine()
        let site = Site(store: magazine.store, themes: try ThemeSource(reloading: magazine.folder["theme"]))
        try magazine.folder.write("<p>\n{{listing.headng}} & </p>\n{{page.titel}}\n", to: "theme/front.mustache")
        // Every page tells it: the theme is one thing.
        for path in ["/", "/nothing/"] {
            let (status, text) = try await body(site, path)
            #expect(status == 500)
            #expect(text.contains("<p>front.mustache:2:1: unknown name ‘listing.headng’; did you mean ‘listing.heading’?</p>"))
            #expect(text.contains("→ 2  {{listing.headng}} &amp; &lt;/p&gt;\n"))
            #expect(text.contains("front.mustache:3:1: unknown name ‘page.titel’"))
        }
        try magazine.folder.write("<p>{{listing.heading}}</p>", to: "theme/front.mustache")
        let mended = try await body(site)
        #expect(mended.status == 200 && mended.text == "<p>A new magazine</p>")
    }

    @Test("without it a theme stays as it was at the start")
    func fixed() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write("one", to: "theme/front.mustache")
        let site = Site(store: magazine.store, theme: try Theme(checking: magazine.folder["theme"]))
        try magazine.folder.write("{{broken", to: "theme/front.mustache")
        #expect(try await text(site) == "one")
    }
}
