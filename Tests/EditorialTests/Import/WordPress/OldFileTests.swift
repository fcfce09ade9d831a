import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Files of an old site", .everyEngine)
struct OldFileTests {
    private static let folder = "/wp-content/uploads/2020/01/"

    /// A magazine whose uploads hold these files.
    private func magazine(_ files: [String], _ items: [WXRText.Item] = [.post(1)]) async throws -> (TemporaryMagazine, Imported) {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write("", to: "uploads/none")
        for file in files {
            try magazine.folder.write(
                file.hasSuffix(".pdf") ? Array("%PDF-1.4\n%%EOF\n".utf8) : SmallFiles.gif, to: "uploads/2020/01/\(file)")
        }
        return (magazine, try await magazine.importing(WXRText(items).text, uploads: magazine.folder["uploads"]))
    }

    @Test("A47: a file answers at its old address, to the letter, and nowhere else")
    func paths() async throws {
        let (magazine, _) = try await magazine(["a.gif", "with space.gif", "été.gif", "report.pdf"])
        for name in ["a.gif", "with%20space.gif", "%C3%A9t%C3%A9.gif", "%c3%a9t%c3%a9.gif", "report.pdf"] {
            let page = try await magazine.page(OldFileTests.folder + name)
            #expect(page.status == 200 && page.location == nil, "\(name)")
        }
        #expect(try await magazine.page(OldFileTests.folder + "a.gif").mediaType == "image/gif")
        for path in [OldFileTests.folder + "nowhere.gif", "/wp-content/uploads/a.gif", OldFileTests.folder] {
            #expect(try await magazine.page(path).status == 404, "\(path)")
        }
        #expect(try await magazine.page(OldFileTests.folder + "a.gif/").location == OldFileTests.folder + "a.gif")
    }

    @Test(
        "A48: whichever copy WordPress had made is answered from the file that is here",
        arguments: [
            (
                "photo.gif",
                [
                    "photo-300x200.gif", "photo-scaled.gif", "photo-rotated.gif", "photo-e1573045926152.gif",
                    "photo-150x150@2x.gif", "photo@2x.gif",
                ]
            ),
            (
                "photo.gif",
                [
                    "photo-e1573045926152-300x200.gif", "photo-scaled-300x200.gif", "photo-scaled-e1573045926152.gif",
                    "photo.gif.webp", "photo-300x200.gif.avif",
                ]
            ),
            (
                "photo-scaled.gif",
                ["photo.gif", "photo-300x200.gif", "photo-scaled-300x200.gif", "photo-scaled-e1573045926152.gif"]
            ),
            ("photo-rotated.gif", ["photo.gif", "photo-1024x768.gif", "photo-rotated-300x200.gif"]),
            (
                "photo-e1573045926152.gif",
                ["photo.gif", "photo-300x200.gif", "photo-e1573045926152-300x200.gif", "photo-scaled.gif"]
            ),
            ("photo-scaled-e1573045926152.gif", ["photo-scaled.gif", "photo.gif", "photo-300x200.gif"]),
            ("photo-2x3-4.gif", ["photo-2x3-4-300x200.gif"]),
        ] as [(String, [String])])
    func copies(_ file: String, _ copies: [String]) async throws {
        let (magazine, _) = try await magazine([file])
        for copy in copies {
            let page = try await magazine.page(OldFileTests.folder + copy)
            #expect(page.status == 200 && page.mediaType == "image/gif", "\(copy) of \(file): \(page.status)")
        }
    }

    @Test("A48: another picture that is only called alike does not stand in, and a picture of a document leads to the document")
    func noCopies() async throws {
        let (magazine, _) = try await magazine(["photo.gif", "photo-essay.gif", "report.pdf"])
        for name in [
            "phot.gif", "photo-e12.gif", "photo-essays.gif", "photo-300.gif", "photo-x200.gif", "photo.png", "other-scaled.gif",
            "photo-e1573045926152.png",
        ] {
            #expect(try await magazine.page(OldFileTests.folder + name).status == 404, "\(name)")
        }
        for name in ["report-pdf.jpg", "report-pdf-212x300.jpg"] {
            #expect(try await magazine.page(OldFileTests.folder + name).location == OldFileTests.folder + "report.pdf", "\(name)")
        }
    }

    private static let pages: [WXRText.Item] = [
        .post(1, "With a picture"), .post(2, "A draft") { $0.status = "draft" },
        .attachment(60, "quay.gif", alt: "A quay") { item in
            (item.parent, item.link, item.excerpt) = (1, "https://old.example/2020/01/item-1/quay/", "The caption")
        },
        .attachment(61, "alone.gif") { $0.link = "https://old.example/alone/" },
        .attachment(62, "missing.gif") { item in (item.parent, item.link) = (1, "https://old.example/2020/01/item-1/missing/") },
        .attachment(63, "secret.gif") { item in (item.parent, item.link) = (2, "https://old.example/?attachment_id=63") },
    ]

    @Test("A53: the page of an attachment is what the old site had there: a page, the file, or the article")
    func attachmentPages() async throws {
        let (magazine, _) = try await magazine(["quay.gif", "alone.gif", "secret.gif"], OldFileTests.pages)
        let article = "/2020/01/item-1/"
        let page = try await magazine.page(article + "quay/")
        #expect(page.status == 200 && page.body.contains("The caption") && page.body.contains("alt=\"A quay\""))
        for (old, new) in [
            ("/?attachment_id=60", article + "quay/"), (article + "attachment/quay/", article + "quay/"), ("/?p=61", "/alone/"),
            (article + "?attachment_id=60", article + "quay/"),
        ] {
            #expect(try await magazine.page(old).location == new, "\(old)")
        }
        try magazine.set([("attachment_pages", "file")])
        for address in [article + "quay/", "/?attachment_id=60", article + "attachment/quay/"] {
            #expect(try await magazine.page(address).location == OldFileTests.folder + "quay.gif", "\(address)")
        }
        #expect(try await magazine.page(article + "missing/").status == 200, "there is no file: the page says so")
        try magazine.set([("attachment_pages", "article")])
        #expect(try await magazine.page(article + "quay/").location == article)
        #expect(try await magazine.page("/?attachment_id=60").location == article)
        #expect(try await magazine.page("/alone/").location == OldFileTests.folder + "alone.gif")
        for setting in ["page", "file", "article"] {
            try magazine.set([("attachment_pages", setting)])
            #expect(try await magazine.page("/?attachment_id=63").status == 404, "it belongs to a draft")
        }
    }

    @Test("A55: attachments that belong to no article go in, and the ledger names them")
    func unattached() async throws {
        let (magazine, imported) = try await magazine(["quay.gif", "alone.gif", "secret.gif"], OldFileTests.pages)
        #expect(imported.ledger.notes.contains("1 attachment belongs to no article: “alone.gif”."))
        #expect(imported.entries(.attachment, id: "61").first?.path == "/alone/")
        #expect(try await magazine.page("/alone/").status == 200)
    }

    @Test("A56: a file that is missing is told in the ledger, its words stand in its place, and every page can be read")
    func missing() async throws {
        let body =
            "<p>Before <img src=\"https://old.example/wp-content/uploads/2020/01/missing.gif\" alt=\"A boat & a quay\"> after</p>"
        let (magazine, imported) = try await magazine(
            [],
            [
                .attachment(62, "missing.gif", alt: "A boat") { $0.parent = 1 },
                .post(1, body: body) { $0.meta = [("_thumbnail_id", "62")] },
            ])
        let entry = try #require(imported.entries(.attachment, id: "62").first)
        #expect(entry.outcome == .changed && entry.reason.contains("its file is not in the uploads"))
        let page = try await magazine.page("/2020/01/item-1/")
        #expect(page.status == 200 && page.body.contains("Picture: A boat &amp; a quay") && !page.body.contains("missing.gif"))
        for path in ["/", "/feed/", "/file-62/"] { #expect(try await magazine.page(path).status == 200, "\(path)") }
        #expect(try await magazine.page(OldFileTests.folder + "missing.gif").status == 404)
    }

    @Test("A66: links between articles lead from this magazine's root, however they were written, and each answers")
    func links() async throws {
        let written = [
            "http://old.example/2020/01/item-2/", "https://old.example/2020/01/item-2/",
            "https://www.old.example/2020/01/item-2/",
            "//old.example/2020/01/item-2/", "/2020/01/item-2/", "https://old.example/?p=2", "http://www.old.example/?p=2",
            "https://old.example/2020/01/item-2", "HTTPS://OLD.EXAMPLE/2020/01/item-2/#part",
            "https://old.example/index.php/2020/01/item-2/",
            "https://old.example/?page_id=3", "https://old.example/category/news/", "https://old.example/feed/",
            "https://old.example",
            "https://old.example/wp-content/uploads/2020/01/a-300x200.gif", "https://old.example/2020/01/item-2/#comment-5",
        ]
        let body =
            written.map { "<p><a href=\"\($0)\">link</a></p>" }.joined()
            + "<p><a href=\"https://elsewhere.example/?p=2\">other</a></p>"
        let (magazine, _) = try await magazine(
            ["a.gif"], [.post(1, body: body) { $0.terms = [("category", "news", "News")] }, .post(2), .page(3)])
        let page = try await magazine.page("/2020/01/item-1/")
        let text = page.body.components(separatedBy: "<a href=\"").dropFirst().filter { $0.contains(">link</a>") }
        let addresses = text.map { String($0.prefix { $0 != "\"" }) }
        #expect(addresses.count == written.count)
        for address in addresses {
            #expect(address.hasPrefix("/") && !address.hasPrefix("//"), "\(address)")
            let path = String(address.replacing("&amp;", with: "&").prefix { $0 != "#" })
            var answer = try await magazine.page(path)
            if let location = answer.location { answer = try await magazine.page(location) }
            #expect(answer.status == 200, "\(address)")
        }
        #expect(page.body.contains("href=\"https://elsewhere.example/?p=2\""))
    }
}
