import Content
import Storage

/// The newest articles of a listing as RSS 2.0, whole, as WordPress's `/feed/` has them
/// (https://www.rssboard.org/rss-specification).
struct RSSFeed {
    private let library: Library
    private let publication: Publication

    init(_ library: Library, _ publication: Publication) {
        self.library = library
        self.publication = publication
    }

    /// WordPress's `posts_per_rss`.
    private static let length: Int64 = 10

    /// - Parameter path: where the listing itself is.
    func page(_ listing: Listing, at path: String) throws -> RenderedPage {
        let articles = try library.newestArticles(listing, limit: RSSFeed.length)
        let bylines = try library.bylines(of: articles.map(\.id))
        let latest = articles.compactMap { $0.modifiedAt ?? $0.publishedAt }.max()
        var xml = XMLText()
        xml.raw(
            """
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
            <channel>

            """)
        xml.element("title", try title(of: listing))
        xml.element("link", publication.url(path))
        xml.element("description", publication.tagline)
        xml.element("language", publication.language)
        if let latest { xml.element("lastBuildDate", latest.rfc822()) }
        xml.raw("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"")
        xml.escaped(publication.url(path) + "feed/")
        xml.raw("\"/>\n")
        for article in articles { try item(article, bylines[article.id] ?? [], in: &xml) }
        xml.raw("</channel>\n</rss>\n")
        return RenderedPage(
            status: 200, mediaType: "application/rss+xml; charset=utf-8", bytes: xml.bytes, lastModified: latest,
            dependencies: library.dependencies)
    }

    private func title(of listing: Listing) throws -> String {
        let name: String? =
            switch listing {
            case .front: nil
            case .section(let id): try library.section(id)?.name
            case .tag(let id): try library.tag(id)?.name
            case .author(let id): try library.author(id)?.name
            }
        return name.map { "\($0) – \(publication.name)" } ?? publication.name
    }

    private func item(_ article: ArticleView, _ byline: [BylineName], in xml: inout XMLText) throws {
        xml.raw("<item>\n")
        xml.element("title", article.headline.text)
        xml.element("link", publication.url(article.path))
        for name in byline { xml.element("dc:creator", name.name) }
        if let published = article.publishedAt { xml.element("pubDate", published.rfc822()) }
        for link in try library.sections(ofArticle: article.id) + library.tags(ofArticle: article.id) {
            xml.element("category", link.name)
        }
        let guid = article.guid.isEmpty ? publication.url(article.path) : article.guid
        xml.raw("<guid isPermaLink=\"\(guid == publication.url(article.path))\">")
        xml.escaped(guid)
        xml.raw("</guid>\n")
        xml.element("description", article.teaser)
        xml.element("content:encoded", article.body.withAbsoluteLinks(base: publication.origin).markup)
        xml.raw("</item>\n")
    }
}
