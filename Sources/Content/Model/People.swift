/// Somebody in a byline.
package struct Author: Hashable, Sendable {
    package var slug: String
    package var name: String
    package var email = ""
    package var url = ""
    package var biography: HTML = .empty
    package var picture = ""
    package var permalink: Permalink

    package init(slug: String, name: String, permalink: Permalink) {
        (self.slug, self.name, self.permalink) = (slug, name, permalink)
    }
}

/// What a reader wrote below an article.
package struct Comment: Hashable, Sendable {
    package enum Status: String, Sendable {
        case approved, pending, trash
        /// An editorial note: never public.
        case note
    }
    package enum Kind: String, Sendable {
        case comment, pingback, trackback
    }

    package var id: Int64 = 0
    /// The number in its anchor, `#comment-123`: the old site's, where it came from one.
    package var number: Int64 = 0
    /// The number of the comment it answers.
    package var parentNumber: Int64 = 0
    package var authorName = ""
    package var authorEmail = ""
    package var authorURL = ""
    package var authorAddress = ""
    /// The magazine's own author who wrote it.
    package var authorID: Int64?
    package var dated = WallClock(stored: 0)
    package var writtenAt: Timestamp?
    package var body: HTML = .empty
    package var source = ""
    package var status: Status = .pending
    package var kind: Kind = .comment
    /// What plugins of the old site noted of it.
    package var meta: [Meta] = []

    package struct Meta: Hashable, Sendable, Codable {
        package var key: String
        package var value: String

        package init(key: String, value: String) { (self.key, self.value) = (key, value) }
    }

    package init() {}
}
