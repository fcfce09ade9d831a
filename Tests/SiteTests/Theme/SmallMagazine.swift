import Content
import Storage
import Testing

/// A magazine in which every name that a template gets has something to say on one page or another.
enum SmallMagazine {
    /// The addresses of its pages, one for each kind.
    static let addresses = [
        "/", "/page/2/", "/category/town/", "/category/town/quay/", "/tag/boats/", "/author/ines/", "/1970/01/", "/one/",
        "/below/", "/three/2/", "/authors/",
        "/drawing/", "/timetable/", "/nothing/", "/category/toun/", "/search/?q=headline", "/search/?q=headline&page=2",
    ]

    static func fill(_ transaction: Transaction) throws {
        var publication = Publication()
        publication.cardsPerPage = 2
        publication.menu = "main"
        publication.tagline = "Tides"
        (publication.look.logo, publication.look.logoInTheDark) = ("/drawing.png", "/drawing.png")
        try transaction.save(publication)

        try transaction.save(
            Upload(
                path: "/drawing.png", digest: String(repeating: "a", count: 64), size: 1, mediaType: "image/png",
                modifiedAt: Timestamp(stored: 0)))
        var image = ImageRecord(
            digest: String(repeating: "a", count: 64), format: "png", width: 1600, height: 1067, fallback: "png")
        image.color = "#4a6b7c"
        (image.focalX, image.focalY) = (200, 300)
        try transaction.save(image)
        var picture = Picture()
        picture.title = "Drawing"
        (picture.width, picture.height) = (1600, 1067)
        (picture.alt, picture.credit) = ("A drawing", "Ines")
        (picture.caption, picture.summary) = (HTML(stored: "Caption"), HTML(stored: "Summary"))
        picture.file = "/drawing.png"
        picture.permalink = Permalink("/drawing/")
        let pictureID = try transaction.save(picture)
        try addDocument(transaction)

        var above = Section(slug: "town", name: "Town", permalink: try permalink("/category/town/"))
        above.summary = HTML(stored: "<p>News.</p>")
        let town = try transaction.save(above)
        let quay = try transaction.save(
            Section(slug: "quay", name: "Quay", parentID: town, permalink: try permalink("/category/town/quay/")))
        let tag = try transaction.save(Tag(slug: "boats", name: "Boats", permalink: try permalink("/tag/boats/")))
        var author = Author(slug: "ines", name: "Ines", permalink: try permalink("/author/ines/"))
        author.picture = "/drawing.png"
        (author.biography, author.url) = (HTML(stored: "<p>Draws.</p>"), "https://ines.example/")
        let authorID = try transaction.save(author)
        let second = try transaction.save(Author(slug: "odd", name: "Odd", permalink: try permalink("/author/odd/")))

        let menu = try transaction.save(Menu(slug: "main", name: "Main"))
        let top = try transaction.save(
            Menu.Entry(label: "Town", target: .section(town), parentID: nil, position: 1), menu: menu)
        _ = try transaction.save(Menu.Entry(label: "Quay", target: .section(quay), parentID: top, position: 2), menu: menu)

        var articles: [Int64] = []
        for (day, (path, language)) in [("/zero/", "ar"), ("/one/", "ar"), ("/two/", "es"), ("/three/", "de")].enumerated() {
            var article = Article()
            article.kind = .talk
            article.status = .published
            article.isListed = true
            article.headline = HTML(stored: "Headline")
            (article.standfirst, article.teaser, article.body) = ("Standfirst", "Teaser", HTML(stored: "<p>Body</p>"))
            if path == "/three/" { article.body = HTML(stored: "<p>Body</p><hr class=\"wp-block-nextpage\"><p>More</p>") }
            article.pictureCaption = HTML(stored: "Caption")
            article.language = language
            article.translationKey = path == "/zero/" ? "" : "one"
            article.dated = WallClock(stored: Int64(day) * 86_400_000)
            article.publishedAt = Timestamp(stored: Int64(day) * 86_400_000)
            article.modifiedAt = Timestamp(stored: 30 * 86_400_000)
            article.permalink = try permalink(path)
            article.pictureID = pictureID
            article.talk = Article.Talk(mediaURL: "/talk.mp3", duration: "45:10", speakers: "Ines")
            article.event = Article.Event(
                starts: WallClock(stored: 0), ends: WallClock(stored: 3_600_000), place: "Hall", address: "Quay 1")
            article.series = Article.Series(name: "A year", part: Int64(day) + 1)
            article.corrections = [Article.Correction(dated: WallClock(stored: 0), text: HTML(stored: "It was Odd."))]
            article.sectionIDs = [quay]
            article.tagIDs = [tag]
            article.authorIDs = [authorID, second]
            articles.append(try transaction.add(article))
        }
        picture.articleID = articles[1]
        _ = try transaction.save(picture, as: pictureID)
        try addComments(to: articles[1], transaction)
        try addPages(transaction)
    }

    private static func addDocument(_ transaction: Transaction) throws {
        try transaction.save(
            Upload(
                path: "/timetable.pdf", digest: String(repeating: "b", count: 64), size: 2_300_000,
                mediaType: "application/pdf", modifiedAt: Timestamp(stored: 0)))
        var document = Picture()
        (document.title, document.file) = ("Timetable", "/timetable.pdf")
        document.permalink = Permalink("/timetable/")
        _ = try transaction.save(document)
    }

    private static func addComments(to article: Int64, _ transaction: Transaction) throws {
        for number in 1...2 {
            var comment = Comment()
            comment.number = Int64(number)
            comment.parentNumber = Int64(number - 1)
            comment.status = .approved
            (comment.authorName, comment.authorURL) = ("Arne", "https://arne.example/")
            comment.body = HTML(stored: "<p>Well.</p>")
            comment.writtenAt = Timestamp(stored: 0)
            try transaction.save(comment, article: article)
        }
    }

    private static func addPages(_ transaction: Transaction) throws {
        var above: Int64?
        for path in ["/above/", "/below/"] {
            var page = Article()
            page.kind = .page
            page.status = .published
            page.headline = HTML(stored: "Page")
            page.permalink = try permalink(path)
            page.parentID = above
            above = try transaction.add(page)
        }
    }

    private static func permalink(_ path: String) throws -> Permalink {
        try #require(Permalink(path))
    }
}
