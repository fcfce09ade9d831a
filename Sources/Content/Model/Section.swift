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

/// A word that articles share.
package struct Tag: Hashable, Sendable {
    package var slug: String
    package var name: String
    package var summary: HTML = .empty
    package var permalink: Permalink

    package init(slug: String, name: String, permalink: Permalink) {
        (self.slug, self.name, self.permalink) = (slug, name, permalink)
    }
}
