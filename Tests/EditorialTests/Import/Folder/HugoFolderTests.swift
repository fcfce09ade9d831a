import Editorial
import Testing

@Suite("A folder of Hugo's")
struct HugoFolderTests {
    @Test("settings come from YAML, and TOML is said not to be read")
    func settings() throws {
        let contents = try FolderFixture([
            "hugo.yaml": """
            baseURL: https://example.org/
            title: Hugo's
            languageCode: en-GB
            timeZone: America/Lima
            pagination: {pagerSize: 9}
            params: {description: All of it}
            permalinks: {page: {posts: "/:year/:month/:slug/"}}
            """,
            "content/posts/a.md": "# A",
        ]).read()
        let publication = try #require(contents.publication)
        #expect(publication.origin == .hugo)
        #expect(publication.name == "Hugo's")
        #expect(publication.baseURL == "https://example.org/")
        #expect(publication.language == "en-GB")
        #expect(publication.timeZone == "America/Lima")
        #expect(publication.cardsPerPage == 9)
        #expect(publication.tagline == "All of it")
        #expect(publication.permalink == "/:year/:month/:slug/")
        let toml = try FolderFixture(["hugo.toml": "title = 'x'", "content/posts/a.md": "# A"]).read()
        #expect(toml.publication == nil)
        #expect(toml.failures.map(\.description) == ["hugo.toml: settings are read from YAML only"])
        #expect(toml.documents.count == 1)
    }

    @Test("the folder is the section, and the nearest one with an _index.md is")
    func sections() throws {
        let contents = try FolderFixture([
            "content/_index.md": "---\ntitle: Home\n---\n",
            "content/posts/_index.md": "---\ntitle: All posts\n---\n",
            "content/news/_index.md": "---\ntitle: News\ndescription: Daily\n---\n",
            "content/news/local/_index.md": "---\ntitle: Local news\n---\nFrom *here*.\n",
            "content/categories/art/_index.md": "---\ntitle: Fine art\n---\n",
            "content/tags/x/_index.md": "---\ntitle: X\n---\n",
            "content/authors/yara/_index.md": "---\ntitle: Yara Saffan\n---\nPaints.\n",
            "content/news/local/a.md": "# A",
            "content/news/2023/b.md": "# B",
            "content/news/c.md": "---\ntitle: C\ncategories: art\n---\n",
            "content/posts/d.md": "# D",
        ]).read()
        #expect(contents.failures == [])
        #expect(contents.sections.map(\.slug) == ["art", "news", "local"])
        #expect(contents.sections.map(\.name) == ["Fine art", "News", "Local news"])
        #expect(contents.sections.map(\.parent) == [nil, nil, "news"])
        #expect(contents.sections.map(\.description) == [nil, "Daily", "From *here*."])
        #expect(contents.authors.map(\.name) == ["Yara Saffan"])
        #expect(contents.authors.map(\.bio) == ["Paints."])
        let sections = Dictionary(uniqueKeysWithValues: contents.documents.map { ($0.title, $0.sections) })
        #expect(sections == ["A": ["local"], "B": ["news"], "C": ["art"], "D": []])
    }

    @Test("a bundle has its folder's name, and its pictures are served beside it")
    func bundle() throws {
        let contents = try FolderFixture([
            "content/posts/2023-02-01-fog/index.md": """
            ---
            title: Fog
            cover: {image: fog.jpg, alt: Fog, caption: At six}
            ---
            ![f](fog.jpg)
            """,
            "content/posts/2023-02-01-fog/fog.jpg": "JPEG",
            "content/posts/2023-02-01-fog/more/notes.md": "# Notes",
            "content/about/index.md": "# About",
        ]).read()
        #expect(contents.documents.map(\.slug) == ["about", "fog"])
        #expect(contents.documents.map(\.isPage) == [true, false])
        let fog = try #require(contents.documents.last)
        #expect(fog.bundle == "/posts/2023-02-01-fog/")
        #expect(fog.date == FolderDate("2023-02-01"))
        #expect(fog.picture == "/posts/2023-02-01-fog/fog.jpg")
        #expect(fog.pictureAlt == "Fog")
        #expect(fog.pictureCaption == "At six")
        #expect(contents.statics.map(\.served) == ["/posts/2023-02-01-fog/fog.jpg"])
        #expect(
            contents.failures.map(\.description) == [
                "content/posts/2023-02-01-fog/more/notes.md: lies in the bundle /posts/2023-02-01-fog/ beside its "
                    + "index.md: not a text of its own"
            ])
    }

    @Test("Hugo's words for our fields")
    func fields() throws {
        let contents = try FolderFixture([
            "content/posts/a.md": """
            ---
            Title: A
            date: 2023-02-01 10:00:00 +0100
            publishDate: 2031-01-01
            author: {name: Yara Saffan}
            summary: Short
            description: For machines
            images: [one.jpg, two.jpg]
            aliases: [old]
            url: fog/
            params: {standfirst: Ours, image: three.jpg, title: Not this}
            ---
            """
        ]).read()
        #expect(contents.failures == [])
        let post = try #require(contents.documents.first)
        #expect(post.title == "A")
        #expect(post.date?.offset == 3600)
        #expect(post.publishDate == FolderDate("2031-01-01"))
        #expect(post.authors == ["Yara Saffan"])
        #expect(post.standfirst == "Ours")
        #expect(post.picture == "three.jpg")
        #expect(post.aliases == ["/posts/old"])
        #expect(post.url == "/fog/")
    }

    @Test("what is no Markdown with YAML is named among the failures")
    func otherFormats() throws {
        let contents = try FolderFixture([
            "content/posts/toml.md": "+++\ntitle = 'x'\n+++\nText",
            "content/posts/json.md": "{\n\"title\": \"x\"\n}\nText",
            "content/posts/a.adoc": "= A",
        ]).read()
        #expect(contents.documents.isEmpty && contents.statics.isEmpty)
        #expect(
            contents.failures.map(\.description) == [
                "content/posts/a.adoc: not Markdown: not read",
                "content/posts/json.md:1: JSON front matter is not read, only YAML",
                "content/posts/toml.md:1: TOML front matter (+++) is not read; `hugo convert toYAML` makes YAML of it",
            ])
    }
}
