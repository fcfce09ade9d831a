import Content
import Editorial
import Storage
import TestSupport
import Testing

@Suite("Where an old site had what is no article", .everyEngine)
struct OldShapeTests {
    private func magazine(_ structure: @escaping (Int) -> String, link: String = "https://old.example") async throws -> (
        TemporaryMagazine, Imported
    ) {
        let items = (1...13).map { id in
            WXRText.Item.post(id) { item in
                item.date = "2020-01-\(id < 10 ? "0" : "")\(id) 10:00:00"
                item.link = link + structure(id)
                item.terms = [("category", "news", "News"), ("post_tag", "tides", "Tides")]
            }
        }
        let magazine = try TemporaryMagazine()
        var export = WXRText(items + [.page(40, "About") { $0.link = link + "/about/" }], link: link)
        export.terms = [WXRText.author("anna", "Anna"), WXRText.category(5, "news", "News"), WXRText.tag(6, "tides", "Tides")]
        return (magazine, try await magazine.importing(export.text))
    }

    @Test("A68: the ledger says which structure it is, and sections, tags, authors and years are below what stood before it")
    func front() async throws {
        let (magazine, imported) = try await magazine { "/blog/item-\($0)/" }
        #expect(
            imported.ledger.notes.contains("The old site's addresses were made as /blog/%postname%/: 13 of 13 articles agree."))
        for path in [
            "/blog/item-7/", "/blog/category/news/", "/blog/category/news/page/2/", "/blog/category/news/feed/",
            "/blog/tag/tides/",
            "/blog/author/anna/", "/blog/2020/", "/blog/2020/01/", "/blog/2020/01/07/", "/blog/2020/page/2/", "/blog/2020/feed/",
            "/about/", "/feed/",
            "/page/2/",
        ] {
            let page = try await magazine.page(path)
            #expect(page.status == 200, "\(path): \(page.status) \(page.location ?? "")")
        }
        #expect(try await magazine.page("/blog/2020/01/").body.contains("href=\"/blog/2020/\""))
        for (old, new) in [
            ("/?m=202001", "/blog/2020/01/"), ("/?cat=5", "/blog/category/news/"), ("/2020/01/", "/blog/2020/01/"),
            ("/blog/2020/13/", "/blog/2020/"),
            ("/category/x/news/", "/blog/category/news/"), ("/blog/category/x/news/", "/blog/category/news/"),
        ] {
            #expect(try await magazine.page(old).location == new, "\(old)")
        }
    }

    @Test(
        "A68: numbers for addresses, endings, and /index.php/ before everything",
        arguments: [
            ("/archives/", "", "/archives/date/2020/01/"), ("/", ".html", "/2020/01/"),
            ("/index.php/2020/01/item-", "/", "/2020/01/"),
        ])
    func others(_ start: String, _ end: String, _ dates: String) async throws {
        let (magazine, _) = try await magazine {
            start.hasSuffix("-") ? "\(start)\($0)\(end)" : end.isEmpty ? "\(start)\($0)" : "\(start)item-\($0)\(end)"
        }
        let link = start.hasSuffix("-") ? "\(start)7\(end)" : end.isEmpty ? "\(start)7" : "\(start)item-7\(end)"
        #expect(try await magazine.page(link).status == 200)
        #expect(try await magazine.page("/?p=7").location == link)
        #expect(try await magazine.page(dates).status == 200)
        if start.hasPrefix("/index.php") {
            #expect(try await magazine.page("/index.php/category/news/").location == "/category/news/")
            #expect(try await magazine.page("/index.php/2020/01/").location == "/2020/01/")
        }
        #expect(try magazine.problems() == [])
    }

    @Test("words that the old site had instead of category and tag are settings, taken before the import")
    func bases() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.set([("section_base", "topics"), ("tag_base", "about/things")])
        try await magazine.importing(
            WXRText(
                [
                    .post(1) {
                        $0.link = "https://old.example/blog/item-1/";
                        $0.terms = [("category", "news", "News"), ("post_tag", "tides", "Tides")]
                    }
                ],
                terms: [WXRText.category(5, "news", "News"), WXRText.tag(6, "tides", "Tides")]
            ).text)
        for path in ["/topics/news/", "/about/things/tides/", "/topics/news/feed/"] {
            #expect(try await magazine.page(path).status == 200, "\(path)")
        }
        #expect(try await magazine.page("/topics/x/news/").location == "/topics/news/")
    }

    @Test("A69: a site in a folder has everything below it, and its front page leads there")
    func subdirectory() async throws {
        let (magazine, _) = try await magazine({ "/2020/01/item-\($0)/" }, link: "https://old.example/magazine")
        for path in [
            "/magazine/", "/magazine/2020/01/item-7/", "/magazine/about/", "/magazine/category/news/", "/magazine/tag/tides/",
            "/magazine/author/anna/",
            "/magazine/2020/01/", "/magazine/page/2/", "/magazine/feed/", "/magazine/comments/feed/",
            "/magazine/2020/01/item-7/feed/",
            "/magazine/sitemap.xml", "/magazine/category/news/page/2/",
        ] {
            let page = try await magazine.page(path)
            #expect(page.status == 200, "\(path): \(page.status) \(page.location ?? "")")
            #expect(!page.body.contains("href=\"/2020") && !page.body.contains("href=\"/category"), "\(path)")
        }
        for (old, new) in [
            ("/", "/magazine/"), ("/magazine", "/magazine/"), ("/magazine/?p=7", "/magazine/2020/01/item-7/"),
            ("/magazine/?cat=5", "/magazine/category/news/"),
            ("/magazine/rss/", "/magazine/feed/"), ("/magazine/wp-sitemap.xml", "/magazine/sitemap.xml"),
            ("/magazine/2020/13/", "/magazine/2020/"),
            ("/magazine/item-7/", "/magazine/2020/01/item-7/"), ("/magazine/category/x/news/", "/magazine/category/news/"),
            ("/magazine/2020/01/item-7/comment-page-1/", "/magazine/2020/01/item-7/"),
        ] {
            #expect(try await magazine.page(old).location == new, "\(old)")
        }
        #expect(try await magazine.page("/magazine/wp-login.php").status == 410)
        #expect(try await magazine.page("/2020/01/item-7/").status == 404)
    }

    @Test("a page of listings beside another front page leads to the front page, with its further pages and its feed")
    func listingPage() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText(
                (1...13).map { .post($0) } + [
                    .page(40, "Welcome") { $0.link = "https://old.example/" },
                    .page(41, "News", body: "") { $0.link = "https://old.example/news/" }, .page(42, "About"),
                ]
            ).text)
        #expect(imported.ledger.notes.contains("The old site listed its articles at /news/: it leads to the front page."))
        for (old, new) in [
            ("/news/", "/"), ("/news", "/"), ("/news/page/2/", "/page/2/"), ("/news/feed/", "/feed/"),
            ("/news/feed/atom/", "/feed/atom/"),
            ("/?page_id=41", "/"),
        ] {
            #expect(try await magazine.page(old).location == new, "\(old)")
        }
        #expect(try await magazine.page("/item-40/").status == 200)
    }
}
