import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

/// Editing, and what becomes of it with imports and exports.
extension ArticleRequestTests {
    func refusedEdit(
        _ name: String, in magazine: TemporaryMagazine, ifVersion: Int64? = nil, _ change: (inout ArticleChanges) -> Void
    ) async -> NewsroomError? {
        var changes = ArticleChanges()
        change(&changes)
        return await refusal(.edit(name, changes, ifVersion: ifVersion), on: magazine)
    }

    @Test(
        "no title, standfirst or tag holds control characters, which readers would not see and a terminal acts upon; other signs may stand",
        arguments: [0x1B, 0x07, 0x9B, 0x7F, 0x00] as [UInt8])
    func controls(byte: UInt8) async throws {
        let text = "Red \(Unicode.Scalar(byte))[31m"
        let magazine = try await magazine([.post(1, "A")])
        #expect(await refusedEdit("item-1", in: magazine) { $0.title = text } == .controls("title"))
        #expect(await refusedEdit("item-1", in: magazine) { $0.standfirst = text } == .controls("standfirst"))
        #expect(await refusedEdit("item-1", in: magazine) { $0.addedTags = [text] } == .controls("name"))
        #expect(try await edit("item-1", in: magazine) { $0.title = "Two\tlines\nand \u{200F}שלום" }.contains("is saved: title"))
    }

    @Test("what is edited is what the next page says: title, standfirst, text, byline, sections, tags, date, language, sticky")
    func edit() async throws {
        let magazine = try await magazine([
            .post(1, "One") { item in
                item.terms = [("category", "ferries", "Ferries"), ("post_tag", "winter", "Winter")]
            }, .post(2, "Two") { $0.date = "2021-01-15 10:00:00" }, .post(3, "Three"),
        ])
        let report = try await edit("item-1", in: magazine) { changes in
            (changes.title, changes.standfirst) = ("Fish & <chips>\nnow", "What it  is.")
            changes.body = .init("A **bold** text.<script>alert(1)</script>", .markdown)
            (changes.sections, changes.addedSections) = (["Bread"], ["boats", "bread"])
            (changes.tags, changes.addedTags) = (["Summer"], ["winter"])
            (changes.authors, changes.language) = (["Bo Dahl", "anna"], "es")
            (changes.isSticky, changes.date) = (true, "2019-02-03")
        }
        #expect(
            report
                == "“Fish & <chips> now” (article 1) is saved: title, standfirst, text, sections, tags, byline, date, language, sticky "
                + "(version 2).\n<script> was taken out of its text.\n")
        let page = try await magazine.page("/2020/01/item-1/").body
        #expect(page.contains("<h1>Fish &amp; &lt;chips&gt; now</h1>") && page.contains("<strong>bold</strong>"))
        #expect(
            page.contains("Bo Dahl") && page.contains("lang=\"es\"") && page.contains("What it is.") && !page.contains("alert"))
        for path in ["/category/bread/", "/category/boats/", "/tag/summer/", "/tag/winter/", "/author/bo/", "/2019/02/"] {
            #expect(try await magazine.page(path).body.contains("Fish &amp; &lt;chips&gt; now"), "\(path)")
        }
        for path in ["/category/boats/ferries/", "/2020/01/"] {
            #expect(try await !magazine.page(path).body.contains("chips"), "\(path)")
        }
        let front = try await magazine.page("/").body
        let (first, second) = (try #require(front.range(of: "chips")), try #require(front.range(of: ">Two<")))
        #expect(first.lowerBound < second.lowerBound)
        #expect(try magazine.problems() == [])
        _ = try await edit("item-1", in: magazine) { ($0.tags, $0.removedSections, $0.language) = ([""], ["bread"], "en") }
        let after = try await shown("item-1", in: magazine)
        #expect(after.tags.isEmpty && after.sections.map(\.slug) == ["boats"])
        #expect(try magazine.problems() == [])
    }

    @Test("HTML is kept as it was written, and shown as the sanitiser leaves it")
    func html() async throws {
        let magazine = try await magazine([.post(1)])
        let text = "<p onclick=\"x()\">[gallery] stands. <a href=\"https://old.example/2020/\">There</a></p>"
        _ = try await edit("item-1", in: magazine) { $0.body = .init(text, .html) }
        let json = try await shown("item-1", in: magazine)
        #expect(json.source == text && json.sourceFormat == "html")
        #expect(json.body == "<p>[gallery] stands. <a href=\"/2020/\">There</a></p>")
    }

    @Test(
        "another slug is another address, and the old ones lead there in one step, however often it changes; back it is as it was"
    )
    func slugs() async throws {
        let magazine = try await magazine([.post(1, "One")])
        #expect(
            try await edit("item-1", in: magazine) { $0.slug = "Second slug" }
                == "“One” (article 1) is saved: slug (version 2).\nIt moved to /2020/01/second-slug/; /2020/01/item-1/ leads there.\n"
        )
        _ = try await edit("second-slug", in: magazine) { $0.slug = "third" }
        for old in ["/2020/01/item-1/", "/2020/01/second-slug/"] {
            #expect(try await magazine.page(old).location == "/2020/01/third/")
        }
        _ = try await edit("third", in: magazine) { $0.slug = "item-1" }
        #expect(try await magazine.page("/2020/01/item-1/").status == 200)
        for old in ["/2020/01/third/", "/2020/01/second-slug/"] {
            #expect(try await magazine.page(old).location == "/2020/01/item-1/")
        }
        #expect(try magazine.problems() == [])
        for text in ["", "/", "..", "—", "\u{0}"] {
            #expect(await refusedEdit("item-1", in: magazine) { $0.slug = text }?.exit == .usage, "\(text)")
        }
    }

    @Test("an address that is not made of the slug stays, and the report says so; one with an ending keeps that")
    func otherAddresses() async throws {
        let magazine = try await magazine([
            .post(1) { $0.link = "https://old.example/archives/17" }, .post(2) { $0.link = "https://old.example/item-2.html" },
            .post(3) { ($0.name, $0.link) = ("%ec%95%88", "https://old.example/2020/01/%EC%95%88/") },
        ])
        #expect(try await edit("item-1", in: magazine) { $0.slug = "x" }.contains("stays /archives/17."))
        #expect(
            try await edit("item-2", in: magazine) { $0.slug = "y" }.contains("It moved to /y.html; /item-2.html leads there."))
        #expect(try await edit("3", in: magazine) { $0.slug = "물" }.contains("It moved to /2020/01/%eb%ac%bc/;"))
        #expect(try await magazine.page("/2020/01/%EB%AC%BC/").status == 200)
    }

    @Test(
        "an edit made from an older version is refused with a sentence, and nothing of it is written; what is so already writes nothing"
    )
    func versions() async throws {
        let magazine = try await magazine([.post(1, "One")])
        _ = try await edit("item-1", in: magazine, ifVersion: 1) { $0.title = "Two" }
        let error = await refusedEdit("item-1", in: magazine, ifVersion: 1) { ($0.title, $0.tags) = ("Three", ["New"]) }
        #expect(error == .savedSince("“Two” (article 1)", id: 1, version: 1, current: 2) && error?.exit == .incomplete)
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("<h1>Two</h1>"))
        #expect(try await magazine.page("/tag/new/").status == 404)
        #expect(
            try await edit("item-1", in: magazine) { $0.title = "Two" }
                == "“Two” (article 1) is like that already, and nothing was changed (version 2).\n")
        #expect(await refusal(.withdraw(["item-1"], ifVersion: 1), on: magazine)?.exit == .incomplete)
        try await perform(.withdraw(["item-1"], ifVersion: 2), on: magazine)
        #expect(await refusal(.publish(["item-1"], date: nil, ifVersion: 2), on: magazine)?.exit == .incomplete)
        try await perform(.publish(["item-1"], date: nil, ifVersion: 3), on: magazine)
    }

    @Test("what cannot be is refused with the nearest that could")
    func refusals() async throws {
        let magazine = try await magazine([.post(1, "One")])
        let section = await refusedEdit("item-1", in: magazine) { $0.sections = ["boat"] }
        #expect(section?.description.contains("did you mean ‘boats’?") == true)
        #expect(
            await refusedEdit("item-1", in: magazine) { $0.authors = ["Ana Vik"] }?.description.contains("‘Anna Vik’") == true)
        #expect(await refusedEdit("item-1", in: magazine) { $0.language = "plain english" } == .noLanguage("plain english"))
        #expect(await refusedEdit("item-1", in: magazine) { $0.removedTags = ["nosuch"] }?.exit == .usage)
        #expect(await refusedEdit("item-1", in: magazine) { $0.addedTags = ["!!!"] }?.exit == .usage)
        #expect(await refusedEdit("item-1", in: magazine) { $0.alt = "A quay" }?.exit == .usage)
        #expect(try await shown("item-1", in: magazine).version == 1)
    }

    // MARK: - With imports

    @Test("what was edited, renamed and withdrawn here leaves with the export, and comes back as it was")
    func exported() async throws {
        let magazine = try await magazine([.post(1, "One"), .post(2, "Two"), .post(3, "Three")])
        _ = try await edit("item-1", in: magazine) { changes in
            (changes.title, changes.body, changes.tags) = (
                "As <edited>", .init("<p>[gallery] &amp; <b>more</b></p>", .html), ["Spring"]
            )
        }
        _ = try await edit("item-2", in: magazine) { ($0.slug, $0.body) = ("renamed", .init("*Markdown*", .markdown)) }
        try await perform(withdrawing("item-3"), on: magazine)
        let other = try TemporaryMagazine()
        try await other.importing(files: [try await magazine.exporting()])
        for name in ["item-1", "renamed", "item-3"] {
            let (before, after) = (try await shown(name, in: magazine), try await shown(name, in: other))
            #expect(after.title == before.title && after.source == before.source && after.body == before.body)
            #expect(after.sourceFormat == before.sourceFormat && after.status == before.status)
            #expect(after.tags.map(\.name) == before.tags.map(\.name))
        }
        #expect(try await other.page("/2020/01/item-1/").body.contains("<p>[gallery] &amp; <b>more</b></p>"))
        #expect(try await other.page("/2020/01/item-2/").location == "/2020/01/renamed/")
        #expect(try await other.page("/2020/01/item-3/").status == 410)
        #expect(try other.problems() == [])
    }

    @Test("A76: what was edited, renamed or withdrawn here stays so when the old site's export comes again, newer or not")
    func importedAgain() async throws {
        let magazine = try await magazine([.post(1, "One"), .post(2, "Two"), .post(3, "Three")])
        _ = try await edit("item-1", in: magazine) { $0.title = "As edited" }
        _ = try await edit("item-2", in: magazine) { $0.slug = "renamed" }
        try await perform(withdrawing("item-3"), on: magazine)
        for suffix in ["", ", newer"] {
            let export = WXRText(
                [.post(1, "One\(suffix)"), .post(2, "Two\(suffix)"), .post(3, "Three\(suffix)")], terms: ArticleRequestTests.terms
            )
            let imported = try await magazine.importing(export.text)
            let reasons = imported.entries.filter { $0.kind == .article }.map(\.reason)
            #expect(
                reasons.allSatisfy { suffix.isEmpty ? $0.isEmpty : $0.hasPrefix("somebody has changed it here") }, "\(reasons)")
            #expect(try await magazine.page("/2020/01/item-1/").body.contains("<h1>As edited</h1>"))
            #expect(try await magazine.page("/2020/01/item-2/").location == "/2020/01/renamed/")
            #expect(try await magazine.page("/2020/01/item-3/").status == 410)
            #expect(try magazine.problems() == [])
        }
    }

    @Test("what was edited here stays so when the folder that it came from comes again")
    func folderAgain() async throws {
        let magazine = try TemporaryMagazine()
        func write(_ title: String) async throws -> Imported {
            for name in ["one", "two"] {
                try magazine.folder.write(
                    "---\ntitle: \(title) \(name)\ndate: 2020-02-01\n---\nText.\n", to: "folder/content/articles/\(name).md")
            }
            return try await magazine.importing(folder: magazine.folder["folder"])
        }
        _ = try await write("First")
        _ = try await edit("one", in: magazine) { $0.title = "As edited" }
        for _ in 1...2 {
            let imported = try await write("Second")
            #expect(imported.entries.filter { $0.reason.hasPrefix("somebody has changed it here") }.count == 1)
            #expect(try await magazine.page("/2020/02/one/").body.contains("<h1>As edited</h1>"))
            #expect(try await magazine.page("/2020/02/two/").body.contains("<h1>Second two</h1>"))
        }
    }
}
