/// The elements of an export that the reader knows, by their usual names.
enum WXRName: String, CaseIterable, Sendable {
    case rss, channel, item
    case title, link, description, pubDate, language, generator, guid, category
    case creator = "dc:creator"
    case content = "content:encoded"
    case excerpt = "excerpt:encoded"

    case wxrVersion = "wp:wxr_version"
    case baseSiteURL = "wp:base_site_url"
    case baseBlogURL = "wp:base_blog_url"

    case author = "wp:author"
    case authorID = "wp:author_id"
    case authorLogin = "wp:author_login"
    case authorEmail = "wp:author_email"
    case authorDisplayName = "wp:author_display_name"
    case authorFirstName = "wp:author_first_name"
    case authorLastName = "wp:author_last_name"

    case wpCategory = "wp:category"
    case wpTag = "wp:tag"
    case wpTerm = "wp:term"
    case termID = "wp:term_id"
    case categoryNicename = "wp:category_nicename"
    case categoryParent = "wp:category_parent"
    case catName = "wp:cat_name"
    case categoryDescription = "wp:category_description"
    case tagSlug = "wp:tag_slug"
    case tagName = "wp:tag_name"
    case tagDescription = "wp:tag_description"
    case termTaxonomy = "wp:term_taxonomy"
    case termSlug = "wp:term_slug"
    case termParent = "wp:term_parent"
    case termName = "wp:term_name"
    case termDescription = "wp:term_description"
    case termMeta = "wp:termmeta"

    case postID = "wp:post_id"
    case postDate = "wp:post_date"
    case postDateGMT = "wp:post_date_gmt"
    case postModified = "wp:post_modified"
    case postModifiedGMT = "wp:post_modified_gmt"
    case commentStatus = "wp:comment_status"
    case pingStatus = "wp:ping_status"
    case postName = "wp:post_name"
    case status = "wp:status"
    case postParent = "wp:post_parent"
    case menuOrder = "wp:menu_order"
    case postType = "wp:post_type"
    case postPassword = "wp:post_password"
    case isSticky = "wp:is_sticky"
    case attachmentURL = "wp:attachment_url"
    case postMeta = "wp:postmeta"
    case metaKey = "wp:meta_key"
    case metaValue = "wp:meta_value"

    case comment = "wp:comment"
    case commentID = "wp:comment_id"
    case commentAuthor = "wp:comment_author"
    case commentAuthorEmail = "wp:comment_author_email"
    case commentAuthorURL = "wp:comment_author_url"
    case commentAuthorIP = "wp:comment_author_IP"
    case commentDate = "wp:comment_date"
    case commentDateGMT = "wp:comment_date_gmt"
    case commentContent = "wp:comment_content"
    case commentApproved = "wp:comment_approved"
    case commentType = "wp:comment_type"
    case commentParent = "wp:comment_parent"
    case commentUserID = "wp:comment_user_id"
    case commentMeta = "wp:commentmeta"

    case ownData = "stet:data"
    case ownKey = "stet:key"
    case ownValue = "stet:value"

    /// An element of WordPress's namespace with another name.
    case otherWordPress = "wp:"
    /// Anything else.
    case unknown = ""

    /// Whether this start tag, met inside that element, shows that the element was left unclosed.
    func shows(unclosed container: WXRName) -> Bool {
        switch container {
        case .item:
            self == .item
        case .author, .wpCategory, .wpTag, .wpTerm, .ownData:
            isRecord
        case .postMeta:
            isRecord || self == .comment || self == .postMeta || isItemField
        case .comment:
            self == .item || self == .comment || self == .postMeta || isItemField
        case .commentMeta:
            self == .item || self == .comment || self == .postMeta || self == .commentMeta || isItemField
                || isCommentField
        case .termMeta:
            isRecord || self == .termMeta || isTermField
        default:
            false
        }
    }

    /// Whether an end tag of this name can close something around a value.
    var isContainer: Bool {
        switch self {
        case .rss, .channel, .item, .author, .wpCategory, .wpTag, .wpTerm, .comment, .postMeta, .commentMeta, .termMeta, .ownData:
            true
        default: false
        }
    }

    /// Whether it stands in items only.
    var isOfItem: Bool { isItemField || self == .postMeta || self == .comment }

    private var isRecord: Bool {
        switch self {
        case .item, .author, .wpCategory, .wpTag, .wpTerm, .ownData: true
        default: false
        }
    }

    private var isItemField: Bool {
        switch self {
        case .postID, .postDate, .postDateGMT, .postModified, .postModifiedGMT, .commentStatus, .pingStatus, .postName,
            .status, .postParent, .menuOrder, .postType, .postPassword, .isSticky, .attachmentURL, .content, .excerpt:
            true
        default: false
        }
    }

    private var isCommentField: Bool {
        switch self {
        case .commentID, .commentAuthor, .commentAuthorEmail, .commentAuthorURL, .commentAuthorIP, .commentDate,
            .commentDateGMT, .commentContent, .commentApproved, .commentType, .commentParent, .commentUserID:
            true
        default: false
        }
    }

    private var isTermField: Bool {
        switch self {
        case .termID, .categoryNicename, .categoryParent, .catName, .categoryDescription, .tagSlug, .tagName,
            .tagDescription, .termTaxonomy, .termSlug, .termParent, .termName, .termDescription:
            true
        default: false
        }
    }
}

extension WXRName {
    /// The name of a namespace and a local part. `hash` is the FNV-1a of the local part, which the scan of the tag made
    /// on its way.
    static func named(_ local: UnsafeBufferPointer<UInt8>, hash: UInt64, in namespace: WXRNamespace) -> WXRName {
        guard namespace != .other else { return .unknown }
        var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while let entry = table[slot] {
            if entry.namespace == namespace, entry.local.count == local.count, entry.local.elementsEqual(local) {
                return entry.name
            }
            slot = (slot + 1) & (table.count - 1)
        }
        return namespace == .wordPress ? .otherWordPress : .unknown
    }

    static let hashSeed: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    static func hash(_ byte: UInt8, after hash: UInt64) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    private struct Entry: Sendable {
        var namespace: WXRNamespace
        var local: [UInt8]
        var name: WXRName
    }

    /// Open addressing over 512 slots, less than a fifth of them taken.
    private static let table: [Entry?] = {
        var table = [Entry?](repeating: nil, count: 512)
        for name in allCases where name != .unknown && name != .otherWordPress {
            let parts = name.rawValue.utf8.split(separator: 0x3A)
            guard let local = parts.last else { continue }
            let namespace = parts.count == 1 ? .rss : WXRNamespace(usualPrefix: Array(parts[0]))
            var slot = Int(truncatingIfNeeded: local.reduce(hashSeed) { hash($1, after: $0) }) & (table.count - 1)
            while table[slot] != nil { slot = (slot + 1) & (table.count - 1) }
            table[slot] = Entry(namespace: namespace, local: Array(local), name: name)
        }
        return table
    }()
}
