import Content
import Foundation
import FoundationXML
import Storage
import TestSupport
import Testing

@Suite("oEmbed", .everyEngine)
struct OEmbedTests {
    private func magazine() throws -> TemporaryMagazine {
        try TemporaryMagazine { transaction in
            var article = Article.published("/2020/a/", "A &amp; <em>B</em>")
            article.authorIDs = [try transaction.saveAuthor("Anna", slug: "anna"), try transaction.saveAuthor("Bo", slug: "bo")]
            article.pictureID = try transaction.savePicture("/lead.jpg", alt: "A quay")
            article.body = HTML(stored: "<p>One</p><hr class=\"wp-block-nextpage\"><p>Two</p>")
            _ = try transaction.add(article)
            _ = try transaction.add(.published("/?p=7", "Without a picture"))
            var draft = Article.published("/draft/", "Canary")
            draft.status = .draft
            _ = try transaction.add(draft)
            _ = try transaction.saveSection("Town", slug: "town")
            try transaction.claim(try #require(Permalink("/old/")), for: .redirect("/2020/a/"))
        }
    }

    private func address(of url: String, _ more: String = "") -> String {
        let allowed = CharacterSet.alphanumerics
        return "/oembed?url=" + (url.addingPercentEncoding(withAllowedCharacters: allowed) ?? "") + more
    }

    @Test("the address that an article's page names answers with its headline, its authors and its picture")
    func discovered() async throws {
        let magazine = try magazine()
        let page = try await magazine.page("/2020/a/").body
        let link = try #require(page.components(separatedBy: "<link ").first { $0.contains("json+oembed") })
        let href = try #require(link.components(separatedBy: "href=\"").dropFirst().first?.prefix { $0 != "\"" })
        #expect(href.hasPrefix("https://m.example/oembed?url=https%3A%2F%2Fm.example%2F2020%2Fa%2F&amp;format=json"))
        let answer = try await magazine.page(String(href.dropFirst("https://m.example".count)).replacing("&amp;", with: "&"))
        #expect(answer.status == 200 && answer.mediaType == "application/json; charset=utf-8")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
        #expect(json["version"] as? String == "1.0" && json["type"] as? String == "link")
        #expect(json["title"] as? String == "A & B" && json["author_name"] as? String == "Anna and Bo")
        #expect(json["author_url"] as? String == "https://m.example/author/anna/")
        #expect(json["provider_name"] as? String == "The Harbour Post")
        #expect(json["provider_url"] as? String == "https://m.example/")
        #expect((json["thumbnail_url"] as? String)?.hasSuffix("/1280.jpg") == true)
        #expect(json["thumbnail_width"] as? Int == 1280 && json["thumbnail_height"] as? Int == 720)
    }

    @Test("a further page of an article names an address that answers with that article")
    func furtherPage() async throws {
        let magazine = try magazine()
        #expect(try await magazine.page("/2020/a/2/").body.contains("oembed?url=https%3A%2F%2Fm.example%2F2020%2Fa%2F2%2F&amp;"))
        #expect(try await magazine.page(address(of: "https://m.example/2020/a/2/")).body.contains("\"thumbnail_url\""))
    }

    @Test("the same in XML")
    func xml() async throws {
        let answer = try await magazine().page(address(of: "https://m.example/2020/a/", "&format=xml"))
        #expect(answer.mediaType == "text/xml; charset=utf-8")
        let document = try XMLDocument(data: Data(answer.body.utf8))
        #expect(try document.nodes(forXPath: "/oembed/title").map(\.stringValue) == ["A & B"])
        #expect(try document.nodes(forXPath: "/oembed/thumbnail_width").map(\.stringValue) == ["1280"])
    }

    @Test(
        "the picture is no larger than was asked for, or there is none",
        arguments: [
            ("&maxwidth=700", 640), ("&maxheight=200", 320), ("&maxwidth=10000", 1280), ("&maxwidth=100", nil),
            ("&maxwidth=-1", nil),
            ("&maxwidth=x", 1280),
        ] as [(String, Int?)])
    func sizes(more: String, width: Int?) async throws {
        let answer = try await magazine().page(address(of: "https://m.example/2020/a/", more))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
        #expect(json["thumbnail_width"] as? Int == width)
        #expect((json["thumbnail_url"] == nil) == (width == nil))
    }

    @Test("an article without a picture has the card that is drawn for it")
    func card() async throws {
        let magazine = try magazine()
        let answer = try await magazine.page(address(of: "https://m.example/?p=7"))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
        #expect(json["thumbnail_width"] as? Int == 1200 && json["author_name"] == nil)
        #expect((json["thumbnail_url"] as? String)?.hasPrefix("https://m.example/images/card-") == true)
    }

    @Test(
        "an article is found by any of its addresses",
        arguments: [
            "https://m.example/2020/a/", "http://m.example/2020/a/", "HTTPS://M.EXAMPLE/2020/a/", "https://m.example/2020/a",
            "https://m.example/2020/a/#comments", "https://m.example/2020/a/?utm_source=x", "https://m.example/old/",
        ])
    func spellings(_ url: String) async throws {
        #expect(try await magazine().page(address(of: url)).body.contains("A \\u0026 B"))
    }

    @Test(
        "anything else is not found",
        arguments: [
            "https://m.example/draft/", "https://m.example/nowhere/", "https://m.example/", "https://m.example/category/town/",
            "https://other.example/2020/a/", "https://m.example.evil/2020/a/", "https://m.example@evil/2020/a/",
            "https://evil/https://m.example/2020/a/", "//m.example/2020/a/", "/2020/a/", "ftp://m.example/2020/a/",
            "https://m.example:81/2020/a/", "javascript:alert(1)", "", "https://", "https://m.example\\2020\\a",
        ])
    func notFound(_ url: String) async throws {
        let answer = try await magazine().page(address(of: url))
        #expect(answer.status == 404 && !answer.body.contains("Canary") && !answer.mediaType.contains("html"))
    }

    @Test("there are two formats, and no address is no article")
    func formats() async throws {
        let magazine = try magazine()
        #expect(try await magazine.page(address(of: "https://m.example/2020/a/", "&format=yaml")).status == 501)
        #expect(try await magazine.page("/oembed").status == 404)
        #expect(try await magazine.page("/oembed?format=xml").status == 404)
    }

    @Test("where WordPress has it leads there")
    func wordPress() async throws {
        let magazine = try magazine()
        let old = "/wp-json/oembed/1.0/embed?url=https%3A%2F%2Fm.example%2F2020%2Fa%2F"
        #expect(try await magazine.page(old).location == "/oembed?url=https%3A%2F%2Fm.example%2F2020%2Fa%2F")
    }

    @Test("no text can break it", arguments: ["json", "xml"])
    func hostile(_ format: String) async throws {
        let magazine = try TemporaryMagazine { transaction in
            var article = Article.published("/a/", HTML(escaping: hostileText).markup)
            article.authorIDs = [try transaction.saveAuthor(hostileText, slug: "a")]
            _ = try transaction.add(article)
        }
        let body = try await magazine.page(address(of: "https://m.example/a/", "&format=\(format)")).body
        if format == "json" {
            #expect(try JSONSerialization.jsonObject(with: Data(body.utf8)) is [String: Any])
        } else {
            #expect(try XMLDocument(data: Data(body.utf8)).nodes(forXPath: "/oembed/title").count == 1)
        }
    }
}
