import Content

/// Bylines of more than one, as the plugin Co-Authors Plus says them: terms of the taxonomy `author` on each item, in their
/// order, whose name is a login and whose slug is `cap-` and the author's part of the address; and items of the type
/// `guest-author` for those without an account (https://github.com/Automattic/Co-Authors-Plus).
enum CoAuthors {
    static let taxonomy = "author"
    static let guestType = "guest-author"

    /// The author's part of the address that a term's slug holds.
    static func nicename(_ slug: String) -> String { slug.hasPrefix("cap-") ? String(slug.dropFirst(4)) : slug }
}

/// Somebody in bylines who has no account on the old site.
struct GuestAuthor: Sendable {
    var identity: String
    var nicename: String
    /// What the plugin uses in the place of a login.
    var login: String
    var name: String
    var email: String
    var url: String
    /// As it was written.
    var biography: String
    /// The login of the account that this is the same person as.
    var linkedLogin: String
    /// The attachment that shows them.
    var portrait: String
    var file: Int
    var line: Int
    var comments: [(id: Int64?, author: String, line: Int)]

    init(_ item: WXRItem, file: Int) {
        let meta = Dictionary(item.meta.map { ($0.key, $0.value.trimmed) }, uniquingKeysWith: { first, _ in first })
        func field(_ name: String) -> String { meta["cap-" + name] ?? "" }
        let full = [field("first_name"), field("last_name")].filter { !$0.isEmpty }.joined(separator: " ")
        identity = ItemIdentity.of(item)
        nicename = CoAuthors.nicename(item.name.isEmpty ? WordPressSlug.sanitized(field("user_login")) : item.name)
        login = field("user_login")
        name = [field("display_name"), full, item.title, nicename].first { !$0.isEmpty } ?? nicename
        email = field("user_email")
        url = field("website")
        biography = field("description").isEmpty ? item.content : field("description")
        linkedLogin = field("linked_account")
        portrait = meta["_thumbnail_id"] ?? ""
        (self.file, line) = (file, item.line)
        comments = item.comments.map { ($0.id, $0.author, $0.line) }
    }
}
