import Content
import Foundation
import FoundationXML
import Storage
import TestSupport
import Testing

/// What Atom, RSS and JSON Feed say of the same articles.
@Suite("The formats of feeds", .everyEngine)
struct FeedFormatTests {
    private static let body = """
        <p><a href="/2019/a/">a</a> <a href="b/">b</a> <a href="#note">c</a></p><picture><source srcset="/in.avif" type="image/avif">\
        <img src="/in-300x169.jpg" class="alignleft" loading="lazy" srcset="/in.jpg 1600w" alt=""></picture>\
        <img src="/gone.jpg" alt="A boat that is gone"><video src="/film.mp4" poster="/in.jpg"></video>
        """

    private func magazine() throws -> TemporaryMagazine {
        try TemporaryMagazine { transaction in
            let section = try transaction.saveSection("News & views", slug: "news")
            let tag = try transaction.saveTag("Tides", slug: "tides")
            let same = try transaction.saveTag("News & views", slug: "news")
            let authors = [try transaction.saveAuthor("Anna", slug: "anna"), try transaction.saveAuthor("Bå & C", slug: "b")]
            _ = try transaction.savePicture("/in.jpg", alt: "Inside")
            let lead = try transaction.savePicture(
                "/lead.jpg", alt: "A \"lead\"", credit: "Photo: D", caption: "See <a href=\"/x/\">x</a>")

            var full = Article.published("/2020/full/", "Full <em>text</em>", day: 3, body: Self.body)
            full.guid = "https://old.example/?p=7"
            full.standfirst = "A standfirst."
            full.modifiedAt = Timestamp(stored: 1_577_836_800_000 + 5 * 86_400_000)
            (full.sectionIDs, full.tagIDs, full.authorIDs) = ([section], [tag, same], authors)
            full.pictureID = lead
            _ = try transaction.add(full)

            var talk = Article.published("/2020/talk/", "Talk", day: 2)
            talk.kind = .talk
            talk.guid = "no address at all"
            talk.talk = Article.Talk(mediaURL: "/audio/a b.mp3", duration: "45:10", speakers: "Anna")
            try transaction.save(
                Upload(
                    path: "/audio/a b.mp3", digest: "ab", size: 4711, mediaType: "audio/mpeg", modifiedAt: Timestamp(stored: 0)))
            talk.tagIDs = [try transaction.saveTag("Talks", slug: "talks")]
            _ = try transaction.add(talk)

            var arabic = Article.published("/2020/بحر/", "بحر", day: 1, body: "<p>صباح</p>")
            arabic.language = "ar"
            arabic.publishedAt = nil
            _ = try transaction.add(arabic)

            var event = Article.published("/2020/event/", "Event", day: 0, body: "<p>Come.</p>")
            event.kind = .event
            event.event = Article.Event(
                starts: WallClock(stored: 1_577_905_200_000), ends: nil, place: "Hall & bar", address: "Quay 1")
            _ = try transaction.add(event)
        }
    }

    /// The text as every feed has it.
    private static let content = """
        <figure><img src="https://m.example/images/NAME/1280.jpg" width="1280" height="720" alt="A &quot;lead&quot;">\
        <figcaption>See <a href="https://m.example/x/">x</a> Photo: D</figcaption></figure>\
        <p><a href="https://m.example/2019/a/">a</a> <a href="https://m.example/2020/full/b/">b</a> \
        <a href="https://m.example/2020/full/#note">c</a></p>\
        <img src="https://m.example/images/NAME/1280.jpg" width="300" height="169" alt="Inside">\
        Picture: A boat that is gone<video src="https://m.example/film.mp4" poster="https://m.example/in.jpg"></video>
        """

    /// With the names of pictures, which are made of their bytes, taken out.
    private func nameless(_ content: String) -> String {
        content.components(separatedBy: "/images/").enumerated().map { index, part in
            index == 0 ? part : "NAME" + part.drop { $0 != "/" }
        }.joined(separator: "/images/")
    }

    @Test("Atom has everything: identity, instants, names with their addresses, categories, text, picture with its words")
    func atom() async throws {
        let page = try await magazine().page("/feed/atom/")
        #expect(page.mediaType == "application/atom+xml; charset=utf-8")
        let document = try XMLDocument(data: Data(page.body.utf8))
        let feed = try #require(document.rootElement())
        #expect(feed.name == "feed" && feed.namespace(forPrefix: "")?.stringValue == "http://www.w3.org/2005/Atom")
        #expect(try values("*[local-name()='id']", feed) == ["https://m.example/"])
        #expect(try values("*[local-name()='title']", feed) == ["The Harbour Post"])
        #expect(try values("*[local-name()='subtitle']", feed) == ["Tides & boats"])
        #expect(try values("*[local-name()='updated']", feed) == ["2020-01-06T00:00:00Z"])
        #expect(try values("*[local-name()='link']/@href", feed) == ["https://m.example/feed/atom/", "https://m.example/"])
        #expect(try values("*[local-name()='author']/*[local-name()='name']", feed) == ["The Harbour Post"])
        let entries = try feed.nodes(forXPath: "*[local-name()='entry']")
        #expect(entries.count == 4)
        let full = try #require(entries.first)
        #expect(try values("*[local-name()='id']", full) == ["https://old.example/?p=7"])
        #expect(try values("*[local-name()='title']", full) == ["Full text"])
        #expect(try values("*[local-name()='published']", full) == ["2020-01-04T00:00:00Z"])
        #expect(try values("*[local-name()='updated']", full) == ["2020-01-06T00:00:00Z"])
        #expect(try values("*[local-name()='author']/*[local-name()='name']", full) == ["Anna", "Bå & C"])
        #expect(
            try values("*[local-name()='author']/*[local-name()='uri']", full) == [
                "https://m.example/author/anna/", "https://m.example/author/b/",
            ])
        #expect(try values("*[local-name()='category']/@term", full) == ["News & views", "Tides"])
        #expect(try values("*[local-name()='summary']", full) == ["A standfirst."])
        #expect(try values("*[local-name()='content' and @type='html']", full).map(nameless) == [Self.content])
        let picture = try #require(try full.nodes(forXPath: "*[local-name()='content' and @medium='image']").first)
        #expect(
            try values("@url | @type | @width | @height", picture).map(nameless).sorted() == [
                "1280", "720", "https://m.example/images/NAME/1280.jpg", "image/jpeg",
            ])
        #expect(try values("*", picture) == ["A \"lead\"", "Photo: D"])
    }

    @Test("an entry of Atom is called by an address, also where its old name was none")
    func identities() async throws {
        let document = try XMLDocument(data: Data(try await magazine().page("/feed/atom/").body.utf8))
        #expect(
            try values("//*[local-name()='entry']/*[local-name()='id']", document) == [
                "https://old.example/?p=7", "https://m.example/2020/talk/", "https://m.example/2020/%D8%A8%D8%AD%D8%B1/",
                "https://m.example/2020/event/",
            ])
    }

    @Test("JSON Feed says the same")
    func json() async throws {
        let page = try await magazine().page("/feed/json/")
        #expect(page.mediaType == "application/feed+json; charset=utf-8")
        let feed = try #require(try JSONSerialization.jsonObject(with: Data(page.body.utf8)) as? [String: Any])
        #expect(feed["version"] as? String == "https://jsonfeed.org/version/1.1")
        #expect(feed["title"] as? String == "The Harbour Post" && feed["language"] as? String == "en")
        #expect(feed["home_page_url"] as? String == "https://m.example/")
        #expect(feed["feed_url"] as? String == "https://m.example/feed/json/")
        let items = try #require(feed["items"] as? [[String: Any]])
        #expect(items.map { $0["id"] as? String }.prefix(2) == ["https://old.example/?p=7", "no address at all"])
        let full = try #require(items.first)
        #expect(full["url"] as? String == "https://m.example/2020/full/" && full["title"] as? String == "Full text")
        #expect((full["content_html"] as? String).map(nameless) == Self.content)
        #expect(full["summary"] as? String == "A standfirst." && full["tags"] as? [String] == ["News & views", "Tides"])
        #expect((full["image"] as? String).map(nameless) == "https://m.example/images/NAME/1280.jpg")
        #expect(full["date_published"] as? String == "2020-01-04T00:00:00Z")
        #expect(full["date_modified"] as? String == "2020-01-06T00:00:00Z")
        #expect(
            full["authors"] as? [[String: String]] == [
                ["name": "Anna", "url": "https://m.example/author/anna/"],
                ["name": "Bå & C", "url": "https://m.example/author/b/"],
            ])
        let attachment = try #require((items[1]["attachments"] as? [[String: Any]])?.first)
        #expect(attachment["url"] as? String == "https://m.example/audio/a%20b.mp3")
        #expect(attachment["mime_type"] as? String == "audio/mpeg" && attachment["size_in_bytes"] as? Int == 4711)
        #expect(attachment["duration_in_seconds"] as? Int == 2710)
        #expect(items[2]["language"] as? String == "ar" && full["language"] == nil)
    }

    @Test("RSS says the same, with the words of pictures in Media RSS")
    func rss() async throws {
        let document = try XMLDocument(data: Data(try await magazine().page("/feed/").body.utf8))
        #expect(try values("//item/guid", document).prefix(2) == ["https://old.example/?p=7", "no address at all"])
        #expect(try values("//item/guid/@isPermaLink", document) == ["false", "false", "true", "true"])
        #expect(try values("//item[1]/*[local-name()='encoded']", document).map(nameless) == [Self.content])
        #expect(try values("//item[1]/*[local-name()='creator']", document) == ["Anna", "Bå & C"])
        #expect(try values("//item[1]/category", document) == ["News & views", "Tides"])
        #expect(try values("//item[1]/*[@medium='image']/*[local-name()='description']", document) == ["A \"lead\""])
        #expect(try values("//item/enclosure/@url", document) == ["https://m.example/audio/a%20b.mp3"])
        #expect(try values("//item/enclosure/@length | //item/enclosure/@type", document) == ["4711", "audio/mpeg"])
        // Where the instant was never known, the printed time.
        #expect(try values("//item[3]/pubDate", document) == ["Thu, 02 Jan 2020 00:00:00 +0000"])
        #expect(try values("//*[local-name()='duration']", document) == [])
    }

    @Test("a feed of talks alone is a podcast's")
    func podcast() async throws {
        let document = try XMLDocument(data: Data(try await magazine().page("/tag/talks/feed/").body.utf8))
        #expect(try values("//item/*[local-name()='duration']", document) == ["2710"])
        #expect(try values("/rss/channel/*[local-name()='author']", document) == ["The Harbour Post"])
    }

    @Test("when and where an event takes place is in every feed", arguments: ["/feed/", "/feed/atom/", "/feed/json/"])
    func event(_ path: String) async throws {
        let page = try await magazine().page(path).body
        let text = page.replacing("\\u003c", with: "<").replacing("&lt;", with: "<").replacing("\\u003e", with: ">")
            .replacing("&gt;", with: ">").replacing("&amp;", with: "&").replacing("\\u0026", with: "&")
        #expect(text.contains("Wednesday, 1 January 2020, 19:00</time><br>Hall &amp; bar<br>Quay 1</p><p>Come.</p>"))
    }

    @Test("a text in another language than the feed says so, and which way it is read", arguments: ["/feed/", "/feed/json/"])
    func language(_ path: String) async throws {
        let page = try await magazine().page(path).body.replacing("\\u003c", with: "<").replacing("&lt;", with: "<")
            .replacing("\\\"", with: "\"").replacing("&quot;", with: "\"")
        #expect(page.contains("<div lang=\"ar\" dir=\"rtl\""))
    }

    @Test("no text can break a feed", arguments: ["/feed/", "/feed/atom/", "/feed/json/", "/tag/t/feed/", "/tag/t/feed/atom/"])
    func hostile(_ path: String) async throws {
        let magazine = try TemporaryMagazine { transaction in
            var publication = try transaction.publication()
            (publication.name, publication.tagline) = (hostileText, hostileText)
            try transaction.save(publication)
            var article = Article.published(
                "/a/", HTML(escaping: hostileText).markup, body: "<p>\(HTML(escaping: hostileText).markup)</p>")
            article.standfirst = hostileText
            article.guid = hostileText
            article.tagIDs = [try transaction.saveTag(hostileText, slug: "t")]
            article.authorIDs = [try transaction.saveAuthor(hostileText, slug: "a")]
            article.pictureID = try transaction.savePicture("/in.jpg", alt: hostileText, credit: hostileText)
            _ = try transaction.add(article)
        }
        let page = try await magazine.page(path)
        #expect(page.status == 200)
        if path.contains("json") {
            #expect(try JSONSerialization.jsonObject(with: Data(page.body.utf8)) is [String: Any])
            #expect(!page.body.contains("</") && !page.body.contains("\u{2028}"))
        } else {
            let document = try XMLDocument(data: Data(page.body.utf8))
            let title = try #require(
                try values("//*[local-name()='item' or local-name()='entry']/*[local-name()='title']", document).first)
            #expect(title.contains("]]>") && title.contains("</script>") && title.contains("🐚") && title.contains("{{name}}"))
            #expect(!page.body.unicodeScalars.contains { $0.value == 0xFFFE || $0.value == 0xFFFF || $0.value == 1 })
        }
    }

    private func values(_ path: String, _ node: XMLNode) throws -> [String] {
        try node.nodes(forXPath: path).map { $0.stringValue ?? "" }
    }
}
