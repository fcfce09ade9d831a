/// Everything a magazine says to somebody who follows every link: pages, feeds, site maps, styles.
package struct Crawl: Sendable {
    /// Answers by address, redirects and refusals included.
    package private(set) var answers: [String: Page] = [:]

    /// - Parameters:
    ///   - base: what absolute addresses of the magazine begin with.
    ///   - addresses: where to begin besides the front page, the feed, the site map.
    package init(_ magazine: TemporaryMagazine, base: String = "https://old.example", besides addresses: [String] = [])
        async throws
    {
        var waiting = ["/", "/feed/", "/sitemap.xml", "/robots.txt"] + addresses
        while let address = waiting.popLast() {
            guard answers[address] == nil else { continue }
            let page = try await magazine.page(address)
            answers[address] = page
            if let location = page.location { waiting.append(location) }
            guard page.mediaType.contains("html") || page.mediaType.contains("xml") else { continue }
            waiting += Crawl.links(in: page.body, base: base)
        }
    }

    /// The addresses where a text is shown, in a page or in the address of a redirect.
    package func places(of text: String) -> [String] {
        answers.filter { $0.value.body.contains(text) || $0.value.location?.contains(text) == true }.keys.sorted()
    }

    /// The addresses that answered with a status.
    package func addresses(status: Int) -> [String] { answers.filter { $0.value.status == status }.keys.sorted() }

    /// Paths in `href`, `src` and `<loc>`, without fragments.
    package static func links(in page: String, base: String) -> [String] {
        var links: [String] = []
        for (mark, end) in [("href=\"", "\""), ("src=\"", "\""), ("<loc>", "<"), ("<link>", "<"), ("action=\"", "\"")] {
            for part in page.split(separator: mark, omittingEmptySubsequences: false).dropFirst() {
                let address = part.prefix { String($0) != end }.replacing("&amp;", with: "&").prefix { $0 != "#" }
                if address.hasPrefix("/"), !address.hasPrefix("//") { links.append(String(address)) }
                if address == base { links.append("/") }
                if address.hasPrefix(base + "/") { links.append(String(address.dropFirst(base.count))) }
            }
        }
        return links
    }
}
