import Content
import Editorial
import Storage
import TestSupport
import Testing

@Suite("The words and files of attachments", .everyEngine)
struct WordPressMediaTests {
    @Test("A50: a picture has the alt text of its place, or that of the picture where its place says nothing")
    func altTexts() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        let source = "https://old.example/wp-content/uploads/2020/01/a.gif"
        let text = WXRText([
            .attachment(5, "a.gif", alt: "Of the picture"),
            .post(1, body: "<p><img src=\"\(source)\" alt=\"Of its place\"></p>"),
            .post(2, body: "<p><img src=\"\(source)\"></p>"),
            .post(3, body: "<p><img class=\"wp-image-5\" src=\"\(source)\" alt=\"\"></p>"),
        ]).text
        try await magazine.importing(text, uploads: magazine.folder["uploads"])
        let own = try await magazine.page("/2020/01/item-1/").body
        #expect(own.contains("alt=\"Of its place\"") && !own.contains("Of the picture"))
        #expect(try await magazine.page("/2020/01/item-2/").body.contains("alt=\"Of the picture\""))
        // WordPress writes an empty one where the picture had none yet when it was put in.
        #expect(try await magazine.page("/2020/01/item-3/").body.contains("alt=\"Of the picture\""))
    }

    @Test("A51: title, caption, description and credit of a picture stand on its page, and nothing in them runs")
    func words() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        let evil = "<script>evil()</script>"
        let metadata =
            "a:3:{s:5:\"width\";i:1;s:6:\"height\";i:1;s:10:\"image_meta\";a:1:{s:6:\"credit\";s:\(9 + evil.utf8.count):\"Mara Lund\(evil)\";}}"
        let text = WXRText([
            .attachment(5, "a.gif", alt: "A boat") { item in
                item.title = "The title\(evil)"
                item.excerpt = "The <em>caption</em>\(evil)"
                item.body = "The description\(evil)"
                item.meta.append(("_wp_attachment_metadata", metadata))
            }
        ]).text
        try await magazine.importing(text, uploads: magazine.folder["uploads"])
        let page = try await magazine.page("/file-5/").body
        for words in ["<h1>The title", "The <em>caption</em>", "The description", "Mara Lund"] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(!page.contains("evil()"))
    }

    @Test(
        "A52: documents, sound and film are served at their old addresses as what they are, and have their pages",
        arguments: [
            ("report.pdf", Array("%PDF-1.4\n%%EOF\n".utf8), "application/pdf", "report.pdf"),
            ("talk.mp3", [0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0], "audio/mpeg", "<audio"),
            ("film.mp4", [0, 0, 0, 0x18] + Array("ftypmp42".utf8) + [UInt8](repeating: 0, count: 12), "video/mp4", "<video"),
        ] as [(String, [UInt8], String, String)])
    func otherFiles(_ name: String, _ bytes: [UInt8], _ type: String, _ shown: String) async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(bytes, to: "uploads/2020/01/\(name)")
        let imported = try await magazine.importing(
            WXRText([.attachment(5, name) { $0.title = "The file" }]).text, uploads: magazine.folder["uploads"])
        #expect(imported.entries(.attachment, id: "5").map(\.outcome) == [.imported])
        let file = try await magazine.page("/wp-content/uploads/2020/01/\(name)")
        #expect(file.status == 200 && file.mediaType == type, "\(file.mediaType)")
        #expect(try await magazine.page("/file-5/").body.contains(shown))
    }

    @Test("A49: a featured image may come in another file of the export, or not at all yet")
    func featuredImageLater() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        let post = WXRText([.post(1) { $0.meta = [("_thumbnail_id", "5")] }]).text
        let imported = try await magazine.importing(
            post, WXRText([.attachment(5, "a.gif", alt: "A boat")]).text, uploads: magazine.folder["uploads"])
        #expect(imported.ledger.isComplete)
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("alt=\"A boat\""))
    }
}
