import Editorial
import Testing

@Suite("A folder of Jekyll's")
struct JekyllFolderTests {
    @Test("posts, drafts, pages and files are found where Jekyll has them")
    func places() throws {
        let contents = try FolderFixture([
            "_config.yml": """
            title: Jekyll's
            description: A blog
            url: https://example.org
            baseurl: /blog
            permalink: /:categories/:title/
            timezone: Europe/Paris
            """,
            "_posts/2023-02-01-hello-world.md": "---\ncategories: news local\ntags: [a b, c]\n---\nText",
            "boats/_posts/2023-02-02-oar.markdown": "---\ntitle: Oar\ncategory: wooden things\n---\n",
            "_drafts/later.md": "---\ntitle: Later\n---\n",
            "about.md": "---\nlayout: page\ntitle: About\npermalink: /about/\n---\n",
            "about/team/index.md": "---\ntitle: Team\n---\n",
            "index.md": "---\nlayout: home\n---\n",
            "README.md": "# Read me",
            "assets/a.jpg": "JPEG",
            "assets/main.scss": "---\n---\n",
            "_includes/x.md": "x",
            "_recipes/soup.md": "---\ntitle: Soup\n---\n",
            "_site/about/index.html": "",
            "Gemfile": "",
        ]).read()
        let publication = try #require(contents.publication)
        #expect(publication.origin == .jekyll)
        #expect(publication.baseURL == "https://example.org/blog")
        #expect(publication.permalink == "/:categories/:title/")
        #expect(publication.timeZone == "Europe/Paris")
        #expect(publication.tagline == "A blog")
        let documents = Dictionary(uniqueKeysWithValues: contents.documents.map { ($0.title, $0) })
        #expect(documents.keys.sorted() == ["About", "Hello World", "Later", "Oar", "Team"])
        #expect(documents["Hello World"]?.slug == "hello-world")
        #expect(documents["Hello World"]?.date == FolderDate("2023-02-01"))
        #expect(documents["Hello World"]?.sections == ["news", "local"])
        #expect(documents["Hello World"]?.tags == ["a b", "c"])
        #expect(documents["Oar"]?.sections == ["boats", "wooden things"])
        #expect(documents["Later"]?.isDraft == true)
        #expect(documents["About"]?.isPage == true)
        #expect(documents["About"]?.url == "/about/")
        #expect(documents["Team"]?.slug == "team")
        #expect(documents["Team"]?.parent == "about")
        #expect(contents.statics.map(\.served) == ["/assets/a.jpg"])
        #expect(
            contents.failures.map(\.description) == [
                "_recipes/soup.md: `_recipes` is a collection of Jekyll's: only `_posts` and `_drafts` are read",
                "index.md: the front page: not read as a page",
                "README.md:1: no front matter: Jekyll makes no page of it",
            ])
    }

    @Test("Jekyll's words for our fields")
    func fields() throws {
        let contents = try FolderFixture([
            "_posts/2023-02-01-a.md": """
            ---
            title: A
            date: 2023-02-01 10:00:00 -0500
            published: false
            excerpt: Short
            redirect_from: /old/
            permalink: /:year/:title/
            author: yara
            ---
            """,
            "_posts/2023-02-02-b.md": "---\ntitle: B\nlayout: page\nredirect_from: [/1/, /2/]\npublished: true\n---\n",
        ]).read()
        #expect(contents.failures == [])
        let post = try #require(contents.documents.first)
        #expect(post.isDraft)
        #expect(post.publishDate == nil)
        #expect(post.date?.offset == -18_000)
        #expect(post.standfirst == "Short")
        #expect(post.aliases == ["/old/"])
        #expect(post.url == nil)
        #expect(post.authors == ["yara"])
        let page = try #require(contents.documents.last)
        #expect(page.isPage && !page.isDraft)
        #expect(page.aliases == ["/1/", "/2/"])
    }
}
