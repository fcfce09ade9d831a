import Content
import Foundation
import FoundationXML
import Storage
import TestSupport
import Testing

@Suite("The search page", .everyEngine)
struct SearchPageTests {
    /// Thirty articles, one a day, all of them about the harbour; a page; and what nobody may see.
    private func magazine() async throws -> TemporaryMagazine {
        var items = (1...30).map { (id: Int) -> WXRText.Item in
            .post(id, "Headline \(id)", body: "<p>At the harbour & <b>the quay</b>, on day \(id).</p>") { item in
                item.date = "2020-01-\(id < 10 ? "0" : "")\(id) 10:00:00"
                item.terms = [("category", "news", "News"), ("post_tag", "tides", "Tides")]
            }
        }
        items[6].title = "Lighthouse"
        items.append(.page(31, "About us", body: "<p>We print in the old ropery.</p>"))
        for (id, status) in [(41, "draft"), (42, "private"), (43, "future"), (44, "trash"), (45, "pending")] {
            items.append(.post(id, "secret title", body: "<p>secret harbour canary</p>") { $0.status = status })
        }
        items.append(
            .post(46, "secret title", body: "<p>secret harbour canary</p>") { item in
                (item.status, item.password) = ("publish", "open-sesame")
                item.terms = [("post_tag", "hushed", "Hushed")]
            })
        return try await TemporaryMagazine(
            WXRText(
                items,
                terms: [
                    WXRText.author("anna", "Anna Lund"), WXRText.category(5, "news", "News"), WXRText.tag(6, "tides", "Tides"),
                ]))
    }

    @Test("it repeats the words, counts what it found, and shows each with the words marked, by whom and when")
    func found() async throws {
        let page = try await magazine().page("/search/?q=%20Quay++seven&utm_source=x")
        #expect(page.status == 200 && page.mediaType == "text/html; charset=utf-8")
        #expect(page.body.contains("value=\"Quay seven\"") && page.body.contains("Nothing was found for “Quay seven”."))
        let one = try await magazine().page("/search/?q=quay+7").body
        #expect(one.contains("1 result for “quay 7”"))
        #expect(one.contains("<p class=\"snippet\">At the harbour &amp; the <mark>quay</mark>, on day <mark>7</mark>.</p>"))
        #expect(one.contains("<h2><a href=\"/2020/01/item-7/\">Lighthouse</a></h2>"))
        #expect(one.contains("Anna Lund") && one.contains("<time datetime=\"2020-01-07T10:00:00Z\">7 January 2020</time>"))
    }

    @Test("search engines keep it out, and it has a feed")
    func head() async throws {
        let body = try await magazine().page("/search/?q=harbour").body
        #expect(body.contains("<meta name=\"robots\" content=\"noindex\">") && !body.contains("rel=\"canonical\""))
        #expect(
            body.contains(
                "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Search: harbour (RSS)\" href=\"/search/feed/?q=harbour\">"
            ))
        #expect(body.contains("<title>Search: harbour – "))
    }

    @Test("a page is found as an article is, and a name or a tag finds what bears it")
    func others() async throws {
        let magazine = try await magazine()
        #expect(try await magazine.page("/search/?q=ropery").body.contains("href=\"/item-31/\""))
        #expect(try await magazine.page("/search/?q=lund+tides").body.contains("30 results for “lund tides”"))
    }

    @Test("results come in pages of twelve, and no number is too large")
    func pages() async throws {
        let magazine = try await magazine()
        var links: Set<String> = []
        for address in ["/search/?q=harbour", "/search/?q=harbour&page=2", "/search/?q=harbour&page=3"] {
            let body = try await magazine.page(address).body
            #expect(body.contains("30 results for “harbour”"))
            links.formUnion(Crawl.links(in: body, base: "https://old.example").filter { $0.hasPrefix("/2020/01/item-") })
        }
        #expect(links.count == 30)
        let second = try await magazine.page("/search/?q=harbour&page=2").body
        #expect(second.contains("href=\"/search/?q=harbour\"") && second.contains("href=\"/search/?q=harbour&amp;page=3\""))
        #expect(second.contains("<title>Search: harbour, page 2 – "))
        let last = try await magazine.page("/search/?q=harbour&page=3").body
        for number in ["4", "1000000000", "9223372036854775807", "99999999999999999999999"] {
            let page = try await magazine.page("/search/?q=harbour&page=\(number)")
            #expect(page.status == 200 && page.body == last, "\(number)")
        }
        let first = try await magazine.page("/search/?q=harbour").body
        for number in ["0", "1", "-1", "x", "", "2x"] {
            #expect(try await magazine.page("/search/?q=harbour&page=\(number)").body == first, "\(number)")
        }
    }

    @Test(
        "without words it is the form alone",
        arguments: ["/search/", "/search/?q=", "/search/?q=+++", "/search/?page=2", "/search/?utm_source=x"])
    func empty(_ address: String) async throws {
        let page = try await magazine().page(address)
        #expect(page.status == 200 && page.body.contains("<label for=\"search-words\">Search this magazine</label>"))
        #expect(
            page.body.contains("<h1>Search</h1>") && !page.body.contains("class=\"result\"")
                && !page.body.contains("class=\"hints\""))
    }

    @Test(
        "where nothing is found it says so, with three ways on",
        arguments: ["/search/?q=nowhere", "/search/?q=***", "/search/?q=%22%22"])
    func nothing(_ address: String) async throws {
        let body = try await magazine().page(address).body
        #expect(body.contains("Nothing was found for “") && body.components(separatedBy: "<li>Check").count == 2)
        #expect(body.contains("Try fewer words") && body.contains("<a href=\"/\">Begin at the front page"))
    }

    @Test(
        "WordPress’s addresses lead to it in one step",
        arguments: [
            ("/?s=harbour", "/search/?q=harbour"), ("/?s=old+h%C3%A4rbour%26x", "/search/?q=old+h%C3%A4rbour%26x"),
            ("/index.php?s=harbour", "/search/?q=harbour"), ("/?s=harbour&paged=2", "/search/?q=harbour&page=2"),
            ("/page/3/?s=harbour", "/search/?q=harbour&page=3"), ("/?s=harbour&cat=5", "/search/?q=harbour"),
            ("/?cat=5&s=harbour", "/search/?q=harbour"), ("/?s=harbour&feed=rss2", "/search/feed/?q=harbour"),
            ("/?s=", "/search/"),
            ("/search/?s=harbour", "/search/?q=harbour"),
            ("/search/harbour/", "/search/?q=harbour"), ("/search/harbour", "/search/?q=harbour"),
            ("/search/old+harbour/", "/search/?q=old+harbour"), ("/search/old%20harbour/", "/search/?q=old+harbour"),
            ("/search/a/b/", "/search/?q=a%2Fb"), ("/search/%E6%9D%B1%E4%BA%AC/", "/search/?q=%E6%9D%B1%E4%BA%AC"),
            ("/search/harbour/page/2/", "/search/?q=harbour&page=2"), ("/search/harbour/page/2", "/search/?q=harbour&page=2"),
            ("/search/harbour/feed/", "/search/feed/?q=harbour"), ("/search/harbour/feed/rss2/", "/search/feed/?q=harbour"),
            ("/search/harbour/feed/atom", "/search/feed/atom/?q=harbour"), ("/search/harbour/rss/", "/search/feed/?q=harbour"),
            ("/search/feed/rss2/?q=harbour", "/search/feed/?q=harbour"),
            ("/?s=harbour&feed=atom", "/search/feed/atom/?q=harbour"),
            ("/search/feed/", "/search/?q=feed"), ("/search", "/search/"), ("/search?q=harbour", "/search/?q=harbour"),
        ])
    func oldAddresses(_ address: String, _ target: String) async throws {
        let page = try await magazine().page(address)
        #expect(page.status == 301 && page.location == target)
        #expect(try await magazine().page(target).status == 200)
    }

    @Test("a page of the old site at /search/ keeps its address, and the search its own")
    func ownPage() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .page(7, "Find it", body: "<p>Our own words about searching.</p>") { $0.link = "https://old.example/search/" }
            ]))
        #expect(try await magazine.page("/search/").body.contains("Our own words about searching."))
        #expect(try await magazine.page("/search/?q=searching").body.contains("1 result for “searching”"))
        #expect(try await magazine.page("/search/searching/").location == "/search/?q=searching")
    }

    @Test("below a path of its own the search is there too")
    func basePath() async throws {
        let magazine = try await magazine()
        try magazine.store.writeWaiting { transaction in
            var publication = try transaction.publication()
            publication.baseURL = "https://old.example/blog"
            try transaction.save(publication)
        }
        #expect(try await magazine.page("/blog/search/?q=ropery").body.contains("1 result for “ropery”"))
        #expect(try await magazine.page("/blog/?s=ropery").location == "/blog/search/?q=ropery")
        #expect(try await magazine.page("/blog/search/?q=ropery").body.contains("action=\"/blog/search/\""))
    }

    @Test("its feed comes in every format that feeds come in", arguments: [("atom", "atom+xml"), ("json", "feed+json")])
    func feedFormats(_ format: String, _ type: String) async throws {
        let magazine = try await magazine()
        let page = try await magazine.page("/search/feed/\(format)/?q=ropery")
        #expect(page.status == 200 && page.mediaType == "application/\(type); charset=utf-8" && page.body.contains("ropery"))
        #expect(try await magazine.page("/search/?q=ropery").body.contains("href=\"/search/feed/\(format)/?q=ropery\""))
    }

    @Test("its feed has the ten newest that are found")
    func feed() async throws {
        let magazine = try await magazine()
        let page = try await magazine.page("/search/feed/?q=harbour+quay")
        #expect(page.status == 200 && page.mediaType == "application/rss+xml; charset=utf-8")
        let document = try XMLDocument(data: Data(page.body.utf8))
        let links = try document.nodes(forXPath: "//item/link").compactMap(\.stringValue)
        #expect(links == (21...30).reversed().map { "https://old.example/2020/01/item-\($0)/" })
        #expect(
            try document.nodes(forXPath: "/rss/channel/link").first?.stringValue == "https://old.example/search/?q=harbour+quay")
        #expect(
            try document.nodes(forXPath: "/rss/channel/title").first?.stringValue?.hasPrefix("Search: harbour quay – ") == true)
        for address in ["/search/feed/?q=nowhere", "/search/feed/?q=", "/search/feed/?q=%3Cb%3E%22%26"] {
            let page = try await magazine.page(address)
            #expect(page.status == 200, "\(address)")
            #expect(try XMLDocument(data: Data(page.body.utf8)).nodes(forXPath: "//item").isEmpty)
        }
    }

    @Test(
        "what is not public is found nowhere: not in results, counts, snippets or the feed",
        arguments: ["secret", "canary", "secret+harbour", "open-sesame", "hushed", "secret+title"])
    func secrets(_ words: String) async throws {
        let magazine = try await magazine()
        let typed = words.replacing("+", with: " ")
        for address in ["/search/?q=\(words)", "/search/?q=\(words)&page=2", "/search/feed/?q=\(words)"] {
            let page = try await magazine.page(address)
            // The words themselves are repeated.
            let body = page.body.replacing(typed, with: "").replacing(words, with: "")
            for secret in ["secret", "canary", "open-sesame", "item-4", "Hushed"] {
                #expect(!body.contains(secret), "\(address)")
            }
            #expect(!body.contains("class=\"result\"") && !body.contains("<item>"))
        }
        #expect(try await magazine.page("/search/?q=\(words)").body.contains("Nothing was found for “\(typed)”."))
        #expect(try await magazine.page("/search/?q=harbour").body.contains("30 results"))
    }

    @Test("an article that is withdrawn is gone from the search with the next import, and comes back with it")
    func withdrawn() async throws {
        func export(_ status: String) -> String {
            WXRText([.post(1, "Public"), .post(2, "Canary", body: "<p>canary</p>") { $0.status = status }]).text
        }
        let magazine = try TemporaryMagazine()
        for (status, count) in [("publish", 1), ("draft", 0), ("publish", 1), ("trash", 0), ("private", 0)] {
            try await magazine.importing(export(status))
            let body = try await magazine.page("/search/?q=canary").body
            #expect(body.contains("class=\"result\"") == (count == 1), "\(status)")
            #expect(try magazine.problems() == [])
        }
    }

    @Test(
        "whatever is typed is shown as text and answered",
        arguments: [
            "\"", "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "{{secret}}", "{{{x}}}", "{{=<% %>=}}",
            "NEAR(a b)", "a*", "headline:a",
            "AND AND", "' UNION SELECT name FROM author --", "\u{202E}evil", "</title>", "&amp;", "a\u{0301}\u{0301}", "\u{FFFF}",
            "%00", "..%2F..",
        ])
    func hostile(_ typed: String) async throws {
        let magazine = try await magazine()
        for address in ["/search/?q=", "/search/feed/?q="] {
            let page = try await magazine.page(address + PercentEncoding.formValue(typed))
            #expect(page.status == 200)
            #expect(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"))
            if page.mediaType.contains("rss") {
                #expect(!page.body.contains("\u{FFFF}"))
                _ = try XMLDocument(data: Data(page.body.utf8))
            }
        }
        let heading = typed.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
        #expect(
            try await magazine.page("/search/?q=" + PercentEncoding.formValue(typed)).body.contains("<h1>Search: \(heading)</h1>")
        )
    }

    @Test("what is too long is answered, and says that it was cut")
    func long() async throws {
        let magazine = try await magazine()
        for typed in [
            String(repeating: "harbour ", count: 900), (0..<1000).map { "w\($0)" }.joined(separator: " "),
            String(repeating: "x", count: 8000),
        ] {
            let page = try await magazine.page("/search/?q=" + PercentEncoding.formValue(typed))
            #expect(page.status == 200 && page.body.contains("That was long: only its beginning was looked for."))
        }
        #expect(try await magazine.page("/search/?q=" + String(repeating: "x", count: 10_000)).status == 414)
        let location = try await magazine.page("/?s=" + String(repeating: "x", count: 8000)).location
        #expect((location?.count ?? 0) < 300)
    }

    @Test("every page has a way to it, and a page that is not there its form")
    func ways() async throws {
        let magazine = try await magazine()
        for address in ["/", "/2020/01/item-7/", "/category/news/", "/item-31/", "/nowhere/"] {
            #expect(try await magazine.page(address).body.contains("href=\"/search/\""), "\(address)")
        }
        #expect(
            try await magazine.page("/nowhere/").body.contains("<form class=\"search\" role=\"search\" action=\"/search/\">")
        )
    }
}
