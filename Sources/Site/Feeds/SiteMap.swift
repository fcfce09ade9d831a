import Content
import Storage

/// Every public address, for search engines (https://www.sitemaps.org/protocol.html): one list, or beyond 10,000 addresses an
/// index of lists.
///
/// Articles are parted by their number and not by how many there are, so that only the last part changes when one is published.
struct SiteMap {
    private let library: Library
    private let publication: Publication

    init(_ library: Library, _ publication: Publication) {
        self.library = library
        self.publication = publication
    }

    /// `/sitemap.xml`
    func page() throws -> RenderedPage {
        let parts = try library.siteMapParts()
        let terms = try library.termCount() + 1
        let total = parts.reduce(terms) { $0 + $1.count }
        guard total > SiteMapPart.size else {
            let articles = try parts.flatMap { try library.addresses(ofPart: $0.number) }
            return list(try listings(1) + articles)
        }
        var xml = XMLText()
        xml.raw("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
        for number in 1...(terms + SiteMapPart.size - 1) / SiteMapPart.size {
            write(SiteMap.name(ofListings: number), nil, to: &xml)
        }
        for part in parts { write(String(part.number), part.modifiedAt, to: &xml) }
        xml.raw("</sitemapindex>\n")
        return page(xml)
    }

    /// `/sitemap-0.xml` has the front page, sections, tags and authors, and `/sitemap-0-2.xml` more of them; the others have
    /// articles and pages.
    func part(_ name: String) throws -> RenderedPage? {
        if let part = Int64(name), (1...SiteMap.mostParts).contains(part), String(part) == name {
            let addresses = try library.addresses(ofPart: part)
            return addresses.isEmpty ? nil : list(addresses)
        }
        let number = name == "0" ? 1 : name.hasPrefix("0-") ? Int64(name.dropFirst(2)) ?? 0 : 0
        guard (1...1000).contains(number), SiteMap.name(ofListings: number) == name else { return nil }
        let addresses = try listings(number)
        return addresses.isEmpty ? nil : list(addresses)
    }

    /// The names of the parts that the index names; none where one list has room for all.
    func partNames() throws -> [String] {
        let parts = try library.siteMapParts()
        let terms = try library.termCount() + 1
        guard parts.reduce(terms, { $0 + $1.count }) > SiteMapPart.size else { return [] }
        return (1...(terms + SiteMapPart.size - 1) / SiteMapPart.size).map(SiteMap.name(ofListings:))
            + parts.map { String($0.number) }
    }

    /// An index of a site map has room for no more.
    private static let mostParts: Int64 = 50_000

    private static func name(ofListings number: Int64) -> String { number == 1 ? "0" : "0-\(number)" }

    private func listings(_ number: Int64) throws -> [SiteMapAddress] {
        // The front page is the first of the first part.
        let isFirst = number == 1
        let terms = try library.termAddresses(
            after: isFirst ? 0 : (number - 1) * SiteMapPart.size - 1, limit: isFirst ? SiteMapPart.size - 1 : SiteMapPart.size)
        return ((isFirst ? [publication.home] : []) + terms).map { SiteMapAddress(path: $0) }
    }

    private func write(_ name: String, _ modifiedAt: Timestamp?, to xml: inout XMLText) {
        xml.raw("<sitemap><loc>")
        xml.escaped(publication.url(publication.home) + "sitemap-\(name).xml")
        xml.raw("</loc>")
        if let modifiedAt { xml.raw("<lastmod>\(modifiedAt.rfc3339)</lastmod>") }
        xml.raw("</sitemap>\n")
    }

    private func list(_ addresses: [SiteMapAddress]) -> RenderedPage {
        var xml = XMLText()
        xml.raw(
            """
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
            xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">

            """)
        for address in addresses {
            xml.raw("<url><loc>")
            xml.escaped(publication.url(PercentEncoding.encoded(address.path)))
            xml.raw("</loc>")
            if let modifiedAt = address.modifiedAt { xml.raw("<lastmod>\(modifiedAt.rfc3339)</lastmod>") }
            if let image = address.image { write(image, address.alt, to: &xml) }
            xml.raw("</url>\n")
        }
        xml.raw("</urlset>\n")
        return page(xml)
    }

    /// The picture above an article, in the form that every browser knows, and its alt text.
    private func write(_ image: ImageView, _ alt: String, to xml: inout XMLText) {
        xml.raw("<image:image><image:loc>")
        xml.escaped(publication.url(PictureForms(image, in: .lead, home: publication.home).source))
        xml.raw("</image:loc>")
        if !alt.isEmpty {
            xml.raw("<image:caption>")
            xml.escaped(alt)
            xml.raw("</image:caption>")
        }
        xml.raw("</image:image>")
    }

    private func page(_ xml: XMLText) -> RenderedPage {
        RenderedPage(
            status: 200, mediaType: "application/xml; charset=utf-8", bytes: xml.bytes, dependencies: library.dependencies)
    }
}
