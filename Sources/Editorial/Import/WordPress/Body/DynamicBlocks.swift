import Content

/// Blocks that showed facts of the post or the site when a page was asked for (wp-includes/blocks/*.php).
extension BlockRenderer {
    /// What stands for a dynamic block of WordPress; nil for a block that has its own markup.
    func dynamic(_ block: BlockTree.Block, _ tree: BlockTree) -> [UInt8]? {
        if Self.gone.contains(block.name) {
            notes.note(.goneBlock, block.name)
            return []
        }
        guard Self.shown.contains(block.name) else { return nil }
        // What belongs to a list is noted with the list.
        if !Self.parts.contains(block.name) { notes.note(.dynamicBlock, block.name) }
        let attributes = tree.attributes(of: block)
        let html: String? =
            switch block.name {
            case "post-title": title(attributes)
            case "post-date": date(attributes)
            case "post-excerpt": excerpt(attributes)
            case "post-author", "post-author-name": author(attributes)
            case "post-terms": terms(attributes)
            case "read-more": post.map { markupLink($0.link, attributes.text("content") ?? words.readMore) }
            case "site-title": siteTitle(attributes)
            case "site-tagline": facts.tagline.isEmpty ? "" : "<p>\(AttributeText.escaped(facts.tagline))</p>"
            case "home-link": "<li>\(link(facts.basePath + "/", attributes.text("label") ?? facts.title))</li>"
            case "search": search(attributes)
            case "rss": attributes.text("feedURL").map { "<p>\(link($0, $0))</p>" }
            case "calendar": facts.months.keys.max().map { "<p>\(link(path(ofMonth: $0), words.month($0)))</p>" }
            case "social-link": socialLink(attributes)
            default: nil
            }
        if let html { return Array(html.utf8) }
        switch block.name {
        case "post-content":
            guard let post else { return [] }
            return content(of: post) ?? []
        default: return list(block, attributes, tree) ?? []
        }
    }

    /// Of these nothing is shown: a page of the magazine has it in its own place, or it was for those who were signed in.
    private static let gone: Set<String> = [
        "comments", "comments-title", "comment-template", "comment-author-name", "comment-author-avatar", "comment-date",
        "comment-edit-link", "comment-content", "comment-reply-link", "comments-pagination", "comments-pagination-previous",
        "comments-pagination-numbers", "comments-pagination-next", "comments-query-loop", "post-comments", "post-comments-form",
        "post-comments-count", "post-comments-link", "latest-comments", "loginout", "avatar", "site-logo",
        "post-author-biography", "post-featured-image", "post-navigation-link", "term-description", "query-title",
        "template-part", "pattern", "legacy-widget", "widget-group", "nextpage", "more",
    ]

    private static let parts: Set<String> = [
        "social-link", "query-pagination", "query-pagination-previous", "query-pagination-numbers", "query-pagination-next",
        "query-no-results", "post-template", "navigation-link", "navigation-submenu",
    ]

    private static let shown: Set<String> = parts.union([
        "post-title", "post-date", "post-excerpt", "post-author", "post-author-name", "post-terms", "post-content", "read-more",
        "site-title", "site-tagline", "home-link", "search", "rss", "calendar", "latest-posts", "query", "archives", "categories",
        "tag-cloud", "page-list", "navigation",
    ])

    // MARK: - Of the post

    private func title(_ attributes: BlockAttributes) -> String {
        guard let post else { return "" }
        let title = post.title.isEmpty ? words.untitled : post.title
        let level = min(max(attributes.number("level") ?? 2, 1), 6)
        return "<h\(level)>\(attributes.isTrue("isLink") ? markupLink(post.link, title) : title)</h\(level)>"
    }

    private func date(_ attributes: BlockAttributes) -> String {
        guard let post, post.date.utf8.count >= 10 else { return "" }
        let time = "<time datetime=\"\(AttributeText.escaped(String(post.date.prefix(10))))\">\(words.day(post.date))</time>"
        return "<div class=\"wp-block-post-date\">\(attributes.isTrue("isLink") ? markupLink(post.link, time) : time)</div>"
    }

    private func excerpt(_ attributes: BlockAttributes) -> String {
        guard let post else { return "" }
        var html = "<p>\(AttributeText.escaped(excerpt(of: post)))</p>"
        if let more = attributes.text("moreText"), !more.isEmpty { html += "<p>\(markupLink(post.link, more))</p>" }
        return "<div class=\"wp-block-post-excerpt\">\(html)</div>"
    }

    /// The excerpt a person wrote, or the first 55 words.
    func excerpt(of post: SiteFacts.Post, words limit: Int = 55) -> String {
        func text(_ markup: String) -> String { (try? HTMLSanitizer(policy: .body).sanitize(markup).html.text) ?? "" }
        if !post.excerpt.isEmpty { return text(Shortcodes.removed(from: post.excerpt)) }
        let first = MoreTag(in: post.content).pages.first ?? ""
        let plain = text(Shortcodes.removed(from: BlockComments.removed(from: first)))
        return Teaser.cut(plain, words: limit)
    }

    private func author(_ attributes: BlockAttributes) -> String {
        guard let post else { return "" }
        let name = AttributeText.escaped(facts.authors[post.author] ?? post.author)
        let byline = attributes.text("byline").map { "<p>\($0)</p>" } ?? ""
        return "<div class=\"wp-block-post-author\">\(byline)<p>\(name)</p></div>"
    }

    private func terms(_ attributes: BlockAttributes) -> String {
        let taxonomy = attributes.text("term") ?? "post_tag"
        let terms = (post?.terms ?? []).filter { $0.domain == taxonomy }
        guard !terms.isEmpty else { return "" }
        let links = terms.map { term -> String in
            let isTag = taxonomy == "post_tag"
            let defined = (isTag ? facts.tags : taxonomy == "category" ? facts.categories : []).first { $0.slug == term.nicename }
            let name = AttributeText.escaped(defined?.name ?? term.name)
            guard isTag || taxonomy == "category", let path = termPath(isTag, term.nicename) else { return name }
            return markupLink(path, name)
        }
        let separator = attributes.text("separator") ?? ", "
        return "<div class=\"wp-block-post-terms\">\(attributes.text("prefix") ?? "")"
            + links.joined(separator: separator) + "\(attributes.text("suffix") ?? "")</div>"
    }

    // MARK: - Of the site

    private func siteTitle(_ attributes: BlockAttributes) -> String {
        let title = AttributeText.escaped(facts.title)
        return
            "<p class=\"wp-block-site-title\">\(attributes.isFalse("isLink") ? title : markupLink(facts.basePath + "/", title))</p>"
    }

    private func search(_ attributes: BlockAttributes) -> String {
        let label = attributes.text("label").flatMap { $0.isEmpty ? nil : $0 } ?? words.search
        return "<p class=\"wp-block-search\">\(markupLink(facts.basePath + "/search/", label))</p>"
    }

    private func socialLink(_ attributes: BlockAttributes) -> String {
        guard let url = attributes.text("url"), !url.isEmpty else { return "" }
        let service = attributes.text("service") ?? ""
        let label = attributes.text("label").flatMap { $0.isEmpty ? nil : $0 } ?? Self.name(ofService: service)
        let address = service == "mail" && !url.contains(":") ? "mailto:" + url : url
        return "<li class=\"wp-block-social-link\">\(link(address, label.isEmpty ? url : label))</li>"
    }

    private static func name(ofService service: String) -> String {
        let names = [
            "wordpress": "WordPress", "youtube": "YouTube", "linkedin": "LinkedIn", "github": "GitHub", "tiktok": "TikTok",
            "soundcloud": "SoundCloud", "whatsapp": "WhatsApp", "deviantart": "DeviantArt", "codepen": "CodePen",
            "fivehundredpx": "500px", "lastfm": "Last.fm", "vk": "VK", "feed": "RSS Feed", "mail": "Mail", "chain": "Link",
            "goodreads": "Goodreads", "bluesky": "Bluesky", "x": "X", "stackoverflow": "Stack Overflow",
        ]
        return names[service] ?? service.prefix(1).uppercased() + service.dropFirst()
    }

    // MARK: -

    /// A link whose text is plain.
    func link(_ address: String, _ text: String) -> String { markupLink(address, AttributeText.escaped(text)) }

    /// A link whose text is source of HTML.
    func markupLink(_ address: String, _ markup: String) -> String {
        "<a href=\"\(AttributeText.escaped(address))\">\(markup)</a>"
    }

    /// `/2024/02/`, of `2024-02`
    func path(ofMonth month: String) -> String { facts.basePath + "/" + month.split(separator: "-").joined(separator: "/") + "/" }
}
