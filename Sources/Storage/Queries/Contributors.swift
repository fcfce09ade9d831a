package import Content

/// Somebody who has written something that readers may see.
package struct Contributor: Hashable, Sendable {
    package var name: String
    package var path: String
    /// The articles by them.
    package var articles: Int64
}

extension Library {
    /// Everybody who stands in the byline of a listed article, with how many there are.
    package func contributors() throws -> [Contributor] {
        depends(on: .contributors)
        return try connection.rows(Library.contributorsSQL) { row in
            depends(on: .author(row.int(0)))
            return Contributor(name: row.text(1), path: row.text(2), articles: row.int(3))
        }
    }

    static let contributorsSQL = """
        SELECT w.id, w.name, w.path, sum(m.entries) FROM author w JOIN listing_month m ON m.listing = w.id * 4 + 3
        GROUP BY w.id, w.name, w.path HAVING sum(m.entries) > 0 ORDER BY w.id
        """
}
