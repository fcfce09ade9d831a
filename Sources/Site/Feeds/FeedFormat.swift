import Content

/// The formats that a feed comes in.
enum FeedFormat: CaseIterable, Sendable {
    /// https://www.rssboard.org/rss-specification
    case rss
    /// RFC 4287
    case atom
    /// https://www.jsonfeed.org/version/1.1/
    case json

    /// By the words of WordPress's addresses: RSS 0.92, RDF and RSS 2.0 are the last of them now.
    init?(word: some StringProtocol) {
        switch word {
        case "feed", "rss", "rss2", "rdf": self = .rss
        case "atom": self = .atom
        case "json": self = .json
        default: return nil
        }
    }

    var name: String {
        switch self {
        case .rss: "RSS"
        case .atom: "Atom"
        case .json: "JSON Feed"
        }
    }

    var mediaType: String {
        switch self {
        case .rss: "application/rss+xml"
        case .atom: "application/atom+xml"
        case .json: "application/feed+json"
        }
    }

    /// Where the feed of a listing is.
    func path(of listing: String) -> String {
        if listing.contains("?") {
            // Of an article whose own address has a query.
            return switch self {
            case .rss: listing + "&feed=rss2"
            case .atom: listing + "&feed=atom"
            case .json: listing + "&feed=json"
            }
        }
        let folder = listing.hasSuffix("/") ? listing : listing + "/"
        return switch self {
        case .rss: folder + "feed/"
        case .atom: folder + "feed/atom/"
        case .json: folder + "feed/json/"
        }
    }

    /// The feed, ready to be sent.
    func page(_ feed: Feed, _ dependencies: Set<Dependency>) -> RenderedPage {
        let bytes =
            switch self {
            case .rss: RSSFeed(feed).bytes
            case .atom: AtomFeed(feed).bytes
            case .json: JSONFeed(feed).bytes
            }
        return RenderedPage(
            status: 200, mediaType: mediaType + "; charset=utf-8", bytes: bytes, lastModified: feed.updated,
            dependencies: dependencies)
    }
}

/// A feed's address, in any spelling that WordPress answers: `…/feed/`, `…/feed/atom/`, `…/rss2/`.
struct FeedAddress {
    /// Where the listing itself is.
    let listing: String
    let format: FeedFormat

    init?(path: String) {
        guard path.hasSuffix("/") else { return nil }
        var parts = path.dropLast().split(separator: "/", omittingEmptySubsequences: false)
        guard let word = parts.popLast(), let format = FeedFormat(word: word) else { return nil }
        if parts.last == "feed", word != "feed" {
            parts.removeLast()
        } else if word == "json" {
            // `…/json/` alone was never a feed's address.
            return nil
        }
        guard !parts.isEmpty else { return nil }
        (self.listing, self.format) = (parts.joined(separator: "/") + "/", format)
    }
}
