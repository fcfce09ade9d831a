import Content
import Storage

/// What a feed says, whatever its format: read once, written in three ways. All addresses are absolute.
struct Feed {
    struct Person {
        var name: String
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

    struct Entry {
        var address: String
        /// What feeds have called it since before it came here, else its address.
        var guid: String
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
