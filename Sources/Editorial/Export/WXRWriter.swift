import Media

/// Writes a WordPress export (WXR 1.2), element by element, as `export_wp` does (wp-admin/includes/export.php), so that each of the
/// three parsers of WordPress's importer reads it: the one without an XML parser goes line by line, wants `<item>` and `</item>` on
/// lines of their own, an author on one line, and `domain` before `nicename`.
struct WXRWriter {
    let file: OutputFile

    func begin(_ publication: (name: String, tagline: String, language: String, url: String), made: String) throws(MediaError) {
        try file.write(
            """
            <?xml version="1.0" encoding="UTF-8" ?>
            <!-- A magazine as WordPress takes it: Tools → Import → WordPress. -->
            <rss version="2.0"
            \txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
            \txmlns:content="http://purl.org/rss/1.0/modules/content/"
            \txmlns:wfw="http://wellformedweb.org/CommentAPI/"
            \txmlns:dc="http://purl.org/dc/elements/1.1/"
            \txmlns:wp="http://wordpress.org/export/1.2/"
            \txmlns:stet="\(WXRNamespace.ownURI)"
            >
            <channel>

            """)
        try text("title", publication.name)
        try text("link", publication.url)
        try text("description", publication.tagline)
        try text("pubDate", made)
        try text("language", publication.language)
        try text("wp:wxr_version", "1.2")
        try text("wp:base_site_url", publication.url)
        try text("wp:base_blog_url", publication.url)
    }

    func end() throws(MediaError) { try file.write("</channel>\n</rss>\n") }

    /// A row of Stet's own.
    func own(_ key: OwnData.Key, _ value: String) throws(MediaError) {
        try file.write(
            "\t<stet:data><stet:key>\(WXRWriter.section(key.text))</stet:key><stet:value>\(WXRWriter.section(value))</stet:value></stet:data>\n"
        )
    }

    func author(_ author: WXRAuthor) throws(MediaError) {
        try line(
            "wp:author",
            [
                ("author_id", .number(author.id ?? 0)), ("author_login", .section(author.login)),
                ("author_email", .section(author.email)), ("author_display_name", .section(author.displayName)),
                ("author_first_name", .section(author.firstName)), ("author_last_name", .section(author.lastName)),
            ])
    }

    func category(_ category: WXRCategory) throws(MediaError) {
        try line(
            "wp:category",
            [
                ("term_id", .number(category.id ?? 0)), ("category_nicename", .section(category.nicename)),
                ("category_parent", .section(category.parent)), ("cat_name", .section(category.name)),
                ("category_description", .section(category.description)),
            ], category.meta)
    }

    func tag(_ tag: WXRTag) throws(MediaError) {
        try line(
            "wp:tag",
            [
                ("term_id", .number(tag.id ?? 0)), ("tag_slug", .section(tag.slug)), ("tag_name", .section(tag.name)),
                ("tag_description", .section(tag.description)),
            ], tag.meta)
    }

    func term(_ term: WXRTerm) throws(MediaError) {
        try line(
            "wp:term",
            [
                ("term_id", .number(term.id ?? 0)), ("term_taxonomy", .section(term.taxonomy)),
                ("term_slug", .section(term.slug)), ("term_parent", .section(term.parent)), ("term_name", .section(term.name)),
                ("term_description", .section(term.description)),
            ], term.meta)
    }

    func item(_ item: WXRItem, isGuidAddress: Bool = false) throws(MediaError) {
        try file.write("\t<item>\n")
        try file.write("\t\t<title>\(WXRWriter.section(item.title))</title>\n")
        try text("link", item.link, depth: 2)
        try text("pubDate", item.pubDate, depth: 2)
        try section("dc:creator", item.creator)
        try file.write("\t\t<guid isPermaLink=\"\(isGuidAddress)\">\(WXRWriter.escaped(item.guid))</guid>\n")
        try file.write("\t\t<description></description>\n")
        try section("content:encoded", item.content)
        try section("excerpt:encoded", item.excerpt)
        try number("wp:post_id", item.postID ?? 0)
        try section("wp:post_date", item.postDate)
        try section("wp:post_date_gmt", item.postDateGMT)
        try section("wp:post_modified", item.postModified)
        try section("wp:post_modified_gmt", item.postModifiedGMT)
        try section("wp:comment_status", item.commentStatus)
        try section("wp:ping_status", item.pingStatus)
        try section("wp:post_name", item.name)
        try section("wp:status", item.status)
        try number("wp:post_parent", item.parent)
        try number("wp:menu_order", Int64(item.menuOrder))
        try section("wp:post_type", item.type ?? "post")
        try section("wp:post_password", item.password)
        try number("wp:is_sticky", item.isSticky ? 1 : 0)
        if let url = item.attachmentURL { try section("wp:attachment_url", url) }
        for term in item.terms {
            try file.write(
                "\t\t<category domain=\"\(WXRWriter.escaped(term.domain))\" nicename=\"\(WXRWriter.escaped(term.nicename))\">"
                    + "\(WXRWriter.section(term.name))</category>\n")
        }
        for row in item.meta { try meta("wp:postmeta", row) }
        for comment in item.comments { try self.comment(comment) }
        try file.write("\t</item>\n")
    }

    private func comment(_ comment: WXRComment) throws(MediaError) {
        try file.write("\t\t<wp:comment>\n")
        try number("wp:comment_id", comment.id ?? 0)
        try section("wp:comment_author", comment.author)
        try section("wp:comment_author_email", comment.authorEmail)
        try text("wp:comment_author_url", comment.authorURL, depth: 2)
        try section("wp:comment_author_IP", comment.authorIP)
        try section("wp:comment_date", comment.date)
        try section("wp:comment_date_gmt", comment.dateGMT)
        try section("wp:comment_content", comment.content)
        try section("wp:comment_approved", comment.approved)
        try section("wp:comment_type", comment.type)
        try number("wp:comment_parent", comment.parent)
        try number("wp:comment_user_id", comment.userID)
        for row in comment.meta { try meta("wp:commentmeta", row) }
        try file.write("\t\t</wp:comment>\n")
    }

    private func meta(_ name: String, _ row: WXRMeta) throws(MediaError) {
        try file.write(
            "\t\t<\(name)>\n\t\t<wp:meta_key>\(WXRWriter.section(row.key))</wp:meta_key>\n"
                + "\t\t<wp:meta_value>\(WXRWriter.section(row.value))</wp:meta_value>\n\t\t</\(name)>\n")
    }

    // MARK: - Elements

    private enum Value {
        case number(Int64)
        case section(String)

        var text: String {
            switch self {
            case .number(let number): String(number)
            case .section(let text): WXRWriter.section(text)
            }
        }
    }

    private func line(_ name: String, _ fields: [(String, Value)], _ meta: [WXRMeta] = []) throws(MediaError) {
        var line = "\t<\(name)>"
        for (field, value) in fields { line += "<wp:\(field)>\(value.text)</wp:\(field)>" }
        for row in meta {
            line += "<wp:termmeta><wp:meta_key>\(WXRWriter.section(row.key))</wp:meta_key>"
            line += "<wp:meta_value>\(WXRWriter.section(row.value))</wp:meta_value></wp:termmeta>"
        }
        try file.write(line + "</\(name)>\n")
    }

    private func text(_ name: String, _ value: String, depth: Int = 1) throws(MediaError) {
        try file.write("\(depth == 1 ? "\t" : "\t\t")<\(name)>\(WXRWriter.escaped(value))</\(name)>\n")
    }

    private func number(_ name: String, _ value: Int64) throws(MediaError) {
        try file.write("\t\t<\(name)>\(value)</\(name)>\n")
    }

    private func section(_ name: String, _ value: String) throws(MediaError) {
        try file.write("\t\t<\(name)>\(WXRWriter.section(value))</\(name)>\n")
    }

    // MARK: - Text

    /// A CDATA section. One that must hold `]]>` ends between its brackets and goes on in the next, as `wxr_cdata` has it.
    static func section(_ text: String) -> String {
        let text = allowed(text)
        // By bytes: a `>` with an accent upon it is one character, and ends a section all the same.
        var section = Array("<![CDATA[".utf8)
        section.reserveCapacity(text.utf8.count + 24)
        var brackets = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: ">"), brackets >= 2 { section += "]]><![CDATA[".utf8 }
            brackets = byte == UInt8(ascii: "]") ? brackets + 1 : 0
            section.append(byte)
        }
        section += "]]>".utf8
        return String(decoding: section, as: UTF8.self)
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in allowed(text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Without what XML forbids (XML 1.0, 2.2): no reader would take the file, and no browser shows these characters. Line ends
    /// become LF, as every XML parser reads them.
    private static func allowed(_ text: String) -> String {
        let isClean = text.utf8.allSatisfy { byte in
            byte >= 0x20 && byte != 0xEF || byte == 0x0A || byte == 0x09
        }
        if isClean { return text }
        var allowed = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            defer { wasReturn = scalar == "\r" }
            switch scalar.value {
            case 0x0D: allowed.append("\n")
            case 0x0A where wasReturn: continue
            case 0..<0x20 where scalar != "\n" && scalar != "\t", 0xFFFE, 0xFFFF: continue
            default: allowed.append(scalar)
            }
        }
        return String(allowed)
    }
}
