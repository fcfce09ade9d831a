package import Content

extension Library {
    /// Articles that have most in common with one: those that stand in most of its listings, then the newest. Never itself.
    ///
    /// Of each listing only the newest are looked at, so it costs the same in an archive of any size.
    ///
    /// - Parameter listings: those it stands in, its main section's and its tags'; the first six count.
    package func related(to article: Int64, in listings: [Listing], limit: Int64) throws -> [Card] {
        let listings = listings.prefix(Library.mostRelatedListings)
        guard !listings.isEmpty else { return [] }
        for listing in listings { depends(on: .listing(listing)) }
        return try cards(
            Library.relatedSQL(listings.count), listings.map { .int($0.number) } + [.int(article), .int(limit)])
    }

    private static let mostRelatedListings = 6

    static func relatedSQL(_ listings: Int) -> String {
        // One more than are shown may be the article itself; some more, for what several listings share.
        let newest = """
            SELECT article_id, dated FROM (SELECT article_id, dated FROM listing_entry WHERE listing = ? \
            ORDER BY dated DESC, article_id DESC LIMIT 12) AS newest
            """
        return """
            \(cardColumns) FROM (
                SELECT article_id, count(*) AS shared, max(dated) AS dated
                FROM (\(Array(repeating: newest, count: listings).joined(separator: " UNION ALL "))) AS near
                WHERE article_id <> ? GROUP BY article_id ORDER BY shared DESC, dated DESC, article_id DESC LIMIT ?
            ) AS e JOIN article a ON a.id = e.article_id \(cardJoins)
            ORDER BY e.shared DESC, e.dated DESC, e.article_id DESC
            """
    }
}
