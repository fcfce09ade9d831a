/// A small export as text, in the form WordPress writes: what a test is about is said, the rest is as usual.
///
/// ```
/// WXRText([.post(7, "A headline", body: "Text.") { $0.status = "draft" }]).text
/// ```
/// Values are written into CDATA sections with `]]>` split, as WordPress does; `raw` is for what no exporter would write.
package struct WXRText: Sendable {
    package var title = "The Old Magazine"
    package var link = "https://old.example"
    package var language = "en"
    /// The format's version; nil leaves its element out.
    package var version: String? = "1.2"
    /// Authors, categories, tags, terms, as the functions below write them.
    package var terms: [String]
    package var items: [Item]
    /// Markup at the end of the channel.
    package var raw = ""

    package init(_ items: [Item] = [], terms: [String] = [], link: String = "https://old.example") {
        (self.items, self.terms, self.link) = (items, terms, link)
    }

    package var text: String {
        """
        <?xml version="1.0" encoding="UTF-8" ?>
        <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" \
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" \
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
        <channel>
        <title>\(title)</title>
        <link>\(link)</link>
        <description></description>
        <pubDate>Mon, 01 Jun 2020 12:00:00 +0000</pubDate>
        <language>\(language)</language>
        \(version.map { "<wp:wxr_version>\($0)</wp:wxr_version>" } ?? "")
        <wp:base_site_url>\(link)</wp:base_site_url>
        <wp:base_blog_url>\(link)</wp:base_blog_url>
        \((terms + items.map { $0.text(site: link) }).joined(separator: "\n"))
        \(raw)</channel>
        </rss>

        """
    }

    // MARK: - Terms

    package static func author(_ login: String, _ name: String, id: Int = 1, email: String? = nil) -> String {
        """
        <wp:author><wp:author_id>\(id)</wp:author_id><wp:author_login>\(section(login))</wp:author_login>\
        <wp:author_email>\(section(email ?? login + "@old.example"))</wp:author_email>\
        <wp:author_display_name>\(section(name))</wp:author_display_name></wp:author>
        """
    }

    package static func category(
        _ id: Int, _ slug: String, _ name: String, parent: String = "", description: String = "", meta: [(String, String)] = []
    ) -> String {
        """
        <wp:category><wp:term_id>\(id)</wp:term_id><wp:category_nicename>\(section(slug))</wp:category_nicename>\
        <wp:category_parent>\(section(parent))</wp:category_parent><wp:cat_name>\(section(name))</wp:cat_name>\
        <wp:category_description>\(section(description))</wp:category_description>\(termMeta(meta))</wp:category>
        """
    }

    package static func tag(_ id: Int, _ slug: String, _ name: String) -> String {
        """
        <wp:tag><wp:term_id>\(id)</wp:term_id><wp:tag_slug>\(section(slug))</wp:tag_slug>\
        <wp:tag_name>\(section(name))</wp:tag_name></wp:tag>
        """
    }

    package static func term(
        _ id: Int, taxonomy: String, _ slug: String, _ name: String, parent: String = "", description: String = "",
        meta: [(String, String)] = []
    ) -> String {
        """
        <wp:term><wp:term_id>\(id)</wp:term_id><wp:term_taxonomy>\(section(taxonomy))</wp:term_taxonomy>\
        <wp:term_slug>\(section(slug))</wp:term_slug><wp:term_parent>\(section(parent))</wp:term_parent>\
        <wp:term_name>\(section(name))</wp:term_name><wp:term_description>\(section(description))</wp:term_description>\
        \(termMeta(meta))</wp:term>
        """
    }

    private static func termMeta(_ meta: [(String, String)]) -> String {
        meta.map { key, value in
            "<wp:termmeta><wp:meta_key>\(section(key))</wp:meta_key><wp:meta_value>\(section(value))</wp:meta_value></wp:termmeta>"
        }.joined()
    }

    /// A CDATA section of a text.
    package static func section(_ text: String) -> String {
        "<![CDATA[" + text.split(separator: "]]>", omittingEmptySubsequences: false).joined(separator: "]]]]><![CDATA[>") + "]]>"
    }

    // MARK: - Items

    package struct Item: Sendable {
        /// nil leaves the element out.
        package var id: Int?
        package var title: String
        /// The slug; a post's usual link is made of it.
        package var name: String
        /// nil: the usual one, `/2020/01/NAME/` for a post, `/NAME/` for a page.
        package var link: String?
        package var body = "A body."
        package var excerpt = ""
        package var date = "2020-01-15 10:00:00"
        /// nil: the same as `date`.
        package var dateGMT: String?
        package var pubDate = "Wed, 15 Jan 2020 10:00:00 +0000"
        package var status = "publish"
        package var type: String
        package var password = ""
        package var parent = 0
        package var order = 0
        package var isSticky = false
        package var commentStatus = "open"
        package var pingStatus = "open"
        /// Local time and UTC, as WordPress writes them since 5.7; nil leaves the elements out.
        package var modified: (local: String, utc: String)?
        package var creator = "anna"
        package var attachmentURL: String?
        package var terms: [(domain: String, slug: String, name: String)] = []
        package var meta: [(key: String, value: String)] = []
        package var comments: [Comment] = []
        /// Markup before the end of the item.
        package var raw = ""

        package static func post(
            _ id: Int?, _ title: String = "A headline", body: String = "A body.", _ change: (inout Item) -> Void = { _ in }
        ) -> Item {
            var item = Item(id: id, title: title, name: "item-\(id ?? 0)", type: "post")
            item.body = body
            change(&item)
            return item
        }

        package static func page(
            _ id: Int, _ title: String = "A page", body: String = "A body.", _ change: (inout Item) -> Void = { _ in }
        ) -> Item {
            post(id, title, body: body) { item in
                item.type = "page"
                change(&item)
            }
        }

        /// An attachment whose file is `/wp-content/uploads/2020/01/FILE`.
        package static func attachment(
            _ id: Int, _ file: String, alt: String = "", _ change: (inout Item) -> Void = { _ in }
        ) -> Item {
            post(id, file, body: "") { item in
                item.type = "attachment"
                item.status = "inherit"
                item.link = "https://old.example/file-\(id)/"
                item.attachmentURL = "https://old.example/wp-content/uploads/2020/01/\(file)"
                item.meta = [("_wp_attached_file", "2020/01/\(file)"), ("_wp_attachment_image_alt", alt)]
                change(&item)
            }
        }

        /// An entry of a menu: `kind` is `post_type`, `taxonomy` or `custom`.
        package static func menuEntry(
            _ id: Int, _ label: String, menu: String, kind: String, object: String = "", objectID: Int = 0, url: String = "",
            parent: Int = 0, order: Int = 1
        ) -> Item {
            post(id, label, body: "") { item in
                item.type = "nav_menu_item"
                item.link = "https://old.example/?p=\(id)"
                item.order = order
                item.terms = [("nav_menu", menu, menu)]
                item.meta = [
                    ("_menu_item_type", kind), ("_menu_item_object", object), ("_menu_item_object_id", String(objectID)),
                    ("_menu_item_url", url), ("_menu_item_menu_item_parent", String(parent)),
                ]
            }
        }

        fileprivate func text(site: String) -> String {
            let path = type == "page" ? "/\(name)/" : "/2020/01/\(name)/"
            let values: [(String, String?)] = [
                ("wp:post_id", id.map { String($0) }), ("wp:post_date", section(date)),
                ("wp:post_date_gmt", section(dateGMT ?? date)), ("wp:comment_status", section(commentStatus)),
                ("wp:ping_status", section(pingStatus)), ("wp:post_modified", modified.map { section($0.local) }),
                ("wp:post_modified_gmt", modified.map { section($0.utc) }),
                ("wp:post_name", section(name)), ("wp:status", section(status)), ("wp:post_parent", String(parent)),
                ("wp:menu_order", String(order)), ("wp:post_type", section(type)), ("wp:post_password", section(password)),
                ("wp:is_sticky", isSticky ? "1" : "0"), ("wp:attachment_url", attachmentURL.map(section)),
            ]
            return """
                <item>
                <title>\(section(title))</title>
                <link>\(link ?? site + path)</link>
                <pubDate>\(pubDate)</pubDate>
                <dc:creator>\(section(creator))</dc:creator>
                <guid isPermaLink="false">\(site)/?p=\(id ?? 0)</guid>
                <description></description>
                <content:encoded>\(section(body))</content:encoded>
                <excerpt:encoded>\(section(excerpt))</excerpt:encoded>
                \(values.compactMap { name, value in value.map { "<\(name)>\($0)</\(name)>" } }.joined(separator: "\n"))
                \(terms.map { "<category domain=\"\($0.domain)\" nicename=\"\($0.slug)\">\(section($0.name))</category>\n" }.joined())\
                \(meta.map(Item.text).joined())\(comments.map(\.text).joined())\(raw)</item>
                """
        }

        private static func text(_ meta: (key: String, value: String)) -> String {
            "<wp:postmeta><wp:meta_key>\(section(meta.key))</wp:meta_key><wp:meta_value>\(section(meta.value))</wp:meta_value></wp:postmeta>\n"
        }

        private func section(_ text: String) -> String { WXRText.section(text) }
        private static func section(_ text: String) -> String { WXRText.section(text) }
    }

    package struct Comment: Sendable {
        package var id: Int
        package var body: String
        package var author = "A reader"
        package var url = ""
        package var approved = "1"
        package var type = "comment"
        package var parent = 0
        package var date = "2020-02-01 08:00:00"
        /// The account it was written with.
        package var userID = 0
        package var meta: [(key: String, value: String)] = []

        package init(
            _ id: Int, _ body: String, author: String = "A reader", url: String = "", approved: String = "1",
            type: String = "comment", parent: Int = 0
        ) {
            (self.id, self.body, self.author, self.url) = (id, body, author, url)
            (self.approved, self.type, self.parent) = (approved, type, parent)
        }

        fileprivate var text: String {
            """
            <wp:comment><wp:comment_id>\(id)</wp:comment_id><wp:comment_author>\(section(author))</wp:comment_author>\
            <wp:comment_author_email>\(section("reader@private.example"))</wp:comment_author_email>\
            <wp:comment_author_url>\(section(url))</wp:comment_author_url><wp:comment_author_IP>\(section("192.0.2.77"))</wp:comment_author_IP>\
            <wp:comment_date>\(section(date))</wp:comment_date>\
            <wp:comment_date_gmt>\(section(date))</wp:comment_date_gmt>\
            <wp:comment_content>\(section(body))</wp:comment_content><wp:comment_approved>\(section(approved))</wp:comment_approved>\
            <wp:comment_type>\(section(type))</wp:comment_type><wp:comment_parent>\(parent)</wp:comment_parent>\
            <wp:comment_user_id>\(userID)</wp:comment_user_id>\(meta.map { "<wp:commentmeta><wp:meta_key>\(section($0.key))</wp:meta_key><wp:meta_value>\(section($0.value))</wp:meta_value></wp:commentmeta>" }.joined())</wp:comment>

            """
        }

        private func section(_ text: String) -> String { WXRText.section(text) }
    }
}
