import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Categories, tags and the taxonomies of plugins", .everyEngine)
struct WordPressTaxonomyTests {
    @Test("A38: a category's description stands above its articles, and the fields that plugins gave it are kept")
    func descriptionAndFields() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [.post(1) { $0.terms = [("category", "sea", "Sea")] }],
                terms: [
                    WXRText.category(
                        3, "sea", "Sea", description: "All about <em>boats</em>.<script>evil()</script>",
                        meta: [("colour", "#036"), ("icon", "a:1:{s:4:\"name\";s:4:\"boat\";}")])
                ]))
        let page = try await magazine.page("/category/sea/").body
        #expect(page.contains("All about <em>boats</em>.") && !page.contains("evil()"))
        let fields = try magazine.store.readWaiting { library in
            guard case .section(let id)? = try library.destination(at: "/category/sea/") else { return [String]() }
            return try library.fields(of: .section, id).map { "\($0.name): \($0.value)" }
        }
        #expect(fields == ["colour: #036", "icon: a:1:{s:4:\"name\";s:4:\"boat\";}"])
        #expect(!page.contains("#036"))
    }

    @Test("A38, A39, A40: a category, a tag and a term with one slug are three listings, each with its own articles")
    func sameSlug() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [
                    .post(1, "In the section") { $0.terms = [("category", "jazz", "Jazz, the section")] },
                    .post(2, "With the tag") { $0.terms = [("post_tag", "jazz", "Jazz, the tag")] },
                    .post(3, "Of the genre") { $0.terms = [("genre", "jazz", "Jazz, the genre")] },
                ],
                terms: [
                    WXRText.category(1, "jazz", "Jazz, the section"), WXRText.tag(2, "jazz", "Jazz, the tag"),
                    WXRText.term(3, taxonomy: "genre", "jazz", "Jazz, the genre"),
                ]))
        for (path, title) in [
            ("/category/jazz/", "In the section"), ("/tag/jazz/", "With the tag"), ("/genre/jazz/", "Of the genre"),
        ] {
            let listing = ListingText.of(try await magazine.page(path).body)
            #expect(listing.contains(title) && listing.components(separatedBy: "A body.").count == 2, "\(path): \(listing)")
        }
        #expect(try magazine.problems() == [])
    }

    @Test("A39: a tag has its description, its page, its feed, and answers by its number")
    func tags() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [.post(1, "One") { $0.terms = [("post_tag", "low-tide", "Low tide")] }],
                terms: [WXRText.tag(7, "low-tide", "Low tide")]))
        #expect(try await magazine.page("/tag/low-tide/").body.contains("<h1>Low tide</h1>"))
        #expect(try await magazine.page("/tag/low-tide/feed/").body.contains("<title>One</title>"))
        #expect(try await magazine.page("/?tag_id=7").location == "/tag/low-tide/")
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("href=\"/tag/low-tide/\""))
    }

    @Test("A40: terms of a plugin's taxonomy have listings with pages and feeds, and articles name them")
    func customTaxonomy() async throws {
        let posts = (1...14).map { number in
            WXRText.Item.post(number, "Part \(number)") { item in
                item.date = "2020-01-\(number + 10) 10:00:00"
                item.terms = [("series", "winter", "Winter")]
            }
        }
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText(posts, terms: [WXRText.term(9, taxonomy: "series", "winter", "Winter", description: "Cold **months**.")]).text
        )
        #expect(imported.ledger.count(.term, .imported) == 1)
        #expect(imported.entries(.term, id: "9").map(\.path) == ["/series/winter/"])
        let page = try await magazine.page("/series/winter/").body
        #expect(page.contains("<h1>Winter</h1>") && page.contains("Cold **months**.") && page.contains("Part 14"))
        #expect(try await magazine.page("/series/winter/page/2/").body.contains("Part 1<"))
        #expect(try await magazine.page("/series/winter/feed/").body.contains("<title>Part 14</title>"))
        #expect(try await magazine.page("/2020/01/item-3/").body.contains("href=\"/series/winter/\""))
        #expect(try await magazine.page("/sitemap-0.xml").body.contains("/series/winter/"))
        #expect(try magazine.problems() == [])
    }

    @Test("A40: a term's listing has the articles of the terms below it, and names the terms above it")
    func nestedTerms() async throws {
        let terms = [
            WXRText.term(2, taxonomy: "place", "harbour", "Harbour", parent: "town"),
            WXRText.term(1, taxonomy: "place", "town", "Town"),
        ]
        let items: [WXRText.Item] = [.post(1, "At the quay") { $0.terms = [("place", "harbour", "Harbour")] }]
        let magazine = try await TemporaryMagazine(WXRText(items, terms: terms))
        #expect(try await magazine.page("/place/town/").body.contains("At the quay"))
        #expect(try await magazine.page("/place/harbour/").body.contains("href=\"/place/town/\""))
        #expect(try magazine.problems() == [])

        // A parent that comes with a newer export moves the articles into its listing.
        let later = try await TemporaryMagazine(WXRText(items, terms: [WXRText.term(2, taxonomy: "place", "harbour", "Harbour")]))
        #expect(try await later.page("/place/town/").status == 404)
        try await later.importing(WXRText(items, terms: terms).text)
        #expect(try await later.page("/place/town/").body.contains("At the quay"))
        #expect(try later.problems() == [])
    }

    @Test("A40: terms that stand below one another go in without the cycle, and the ledger says so")
    func termCycle() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText(
                [.post(1) { $0.terms = [("place", "a", "A")] }],
                terms: [
                    WXRText.term(1, taxonomy: "place", "a", "A", parent: "b"),
                    WXRText.term(2, taxonomy: "place", "b", "B", parent: "a"),
                ]
            ).text)
        #expect(imported.ledger.reconciles && imported.file.notes.contains { $0.contains("stands below itself") })
        #expect(try magazine.problems() == [])
    }

    @Test("A10, A40: a term that only items name is made, and its listing is gone with its last article")
    func impliedTerm() async throws {
        let items: [WXRText.Item] = [
            .post(1, "Named") { $0.terms = [("genre", "noir", "Noir")] }, .post(2) { $0.terms = [("genre", "noir", "Noir")] },
        ]
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(WXRText(items).text)
        #expect(imported.file.notes.contains { $0.hasPrefix("1 term is here because items name them") })
        #expect(try await magazine.page("/genre/noir/").body.contains("Named"))
        try await magazine.importing(
            WXRText(
                items.map { item in
                    var item = item
                    item.status = "draft"
                    return item
                }
            ).text)
        #expect(try await magazine.page("/genre/noir/").status == 404)
        #expect(try magazine.problems() == [])
    }

    @Test("A40: a page of the old site that stands where a term would keeps its address, and the term gets another")
    func termGivesWay() async throws {
        let magazine = try TemporaryMagazine()
        let text = WXRText(
            [
                .post(1, "A chapter") { $0.terms = [("series", "winter", "Winter")] },
                .page(2, "About the winter") { $0.link = "https://old.example/series/winter/" },
            ], terms: [WXRText.term(9, taxonomy: "series", "winter", "Winter")]
        ).text
        try await magazine.importing(text)
        #expect(try await magazine.page("/series/winter/").body.contains("<h1>About the winter</h1>"))
        #expect(try await magazine.page("/series/winter-2/").body.contains("A chapter"))
        let before = try DatabaseDump(magazine.store)
        try await magazine.importing(text)
        #expect(try DatabaseDump(magazine.store) == before)
        #expect(try magazine.problems() == [])
    }

    @Test("A40: a person says where a taxonomy was, or that it is tags, or nothing; what was elsewhere before leads there")
    func chosenTaxonomies() async throws {
        let magazine = try TemporaryMagazine()
        let text = WXRText(
            [
                .post(1, "A chapter") { item in
                    item.terms = [("podcast_series", "winter", "Winter"), ("topic", "ice", "Ice"), ("inner", "x", "X")]
                }
            ], terms: [WXRText.term(4, taxonomy: "inner", "x", "X")]
        ).text
        try await magazine.importing(text)
        #expect(try await magazine.page("/podcast_series/winter/").status == 200)
        let choices = try WordPressChoices(
            types: [], statuses: [], taxonomies: ["podcast_series=/series/", "topic=tags", "inner=none"])
        let imported = try await magazine.importing(text, choices: choices)
        #expect(imported.entries(.term, id: "4").map(\.outcome) == [.leftOut])
        #expect(try await magazine.page("/series/winter/").body.contains("A chapter"))
        #expect(try await magazine.page("/podcast_series/winter/").location == "/series/winter/")
        #expect(try await magazine.page("/tag/ice/").body.contains("A chapter"))
        #expect(try await magazine.page("/inner/x/").status == 404)
        #expect(try magazine.problems() == [])
    }

    @Test("A40: what WordPress and plugins keep their own things in order by is left out, and counted")
    func furniture() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText(
                [.post(1) { $0.terms = [("yst_prominent_words", "x", "x"), ("following_users", "anna", "anna")] }],
                terms: [WXRText.term(4, taxonomy: "wp_theme", "twenty", "twenty")]
            ).text)
        #expect(imported.entries(.term, id: "4").map(\.outcome) == [.leftOut])
        for path in ["/yst_prominent_words/x/", "/following_users/anna/", "/wp_theme/twenty/"] {
            #expect(try await magazine.page(path).status == 404)
        }
        #expect(try await !magazine.page("/2020/01/item-1/").body.contains("following_users"))
    }

    @Test("A14: a post's format is kept: its listing answers where WordPress has it, and is no word in the article")
    func formats() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1, "A film") { $0.terms = [("post_format", "post-format-video", "Video"), ("post_tag", "sea", "Sea")] },
                .post(2, "A text"),
            ]))
        let listing = try await magazine.page("/type/video/").body
        #expect(listing.contains("A film") && !listing.contains("A text"))
        let page = try await magazine.page("/2020/01/item-1/").body
        #expect(page.contains("href=\"/tag/sea/\"") && !page.contains("/type/video/"))
        #expect(try await !magazine.page("/feed/").body.contains("<category>Video"))
        #expect(try await magazine.page("/?s=video").body.contains("/2020/01/item-1/") == false)
        #expect(try magazine.problems() == [])
    }

    @Test(
        "A41: the section that Yoast SEO or Rank Math call the main one stands first",
        arguments: ["_yoast_wpseo_primary_category", "rank_math_primary_category"])
    func primaryCategory(_ key: String) async throws {
        func magazine(_ value: String) async throws -> String {
            let magazine = try await TemporaryMagazine(
                WXRText(
                    [
                        .post(1) { item in
                            item.terms = [("category", "art", "Art"), ("category", "zoo", "Zoo")]
                            item.meta = [(key, value)]
                        }
                    ],
                    terms: [
                        WXRText.category(3, "art", "Art"), WXRText.category(4, "zoo", "Zoo"), WXRText.category(5, "sea", "Sea"),
                    ]))
            let cards = try await magazine.page("/").body.components(separatedBy: "<article")
            return cards.last?.components(separatedBy: "</article>").first?.contains("Zoo") == true
                ? "Zoo" : "Art"
        }
        #expect(try await magazine("4") == "Zoo")
        // One that the item is not in, and none at all, change nothing.
        for value in ["5", "", "99", "x"] { #expect(try await magazine(value) == "Art") }
    }

    @Test("A40: ?taxonomy=…&term=… leads to the listing, of a format too, and to nothing that only drafts have")
    func queries() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText([
                .post(1) { item in
                    item.terms = [
                        ("series", "winter", "Winter"), ("category", "sea", "Sea"), ("post_tag", "tide", "Tide"),
                        ("post_format", "post-format-video", "Video"),
                    ]
                },
                .post(2) { ($0.status, $0.terms) = ("draft", [("series", "summer", "Summer")]) },
            ]))
        for (query, path) in [
            ("taxonomy=series&term=winter", "/series/winter/"), ("term=sea&taxonomy=category", "/category/sea/"),
            ("taxonomy=post_tag&term=tide", "/tag/tide/"), ("taxonomy=post_format&term=post-format-video", "/type/video/"),
            ("taxonomy=series&term=winter&feed=rss2", "/series/winter/feed/"),
        ] {
            #expect(try await magazine.page("/?\(query)").location == path, "\(query)")
        }
        for query in ["taxonomy=series&term=summer", "taxonomy=series&term=nothing", "taxonomy=&term=", "taxonomy=series"] {
            #expect(try await magazine.page("/?\(query)").location == nil, "\(query)")
        }
    }

    @Test("A65: a menu leads to terms of a plugin's taxonomy")
    func menuToTerm() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [
                    .post(1) { $0.terms = [("series", "winter", "Winter")] },
                    .menuEntry(2, "", menu: "main", kind: "taxonomy", object: "series", objectID: 9),
                ],
                terms: [
                    WXRText.term(9, taxonomy: "series", "winter", "Winter"),
                    WXRText.term(8, taxonomy: "nav_menu", "main", "Main"),
                ]))
        #expect(try await magazine.page("/").body.contains("<a href=\"/series/winter/\">Winter"))
    }
}
