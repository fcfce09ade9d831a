/// What a magazine publishes: an article, a talk, an event, or a page that stands outside the listings.
package struct Article: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case article, talk, event, page
    }

    /// Where it stands between the first note and the archive. Only `published` is ever shown to a reader.
    package enum Status: String, Sendable, CaseIterable {
        case draft, review, scheduled, published
        /// Readable by the editors alone, as in WordPress.
        case `private`
        /// Published behind a password on the old site; kept, shown to nobody.
        case protected
        case trash
    }

    /// Audio or video, with who speaks in it.
    package struct Talk: Hashable, Sendable {
        package var mediaURL: String
        package var duration: String
        package var speakers: String

        package init(mediaURL: String, duration: String, speakers: String) {
            (self.mediaURL, self.duration, self.speakers) = (mediaURL, duration, speakers)
        }
    }

    /// A file that feeds name beside the article, for players.
    package struct Enclosure: Hashable, Sendable {
        /// A path of this magazine, or an absolute address.
        package var address: String
        package var mediaType: String
        /// In bytes; 0 where nobody knows.
        package var length: Int64

        package init(address: String, mediaType: String, length: Int64) {
            (self.address, self.mediaType, self.length) = (address, mediaType, length)
        }
    }

    /// What takes place, when and where. Times are as printed on the poster.
    package struct Event: Hashable, Sendable {
        package var starts: WallClock
        package var ends: WallClock?
        package var place: String
        package var address: String

        package init(starts: WallClock, ends: WallClock?, place: String, address: String) {
            (self.starts, self.ends, self.place, self.address) = (starts, ends, place, address)
        }
    }

    /// A run of articles that belong together, and which of them this is.
    package struct Series: Hashable, Sendable {
        package var name: String
        /// From 1; 0: by its date.
        package var part: Int64

        package init(name: String, part: Int64) { (self.name, self.part) = (name, part) }
    }

    /// What was wrong, and is told.
    package struct Correction: Hashable, Sendable {
        package var dated: WallClock
        package var text: HTML

        package init(dated: WallClock, text: HTML) { (self.dated, self.text) = (dated, text) }
    }

    package var kind: Kind = .article
    package var status: Status = .draft
    /// Whether listings show it: published, and of a kind that listings show.
    package var isListed = false
    package var slug = ""
    /// Its address once published; a draft may have none.
    package var permalink: Permalink?
    package var headline: HTML = .empty
    /// The summary a person wrote.
    package var standfirst = ""
    package var teaser = ""
    /// Empty: the publication's own.
    package var language = ""
    /// What it shares with its translations, a name that no other group has; empty: it has none. Without white space.
    package var translationKey = ""
    /// The date as printed, in the magazine's own time: listings are in its order, date addresses are made of it.
    package var dated = WallClock(stored: 0)
    package var publishedAt: Timestamp?
    package var modifiedAt: Timestamp?
    package var pictureID: Int64?
    /// The picture's words where they differ from the picture's own.
    package var pictureCaption: HTML = .empty
    package var parentID: Int64?
    package var position: Int64 = 0
    /// Whether it stands above all others on the front page.
    package var isPinned = false
    package var commentsOpen = false
    /// Whether the old site took pingbacks and trackbacks for it: kept for its export, nothing takes them here.
    package var pingsOpen = false
    /// The password of the old site, kept for the editors.
    package var password = ""
    /// What the old site called it, where that is not one of our kinds.
    package var originalType = ""
    /// What feeds have called it since before it came here; empty: its address.
    package var guid = ""
    /// What it was written as: kept so that a better reading can be run over the archive.
    package var source = ""
    package var sourceFormat: SourceFormat = .wordpress
    package var body: HTML = .empty
    package var talk: Talk?
    package var event: Event?
    package var series: Series?
    /// The oldest first.
    package var corrections: [Correction] = []
    package var enclosures: [Enclosure] = []
    /// The first is the main one.
    package var sectionIDs: [Int64] = []
    package var tagIDs: [Int64] = []
    /// In the order of the byline.
    package var authorIDs: [Int64] = []

    package enum SourceFormat: String, Sendable {
        case wordpress, markdown, html
    }

    package init() {}
}
