import Content
import Editorial
import Storage
import TestSupport
import Testing

@Suite("What editors have changed since an import", .everyEngine)
struct EditedHereTests {
    @Test("A76: an article that somebody has changed here stays as it is, whatever the next export has, and the ledger says so")
    func article() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1, "As exported"), .post(2, "Untouched")]))
        try edit(1, in: magazine) { $0.headline = HTML(escaping: "As edited") }
        let newer = WXRText([
            .post(1, "As exported later", body: "Other words") { item in
                item.comments = [WXRText.Comment(11, "A new comment")]
            }, .post(2, "Changed there"),
        ]).text
        for _ in 1...2 {
            let imported = try await magazine.importing(newer)
            let entry = try #require(imported.entries(.article, id: "1").first)
            #expect(entry.outcome == .changed && entry.reason.hasPrefix("somebody has changed it here since it was imported"))
            #expect(imported.entries(.article, id: "2").map(\.outcome) == [.imported])
            let page = try await magazine.page("/2020/01/item-1/").body
            #expect(page.contains("<h1>As edited</h1>") && !page.contains("Other words") && page.contains("A new comment"))
            #expect(try await magazine.page("/2020/01/item-2/").body.contains("<h1>Changed there</h1>"))
        }
        #expect(try magazine.problems() == [])
    }

    @Test("A76: what somebody has changed here is not spoken of where the export has nothing newer")
    func nothingNewer() async throws {
        let export = WXRText([.post(1, "As exported")])
        let magazine = try await TemporaryMagazine(export)
        try edit(1, in: magazine) { $0.headline = HTML(escaping: "As edited") }
        let imported = try await magazine.importing(export.text)
        #expect(imported.entries(.article, id: "1").map(\.outcome) == [.imported])
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("<h1>As edited</h1>"))
    }

    @Test("A76: an article that only imports have written is written again, as often as the old site changes it")
    func onlyImports() async throws {
        let magazine = try TemporaryMagazine()
        for number in 1...4 {
            let imported = try await magazine.importing(
                WXRText([.page(2, "Above"), .page(1, "Title \(number)") { $0.parent = 2 }]).text)
            #expect(imported.ledger.isComplete && imported.entries(.page, id: "1").map(\.outcome) == [.imported])
            #expect(try await magazine.page("/item-1/").body.contains("<h1>Title \(number)</h1>"))
        }
    }

    @Test("A76: words that somebody gave a picture here stay, and its new file and place are taken")
    func picture() async throws {
        func export(_ alt: String, _ caption: String) -> String {
            WXRText([.post(1), .attachment(5, "a.gif", alt: alt) { ($0.excerpt, $0.parent) = (caption, 1) }]).text
        }
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        try await magazine.importing(export("Of the old site", "Old"), uploads: magazine.folder["uploads"])
        try magazine.store.writeWaiting { transaction in
            var picture = try #require(try transaction.current.picture(1))
            picture.alt = "Of an editor"
            _ = try transaction.save(picture, as: 1)
        }
        for caption in ["New", "Newer"] {
            let imported = try await magazine.importing(
                export("Of the old site, later", caption), uploads: magazine.folder["uploads"])
            #expect(imported.entries(.attachment, id: "5").first?.reason.hasPrefix("somebody has changed its words here") == true)
            let page = try await magazine.page("/file-5/").body
            #expect(page.contains("alt=\"Of an editor\"") && !page.contains(caption))
        }
        // One that nobody has touched takes what is newer.
        let untouched = try TemporaryMagazine()
        for caption in ["Old", "New"] { try await untouched.importing(export("Alt", caption)) }
        #expect(try untouched.store.readWaiting { try $0.picture(1)?.caption.markup } == "New")
    }

    /// What the desk does when somebody saves an article.
    private func edit(_ oldID: Int, in magazine: TemporaryMagazine, _ change: (inout Article) -> Void) throws {
        try magazine.store.writeWaiting { transaction in
            let source = try transaction.source(url: "https://old.example")
            let id = try #require(try transaction.target(of: Origin(.item, String(oldID)), source: source)?.id)
            let view = try #require(try transaction.current.article(id))
            var article = Article()
            (article.kind, article.status, article.isListed) = (view.kind, .published, true)
            (article.slug, article.permalink, article.dated) = (view.slug, Permalink(view.path), view.dated)
            (article.headline, article.body, article.publishedAt) = (view.headline, view.body, view.publishedAt)
            change(&article)
            try transaction.update(id, to: article)
        }
    }
}
