import Content
import Editorial
import Foundation
import Testing

@Suite("A folder of ours")
struct FolderReaderTests {
    @Test("settings, authors, sections and files are read")
    func lists() throws {
        let contents = try FolderFixture([
            "publication.yaml": """
            name: The Quay
            tagline: "Salt, light: weather"
            language: en
            base_url: https://quay.example
            time_zone: Europe/Oslo
            cards_per_page: 12
            teaser_words: 35
            """,
            "data/authors.yaml": """
            - slug: marit
              name: Marit Lodgaard
              email: marit@quay.example
              bio: Keeps the *tide* tables.
              picture: /pictures/marit.jpg
            - slug: yara
            """,
            "data/sections.yaml": """
            - slug: harbour
              name: Harbour
            - {slug: boats, name: Boats, parent: harbour, description: Wooden ones}
            """,
            "static/pictures/a.jpg": "JPEG",
            "static/robots.txt": "",
            "static/.DS_Store": "",
        ]).read()
        #expect(contents.failures == [])
        let publication = try #require(contents.publication)
        #expect(publication.origin == .stet)
        #expect(publication.name == "The Quay")
        #expect(publication.tagline == "Salt, light: weather")
        #expect(publication.language == "en")
        #expect(publication.baseURL == "https://quay.example")
        #expect(publication.timeZone == "Europe/Oslo")
        #expect(publication.cardsPerPage == 12)
        #expect(publication.teaserWords == 35)
        #expect(contents.authors.map(\.slug) == ["marit", "yara"])
        #expect(contents.authors.map(\.name) == ["Marit Lodgaard", "yara"])
        #expect(contents.authors.first?.email == "marit@quay.example")
        #expect(contents.authors.first?.bio == "Keeps the *tide* tables.")
        #expect(contents.authors.first?.picture == "/pictures/marit.jpg")
        #expect(contents.sections.map(\.name) == ["Harbour", "Boats"])
        #expect(contents.sections.last?.parent == "harbour")
        #expect(contents.sections.last?.description == "Wooden ones")
        #expect(contents.statics.map(\.served) == ["/pictures/a.jpg", "/robots.txt"])
        #expect(contents.statics.first?.path.hasSuffix("/static/pictures/a.jpg") == true)
    }

    @Test("an article has every field of its front matter")
    func article() throws {
        let contents = try FolderFixture([
            "content/articles/fog.md": """
            ---
            title: "Fog: a guide"
            date: 2023-02-01T10:00:00+01:00
            lastmod: 2023-02-03
            slug: fog-guide
            url: /2023/02/fog/
            aliases: [/old-fog/, "https://quay.example/?p=7"]
            authors: [yara, marit]
            sections: [harbour, boats]
            tags:
              - Fog
              - no
            standfirst: >
              What to do
              when it comes.
            picture: /pictures/fog.jpg
            picture_alt: The quay in fog
            picture_caption: At *six*
            picture_credit: Yara Saffan
            language: nb
            draft: true
            featured: true
            weight: 3
            ---

            It comes **fast**.
            """
        ]).read()
        #expect(contents.failures == [])
        let article = try #require(contents.documents.first)
        #expect(article.file == "content/articles/fog.md")
        #expect(article.title == "Fog: a guide")
        #expect(article.slug == "fog-guide")
        #expect(article.url == "/2023/02/fog/")
        #expect(article.aliases == ["/old-fog/", "https://quay.example/?p=7"])
        #expect(article.date == FolderDate("2023-02-01T10:00:00+01:00"))
        #expect(article.date?.instant?.rfc3339 == "2023-02-01T09:00:00Z")
        #expect(article.lastModified == FolderDate("2023-02-03"))
        #expect(article.authors == ["yara", "marit"])
        #expect(article.sections == ["harbour", "boats"])
        #expect(article.tags == ["Fog", "no"])
        #expect(article.standfirst == "What to do when it comes.")
        #expect(article.picture == "/pictures/fog.jpg")
        #expect(article.pictureAlt == "The quay in fog")
        #expect(article.pictureCaption == "At *six*")
        #expect(article.pictureCredit == "Yara Saffan")
        #expect(article.language == "nb")
        #expect(article.isDraft)
        #expect(article.isFeatured)
        #expect(article.weight == 3)
        #expect(article.kind == .article)
        #expect(!article.isPage)
        #expect(article.body == "\nIt comes **fast**.")
        #expect(article.bodyLine == 25)
    }

    @Test("talks and events keep what makes them so")
    func kinds() throws {
        let contents = try FolderFixture([
            "content/articles/1.md": """
            ---
            title: On salt
            kind: talk
            talk:
              media_url: https://media.example/salt.mp3
              duration: 45:10
              speakers: [marit, Guest Name]
            ---
            """,
            "content/articles/2.md": """
            ---
            title: Night market
            kind: event
            event: {starts: 2023-06-01T19:00+02:00, ends: 2023-06-01 23:00, place: The Quay, address: "Quay 1, Asmul"}
            ---
            """,
        ]).read()
        #expect(contents.failures == [])
        let talk = try #require(contents.documents.first)
        #expect(talk.kind == .talk)
        #expect(talk.talk?.mediaURL == "https://media.example/salt.mp3")
        #expect(talk.talk?.duration == 2710)
        #expect(talk.talk?.speakers == ["marit", "Guest Name"])
        let event = try #require(contents.documents.last)
        #expect(event.kind == .event)
        #expect(event.event?.starts.instant?.rfc3339 == "2023-06-01T17:00:00Z")
        #expect(event.event?.ends == FolderDate("2023-06-01T23:00:00"))
        #expect(event.event?.place == "The Quay")
        #expect(event.event?.address == "Quay 1, Asmul")
    }

    @Test("a page lies below the page of its folder, by that page's own slug, unless it says another")
    func pages() throws {
        let contents = try FolderFixture([
            "content/pages/about.md": "---\ntitle: About\nslug: about-us\n---\n",
            "content/pages/about/team.md": "---\ntitle: Team\n---\n",
            "content/pages/about/old.md": "---\ntitle: Old\nparent: archive\n---\n",
            "content/pages/lone/leaf.md": "---\ntitle: Leaf\n---\n",
            "content/imprint.md": "---\ntitle: Imprint\n---\n",
        ]).read()
        #expect(contents.failures == [])
        #expect(contents.documents.allSatisfy { $0.isPage })
        let parents = Dictionary(uniqueKeysWithValues: contents.documents.map { ($0.title, $0.parent) })
        #expect(
            parents == ["About": nil, "Team": "about-us", "Old": "archive", "Leaf": nil, "Imprint": nil])
    }

    @Test(
        "without a title in the front matter the heading is the title",
        arguments: [
            ("# Fog #\n\nText", "Fog", "\nText"),
            ("\nFog\n===\nText", "Fog", "Text"),
            ("---\ndraft: false\n---\n\n#  Fog\nText", "Fog", "Text"),
            ("Before\n\n# Fog\nText", "Fog", "Before\n\n# Fog\nText"),
            ("```\n# not this\n```\n# Fog\n", "Fog", "```\n# not this\n```\n# Fog\n"),
            ("\u{FEFF}# Fog\r\nText", "Fog", "Text"),
        ])
    func heading(text: String, title: String, body: String) throws {
        let contents = try FolderFixture(["content/articles/a.md": text]).read()
        #expect(contents.failures == [])
        #expect(contents.documents.first?.title == title)
        #expect(contents.documents.first?.body == body)
    }

    @Test("the order is that of the bytes of the paths, hidden files are left out")
    func order() throws {
        let contents = try FolderFixture([
            "content/articles/b.md": "# 1", "content/articles/a.md": "# 2", "content/articles/B.md": "# 3",
            "content/articles/é.md": "# 4", "content/articles/a/z.markdown": "# 5", "content/articles/.c.md": "# 6",
            "content/.git/d.md": "# 7",
        ]).read()
        #expect(
            contents.documents.map(\.file) == [
                "content/articles/B.md", "content/articles/a.md", "content/articles/a/z.markdown",
                "content/articles/b.md", "content/articles/é.md",
            ])
    }

    @Test("a folder that is not there, or is a file, is an error")
    func missing() throws {
        let fixture = try FolderFixture(["a.md": "# A"])
        #expect(throws: FolderError.missing(path: "/nowhere/at/all")) { try FolderReader(folder: "/nowhere/at/all") }
        let file = fixture.url.appending(path: "a.md").path
        #expect(throws: FolderError.notAFolder(path: file)) { try FolderReader(folder: file) }
    }

    @Test("an empty folder is empty")
    func empty() throws {
        let contents = try FolderFixture([:]).read()
        #expect(contents.documents.isEmpty && contents.failures.isEmpty && contents.publication == nil)
    }
}
