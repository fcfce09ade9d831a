import Content
import Foundation
import Site
import Storage
import Testing

/// Each table of docs/themes.md stands below the object it describes: `listing.cards[]` is each entry of the list
/// `listing.cards`. A strict template that asks for a name that is not there fails, so each row is asked for.
@Suite("The names in docs/themes.md")
struct ThemeContextTests {
    @Test("every name that docs/themes.md promises is given to the template")
    func promisedNamesAreGiven() async throws {
        let magazine = try SmallMagazine()
        let sections = try ThemeTests.document().sections.filter { $0.level == 3 && $0.title.hasPrefix("`") }
        try #require(sections.count >= 20)
        for section in sections {
            let object = try #require(Document.code(in: section.title).first)
            let names = section.rows.compactMap { Document.code(in: $0[0]).first }
            try #require(!names.isEmpty, "the section \(object) has a table")
            let (template, path) = SmallMagazine.page(showing: object)
            let page = try await magazine.render(template: template, ThemeContextTests.asking(for: names, of: object), at: path)
            // Once for each entry, where it is a list.
            #expect(page.hasPrefix("there"), "\(object) has nothing to say on the page \(path)")
        }
    }

    /// A template that says "there" where the object is there and has the names.
    private static func asking(for names: [String], of object: String) -> String {
        let lists = object.components(separatedBy: "[]")
        // `.picture` of `listing.cards[].picture`: asked for as `picture.src`, which looks no further than the picture.
        let rest = lists.last.map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 } ?? ""
        let prefix = rest.isEmpty ? "" : rest + "."
        var template = rest.isEmpty ? "there" : "{{#\(rest)}}there{{/\(rest)}}"
        template += names.map { "{{^\(prefix)\($0)}}{{/\(prefix)\($0)}}" }.joined()
        for list in lists.dropLast().reversed() {
            let name = list.hasPrefix(".") ? String(list.dropFirst()) : list
            template = "{{#\(name)}}\(template){{/\(name)}}"
        }
        return template
    }
}

/// A magazine in which every name of the context has something to say.
private final class SmallMagazine {
    private let folder: URL
    private let store: Store

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "stet-documentation-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "theme"), withIntermediateDirectories: true)
        store = try Store(file: folder.appending(path: "stet.sqlite").path)
        try store.writeWaiting { try SmallMagazine.fill($0) }
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The template that a page begins with, and the address of one that shows an object with its list not empty.
    static func page(showing object: String) -> (template: String, path: String) {
        switch object.prefix(while: { $0 != "." && $0 != "[" }) {
        case "article" where object == "article.parents[]": ("page", "/below/")
        case "article": ("article", "/one/")
        case "picture": ("picture", "/drawing/")
        case "error" where object == "error.nearest[]": ("error", "/category/toun/")
        case "error": ("error", "/nothing/")
        case "search": ("search", "/search/?q=headline")
        case "listing" where object.hasPrefix("listing.author"): ("listing", "/author/ines/")
        case "listing" where object == "listing.parents[]": ("listing", "/category/town/quay/")
        case "page" where object == "page.alternates[]": ("article", "/one/")
        case "page": ("listing", "/category/town/quay/")
        default: ("front", "/")
        }
    }

    /// The page at an address, with a template of the default theme replaced.
    func render(template: String, _ source: String, at path: String) async throws -> String {
        let theme = folder.appending(path: "theme")
        for file in try FileManager.default.contentsOfDirectory(atPath: theme.path) {
            try FileManager.default.removeItem(at: theme.appending(path: file))
        }
        try Data(source.utf8).write(to: theme.appending(path: template + ".mustache"))
        let site = Site(store: store, theme: try Theme(overriding: theme.path))
        let parts = path.split(separator: "?").map(String.init)
        let query = parts.count > 1 ? parts[1] : nil
        let parameters = (query?.split(separator: "&") ?? []).map { parameter in
            let pair = parameter.split(separator: "=").map(String.init)
            return (name: pair[0], value: pair[1])
        }
        guard case .page(let page) = try await site.answer(path: parts[0], query: query, parameters: parameters) else {
            return "no page"
        }
        return String(decoding: page.bytes, as: UTF8.self)
    }

    private static func fill(_ transaction: Transaction) throws {
        var publication = Publication()
        publication.cardsPerPage = 2
        publication.menu = "main"
        try transaction.save(publication)

        try transaction.save(
            Upload(
                path: "/drawing.png", digest: String(repeating: "a", count: 64), size: 1, mediaType: "image/png",
                modifiedAt: Timestamp(stored: 0)))
        var image = ImageRecord(
            digest: String(repeating: "a", count: 64), format: "png", width: 1600, height: 1067, fallback: "png")
        image.color = "#4a6b7c"
        try transaction.save(image)
        var picture = Picture()
        picture.title = "Drawing"
        picture.file = "/drawing.png"
        picture.permalink = Permalink("/drawing/")
        let pictureID = try transaction.save(picture)

        let town = try transaction.save(Section(slug: "town", name: "Town", permalink: try permalink("/category/town/")))
        let quay = try transaction.save(
            Section(slug: "quay", name: "Quay", parentID: town, permalink: try permalink("/category/town/quay/")))
        let tag = try transaction.save(Tag(slug: "boats", name: "Boats", permalink: try permalink("/tag/boats/")))
        var author = Author(slug: "ines", name: "Ines", permalink: try permalink("/author/ines/"))
        author.picture = "/drawing.png"
        let authorID = try transaction.save(author)

        let menu = try transaction.save(Menu(slug: "main", name: "Main"))
        let top = try transaction.save(
            Menu.Entry(label: "Town", target: .section(town), parentID: nil, position: 1), menu: menu)
        _ = try transaction.save(Menu.Entry(label: "Quay", target: .section(quay), parentID: top, position: 2), menu: menu)

        var articles: [Int64] = []
        for (day, path) in ["/zero/", "/one/", "/two/"].enumerated() {
            var article = Article()
            article.kind = .talk
            article.status = .published
            article.isListed = true
            article.headline = HTML(stored: "Headline")
            article.dated = WallClock(stored: Int64(day) * 86_400_000)
            article.publishedAt = Timestamp(stored: Int64(day) * 86_400_000)
            article.modifiedAt = Timestamp(stored: 30 * 86_400_000)
            article.permalink = try permalink(path)
            article.pictureID = pictureID
            article.talk = Article.Talk(mediaURL: "/talk.mp3", duration: "45:10", speakers: "Ines")
            article.event = Article.Event(
                starts: WallClock(stored: 0), ends: WallClock(stored: 3_600_000), place: "Hall", address: "Quay 1")
            article.sectionIDs = [quay]
            article.tagIDs = [tag]
            article.authorIDs = [authorID]
            article.language = path == "/two/" ? "es" : ""
            article.translationKey = path == "/zero/" ? "" : "one"
            articles.append(try transaction.add(article))
        }
        picture.articleID = articles[1]
        _ = try transaction.save(picture, as: pictureID)
        try addComments(to: articles[1], transaction)
        try addPages(transaction)
    }

    private static func addComments(to article: Int64, _ transaction: Transaction) throws {
        for number in 1...2 {
            var comment = Comment()
            comment.number = Int64(number)
            comment.parentNumber = Int64(number - 1)
            comment.status = .approved
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
