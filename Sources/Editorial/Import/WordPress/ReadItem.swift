import Content

/// An item of an export, read and made safe, before it is known what else is here. Reading needs no database to write to, so
/// that several are read at once.
struct ReadItem: Sendable {
    var item: WXRItem
    var file: Int
    var identity: String
    var digest: String
    var kind: Ledger.Kind
    var article = Article()
    var comments: [ReadComment] = []
    /// How it was changed on the way.
    var changes: [String] = []
    /// What its body holds that the old site would have run.
    var findings = BodyFindings()
    /// Why it is nowhere by itself though nothing of it is lost.
    var absorbed: String?
    /// Why it is not imported.
    var leftOut: String?
    var failure: String?
    /// Whether it is a part of WordPress itself, which nobody could read at an address of its own.
    var isFurniture = false

    struct ReadComment: Sendable {
        var comment: Comment
        var line: Int
        var title: String
        /// The old site's number of the account it was written with; 0: none.
        var userID: Int64 = 0
        var leftOut: String?
        var failure: String?
    }
}

extension ReadItem {
    /// Some letters for an item that has no number.
    static func short(_ item: WXRItem) -> String {
        var digest = ContentDigest()
        digest.add(ItemIdentity.of(item))
        return String(digest.text.prefix(8))
    }
}
