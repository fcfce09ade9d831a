import Content

/// What the old site would have looked up while it showed a page: its newest posts, its pages, how many posts a month, a section or
/// a tag has. Blocks that list such things become lists of what they stood for when the site was exported.
///
/// Gathered by the survey, within bounds that no archive passes: a hundred posts, five hundred pages.
struct SiteFacts: Sendable {
    struct Post: Sendable {
        var id: Int64
        var type: String
        var title: String
        /// As the export has it.
        var link: String
        /// `2024-02-06 23:35:00`, the old site's own time.
        var date: String
        var author: String
        var excerpt: String
        var content: String
        var terms: [WXRItemTerm]
        var isSticky: Bool
        var parent: Int64
        var order: Int
    }

    struct Term: Sendable {
        var slug: String
        var name: String
        var count: Int
        var parent: String
    }

    var title = ""
    var tagline = ""
    var language = ""
    var basePath = ""
    /// The newest first.
    private(set) var posts: [Post] = []
    private(set) var pages: [Post] = []
    /// Posts of each month, `2024-02`.
    private(set) var months: [String: Int] = [:]
    private var categoryCounts: [String: Int] = [:]
    private var tagCounts: [String: Int] = [:]
    private(set) var categories: [Term] = []
    private(set) var tags: [Term] = []
    /// Names by login, and logins by number.
    private(set) var authors: [String: String] = [:]
    private(set) var logins: [Int: String] = [:]
    /// Slugs by the numbers that blocks name them by.
    private(set) var categorySlugs: [Int: String] = [:]
    private(set) var tagSlugs: [Int: String] = [:]
    /// The content of reusable blocks and of menus made of blocks, by number.
    private(set) var reusable: [Int64: String] = [:]
    private var reusableSize = 0

    private static let mostPosts = 100
    private static let mostPages = 500
    /// Longer posts are shown by their excerpts.
    private static let longestContent = 64 << 10
    private static let mostReusable = 16 << 20

    mutating func note(_ item: WXRItem) {
        if item.type == "wp_block" || item.type == "wp_navigation" {
            guard let id = item.postID, reusable[id] == nil, item.status == "publish" || item.status == "private" else { return }
            guard reusableSize + item.content.utf8.count <= Self.mostReusable else { return }
            reusableSize += item.content.utf8.count
            reusable[id] = item.content
            return
        }
        guard item.status == "publish", item.password.isEmpty, let id = item.postID else { return }
        switch item.type {
        case "page": if pages.count < Self.mostPages { pages.append(post(item, id)) }
        case "post", nil:
            months[String(item.postDate.prefix(7)), default: 0] += 1
            for term in item.terms {
                if term.domain == "category" { categoryCounts[term.nicename, default: 0] += 1 }
                if term.domain == "post_tag" || term.domain == "tag" { tagCounts[term.nicename, default: 0] += 1 }
            }
            // Twice as many are kept before the oldest go, so that an archive costs no sorting at each post.
            posts.append(post(item, id))
            if posts.count >= 2 * Self.mostPosts { settle() }
        default: break
        }
    }

    /// Puts the posts in their order.
    private mutating func settle() {
        posts.sort { ($0.date, $0.id) > ($1.date, $1.id) }
        if posts.count > Self.mostPosts { posts.removeLast(posts.count - Self.mostPosts) }
    }

    /// To be called when all items are noted.
    mutating func settle(
        site: WXRSite, authors: [WXRAuthor], categories: [WXRCategory], tags: [WXRTag]
    ) {
        settle()
        title = PlainTitle.text(of: site.title)
        tagline = PlainTitle.text(of: site.description)
        language = site.language
        for author in authors {
            self.authors[author.login] = author.displayName.isEmpty ? author.login : PlainTitle.text(of: author.displayName)
            if let id = author.id.flatMap(Int.init(exactly:)) { logins[id] = author.login }
        }
        self.categories = categories.map { category in
            Term(
                slug: category.nicename, name: PlainTitle.text(of: category.name),
                count: categoryCounts[category.nicename] ?? 0, parent: category.parent)
        }
        self.tags = tags.map { tag in
            Term(slug: tag.slug, name: PlainTitle.text(of: tag.name), count: tagCounts[tag.slug] ?? 0, parent: "")
        }
        for category in categories {
            if let id = category.id.flatMap(Int.init(exactly:)) { categorySlugs[id] = category.nicename }
        }
        for tag in tags { if let id = tag.id.flatMap(Int.init(exactly:)) { tagSlugs[id] = tag.slug } }
    }

    func post(_ item: WXRItem, _ id: Int64) -> Post {
        Post(
            id: id, type: item.type ?? "post", title: item.title, link: item.link, date: item.postDate, author: item.creator,
            excerpt: item.excerpt, content: item.content.utf8.count <= Self.longestContent ? item.content : "",
            terms: item.terms, isSticky: item.isSticky, parent: item.parent, order: item.menuOrder)
    }
}
