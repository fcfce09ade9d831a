/// Addresses that every magazine answers itself, and that no article, page or alias can take: these very ones, and nothing else
/// below them. What an old site had beside them (`/theme/how/`, `/feed/jsonpost/`) keeps its address.
package enum ReservedAddress {
    /// - Parameter basePath: the path below which the magazine lives: empty, or `/blog`.
    package static func contains(_ permalink: Permalink, basePath: String) -> Bool {
        let path = Permalink.key(of: permalink.path)
        if path == "/.well-known/security.txt" || path.hasPrefix("/.well-known/acme-challenge/") { return true }
        guard path.hasPrefix(basePath) else { return false }
        let rest = path.dropFirst(basePath.count)
        // With a query it is another address: WordPress's plain permalinks are `/?p=7`.
        if rest == "/" || rest.isEmpty { return permalink.text == permalink.path }
        guard rest.hasPrefix("/") else { return false }
        let parts = rest.split(separator: "/")
        guard let first = parts.first else { return true }
        let isFile = !rest.hasSuffix("/")
        switch (first, parts.count) {
        case ("feed", 1), ("desk", 1): return true
        case ("feed", 2): return feeds.contains(parts[1])
        case ("comments", 2): return parts[1] == "feed"
        case ("comments", 3): return parts[1] == "feed" && feeds.contains(parts[2])
        case ("page", 2): return parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
        case ("theme", 2): return isFile && parts[1].hasPrefix("style.") && parts[1].hasSuffix(".css")
        case ("images", 2): return isFile && parts[1].hasPrefix("card-") && parts[1].hasSuffix(".png")
        case ("images", 3): return isFile && isImageName(parts[1]) && RenditionKey(fileName: String(parts[2])) != nil
        case ("oembed", 1), ("robots.txt", 1), ("humans.txt", 1), ("sitemap.xml", 1), ("feed.json", 1), ("events.ics", 1):
            return isFile
        case (_, 1): return isFile && first.hasPrefix("sitemap-") && first.hasSuffix(".xml")
        default: return false
        }
    }

    /// The words of WordPress's feeds, and our own.
    private static let feeds: Set<Substring> = ["feed", "rss", "rss2", "rdf", "atom", "json"]

    /// `ImageRecord.name`: the beginning of a digest.
    private static func isImageName(_ name: Substring) -> Bool {
        name.utf8.count == 20 && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
