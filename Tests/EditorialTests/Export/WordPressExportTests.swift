import Content
import Foundation
import Media
import Storage
import TestSupport
import Testing

@testable import Editorial

@Suite("stet export wordpress", .everyEngine)
struct WordPressExportTests {
    @Test("every XML parser takes the file, whatever a text holds, and reads every text as it was")
    func anyText() async throws {
        let body = "One ]]> two ]]]]> three ]]>\u{301} & <b>four</b> &amp; five\n\n\n  six"
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(7, "]]> & “A” < B", body: body) { item in
                    item.meta = [("_wp_old_slug", "former")]
                    item.comments = [.init(3, "Seven ]]> eight <i>nine</i>", author: "A & B"), .init(4, "Ten", parent: 3)]
                },
                .page(8, "Over") { $0.password = "open sesame" }, .page(9, "Below") { $0.parent = 8 },
            ]))
        let file = try await magazine.exporting()
        let bytes = Array(try Data(contentsOf: URL(filePath: file)))
        let judged = try #require(XMLJudge(bytes), "it is not well-formed").records.compactMap(WordPressExportTests.item)
        #expect(judged.count == 3)
        let item = try #require(judged.first { $0.postID == 7 })
        #expect(item.content == body && item.title == "]]&gt; &amp; “A” &lt; B")
        #expect(item.comments.map(\.content) == ["Seven ]]> eight <i>nine</i>", "Ten"] && item.comments[1].parent == 3)
        #expect(item.comments[0].author == "A &amp; B" && item.guid == "https://old.example/?p=7")
        #expect(item.meta.contains { $0.key == "_wp_old_slug" && $0.value == "former" })
        let over = try #require(judged.first { $0.postID == 8 })
        #expect(over.status == "publish" && over.password == "open sesame")
        #expect(judged.first { $0.postID == 9 }?.parent == 8)
        // The importer of WordPress without an XML parser goes by lines.
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.filter { $0 == "<item>" }.count == 3 && lines.filter { $0 == "</item>" }.count == 3)
        #expect(lines.contains { $0.hasPrefix("<wp:author>") && $0.hasSuffix("</wp:author>") })
    }

    @Test("what XML forbids is not in the file")
    func forbidden() {
        #expect(WXRWriter.section("a\u{0}b\u{8}c\u{FFFE}d\u{FFFF}e\r\nf\rg\th\u{FEFF}i") == "<![CDATA[abcde\nf\ng\th\u{FEFF}i]]>")
        #expect(WXRWriter.escaped("<\"&\u{1B}>") == "&lt;&quot;&amp;&gt;")
    }

    @Test("talks, events, bylines of two, languages, captions and settings come back, which WordPress has no place for")
    func own() async throws {
        let first = try TemporaryMagazine()
        try first.store.writeWaiting { transaction in
            var publication = try transaction.publication()
            (publication.baseURL, publication.cardsPerPage, publication.timeZone) = ("https://m.example", 24, "Europe/Oslo")
            publication.frontPage = .grid
            try transaction.save(publication)
            var authors: [Int64] = []
            for (slug, name) in [("a-b", "Ann & Bo"), ("c", "Cé")] {
                var author = Author(slug: slug, name: name, permalink: try #require(Permalink("/people/\(slug)/")))
                (author.email, author.url) = ("\(slug)@m.example", "https://\(slug).example")
                author.biography = try HTMLSanitizer(policy: .body).sanitize("<p>Writes\nabout <b>tides</b></p>").html
                authors.append(try transaction.save(author))
            }
            var talk = try article("talk", "<p>What [gallery] does &lt;b&gt;</p>\n", "What `[gallery]` does <b>")
            (talk.kind, talk.status, talk.authorIDs) = (.talk, .published, authors)
            talk.talk = Article.Talk(mediaURL: "/talk.mp3", duration: "1:02", speakers: "Ann, Bo")
            talk.isListed = true
            talk.permalink = Permalink("/t/alk/")
            talk.pictureCaption = HTML(escaping: "Ann & Bo")
            talk.standfirst = "Two [three] four & five"
            talk.teaser = talk.standfirst
            talk.publishedAt = Timestamp(stored: 1_600_000_000_000)
            _ = try transaction.add(talk)
            var event = try article("event", "<p>Come</p>", "Come")
            (event.kind, event.status, event.language) = (.event, .scheduled, "ar")
            event.event = Article.Event(
                starts: WallClock(stored: 1_700_000_000_000), ends: WallClock(stored: 1_700_003_600_000), place: "Hall",
                address: "1, Quay")
            event.publishedAt = Timestamp(stored: 9_699_000_000_000)
            event.teaser = "Come"
            _ = try transaction.add(event)
            try transaction.claim(try #require(Permalink("/gone/")), for: .gone)
            try transaction.claim(try #require(Permalink("/away/")), for: .redirect("https://else.example/x"))
            try transaction.claim(try #require(Permalink("/t/old/")), for: .redirect("/t/alk/"))
        }
        let file = try await first.exporting()
        let second = try TemporaryMagazine()
        let imported = try await second.importing(files: [file])
        #expect(imported.ledger.isComplete && imported.ledger.count(.redirect, .imported) == 3, "\(imported.ledger.reasons)")
        let (before, after) = (try MagazineContent(first.store), try MagazineContent(second.store))
        #expect(before.firstDifference(from: after) == "")
        #expect(
            before.tables["talk"]?.count == 1 && before.tables["event"]?.count == 1 && before.tables["article_author"]?.count == 2
        )
        // WordPress shows the brackets, and runs nothing.
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("<!-- wp:html --><p>What &#91;gallery] does &lt;b&gt;</p>\n<!-- /wp:html -->"))
    }

    @Test("files come along as a folder that is copied over a WordPress, and an import takes it back")
    func files() async throws {
        let first = try TemporaryMagazine()
        try first.folder.write(SmallFiles.gif, to: "root/wp-content/uploads/2020/01/a b%20c.gif")
        try first.folder.write(SmallFiles.gif, to: "root/pictures/d.gif")
        try first.folder.write("<?php", to: "root/wp-login.php")
        try first.folder.write(SmallFiles.gif, to: "root/wp-includes/images/e.gif")
        try await first.importing(WXRText([.post(1)]).text, uploads: first.folder["root"])
        _ = try await first.exporting(uploads: first.folder["out"])
        let names = ["out/wp-content/uploads/2020/01/a b%20c.gif", "out/pictures/d.gif"]
        for name in names {
            #expect(FileManager.default.contents(atPath: first.folder[name]) == Data(SmallFiles.gif), "\(name)")
        }
        #expect(FileManager.default.subpaths(atPath: first.folder["out"])?.filter { $0.hasSuffix(".gif") }.count == 2)
    }

    @Test("what is there already is not written over, and an export that is stopped leaves nothing")
    func existing() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        let path = try magazine.folder.write("dear", to: "export.xml")
        await #expect(throws: MediaError.self) { try await magazine.working(.exportWordPress(file: path, uploads: nil)) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "dear")
        let (store, files) = (magazine.store, magazine.files)
        let other = magazine.folder["other.xml"]
        await #expect(throws: ImportError.self) {
            try await onThread {
                try WordPressExport(
                    store: store, files: files, monitor: ImportMonitor(isCancelled: { true }), path: other, uploads: nil
                ).run()
            }
        }
        #expect(!FileManager.default.fileExists(atPath: other) && !FileManager.default.fileExists(atPath: other + ".part"))
    }

    private static func item(_ record: WXRRecord) -> WXRItem? { if case .item(let item) = record { item } else { nil } }

    private func article(_ slug: String, _ body: String, _ source: String) throws -> Article {
        var article = Article()
        (article.slug, article.source, article.sourceFormat) = (slug, source, .markdown)
        article.headline = HTML(escaping: "The \(slug)")
        article.body = try HTMLSanitizer(policy: .body).sanitize(body).html
        article.dated = WallClock(stored: 1_600_007_200_000)
        return article
    }
}
