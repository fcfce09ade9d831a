import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("The proof against a site that still runs")
struct VerifyAgainstTests {
    /// The old site, as WordPress shows it.
    private func oldSite(_ pages: [String: String], maps: [String: String]) -> FaultyServer {
        FaultyServer { request, wire in
            if let map = maps[request.path] {
                wire.answer(200, ["Content-Type: application/xml"], Array(map.utf8))
            } else if let page = pages[request.path] {
                wire.answer(200, ["Content-Type: text/html; charset=UTF-8"], Array(page.utf8))
            } else {
                wire.answer(404, ["Content-Type: text/html"], Array("<!DOCTYPE html><title>Not found</title>".utf8))
            }
        }
    }

    private func page(_ title: String, _ body: String) -> String {
        """
        <!DOCTYPE html><html><head><title>\(title) – The Old Magazine</title></head><body><header>Menu Search</header>
        <article><h1 class="entry-title">\(title)</h1><div class="entry-content">\(body)</div></article><footer>Archives</footer></body></html>
        """
    }

    private func urls(_ paths: [String]) -> String {
        "<?xml version=\"1.0\"?><urlset>" + paths.map { "<url><loc>https://old.example\($0)</loc></url>" }.joined() + "</urlset>"
    }

    @Test("each page that the site map names is compared: title, words, pictures; what is not here is lost")
    func compared() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1, "It's \"here\""), .post(2, "Changed", body: "Now with other words."), .page(3, "About", body: "We are."),
            ]))
        let server = oldSite(
            [
                "/2020/01/item-1/": page("It&#8217;s &#8220;here&#8221;", "<p>A body.</p>"),
                "/2020/01/item-2/": page(
                    "As it was", "<p>Now with few words.</p><img src='https://old.example/wp-content/uploads/2020/01/a.jpg'>"),
                "/item-3/": page("About", "<p>We are.</p>"), "/lost/": page("Lost", "<p>Words.</p>"),
            ],
            maps: [
                "/wp-sitemap.xml":
                    "<sitemapindex><sitemap><loc>https://old.example/posts-1.xml</loc></sitemap><sitemap><loc>https://old.example/pages.xml</loc></sitemap></sitemapindex>",
                "/posts-1.xml": urls(["/2020/01/item-1/", "/2020/01/item-2/", "/lost/", "/2020/01/item-1/"]),
                "/pages.xml": urls(["/item-3/", "/gone-there/"]) + "<url><loc>https://elsewhere.example/</loc></url>",
            ])
        let run = try await VerifyRun(magazine) {
            ($0.site, $0.hostMap) = ("https://old.example/", ["old.example": "http://\(server.target)"])
        }
        #expect(
            run.addresses.map(\.address).sorted() == [
                "/2020/01/item-1/", "/2020/01/item-2/", "/gone-there/", "/item-3/", "/lost/",
            ])
        #expect(run.lost.sorted() == ["/gone-there/", "/lost/"] && run.result.exit == .incomplete)
        for path in ["/2020/01/item-1/", "/item-3/"] {
            let address = try #require(run[path])
            #expect(address.title?.isEqual == true && address.words?.kept == 2 && address.words?.expected == 2, "\(address)")
        }
        let changed = try #require(run["/2020/01/item-2/"])
        #expect(changed.title == .init(expected: "As it was", found: "Changed", isEqual: false))
        #expect(changed.words == .init(expected: 4, kept: 3, missing: ["few"]))
        #expect(changed.pictures?.missing == ["/wp-content/uploads/2020/01/a.jpg"])
        #expect(run.json.notes.contains { $0.contains("https://elsewhere.example/") })
        #expect(server.requests.allSatisfy { $0.headers["host"] == "old.example" })
    }

    @Test("other site maps are found, too; a site without one is told how else to go on")
    func maps() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        let server = oldSite(
            ["/2020/01/item-1/": page("A headline", "A body.")], maps: ["/sitemap.xml": urls(["/2020/01/item-1/"])])
        let map = ["old.example": "http://\(server.target)"]
        let run = try await VerifyRun(magazine) { ($0.site, $0.hostMap) = ("https://old.example", map) }
        #expect(run.result.exit == .success && run.addresses.count == 1)
        let none = oldSite([:], maps: [:])
        await #expect {
            try await VerifyRun(magazine) {
                ($0.site, $0.hostMap) = ("https://old.example", ["old.example": "http://\(none.target)"])
            }
        } throws: { "\($0)".contains("has no site map") && "\($0)".contains("--urls FILE") }
    }

    @Test("a private address is not asked, nor one that a site map leads to")
    func privateAddress() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        let secret = oldSite(["/secret": page("Secret", "x")], maps: ["/wp-sitemap.xml": urls([])])
        await #expect {
            try await VerifyRun(magazine) { $0.site = "http://\(secret.target)" }
        } throws: { "\($0)".contains("private address") || "\($0)".contains("port") }
        let server = oldSite(
            [:],
            maps: [
                "/wp-sitemap.xml":
                    "<sitemapindex><sitemap><loc>http://127.0.0.1:\(secret.port)/wp-sitemap.xml</loc></sitemap></sitemapindex>"
            ])
        let run = try await VerifyRun(magazine) {
            ($0.site, $0.hostMap) = ("https://old.example", ["old.example": "http://\(server.target)"])
        }
        #expect(run.addresses.isEmpty && secret.requests.isEmpty)
    }

    @Test("the command gives the same through a server and without one, and exits 1 where something is lost")
    func command() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        try magazine.close()
        let list = try magazine.folder.write("/2020/01/item-1/\n/nowhere/\n", to: "list.txt")
        let (alone, served) = (magazine.folder["alone.json"], magazine.folder["served.json"])
        func command(_ json: String) -> [String] {
            ["verify", "--data", magazine.directory.path, "--urls", list, "--json", json]
        }
        let first = try await ChildProcess.run(ChildProcess.stet, command(alone))
        let second = try await ServingProcess.run(magazine.directory.path) { _ in
            try await ChildProcess.run(ChildProcess.stet, command(served))
        }
        #expect(first.code == 1 && second.code == 1 && first.error == "")
        #expect(first.output.replacing(alone, with: "") == second.output.replacing(served, with: ""))
        #expect(first.output.hasPrefix("1 of 2 addresses of the list is lost."))
        #expect(FileManager.default.contents(atPath: alone) == FileManager.default.contents(atPath: served))
        let wrong = try await ChildProcess.run(ChildProcess.stet, command(alone) + ["--against", "https://old.example"])
        #expect(wrong.code == 2)
        let absent = try await ChildProcess.run(
            ChildProcess.stet, ["verify", "--data", magazine.directory.path, "--urls", magazine.folder["none"]])
        #expect(absent.code == 3 && absent.error.contains("cannot be read as a list"))
    }
}
