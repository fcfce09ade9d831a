import Content
import Storage

/// An article, a talk, an event or a page, with what readers wrote below it.
struct ArticlePage {
    let frame: Frame
    let id: Int64
    /// From 1: which of the pages its author parted it into.
    var number: Int64 = 1

    private var library: Library { frame.library }

    /// How many pages its author parted it into; nil where it is not published.
    func pageCount() throws -> (count: Int64, path: String)? {
        try library.announceArticle(id)
        return try library.article(id).map { (Int64(BodyPages.of($0.body).count), $0.path) }
    }

    /// - Returns: nil where it is not published, or has no such page.
    func page() throws -> RenderedPage? {
        try library.announceArticle(id)
        guard let article = try library.article(id) else { return nil }
        let pages = BodyPages.of(article.body)
        guard (1...Int64(pages.count)).contains(number) else { return nil }
        let isPage = article.kind == .page
        let bylines = try library.bylines(of: [id])[id] ?? []
        let comments = try library.comments(ofArticle: id)
        let neighbours = isPage ? (older: nil, newer: nil) : try library.neighbours(of: article)
        let language = frame.language(article.language)
        // An article in another language has its words around it, where the theme knows them.
        let own = article.language.isEmpty ? nil : frame.theme.vocabulary.found(language)
        let words = own ?? frame.words
        let wordsLanguage = own == nil ? frame.publication.language : language
        let translations = try ArticleTranslations(article, frame, words)
        let text = article.headline.text

        var head = Frame.Head(heading: text, title: text)
        head.description = article.standfirst.isEmpty ? article.teaser : article.standfirst
        head.canonical = BodyPages.path(number, of: article.path)
        if number > 1 { head.title = words.text("pageTitle", ["title": text, "number": words.number(Int(number))]) }
        head.isArticle = !isPage
        head.language = language
        head.sharing = sharing(article)
        head.published = article.publishedAt
        head.modified = article.modifiedAt
        head.alternates = translations.alternates

        let body = try body(pages[Int(number) - 1], of: article, words)
        let wordCount = Teaser.wordCount(of: article.body.text)
        let minutes = max(1, wordCount / 220)
        let sections = try library.sections(ofArticle: id)
        let tags = try library.tags(ofArticle: id)
        let corrections = try library.corrections(of: id)
        var value: [String: TemplateValue] = [
            "headline": .markup(article.headline.markup), "isLong": .bool(Frame.isLong(article.headline)),
            "standfirst": .text(article.standfirst), "body": .markup(body.markup), "language": .text(language),
            "direction": frame.direction(language), "words": own?.value(in: language) ?? frame.wordsValue,
            "translations": translations.value,
            "isTalk": .bool(article.kind == .talk), "isEvent": .bool(article.kind == .event),
            "date": isPage ? .null : frame.day(article.dated, at: article.publishedAt, in: words),
            "modified": modified(article, words),
            "minutes": .number(minutes),
            "readingTime": .text(words.text("readingTime", count: minutes)), "picture": picture(article),
            "talk": talk(article), "event": event(article, words), "byline": try byline(bylines, words),
            "sections": frame.links(sections), "tags": frame.links(tags),
            "related": isPage ? .list([]) : try related(article, tags, words, around: wordsLanguage),
            "newer": neighbours.newer.map(frame.link) ?? .null, "older": neighbours.older.map(frame.link) ?? .null,
            "series": try ArticleSeries(article, frame, words)?.value ?? .null,
            "corrections": ArticleSeries.corrections(corrections, frame, words),
            "pagination": Pagination(
                words: words, number: number, count: Int64(pages.count), path: { BodyPages.path($0, of: article.path) }
            ).value,
            "comments": CommentThread(comments, frame, words).value(isOpen: article.commentsOpen),
        ]
        let parents = try parents(of: article)
        value["parents"] = frame.links(parents)
        value["kicker"] = parents.last.map { .object(["name": .text($0.name), "path": .text($0.path)]) } ?? .null
        if !isPage {
            head.authors = bylines.map(\.path)
            head.section = sections.first?.name ?? ""
            head.tags = tags.map(\.name)
        }
        head.things =
            ArticleData(
                article: article, schema: SchemaOrg(publication: frame.publication), byline: bylines, sections: sections,
                tags: tags,
                parents: parents, sharing: head.sharing, wordCount: wordCount, corrections: corrections
            ).things
        return try frame.render(isPage ? "page" : "article", head, ["article": .object(value)])
    }

    /// The picture above it, or a card with its headline.
    private func sharing(_ article: ArticleView) -> SharingPicture? {
        let home = frame.publication.home
        if let picture = article.picture, let image = picture.image {
            let alt = picture.isDecorative ? "" : picture.alt
            if let sharing = SharingPicture(image, alt: alt, home: home) { return sharing }
        }
        guard frame.drawsCards else { return nil }
        return DrawnCard(of: article, in: frame.publication).map { SharingPicture($0, home: home) }
    }

    /// A page of the body as it is shown: pictures in their forms, links to files with what they are, wide things in frames, a transcript
    /// folded up; in its own language where the theme has words in that.
    private func body(_ page: HTML, of article: ArticleView, _ words: Words) throws -> HTML {
        let files = try BodyFiles(library: library, words: words).shown(page)
        var body = try BodyPictures(
            library: library, home: frame.publication.home, words: words, use: article.picture == nil ? .top : .page
        ).shown(files)
        body = EmbedCards(words: words).shown(BodyRegions(words: words).shown(body))
        return article.kind == .talk ? TalkTranscript(word: words.text("transcript")).shown(body) : body
    }

    private func related(
        _ article: ArticleView, _ tags: [SectionLink], _ words: Words, around language: String
    ) throws -> TemplateValue {
        let section = article.mainSectionID.map { [Listing.section($0)] } ?? []
        let listings = section + tags.compactMap(\.id).map(Listing.tag)
        return .list(
            try library.related(to: id, dated: article.dated, in: listings, limit: 4).map {
                frame.card($0, words, around: language)
            })
    }

    private func parents(of article: ArticleView) throws -> [SectionLink] {
        if let section = article.mainSectionID { return try library.sectionPath(section) }
        return article.kind == .page ? try library.pagesAbove(id) : []
    }

    private func byline(_ names: [BylineName], _ words: Words) throws -> TemplateValue {
        let portraits = try frame.portraits(names.map(\.picture), in: .face)
        let joints = words.joints(names.map(\.name))
        return .list(
            zip(names, zip(joints, portraits)).map { name, beside in
                .object([
                    "joint": .text(beside.0), "name": .text(name.name), "path": .text(name.path), "picture": beside.1,
                ])
            })
    }

    /// Only a change on a later day is worth a line.
    private func modified(_ article: ArticleView, _ words: Words) -> TemplateValue {
        guard let modified = article.modifiedAt, let published = article.publishedAt else { return .null }
        let offset = Int((article.dated.milliseconds - published.milliseconds) / 1000)
        guard modified.milliseconds - published.milliseconds > 86_400_000,
            let wall = modified.wallClock(offset: min(max(offset, -50_400), 50_400))
        else { return .null }
        return frame.day(wall, at: modified, in: words)
    }

    private func picture(_ article: ArticleView) -> TemplateValue {
        guard let picture = article.picture, case .object(var value) = frame.picture(picture, in: .lead) else { return .null }
        let caption = article.pictureCaption.markup.isEmpty ? picture.caption : article.pictureCaption
        value["caption"] = frame.optional(caption)
        value["credit"] = .text(picture.credit)
        return .object(value)
    }

    private func talk(_ article: ArticleView) -> TemplateValue {
        guard let talk = article.talk else { return .null }
        let ending = talk.mediaURL.lowercased().split(separator: ".").last ?? ""
        let isVideo = ["mp4", "webm", "mov", "m4v", "ogv"].contains(ending)
        return .object([
            "media": talk.mediaURL.isEmpty
                ? .null
                : .object([
                    "src": .text(talk.mediaURL), "type": .text(ending.uppercased()), "isVideo": .bool(isVideo),
                ]), "duration": .text(talk.duration), "speakers": .text(talk.speakers),
        ])
    }

    private func event(_ article: ArticleView, _ words: Words) -> TemplateValue {
        guard let event = article.event else { return .null }
        return .object([
            "starts": frame.dayAndTime(event.starts, in: words),
            "ends": event.ends.map { frame.dayAndTime($0, after: event.starts, in: words) } ?? .null,
            "place": .text(event.place), "address": .text(event.address),
            "calendar": EventCalendar.path(of: article.path).map(TemplateValue.text) ?? .null,
        ])
    }
}

/// The comments of an article, each once: below the one it answers.
struct CommentThread {
    private let frame: Frame
    private let words: Words
    private let count: Int
    private let roots: [Comment]
    private let replies: [Int64: [Comment]]

    /// Below this the answers stand one after the other: an indent of sixty is read by nobody.
    private static let deepest = 6

    init(_ comments: [Comment], _ frame: Frame, _ words: Words) {
        (self.frame, self.words) = (frame, words)
        count = comments.count
        let numbers = Set(comments.map(\.number))
        var (roots, answers): ([Comment], [Int64: [Comment]]) = ([], [:])
        for comment in comments {
            // An answer to what is not shown stands by itself.
            if numbers.contains(comment.parentNumber), comment.parentNumber != comment.number {
                answers[comment.parentNumber, default: []].append(comment)
            } else {
                roots.append(comment)
            }
        }
        var (reached, replies): (Set<Int64>, [Int64: [Comment]]) = ([], [:])
        func reach(from root: Comment) {
            guard reached.insert(root.number).inserted else { return }
            var waiting = [root.number]
            while let number = waiting.popLast() {
                let own = (answers[number] ?? []).filter { reached.insert($0.number).inserted }
                replies[number] = own
                waiting += own.map(\.number)
            }
        }
        for root in roots { reach(from: root) }
        // Of several that answer one another in a circle the first stands by itself, and the others below it.
        for comment in comments where !reached.contains(comment.number) {
            roots.append(comment)
            reach(from: comment)
        }
        (self.roots, self.replies) = (roots, replies)
    }

    func value(isOpen: Bool) -> TemplateValue {
        .object([
            "count": .number(count), "open": .bool(isOpen), "label": .text(words.text("comments", count: count)),
            "list": .list(roots.map { value($0, depth: 1) }),
        ])
    }

    private func value(_ comment: Comment, depth: Int) -> TemplateValue {
        let answers = replies[comment.number] ?? []
        guard depth >= CommentThread.deepest else {
            return value(comment, replies: answers.map { value($0, depth: depth + 1) })
        }
        var below: [TemplateValue] = []
        var waiting = Array(answers.reversed())
        while let next = waiting.popLast() {
            below.append(value(next, replies: []))
            waiting += (replies[next.number] ?? []).reversed()
        }
        return value(comment, replies: below)
    }

    private func value(_ comment: Comment, replies: [TemplateValue]) -> TemplateValue {
        .object([
            "anchor": .text("comment-\(comment.number)"),
            "author": .text(comment.authorName.isEmpty ? words.text("anonymous") : comment.authorName),
            "url": frame.optional(comment.authorURL), "date": frame.day(comment.dated, at: comment.writtenAt, in: words),
            "body": .markup(BodyRegions(words: words, isUnnamed: true).shown(comment.body).markup), "replies": .list(replies),
        ])
    }
}
