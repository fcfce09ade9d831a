import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Broken exports give up what can be had", .everyEngine)
struct BrokenExportTests {
    @Test("an unescaped ]]> inside a body ends nothing: the body is whole and so is what follows")
    func sectionEnd() async throws {
        let magazine = try TemporaryMagazine()
        let export = WXRText([.post(1, body: "<p>before @@ after</p>"), .post(2, "Next")]).text.replacing("@@", with: "]]>")
        let imported = try await magazine.importing(export)
        #expect(imported.ledger.count(.article, .imported) + imported.ledger.count(.article, .changed) == 2)
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("before ]]&gt; after"))
        #expect(try await magazine.page("/2020/01/item-2/").status == 200)
    }

    @Test("A4: control characters are taken out, and the ledger says of which item at which line")
    func controlCharacters() async throws {
        let magazine = try TemporaryMagazine()
        let export = WXRText([.post(1, "One\u{8} title", body: "<p>one\u{B}two\u{0}three</p>")]).text
        let imported = try await magazine.importing(export)
        #expect(imported.ledger.reconciles)
        let page = try await magazine.page("/2020/01/item-1/").body
        #expect(page.contains("onetwothree") && page.contains("<h1>One title</h1>"))
        #expect(!page.utf8.contains(0) && !page.utf8.contains(8) && !page.utf8.contains(0x0B))
        let entry = try #require(imported.entries(.article, id: "1").first)
        #expect(entry.outcome == .changed && entry.reason.contains("control character"))
        #expect(entry.line == number(ofLineWith: "<item>", in: export))
    }

    @Test("A4: invalid UTF-8 becomes U+FFFD, and the ledger says of which item at which line")
    func invalidUTF8() async throws {
        let magazine = try TemporaryMagazine()
        let text = WXRText([.post(1, body: "<p>caf@ au lait</p>"), .post(2)]).text
        let bytes = text.utf8.map { $0 == UInt8(ascii: "@") ? 0xE9 : $0 }
        let imported = try await magazine.importing(files: [magazine.folder.write(bytes, to: "latin.xml")])
        #expect(imported.ledger.count(.article, .failed) == 0)
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("caf\u{FFFD} au lait"))
        let entry = try #require(imported.entries(.article, id: "1").first)
        #expect(entry.outcome == .changed && entry.reason.contains("invalid UTF-8"))
        #expect(entry.line == number(ofLineWith: "<item>", in: text))
    }

    @Test("values padded with white space and newlines are read as if they were not")
    func paddedValues() async throws {
        let magazine = try TemporaryMagazine()
        var export = WXRText(
            [.post(7, "Padded") { $0.terms = [("category", "news", "News")] }], terms: [WXRText.category(5, "news", "News")]
        ).text
        for value in ["publish", "post", "item-7", "anna", "2020-01-15 10:00:00", "news"] {
            export = export.replacing("<![CDATA[\(value)]]>", with: "\n\t<![CDATA[\n  \(value) \n]]>\n")
        }
        export = export.replacing("<wp:post_id>7<", with: "<wp:post_id>\n  7\n<").replacing(
            ">https://old.example/2020", with: ">\n https://old.example/2020")
        let imported = try await magazine.importing(export)
        #expect(imported.ledger.isComplete)
        #expect(try await magazine.page("/2020/01/item-7/").status == 200)
        #expect(try await magazine.page("/?p=7").location == "/2020/01/item-7/")
        #expect(try await magazine.page("/category/news/").body.contains("Padded"))
        #expect(try await magazine.page("/2020/01/15/").body.contains("Padded"))
    }

    @Test("a file that ends in the middle of an item gives up all items before it")
    func endsInTheMiddle() async throws {
        let magazine = try TemporaryMagazine()
        let whole = WXRText((1...5).map { (id: Int) in .post(id, "Headline \(id)", body: "<p>Body \(id).</p>") }).text
        let cut = try String(whole[..<#require(whole.firstRange(of: "Body 4.")).lowerBound])
        let imported = try await magazine.importing(cut)
        #expect(imported.ledger.reconciles)
        for number in 1...3 { #expect(try await magazine.page("/2020/01/item-\(number)/").body.contains("Body \(number).")) }
        #expect(
            imported.entries.contains { $0.outcome != .imported && $0.line > 0 } || mentions(imported, "the file ends inside"))
    }

    @Test("a file that ends between two items is whole but for a note")
    func endsBetweenItems() async throws {
        let magazine = try TemporaryMagazine()
        let whole = WXRText((1...3).map { .post($0) }).text
        let imported = try await magazine.importing(whole.replacing("</channel>\n</rss>\n", with: ""))
        #expect(imported.ledger.count(.article, .imported) == 3)
        #expect(mentions(imported, "the file ends inside"))
    }

    @Test("A7: wrong byte counts in serialised PHP are read past: the picture has its size")
    func serialisedPHP() async throws {
        let magazine = try TemporaryMagazine()
        let wrong = "a:3:{s:5:\"width\";i:801;s:6:\"height\";i:602;s:4:\"file\";s:99:\"2020/01/für-alle.gif\";}"
        let export = WXRText([
            .attachment(5, "a.gif", alt: "A boat") { $0.meta.append(("_wp_attachment_metadata", wrong)) },
            .post(6) { $0.meta = [("_thumbnail_id", "5")] },
        ])
        try await magazine.importing(export.text)
        let picture = try magazine.store.readWaiting { try $0.picture(1) }
        #expect(picture?.width == 801 && picture?.height == 602 && picture?.alt == "A boat")
    }

    @Test("an item dated to the year −1 goes in with the date of the export, and the ledger says so")
    func yearMinusOne() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([
                .post(1, "Undated") { item in
                    item.date = "0000-00-00 00:00:00"
                    item.pubDate = "Wed, 30 Nov -0001 00:00:00 +0000"
                }
            ]).text)
        #expect(imported.entries(.article, id: "1").map(\.outcome) == [.changed])
        #expect(imported.entries(.article, id: "1").first?.reason.contains("no date") == true)
        #expect(try await magazine.page("/2020/06/").body.contains("Undated"))
        #expect(try magazine.problems() == [])
    }

    @Test("A28: a draft dated to the year −1 is kept as a draft, and is no failure")
    func undatedDraft() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([
                .post(1) { item in
                    (item.date, item.pubDate, item.status) = ("0000-00-00 00:00:00", "Wed, 30 Nov -0001 00:00:00 +0000", "draft")
                    (item.name, item.link) = ("", "https://old.example/?p=1")
                }
            ]).text)
        #expect(imported.ledger.isComplete && imported.ledger.count(.article, .imported) == 1)
    }

    @Test("Row 12: a text node of 300 MB costs its item alone, and less than 256 MB of memory")
    func hugeTextNode() async throws {
        let folder = try TemporaryFolder()
        let text = WXRText([.post(1, "Huge", body: "@@"), .post(2, "Small")]).text
        let parts = text.split(separator: "@@", maxSplits: 1).map { Data($0.utf8) }
        try folder.write("", to: "huge.xml")
        let file = try #require(FileHandle(forWritingAtPath: folder["huge.xml"]))
        let megabyte = Data(String(repeating: "sixteen letters\n", count: 65_536).utf8)
        try file.write(contentsOf: parts[0])
        for _ in 0..<300 { try file.write(contentsOf: megabyte) }
        try file.write(contentsOf: parts[1])
        try file.close()
        let ending = try await ChildProcess.run(
            ChildProcess.stet,
            ["import", "wordpress", folder["huge.xml"], "--data", folder["magazine"], "--ledger", folder["ledger.json"]])
        #expect(ending.code == 1)
        #expect(ending.peakMemory > 1 << 20 && ending.peakMemory < 256 << 20, "\(ending.peakMemory)")
        let ledger = try LedgerJSON(path: folder["ledger.json"])
        #expect(ledger.reconciles)
        #expect(ledger.entries.filter { $0.outcome == .failed }.map(\.reason).joined().contains("larger than 16 MiB"))
        #expect(ledger.entries.contains { $0.id == "2" && $0.outcome == .imported })
    }

    /// The line, from 1, on which a text stands.
    private func number(ofLineWith text: String, in export: String) -> Int? {
        export.firstRange(of: text).map { export[..<$0.lowerBound].utf8.count { $0 == 10 } + 1 }
    }

    private func mentions(_ imported: Imported, _ text: String) -> Bool {
        (imported.file.notes + imported.entries.map(\.reason)).contains { $0.contains(text) }
    }
}
