package import Content

/// The published articles and pages of a stretch of numbers.
package struct SiteMapPart: Sendable {
    /// From 1: each has `SiteMapPart.size` numbers.
    package var number: Int64
    package var count: Int64
    package var modifiedAt: Timestamp?

    /// Articles are parted by their number, so that a part changes only when one of its own does.
    package static let size: Int64 = 10_000

    /// The part that an article stands in.
    static func number(of article: Int64) -> Int64 { (article - 1) / size + 1 }

    /// The numbers of a part's articles.
    static func ids(of number: Int64) -> ClosedRange<Int64> { (number - 1) * size + 1...number * size }
}

/// One address, with the picture above its article.
package struct SiteMapAddress: Sendable {
    package var path: String
    package var modifiedAt: Timestamp?
    package var image: ImageView?
    package var alt: String

    package init(path: String, modifiedAt: Timestamp? = nil, image: ImageView? = nil, alt: String = "") {
        (self.path, self.modifiedAt, self.image, self.alt) = (path, modifiedAt, image, alt)
    }
}

extension Library {
    /// The parts that have anything.
    package func siteMapParts() throws -> [SiteMapPart] {
        depends(on: .mapParts)
        return try connection.rows(
            """
            SELECT (id - 1) / \(SiteMapPart.size) AS part, count(*), max(coalesce(modified_at, published_at)) FROM article
            WHERE status = 'published' AND path IS NOT NULL GROUP BY part ORDER BY part
            """
        ) { row in
            SiteMapPart(number: row.int(0) + 1, count: row.int(1), modifiedAt: row.intOrNil(2).map(Timestamp.init(stored:)))
        }
    }

    /// Everything published, a part at a time.
    package func addresses(ofPart number: Int64) throws -> [SiteMapAddress] {
        depends(on: .mapPart(number))
        depends(on: .pictures)
        let ids = SiteMapPart.ids(of: number)
        return try connection.rows(
            """
            SELECT a.path, coalesce(a.modified_at, a.published_at), coalesce(p.alt, ''), \(Library.imageViewColumns) FROM article a
                LEFT JOIN picture p ON p.id = a.picture_id LEFT JOIN upload u ON u.path = p.file
                LEFT JOIN image i ON i.digest = u.digest
            WHERE a.id BETWEEN ? AND ? AND a.status = 'published' AND a.path IS NOT NULL ORDER BY a.id
            """, [.int(ids.lowerBound), .int(ids.upperBound)]
        ) {
            SiteMapAddress(
                path: $0.text(0), modifiedAt: $0.intOrNil(1).map(Timestamp.init(stored:)), image: ImageView($0, from: 3),
                alt: $0.text(2))
        }
    }

    /// How many sections, tags and authors have articles.
    package func termCount() throws -> Int64 {
        depends(on: .terms)
        return try connection.number("SELECT count(*) FROM (\(Library.termsSQL)) AS terms")
    }

    /// Their addresses, a stretch at a time.
    package func termAddresses(after offset: Int64, limit: Int64) throws -> [String] {
        depends(on: .terms)
        return try connection.rows(
            "\(Library.termsSQL) ORDER BY 1 LIMIT ? OFFSET ?", [.int(limit), .int(offset)]
        ) { $0.text(0) }
    }

    private static let termsSQL = """
        SELECT path FROM section WHERE EXISTS (SELECT 1 FROM listing_entry e WHERE e.listing = section.id * 4 + 1)
        UNION ALL
        SELECT path FROM tag WHERE EXISTS (SELECT 1 FROM listing_entry e WHERE e.listing = tag.id * 4 + 2)
        UNION ALL
        SELECT path FROM author WHERE EXISTS (SELECT 1 FROM listing_entry e WHERE e.listing = author.id * 4 + 3)
        """

    /// The authors that have articles, by name.
    package func authorNames(limit: Int64) throws -> [SectionLink] {
        depends(on: .authors)
        return try connection.rows(
            """
            SELECT name, path, id FROM author WHERE EXISTS (SELECT 1 FROM listing_entry e WHERE e.listing = author.id * 4 + 3)
            ORDER BY lower(name), id LIMIT ?
            """, [.int(limit)]
        ) { row in
            depends(on: .author(row.int(2)))
            return SectionLink(name: row.text(0), path: row.text(1))
        }
    }
}
