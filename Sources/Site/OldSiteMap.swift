/// Where old sites had their site maps: WordPress since 5.5 (`/wp-sitemap-posts-post-1.xml`), and the plugins that most of them used.
/// There is one here, which leads to all of it.
enum OldSiteMap {
    /// - Parameter rest: a path below the front page's.
    static func contains(_ rest: Substring) -> Bool {
        guard !rest.contains("/"), rest.hasSuffix(".xml") || rest.hasSuffix(".xml.gz") || rest.hasSuffix(".html") else {
            return false
        }
        let name = rest.hasSuffix(".gz") ? rest.dropLast(7) : rest.dropLast(rest.hasSuffix(".xml") ? 4 : 5)
        guard rest.hasSuffix(".html") == false else { return name == "sitemap" }
        // WordPress itself; Yoast and Rank Math; Yoast's parts (`post-sitemap2`); Google XML Sitemaps; Jetpack.
        if ["wp-sitemap", "sitemap_index", "sitemap-index", "sitemapindex", "sitemap"].contains(name) { return true }
        if name.hasPrefix("wp-sitemap-") { return true }
        if let range = name.firstRange(of: "-sitemap"), range.lowerBound > name.startIndex {
            let number = name[range.upperBound...]
            return number.isEmpty || PathText.number(number.hasPrefix("-") ? number.dropFirst() : number) != nil
        }
        let parts = [
            "sitemap-misc", "sitemap-home", "sitemap-archives", "sitemap-authors", "sitemap-pt-", "sitemap-tax-",
            "sitemap-posttype-",
        ]
        return parts.contains { name.hasPrefix($0) }
    }
}
