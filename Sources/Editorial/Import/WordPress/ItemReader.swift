import Content

/// Reads items: bodies, titles, teasers, times, comments.
struct ItemReader: Sendable {
    let oldSite: OldSite
    let basePath: String
    /// How the old site made addresses: for what has none.
    let permalinks: PermalinkStructure?
    let languages: ItemLanguage
    /// The old site's row, by which its names are told from another's.
    let source: Int64
    let teaserWords: Int
    let choices: WordPressChoices
    let now: Timestamp
    /// Seconds from UTC where an item does not say.
    let offset: Int
    /// Whether the e-mail and network addresses of commenters are kept.
    let keepsCommenterData: Bool
    /// When the export was made: the date of what has none.
    let exported: Timestamp?
    let pictureByID: @Sendable (Int64) -> GalleryShortcode.Picture?
    let picturesOfItem: @Sendable (Int64) -> [GalleryShortcode.Picture]
    let fileByID: @Sendable (Int64) -> MediaShortcodes.File?
    let filesOfItem: @Sendable (Int64) -> [MediaShortcodes.File]
    let facts: SiteFacts
    let termPath: @Sendable (_ isTag: Bool, _ slug: String) -> String?
    /// Whether Stet wrote the export.
    let isOwn: Bool

    /// WordPress's own furniture, which is no content: templates, styles, revisions.
    private static let furniture: Set<String> = [
        "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face", "custom_css",
        "customize_changeset", "oembed_cache", "user_request", "revision",
    ]

    /// Whether items of a type have no page of their own on the old site.
    static func isWithoutPage(_ type: String) -> Bool {
        furniture.contains(type) || ["wp_block", "nav_menu_item", "guest-author"].contains(type)
    }

    func read(_ item: WXRItem, file: Int) -> ReadItem {
        var read = ReadItem(
            item: item, file: file, identity: ItemIdentity.of(item),
            digest: ItemIdentity.digest(of: item) + choices.mark(of: item),
            kind: Ledger.Kind(item))
        if let type = item.type, ItemReader.furniture.contains(type) {
            read.leftOut = "“\(type)” is a part of WordPress's own furniture, not content"
            read.isFurniture = true
        } else if item.type == "wp_block" {
            read.absorbed = "a reusable block: its content stands in each article that shows it"
            read.isFurniture = true
        } else if item.status == "auto-draft" {
            read.leftOut = "an automatic draft that nobody saved"
        }
        for note in item.notes where !read.changes.contains(note.change) { read.changes.append(note.change) }
        readComments(of: item, into: &read)
        if let type = item.type, choices.types[type] == WordPressChoices.ItemType.none {
            read.leftOut = "--map-type says that “\(type)” is left out"
        }
        guard read.leftOut == nil, read.absorbed == nil else { return read }
        do throws(HTMLError) {
            try readArticle(item, into: &read)
        } catch {
            read.failure = "its body cannot be read: \(error.description)"
        }
        return read
    }

    private func readArticle(_ item: WXRItem, into read: inout ReadItem) throws(HTMLError) {
        var article = Article()
        readType(of: item, into: &article, &read.changes)
        article.status = status(of: item, &read.changes)
        article.headline = try inline(item.title)
        article.guid = item.guid
        article.password = item.password
        article.isPinned = item.isSticky
        article.enclosures = enclosures(of: item)
        article.commentsOpen = item.commentStatus == "open"
        article.pingsOpen = item.pingStatus == "open"
        article.position = Int64(item.menuOrder)
        article.language = languages.language(of: item)
        if let group = languages.group(of: item) { article.translationKey = ItemIdentity.translationKey(group, of: source) }
        readTimes(of: item, into: &article, &read.changes)
        try readBody(of: item, into: &article, &read.changes, &read.findings)
        // An export of Stet's own has the slug that it has, and none where it has none.
        let name = item.name.isEmpty && !isOwn ? WordPressSlug.sanitized(item.title) : item.name
        article.slug = ItemReader.slug(article.status == .trash ? ItemReader.withoutTrashMark(name) : name)
        OwnFields(item.meta).apply(to: &article, of: item, teaserWords: teaserWords)
        if article.status == .published { article.permalink = permalink(of: item, article, &read.changes) }
        read.article = article
    }

    // MARK: - Type, status, times, address

    /// What a type of a plugin becomes: what a person says, or else an article at its address that only the listings of its own
    /// terms show.
    private func readType(of item: WXRItem, into article: inout Article, _ changes: inout [String]) {
        let type = item.type ?? "post"
        switch type {
        case "post": (article.kind, article.isListed) = (.article, true)
        case "page": article.kind = .page
        default:
            article.originalType = type
            switch choices.types[type] {
            case .article?: article.isListed = true
            case .page?: article.kind = .page
            default:
                changes.append(
                    "its type “\(type)” is not one of Stet's: it became an article that only listings of its own terms show "
                        + "(--map-type \(type)=article has it in all)")
            }
        }
    }

    /// WordPress marks the slug of what is in the trash, so that another may have it.
    private static func withoutTrashMark(_ name: String) -> String {
        let mark = "__trashed"
        guard let place = name.ranges(of: mark).last else { return name }
        // `x__trashed-2`, where two of one name are in it.
        return name[place.upperBound...].allSatisfy { $0 == "-" || $0.isNumber } ? String(name[..<place.lowerBound]) : name
    }

    /// A slug; one that is longer than slugs are is cut, as WordPress cuts it, between two characters.
    private static func slug(_ name: String) -> String {
        if let slug = Slug(name) { return slug.text }
        guard name.utf8.count > 200 else { return "" }
        var text = ""
        for character in name {
            guard text.utf8.count + character.utf8.count <= 200 else { break }
            text.append(character)
        }
        // Of a letter that is written as several octets none is left over.
        for _ in 0..<4 where text.contains("%") && PercentEncoding.decoded(text) == text {
            guard let percent = text.lastIndex(of: "%") else { break }
            text = String(text[..<percent])
        }
        while text.hasSuffix("-") { text.removeLast() }
        return Slug(text)?.text ?? ""
    }

    private func status(of item: WXRItem, _ changes: inout [String]) -> Article.Status {
        switch item.status {
        case "publish":
            if item.password.isEmpty { return .published }
            changes.append("it is behind a password: kept for the editors, shown to nobody")
            return .protected
        case "draft": return .draft
        case "pending": return .review
        case "future": return .scheduled
        case "private": return .private
        case "trash": return .trash
        case "", "inherit": return .draft
        default:
            if let chosen = choices.statuses[item.status].flatMap(Article.Status.init(rawValue:)) {
                guard chosen == .published, !item.password.isEmpty else { return chosen }
                return .protected
            }
            changes.append("its status “\(item.status)” became draft (--map-status \(item.status)=review has it wait for review)")
            return .draft
        }
    }

    private func readTimes(of item: WXRItem, into article: inout Article, _ changes: inout [String]) {
        let local = WXRTime.wallClock(item.postDate).flatMap(WallClock.init(milliseconds:))
        let utc =
            (WXRTime.wallClock(item.postDateGMT) ?? WXRTime.rfc822(item.pubDate)).flatMap(Timestamp.init(milliseconds:))
        article.modifiedAt =
            WXRTime.wallClock(item.postModifiedGMT).flatMap(Timestamp.init(milliseconds:))
            ?? WXRTime.wallClock(item.postModified).flatMap(WallClock.init(milliseconds:))?.timestamp(offset: offset)
        if !item.postDate.isEmpty, local == nil, !item.postDate.hasPrefix("0000") {
            changes.append("its date cannot be read: it has another one of its own, or that of the export")
        }
        let instant = utc ?? local?.timestamp(offset: offset)
        if let dated = local ?? utc?.wallClock(offset: offset) {
            article.dated = dated
            article.publishedAt = instant
        } else {
            article.dated = exported?.wallClock(offset: offset) ?? WallClock(stored: 0)
            if article.status == .published {
                article.publishedAt = exported
                changes.append("it has no date that can be read: it got that of the export")
            }
        }
        if article.status == .published, let due = article.publishedAt, due.milliseconds > now.milliseconds {
            // Readers of the old site may have seen it; a date to come says that nobody should here.
            article.status = .scheduled
            changes.append("its date is still to come: it is kept as scheduled, and shown to nobody")
        }
        if article.status == .scheduled, let due = article.publishedAt, due.milliseconds <= now.milliseconds {
            // The old site has published it meanwhile, or missed it: a person must look, nothing publishes it by itself.
            article.status = .review
            changes.append("it was to be published at a time that is past: it waits for review")
        }
        if article.status != .published, article.status != .scheduled, article.status != .protected { article.publishedAt = nil }
    }

    private func permalink(of item: WXRItem, _ article: Article, _ changes: inout [String]) -> Permalink? {
        if let permalink = Permalink(url: item.link.filter { $0 != "\n" }), !item.link.isEmpty, item.link.contains("/") {
            if permalink.path != basePath + "/" && permalink.path != "/" && permalink.path != basePath { return permalink }
            if permalink.text.contains("?") { return permalink }
        }
        let slug = article.slug.isEmpty ? "item-\(item.postID.map { String($0) } ?? ReadItem.short(item))" : article.slug
        let made = article.kind == .page ? "\(basePath)/\(slug)/" : dated(article.dated, slug, item)
        changes.append(
            item.link.isEmpty
                ? "it had no address: it got one made of its date and name"
                : "its address “\(item.link.prefix(200))” is the front page's or none that can be served: it got one made of its name"
        )
        return Permalink(made)
    }

    private func dated(_ time: WallClock, _ slug: String, _ item: WXRItem) -> String {
        guard let civil = time.civil else { return "\(basePath)/\(slug)/" }
        func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let path = permalinks?.path { token in
            switch token {
            case .year: String(civil.year)
            case .monthnum: digits(civil.month)
            case .day: digits(civil.day)
            case .hour: digits(civil.hour)
            case .minute: digits(civil.minute)
            case .second: digits(civil.second)
            case .postname: slug
            case .postID: item.postID.map { String($0) }
            case .category: item.terms.first { $0.domain == "category" }?.nicename ?? "uncategorized"
            case .author: WordPressSlug.sanitized(item.creator)
            }
        }
        return basePath + (path.flatMap { Permalink($0)?.text } ?? "/\(civil.year)/\(digits(civil.month))/\(slug)/")
    }

    // MARK: - Texts

    private func readBody(
        of item: WXRItem, into article: inout Article, _ changes: inout [String], _ findings: inout BodyFindings
    ) throws(HTMLError) {
        let body = WordPressBody(surroundings(of: item))
        let oldSite = self.oldSite
        let sanitizer = HTMLSanitizer(policy: .body, rewritingLinks: { url, _ in oldSite.localPath(url) ?? url })
        // A body of an export of Stet's own is what readers see: nothing in it is to be made anything else.
        let markup = OwnFields(item.meta).readyBody(item.content) ?? body.html(of: item.content)
        let result: HTMLSanitizer.Result
        do throws(HTMLError) {
            result = try sanitizer.sanitize(markup)
        } catch .tooDeep {
            result = try sanitizer.sanitize(FlattenedMarkup(markup).text)
            changes.append(
                "its elements stood within one another more deeply than any page can show: they went, its words stayed")
        }
        article.source = item.content
        article.sourceFormat = .wordpress
        article.body = result.html
        for name in ["script", "iframe", "object", "embed", "form", "svg"] {
            if result.removed[name] != nil { changes.append("<\(name)> was taken out of its body") }
        }
        findings = body.findings
        changes += findings.changes
        if !item.excerpt.isEmpty {
            article.standfirst = try HTMLSanitizer(policy: .body).sanitize(Shortcodes.removed(from: item.excerpt)).html.text
                .trimmed
        }
        // The words of the excerpt where there is one; it is cut like any other text.
        article.teaser = Article.teaser(
            standfirst: article.standfirst, body: result.html, from: article.sourceFormat, words: teaserWords)
        let split = WordPressBody.split(item.content)
        // A teaser does not run on over a page's end.
        if article.standfirst.isEmpty, split.pages.count > 1, let first = split.pages.first {
            let page = try HTMLSanitizer(policy: .body).sanitize(WordPressBody(surroundings(of: item)).html(of: first)).html
            article.teaser = Article.teaser(standfirst: "", body: page, from: .wordpress, words: teaserWords)
        }
        // What `<!--noteaser-->` keeps out of the article was written for cards.
        if article.standfirst.isEmpty, split.hidesTeaser, let before = split.beforeMore {
            let words = try HTMLSanitizer(policy: .body).sanitize(WordPressBody(surroundings(of: item)).html(of: before)).html
            let teaser = Article.teaser(standfirst: "", body: words, from: .wordpress, words: teaserWords)
            if !teaser.isEmpty { article.teaser = teaser }
        }
    }

    /// What the old site would have looked up while it showed this item.
    private func surroundings(of item: WXRItem) -> WordPressBody.Surroundings {
        let own = item.postID
        let (picturesOfItem, filesOfItem) = (self.picturesOfItem, self.filesOfItem)
        return WordPressBody.Surroundings(
            picturesByID: pictureByID, picturesOfArticle: { id in (id ?? own).map(picturesOfItem) ?? [] },
            media: MediaShortcodes(fileByID: fileByID, filesOfArticle: { id in (id ?? own).map(filesOfItem) ?? [] }),
            facts: facts, post: facts.post(item, own ?? 0), cards: EmbedCards(meta: item.meta),
            footnotes: BlockRenderer.footnotes(in: item.meta), termPath: termPath)
    }

    /// `enclosure`: three lines, the address, the length, the type; behind them what podcast plugins keep there
    /// (`do_enclose`, wp-includes/functions.php).
    private func enclosures(of item: WXRItem) -> [Article.Enclosure] {
        var found: [Article.Enclosure] = []
        for meta in item.meta where meta.key == "enclosure" && found.count < 10 {
            let lines = meta.value.split(whereSeparator: \.isNewline).map { String($0).trimmed }
            guard lines.count >= 3, let type = lines[2].split(separator: ";").first.map({ String($0).trimmed.lowercased() }),
                ItemReader.isMediaType(type)
            else { continue }
            let address = oldSite.localPath(lines[0]) ?? ItemReader.webAddress(lines[0])
            guard !address.isEmpty, address.utf8.count <= 2000, !found.contains(where: { $0.address == address }) else {
                continue
            }
            found.append(Article.Enclosure(address: address, mediaType: type, length: max(0, Int64(lines[1]) ?? 0)))
        }
        return found
    }

    private static func isMediaType(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && text.utf8.count <= 100
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789.+-_".utf8.contains($0) }
            }
    }

    private func inline(_ source: String) throws(HTMLError) -> HTML {
        try HTMLSanitizer(policy: .headline).sanitize(source).html
    }

    // MARK: - Comments

    private func readComments(of item: WXRItem, into read: inout ReadItem) {
        var numbers: Set<Int64> = []
        for (index, old) in item.comments.enumerated() {
            var comment = Comment()
            // One without a number gets one that no other of this item has.
            comment.number = old.id ?? Int64.min &+ Int64(index)
            comment.parentNumber = old.parent
            comment.authorName = PlainTitle.text(of: old.author)
            if keepsCommenterData { (comment.authorEmail, comment.authorAddress) = (old.authorEmail, old.authorIP) }
            comment.meta = CommentMeta(old, keepsPersonalData: keepsCommenterData).kept
            comment.authorURL = ItemReader.webAddress(old.authorURL)
            comment.writtenAt = WXRTime.wallClock(old.dateGMT).flatMap(Timestamp.init(milliseconds:))
            comment.dated =
                WXRTime.wallClock(old.date).flatMap(WallClock.init(milliseconds:))
                ?? comment.writtenAt?.wallClock(offset: offset) ?? WallClock(stored: 0)
            comment.source = old.content
            comment.kind = Comment.Kind(rawValue: old.type) ?? .comment
            comment.status = ItemReader.status(of: old)
            var readComment = ReadItem.ReadComment(
                comment: comment, line: old.line, title: comment.authorName, userID: old.userID)
            if old.approved == "spam" {
                readComment.leftOut = "the old site held it for spam"
            } else if read.leftOut != nil {
                readComment.leftOut = "the item it belongs to was left out"
            } else if !numbers.insert(comment.number).inserted {
                readComment.failure = "another comment of the same item has its id; give one another <wp:comment_id>"
            }
            do throws(HTMLError) {
                readComment.comment.body =
                    try HTMLSanitizer(policy: .comment).sanitize(Paragraphs.applied(to: old.content)).html
            } catch {
                readComment.failure = "its text cannot be read: \(error.description)"
            }
            read.comments.append(readComment)
        }
    }

    /// Only what was approved is public, and a note between editors never is, whatever it says of itself.
    private static func status(of comment: WXRComment) -> Comment.Status {
        switch (comment.type, comment.approved) {
        case ("", "1"), ("comment", "1"), ("pingback", "1"), ("trackback", "1"): .approved
        case ("", _), ("comment", _), ("pingback", _), ("trackback", _):
            comment.approved.contains("trash") ? .trash : .pending
        case ("note", _): .note
        default: .pending
        }
    }

    /// An address that a link may have; empty for any other.
    private static func webAddress(_ text: String) -> String {
        let address = text.trimmed
        guard address.hasPrefix("http://") || address.hasPrefix("https://"), address.utf8.count > 10,
            address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return "" }
        return address
    }
}
