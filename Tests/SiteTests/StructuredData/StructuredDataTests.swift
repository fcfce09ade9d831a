import Content
import Foundation
import Storage
import TestSupport
import Testing

@Suite("What pages tell machines", .everyEngine)
struct StructuredDataTests {
    private func magazine() throws -> TemporaryMagazine {
        try TemporaryMagazine(timeZone: "Europe/Oslo") { transaction in
            let town = try transaction.saveSection("Town", slug: "town")
            let quay = try transaction.saveSection("Quay & pier", slug: "quay", parent: town)
            let tag = try transaction.saveTag("Tides", slug: "tides")
            var anna = Author(slug: "anna", name: "Anna", permalink: try #require(Permalink("/author/anna/")))
            (anna.url, anna.biography, anna.picture) = ("https://anna.example/", HTML(stored: "<p>Writes.</p>"), "/anna.jpg")
            let author = try transaction.save(anna)
            let picture = try transaction.savePicture("/lead.jpg", alt: "A quay")

            var article = Article.published("/a/", "Once <em>round</em>", day: 1, body: "<p>One two three.</p>")
            article.standfirst = "Allow an hour."
            (article.sectionIDs, article.tagIDs, article.authorIDs) = ([quay], [tag], [author])
            (article.pictureID, article.modifiedAt) = (picture, Timestamp(stored: 1_578_000_000_000))
            _ = try transaction.add(article)

            for (path, file) in [("/sound/", "/a.mp3"), ("/film/", "https://h.example/a.mp4?x=1"), ("/silent/", "")] {
                var talk = Article.published(path, "Talk")
                (talk.kind, talk.sectionIDs) = (.talk, [town])
                talk.talk = Article.Talk(mediaURL: file, duration: "1:02:03", speakers: "Anna")
                _ = try transaction.add(talk)
            }

            let starts = try #require(CivilTime(year: 2025, month: 6, day: 14, hour: 19, minute: 30))
            let ends = try #require(CivilTime(year: 2025, month: 11, day: 2, hour: 1))
            var event = Article.published("/event/", "Concert")
            event.kind = .event
            event.event = Article.Event(
                starts: WallClock(starts), ends: WallClock(ends), place: "The music hall", address: "Tollbodgata 4")
            _ = try transaction.add(event)

            var page = Article.published("/about/", "About")
            (page.kind, page.isListed) = (.page, false)
            let above = try transaction.add(page)
            page.permalink = Permalink("/about/us/")
            page.parentID = above
            _ = try transaction.add(page)
        }
    }

    @Test("an article says who wrote what when, in which language, with which pictures, and where it stands")
    func article() async throws {
        let things = try await things(magazine(), "/a/")
        #expect(things.map { $0["@type"] as? String } == ["NewsArticle", "BreadcrumbList"])
        let article = try #require(things.first)
        #expect(article["headline"] as? String == "Once round" && article["description"] as? String == "Allow an hour.")
        #expect(article["datePublished"] as? String == "2020-01-02T00:00:00Z")
        #expect(article["dateModified"] as? String == "2020-01-02T21:20:00Z")
        #expect(article["mainEntityOfPage"] as? String == "https://m.example/a/" && article["inLanguage"] as? String == "en")
        #expect(article["articleSection"] as? [String] == ["Quay & pier"] && article["keywords"] as? [String] == ["Tides"])
        #expect(article["wordCount"] as? Int == 3)
        let author = try #require((article["author"] as? [[String: String]])?.first)
        #expect(author["@type"] == "Person" && author["name"] == "Anna" && author["url"] == "https://m.example/author/anna/")
        #expect((article["publisher"] as? [String: String])?["name"] == "The Harbour Post")
        let images = try #require(article["image"] as? [[String: Any]])
        #expect(images.map { $0["width"] as? Int } == [1200, 1280] && images.map { $0["height"] as? Int } == [630, 720])
        #expect(images.allSatisfy { $0["caption"] as? String == "A quay" })
        let crumbs = try #require(things[1]["itemListElement"] as? [[String: Any]])
        #expect(crumbs.map { $0["name"] as? String } == ["The Harbour Post", "Town", "Quay & pier", "Once round"])
        #expect(crumbs.map { $0["position"] as? Int } == [1, 2, 3, 4])
        #expect(crumbs.last?["item"] as? String == "https://m.example/a/")
    }

    @Test("an article that nobody signed is the magazine's")
    func unsigned() async throws {
        let author = try #require(try await things(magazine(), "/silent/").first?["author"] as? [[String: String]])
        #expect(author.map { $0["@type"] } == ["Organization"] && author.first?["name"] == "The Harbour Post")
    }

    @Test("a talk is an episode or a film, with its file and its length")
    func talks() async throws {
        let magazine = try magazine()
        let sound = try #require(try await things(magazine, "/sound/").first)
        #expect(sound["@type"] as? String == "PodcastEpisode" && sound["name"] as? String == "Talk")
        let file = try #require(sound["associatedMedia"] as? [String: String])
        #expect(file["@type"] == "AudioObject" && file["contentUrl"] == "https://m.example/a.mp3")
        #expect(file["encodingFormat"] == "audio/mpeg" && file["duration"] == "PT1H2M3S")
        let series = try #require(sound["partOfSeries"] as? [String: String])
        #expect(series["name"] == "Town" && series["webFeed"] == "https://m.example/category/town/feed/")
        let film = try #require(try await things(magazine, "/film/").first)
        #expect(film["@type"] as? String == "VideoObject" && film["contentUrl"] as? String == "https://h.example/a.mp4?x=1")
        #expect(film["uploadDate"] as? String == "2020-01-01T00:00:00Z" && film["duration"] as? String == "PT1H2M3S")
        #expect((film["thumbnailUrl"] as? [String])?.count == 1)
        #expect(try await things(magazine, "/silent/").first?["@type"] as? String == "NewsArticle")
    }

    @Test("an event says when, by the offset its town has then, and where")
    func event() async throws {
        let magazine = try magazine()
        let event = try #require(try await things(magazine, "/event/").first)
        #expect(event["@type"] as? String == "Event" && event["name"] as? String == "Concert")
        #expect(event["startDate"] as? String == "2025-06-14T19:30:00+02:00")
        #expect(event["endDate"] as? String == "2025-11-02T01:00:00+01:00")
        #expect(event["eventStatus"] as? String == "https://schema.org/EventScheduled")
        let place = try #require(event["location"] as? [String: String])
        #expect(place["name"] == "The music hall" && place["address"] == "Tollbodgata 4")
    }

    @Test("the front page is the magazine with its search; the pages after it are collections")
    func front() async throws {
        let magazine = try magazine()
        let site = try #require(try await things(magazine, "/").first)
        #expect(site["@type"] as? String == "WebSite" && site["name"] as? String == "The Harbour Post")
        let action = try #require(site["potentialAction"] as? [String: Any])
        #expect(
            (action["target"] as? [String: String])?["urlTemplate"] == "https://m.example/search/?q={search_term_string}")
        #expect(action["query-input"] as? String == "required name=search_term_string")
    }

    @Test("a listing names its articles and the way down to it")
    func listing() async throws {
        let things = try await things(magazine(), "/category/quay/")
        #expect(things.map { $0["@type"] as? String } == ["CollectionPage", "BreadcrumbList"])
        let list = try #require(things[0]["mainEntity"] as? [String: Any])
        let items = try #require(list["itemListElement"] as? [[String: Any]])
        #expect(items.map { $0["url"] as? String } == ["https://m.example/a/"])
    }

    @Test("an author's page is a profile")
    func author() async throws {
        let page = try #require(try await things(magazine(), "/author/anna/").first)
        let person = try #require(page["mainEntity"] as? [String: Any])
        #expect(page["@type"] as? String == "ProfilePage" && person["@type"] as? String == "Person")
        #expect(person["name"] as? String == "Anna" && person["description"] as? String == "Writes.")
        #expect(person["image"] as? String == "https://m.example/anna.jpg")
        #expect(person["sameAs"] as? [String] == ["https://anna.example/"])
    }

    @Test("a page outside the listings is a page below another")
    func page() async throws {
        let things = try await things(magazine(), "/about/us/")
        #expect(things.map { $0["@type"] as? String } == ["WebPage", "BreadcrumbList"])
        let crumbs = try #require(things[1]["itemListElement"] as? [[String: Any]])
        #expect(crumbs.map { $0["item"] as? String } == ["", "about/", "about/us/"].map { "https://m.example/" + $0 })
    }

    @Test("a page that is not there is about nothing")
    func nothing() async throws {
        #expect(try await magazine().page("/nowhere/").body.contains("ld+json") == false)
    }

    @Test("no text ends the block of data that it stands in", arguments: ["/", "/a/", "/tag/t/", "/author/a/", "/category/s/"])
    func hostile(_ path: String) async throws {
        let magazine = try TemporaryMagazine { transaction in
            var publication = try transaction.publication()
            (publication.name, publication.tagline) = (hostileText, hostileText)
            try transaction.save(publication)
            var article = Article.published("/a/", HTML(escaping: hostileText).markup)
            article.standfirst = hostileText
            article.tagIDs = [try transaction.saveTag(hostileText, slug: "t")]
            article.authorIDs = [try transaction.saveAuthor(hostileText, slug: "a")]
            article.sectionIDs = [try transaction.saveSection(hostileText, slug: "s")]
            article.pictureID = try transaction.savePicture("/in.jpg", alt: hostileText, credit: hostileText)
            article.talk = Article.Talk(mediaURL: "/a.mp3?\"></script>", duration: hostileText, speakers: hostileText)
            article.event = Article.Event(starts: WallClock(stored: 0), ends: nil, place: hostileText, address: hostileText)
            _ = try transaction.add(article)
        }
        let page = try await magazine.page(path).body
        let parts = page.components(separatedBy: "<script")
        #expect(parts.count == 2 && page.components(separatedBy: "</script").count == 2)
        #expect(parts.last?.hasPrefix(" type=\"application/ld+json\">{") == true)
        let text = try String(decoding: JSONSerialization.data(withJSONObject: things(in: page)), as: UTF8.self)
        #expect(text.contains("🐚") && text.contains("{{name}}"))
    }

    private func things(_ magazine: TemporaryMagazine, _ path: String) async throws -> [[String: Any]] {
        try things(in: try await magazine.page(path).body)
    }

    private func things(in page: String) throws -> [[String: Any]] {
        let block = page.components(separatedBy: "<script type=\"application/ld+json\">").dropFirst().first ?? ""
        let json = try #require(block.components(separatedBy: "</script>").first)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["@context"] as? String == "https://schema.org")
        return try #require(object["@graph"] as? [[String: Any]])
    }
}
