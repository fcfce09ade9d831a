package import Content

/// What answers at an address that is written much like another one.
package struct NearAddress: Hashable, Sendable {
    package var headline: HTML
    package var path: String
    /// Empty: the publication's own.
    package var language: String
    /// By what it was found: the last part of an address, as stored.
    package var slug: String
}

extension Library {
    /// What stands beside an address that does not answer, in the order of addresses and in that of slugs: what begins alike is
    /// there, in whichever folder. Only what readers may see. No more than 60 rows are read, from two indexes.
    ///
    /// - Parameters:
    ///   - key: a path as the address table has it.
    ///   - slug: its last part, without what old systems put around it.
    package func addresses(near key: String, slug: String) throws -> [NearAddress] {
        depends(on: .everything)
        let bySlug = try connection.rows(Library.nearSlugsSQL, [.text(slug), .text(slug)]) { row in
            NearAddress(
                headline: HTML.headline(stored: row.text(0), teaser: row.text(1)), path: row.text(2),
                language: row.text(4), slug: row.text(3))
        }
        let byAddress = try connection.rows(Library.nearAddressesSQL, [.text(key), .text(key)]) { row in
            let last = row.text(3).split(separator: "/").last.map(String.init) ?? ""
            let isArticle = row.text(4) == "article"
            return NearAddress(
                headline: isArticle
                    ? HTML.headline(stored: row.text(0), teaser: row.text(1)) : HTML(escaping: row.text(0)),
                path: row.text(2), language: row.text(5), slug: last)
        }
        return bySlug + byAddress
    }

    static let nearSlugsSQL = """
        SELECT a.headline, a.teaser, a.path, a.slug, a.language FROM (
            SELECT id FROM (SELECT id FROM article WHERE slug >= ? ORDER BY slug LIMIT 16) AS following
            UNION ALL
            SELECT id FROM (SELECT id FROM article WHERE slug < ? ORDER BY slug DESC LIMIT 14) AS preceding
        ) AS near JOIN article a ON a.id = near.id
        WHERE a.status = 'published' AND a.path IS NOT NULL ORDER BY a.slug, a.id
        """

    /// A section answers without articles too; a tag and an author do not.
    static let nearAddressesSQL = """
        SELECT coalesce(a.headline, s.name, t.name, w.name), coalesce(a.teaser, ''), coalesce(a.path, s.path, t.path, w.path),
            near.key, near.kind, coalesce(a.language, '')
        FROM (
            SELECT key, kind, target_id FROM (
                SELECT key, kind, target_id FROM address WHERE key >= ? ORDER BY key LIMIT 16) AS following
            UNION ALL
            SELECT key, kind, target_id FROM (
                SELECT key, kind, target_id FROM address WHERE key < ? ORDER BY key DESC LIMIT 14) AS preceding
        ) AS near
        LEFT JOIN article a ON near.kind = 'article' AND a.id = near.target_id AND a.status = 'published'
        LEFT JOIN section s ON near.kind = 'section' AND s.id = near.target_id
        LEFT JOIN tag t ON near.kind = 'tag' AND t.id = near.target_id
            AND EXISTS (SELECT 1 FROM listing_entry e WHERE e.listing = t.id * 4 + 2)
        LEFT JOIN author w ON near.kind = 'author' AND w.id = near.target_id
            AND EXISTS (SELECT 1 FROM listing_entry e WHERE e.listing = w.id * 4 + 3)
        WHERE coalesce(a.path, s.path, t.path, w.path) IS NOT NULL ORDER BY near.key
        """
}
