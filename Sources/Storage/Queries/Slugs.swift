package import Content

/// Something published that a slug may mean.
package struct SluggedArticle: Hashable, Sendable {
    package var slug: String
    package var path: String
    package var dated: WallClock
    package var isPage: Bool
}

/// What an address may mean of which only the last part is right. Drafts have slugs too: of what is not published nothing is told,
/// not even that it is there.
extension Library {
    /// What is published under a slug, in either of two spellings.
    package func published(slug: String, or other: String) throws -> [SluggedArticle] {
        depends(on: .everything)
        return try connection.rows(Library.publishedSlugSQL, [.text(slug), .text(other)], Library.slugged)
    }

    /// Sections, tags and the like may have hundreds of drafts beside them, nothing published has this many with one slug.
    static let publishedSlugSQL = """
        SELECT slug, path, dated, kind FROM article WHERE slug IN (?, ?) AND status = 'published' AND path IS NOT NULL LIMIT 20
        """

    /// What is published whose slug begins so; nil where too much stands there to look through.
    package func published(slugBeginning slug: String) throws -> [SluggedArticle]? {
        depends(on: .everything)
        let rows = try connection.rows(
            Library.slugBeginningSQL, [.text(slug), .text(slug + "\u{10FFFF}"), .int(Library.mostBeginnings)]
        ) { row in (article: Library.slugged(row), isPublic: row.text(4) == "published" && row.textOrNil(1) != nil) }
        return rows.count < Library.mostBeginnings ? rows.filter(\.isPublic).map(\.article) : nil
    }

    private static let mostBeginnings: Int64 = 40

    /// It reads a stretch of the index of slugs, however many of them are not published.
    static let slugBeginningSQL =
        "SELECT slug, path, dated, kind, status FROM article WHERE slug >= ? AND slug < ? ORDER BY slug LIMIT ?"

    private static func slugged(_ row: SQLRow) -> SluggedArticle {
        SluggedArticle(
            slug: row.text(0), path: row.text(1), dated: WallClock(stored: row.int(2)),
            isPage: row.text(3) == Article.Kind.page.rawValue)
    }

    /// Where the section, the tag or the author with a slug is; nil for tags and authors of whom nothing is published.
    package func path(ofListing table: ListingTable, slug: String, or other: String) throws -> String? {
        depends(on: .everything)
        let found = try connection.rows(
            "SELECT id, path FROM \(table.rawValue) WHERE slug IN (?, ?)", [.text(slug), .text(other)]
        ) { (id: $0.int(0), path: $0.text(1)) }
        return try found.first { row in
            switch table {
            case .section: true
            case .tag: try !isEmpty(.tag(row.id))
            case .author: try !isEmpty(.author(row.id))
            }
        }?.path
    }

    package enum ListingTable: String, Sendable {
        case section, tag, author
    }

    /// A file that stands in for an original: what somebody made of it by hand. The last one, which is what pages show.
    package func edited(from start: String, to end: String) throws -> [String] {
        depends(on: .everything)
        return try connection.rows(Library.editedSQL, [.text(start), .text(end)]) { $0.text(0) }
    }

    static let editedSQL = "SELECT path FROM upload WHERE path >= ? AND path < ? ORDER BY path DESC LIMIT 10"
}
