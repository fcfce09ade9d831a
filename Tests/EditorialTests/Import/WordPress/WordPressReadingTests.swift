import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Exports of any size, in several files, with strange things in them", .everyEngine)
struct WordPressReadingTests {
    @Test("A1: an export of many times the memory it may take goes in", .engine(.sqlite))
    func size() async throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "large.xml")
        let file = try #require(FileHandle(forWritingAtPath: folder["large.xml"]))
        let text = WXRText([.post(1) { $0.meta = [("_builder_data", "@@")] }]).text
        let parts = text.split(separator: "<item>", maxSplits: 1).map(String.init)
        let ends = parts[1].split(separator: "</item>", maxSplits: 1).map(String.init)
        let words = String(repeating: "sixteen letters ", count: 16_384)
        try file.write(contentsOf: Data(parts[0].utf8))
        // 240 items, each with a field of 1 MiB, as page builders write them.
        let field = words + words + words + words
        for number in 1...240 {
            let item = ends[0].replacing("<wp:post_id>1<", with: "<wp:post_id>\(number)<").replacing(
                "item-1", with: "item-\(number)")
            try file.write(contentsOf: Data("<item>\(item.replacing("@@", with: field))</item>\n".utf8))
        }
        try file.write(contentsOf: Data(ends[1].utf8))
        try file.close()
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", folder["large.xml"], "--data", folder["magazine"]])
        #expect(ending.code == 0, "\(ending.output)\(ending.error)")
        #expect(ending.peakMemory > 1 << 20 && ending.peakMemory < 128 << 20, "\(ending.peakMemory)")
    }

    @Test("A8: elements that Stet does not know are told by name, with how often and where first")
    func unknownElements() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([
                .post(1) { $0.raw = "<geo:lat>54.3</geo:lat><geo:long>10.1</geo:long>" },
                .post(2) { $0.raw = "<geo:lat>1</geo:lat>" },
            ]).text)
        let notes = imported.file.notes.filter { $0.contains("is no element of an export") }
        #expect(notes.count == 2)
        #expect(
            notes.first?.hasPrefix("<geo:lat> is no element of an export: it was passed over in 2 items, the first in ") == true)
        #expect(notes.last?.hasPrefix("<geo:long> is no element of an export: it was passed over in 1 item, ") == true)
        #expect(imported.ledger.isComplete)
    }

    @Test("A9: authors, categories, tags and terms that stand in each of several files are one, and nothing has failed")
    func repeatedTerms() async throws {
        let terms = [
            WXRText.author("anna", "Anna Lund"), WXRText.category(1, "sea", "Sea"), WXRText.tag(2, "tide", "Tide"),
            WXRText.term(3, taxonomy: "series", "winter", "Winter"), WXRText.term(4, taxonomy: "nav_menu", "main", "Main"),
        ]
        let named = [("category", "sea", "Sea"), ("post_tag", "tide", "Tide"), ("series", "winter", "Winter")].map {
            (domain: $0.0, slug: $0.1, name: $0.2)
        }
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([.post(1, "One") { $0.terms = named }], terms: terms).text,
            WXRText([.post(2, "Two") { $0.terms = named }], terms: terms).text)
        #expect(imported.ledger.isComplete)
        for kind in [Ledger.Kind.author, .section, .tag, .term, .menu] {
            #expect(imported.ledger.count(kind, .imported) == 1 && imported.ledger.count(kind, .changed) == 1, "\(kind)")
        }
        for path in ["/author/anna/", "/category/sea/", "/tag/tide/", "/series/winter/"] {
            let page = try await magazine.page(path).body
            #expect(page.contains(">One<") && page.contains(">Two<"), "\(path)")
        }
        #expect(try magazine.problems() == [])
    }

    @Test("A10: an export without its terms, as WordPress writes one of posts alone, has all listings its items name")
    func filtered() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText([
                .post(1, "One") { item in
                    item.terms = [("category", "sea", "Sea &amp; air"), ("tag", "tide", "Tide"), ("series", "winter", "Winter")]
                    item.meta = [("_yoast_wpseo_primary_category", "7")]
                }
            ]).text)
        #expect(imported.ledger.isComplete)
        for path in ["/category/sea/", "/tag/tide/", "/series/winter/", "/author/anna/"] {
            #expect(try await magazine.page(path).body.contains("One"), "\(path)")
        }
        #expect(try await magazine.page("/category/sea/").body.contains("<h1>Sea &amp; air</h1>"))
        for kind in ["section", "tag", "term", "author"] {
            #expect(imported.file.notes.contains { $0.hasPrefix("1 \(kind) is here because items name them") }, "\(kind)")
        }
    }

    @Test("A77: for each type, status, taxonomy and for comments and files as many are here as the export has")
    func totals() async throws {
        let magazine = try TemporaryMagazine()
        var items: [WXRText.Item] = []
        let statuses = ["publish", "publish", "publish", "draft", "pending", "private", "trash"]
        for (number, status) in statuses.enumerated() {
            items.append(
                .post(number + 1) { item in
                    item.status = status
                    item.terms = [
                        ("category", "sea", "Sea"), ("post_tag", "tide-\(number)", "Tide \(number)"), ("series", "w", "W"),
                    ]
                    item.comments = (0..<number).map { WXRText.Comment(100 * number + $0, "A word") }
                })
        }
        items += (20..<25).map { (id: Int) in .page(id) } + (30..<33).map { (id: Int) in .attachment(id, "file-\(id).gif") }
        for id in 30..<32 { try magazine.folder.write(SmallFiles.gif + [UInt8(id)], to: "uploads/2020/01/file-\(id).gif") }
        let imported = try await magazine.importing(WXRText(items).text, uploads: magazine.folder["uploads"])
        #expect(imported.ledger.reconciles && imported.file.reconciles)
        #expect(
            imported.file.totals.mapValues { $0["found"] ?? 0 } == [
                "article": 7, "page": 5, "attachment": 3, "comment": 21, "file": 2,
            ])
        for (kind, count) in [(Ledger.Kind.article, 7), (.page, 5), (.comment, 21), (.file, 2)] {
            #expect(imported.ledger.count(kind, .imported) == count, "\(kind)")
        }
        #expect(imported.entries(.attachment, id: "32").map(\.outcome) == [.changed])
        let articles = try magazine.importedArticles()
        let byStatus = Dictionary(grouping: articles, by: \.status).mapValues(\.count)
        #expect(byStatus == [.published: 8, .draft: 1, .review: 1, .private: 1, .trash: 1])
        #expect(
            imported.file.notes.contains(
                "Kept for the editors and shown to nobody: 1 not finished (drafts), 1 waiting for review, 1 private, 1 in the trash."
            ),
            "\(imported.file.notes)")
        let counts = try magazine.store.readWaiting { library in
            Dictionary(try library.counts().map { ($0.one, $0.count) }, uniquingKeysWith: { first, _ in first })
        }
        #expect(counts["section"] == 1 && counts["tag"] == 8 && counts["comment"] == 21 && counts["file"] == 2)
    }

    @Test("A77: a thing that has no entry makes the totals disagree, and that is told")
    func disagreement() {
        var ledger = Ledger()
        ledger.expect(.article, count: 2)
        ledger.record(Ledger.Entry(.article, .imported, id: "1", title: "One", file: "export.xml", line: 1))
        #expect(!ledger.reconciles && !ledger.isComplete)
        #expect(LedgerReport(ledger).text.contains("The totals do not reconcile"))
        ledger.record(Ledger.Entry(.article, .imported, id: "2", title: "Two", file: "export.xml", line: 2))
        #expect(ledger.reconciles && ledger.isComplete)
    }
}
