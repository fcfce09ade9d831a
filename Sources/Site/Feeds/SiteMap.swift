import Content
import Storage

/// Every public address, for search engines (https://www.sitemaps.org/protocol.html): an index, and parts of up to 10,000
/// articles each.
struct SiteMap {
    private let library: Library
    private let publication: Publication

    init(_ library: Library, _ publication: Publication) {
        self.library = library
        self.publication = publication
    }

    /// Articles are parted by their number, so that a part changes only when one of its own does.
    private static let partSize: Int64 = 10_000

    /// `/sitemap.xml`
    func index() throws -> RenderedPage {
        let parts = try library.lastArticleID() / SiteMap.partSize + 1
        var xml = XMLText()
        xml.raw("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
        for part in 0...parts {
            xml.raw("<sitemap><loc>")
            xml.escaped(publication.url(publication.home) + "sitemap-\(part).xml")
            xml.raw("</loc></sitemap>\n")
        }
        xml.raw("</sitemapindex>\n")
        return page(xml)
    }

    /// Part 0 has the front page, sections, tags and authors; the others have articles and pages.
    func part(_ number: Int64) throws -> RenderedPage? {
        var addresses: [(path: String, modifiedAt: Timestamp?)]
        if number == 0 {
            addresses = [(publication.home, nil)] + (try library.termAddresses().prefix(49_999).map { ($0, nil) })
        } else {
            guard number >= 1, number <= (try library.lastArticleID()) / SiteMap.partSize + 1 else { return nil }
            let first = (number - 1) * SiteMap.partSize
            addresses = try library.addresses(ids: first...(first + SiteMap.partSize - 1))
        }
        var xml = XMLText()
        xml.raw("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
        for (path, modifiedAt) in addresses {
            xml.raw("<url><loc>")
            xml.escaped(publication.url(PercentEncoding.encoded(path)))
            xml.raw("</loc>")
            if let modifiedAt { xml.raw("<lastmod>\(modifiedAt.rfc3339)</lastmod>") }
            xml.raw("</url>\n")
        }
        xml.raw("</urlset>\n")
        return page(xml)
    }

    private func page(_ xml: XMLText) -> RenderedPage {
        RenderedPage(
            status: 200, mediaType: "application/xml; charset=utf-8", bytes: xml.bytes, dependencies: library.dependencies)
    }
}
