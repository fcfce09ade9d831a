import Content
import Storage

extension Newsroom {
    /// Changes an article, published or not. Readers see it with their next page.
    ///
    /// Another slug is another address; the one it had leads there, and so do all that led to that one.
    ///
    /// - Parameter version: the one that the changes were made from: they are refused where somebody saved since. Nil: whichever there is.
    @discardableResult
    package func edit(_ id: Int64, _ changes: ArticleChanges, ifVersion version: Int64? = nil) throws -> SavedArticle {
        let stored = try article(id, ifVersion: version)
        var notes: [String] = []
        var article = stored.article
        try changeStatus(of: &article, to: changes.status, stored)
        if let title = changes.title { article.headline = HTML(escaping: try Newsroom.line(title, "title")) }
        if let standfirst = changes.standfirst { article.standfirst = try Newsroom.line(standfirst, "standfirst") }
        if let body = changes.body { try change(&article, to: body, &notes) }
        if let language = changes.language { article.language = try self.language(language) }
        if let date = changes.date {
            let date = try self.date(date)
            (article.dated, article.publishedAt) = (date.dated, date.instant)
        }
        if let isSticky = changes.isSticky { article.isPinned = isSticky }
        if let areOpen = changes.areCommentsOpen { article.commentsOpen = areOpen }
        try relate(&article, changes)
        if let slug = changes.slug { try change(&article, toSlug: slug, id, &notes) }
        let isDescribed = try changes.alt.map { try describe(article, as: $0, stored) } ?? false
        var done = try save(article, over: stored, notes: notes)
        if isDescribed {
            done.changed.append("alt text")
            done.isChanged = true
        }
        return done
    }

    /// Gives an article another headline, in plain text.
    @discardableResult
    package func retitle(_ id: Int64, to title: String, ifVersion version: Int64? = nil) throws -> SavedArticle {
        var changes = ArticleChanges()
        changes.title = title
        return try edit(id, changes, ifVersion: version)
    }

    /// Moves an article to sections, the first of which is its main one.
    @discardableResult
    package func move(_ id: Int64, toSections sections: [Int64], ifVersion version: Int64? = nil) throws -> SavedArticle {
        let stored = try article(id, ifVersion: version)
        var article = stored.article
        article.sectionIDs = []
        for section in sections where !article.sectionIDs.contains(section) {
            guard try library.section(section) != nil else {
                throw NewsroomError.unknown(kind: "section", name: String(section), suggestion: "")
            }
            article.sectionIDs.append(section)
        }
        return try save(article, over: stored)
    }

    // MARK: - Saving

    /// Writes an article over what it was, where anything is different.
    func save(_ edited: Article, over stored: StoredArticle, notes: [String] = []) throws -> SavedArticle {
        var article = edited
        let before = stored.article
        let changed = Newsroom.differences(before, article)
        guard !changed.isEmpty else {
            var same = try saved(stored.id, before, notes: notes)
            same.isChanged = false
            return same
        }
        if !Set(changed).isDisjoint(with: ["title", "standfirst", "text"]) { article.modifiedAt = clock.now }
        if before.body != article.body || before.standfirst != article.standfirst {
            article.teaser = Article.teaser(
                standfirst: article.standfirst, body: article.body, from: article.sourceFormat, words: publication.teaserWords)
        }
        try transaction.update(stored.id, to: article)
        let moved = before.permalink.flatMap { $0 == article.permalink ? nil : $0 }
        if let moved, let new = article.permalink, article.status != .published,
            try library.destination(at: moved.key) == .gone
        {
            // It was withdrawn: what leads to it is to lead to it when it is back.
            try transaction.claim(new, for: .gone)
            try transaction.claim(moved, for: .redirect(new.text))
        }
        return try saved(stored.id, article, changed: changed, movedFrom: moved, notes: notes)
    }

    /// What is different between two states, in words.
    private static func differences(_ before: Article, _ after: Article) -> [String] {
        let found: [(String, Bool)] = [
            ("status", before.status != after.status), ("password", before.password != after.password),
            ("title", before.headline != after.headline),
            ("standfirst", before.standfirst != after.standfirst),
            (
                "text",
                before.body != after.body || before.source != after.source || before.sourceFormat != after.sourceFormat
            ), ("slug", before.slug != after.slug), ("sections", before.sectionIDs != after.sectionIDs),
            ("tags", before.tagIDs != after.tagIDs), ("byline", before.authorIDs != after.authorIDs),
            ("date", before.dated != after.dated || before.publishedAt != after.publishedAt),
            ("language", before.language != after.language), ("sticky", before.isPinned != after.isPinned),
            ("comments", before.commentsOpen != after.commentsOpen),
        ]
        return found.filter(\.1).map(\.0)
    }

    // MARK: - One field after the other

    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").filter { $0 != "\0" }
    }

    /// The same of a text that readers get and commands show: without what a terminal would act upon.
    static func line(_ text: String, _ what: String) throws -> String {
        guard
            !text.unicodeScalars.contains(where: {
                $0.properties.generalCategory == .control && !$0.properties.isWhitespace
            })
        else { throw NewsroomError.controls(what) }
        return oneLine(text)
    }

    private func changeStatus(of article: inout Article, to text: String?, _ stored: StoredArticle) throws {
        guard let text else { return }
        guard let status = Article.Status(rawValue: text), [.draft, .review, .private, .trash].contains(status) else {
            throw NewsroomError.noStatus(text)
        }
        guard article.status != .published else { throw NewsroomError.statusOfPublished(stored.name, id: stored.id) }
        article.status = status
        // It says that everybody may read it once it is published.
        if status == .draft { article.password = "" }
    }

    private func change(_ article: inout Article, to body: ArticleChanges.Body, _ notes: inout [String]) throws {
        let html =
            switch body.format {
            case .markdown: Markdown.html(body.text)
            case .html: body.text
            }
        let (origin, base) = (publication.origin, publication.basePath)
        let result: HTMLSanitizer.Result
        do throws(HTMLError) {
            // The magazine's own absolute links become paths.
            let sanitizer = HTMLSanitizer(policy: .body) { url, _ in
                guard url.hasPrefix(origin + "/") else { return url }
                let path = String(url.dropFirst(origin.count))
                return base.isEmpty || path.hasPrefix(base + "/") ? path : url
            }
            result = try sanitizer.sanitize(html)
        } catch {
            throw NewsroomError.unreadableText("\(error)")
        }
        for name in ["script", "iframe", "object", "embed", "form", "svg"] where result.removed[name] != nil {
            notes.append("<\(name)> was taken out of its text.")
        }
        (article.source, article.body) = (body.text, result.html)
        article.sourceFormat = body.format == .markdown ? .markdown : .html
    }

    private func language(_ text: String) throws -> String {
        guard !text.isEmpty else { return "" }
        guard let tag = LanguageTag(text) else { throw NewsroomError.noLanguage(text) }
        return tag == LanguageTag(publication.language) ? "" : tag.formatted
    }

    private func change(_ article: inout Article, toSlug text: String, _ id: Int64, _ notes: inout [String]) throws {
        guard let slug = Slug(WordPressSlug.sanitized(text))?.text else { throw NewsroomError.noSlug(text) }
        guard slug != article.slug else { return }
        defer { article.slug = slug }
        guard let permalink = article.permalink else { return }
        guard let renamed = ArticleAddress.renaming(permalink, from: article.slug, to: slug) else {
            notes.append("Its address does not hold its slug, and stays \(permalink).")
            return
        }
        try requireFree(renamed, for: id)
        article.permalink = renamed
    }

    private func relate(_ article: inout Article, _ changes: ArticleChanges) throws {
        let names = TermNames(transaction: transaction, publication: publication)
        if let sections = changes.sections { article.sectionIDs = try names.sections(sections) }
        for id in try names.sections(changes.addedSections) where !article.sectionIDs.contains(id) {
            article.sectionIDs.append(id)
        }
        let left = Set(try names.sections(changes.removedSections))
        article.sectionIDs.removeAll { left.contains($0) }
        if let tags = changes.tags {
            // What plugins of the old site sorted it by is no tag, and stays.
            let terms = try article.tagIDs.filter { try library.tag($0)?.taxonomy.isEmpty == false }
            article.tagIDs = try names.tags(tags) + terms
        }
        for id in try names.tags(changes.addedTags) where !article.tagIDs.contains(id) { article.tagIDs.append(id) }
        for name in changes.removedTags {
            let id = try names.tag(name)
            article.tagIDs.removeAll { $0 == id }
        }
        if let authors = changes.authors { article.authorIDs = try names.authors(authors) }
    }

    private func describe(_ article: Article, as alt: String, _ stored: StoredArticle) throws -> Bool {
        guard let id = article.pictureID, var picture = try library.picture(id) else {
            throw NewsroomError.noPicture(stored.name)
        }
        let alt = try Newsroom.line(alt, "alt text")
        guard picture.alt != alt || picture.isDecorative else { return false }
        (picture.alt, picture.isDecorative) = (alt, false)
        _ = try transaction.save(picture, as: id)
        transaction.touchFile(at: picture.file)
        return true
    }
}
