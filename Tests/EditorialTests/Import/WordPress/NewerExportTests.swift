import Content
import Editorial
import Storage
import TestSupport
import Testing

@Suite("A newer export of the same site", .everyEngine)
struct NewerExportTests {
    // MARK: - Comments

    private func comments(_ comments: WXRText.Comment...) -> String {
        WXRText([.post(1, "One") { $0.comments = comments }, .post(2, "Two") { $0.comments = [.init(90, "elsewhere")] }]).text
    }

    @Test(
        "a comment that the old site calls spam, trash or unapproved now, or has deleted, is not public any more",
        arguments: ["spam", "trash", "0", "post-trashed", "deleted"])
    func withdrawn(_ approved: String) async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(comments(.init(11, "canary words"), .init(12, "kept words", parent: 11)))
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("canary words"))
        let kept = WXRText.Comment(12, "kept words", parent: 11)
        let newer =
            approved == "deleted" ? comments(kept) : comments(.init(11, "canary words", approved: approved), kept)
        for _ in 1...2 {
            let imported = try await magazine.importing(newer)
            #expect(try await Crawl(magazine).places(of: "canary") == [])
            #expect(try await magazine.page("/2020/01/item-1/").body.contains("kept words"))
            #expect(imported.ledger.reconciles)
        }
        #expect(try magazine.problems() == [])
        // And once more as it was.
        try await magazine.importing(comments(.init(11, "canary words"), kept))
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("canary words"))
    }

    @Test("the ledger says of a comment that went to the trash that it did, and how many are not in the export any more")
    func withdrawnIsSaid() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(comments(.init(11, "a"), .init(12, "b"), .init(13, "c")))
        let imported = try await magazine.importing(comments(.init(11, "a", approved: "spam")))
        #expect(imported.entries(.comment, id: "11").first?.reason.contains("spam now: it is in the trash here") == true)
        #expect(imported.ledger.notes.contains { $0.hasPrefix("2 comments that stood here are not in this export any more") })
    }

    @Test("an export without any comment takes none away")
    func without() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(comments(.init(11, "kept words")))
        try await magazine.importing(WXRText([.post(1, "One, newer"), .post(2, "Two")]).text)
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("kept words"))
    }

    @Test("what an editor has removed, changed or written below an article stays so")
    func comments() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(
            comments(.init(11, "removed words"), .init(12, "answer words", parent: 11), .init(13, "changed words")))
        let id = try #require(
            try magazine.store.readWaiting {
                try $0.storedArticles(after: 0, limit: 10).first { $0.article.slug == "item-1" }?.id
            })
        let own = try magazine.store.writeWaiting { transaction in
            let newsroom = try Newsroom(transaction)
            try newsroom.removeComment(11, below: id)
            var changed = try #require(
                try transaction.current.storedComments(ofArticles: [id])[id]?.first { $0.number == 13 })
            changed.body = HTML(escaping: "edited words")
            changed.source = "edited words"
            try transaction.save(changed, article: id)
            return try newsroom.addComment(below: id, by: "An editor", "written here")
        }
        #expect(own == 91, "no number is given twice")
        let newer = comments(
            .init(11, "removed words"), .init(12, "answer words, newer", parent: 11),
            .init(13, "changed words", approved: "spam"),
            .init(14, "new words"), .init(Int(own), "of another"))
        for _ in 1...2 {
            let imported = try await magazine.importing(newer)
            let page = try await magazine.page("/2020/01/item-1/").body
            for text in ["answer words, newer", "edited words", "new words", "written here"] {
                #expect(page.contains(text), "\(text)")
            }
            for text in ["removed words", "of another"] { #expect(!page.contains(text), "\(text)") }
            #expect(imported.ledger.reconciles)
        }
        let imported = try await magazine.importing(newer.replacing("new words", with: "newest words"))
        #expect(imported.entries(.comment, id: "11").map(\.outcome) == [.leftOut])
        #expect(imported.entries(.comment, id: "13").first?.reason.contains("somebody has changed it here") == true)
        #expect(imported.entries(.comment, id: String(own)).map(\.outcome) == [.failed])
        #expect(try magazine.problems() == [])
    }

    // MARK: - Names

    private static func export(
        section: String = "News", description: String = "Old words.", tag: String = "Tides", author: String = "Anna",
        term: String = "Depths", menu: String = "Main", label: String = "Start", slugs: [String] = ["news", "tides", "depths"],
        parent: String = ""
    ) -> String {
        WXRText(
            [
                .post(1, "One") { item in
                    item.terms = [
                        ("category", slugs[0], section), ("post_tag", slugs[1], tag), ("series", slugs[2], term),
                        ("category", "below", "Below"),
                    ]
                },
                .menuEntry(40, label, menu: "main", kind: "custom", url: "https://old.example/2020/01/item-1/"),
            ],
            terms: [
                WXRText.author("anna", author), WXRText.category(4, "top", "Top"),
                WXRText.category(5, slugs[0], section, parent: parent, description: description),
                WXRText.category(6, "below", "Below", parent: slugs[0]),
                WXRText.tag(7, slugs[1], tag), WXRText.term(8, taxonomy: "series", slugs[2], term),
                WXRText.term(9, taxonomy: "nav_menu", "main", menu),
            ]
        ).text
    }

    private static let newer = export(
        section: "Aktuelles", description: "New words.", tag: "Gezeiten", author: "Anna Lund", term: "Tiefen", menu: "Haupt",
        label: "Anfang")

    @Test("sections, tags, terms, authors and entries of menus are called as the old site calls them now, and the ledger says so")
    func renamed() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(Self.export())
        let imported = try await magazine.importing(Self.newer)
        for (address, name) in [
            ("/category/news/", "Aktuelles"), ("/category/news/", "New words."), ("/tag/gezeiten/", ""),
            ("/tag/tides/", "Gezeiten"),
            ("/series/depths/", "Tiefen"), ("/author/anna/", "Anna Lund"), ("/2020/01/item-1/", "Anfang"),
            ("/2020/01/item-1/", "Gezeiten"), ("/2020/01/item-1/", "Anna Lund"),
        ] where !name.isEmpty {
            #expect(try await magazine.page(address).body.contains(name), "\(address) \(name)")
        }
        for (kind, id) in [
            (Ledger.Kind.section, "5"), (.tag, "7"), (.term, "8"), (.author, "1"), (.menu, "9"), (.menuEntry, "40"),
        ] {
            let entry = try #require(imported.entries(kind, id: id).first)
            #expect(entry.outcome == .changed && entry.reason.contains("the old site has renamed it"), "\(entry)")
        }
        #expect(imported.entries(.section, id: "6").map(\.outcome) == [.imported])
        #expect(try magazine.problems() == [])
        let before = try DatabaseDump(magazine.store)
        let again = try await magazine.importing(Self.newer)
        #expect(again.ledger.isComplete && again.ledger.count(.changed) == 0, "\(again.ledger.reasons)")
        let after = try DatabaseDump(magazine.store)
        #expect(after == before, "\(after.firstDifference(from: before))")
    }

    @Test("what somebody has renamed here is called as it is here, whatever the old site says, and the ledger says so")
    func renamedHere() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(Self.export())
        try magazine.store.writeWaiting { transaction in
            let newsroom = try Newsroom(transaction)
            try newsroom.renameSection(try #require(try transaction.id(of: .section, slug: "news")), to: "Our news")
            try newsroom.renameTag(try #require(try transaction.id(of: .tag, slug: "tides")), to: "Our tides")
            try newsroom.renameTag(try #require(try transaction.id(of: .tag, slug: "series/depths")), to: "Our depths")
            try newsroom.renameAuthor(try #require(try transaction.id(of: .author, slug: "anna")), to: "Our Anna")
            let menu = try #require(try transaction.current.storedMenus().first)
            _ = try transaction.save(Menu(slug: menu.menu.slug, name: "Our menu"), as: menu.id)
            var entry = try #require(menu.entries.first)
            entry.entry.label = "Our start"
            _ = try transaction.save(entry.entry, menu: menu.id, as: entry.id)
        }
        for _ in 1...2 {
            let imported = try await magazine.importing(Self.newer)
            for (kind, id) in [
                (Ledger.Kind.section, "5"), (.tag, "7"), (.term, "8"), (.author, "1"), (.menu, "9"), (.menuEntry, "40"),
            ] {
                let entry = try #require(imported.entries(kind, id: id).first)
                #expect(entry.outcome == .changed && entry.reason.hasPrefix("somebody has changed it here"), "\(entry)")
            }
            let page = try await magazine.page("/2020/01/item-1/").body
            for name in ["Our news", "Our tides", "Our depths", "Our Anna", "Our start"] {
                #expect(page.contains(name), "\(name)")
            }
        }
        let names = try magazine.store.readWaiting { try $0.storedMenus().map(\.menu.name) }
        #expect(names == ["Our menu"])
    }

    @Test("a term with another slug answers at its new address, and the former one leads there; so do the sections below it")
    func moved() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(Self.export())
        let imported = try await magazine.importing(Self.export(slugs: ["reports", "sea", "deep"], parent: "top"))
        for (old, new) in [
            ("/category/news/", "/category/top/reports/"), ("/category/news/below/", "/category/top/reports/below/"),
            ("/tag/tides/", "/tag/sea/"), ("/series/depths/", "/series/deep/"),
        ] {
            #expect(try await magazine.page(old).location == new, "\(old)")
            #expect(try await magazine.page(new).body.contains("One"), "\(new)")
        }
        #expect(imported.entries(.tag, id: "7").first?.reason.contains("the former one leads there") == true)
        #expect(imported.entries(.section, id: "5").first?.reason.contains("it stands elsewhere") == true)
        let counts = try magazine.store.readWaiting { library in
            (try library.storedSections().count, try library.storedTags().count)
        }
        #expect(counts == (3, 2))
        #expect(try magazine.problems() == [])
    }

    @Test("a slug that one section has left may be another's, in whatever order the export has them")
    func leftSlug() async throws {
        for isFirst in [true, false] {
            let magazine = try TemporaryMagazine()
            try await magazine.importing(
                WXRText(
                    [.post(1, "One") { $0.terms = [("category", "news", "News")] }], terms: [WXRText.category(5, "news", "News")]
                ).text)
            let terms = [WXRText.category(5, "archive", "Archive"), WXRText.category(6, "news", "News")]
            try await magazine.importing(
                WXRText(
                    [
                        .post(1, "One") { $0.terms = [("category", "archive", "Archive")] },
                        .post(2, "Two") { $0.terms = [("category", "news", "News")] },
                    ], terms: isFirst ? terms : terms.reversed()
                ).text)
            let (archive, news) = (
                try await magazine.page("/category/archive/").body, try await magazine.page("/category/news/").body
            )
            #expect(archive.contains("One") && !archive.contains("Two"))
            #expect(news.contains("Two") && !news.contains("<a href=\"/2020/01/item-1/\">One"))
            #expect(try magazine.problems() == [])
        }
    }

    @Test("two sections that have changed places stand as the newer export has them")
    func turned() async throws {
        let magazine = try TemporaryMagazine()
        func export(_ terms: [String]) -> String {
            WXRText([.post(1) { $0.terms = [("category", "a", "A"), ("category", "b", "B")] }], terms: terms).text
        }
        try await magazine.importing(export([WXRText.category(5, "a", "A"), WXRText.category(6, "b", "B", parent: "a")]))
        try await magazine.importing(export([WXRText.category(6, "b", "B"), WXRText.category(5, "a", "A", parent: "b")]))
        #expect(try await magazine.page("/category/b/a/").status == 200)
        #expect(try await magazine.page("/category/a/").location == "/category/b/a/")
        #expect(try await magazine.page("/category/a/b/").location == "/category/b/")
        #expect(try magazine.problems() == [])
    }

    @Test("a section that was here before the old site's keeps its name")
    func joined() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.store.writeWaiting { transaction in
            _ = try transaction.save(
                Section(slug: "news", name: "Ours", permalink: try #require(Permalink("/category/news/"))))
        }
        for name in ["News", "Newer"] {
            try await magazine.importing(Self.export(section: name))
            #expect(try await magazine.page("/category/news/").body.contains("Ours"))
        }
    }

    @Test("what only items name is called as they call it now; a definition says more")
    func implied() async throws {
        let magazine = try TemporaryMagazine()
        func export(_ name: String, terms: [String] = []) -> String {
            WXRText([.post(1) { $0.terms = [("category", "news", name), ("post_tag", "tides", name)] }], terms: terms).text
        }
        for name in ["First", "Second"] {
            try await magazine.importing(export(name))
            for address in ["/category/news/", "/tag/tides/"] {
                #expect(try await magazine.page(address).body.contains(name), "\(address)")
            }
        }
        try await magazine.importing(
            export(
                "Second",
                terms: [WXRText.category(5, "news", "Defined", description: "Words."), WXRText.tag(6, "tides", "Defined")]))
        try await magazine.importing(export("Third"))
        for address in ["/category/news/", "/tag/tides/"] {
            #expect(try await magazine.page(address).body.contains("Defined"), "\(address)")
        }
        #expect(try magazine.problems() == [])
    }
}
