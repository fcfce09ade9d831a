import Content
import Site
import Storage
import TestSupport
import Testing

@Suite("Series and corrections", .everyEngine)
struct SeriesTests {
    private func part(_ number: Int64, _ path: String, day: Int64, in transaction: Transaction) throws -> Int64 {
        var article = Article.published(path, "Part \(number)", day: day)
        article.series = Article.Series(name: "Lights & bells", part: number)
        return try transaction.add(article)
    }

    @Test("a part says which of how many it is, and leads to the part before and behind, whatever their dates")
    func neighbours() async throws {
        let magazine = try TemporaryMagazine { transaction in
            _ = try part(1, "/one/", day: 9, in: transaction)
            _ = try part(2, "/two/", day: 1, in: transaction)
            _ = try part(3, "/three/", day: 5, in: transaction)
            _ = try transaction.add(.published("/alone/", day: 3))
        }
        let page = try await magazine.page("/two/").body
        #expect(page.contains("<h2 id=\"series\">Lights &amp; bells</h2>") && page.contains(">Part 2 of 3</p>"))
        #expect(page.contains("<a rel=\"prev\" href=\"/one/\"><span>Previous part</span>"))
        #expect(page.contains("<a class=\"older\" rel=\"next\" href=\"/three/\"><span>Next part</span>"))
        #expect(page.contains("<a href=\"/two/\" aria-current=\"page\">"))
        #expect(page.contains("\"@type\":\"CreativeWorkSeries\",\"name\":\"Lights"))
        let alone = try await magazine.page("/alone/").body
        #expect(!alone.contains("id=\"series\"") && alone.contains("class=\"newer\""))
    }

    @Test("a part that nobody may read is none; a series of which one part is left says nothing")
    func unpublished() async throws {
        var last: Int64 = 0
        let magazine = try TemporaryMagazine { transaction in
            _ = try part(1, "/one/", day: 1, in: transaction)
            last = try part(2, "/two/", day: 2, in: transaction)
        }
        #expect(try await magazine.page("/one/").body.contains("Part 1 of 2"))
        try magazine.store.writeWaiting { transaction in
            var article = Article.published("/two/", "Part 2", day: 2)
            (article.status, article.isListed) = (.draft, false)
            article.series = Article.Series(name: "Lights & bells", part: 2)
            try transaction.update(last, to: article)
        }
        let page = try await magazine.page("/one/").body
        #expect(!page.contains("id=\"series\"") && !page.contains("/two/"))
    }

    @Test("a page with a series is made anew when another part comes, goes or gets another headline")
    func dependencies() throws {
        var first: Int64 = 0
        let magazine = try TemporaryMagazine { transaction in
            first = try part(1, "/one/", day: 1, in: transaction)
            _ = try part(2, "/two/", day: 2, in: transaction)
        }
        let page = try magazine.store.readWaiting { library in
            _ = try library.parts(ofSeries: "Lights & bells", with: first)
            return library.dependencies
        }
        #expect(page.contains(.series("Lights & bells")) && page.contains(.link(first)))
        // The log parts its words by spaces.
        #expect(Dependency.series("Lights & bells").text == "eLights%20&%20bells")
    }

    @Test("a folder's articles have their series and corrections, with links and without markup that could do harm")
    func folder() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(
            """
            ---
            title: One
            date: 2020-01-01
            series: [Lights]
            series_order: 2
            corrections:
              - date: 2020-03-01
                text: "It was *Odd*, see [two](/2020/01/two/). <script>alert(1)</script>"
              - {date: 2020-02-01, text: First}
            ---
            Text.
            """, to: "folder/content/articles/one.md")
        try magazine.folder.write(
            "---\ntitle: Two\ndate: 2020-01-02\nseries: {name: Lights, part: 1}\n---\nText.\n",
            to: "folder/content/articles/two.md")
        try await magazine.importing(folder: magazine.folder["folder"])
        let page = try await magazine.page("/2020/01/one/").body
        #expect(page.contains("Part 2 of 2"))
        #expect(page.contains("<strong>Correction, <time datetime=\"2020-02-01\">1 February 2020</time>:</strong>"))
        let first = try #require(page.firstRange(of: "1 February 2020</time>")).lowerBound
        #expect(
            try #require(page.firstRange(of: "It was <em>Odd</em>, see <a href=\"/2020/01/two/\">two</a>.")).lowerBound > first)
        #expect(!page.contains("alert(1)"))
        #expect(try await !magazine.page("/2020/01/two/").body.contains("<strong>Correction"))
    }

    @Test("a term of WordPress's series plugins makes a series, in the order of its parts")
    func wordPress() async throws {
        let magazine = try TemporaryMagazine()
        let items = [(1, "2"), (2, "1"), (3, "x")].map { (id: Int, part: String) in
            WXRText.Item.post(id, "P\(id)") { item in
                item.link = "https://old.example/p\(id)/"
                (item.terms, item.meta) = ([("series", "lights", "Lights")], [("_series_part", part)])
            }
        }
        try await magazine.importing(WXRText(items).text)
        let page = try await magazine.page("/p1/").body
        #expect(page.contains("Part 3 of 3") && page.contains("<h2 id=\"series\">Lights</h2>"))
    }
}
