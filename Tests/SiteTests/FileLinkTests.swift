import Foundation
import TestSupport
import Testing

@Suite("Links to documents", .everyEngine)
struct FileLinkTests {
    private static let uploads = "/wp-content/uploads/2020/01"

    /// A magazine with one article; `report.pdf` has 2.4 MB.
    private func magazine(_ body: String, language: String = "en") async throws -> TemporaryMagazine {
        let folder = try TemporaryFolder()
        let pdf = Array("%PDF-1.4\n".utf8) + [UInt8](repeating: 0x20, count: 2_399_991)
        try folder.write(pdf, to: "uploads/2020/01/report.pdf")
        try folder.write(Array("%PDF-1.4\n".utf8), to: "uploads/2020/01/über uns.pdf")
        try folder.write("Notes.", to: "uploads/2020/01/notes.txt")
        try folder.write(Array("ID3".utf8) + [UInt8](repeating: 1, count: 12_000), to: "uploads/2020/01/talk.mp3")
        try folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        var export = WXRText([
            .post(1, body: body), .attachment(5, "report.pdf"), .attachment(6, "talk.mp3"), .attachment(7, "a.gif", alt: "A"),
        ])
        export.language = language
        let magazine = try await TemporaryMagazine(export, uploads: folder["uploads"])
        return withExtendedLifetime(folder) { magazine }
    }

    private func prose(_ magazine: TemporaryMagazine) async throws -> String {
        let page = try await magazine.page("/2020/01/item-1/").body
        let start = try #require(page.range(of: "<div class=\"prose\">"))
        return page[start.upperBound...].components(separatedBy: "<footer")[0].replacing("\u{A0}", with: " ")
            .replacing("&nbsp;", with: " ")
    }

    @Test(
        "a link to a document says its kind and its size, as far as its words do not",
        arguments: [
            ("Report", "Report (PDF, 2.4 MB)"), ("The <em>report</em>", "The report (PDF, 2.4 MB)"),
            ("report.pdf", "report.pdf (2.4 MB)"),
            ("Report (PDF)", "Report (PDF) (2.4 MB)"), ("Report, 2.4 MB", "Report, 2.4 MB (PDF)"),
            ("Report (pdf, 2,4MB)", "Report (pdf, 2,4MB)"), ("Report [PDF 2 MB]", "Report [PDF 2 MB]"),
            // Not every number before a letter is a size.
            ("The 5 m report of 2 men", "The 5 m report of 2 men (PDF, 2.4 MB)"), ("", "(PDF, 2.4 MB)"),
        ])
    func says(words: String, expected: String) async throws {
        let magazine = try await magazine("<p>Read: <a href=\"\(Self.uploads)/report.pdf\">\(words)</a>, today.</p>")
        let prose = try await prose(magazine)
        let start = try #require(prose.range(of: "<a "))
        let link = prose[start.lowerBound...].components(separatedBy: "</a>")[0]
        let text = link.components(separatedBy: "<").map { $0.drop { $0 != ">" }.dropFirst() }.joined()
        #expect(text.trimmingCharacters(in: .whitespaces) == expected)
        #expect(prose.contains(", today."))
    }

    @Test("what stands in brackets after a link counts, and a button beside it does not say it again")
    func once() async throws {
        let path = "\(Self.uploads)/report.pdf"
        let magazine = try await magazine(
            """
            <p><a href="\(path)">One</a> (PDF, 2 MB) and</p>
            <div class="wp-block-file"><a href="\(path)">Two</a><a href="\(path)" class="wp-block-file__button" download>Download</a></div>
            <p>then <a href="\(path)#page=3">three</a>.</p>
            """)
        let prose = try await prose(magazine)
        #expect(prose.contains(">One</a> (PDF, 2 MB)"))
        #expect(prose.contains(">Two <span class=\"file-facts\">(PDF, 2.4 MB)</span></a>") && prose.contains(">Download</a>"))
        #expect(prose.contains(">three <span class=\"file-facts\">(PDF, 2.4 MB)</span></a>."))
    }

    @Test("recordings and texts are told too; pictures, pages, other sites and what is not there are not")
    func others() async throws {
        let magazine = try await magazine(
            """
            <p><a href="\(Self.uploads)/talk.mp3">Talk</a> <a href="\(Self.uploads)/notes.txt">Notes</a>
            <a href="\(Self.uploads)/%C3%BCber%20uns.pdf">Us</a> <a href="https://old.example\(Self.uploads)/report.pdf">Old</a>
            <a href="\(Self.uploads)/a.gif">Picture</a> <a href="\(Self.uploads)/gone.pdf">Gone</a>
            <a href="https://elsewhere.example/report.pdf">Elsewhere</a> <a href="/2020/01/item-1/">Page</a> <a href="#x.pdf">Here</a>
            <a href="/file-5/">About</a></p>
            """)
        let prose = try await prose(magazine)
        for said in [
            "Talk <span class=\"file-facts\">(MP3, 12 kB)", "Notes <span class=\"file-facts\">(TXT, 1 kB)",
            "Us <span class=\"file-facts\">(PDF, 1 kB)",
            "Old <span class=\"file-facts\">(PDF, 2.4 MB)",
        ] { #expect(prose.contains(said), "\(said)") }
        for quiet in ["Picture</a>", "Gone</a>", "Elsewhere</a>", "Page</a>", "Here</a>", "About</a>"] {
            #expect(prose.contains(quiet), "\(quiet)")
        }
    }

    @Test("the words are those of the magazine's language")
    func languages() async throws {
        let body = "<p><a href=\"\(Self.uploads)/report.pdf\">x</a> and <a href=\"\(Self.uploads)/report.pdf\">2,4 Mo</a></p>"
        let prose = try await prose(try await magazine(body, language: "fr"))
        #expect(prose.contains("(PDF, 2,4 Mo)") && prose.contains("2,4 Mo <span class=\"file-facts\">(PDF)</span>"))
    }

    @Test("the page about a file tells kind and size, plays sound when it is asked to, and links to the file")
    func attachmentPages() async throws {
        let magazine = try await magazine("x")
        let document = try await magazine.page("/file-5/").body.replacing("\u{A0}", with: " ")
        #expect(document.contains("<a href=\"\(Self.uploads)/report.pdf\" download><bdi>report.pdf</bdi></a> (PDF, 2.4 MB)"))
        #expect(!document.contains("<img") && !document.contains("<audio"))
        let sound = try await magazine.page("/file-6/").body.replacing("\u{A0}", with: " ")
        #expect(
            sound.contains("<audio controls preload=\"none\" src=\"\(Self.uploads)/talk.mp3\"></audio>")
                && sound.contains("(MP3, 12 kB)"))
        let picture = try await magazine.page("/file-7/").body
        #expect(picture.contains("(GIF)") && picture.contains("width=\"1\" height=\"1\" fetchpriority=\"high\""))
    }
}
