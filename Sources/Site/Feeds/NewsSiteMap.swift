import Content
import Storage

/// What was published within two days, for news search
/// (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
///
/// Time moves it: an article falls out though nothing was committed. So it says until when it is right, and whoever keeps pages
/// must make it anew then.
struct NewsSiteMap {
    private let library: Library
    private let publication: Publication
    private let now: Timestamp

    init(_ library: Library, _ publication: Publication, now: Timestamp) {
        (self.library, self.publication, self.now) = (library, publication, now)
    }

    private static let span: Int64 = 2 * 86_400_000
    /// More, nobody reads.
    private static let most: Int64 = 1000

    func page() throws -> RenderedPage {
        let news = try library.news(since: Timestamp(stored: now.milliseconds - NewsSiteMap.span), limit: NewsSiteMap.most)
        var xml = XMLText()
        xml.raw(
            """
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
            xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">

            """)
        for item in news {
            xml.raw("<url>\n")
            xml.element("loc", publication.url(PercentEncoding.encoded(item.path)))
            xml.raw("<news:news>\n<news:publication>\n")
            xml.element("news:name", publication.name)
            xml.element("news:language", language(of: item))
            xml.raw("</news:publication>\n")
            xml.element("news:publication_date", item.publishedAt.rfc3339)
            xml.element("news:title", item.headline.text)
            xml.raw("</news:news>\n</url>\n")
        }
        xml.raw("</urlset>\n")
        var page = RenderedPage(
            status: 200, mediaType: "application/xml; charset=utf-8", bytes: xml.bytes, dependencies: library.dependencies)
        page.rightUntil = news.map(\.publishedAt).min().map { Timestamp(stored: $0.milliseconds + NewsSiteMap.span) }
        return page
    }

    /// ISO 639, with two exceptions for Chinese.
    private func language(of item: NewsItem) -> String {
        let tag = LanguageTag(item.language.isEmpty ? publication.language : item.language)
        guard let tag, tag.primary == "zh" else { return tag?.primary ?? "en" }
        let isTraditional = ["hant", "tw", "hk", "mo"].contains { tag.text.hasSuffix("-" + $0) || tag.text.contains("-\($0)-") }
        return isTraditional ? "zh-tw" : "zh-cn"
    }
}
