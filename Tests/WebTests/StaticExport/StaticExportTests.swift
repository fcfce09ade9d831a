import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("The magazine as files", .everyEngine)
struct StaticExportTests {
    private static let sample = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sample")
        .standardizedFileURL.path

    @Test(
        "every link of the sample magazine leads somewhere where its files are served by a server that knows nothing but files",
        .engine(.sqlite))
    func linkWalk() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(folder: StaticExportTests.sample)
        let export = try await magazine.exportingSite()
        #expect(export.exit == .success, "\(export.report)")
        let base = try await magazine.store.read { try $0.publication().origin }
        let walk = StaticServer(folder: magazine.folder["out"]).brokenLinks(base: base)
        #expect(walk.broken == [])
        #expect(walk.pages > 200)
    }

    @Test("what a file holds is what the magazine's own server says at its address, to the byte")
    func bytesOfTheServer() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite()
        let server = StaticServer(folder: magazine.folder["out"])
        let addresses = [
            "/", "/2020/01/item-1/", "/2020/01/caf%C3%A9/", "/2020/01/parts/", "/2020/01/parts/2/", "/category/news/",
            "/tag/tides/", "/author/anna/", "/2020/", "/2020/01/", "/2020/01/15/", "/feed/", "/feed/atom/", "/feed/json/",
            "/category/news/feed/", "/2020/01/item-1/feed/", "/comments/feed/", "/sitemap.xml", "/sitemap-news.xml",
            "/robots.txt", "/humans.txt", "/events.ics", "/authors/", "/about/", "/page/2/",
        ]
        for address in addresses {
            let page = try await magazine.page(address)
            #expect(page.status == 200, "\(address)")
            #expect(server.get(address) == .file(Array(page.body.utf8)), "\(address)")
        }
        // Without a slash at its end a server of files leads there.
        #expect(server.get("/about") == .redirect("/about/"))
    }

    @Test("an address that leads on does so in a page, in the map for nginx and in _redirects; one with a query only in the map")
    func redirects() async throws {
        let magazine = try await StaticExportTests.magazine()
        try await magazine.store.write { transaction in
            for (from, to) in [
                ("/old/", "/about/"), ("/2019/gone.jpg", "/about/"), ("/?old=7", "/about/"),
                ("/away/", "https://elsewhere.example/x"),
                ("/about", "/about/"), ("/price$/", "/a$b/"), ("/About/", "/about/"), ("/new/index.html", "/about/"),
                ("/_headers/x/", "/about/"), ("/\(String(repeating: "%C3%BC", count: 180))/", "/about/"),
            ] {
                guard let permalink = Permalink(from) else { continue }
                try transaction.claim(permalink, for: .redirect(to))
            }
            guard let permalink = Permalink("/not/any/more/") else { return }
            try transaction.claim(permalink, for: .gone)
        }
        _ = try await magazine.exportingSite()
        let files = try magazine.folder.contents(of: "out")
        func text(_ file: String) -> String { String(decoding: files[file] ?? [], as: UTF8.self) }
        #expect(text("old/index.html").contains("<meta http-equiv=\"refresh\" content=\"0; url=/about/\">"))
        #expect(text("away/index.html").contains("href=\"https://elsewhere.example/x\""))
        #expect(
            files["2019/gone.jpg"] == nil && files["2019/gone.jpg/index.html"] == nil && files["not/any/more/index.html"] == nil)
        // The page that stands there keeps its file.
        #expect(text("about/index.html").contains("<h1"))
        let map = text(".stet/redirects.map").split(separator: "\n")
        #expect(map.contains("\"/old/\" \"/about/\";") && map.contains("\"/?old=7\" \"/about/\";"))
        #expect(map.contains("\"/2019/gone.jpg\" \"/about/\";") && map.contains("\"/price$/\" \"/a%24b/\";"))
        #expect(text(".stet/gone.map") == "\"/not/any/more/\" 1;\n")
        // nginx would take one for the other, and lead in a circle.
        #expect(map.contains("\"~^/About/$\" \"/about/\";"))
        // What has no place in a folder stands in the lists all the same.
        #expect(map.contains { $0.contains("/new/index") } && map.contains { $0.contains("%C3%BC") })
        #expect(files["new/index.html"] == nil && text("_headers").hasPrefix("/*"))
        let redirects = text("_redirects").split(separator: "\n")
        #expect(redirects.contains("/old/ /about/ 301") && redirects.contains("/away/ https://elsewhere.example/x 301"))
        #expect(!text("_redirects").contains("?old"))
        #expect(text("_headers").contains("/feed/\n  Content-Type: application/rss+xml; charset=utf-8\n"))
    }

    @Test("the page of the search says that it needs the server, and the page for what is not there is 404.html")
    func withoutServer() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite()
        let files = try magazine.folder.contents(of: "out")
        #expect(String(decoding: files["search/index.html"] ?? [], as: UTF8.self).contains("nothing can be searched here"))
        #expect(String(decoding: files["404.html"] ?? [], as: UTF8.self).contains("noindex"))
        #expect(String(decoding: files["oembed"] ?? [], as: UTF8.self).contains("\"type\":\"link\""))
    }

    @Test("--base-url changes what absolute addresses begin with and nothing else; later runs remember it")
    func baseURL() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite(baseURL: "https://mirror.example/")
        let first = try magazine.folder.contents(of: "out")
        let page = String(decoding: first["2020/01/item-1/index.html"] ?? [], as: UTF8.self)
        #expect(page.contains("<link rel=\"canonical\" href=\"https://mirror.example/2020/01/item-1/\">"))
        #expect(String(decoding: first["sitemap.xml"] ?? [], as: UTF8.self).contains("<loc>https://mirror.example/about/</loc>"))
        #expect(!String(decoding: first["feed/index.html"] ?? [], as: UTF8.self).contains("<link>https://old.example"))
        #expect(try await magazine.exportingSite().report.hasSuffix("is up to date.\n"))
        #expect(try await magazine.exportingSite(isProof: true).exit == .success)
        let refused = await #expect(throws: ImportError.self) {
            try await magazine.exportingSite(to: "other", baseURL: "https://mirror.example/below")
        }
        #expect(refused.map { "\($0)" }?.contains("base_url") == true)
    }

    @Test("--no-cards gives every article without a picture the magazine's card; later runs and the proof remember it")
    func withoutCards() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite(drawsCards: false)
        func cards() throws -> [String] {
            try magazine.folder.contents(of: "out").keys.filter { $0.hasPrefix("images/card-") }.sorted()
        }
        let own = try cards()
        #expect(own.count == 1)
        let page = try String(contentsOfFile: magazine.folder["out/2020/01/item-3/index.html"], encoding: .utf8)
        #expect(page.contains("/" + (own.first ?? "-")))
        try await magazine.editing("item-3") { $0.headline = HTML(escaping: "Another headline") }
        _ = try await magazine.exportingSite()
        #expect(try cards() == own)
        #expect(try await magazine.exportingSite(isProof: true).exit == .success)
        _ = try await magazine.exportingSite(drawsCards: true)
        #expect(try cards().count > 16)
        try await magazine.expectFresh("with cards again")
    }

    @Test("nothing private is in any file, nor in the notes of the export")
    func nothingPrivate() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1, "Open", body: "Words for all.") { $0.comments = [WXRText.Comment(1, "Said aloud.")] },
                .post(2, "Draft secret-draft") { ($0.status, $0.name) = ("draft", "secret-draft") },
                .post(3, "Private secret-private") { ($0.status, $0.name) = ("private", "secret-private") },
                .post(4, "Later secret-later") {
                    ($0.status, $0.name, $0.date) = ("future", "secret-later", "2099-01-01 10:00:00")
                },
                .post(5, "Locked secret-locked", body: "secret-words") {
                    ($0.password, $0.name) = ("secret-password", "secret-locked")
                },
                .post(6, "Trashed secret-trash") { ($0.status, $0.name) = ("trash", "secret-trash") },
                .post(7, "Quiet") { $0.comments = [WXRText.Comment(2, "secret-comment", approved: "0")] },
            ]))
        _ = try await magazine.exportingSite()
        let files = try magazine.folder.contents(of: "out")
        #expect(files.count > 20 && files["2020/01/item-1/index.html"] != nil)
        let secrets = ["secret-", "reader@private.example", "192.0.2.77", "anna@old.example"]
        for (file, bytes) in files {
            let text = String(decoding: bytes, as: UTF8.self)
            for secret in secrets { #expect(!text.contains(secret) && !file.contains(secret), "\(file): \(secret)") }
        }
    }

    @Test("a folder that holds something else is refused, and so is one in the data directory")
    func refusals() async throws {
        let magazine = try await StaticExportTests.magazine()
        try magazine.folder.write("mine", to: "taken/note.txt")
        let taken = await #expect(throws: ImportError.self) { try await magazine.exportingSite(to: "taken") }
        #expect(taken.map { "\($0)" }?.contains("holds something else") == true)
        #expect(try magazine.folder.contents(of: "taken").keys.sorted() == ["note.txt"])
        let inside = await #expect(throws: ImportError.self) { try await magazine.exportingSite(to: "magazine/out") }
        #expect(inside.map { "\($0)" }?.contains("data directory") == true)
        let none = await #expect(throws: ImportError.self) { try await magazine.exportingSite(to: "nothing", isProof: true) }
        #expect(none.map { "\($0)" }?.contains("is no export") == true)
    }

    @Test("addresses that no file can have are left out and named")
    func leftOut() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1, "Fine"), .post(2, "By number") { $0.link = "https://old.example/?p=2" },
                .post(3, "Long") { $0.link = "https://old.example/\(String(repeating: "%ED%95%9C", count: 90))/" },
                .post(4, "Slash") { $0.link = "https://old.example/a%2Fb/" },
                .post(5, "A page with an ending") { ($0.link, $0.commentStatus) = ("https://old.example/five.html", "open") },
            ]))
        let export = try await magazine.exportingSite()
        #expect(export.exit == .incomplete)
        let addresses = ["/?p=2", "/a%2Fb/", "%ED%95%9C/"]
        for address in addresses { #expect(export.report.contains(address + ": "), "\(export.report)") }
        let server = StaticServer(folder: magazine.folder["out"])
        // It has a feed below it, so it is a folder.
        #expect(server.get("/five.html") == .redirect("/five.html/"))
        #expect(try await server.get("/five.html/") == .file(Array(magazine.page("/five.html").body.utf8)))
        #expect(try await server.get("/five.html/feed/") == .file(Array(magazine.page("/five.html/feed/").body.utf8)))
    }

    @Test("Row 49: no file is written or taken away outside of the folder, also where a link stands in the place of one in it")
    func links() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1, "Up") { $0.link = "https://old.example/a/..%2f..%2fup/" },
                .post(2, "Drive") { $0.link = "https://old.example/con:a/" },
                .post(3, "Upper") { $0.link = "https://old.example/2020/Twin/" },
                .post(4, "Lower") { $0.link = "https://old.example/2020/twin/" },
            ]))
        _ = try await magazine.exportingSite()
        let out = magazine.folder["out"]
        for file in try magazine.folder.contents(of: "out").keys { #expect(!file.contains("..") && !file.contains("up/")) }
        // Somebody has moved a folder away and left a link.
        try FileManager.default.moveItem(atPath: out + "/2020", toPath: magazine.folder["elsewhere"])
        try FileManager.default.createSymbolicLink(atPath: out + "/2020", withDestinationPath: magazine.folder["elsewhere"])
        let before = try magazine.folder.contents(of: "elsewhere")
        #expect(before.count > 1)
        try await magazine.editing("item-3") { $0.headline = HTML(escaping: "Upper, changed") }
        try await magazine.editing("item-4") { $0.status = .draft }
        let run = try await magazine.exportingSite()
        #expect(run.exit == .incomplete && run.report.contains("leads elsewhere"), "\(run.report)")
        #expect(try magazine.folder.contents(of: "elsewhere") == before)
    }

    /// A small magazine with something of everything.
    static func magazine() async throws -> TemporaryMagazine {
        var items: [WXRText.Item] = (1...16).map { number in
            .post(number, "Number \(number)", body: "The text of number \(number).") { item in
                item.terms = [("category", number % 2 == 0 ? "news" : "sea", number % 2 == 0 ? "News" : "Sea")]
                if number % 3 == 0 { item.terms.append(("post_tag", "tides", "Tides")) }
                item.date = "2020-01-\(number < 10 ? "0" : "")\(number) 10:00:00"
                if number == 1 {
                    item.date = "2020-01-15 10:00:00"
                    item.comments = [WXRText.Comment(1, "Well said.")]
                }
            }
        }
        items.append(.post(20, "Café") { $0.link = "https://old.example/2020/01/caf%C3%A9/" })
        items.append(.post(21, "Parts", body: "One.<!--nextpage-->Two.") { $0.link = "https://old.example/2020/01/parts/" })
        items.append(.page(30, "About") { ($0.name, $0.link) = ("about", "https://old.example/about/") })
        return try await TemporaryMagazine(
            WXRText(
                items,
                terms: [
                    WXRText.author("anna", "Anna Berg"), WXRText.category(1, "news", "News"), WXRText.category(2, "sea", "Sea"),
                    WXRText.tag(3, "tides", "Tides"),
                ]))
    }
}

extension TemporaryMagazine {
    /// Writes it as files, as `stet export site` does, or proves them.
    func exportingSite(
        to name: String = "out", baseURL: String? = nil, drawsCards: Bool? = nil, isWhole: Bool = false, isProof: Bool = false
    ) async throws -> WorkResult {
        try await working(
            .exportSite(
                SiteExportOrder(
                    folder: folder[name], baseURL: baseURL, drawsCards: drawsCards, isWhole: isWhole, isProof: isProof)))
    }
}
