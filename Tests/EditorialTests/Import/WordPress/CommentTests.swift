import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Comments of an old site", .everyEngine)
struct CommentTests {
    private func magazine(_ comments: [WXRText.Comment], keepsData: Bool = false) async throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        _ = try await importing(comments, into: magazine, keepsData: keepsData)
        return magazine
    }

    @discardableResult
    private func importing(
        _ comments: [WXRText.Comment], into magazine: TemporaryMagazine, keepsData: Bool = false
    ) async throws -> Imported {
        let export = WXRText([.post(7) { $0.comments = comments }], terms: [WXRText.author("anna", "Anna Lund", id: 4)])
        let path = try magazine.folder.write(export.text, to: "export.xml")
        var choices = WordPressChoices()
        choices.keepsCommenterData = keepsData
        return try await magazine.importing(files: [path], choices: choices)
    }

    private func page(_ magazine: TemporaryMagazine) async throws -> String { try await magazine.page("/2020/01/item-7/").body }

    /// The anchors in their order, each with how many lists of answers it stands in.
    private func threads(_ page: String) -> [String] {
        var (depth, found) = (0, [String]())
        var rest = page.range(of: "id=\"comments\"").map { page[$0.upperBound...] } ?? ""
        while let mark = rest.firstIndex(of: "<") {
            rest = rest[mark...]
            if rest.hasPrefix("<ol class=\"replies\"") { depth += 1 }
            if rest.hasPrefix("</ol>") { depth -= 1 }
            if rest.hasPrefix("<div class=\"comment\" id=\"") {
                found.append("\(depth) " + rest.dropFirst("<div class=\"comment\" id=\"".count).prefix { $0 != "\"" })
            }
            rest = rest.dropFirst()
        }
        return found
    }

    @Test("A58: children before their parents are threaded")
    func threading() async throws {
        let page = try await page(
            magazine([
                .init(13, "third", parent: 12), .init(12, "second", parent: 11), .init(11, "first"),
                .init(20, "alone", parent: 99),
                .init(30, "itself", parent: 30), .init(41, "each", parent: 42), .init(42, "other", parent: 41),
            ]))
        let threads = threads(page)
        #expect(threads.prefix(3) == ["0 comment-11", "1 comment-12", "2 comment-13"])
        #expect(threads.contains("0 comment-20") && threads.contains("0 comment-30"))
        for number in [41, 42] { #expect(threads.contains { $0.hasSuffix("comment-\(number)") }) }
    }

    @Test("A58: of comments that answer one another in a circle, however long, each is shown once", arguments: [2, 3, 300])
    func circle(length: Int64) async throws {
        let comments = (1...length).map { WXRText.Comment(Int($0), "x", parent: Int($0 % length + 1)) }
        let threads = try await threads(page(magazine([.init(900, "alone")] + comments + [.init(901, "below", parent: 2)])))
        let anchors = threads.compactMap { $0.split(separator: " ").last.map(String.init) }
        #expect(anchors.count == Int(length) + 2 && Set(anchors).count == anchors.count)
        #expect(anchors.contains("comment-900") && anchors.contains("comment-901") && anchors.contains("comment-1"))
    }

    @Test("A58: an answer a hundred levels deep is shown, and so is every answer on the way")
    func deep() async throws {
        let page = try await page(magazine((1...100).reversed().map { .init($0, "word-\($0)-", parent: $0 - 1) }))
        for number in 1...100 { #expect(page.contains("word-\(number)-") && page.contains("id=\"comment-\(number)\"")) }
    }

    @Test("A59: only what was approved is shown, pingbacks and trackbacks too; the rest is kept but for spam")
    func statuses() async throws {
        let comments: [WXRText.Comment] = [
            .init(1, "open word"), .init(2, "a ping", author: "Other site", type: "pingback"),
            .init(3, "a track", author: "Third site", type: "trackback"), .init(4, "hidden-pending", approved: "0"),
            .init(5, "hidden-trash", approved: "trash"), .init(6, "hidden-post-trash", approved: "post-trashed"),
            .init(7, "hidden-spam", approved: "spam"), .init(8, "hidden-ping", approved: "0", type: "pingback"),
        ]
        let magazine = try TemporaryMagazine()
        let imported = try await importing(comments, into: magazine)
        let page = try await page(magazine)
        for word in ["open word", "a ping", "a track", "Other site", "3 comments"] { #expect(page.contains(word), "\(word)") }
        #expect(try await Crawl(magazine).places(of: "hidden-") == [])
        #expect(try magazine.store.readWaiting { try $0.counts().first { $0.many == "comments" }?.count } == 7)
        #expect(imported.entries(.comment, id: "7").map(\.outcome) == [.leftOut])
    }

    @Test("A60: a note between editors is never public, whatever it says of itself", arguments: ["1", "0", "approved", ""])
    func notes(_ approved: String) async throws {
        let magazine = try await magazine([.init(1, "open word"), .init(2, "canary", approved: approved, type: "note")])
        #expect(try await Crawl(magazine).places(of: "canary") == [])
        #expect(try magazine.store.readWaiting { try $0.comments(ofArticle: 1).map(\.number) } == [1])
    }

    @Test(
        "A61: a commenter's name leads to the address he gave, where it is one of the web; an author's of the magazine to his page"
    )
    func userLink() async throws {
        var (own, both) = (
            WXRText.Comment(3, "x", author: "Anna"), WXRText.Comment(4, "x", author: "Anna too", url: "https://anna.example/")
        )
        (own.userID, both.userID) = (4, 4)
        var stranger = WXRText.Comment(5, "x", author: "Nobody")
        stranger.userID = 99
        let page = try await page(
            magazine([
                .init(1, "x", author: "Berta", url: "https://berta.example/me"),
                .init(2, "x", author: "Carl", url: "javascript:alert(1)"),
                own, both, stranger,
            ]))
        #expect(page.contains("<a href=\"https://berta.example/me\" rel=\"nofollow ugc\">Berta</a>"))
        #expect(page.contains("<a href=\"/author/anna/\" rel=\"nofollow ugc\">Anna</a>"))
        #expect(page.contains("<a href=\"https://anna.example/\" rel=\"nofollow ugc\">Anna too</a>"))
        #expect(page.contains("<bdi>Carl</bdi>") && page.contains("<bdi>Nobody</bdi>") && !page.contains("javascript:"))
    }

    /// All that the database holds, as text.
    private func everything(_ magazine: TemporaryMagazine) throws -> String {
        try DatabaseDump(magazine.store).tables.values.flatMap { $0 }.map { "\($0)" }.joined(separator: "\n")
    }

    @Test(
        "A62: e-mail and network addresses of commenters are left behind, and the ledger says so; on request they are kept and never shown"
    )
    func personalData() async throws {
        let comments = [WXRText.Comment(1, "open word")]
        let magazine = try TemporaryMagazine()
        let first = try await importing(comments, into: magazine)
        for secret in ["reader@private.example", "192.0.2.77"] { #expect(try !everything(magazine).contains(secret)) }
        #expect(
            first.ledger.notes.contains(
                "The e-mail and network addresses of 1 comment were left behind; --keep-commenter-data brings them along."))

        // The same export again, told to keep them; and once more, told nothing.
        let second = try await importing(comments, into: magazine, keepsData: true)
        for secret in ["reader@private.example", "192.0.2.77"] { #expect(try everything(magazine).contains(secret)) }
        #expect(second.ledger.notes.contains { $0.contains("are kept, for the editors alone") })
        #expect(try magazine.store.readWaiting { try $0.commentersWithData() } == 1)
        let crawl = try await Crawl(magazine)
        for secret in ["reader@private.example", "192.0.2.77"] { #expect(crawl.places(of: secret) == []) }
        let third = try await importing(comments, into: magazine)
        for secret in ["reader@private.example", "192.0.2.77"] { #expect(try !everything(magazine).contains(secret)) }
        #expect(third.ledger.notes.contains("Those of 1 comment that an earlier import had kept are deleted."))
    }

    @Test("A63: a comment is at the anchor it had, and its date leads there")
    func anchors() async throws {
        var comment = WXRText.Comment(12_345, "open word", author: "Berta")
        comment.date = "2021-03-04 05:06:07"
        let page = try await page(magazine([comment]))
        #expect(page.contains("id=\"comment-12345\"") && page.contains("href=\"#comment-12345\""))
        #expect(page.contains("datetime=\"2021-03-04T05:06:07"))
    }

    @Test("A64: what plugins noted of a comment is kept and not shown; what tells who wrote it goes with the addresses")
    func meta() async throws {
        var comment = WXRText.Comment(9, "open word")
        comment.meta = [
            ("rating", "5"), ("akismet_as_submitted", "a:1:{s:7:\"user_ip\";s:10:\"192.0.2.77\";}"),
            ("note", "wrote from reader@private.example"),
            ("odd", "<script>canary</script>"),
        ]
        let plain = try await magazine([comment])
        let kept = try plain.store.readWaiting { try $0.commentMeta(ofArticle: 1) }
        #expect(kept == [9: [.init(key: "rating", value: "5"), .init(key: "odd", value: "<script>canary</script>")]])
        #expect(try await Crawl(plain).places(of: "canary") == [])
        let whole = try await magazine([comment], keepsData: true)
        #expect(try whole.store.readWaiting { try $0.commentMeta(ofArticle: 1)[9]?.count } == 4)
        // Told nothing, an import takes away what an earlier one kept.
        _ = try await importing([comment], into: whole)
        #expect(try whole.store.readWaiting { try $0.commentMeta(ofArticle: 1) } == kept)
    }

    @Test("stet check says how many comments have the addresses of those who wrote them")
    func check() async throws {
        for keepsData in [false, true] {
            let magazine = try await magazine([.init(1, "x"), .init(2, "y")], keepsData: keepsData)
            let (store, directory) = (magazine.store, magazine.directory)
            let result = try await onThread {
                try Work.check.perform(with: TemporaryMagazine.tools(of: directory), monitor: ImportMonitor()) { store }
            }
            #expect(result.report.contains("2 comments have the e-mail or network address") == keepsData)
        }
    }
}
