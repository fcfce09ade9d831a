/// A part of the magazine; it may have a parent. (A WordPress category.)
package struct Section: Hashable, Sendable {
    package var slug: String
    package var name: String
    package var parentID: Int64?
    package var summary: HTML = .empty
    package var permalink: Permalink

    package init(slug: String, name: String, parentID: Int64? = nil, permalink: Permalink) {
        (self.slug, self.name, self.parentID, self.permalink) = (slug, name, parentID, permalink)
    }
}

/// A word that articles share: a tag, or a term of another taxonomy that the old site had, such as a series or a genre.
package struct Tag: Hashable, Sendable {
    /// Unique within its taxonomy.
    package var slug: String
    package var name: String
    package var summary: HTML = .empty
    package var permalink: Permalink
    /// The old site's word for what kind of term it is: `series`, `post_format`; empty: a tag.
    package var taxonomy = ""
    /// The term above it, of the same taxonomy: its listing has this one's articles too.
    package var parentID: Int64?
    /// Whether articles name it. What an article's format is, is no word about it.
    package var isShown = true

    package init(slug: String, name: String, permalink: Permalink) {
        (self.slug, self.name, self.permalink) = (slug, name, permalink)
    }

    /// Its slug beside those of all other taxonomies: no slug holds a slash.
    package static func key(taxonomy: String, slug: String) -> String { taxonomy.isEmpty ? slug : "\(taxonomy)/\(slug)" }
}
