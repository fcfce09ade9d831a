import Content
import Foundation
import Media
import Storage
import TestSupport
import Testing

@testable import Editorial

@Suite("Alt texts", .everyEngine)
struct AltTextTests {
    /// Three pictures: one above an article without words, one in a body without, one with.
    private func magazine() async throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        for file in ["lead.gif", "silent.gif", "told.gif"] {
            try magazine.folder.write(SmallFiles.gif + Array(file.utf8), to: "uploads/2020/01/\(file)")
        }
        let body = """
            <img src="https://old.example/wp-content/uploads/2020/01/silent-300x200.gif" alt="" />
            <img src="https://old.example/wp-content/uploads/2020/01/told.gif" alt="A boat" />
            """
        let export = WXRText([
            .attachment(5, "lead.gif"), .attachment(6, "silent.gif"), .attachment(7, "told.gif"),
            .post(8, body: body) { $0.meta = [("_thumbnail_id", "5")] }, .post(9, body: body),
        ])
        try await magazine.importing(export.text, uploads: magazine.folder["uploads"])
        return magazine
    }

    @Test("pictures that readers see without alt text are listed with their pages; words and decisions take them off the list")
    func missing() async throws {
        let magazine = try await magazine()
        let store = magazine.store
        func missing() throws -> WorkResult { try AltTexts(store: store, monitor: ImportMonitor()).missing() }
        let first = try missing()
        #expect(first.exit == .incomplete)
        #expect(
            first.report == """
                2 pictures have no alt text:
                  /wp-content/uploads/2020/01/lead.gif
                    on /2020/01/item-8/
                  /wp-content/uploads/2020/01/silent.gif
                    on /2020/01/item-8/
                    on /2020/01/item-9/
                Describe one with: stet pictures describe FILE --alt TEXT, or --decorative

                """)
        func describe(_ name: String, _ alt: String?, isDecorative: Bool = false) throws -> WorkResult {
            try PictureDescription(
                file: "/wp-content/uploads/2020/01/\(name)", alt: alt, isDecorative: isDecorative, focalPoint: nil
            ).apply(to: store)
        }
        #expect(try describe("lead.gif", "A ferry at dawn").exit == .success)
        #expect(try await magazine.page("/2020/01/item-8/").body.contains("alt=\"A ferry at dawn\""))
        #expect(try describe("silent.gif", nil, isDecorative: true).exit == .success)
        #expect(try missing().exit == .success)
        #expect(try describe("gone.gif", "Nothing").exit == .unreadable)
    }

    @Test("a focal point that was set by hand rules the crop, and outlives another import")
    func focalPoint() async throws {
        let magazine = try await magazine()
        let file = "/wp-content/uploads/2020/01/lead.gif"
        // What is cut for those who share a page is cut from a picture that is large enough.
        try magazine.folder.write(try await SmallFiles.picture(width: 1200), to: "uploads/2020/01/lead.gif")
        try await magazine.importing(WXRText([.attachment(5, "lead.gif")]).text, uploads: magazine.folder["uploads"])
        _ = try PictureDescription(file: file, alt: nil, isDecorative: false, focalPoint: [100, 900]).apply(to: magazine.store)
        try await magazine.importing(WXRText([.attachment(5, "lead.gif")]).text, uploads: magazine.folder["uploads"])
        let page = try await magazine.page("/2020/01/item-8/").body
        #expect(page.contains("/card-100-900.jpg"))
    }
}

@Suite("Nothing is published without alt text where the publication says so", .everyEngine)
struct AltTextRuleTests {
    @Test("what lacks words is a draft that the ledger explains, is published when it has them, and stays when it is")
    func heldBack() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.store.writeWaiting { transaction in
            var publication = try transaction.publication()
            publication.altTextRequired = true
            try transaction.save(publication)
        }
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/silent.gif")
        let picture = #"<img src="https://old.example/wp-content/uploads/2020/01/silent.gif" alt="" />"#
        let export = WXRText([
            .attachment(5, "silent.gif"), .post(7, body: "No picture."), .post(8, body: picture),
            .post(9, body: picture.replacing("alt=\"\"", with: "alt=\"A boat\"")),
            .post(10) { $0.meta = [("_thumbnail_id", "5")] },
        ]).text
        let imported = try await magazine.importing(export, uploads: magazine.folder["uploads"])
        let file = "/wp-content/uploads/2020/01/silent.gif"
        for id in ["8", "10"] {
            let entry = try #require(imported.entries(.article, id: id).first)
            #expect(entry.outcome == .changed)
            #expect(
                entry.reason
                    == "it is kept as a draft: alt text is missing for \(file), and the setting alt_text_required wants it")
            #expect(try await magazine.page("/2020/01/item-\(id)/").status == 404)
        }
        for id in ["7", "9"] { #expect(try await magazine.page("/2020/01/item-\(id)/").status == 200) }
        #expect(try magazine.problems() == [])

        // Again without words nothing changes; with words they are published by the next import.
        try await magazine.importing(export)
        #expect(try await magazine.page("/2020/01/item-8/").status == 404)
        func describe(_ alt: String) throws {
            _ = try PictureDescription(file: file, alt: alt, isDecorative: false, focalPoint: nil).apply(to: magazine.store)
        }
        try describe("A quay")
        try await magazine.importing(export)
        for id in ["8", "10"] { #expect(try await magazine.page("/2020/01/item-\(id)/").status == 200, "\(id)") }
        // What is published stays, whatever its pictures lose.
        try describe("")
        try await magazine.importing(export.replacing("No picture.", with: "Still none."))
        for id in ["7", "8", "10"] { #expect(try await magazine.page("/2020/01/item-\(id)/").status == 200, "\(id)") }
        #expect(try magazine.problems() == [])
    }

    @Test("how large a picture may be is set")
    func limits() async throws {
        var publication = Publication()
        try Setting.named("image_megapixels").set("1", in: &publication)
        try Setting.named("image_frames").set("3", in: &publication)
        #expect(ImageLimits(publication).megapixels == 1 && ImageLimits(publication).frames == 3)
        #expect(ImageLimits(Publication()) == ImageLimits())
    }
}
