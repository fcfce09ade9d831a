import Content
import Storage

/// Reads the newest articles of a listing, whole, for a feed.
struct FeedSource {
    let frame: Frame
    /// Of its pages, from 1: what is older.
    var number: Int64 = 1

    private var library: Library { frame.library }
    private var publication: Publication { frame.publication }

    /// WordPress's `posts_per_rss`.
    static let length: Int64 = 10

    /// - Parameter path: where the listing itself is.
    /// - Returns: nil where there is no such page of it.
    func feed(of listing: Listing, at path: String, _ format: FeedFormat) throws -> Feed? {
        let articles = try library.newestArticles(listing, limit: FeedSource.length, page: number)
        guard number == 1 || !articles.isEmpty else { return nil }
        let (name, description) = try heading(of: listing)
        return try feed(of: articles, title: title(name), description: description, home: path, own: own(format.path(of: path)))
    }

    /// What was published in a stretch of time; nil where nothing was, or there is no such page.
    func feed(of date: DateAddress, _ format: FeedFormat) throws -> Feed? {
        let articles = try library.newestArticles(
            from: date.range.start, until: date.range.end, limit: FeedSource.length, page: number)
        guard !articles.isEmpty else { return nil }
        return try feed(
            of: articles, title: title(date.range.title(frame.words.dates)), description: "", home: date.path,
            own: own(format.path(of: date.path)))
    }

    private func title(_ name: String?) -> String { name.map { "\($0) – \(publication.name)" } ?? publication.name }

    private func own(_ path: String) -> String { number > 1 ? path + "?paged=\(number)" : path }

    /// The newest articles that a search finds.
    func page(of query: SearchQuery, _ format: FeedFormat) throws -> RenderedPage {
        let words = frame.words
        let title = query.isEmpty ? words.text("search") : words.text("searchTitle", ["query": query.text])
        let feed = try feed(
            of: library.newestArticles(query, limit: FeedSource.length), title: "\(title) – \(publication.name)", description: "",
            home: SearchAddress.page(query.text, home: publication.home),
            own: SearchAddress.feed(query.text, format, home: publication.home))
        var page = format.page(feed, library.dependencies)
        page.mayBeKept = false
        return page
    }

    /// - Parameters:
    ///   - home: the path of the page that lists the same.
    ///   - own: the feed's own path.
    func feed(of articles: [ArticleView], title: String, description: String, home: String, own: String) throws -> Feed {
        let ids = articles.map(\.id)
        let pictures = BodyPictures(library: library, home: publication.home, words: frame.words, use: .feed)
        let paths = BodyPictures.paths(in: articles.map(\.body))
        let media = articles.compactMap { $0.talk.flatMap { TalkMedia.path(of: $0.mediaURL) } }
        try library.announceFeed(of: ids, embeddedImages: paths, uploads: media)
        let bylines = try library.bylines(of: ids)
        let sections = try library.sections(ofArticles: ids)
        let tags = try library.tags(ofArticles: ids)
        let images = try library.embeddedImages(at: paths)
        let uploads = try library.uploads(at: media)
        let enclosures = try library.enclosures(ofArticles: ids)
        let comments = try library.commentCounts(ofArticles: ids)
        return Feed(
            title: title, description: description.isEmpty ? publication.tagline : description, language: publication.language,
            publisher: Feed.Person(name: publication.name, address: publication.url(publication.home)), home: address(home),
            address: address(own),
            entries: articles.map { article in
                var entry = entry(article, pictures.shown(article.body, images))
                entry.authors = (bylines[article.id] ?? []).map { Feed.Person(name: $0.name, address: address($0.path)) }
                for link in (sections[article.id] ?? []) + (tags[article.id] ?? []) where !entry.categories.contains(link.name) {
                    entry.categories.append(link.name)
                }
                if let talk = article.talk {
                    let upload = TalkMedia.path(of: talk.mediaURL).flatMap { uploads[$0] }
                    entry.media = TalkMedia(talk, upload, origin: publication.origin)
                    entry.duration = PlayingTime.seconds(talk.duration)
                }
                entry.enclosures = (enclosures[article.id] ?? []).map { TalkMedia($0, origin: publication.origin) }
                if entry.media == nil { entry.media = entry.enclosures.first(where: \.isPlayed) }
                entry.enclosures.removeAll { $0.address == entry.media?.address }
                let count = comments[article.id] ?? 0
                if article.commentsOpen || count > 0 {
                    entry.comments = Feed.Discussion(
                        address: entry.address + "#comments", count: count,
                        feed: { self.address($0.path(of: article.path)) })
                }
                return entry
            })
    }

    private func address(_ path: String) -> String { publication.url(PercentEncoding.encoded(path)) }

    private func heading(of listing: Listing) throws -> (name: String?, description: String) {
        switch listing {
        case .front:
            return (nil, "")
        case .section(let id):
            let section = try library.section(id)
            return (section?.name, section?.summary.text ?? "")
        case .tag(let id):
            let tag = try library.tag(id)
            return (tag?.name, tag?.summary.text ?? "")
        case .author(let id):
            let author = try library.author(id)
            return (author?.name, author?.biography.text ?? "")
        }
    }

    private func entry(_ article: ArticleView, _ body: HTML) -> Feed.Entry {
        let address = address(article.path)
        // Where the instant was never known, the printed time is the nearest to it.
        let published = article.publishedAt ?? Timestamp(stored: article.dated.milliseconds)
        let language = article.language == publication.language ? "" : article.language
        let picture = picture(of: article)
        var content = HTML(stored: figure(picture, of: article) + facts(article.event) + body.markup)
            .withAbsoluteLinks(page: address).markup
        if !language.isEmpty {
            let direction = Publication.isRightToLeft(language) ? "rtl" : "ltr"
            content = "<div lang=\"\(HTML.attribute(language))\" dir=\"\(direction)\">\(content)</div>"
        }
        return Feed.Entry(
            address: address, guid: article.guid.isEmpty ? address : article.guid, isGUIDAddress: article.guid.isEmpty,
            title: article.headline.text,
            summary: article.standfirst.isEmpty ? article.teaser : article.standfirst, content: content, language: language,
            published: published, updated: max(article.modifiedAt ?? published, published), authors: [], categories: [],
            picture: picture)
    }

    private func picture(of article: ArticleView) -> Feed.Picture? {
        guard let picture = article.picture else { return nil }
        let alt = picture.isDecorative ? "" : picture.alt
        guard let image = picture.image else {
            return Feed.Picture(
                address: address(picture.file), mediaType: picture.mediaType, width: picture.width.map { Int(clamping: $0) },
                height: picture.height.map { Int(clamping: $0) }, alt: alt, credit: picture.credit)
        }
        let usual = PictureForms(image, in: .lead, home: publication.home).usual
        return Feed.Picture(
            address: address(usual.path), mediaType: usual.mediaType, width: usual.width, height: usual.height, alt: alt,
            credit: picture.credit)
    }

    /// The picture above the text, which a page shows outside of the body.
    private func figure(_ picture: Feed.Picture?, of article: ArticleView) -> String {
        guard let picture else { return "" }
        var size = ""
        if let width = picture.width, let height = picture.height { size = " width=\"\(width)\" height=\"\(height)\"" }
        let own = article.picture?.caption ?? .empty
        let words = [
            (article.pictureCaption.markup.isEmpty ? own : article.pictureCaption).markup, HTML(escaping: picture.credit).markup,
        ].filter { !$0.isEmpty }.joined(separator: " ")
        return """
            <figure><img src="\(HTML.attribute(picture.address))"\(size) alt="\(HTML.attribute(picture.alt))">\
            \(words.isEmpty ? "" : "<figcaption>\(words)</figcaption>")</figure>
            """
    }

    /// When and where, which a page shows outside of the body too.
    private func facts(_ event: Article.Event?) -> String {
        guard let event else { return "" }
        let dates = frame.words.dates
        let times = [event.starts, event.ends].compactMap { $0?.civil }.map {
            "<time datetime=\"\(dates.machineTime($0))\">\(HTML(escaping: dates.weekdayAndTime($0)).markup)</time>"
        }
        let places = [event.place, event.address].filter { !$0.isEmpty }.map { "<br>" + HTML(escaping: $0).markup }
        return "<p>\(times.joined(separator: " – "))\(places.joined())</p>"
    }
}
