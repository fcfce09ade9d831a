/// Addresses that every magazine answers itself, and that no article, page or alias can take.
package enum ReservedAddress {
    /// - Parameter basePath: the path below which the magazine lives: empty, or `/blog`.
    package static func contains(_ permalink: Permalink, basePath: String) -> Bool {
        let path = permalink.path
        guard path.hasPrefix(basePath) else { return false }
        let rest = path.dropFirst(basePath.count)
        // With a query it is another address: WordPress's plain permalinks are `/?p=7`.
        if rest == "/" || rest.isEmpty { return permalink.text == permalink.path }
        if rest == "/oembed" { return true }
        let first = rest.dropFirst().prefix { $0 != "/" }
        switch first {
        case "feed", "theme", "desk", "api", ".well-known", "robots.txt", "humans.txt", "sitemap.xml",
            "feed.json", "events.ics":
            return true
        case "comments": return rest.dropFirst("/comments/".count).prefix { $0 != "/" } == "feed"
        case "page": return rest.dropFirst("/page/".count).prefix { $0 != "/" }.allSatisfy(\.isNumber)
        default: return first.hasPrefix("sitemap-") && first.hasSuffix(".xml")
        }
    }
}
