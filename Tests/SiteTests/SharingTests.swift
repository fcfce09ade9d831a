import Foundation
import TestSupport
import Testing

@Suite("What is shown where a page is shared", .everyEngine)
struct SharingTests {
    /// A large photograph with words, a small one, one article without any, a draft, a page.
    private func magazine() async throws -> TemporaryMagazine {
        let folder = try TemporaryFolder()
        let large = try await SmallFiles.picture(width: 1200)
        let small = try await SmallFiles.picture(width: 400)
        try folder.write(large, to: "uploads/2020/01/large.jpg")
        try folder.write(small, to: "uploads/2020/01/small.jpg")
        try folder.write(
            "<svg xmlns='http://www.w3.org/2000/svg' width='1600' height='1200'/>", to: "uploads/2020/01/drawing.svg")
        func item(_ id: Int, _ title: String, picture: String? = nil, _ change: (inout WXRText.Item) -> Void = { _ in })
            -> WXRText.Item
        {
            .post(id, title) { item in
                if let picture { item.meta = [("_thumbnail_id", picture)] }
                item.terms = [("category", "news", "News")]
                change(&item)
            }
        }
        return try await TemporaryMagazine(
            WXRText([
                .attachment(21, "large.jpg", alt: "A quay"), .attachment(22, "small.jpg"), .attachment(23, "drawing.svg"),
                item(1, "With a photograph", picture: "21"), item(2, "With a stamp", picture: "22"),
                item(3, "With a drawing", picture: "23"), item(4, "Fog <em>has</em> a smell & \"taste\""),
                item(5, "Nobody knows yet") { $0.status = "draft" }, .page(6, "About us"), item(7, ""),
            ]), uploads: folder["uploads"])
    }

    /// The values of `property` and `name` in a page's head.
    private func head(_ magazine: TemporaryMagazine, _ path: String) async throws -> [String: String] {
        let page = try await magazine.page(path)
        var found: [String: String] = [:]
        for tag in page.body.components(separatedBy: "<meta ").dropFirst() {
            let parts = tag.prefix { $0 != ">" }.components(separatedBy: "\"")
            if parts.count == 5, parts[2] == " content=" { found[parts[1]] = parts[3] }
        }
        return found
    }

    private func path(_ address: String?) -> String { address.map { $0.replacing("https://old.example", with: "") } ?? "" }

    @Test("an article with a large picture shows that, with its size and its words")
    func photograph() async throws {
        let magazine = try await magazine()
        let head = try await head(magazine, "/2020/01/item-1/")
        #expect(head["og:image"]?.hasPrefix("https://old.example/images/") == true)
        #expect(head["og:image"]?.contains("/card-") == true && head["og:image:type"] == "image/jpeg")
        #expect(head["og:image:width"] == "1200" && head["og:image:height"] == "630" && head["og:image:alt"] == "A quay")
        #expect(head["twitter:card"] == "summary_large_image")
        #expect(try await magazine.page(path(head["og:image"])).mediaType == "image/jpeg")
        // Its number leads to no card, whatever the hash.
        let other = path(try await self.head(magazine, "/2020/01/item-4/")["og:image"])
        #expect(try await magazine.page(other.replacing("card-", with: "card-0")).status == 404)
    }

    @Test(
        "an article without a picture, with a stamp or a drawing shows a card with its headline",
        arguments: [("2", "With a stamp"), ("3", "With a drawing"), ("4", "Fog has a smell &amp; &quot;taste&quot;")])
    func drawn(number: String, alt: String) async throws {
        let magazine = try await magazine()
        let head = try await head(magazine, "/2020/01/item-\(number)/")
        #expect(head["og:image:type"] == "image/png" && head["og:image:alt"] == alt)
        #expect(head["og:image:width"] == "1200" && head["og:image:height"] == "630")
        let card = try await magazine.page(path(head["og:image"]))
        #expect(card.status == 200 && card.mediaType == "image/png")
    }

    @Test("listings, and pages that have no words of their own, show the magazine's name; what is not there shows nothing")
    func magazines() async throws {
        let magazine = try await magazine()
        let front = try await head(magazine, "/")
        #expect(front["og:image:alt"] == "The Old Magazine" && front["twitter:card"] == "summary_large_image")
        #expect(try await magazine.page(path(front["og:image"])).mediaType == "image/png")
        for path in ["/category/news/", "/2020/", "/2020/01/"] {
            #expect(try await head(magazine, path)["og:image"] == front["og:image"], "\(path)")
        }
        #expect(try await head(magazine, "/item-6/")["og:image:alt"] == "About us")
        let nowhere = try await head(magazine, "/nowhere/")
        #expect(nowhere["og:image"] == nil && nowhere["twitter:card"] == nil && nowhere["robots"] == "noindex")
    }

    @Test("only the address that stands in a page answers: not one for other words, not one of a draft")
    func addresses() async throws {
        let magazine = try await magazine()
        let current = path(try await head(magazine, "/2020/01/item-4/")["og:image"])
        #expect(try await magazine.page(current).status == 200)
        let name = try #require(current.split(separator: "/").last).dropLast(".png".count)
        let (hash, start) = (name.suffix(20), name.dropLast(20))
        for other in [
            "\(start)\(hash.dropLast())0.png", "\(start)\(hash.dropLast())1.png", "\(start)\(hash)", "\(start)\(hash).jpg",
            "\(start).png", "card-\(hash).png", "card--\(hash).png",
            "card-0\(name.dropFirst(5)).png",
            "card-+\(name.dropFirst(5)).png", "card-99999999999999999999-\(hash).png", "\(name)-1.png", "card-.png",
            "card-a-b-c.png",
        ] where "/images/\(other)" != current {
            #expect(try await magazine.page("/images/\(other)").status == 404, "\(other)")
        }
        // As every address in capitals that there is in small letters.
        #expect(try await magazine.page("/images/\(start)\(hash.uppercased()).PNG").location == current)
        for id in 1...20 where current != "/images/card-\(id)-\(hash).png" {
            #expect(try await magazine.page("/images/card-\(id)-\(hash).png").status == 404)
        }
        try await magazine.importing(WXRText([.post(4, "Fog has no smell")]).text)
        let changed = path(try await head(magazine, "/2020/01/item-4/")["og:image"])
        #expect(changed != current)
        #expect(try await magazine.page(changed).status == 200)
        #expect(try await magazine.page(current).status == 404)
    }

    @Test("an article that is taken back takes its card with it")
    func withdrawn() async throws {
        let magazine = try await magazine()
        let current = path(try await head(magazine, "/2020/01/item-4/")["og:image"])
        #expect(try await magazine.page(current).status == 200)
        try await magazine.importing(
            WXRText([.post(4, "Fog <em>has</em> a smell & \"taste\"") { $0.status = "draft" }]).text)
        #expect(try await magazine.page("/2020/01/item-4/").status == 404)
        #expect(try await magazine.page(current).status == 404)
    }
}
