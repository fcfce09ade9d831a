import Foundation
import FoundationXML
import Synchronization

@testable import Editorial

/// What an XML parser (libxml2) finds in an export: the independent opinion on files that are XML.
///
/// It makes a tree of everything and then picks the records from it by namespace and name.
struct XMLJudge {
    final class Node {
        var namespace = ""
        var local = ""
        var qualified = ""
        var attributes: [String: String] = [:]
        var children: [Node] = []
        var text: [(text: String, isSection: Bool)] = []
    }

    let records: [WXRRecord]

    /// nil for a file that is not well-formed.
    init?(_ bytes: [UInt8]) {
        guard let root = Self.tree(bytes) else { return nil }
        guard let channel = root.children.first(where: { $0.local == "channel" }) else {
            records = []
            return
        }
        var site = WXRSite()
        site.title = channel["title"]
        site.link = channel["link"]
        site.description = channel["description"]
        site.pubDate = channel["pubDate"]
        site.language = channel["language"]
        site.generator = channel["generator"]
        site.wxrVersion = channel.wp("wxr_version").isEmpty ? nil : channel.wp("wxr_version")
        site.baseSiteURL = channel.wp("base_site_url")
        site.baseBlogURL = channel.wp("base_blog_url")
        records = [.site(site)] + channel.children.compactMap(Self.record)
    }

    private static func record(_ node: Node) -> WXRRecord? {
        if node.namespace.isEmpty, node.local == "item" { return .item(item(node)) }
        guard node.isWordPress else { return nil }
        switch node.local {
        case "author":
            var author = WXRAuthor(line: 0, endLine: 0)
            author.id = Int64(node.wp("author_id"))
            author.login = node.wp("author_login")
            author.email = node.wp("author_email")
            author.displayName = node.wp("author_display_name")
            author.firstName = node.wp("author_first_name")
            author.lastName = node.wp("author_last_name")
            return .author(author)
        case "category":
            var category = WXRCategory(line: 0, endLine: 0)
            category.id = Int64(node.wp("term_id"))
            category.nicename = node.wp("category_nicename")
            category.parent = node.wp("category_parent")
            category.name = node.wp("cat_name")
            category.description = node.wp("category_description")
            category.meta = node.meta("termmeta")
            return .category(category)
        case "tag":
            var tag = WXRTag(line: 0, endLine: 0)
            tag.id = Int64(node.wp("term_id"))
            tag.slug = node.wp("tag_slug")
            tag.name = node.wp("tag_name")
            tag.description = node.wp("tag_description")
            tag.meta = node.meta("termmeta")
            return .tag(tag)
        case "term":
            var term = WXRTerm(line: 0, endLine: 0)
            term.id = Int64(node.wp("term_id"))
            term.taxonomy = node.wp("term_taxonomy")
            term.slug = node.wp("term_slug")
            term.parent = node.wp("term_parent")
            term.name = node.wp("term_name")
            term.description = node.wp("term_description")
            term.meta = node.meta("termmeta")
            return .term(term)
        default: return nil
        }
    }

    private static func item(_ node: Node) -> WXRItem {
        var item = WXRItem(line: 0, endLine: 0)
        item.title = node["title"]
        item.link = node["link"]
        item.pubDate = node["pubDate"]
        item.creator = node.first("creator") { $0.contains("purl.org/dc/") }?.trimmed ?? ""
        item.guid = node["guid"]
        item.content = node.first("encoded") { $0.contains("modules/content") }?.body ?? ""
        item.excerpt = node.first("encoded") { $0.hasSuffix("/excerpt/") }?.body ?? ""
        item.postID = Int64(node.wp("post_id"))
        item.postDate = node.wp("post_date")
        item.postDateGMT = node.wp("post_date_gmt")
        item.postModified = node.wp("post_modified")
        item.postModifiedGMT = node.wp("post_modified_gmt")
        item.commentStatus = node.wp("comment_status")
        item.pingStatus = node.wp("ping_status")
        item.name = node.wp("post_name")
        item.status = node.wp("status")
        item.parent = Int64(node.wp("post_parent")) ?? 0
        item.menuOrder = Int(node.wp("menu_order")) ?? 0
        item.type = node.wp("post_type").isEmpty ? nil : node.wp("post_type")
        item.password = node.wp("post_password")
        item.isSticky = node.wp("is_sticky") == "1"
        item.attachmentURL = node.wp("attachment_url").isEmpty ? nil : node.wp("attachment_url")
        item.terms = node.children.filter { $0.namespace.isEmpty && $0.local == "category" }.compactMap { term in
            term.attributes["nicename"].map {
                WXRItemTerm(domain: term.attributes["domain"] ?? "", nicename: $0, name: term.trimmed)
            }
        }
        item.meta = node.meta("postmeta")
        item.comments = node.children.filter { $0.isWordPress && $0.local == "comment" }.map { node in
            var comment = WXRComment(line: 0)
            comment.id = Int64(node.wp("comment_id"))
            comment.author = node.wp("comment_author")
            comment.authorEmail = node.wp("comment_author_email")
            comment.authorURL = node.wp("comment_author_url")
            comment.authorIP = node.wp("comment_author_IP")
            comment.date = node.wp("comment_date")
            comment.dateGMT = node.wp("comment_date_gmt")
            comment.content = node.first("comment_content")?.body ?? ""
            comment.approved = node.wp("comment_approved")
            comment.type = node.wp("comment_type")
            comment.parent = Int64(node.wp("comment_parent")) ?? 0
            comment.userID = Int64(node.wp("comment_user_id")) ?? 0
            comment.meta = node.meta("commentmeta")
            return comment
        }
        for child in node.children where !known.contains(child.isWordPress ? "wp:" + child.local : child.qualified) {
            if !item.unknownElements.contains(child.qualified) { item.unknownElements.append(child.qualified) }
        }
        return item
    }

    private static let known = Set(
        """
        title link pubDate dc:creator guid description content:encoded excerpt:encoded category wp:post_id \
        wp:post_date wp:post_date_gmt wp:post_modified wp:post_modified_gmt wp:comment_status wp:ping_status \
        wp:post_name wp:status wp:post_parent wp:menu_order wp:post_type wp:post_password wp:is_sticky \
        wp:attachment_url wp:postmeta wp:comment
        """.split(separator: " ").map(String.init))

    // libxml2 behind XMLParser was not always re-entrant: one at a time.
    private static let turn = Mutex(())

    private static func tree(_ bytes: [UInt8]) -> Node? {
        turn.withLock { _ in
            let gatherer = Gatherer()
            let parser = XMLParser(data: Data(bytes))
            parser.shouldProcessNamespaces = true
            parser.delegate = gatherer
            // It says true for a file that ends too soon.
            return parser.parse() && gatherer.stack.isEmpty ? gatherer.root : nil
        }
    }

    private final class Gatherer: NSObject, XMLParserDelegate {
        var root: Node?
        var stack: [Node] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            let node = Node()
            node.namespace = namespaceURI ?? ""
            node.local = name.split(separator: ":").last.map(String.init) ?? name
            node.qualified = qualifiedName ?? name
            node.attributes = attributes
            stack.last?.children.append(node)
            if root == nil { root = node }
            stack.append(node)
        }

        func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
            stack.removeLast()
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) {
            stack.last?.text.append((string, false))
        }

        func parser(_ parser: XMLParser, foundCDATA block: Data) {
            // libxml2's push parser leaves line ends in CDATA sections as they are; XML 1.0 section 2.11 does not.
            let text = String(decoding: block, as: UTF8.self)
                .replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
            stack.last?.text.append((text, true))
        }
    }
}

extension XMLJudge.Node {
    var isWordPress: Bool {
        namespace.contains("://wordpress.org/export/1.") && !namespace.hasSuffix("excerpt/")
    }

    var trimmed: String {
        text.map(\.text).joined().trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\n"))
    }

    /// The rule of `WXRItem.content`: white space between the tags and CDATA sections does not count.
    var body: String {
        var parts = text[...]
        func isBlank(_ part: (text: String, isSection: Bool)) -> Bool {
            !part.isSection && part.text.utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        }
        if parts.contains(where: \.isSection) {
            while let first = parts.first, isBlank(first) { parts.removeFirst() }
            while let last = parts.last, isBlank(last) { parts.removeLast() }
        }
        return parts.map(\.text).joined()
    }

    func first(_ local: String, where matches: (String) -> Bool) -> XMLJudge.Node? {
        let all = children.filter { $0.local == local && matches($0.namespace) }
        return all.first { !$0.body.isEmpty } ?? all.first
    }

    func first(_ local: String) -> XMLJudge.Node? {
        first(local) { $0.contains("://wordpress.org/export/1.") && !$0.hasSuffix("excerpt/") }
    }

    func wp(_ local: String) -> String { first(local)?.trimmed ?? "" }

    subscript(local: String) -> String { first(local) { $0.isEmpty }?.trimmed ?? "" }

    func meta(_ name: String) -> [WXRMeta] {
        children.filter { $0.isWordPress && $0.local == name }.map {
            WXRMeta(key: $0.wp("meta_key"), value: $0.first("meta_value")?.body ?? "")
        }
    }
}
