import Content

/// What plugins noted of a comment, without what tells who wrote it, unless that is asked for.
struct CommentMeta {
    let comment: WXRComment
    let keepsPersonalData: Bool

    init(_ comment: WXRComment, keepsPersonalData: Bool) { (self.comment, self.keepsPersonalData) = (comment, keepsPersonalData) }

    /// A hostile export has as many and as long ones as it likes.
    private static let most = 100
    private static let longest = 20_000

    private static let personal: Set<Substring> = [
        "akismet", "ip", "agent", "useragent", "email", "mail", "host", "referrer", "referer",
    ]

    var kept: [Comment.Meta] {
        comment.meta.lazy.filter { $0.value.utf8.count <= CommentMeta.longest && (keepsPersonalData || !isPersonal($0)) }
            .prefix(CommentMeta.most).map { Comment.Meta(key: $0.key, value: $0.value) }
    }

    private func isPersonal(_ meta: WXRMeta) -> Bool {
        CommentMeta.isPersonal(meta.key, meta.value, [comment.authorEmail, comment.authorIP])
    }

    /// Akismet notes what a browser sent: address, name of the browser, the page before. Others repeat what the comment has.
    ///
    /// - Parameter addresses: of who wrote the comment; empty where they are not known.
    static func isPersonal(_ key: String, _ value: String, _ addresses: [String]) -> Bool {
        let words = key.lowercased().split { !$0.isLetter }
        if words.contains(where: personal.contains) { return true }
        return addresses.contains { !$0.isEmpty && value.contains($0) }
    }
}
