/// One thing that a WordPress export holds, as `WXRReader.next()` gives it.
///
/// Texts that the file does not hold are "", numbers and addresses whose absence means something are nil; each field
/// says which. Dates are the file's own text, trimmed: `WXRTime` reads them.
package enum WXRRecord: Equatable, Sendable {
    /// Given once and first.
    case site(WXRSite)
    case author(WXRAuthor)
    case category(WXRCategory)
    case tag(WXRTag)
    case term(WXRTerm)
    case item(WXRItem)
    /// What Stet itself said in an export that it wrote: see `OwnData`.
    case own(WXRMeta)
    /// A record that could not be read whole, so that the ledger can say "failed". It is never also given as read.
    case broken(WXRBroken)
}

/// What the channel says about the site, read up to the first item (at most the first 8 MiB).
///
/// WordPress prints `<generator>` after the terms, which is why the authors and terms before the first item wait until
/// this is complete.
package struct WXRSite: Equatable, Sendable {
    package var title = ""
    package var link = ""
    package var description = ""
    package var pubDate = ""
    package var language = ""
    /// "1.0", "1.1" or "1.2"; nil where a file by hand leaves it out (then `notes` says so).
    package var wxrVersion: String?
    package var baseSiteURL = ""
    package var baseBlogURL = ""
    /// "https://wordpress.org/?v=6.1.9"
    package var generator = ""
    package var line = 1
    package var endLine = 1
    /// What was mended outside any record so far; what comes later is in `WXRReader.notes`.
    package var notes: [WXRNote] = []
}

/// `<wp:author>`: only authors of exported posts, and never the slug of their archive (`user_nicename`).
package struct WXRAuthor: Equatable, Sendable {
    /// nil where missing or not a number. Squarespace writes negative ones.
    package var id: Int64?
    package var login = ""
    package var email = ""
    package var displayName = ""
    package var firstName = ""
    package var lastName = ""
    package var line: Int
    package var endLine: Int
    package var notes: [WXRNote] = []
}

/// `<wp:category>`
package struct WXRCategory: Equatable, Sendable {
    package var id: Int64?
    package var nicename = ""
    /// The nicename of the parent, "" for none.
    package var parent = ""
    package var name = ""
    package var description = ""
    package var meta: [WXRMeta] = []
    package var line: Int
    package var endLine: Int
    package var notes: [WXRNote] = []
}

/// `<wp:tag>`
package struct WXRTag: Equatable, Sendable {
    package var id: Int64?
    package var slug = ""
    package var name = ""
    package var description = ""
    package var meta: [WXRMeta] = []
    package var line: Int
    package var endLine: Int
    package var notes: [WXRNote] = []
}

/// `<wp:term>`: a term of a taxonomy that is not built in, or a menu (`taxonomy` is then "nav_menu").
package struct WXRTerm: Equatable, Sendable {
    package var id: Int64?
    package var taxonomy = ""
    package var slug = ""
    /// The slug of the parent, "" for none.
    package var parent = ""
    package var name = ""
    package var description = ""
    package var meta: [WXRMeta] = []
    package var line: Int
    package var endLine: Int
    package var notes: [WXRNote] = []
}

/// A row of post, comment or term meta. The value is as it stands in the file: often PHP's serialize(), see `PHPValue`.
package struct WXRMeta: Equatable, Sendable {
    package var key = ""
    package var value = ""

    package init(key: String = "", value: String = "") {
        self.key = key
        self.value = value
    }
}

/// A record that could not be read whole.
package struct WXRBroken: Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        case fileEnds
        /// One value is larger than `WXRLimits.value`; `line` is where its element begins.
        case valueTooLarge(element: String, line: Int)
        /// All values together are larger than `WXRLimits.record`.
        case recordTooLarge
        /// Elements of an item stand in the channel: the tag with which it began is missing.
        case startMissing
    }

    /// The element: "item", "wp:author"…
    package var element: String
    /// As far as it was read, so that a person can find it; "" and nil otherwise.
    package var title = ""
    package var postID: Int64?
    package var link = ""
    package var status = ""
    package var type: String?
    package var reason: Reason
    package var line: Int
    package var endLine: Int
    package var notes: [WXRNote] = []

    /// Why, for the ledger: "the file ends inside this item".
    package var sentence: String {
        let what = element == "item" ? "item" : "<\(element)>"
        return switch reason {
        case .fileEnds:
            "the file ends inside this \(what): export it again, or copy the file again"
        case .valueTooLarge(let element, let line):
            "its <\(element)> on line \(line) is larger than \(WXRLimits.value >> 20) MiB"
        case .recordTooLarge:
            "this \(what) is larger than \(WXRLimits.record >> 20) MiB"
        case .startMissing:
            "the start of this \(what) is missing"
        }
    }
}
