/// `<item>`: a post, page, attachment, menu item or whatever else a plugin made into a post.
///
/// Where the file holds the same element twice, the first one counts, as it does for WordPress's importer.
/// `<description>` is always empty in an export and not kept.
package struct WXRItem: Equatable, Sendable {
    package var title = ""
    package var link = ""
    package var pubDate = ""
    /// The login of the author; "" where the user was deleted.
    package var creator = ""
    package var guid = ""
    /// `<content:encoded>`: the raw body, byte for byte as in its CDATA sections (line ends are LF, as XML reads them).
    /// White space between the element's tags and its CDATA sections is the layout of the file and left out.
    package var content = ""
    /// `<excerpt:encoded>`, by the same rule: the excerpt written by hand, or the caption of an attachment.
    package var excerpt = ""
    /// nil where missing or not a number.
    package var postID: Int64?
    package var postDate = ""
    package var postDateGMT = ""
    /// "" before WordPress 5.7.
    package var postModified = ""
    package var postModifiedGMT = ""
    package var commentStatus = ""
    package var pingStatus = ""
    package var name = ""
    package var status = ""
    package var parent: Int64 = 0
    package var menuOrder = 0
    /// nil where the file does not say: the importer decides, nothing is guessed here.
    package var type: String?
    package var password = ""
    package var isSticky = false
    /// Only attachments have one.
    package var attachmentURL: String?
    /// `<category domain= nicename=>`. One without a nicename is the duplicate that WordPress before 3.1 wrote, and
    /// left out.
    package var terms: [WXRItemTerm] = []
    package var meta: [WXRMeta] = []
    package var comments: [WXRComment] = []
    /// The names of elements that this reader does not know, each once and as written: "georss:point". At most 64.
    package var unknownElements: [String] = []
    package var line: Int
    package var endLine: Int
    package var notes: [WXRNote] = []

    /// About how many bytes its texts take.
    var size: Int {
        content.utf8.count + excerpt.utf8.count + title.utf8.count + meta.reduce(0) { $0 + $1.value.utf8.count }
            + comments.reduce(0) { $0 + $1.content.utf8.count }
    }
}

/// A term assigned to an item. WXR 1.0 wrote the domain "tag" for "post_tag"; that is left as it stands.
package struct WXRItemTerm: Equatable, Sendable {
    /// "" where missing.
    package var domain: String
    package var nicename: String
    package var name: String

    package init(domain: String, nicename: String, name: String) {
        self.domain = domain
        self.nicename = nicename
        self.name = name
    }
}

/// `<wp:comment>`, of any type: "" and "comment" are comments, "pingback", "trackback", and "note", which is the
/// newsroom's own and must not become public.
package struct WXRComment: Equatable, Sendable {
    package var id: Int64?
    package var author = ""
    package var authorEmail = ""
    package var authorURL = ""
    package var authorIP = ""
    package var date = ""
    package var dateGMT = ""
    /// By the rule of `WXRItem.content`.
    package var content = ""
    /// "1", "0", "trash", "post-trashed"
    package var approved = ""
    package var type = ""
    package var parent: Int64 = 0
    package var userID: Int64 = 0
    package var meta: [WXRMeta] = []
    package var line: Int
}
