import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Names, menus, comments and redirects by hand", .everyEngine)
struct NewsroomTests {
    private static let terms = [
        WXRText.author("anna", "Anna Vik"), WXRText.category(1, "boats", "Boats"), WXRText.tag(2, "winter", "Winter"),
    ]

    private func magazine(_ items: [WXRText.Item]) async throws -> TemporaryMagazine {
        try await TemporaryMagazine(WXRText(items, terms: NewsroomTests.terms))
    }

    private func post(_ change: (inout WXRText.Item) -> Void = { _ in }) -> WXRText.Item {
        .post(1, "One") { item in
            item.terms = [("category", "boats", "Boats"), ("post_tag", "winter", "Winter")]
            change(&item)
        }
    }

    private func refusal(_ work: Work, on magazine: TemporaryMagazine) async -> NewsroomError? {
        await #expect(throws: NewsroomError.self) { try await magazine.working(work) }
    }

    private func commits(_ magazine: TemporaryMagazine) throws -> Int64 { try magazine.store.readWaiting { try $0.lastCommit() } }

    // MARK: - Names

    @Test(
        "a section, a tag and an author that are renamed have the new name everywhere, at the address they had, and the search finds it"
    )
    func rename() async throws {
        let magazine = try await magazine([post()])
        for (kind, old, new, sentence) in [
            (.section, "boats", "Ships & <boats>", "The section “Boats” is called “Ships & <boats>” now; its address stays.\n"),
            (.tag, "WINTER", "Midwinter", "The tag “Winter” is called “Midwinter” now; its address stays.\n"),
            (.author, "Anna Vik", "Anna  Vik-Dahl ", "The author “Anna Vik” is called “Anna Vik-Dahl” now; its address stays.\n"),
        ] as [(NameRequest.Kind, String, String, String)] {
            #expect(try await magazine.working(.names(.rename(kind, old, to: new))).report == sentence)
        }
        let page = try await magazine.page("/2020/01/item-1/").body
        for name in ["Ships &amp; &lt;boats&gt;", "Midwinter", "Anna Vik-Dahl"] { #expect(page.contains(name)) }
        for (path, name) in [
            ("/category/boats/", "Ships &amp; &lt;boats&gt;"), ("/tag/winter/", "Midwinter"), ("/author/anna/", "Anna Vik-Dahl"),
            ("/", "Ships &amp; &lt;boats&gt;"), ("/search/?q=midwinter", "/2020/01/item-1/"),
            ("/search/?q=dahl", "/2020/01/item-1/"),
        ] {
            #expect(try await magazine.page(path).body.contains(name), "\(path)")
        }
        #expect(try magazine.problems() == [])
        let before = try commits(magazine)
        #expect(
            try await magazine.working(.names(.rename(.tag, "winter", to: "Midwinter"))).report
                == "It is called “Midwinter” already.\n")
        #expect(try commits(magazine) == before)
        let listed = try await magazine.working(.names(.list(.tag, width: 100))).report
        #expect(listed.contains("winter") && listed.contains("Midwinter") && listed.contains("/tag/winter/"))
        #expect(await refusal(.names(.rename(.section, "boat", to: "x")), on: magazine)?.description.contains("‘boats’") == true)
        for name in ["", " \n ", String(repeating: "x", count: 201)] {
            #expect(await refusal(.names(.rename(.section, "boats", to: name)), on: magazine)?.exit == .usage)
        }
        // The old site's export does not call it back.
        try await magazine.importing(WXRText([post { $0.title = "Newer" }], terms: NewsroomTests.terms).text)
        let newer = try await magazine.page("/2020/01/item-1/").body
        for name in ["<h1>Newer</h1>", "Ships &amp; &lt;boats&gt;", "Midwinter", "Anna Vik-Dahl"] {
            #expect(newer.contains(name))
        }
    }

    @Test(
        "a name that somebody gave here stays when the folder comes again; another that the folder gives since is taken where nobody did"
    )
    func folderAgain() async throws {
        let magazine = try TemporaryMagazine()
        func write(_ boats: String, _ bread: String, _ anna: String) async throws -> Imported {
            try magazine.folder.write(
                "- {slug: boats, name: \(boats)}\n- {slug: bread, name: \(bread)}\n", to: "folder/data/sections.yaml")
            try magazine.folder.write("- {slug: anna, name: \(anna)}\n", to: "folder/data/authors.yaml")
            try magazine.folder.write(
                "---\ntitle: One\ndate: 2020-02-01\nsections: [boats, bread]\nauthors: [anna]\n---\nText.\n",
                to: "folder/content/articles/one.md")
            return try await magazine.importing(folder: magazine.folder["folder"])
        }
        func names() throws -> [String] {
            try magazine.store.readWaiting { library in
                try library.storedSections().map(\.section.name).sorted() + library.storedAuthors().map(\.author.name)
            }
        }
        _ = try await write("Boats", "Bread", "Anna")
        _ = try await magazine.working(.names(.rename(.section, "boats", to: "Ships")))
        _ = try await magazine.working(.names(.rename(.author, "anna", to: "Anna Vik")))
        for bread in ["Bread", "Loaves", "Loaves", "Rolls"] {
            let imported = try await write("Boats", bread, "Anna")
            #expect(try names() == [bread, "Ships", "Anna Vik"].prefix(2).sorted() + ["Anna Vik"])
            #expect(imported.entries.filter { $0.reason.hasPrefix("somebody has renamed it here") }.count == 2)
        }
    }

    // MARK: - Menus

    @Test("an entry of a menu moves among those beside it, and takes along what stands below it")
    func menu() async throws {
        func entry(_ id: Int, _ label: String, below parent: Int = 0, _ order: Int) -> WXRText.Item {
            .menuEntry(
                id, label, menu: "main", kind: "custom", url: "https://old.example/\(label)/", parent: parent, order: order)
        }
        let magazine = try await magazine([
            post(), entry(11, "First", 1), entry(12, "Second", 2), entry(13, "Under", below: 12, 3),
            entry(14, "Lower", below: 12, 4),
            entry(15, "Third", 5),
        ])
        try magazine.set([("menu", "main")])
        func order() async throws -> [String] {
            let page = try await magazine.page("/").body
            return ["First", "Second", "Under", "Lower", "Third"].compactMap { label in
                page.range(of: "/\(label)/").map { ($0.lowerBound, label) }
            }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        #expect(try await order() == ["First", "Second", "Under", "Lower", "Third"])
        let list = try await magazine.working(.menus(.list)).report
        #expect(
            list.hasPrefix("main\n")
                && list.split(separator: "\n").map { $0.filter(\.isLetter) }.dropFirst() == [
                    "First", "Second", "Under", "Lower", "Third",
                ])
        #expect(
            try await magazine.working(.menus(.move("second", menu: "main", to: 1))).report == "“Second” stands at place 1 now.\n"
        )
        #expect(try await order() == ["Second", "Under", "Lower", "First", "Third"])
        _ = try await magazine.working(.menus(.move("Lower", menu: "main", to: 1)))
        _ = try await magazine.working(.menus(.move("Second", menu: "main", to: 99)))
        #expect(try await order() == ["First", "Third", "Second", "Lower", "Under"])
        let before = try commits(magazine)
        _ = try await magazine.working(.menus(.move("First", menu: "main", to: 1)))
        #expect(try commits(magazine) == before)
        try magazine.store.writeWaiting { transaction in
            let menu = try #require(try transaction.current.storedMenus().first)
            let ids = menu.entries.filter { $0.entry.parentID == nil }.map(\.id)
            #expect(try Newsroom(transaction).reorder(menu: "main", to: [ids[2], 0, ids[2]]))
        }
        #expect(try await order() == ["Second", "Lower", "Under", "First", "Third"])
        #expect(
            await refusal(.menus(.move("Fourth", menu: "main", to: 1)), on: magazine)?.description.contains("It has: “Second”, ")
                == true)
        #expect(await refusal(.menus(.move("First", menu: "man", to: 1)), on: magazine)?.description.contains("‘main’") == true)
        #expect(try magazine.problems() == [])
    }

    // MARK: - Comments

    @Test(
        "a comment that is added stands below its article, made safe; one that is removed is gone, and its answers answer what it answered"
    )
    func comments() async throws {
        let magazine = try await magazine([post { $0.comments = [WXRText.Comment(11, "From before")] }])
        func change<T>(_ body: (Newsroom) throws -> T) throws -> T {
            try magazine.store.writeWaiting { try body(Newsroom($0)) }
        }
        let first = try change {
            try $0.addComment(below: 1, by: "Bo <b>", "Well **said**.<script>x</script>\n\n<em>Indeed</em>", answering: 11)
        }
        let second = try change { try $0.addComment(below: 1, by: "Cia", "I think so too", answering: first) }
        let hidden = try change { try $0.addComment(below: 1, by: "Spam", "Buy it", status: .pending) }
        #expect([first, second, hidden] == [12, 13, 14])
        let page = try await magazine.page("/2020/01/item-1/").body
        #expect(
            page.contains("Bo &lt;b&gt;") && page.contains("<em>Indeed</em>") && !page.contains("<script>x")
                && !page.contains("Buy it"))
        #expect(page.contains("id=\"comment-12\"") && page.contains("I think so too"))
        #expect(try await magazine.page("/comments/feed/").body.contains("I think so too"))
        try change { try $0.removeComment(first, below: 1) }
        let after = try await magazine.page("/2020/01/item-1/").body
        #expect(!after.contains("Indeed") && after.contains("I think so too") && after.contains("From before"))
        let parents = try magazine.store.readWaiting { try $0.storedComments(ofArticles: [1])[1] ?? [] }.map {
            [$0.number, $0.parentNumber]
        }
        #expect(parents == [[11, 0], [13, 11], [14, 0]])
        #expect(throws: NewsroomError.self) { try change { try $0.removeComment(99, below: 1) } }
        #expect(throws: NewsroomError.self) { try change { try $0.addComment(below: 1, by: "x", "y", answering: 99) } }
        #expect(throws: NewsroomError.self) { try change { try $0.addComment(below: 99, by: "x", "y") } }
        #expect(try magazine.problems() == [])
    }

    // MARK: - Redirects

    @Test("an address that is made to lead on does so in one step, and no more when that is taken back; what answers stays")
    func redirects() async throws {
        let magazine = try await magazine([post(), .post(2)])
        func add(_ old: String, _ target: String) async throws -> String {
            try await magazine.working(.redirects(.add(old, to: target))).report
        }
        #expect(try await add("/old/", "/2020/01/item-1/") == "/old/ leads to /2020/01/item-1/ now.\n")
        #expect(
            try await add("https://old.example/older/", "/old/") == "/older/ leads to /2020/01/item-1/ now.\n")
        #expect(
            try await add("/away", "https://elsewhere.example/x?y=1") == "/away leads to https://elsewhere.example/x?y=1 now.\n")
        #expect(try await magazine.page("/older/").location == "/2020/01/item-1/")
        #expect(try await magazine.page("/away").location == "https://elsewhere.example/x?y=1")
        #expect(try await add("/old/", "/2020/01/item-2/").contains("leads to /2020/01/item-2/"))
        let listed = try await magazine.working(.redirects(.list)).report
        #expect(listed.contains("/away  https://elsewhere.example/x?y=1\n") && listed.contains("/old/  /2020/01/item-2/\n"))
        for (old, target) in [
            ("/2020/01/item-1/", "/2020/01/item-2/"), ("/feed/", "/2020/01/item-2/"), ("/", "/2020/01/item-1/"), ("/a/", "/a/"),
            ("/x/", "javascript:alert(1)"), ("https://elsewhere.example/x", "/old/"), ("", "/old/"), ("/y/", ""),
        ] {
            _ = await refusal(.redirects(.add(old, to: target)), on: magazine)
        }
        #expect(try await magazine.page("/2020/01/item-1/").status == 200)
        #expect(await refusal(.redirects(.remove(["/old/", "/nothing/"])), on: magazine) == .noRedirect("/nothing/"))
        #expect(try await magazine.page("/old/").location == "/2020/01/item-2/")
        #expect(
            try await magazine.working(.redirects(.remove(["/old/", "/away"]))).report
                == "/old/ leads nowhere now.\n/away leads nowhere now.\n")
        #expect(try await magazine.page("/old/").status == 404)
        #expect(await refusal(.redirects(.remove(["/2020/01/item-1/"])), on: magazine)?.exit == .unreadable)
        #expect(try magazine.problems() == [])
    }
}
