import Content

/// What WordPress lets stand behind an address: `…/feed/atom/`, `…/page/3/`, `…/comment-page-2/`, `…/trackback/`
/// (wp-includes/class-wp-rewrite.php).
struct AddressEnding: Equatable {
    enum Kind: Equatable {
        case feed(FeedFormat)
        case page(Int64)
        /// A part of a long article: `…/2/`.
        case part(Int64)
        /// What means nothing here, where an article has all its comments on one page and no frame may show it: the address itself is
        /// meant.
        case itself
        /// `…/attachment/slug/`
        case attachment(String)
    }

    /// The address before it, with its slash.
    let base: String
    let kind: Kind

    /// Reads a path, with or without its last slash.
    init?(path: String) {
        let folder = path.hasSuffix("/") ? path : path + "/"
        if let feed = FeedAddress(path: folder) {
            (base, kind) = (feed.listing, .feed(feed.format))
            return
        }
        if let (base, number) = PathText.pageNumber(folder) {
            (self.base, kind) = (base, .page(number))
            return
        }
        var parts = folder.dropLast().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, let last = parts.popLast() else { return nil }
        switch last {
        case "trackback", "embed", "amp": kind = .itself
        case _ where last.hasPrefix("comment-page-") && PathText.number(last.dropFirst(13)) != nil: kind = .itself
        case _ where parts.last == "attachment":
            parts.removeLast()
            kind = .attachment(String(last))
        default:
            guard let number = PathText.number(last), number > 0 else { return nil }
            kind = .part(number)
        }
        base = parts.joined(separator: "/") + "/"
    }

    /// The same behind another address.
    func behind(_ address: String) -> String {
        let folder = address.hasSuffix("/") ? address : address + "/"
        return switch kind {
        case .feed(let format): format.path(of: address)
        case .page(let number): number > 1 ? folder + "page/\(number)/" : address
        case .part(let number): number > 1 ? folder + "\(number)/" : address
        case .itself: address
        case .attachment(let slug): folder + slug + "/"
        }
    }
}
