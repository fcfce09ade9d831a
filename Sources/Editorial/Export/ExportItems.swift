import Content
import Storage

/// Makes the items of an export of what is stored: what WordPress has a place for in its place, the rest as fields of our own.
struct ExportItems {
    let publication: Publication
    let numbers: ExportNumbers
    let terms: ExportTerms
    /// What translations of one another are called together, by what they share here: the smallest of their numbers. What they share is
    /// made of the old site's word for it, and would be another after each way there and back.
    let translationGroups: [String: Int64]

    /// What WordPress writes for a time that there is none of.
    private static let noTime = "0000-00-00 00:00:00"
    private static let noDate = "Wed, 30 Nov -0001 00:00:00 +0000"

    // MARK: - Articles and pages

    /// - Parameter leadingHere: addresses that lead to it.
    func item(_ stored: StoredArticle, comments: [Comment], leadingHere: [String]) -> WXRItem {
        let article = stored.article
        var item = WXRItem(line: 0, endLine: 0)
        item.postID = numbers.article(stored.id)
        item.title = article.headline.markup
        item.type = article.originalType.isEmpty ? (article.kind == .page ? "page" : "post") : article.originalType
        item.status = ExportItems.status(article.status)
        item.password = article.password
        item.name = article.slug
        item.link = link(of: article, number: numbers.article(stored.id))
        item.guid = article.guid
        setTimes(of: article, in: &item)
        item.content = article.source
        item.excerpt = ExportItems.withoutShortcodes(HTML(escaping: article.standfirst).markup)
        item.parent = article.parentID.map(numbers.article) ?? 0
        item.menuOrder = Int(clamping: article.position)
        item.isSticky = article.isPinned
        item.commentStatus = article.commentsOpen ? "open" : "closed"
        item.pingStatus = article.pingsOpen ? "open" : "closed"
        setTerms(of: article, in: &item)
        setMeta(of: article, leadingHere: leadingHere, in: &item)
        item.comments = self.comments(comments)
        return item
    }

    /// The same with a body that WordPress shows as it stands, and with what it was written as beside it: for what is no source of
    /// WordPress's, and for what would come out otherwise when it is read again.
    func withReadyBody(_ item: WXRItem, _ article: Article) -> WXRItem {
        var item = item
        item.content = OwnFields.beforeReady + ExportItems.withoutShortcodes(article.body.markup) + OwnFields.afterReady
        item.meta.append(WXRMeta(key: OwnField.sourceFormat.rawValue, value: article.sourceFormat.rawValue))
        item.meta.append(WXRMeta(key: OwnField.source.rawValue, value: article.source))
        return item
    }

    /// The same with the article's teaser, where reading it gives another.
    func withTeaser(_ item: WXRItem, _ article: Article, read: Article?) -> WXRItem {
        guard read?.teaser != article.teaser else { return item }
        var item = item
        item.meta.append(WXRMeta(key: OwnField.teaser.rawValue, value: article.teaser))
        return item
    }

    /// A bracket in a text is no shortcode.
    private static func withoutShortcodes(_ markup: String) -> String {
        guard markup.utf8.contains(UInt8(ascii: "[")) else { return markup }
        var text: [UInt8] = []
        for byte in markup.utf8 {
            if byte == UInt8(ascii: "[") { text += "&#91;".utf8 } else { text.append(byte) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func status(_ status: Article.Status) -> String {
        switch status {
        case .draft: "draft"
        case .review: "pending"
        case .scheduled: "future"
        case .published, .protected: "publish"
        case .private: "private"
        case .trash: "trash"
        }
    }

    private func link(of article: Article, number: Int64) -> String {
        if article.status == .published, let path = article.permalink?.text { return publication.url(path) }
        return "\(publication.baseURL)/?\(article.kind == .page ? "page_id" : "p")=\(number)"
    }

    private func setTimes(of article: Article, in item: inout WXRItem) {
        item.postDate = ExportItems.text(article.dated.civil)
        item.postDateGMT = article.publishedAt.map(ExportItems.text) ?? ExportItems.noTime
        item.pubDate = article.publishedAt?.rfc822() ?? ExportItems.noDate
        let offset = article.publishedAt.map { article.dated.milliseconds - $0.milliseconds } ?? 0
        item.postModified =
            article.modifiedAt.map { ExportItems.text(CivilTime(milliseconds: $0.milliseconds &+ offset)) } ?? ExportItems.noTime
        item.postModifiedGMT = article.modifiedAt.map(ExportItems.text) ?? ExportItems.noTime
    }

    private static func text(_ time: Timestamp) -> String { text(CivilTime(milliseconds: time.milliseconds)) }

    private static func text(_ time: CivilTime?) -> String {
        guard let time else { return noTime }
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return "\(digits(time.year, 4))-\(digits(time.month, 2))-\(digits(time.day, 2)) "
            + "\(digits(time.hour, 2)):\(digits(time.minute, 2)):\(digits(time.second, 2))"
    }

    private func setTerms(of article: Article, in item: inout WXRItem) {
        for id in article.sectionIDs {
            guard let section = terms.sections[id] else { continue }
            item.terms.append(WXRItemTerm(domain: "category", nicename: section.nicename, name: section.name))
        }
        for id in article.tagIDs {
            if let tag = terms.tags[id] {
                item.terms.append(WXRItemTerm(domain: "post_tag", nicename: tag.slug, name: tag.name))
            } else if let term = terms.others[id] {
                item.terms.append(WXRItemTerm(domain: term.taxonomy, nicename: term.slug, name: term.name))
            }
        }
        item.creator = article.authorIDs.first.flatMap { terms.authors[$0]?.login } ?? ""
        // As the plugin Co-Authors Plus has it; WordPress itself knows one author.
        guard article.authorIDs.count > 1 else { return }
        for id in article.authorIDs {
            guard let author = terms.authors[id], let slug = terms.profiles[id]?.slug else { continue }
            item.terms.append(WXRItemTerm(domain: "author", nicename: "cap-" + slug, name: author.login))
        }
    }

    private func setMeta(of article: Article, leadingHere: [String], in item: inout WXRItem) {
        func add(_ key: String, _ value: String) { item.meta.append(WXRMeta(key: key, value: value)) }
        func add(_ field: OwnField, _ value: String?) {
            if let value, !value.isEmpty { add(field.rawValue, value) }
        }
        if let picture = article.pictureID { add("_thumbnail_id", String(numbers.picture(picture))) }
        if article.sectionIDs.count > 1, let main = article.sectionIDs.first {
            // WordPress orders categories by their names; this plugin keeps which is the main one.
            add("_yoast_wpseo_primary_category", String(numbers.section(main)))
        }
        for slug in ExportItems.oldSlugs(leadingHere, of: article) { add("_wp_old_slug", slug) }
        if !article.translationKey.isEmpty || !article.language.isEmpty {
            add("_wpml_import_language_code", article.language.isEmpty ? publication.language : article.language)
        }
        if let group = translationGroups[article.translationKey] { add("_wpml_import_translation_group", String(group)) }
        add(.language, article.language)
        add(.pictureCaption, article.pictureCaption.markup)
        let isPlain = article.kind == (item.type == "page" ? .page : .article)
        if !isPlain { add(.kind, article.kind.rawValue) }
        if article.authorIDs.isEmpty { add(OwnField.byline.rawValue, "") }
        if article.authorIDs.count > 1 {
            for id in article.authorIDs { add(.byline, terms.authors[id]?.login) }
        }
        for enclosure in article.enclosures {
            let address = enclosure.address.hasPrefix("/") ? publication.url(enclosure.address) : enclosure.address
            add("enclosure", "\(address)\n\(enclosure.length)\n\(enclosure.mediaType)")
        }
        if let series = article.series {
            add(.series, series.name)
            add(.seriesPart, String(series.part))
        }
        for correction in article.corrections {
            add(.correction, ExportItems.text(correction.dated.civil) + " " + correction.text.markup)
        }
        let isOut = [.published, .scheduled, .protected].contains(article.status)
        if isOut == (article.publishedAt == nil) { add(.publishedAt, article.publishedAt.map(ExportItems.text) ?? "none") }
        if article.status == .published, article.isListed != (item.type == "post") { add(.listed, article.isListed ? "1" : "0") }
        if article.guid.isEmpty, article.status == .published, article.permalink != nil {
            // What feeds call it all the same.
            item.guid = item.link
            add(.guid, "address")
        }
        if let talk = article.talk {
            add(.talkURL, talk.mediaURL)
            add(.talkDuration, talk.duration)
            add(.talkSpeakers, talk.speakers)
        }
        if let event = article.event {
            add(.eventStarts, ExportItems.text(event.starts.civil))
            add(.eventEnds, event.ends.map { ExportItems.text($0.civil) })
            add(.eventPlace, event.place)
            add(.eventAddress, event.address)
        }
    }

    /// The slugs by which WordPress itself leads on to an article: those of addresses that differ from its own in nothing else.
    private static func oldSlugs(_ addresses: [String], of article: Article) -> [String] {
        guard let path = article.permalink?.text, !article.slug.isEmpty else { return [] }
        let own = Permalink.key(of: path).split(separator: "/", omittingEmptySubsequences: false)
        let slug = Permalink.key(of: article.slug)
        guard let place = own.lastIndex(where: { $0 == slug }) else { return [] }
        return addresses.compactMap { address in
            let parts = address.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == own.count, !address.contains("?"),
                parts.indices.allSatisfy({ $0 == place ? !parts[$0].isEmpty && parts[$0] != own[$0] : parts[$0] == own[$0] })
            else { return nil }
            return String(parts[place])
        }
    }

    // MARK: - Comments

    private func comments(_ stored: [Comment]) -> [WXRComment] {
        var last = max(0, stored.map(\.number).max() ?? 0)
        return stored.map { stored in
            var comment = WXRComment(line: 0)
            // One that never had a number of its own gets one.
            if stored.number <= 0 { last += 1 }
            comment.id = stored.number > 0 ? stored.number : last
            comment.parent = max(0, stored.parentNumber)
            comment.author = HTML(escaping: stored.authorName).markup
            (comment.authorEmail, comment.authorURL) = (stored.authorEmail, stored.authorURL)
            comment.authorIP = stored.authorAddress
            comment.date = ExportItems.text(stored.dated.civil)
            comment.dateGMT = stored.writtenAt.map(ExportItems.text) ?? ExportItems.noTime
            comment.content = stored.source
            comment.userID = stored.authorID.map(numbers.author) ?? 0
            comment.meta = stored.meta.map { WXRMeta(key: $0.key, value: $0.value) }
            comment.type = stored.status == .note ? "note" : stored.kind.rawValue
            comment.approved =
                switch stored.status {
                case .approved: "1"
                // A note is nobody's but the editors', also where WordPress does not know notes yet.
                case .pending, .note: "0"
                case .trash: "trash"
                }
            return comment
        }
    }

    // MARK: - Pictures

    /// - Parameter isParentPublic: whether everybody may read what it was uploaded to.
    func item(_ stored: StoredPicture, isParentPublic: Bool) -> WXRItem {
        let picture = stored.picture
        var item = WXRItem(line: 0, endLine: 0)
        var own: [WXRMeta] = []
        /// A text as WordPress has it; where that would be read as another, itself beside it.
        func plain(_ text: String, _ field: OwnField) -> String {
            let markup = HTML(escaping: text).markup
            if PlainTitle.text(of: markup) != text { own.append(WXRMeta(key: field.rawValue, value: text)) }
            return markup
        }
        item.postID = numbers.picture(stored.id)
        item.type = "attachment"
        item.title = plain(picture.title, .title)
        item.name = picture.slug
        item.status = picture.permalink != nil && !isParentPublic ? "publish" : "inherit"
        item.link = picture.permalink.map { publication.url($0.text) } ?? ""
        item.attachmentURL = publication.url(ExportItems.address(ofFile: picture.file))
        item.guid = item.attachmentURL ?? ""
        item.excerpt = picture.caption.markup
        item.content = picture.summary.markup
        item.parent = picture.articleID.map(numbers.article) ?? 0
        item.menuOrder = Int(clamping: picture.position)
        (item.commentStatus, item.pingStatus) = ("closed", "closed")
        let made = stored.modifiedAt
        item.postDate = monthOfFolder(picture.file) ?? made.map(ExportItems.text) ?? ExportItems.noTime
        (item.postDateGMT, item.pubDate) = (ExportItems.noTime, made?.rfc822() ?? ExportItems.noDate)
        (item.postModified, item.postModifiedGMT) = (item.postDate, ExportItems.noTime)
        func add(_ key: String, _ value: String) { item.meta.append(WXRMeta(key: key, value: value)) }
        let uploads = publication.basePath + OldSite.uploads + "/"
        if picture.file.hasPrefix(uploads) { add("_wp_attached_file", String(picture.file.dropFirst(uploads.count))) }
        if !picture.alt.isEmpty { add("_wp_attachment_image_alt", HTML(escaping: picture.alt).markup) }
        own.append(WXRMeta(key: OwnField.alt.rawValue, value: picture.alt))
        let credit = picture.credit.isEmpty ? "" : plain(picture.credit, .credit)
        if credit == "0" { own.append(WXRMeta(key: OwnField.credit.rawValue, value: credit)) }
        if let metadata = ExportItems.metadata(stored, credit: credit) { add("_wp_attachment_metadata", metadata) }
        if picture.isDecorative { add(OwnField.decorative.rawValue, "1") }
        if let point = stored.focalPoint { add(OwnField.focalPoint.rawValue, "\(point.x),\(point.y)") }
        item.meta += own
        return item
    }

    /// The importer of WordPress puts a file into the folder of its month.
    private func monthOfFolder(_ file: String) -> String? {
        let parts = file.dropFirst(publication.basePath.count + OldSite.uploads.utf8.count).split(separator: "/")
        guard parts.count >= 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, let year = Int(parts[0]),
            let month = Int(parts[1]), let time = CivilTime(year: year, month: month, day: 1)
        else { return nil }
        return ExportItems.text(time)
    }

    /// A path of a file as an address: what is not of a path is encoded, and what looks encoded, too.
    static func address(ofFile path: String) -> String {
        var text: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "%"): text += "%25".utf8
            case UInt8(ascii: "?"): text += "%3F".utf8
            case UInt8(ascii: "#"): text += "%23".utf8
            default: text.append(byte)
            }
        }
        return PercentEncoding.encoded(String(decoding: text, as: UTF8.self))
    }

    /// As WordPress serialises it: sizes, smaller copies, credit.
    private static func metadata(_ stored: StoredPicture, credit: String) -> String? {
        let picture = stored.picture
        guard picture.width != nil || !stored.variants.isEmpty || !credit.isEmpty else { return nil }
        func string(_ text: String) -> String { "s:\(text.utf8.count):\"\(text)\";" }
        func array(_ entries: [(key: String, value: String)]) -> String {
            "a:\(entries.count):{" + entries.map { string($0.key) + $0.value }.joined() + "}"
        }
        var entries: [(key: String, value: String)] = []
        if let width = picture.width { entries.append(("width", "i:\(width);")) }
        if let height = picture.height { entries.append(("height", "i:\(height);")) }
        entries.append(("file", string(picture.file)))
        let sizes = stored.variants.enumerated().compactMap { index, variant -> (key: String, value: String)? in
            guard let name = variant.path.split(separator: "/").last.map(String.init) else { return nil }
            let size = array([("file", string(name)), ("width", "i:\(variant.width);"), ("height", "i:\(variant.height);")])
            return ("size-\(index + 1)", size)
        }
        entries.append(("sizes", array(sizes)))
        entries.append(("image_meta", array([("credit", string(credit))])))
        return array(entries)
    }

    // MARK: - Menus

    func item(_ id: Int64, _ entry: Menu.Entry, of menu: Menu, isPage: (Int64) -> Bool) -> WXRItem {
        var item = WXRItem(line: 0, endLine: 0)
        item.postID = numbers.entry(id)
        item.type = "nav_menu_item"
        item.title = HTML(escaping: entry.label).markup
        item.status = "publish"
        item.name = String(numbers.entry(id))
        item.menuOrder = Int(clamping: entry.position)
        (item.commentStatus, item.pingStatus) = ("closed", "closed")
        (item.postDate, item.postDateGMT, item.pubDate) = (ExportItems.noTime, ExportItems.noTime, ExportItems.noDate)
        (item.postModified, item.postModifiedGMT) = (ExportItems.noTime, ExportItems.noTime)
        item.terms = [WXRItemTerm(domain: "nav_menu", nicename: menu.slug, name: menu.name)]
        let (kind, object, number, url): (String, String, Int64, String) =
            switch entry.target {
            case .address(let address):
                ("custom", "custom", numbers.entry(id), address.hasPrefix("/") ? publication.url(address) : address)
            case .article(let id): ("post_type", isPage(id) ? "page" : "post", numbers.article(id), "")
            case .section(let id): ("taxonomy", "category", numbers.section(id), "")
            case .tag(let id): ("taxonomy", terms.others[id]?.taxonomy ?? "post_tag", numbers.tag(id), "")
            }
        item.meta = [
            ("_menu_item_type", kind), ("_menu_item_menu_item_parent", String(entry.parentID.map(numbers.entry) ?? 0)),
            ("_menu_item_object_id", String(number)), ("_menu_item_object", object), ("_menu_item_target", ""),
            ("_menu_item_classes", "a:1:{i:0;s:0:\"\";}"), ("_menu_item_xfn", ""), ("_menu_item_url", url),
        ].map { WXRMeta(key: $0.0, value: $0.1) }
        return item
    }
}
