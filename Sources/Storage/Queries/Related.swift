package import Content

extension Library {
    /// Articles that have most in common with one: those that stand in most of its listings, of these the nearest in time. Never itself.
    ///
    /// Of each listing only the few before and behind it are looked at. So it costs the same in an archive of any size, and a new
    /// article changes what stands below the newest ones and not below all of its section.
    ///
    /// - Returns: cards without teaser and byline.
    /// - Parameters:
    ///   - dated: when the article is dated.
    ///   - listings: those it stands in, its main section's and its tags'; the first six count.
    package func related(to article: Int64, dated: WallClock, in listings: [Listing], limit: Int) throws -> [Card] {
        let listings = listings.prefix(Library.mostRelatedListings)
        guard !listings.isEmpty else { return [] }
        let own = dated.milliseconds
        let near = try connection.rows(
            Library.nearSQL(listings.count),
            listings.flatMap { listing in
                let place: [SQLValue] = [.int(listing.number), .int(own), .int(article)]
                return place + place
            }
        ) { (listing: $0.int(0), article: $0.int(1), dated: $0.int(2), isNewer: $0.bool(3)) }
        var shared: [Int64: (count: Int, distance: Int64)] = [:]
        for entry in near where entry.article != article {
            let (distance, overflow) = entry.dated.subtractingReportingOverflow(own)
            shared[entry.article, default: (0, overflow ? .max : Int64(clamping: distance.magnitude))].count += 1
        }
        for listing in listings {
            let entries = near.filter { $0.listing == listing.number }
            let (older, newer) = (entries.filter { !$0.isNewer }, entries.filter(\.isNewer))
            // With room for more, one that is further away would be among them.
            depends(
                on: .stretch(
                    listing, from: older.count == Library.nearOnEachSide ? older.map(\.dated).min() ?? .min : .min,
                    through: newer.count == Library.nearOnEachSide ? newer.map(\.dated).max() ?? .max : .max))
        }
        let chosen = shared.sorted { one, other in
            (-one.value.count, one.value.distance, -one.key) < (-other.value.count, other.value.distance, -other.key)
        }.prefix(limit).map(\.key)
        guard !chosen.isEmpty else { return [] }
        let cards = try cards(Library.cardsOfArticlesSQL(chosen.count), chosen.map(SQLValue.int), isShort: true)
        let byID = Dictionary(cards.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return chosen.compactMap { byID[$0] }
    }

    private static let mostRelatedListings = 6
    private static let nearOnEachSide = 3

    static func nearSQL(_ listings: Int) -> String {
        func side(_ comparison: String, _ order: String, isNewer: Int) -> String {
            """
            SELECT listing, article_id, dated, \(isNewer) AS newer FROM (SELECT listing, article_id, dated FROM listing_entry \
            WHERE listing = ? AND (dated, article_id) \(comparison) (?, ?) \
            ORDER BY dated \(order), article_id \(order) LIMIT \(nearOnEachSide)) AS side\(isNewer)
            """
        }
        let both = side("<", "DESC", isNewer: 0) + " UNION ALL " + side(">", "ASC", isNewer: 1)
        return Array(repeating: both, count: listings).joined(separator: " UNION ALL ")
    }

    static func cardsOfArticlesSQL(_ count: Int) -> String {
        "\(cardColumns) FROM article a \(cardJoins) WHERE a.id IN (\(Stretches.marks(count)))"
    }
}
