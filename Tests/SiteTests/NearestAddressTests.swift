import Content
import Foundation
import Storage
import TestSupport
import Testing

@Suite("What may have been meant", .everyEngine)
struct NearestAddressTests {
    /// Published articles by their slugs, a draft, a section and a tag.
    private func magazine() async throws -> TemporaryMagazine {
        let slugs = ["the-autumn-timetable", "the-winter-timetable", "eleven-crates", "fog-has-a-smell"]
        var items = slugs.enumerated().map { index, slug in
            WXRText.Item.post(index + 1, "Headline \(slug)") { item in
                item.name = slug
                item.link = "https://old.example/2020/01/\(slug)/"
                item.terms = [("category", "harbour", "Harbour"), ("post_tag", "lighthouses", "Lighthouses")]
            }
        }
        items.append(
            .post(9, "The secret timetable") { item in
                item.name = "the-secret-timetable"
                item.status = "draft"
            })
        return try await TemporaryMagazine(
            WXRText(
                items,
                terms: [
                    WXRText.category(5, "harbour", "Harbour"), WXRText.tag(6, "lighthouses", "Lighthouses"),
                    WXRText.tag(7, "lightships", "Lightships"),
                ]))
    }

    /// The addresses that the page for one that does not answer offers as the nearest.
    private func nearest(_ path: String) async throws -> [String] {
        let page = try await magazine().page(path)
        #expect(page.status == 404)
        guard let start = page.body.range(of: "id=\"nearest\"")?.upperBound,
            let end = page.body[start...].range(of: "</section>")?.lowerBound
        else { return [] }
        return page.body[start..<end].components(separatedBy: "<li><a href=\"").dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
    }

    @Test(
        "a number before a name, the beginning of an address, a slip: the page offers what was meant",
        arguments: [
            ("/eleven-crates/feed/nowhere/", nil), ("/articles/123-eleven-crates", "/2020/01/eleven-crates/"),
            ("/2020/01/eleven-cratess/", "/2020/01/eleven-crates/"), ("/2020/01/elevne-crates/", "/2020/01/eleven-crates/"),
            ("/2021/the-autumn/", "/2020/01/the-autumn-timetable/"), ("/fog-has-a-smell-and-more/", "/2020/01/fog-has-a-smell/"),
            ("/category/harbor/", "/category/harbour/"), ("/tag/lighthouse/", "/tag/lighthouses/"),
            ("/a/", nil), ("/1/2/3/4/", nil),
        ] as [(String, String?)])
    func offered(_ path: String, _ meant: String?) async throws {
        #expect(try await nearest(path).first == meant)
    }

    @Test("what is not published, and what nothing published stands in, is never offered")
    func privateOnes() async throws {
        #expect(try await !nearest("/2020/01/the-secret-timetable/").contains { $0.contains("secret") })
        #expect(try await nearest("/tag/lightship/") == [])
    }

    @Test(
        "a name that nobody writes costs nothing",
        arguments: ["/" + String(repeating: "x", count: 1500) + "/", "/%F0%9F%98%80/", "/%20%20%20/"])
    func odd(_ path: String) async throws {
        #expect(try await nearest(path) == [])
    }
}

@Suite("Related articles", .everyEngine)
struct RelatedArticlesTests {
    @Test("are those that share most sections and tags, of these the nearest in time; never the article itself, never a draft")
    func related() async throws {
        func post(_ id: Int, _ section: String, _ tags: [String], draft: Bool = false) -> WXRText.Item {
            .post(id, "Headline \(id)") { item in
                item.date = "2020-01-\(id < 10 ? "0" : "")\(id) 10:00:00"
                item.terms = [("category", section, section)] + tags.map { ("post_tag", $0, $0) }
                if draft { item.status = "draft" }
            }
        }
        let magazine = try await TemporaryMagazine(
            WXRText([
                post(1, "harbour", ["fog", "ice"]), post(2, "harbour", []), post(3, "town", ["fog"]), post(4, "town", []),
                post(5, "harbour", ["ice", "fog"]), post(6, "harbour", []), post(7, "harbour", []),
                post(8, "harbour", ["fog"], draft: true),
            ]))
        func related(to id: Int) async throws -> [String] {
            let body = try await magazine.page("/2020/01/item-\(id)/").body
            let start = try #require(body.range(of: "id=\"related\"")).upperBound
            let end = try #require(body[start...].range(of: "</section>")).lowerBound
            return body[start..<end].components(separatedBy: "<a href=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        }
        #expect(
            try await related(to: 1) == ["/2020/01/item-5/", "/2020/01/item-2/", "/2020/01/item-3/", "/2020/01/item-6/"])
        #expect(try await related(to: 4) == ["/2020/01/item-3/"])
    }
}
