import Content
import Storage

/// What a feed says, whatever its format: read once, written in three ways. All addresses are absolute.
struct Feed {
    struct Person {
        var name: String
        /// Empty: there is none.
        var address: String
    }

    struct Picture {
        var address: String
        var mediaType: String
        var width: Int?
        var height: Int?
        /// Empty: missing, or decorative.
        var alt: String
        var credit: String
    }

    /// What readers wrote below an article.
    struct Discussion {
        var address: String
        var count: Int64
        var feed: (FeedFormat) -> String
    }

    struct Entry {
        var address: String
        /// What feeds have called it since before it came here, else its address.
        var guid: String
        /// Whether it can be asked for. What came from an old site is a name, also where it looks like an address.
        var isGUIDAddress: Bool
        var title: String
        var summary: String
        /// Markup: the text as its page has it, with its pictures.
        var content: String
        /// Empty: the feed's own.
        var language: String
        var published: Timestamp
        var updated: Timestamp
        var authors: [Person]
        /// Sections, then tags; each once.
        var categories: [String]
        var picture: Picture?
        var media: TalkMedia?
        /// How long the talk takes, in seconds.
        var duration: Int?
        /// Further files that belong to it.
        var enclosures: [TalkMedia] = []
        /// nil: nobody may write there, and nobody has.
        var comments: Discussion?
    }

    var title: String
    var description: String
    var language: String
    var publisher: Person
    /// The page that lists the same.
    var home: String
    /// The feed's own.
    var address: String
    var entries: [Entry]

    /// The latest change; nil where there are no entries.
    var updated: Timestamp? { entries.map(\.updated).max() }

    /// Whether all of it can be played.
    var isPodcast: Bool { !entries.isEmpty && entries.allSatisfy { $0.media != nil } }
}
