import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite("Feeds", .everyEngine)
struct FeedTests {
    private func magazine() async throws -> TemporaryMagazine {
        let items = (1...12).map { (id: Int) -> WXRText.Item in
            .post(
                id, "R&D < \(id) \u{1}",
                body:
                    "<p><a href=\"/2020/01/item-2/\">two</a> <img src=\"/wp-content/uploads/a.gif\" alt=\"A boat\"> & more]]></p>"
            ) { item in
                item.date = "2020-01-\(id < 10 ? "0" : "")\(id) 10:00:00"
                item.terms = [("category", "news", "News & views"), ("post_tag", "tides", "Tides")]
            }
        }
        var export = WXRText(items + [.post(13, "Hidden") { $0.status = "draft" }, .page(14, "About")])
        export.terms = [
            WXRText.author("anna", "Anna & Berta"), WXRText.category(5, "news", "News & views"), WXRText.tag(6, "tides", "Tides"),
        ]
        return try await TemporaryMagazine(export)
    }

    @Test(
        "a feed is well-formed RSS with the ten newest articles, whole",
        arguments: ["/feed/", "/category/news/feed/", "/tag/tides/feed/", "/author/anna/feed/"])
    func feed(_ path: String) async throws {
        let page = try await magazine().page(path)
        #expect(page.mediaType == "application/rss+xml; charset=utf-8")
        let document = try XMLDocument(data: Data(page.body.utf8))
        let items = try document.nodes(forXPath: "/rss[@version='2.0']/channel/item")
        #expect(items.count == 10)
        #expect(try texts("title", in: items) == (3...12).reversed().map { "R&D < \($0)" })
        #expect(try texts("link", in: items) == (3...12).reversed().map { "https://old.example/2020/01/item-\($0)/" })
        #expect(try texts("pubDate", in: items).first == "Sun, 12 Jan 2020 10:00:00 +0000")
        #expect(try texts("*[local-name()='creator']", in: items).first == "Anna & Berta")
        #expect(
            try document.nodes(forXPath: "/rss/channel/link").first?.stringValue == "https://old.example"
                + path.dropLast("feed/".count))
    }

    @Test("a reader who followed the old feed sees nothing twice: each article keeps its guid")
    func guids() async throws {
        let document = try XMLDocument(data: Data(try await magazine().page("/feed/").body.utf8))
        let guids = try document.nodes(forXPath: "//item/guid")
        #expect(guids.map(\.stringValue) == (3...12).reversed().map { "https://old.example/?p=\($0)" })
        #expect(try document.nodes(forXPath: "//item/guid/@isPermaLink").allSatisfy { $0.stringValue == "false" })
    }

    @Test("links and pictures in a feed are absolute, from the publication's own address")
    func absoluteLinks() async throws {
        let document = try XMLDocument(data: Data(try await magazine().page("/feed/").body.utf8))
        let content = try document.nodes(forXPath: "//item/*[local-name()='encoded']").compactMap(\.stringValue)
        #expect(content.count == 10)
        for text in content {
            #expect(
                text.contains("href=\"https://old.example/2020/01/item-2/\"")
                    && text.contains("Picture: A boat"))
            #expect(!text.contains("=\"/") && text.contains("&amp; more]]&gt;"))
        }
    }

    @Test("what has no feed is not found", arguments: ["/category/nowhere/feed/", "/2019/feed/", "/nowhere/feed/"])
    func noFeed(_ path: String) async throws {
        #expect(try await magazine().page(path).status == 404)
    }

    @Test("the style sheet has the name that pages call it by; a page that was opened before it changed still gets it")
    func styleSheet() async throws {
        let magazine = try await magazine()
        let head = try await magazine.page("/").body.components(separatedBy: "rel=\"stylesheet\" href=\"").last ?? ""
        let name = String(head.prefix { $0 != "\"" })
        let style = try await magazine.page(name)
        #expect(style.status == 200 && style.mediaType == "text/css; charset=utf-8" && style.body.contains("{"))
        let old = try await magazine.page("/theme/style.000000000000.css")
        #expect(old.status == 200 && old.body == style.body)
        #expect(try await magazine.page("/theme/other.css").status == 404)
    }

    private func texts(_ path: String, in items: [XMLNode]) throws -> [String] {
        try items.map { try $0.nodes(forXPath: path).first?.stringValue?.trimmingCharacters(in: .whitespaces) ?? "" }
    }

}
