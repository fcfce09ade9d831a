import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("stet import undo", .everyEngine)
struct UndoneImportTests {
    private static let terms = [
        WXRText.author("anna", "Anna"), WXRText.category(5, "news", "News"), WXRText.tag(6, "tides", "Tides"),
    ]
    private static let first = WXRText(
        [
            .post(1, "One") { item in
                item.terms = [("category", "news", "News"), ("post_tag", "tides", "Tides")]
                item.comments = [.init(3, "First")]
            },
            .page(2, "Page"), .attachment(9, "a.gif", alt: "A harbour"),
        ], terms: terms)
    /// One article with other words at another address, one more of everything.
    private static let second = WXRText(
        [
            .post(1, "One, changed", body: "Other words.") { item in
                item.link = "https://old.example/2020/01/moved/"
                item.terms = [("category", "sea", "Sea")]
                item.comments = [.init(3, "First"), .init(4, "Second")]
                item.meta = [("_thumbnail_id", "10")]
            },
            .page(2, "Page"), .page(20, "Below") { $0.parent = 2 }, .attachment(9, "a.gif", alt: "A harbour"),
            .attachment(10, "b.gif"), .post(30, "Thirty"),
            .menuEntry(40, "", menu: "main", kind: "post_type", object: "post", objectID: 30),
        ],
        terms: terms + [WXRText.category(7, "sea", "Sea", parent: "news"), WXRText.term(8, taxonomy: "nav_menu", "main", "Main")])

    @Test("A79: everything is as it was: what was made is gone, what was changed has its words, address and places again")
    func second() async throws {
        let magazine = try TemporaryMagazine()
        _ = try await bring(Self.first, into: magazine)
        let before = try Self.dump(magazine)
        let front = try await magazine.page("/")
        let brought = try await bring(Self.second, into: magazine)
        #expect(brought.report.contains("stet import undo 2"))
        #expect(try await magazine.page("/2020/01/item-1/").location == "/2020/01/moved/")
        #expect(try await magazine.page("/category/news/sea/").status == 200)

        let undone = try await magazine.working(.undoImport(id: 2, isDryRun: false))
        #expect(undone.exit == .success && undone.report.hasPrefix("Import 2 is taken back."), "\(undone.report)")
        #expect(undone.report.contains("As before: 1 article or page"))
        let after = try Self.dump(magazine)
        #expect(after.firstDifference(from: before) == "")
        #expect(try magazine.problems() == [])
        #expect(try await magazine.page("/") == front)
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("A body."))
        #expect(try await magazine.page("/2020/01/moved/").status == 404)
        #expect(try await magazine.page("/search/?q=other").body.contains("moved") == false)

        // And it can come in again.
        _ = try await bring(Self.second, into: magazine)
        #expect(try await magazine.page("/2020/01/moved/").status == 200)
        #expect(try magazine.problems() == [])
    }

    @Test("the first import taken back leaves a magazine as new, and the same import brings the same again")
    func firstOne() async throws {
        let magazine = try TemporaryMagazine()
        let new = try Self.dump(magazine)
        _ = try await bring(Self.second, into: magazine)
        let content = try MagazineContent(magazine.store)
        let dry = try await magazine.working(.undoImport(id: 1, isDryRun: true))
        #expect(
            dry.exit == .success && dry.report.hasPrefix("Import 1 would be taken back.")
                && dry.report.contains("4 articles and pages"))
        #expect(try MagazineContent(magazine.store).firstDifference(from: content) == "")
        let undone = try await magazine.working(.undoImport(id: 1, isDryRun: false))
        #expect(undone.exit == .success, "\(undone.report)")
        #expect(try Self.dump(magazine).firstDifference(from: new) == "")
        #expect(try magazine.problems() == [])
        _ = try await bring(Self.second, into: magazine)
        #expect(try MagazineContent(magazine.store).firstDifference(from: content) == "")
    }

    @Test("A79: where somebody has changed an article, or a comment came, nothing is taken back, and it is said what")
    func changedSince() async throws {
        let magazine = try TemporaryMagazine()
        _ = try await bring(Self.first, into: magazine)
        try magazine.store.writeWaiting { transaction in
            let one = try #require(
                try transaction.current.storedArticles(after: 0, limit: 10).first { $0.article.slug == "item-1" })
            var edited = one.article
            edited.headline = HTML(escaping: "One, edited")
            try transaction.update(one.id, to: edited)
            let page = try #require(
                try transaction.current.storedArticles(after: 0, limit: 10).first { $0.article.kind == .page })
            var comment = Comment()
            comment.number = 77
            try transaction.save(comment, article: page.id)
        }
        let before = try Self.dump(magazine)
        let refused = try await magazine.working(.undoImport(id: 1, isDryRun: false))
        #expect(refused.exit == .incomplete && refused.report.contains("nothing was changed"))
        #expect(refused.report.contains("“One, edited” at /2020/01/item-1/ was changed since"))
        #expect(refused.report.contains("“Page” at /item-2/ was changed since (it has 1 comment)"))
        #expect(try Self.dump(magazine).firstDifference(from: before) == "")
    }

    @Test("what somebody else's article uses is not taken away under it")
    func used() async throws {
        let magazine = try TemporaryMagazine()
        _ = try await bring(Self.first, into: magazine)
        try magazine.store.writeWaiting { transaction in
            var article = Article()
            (article.slug, article.headline) = ("own", HTML(escaping: "Our own"))
            article.sectionIDs = [try #require(try transaction.id(of: .section, slug: "news"))]
            _ = try transaction.add(article)
        }
        let refused = try await magazine.working(.undoImport(id: 1, isDryRun: false))
        #expect(refused.exit == .incomplete)
        #expect(refused.report.contains("“Our own”, which did not come with this import, uses what did: The section “News”."))
    }

    @Test("imports are taken back from the last one to the first; a setting that was changed since stays")
    func order() async throws {
        let magazine = try TemporaryMagazine()
        _ = try await bring(Self.first, into: magazine)
        _ = try await bring(Self.second, into: magazine)
        // One that changes nothing leaves no record.
        _ = try await bring(Self.second, into: magazine)
        let list = try await magazine.working(.undoImport(id: nil, isDryRun: false))
        #expect(list.report.contains("\n2  ") && !list.report.contains("\n3  ") && list.report.contains("wordpress"))
        let refused = try await magazine.working(.undoImport(id: 1, isDryRun: false))
        #expect(refused.exit == .incomplete && refused.report.contains("Import 2 came later"))
        try magazine.store.writeWaiting { transaction in
            var publication = try transaction.publication()
            publication.name = "Ours"
            try transaction.save(publication)
        }
        #expect(try await magazine.working(.undoImport(id: 2, isDryRun: false)).exit == .success)
        let last = try await magazine.working(.undoImport(id: 1, isDryRun: false))
        #expect(last.exit == .success && last.report.contains("The setting name was changed since, and stays."))
        #expect(try await magazine.store.read { try $0.publication().name } == "Ours")
        #expect(try await magazine.working(.undoImport(id: 1, isDryRun: false)).exit == .unreadable)
        #expect(try await magazine.working(.undoImport(id: 9, isDryRun: false)).exit == .unreadable)
    }

    @Test(
        "no redirect is left that leads into nothing: what an editor or another import lets lead to an article stands in the way",
        arguments: [
            "/2020/01/item-30/", "/2020/01/item-30/#part", "/2020/01/item-30/?x=1", "/2020/01/item-30/feed/",
            "/category/news/sea/page/2/",
            "/2020/01/moved/",
        ])
    func redirects(_ target: String) async throws {
        let magazine = try TemporaryMagazine()
        _ = try await bring(Self.first, into: magazine)
        _ = try await bring(Self.second, into: magazine)
        _ = try magazine.store.writeWaiting { try Newsroom($0).addRedirect(from: "/thirty/", to: target) }
        let before = try Self.dump(magazine)
        for isDryRun in [true, false] {
            let refused = try await magazine.working(.undoImport(id: 2, isDryRun: isDryRun))
            #expect(
                refused.exit == .incomplete
                    && refused.report.contains("/thirty/, which did not come with this import, leads to /"))
        }
        #expect(try Self.dump(magazine).firstDifference(from: before) == "")
        try magazine.store.writeWaiting { try Newsroom($0).removeRedirect(from: "/thirty/") }
        let rules = try magazine.folder.write("/thirty/,\(target),0,301\n", to: "rules.csv")
        _ = try await magazine.working(.importRedirects(files: [rules], isDryRun: false, ledger: nil))
        #expect(try await magazine.working(.undoImport(id: 2, isDryRun: false)).exit == .incomplete)
        // Of the import that brought it, it is taken back with it.
        #expect(try await magazine.working(.undoImport(id: 3, isDryRun: false)).exit == .success)
        #expect(try await magazine.working(.undoImport(id: 2, isDryRun: false)).exit == .success)
        #expect(try await magazine.page("/thirty/").status == 404)
        #expect(try magazine.problems() == [])
    }

    @Test("a redirect to what stays, and one that the import itself brought, stand in nobody's way")
    func otherRedirects() async throws {
        let magazine = try TemporaryMagazine()
        _ = try await bring(Self.first, into: magazine)
        _ = try magazine.store.writeWaiting { try Newsroom($0).addRedirect(from: "/one/", to: "/2020/01/item-1/") }
        _ = try await bring(Self.second, into: magazine)
        try magazine.store.writeWaiting { transaction in
            let newsroom = try Newsroom(transaction)
            try newsroom.addRedirect(from: "/page/", to: "/item-2/")
            try newsroom.addRedirect(from: "/out/", to: "https://elsewhere.example/2020/01/item-30/")
        }
        #expect(try await magazine.page("/one/").location == "/2020/01/moved/")
        #expect(try await magazine.working(.undoImport(id: 2, isDryRun: false)).exit == .success)
        #expect(try await magazine.page("/one/").location == "/2020/01/item-1/")
        #expect(try await magazine.page("/page/").location == "/item-2/")
    }

    @Test("an undo that is stopped in its midst has changed nothing, and can be run again")
    func stopped() async throws {
        let magazine = try TemporaryMagazine()
        _ = try await bring(Self.second, into: magazine)
        let before = try Self.dump(magazine)
        for stop in [5, 12, 20, 28] {
            var asked = 0
            #expect(throws: ImportError.self) {
                try magazine.store.writeWaiting { transaction in
                    var undo = ImportUndo(transaction, import: 1) {
                        asked += 1
                        if asked == stop { throw ImportError.cancelled }
                    }
                    return try undo.run(at: Timestamp(stored: 0), isDryRun: false)
                }
            }
            #expect(try Self.dump(magazine).firstDifference(from: before) == "", "stopped at \(stop)")
        }
        #expect(try await magazine.working(.undoImport(id: 1, isDryRun: false)).exit == .success)
    }

    @Test("what a folder brought is taken back, too")
    func folder() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(
            "---\ntitle: One\ndate: 2020-01-02\ntags: [tides]\naliases: [/old/]\n---\nText.", to: "in/one.md")
        let new = try Self.dump(magazine)
        _ = try await magazine.working(.importFolder(folder: magazine.folder["in"], isDryRun: false, ledger: nil))
        #expect(try await magazine.page("/2020/01/one/").status == 200)
        #expect(try await magazine.working(.undoImport(id: 1, isDryRun: false)).exit == .success)
        #expect(try Self.dump(magazine).firstDifference(from: new) == "")
        #expect(try await magazine.page("/old/").status == 404)
    }

    private func bring(_ export: WXRText, into magazine: TemporaryMagazine) async throws -> WorkResult {
        let path = try magazine.folder.write(export.text, to: "export.xml")
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        return try await magazine.working(
            .importWordPress(
                files: [path], uploads: magazine.folder["uploads"], fetch: nil, choices: WordPressChoices(), isDryRun: false,
                ledger: nil))
    }

    /// All rows but those of the record itself, the change log, files (which stay), and what is made of the rest.
    private static func dump(_ magazine: TemporaryMagazine) throws -> DatabaseDump {
        try DatabaseDump(magazine.store).without(
            "import", "import_row", "change", "commit_number", "source", "upload", "upload_source", "image", "image_variant",
            "search_document",
            "search_file", "listing_month")
    }
}
