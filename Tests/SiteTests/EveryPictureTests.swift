import Foundation
import Site
import TestSupport
import Testing

/// Every `<img>` on every page of two magazines.
@Suite("Every picture of every page")
struct EveryPictureTests {
    /// What stands in the pages that are reached from the front page by links.
    private func pages(_ magazine: TemporaryMagazine, base: String) async throws -> [String: Page] {
        var pages: [String: Page] = [:]
        var waiting = ["/", "/nowhere/"]
        while let address = waiting.popLast() {
            guard pages[address] == nil, !(address.split(separator: "/").last ?? "").contains(".") else { continue }
            let page = try await magazine.page(address)
            pages[address] = page
            if let location = page.location { waiting.append(location) }
            if page.mediaType.hasPrefix("text/html") { waiting += Crawl.links(in: page.body, base: base) }
        }
        return pages.filter { $0.value.mediaType.hasPrefix("text/html") }
    }

    private func judge(_ magazine: TemporaryMagazine, base: String) async throws -> (own: Int, foreign: Int) {
        var (own, foreign) = (0, 0)
        var known: Set<String> = []
        for (address, page) in try await pages(magazine, base: base) {
            let images = ImgTag.all(in: page.body)
            var eager = 0
            for image in images {
                let source = try #require(image["src"])
                #expect(image["alt"] != nil, "\(address): \(source)")
                guard source.hasPrefix("/") else {
                    foreign += 1
                    #expect(image["loading"] == "lazy", "\(address): \(source)")
                    continue
                }
                own += 1
                #expect(source.hasPrefix("/images/"), "\(address): \(source)")
                #expect((Int(image["width"] ?? "") ?? 0) > 0 && (Int(image["height"] ?? "") ?? 0) > 0, "\(address): \(source)")
                let isDrawing = source.hasSuffix("/full.original")
                let isSquare = source.contains("/square-")
                #expect(isDrawing == image.candidates.isEmpty && isDrawing == (image["sizes"] == nil), "\(address): \(source)")
                // A JPEG cannot be seen through.
                if source.hasSuffix(".jpg"), !isSquare {
                    #expect(image["style"]?.hasPrefix("background-color:#") == true, "\(address): \(source)")
                }
                if image["loading"] != "lazy", !isSquare { eager += 1 }
                for candidate in image.candidates + [source] where known.insert(candidate).inserted {
                    guard case .picture = try await magazine.site.answer(path: candidate) else {
                        Issue.record("\(candidate) is no picture")
                        continue
                    }
                }
            }
            let high = images.filter { $0["fetchpriority"] == "high" }
            #expect(high.count <= 1, "\(address)")
            #expect(high.allSatisfy { $0["loading"] == nil }, "\(address)")
            // The story at the top of the front page, and the one beside it.
            #expect(eager <= (address == "/" ? 2 : 1), "\(address)")
            // What stands in a `<source>` belongs to the picture that follows.
            #expect(page.body.components(separatedBy: "<picture>").count == page.body.components(separatedBy: "</picture>").count)
        }
        return (own, foreign)
    }

    @Test("in the sample each has its size, its words, its forms; one alone is wanted at once")
    func sample() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(folder: SampleTests.folder)
        let judged = try await judge(magazine, base: "https://harbourpost.example")
        #expect(judged.own > 150 && judged.foreign == 0)
    }

    @Test(
        "the same in the export that WordPress tests its themes with",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func themeUnitTest() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(
            files: [SharedMaterial.path("wxr/theme-test-data/themeunittestdata.wordpress.xml")],
            uploads: SharedMaterial.path("wxr/media-theme-test-data"))
        let judged = try await judge(magazine, base: "https://wpthemetestdata.wordpress.com")
        #expect(judged.own > 50)
    }

    @Test(
        "a body that begins with a picture gets it at once, one that begins with words, or stands below a picture, does not",
        arguments: [("", true), ("<p>\(String(repeating: "words ", count: 200))</p>", false)])
    func top(before: String, isEager: Bool) async throws {
        let folder = try TemporaryFolder()
        try folder.write(SmallFiles.jpeg, to: "uploads/2020/01/a.jpg")
        let body =
            before
            + "<img src=\"/wp-content/uploads/2020/01/a.jpg\" alt=\"\"><img src=\"/wp-content/uploads/2020/01/a.jpg\" alt=\"\">"
        let magazine = try await TemporaryMagazine(
            WXRText([
                .attachment(5, "a.jpg"), .post(1, body: body), .post(2, body: body) { $0.meta = [("_thumbnail_id", "5")] },
            ]), uploads: folder["uploads"])
        let alone = ImgTag.all(in: try await magazine.page("/2020/01/item-1/").body)
        #expect(alone.map { $0["fetchpriority"] == "high" } == [isEager, false])
        #expect(alone.map { $0["loading"] == "lazy" } == [!isEager, true])
        let below = ImgTag.all(in: try await magazine.page("/2020/01/item-2/").body)
        #expect(below.map { $0["fetchpriority"] == "high" } == [true, false, false])
    }
}
