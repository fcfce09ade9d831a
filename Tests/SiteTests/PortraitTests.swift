import Foundation
import Site
import TestSupport
import Testing

@Suite("Portraits and drawings in pages", .everyEngine)
struct PortraitTests {
    private func folder() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(try await SmallFiles.picture(width: 900), to: "magazine/static/pictures/ines b.jpg")
        try folder.write(try await SmallFiles.picture(width: 130), to: "magazine/static/pictures/small.jpg")
        try folder.write(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 200'><path d='M0 0h9v9z'/></svg>",
            to: "magazine/static/pictures/drawing.svg")
        try folder.write(
            """
            - slug: ines
              name: Ines
              picture: "/pictures/ines b.jpg"
            - slug: jo
              name: Jo
              picture: /pictures/small.jpg
            - slug: kim
              name: Kim
              picture: /pictures/drawing.svg
            - slug: lee
              name: Lee
              picture: /pictures/gone.jpg
            - slug: max
              name: Max
            """, to: "magazine/data/authors.yaml")
        try folder.write(
            """
            ---
            title: A drawing
            date: 2025-03-14T06:10:00Z
            authors: [ines, jo, kim, lee, max]
            picture: /pictures/drawing.svg
            picture_alt: A drawing of a path
            ---
            Words.
            """, to: "magazine/content/articles/drawing.md")
        return folder
    }

    private func magazine() async throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        let folder = try await folder()
        try await magazine.importing(folder: folder["magazine"])
        withExtendedLifetime(folder) {}
        return magazine
    }

    private func images(_ page: Page, in block: String) throws -> [[String: String]] {
        let start = try #require(page.body.range(of: block), "\(block)")
        let part = page.body[start.upperBound...].prefix(4000)
        return ImgTag.all(in: String(part.components(separatedBy: "</div>")[0])).map(\.attributes)
    }

    @Test("a byline has portraits cut to squares, at the widths of a screen's dots, with their size and no alt text")
    func byline() async throws {
        let magazine = try await magazine()
        let faces = try images(try await magazine.page("/2025/03/drawing/"), in: "<div class=\"faces\">")
        #expect(faces.count == 3)
        for face in faces { #expect(face["alt"] == "" && face["src"]?.hasPrefix("/images/") == true, "\(face)") }
        let large = try #require(faces.first)
        #expect(large["width"] == "48" && large["height"] == "48" && large["sizes"] == "2.75rem")
        #expect(large["srcset"]?.components(separatedBy: ", ").map { $0.suffix(4) } == [" 48w", " 96w", "144w"])
        // Of a picture of 130 × 68 no square is larger than 68.
        #expect(faces[1]["srcset"]?.hasSuffix(" 68w") == true)
        // A drawing has no other form than itself.
        #expect(faces[2]["src"]?.hasSuffix("/full.original") == true && faces[2]["srcset"] == nil)
        #expect(faces[2]["width"] == "300" && faces[2]["height"] == "200")
        let square = try await magazine.page(try #require(large["src"]))
        #expect(square.status == 200 && square.mediaType == "image/jpeg")
    }

    @Test("an author's page has a larger portrait; one whose file is missing has none, and no broken picture")
    func authorPage() async throws {
        let magazine = try await magazine()
        let portrait = try #require(
            try images(try await magazine.page("/author/ines/"), in: "<header class=\"listing-head\">").first)
        #expect(portrait["width"] == "96" && portrait["height"] == "96" && portrait["alt"] == "" && portrait["sizes"] == "6rem")
        #expect(portrait["srcset"]?.components(separatedBy: ", ").count == 5)
        for path in ["/author/lee/", "/author/max/"] {
            #expect(try await !magazine.page(path).body.contains("class=\"portrait\""), "\(path)")
        }
    }

    @Test("only squares of the ladder, around the picture's own point, exist")
    func ladder() async throws {
        let magazine = try await magazine()
        let face = try #require(
            try images(try await magazine.page("/2025/03/drawing/"), in: "<div class=\"faces\">").first?["src"])
        let parts = face.components(separatedBy: "/square-48-")
        let point = try #require(parts.last).dropLast(".jpg".count)
        for other in [
            "square-49-\(point).jpg", "square-48-1-1.jpg", "square-289-\(point).jpg", "square-48-\(point).png", "square-48.jpg",
        ] {
            #expect(try await magazine.page("\(parts[0])/\(other)").status == 404, "\(other)")
        }
        #expect(try await magazine.page("\(parts[0])/square-288-\(point).avif").mediaType == "image/avif")
    }

    @Test("a drawing above an article and on a card is shown as it is, with its size")
    func drawings() async throws {
        let magazine = try await magazine()
        for (path, block) in [("/2025/03/drawing/", "<figure class=\"lead"), ("/author/ines/", "<div class=\"card-picture\">")] {
            let image = try #require(try images(try await magazine.page(path), in: block).first)
            #expect(image["width"] == "300" && image["height"] == "200" && image["alt"] == "A drawing of a path", "\(path)")
            #expect(image["srcset"] == nil && image["src"]?.hasSuffix("/full.original") == true)
            let drawing = try await magazine.page(try #require(image["src"]))
            #expect(drawing.mediaType == "image/svg+xml" && drawing.body.hasPrefix("<svg"))
        }
    }
}
