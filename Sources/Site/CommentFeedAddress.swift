import Content

/// Where the feed of all comments is: `/comments/feed/`, in the spellings that WordPress answers.
struct CommentFeedAddress {
    let format: FeedFormat
    /// Its own, from `/`.
    let path: String

    init?(path: String, home: String) {
        guard let feed = FeedAddress(path: path), feed.listing == CommentFeedAddress.listing(home) else { return nil }
        self.init(feed.format, home: home)
    }

    init(_ format: FeedFormat, home: String) {
        (self.format, path) = (format, format.path(of: CommentFeedAddress.listing(home)))
    }

    private static func listing(_ home: String) -> String { home + "comments/" }
}
