package import Content

extension Transaction {
    /// Writes an article as a new row. A published one gets its address and its place in the listings.
    /// - Throws: `StorageError.addressTaken` where its permalink answers with something else.
    package func add(_ article: Article) throws -> Int64 {
        let id = try connection.insert(
            """
            INSERT INTO article (kind, status, is_listed, slug, path, headline, standfirst, teaser, language, dated, published_at,
                modified_at, picture_id, picture_caption, section_id, parent_id, position, is_pinned, comments_open, password,
                original_type, guid, translation_key, series, series_part, pings_open, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
            """, article.columns)
        try remember(.article, id, isNew: true)
        try addRevision(of: id, number: 1, article)
        try saveRelations(of: id, article)
        try publish(id, article, before: nil)
        searchChanges.articles.insert(id)
        touch(.article(id))
        try touchFaces(of: id, before: nil)
        return id
    }

    /// Writes an article over the row `id`. A changed text becomes a new revision, the old ones stay. An address that changes
    /// becomes a redirect.
    package func update(_ id: Int64, to article: Article) throws {
        guard let before = try placement(of: id) else { return }
        let face = try face(of: id)
        try remember(.article, id)
        if before.isListed {
            try leave(id, at: before.dated, listings(sections: before.sections, tags: before.tags, authors: before.authors))
        } else if before.isPublished {
            try leave(id, at: before.dated, termListings(before.tags))
        }
        let last = try connection.first(
            "SELECT number, source, body FROM revision WHERE article_id = ? ORDER BY number DESC LIMIT 1", [.int(id)]
        ) { (number: $0.int(0), source: $0.text(1), body: $0.text(2)) }
        var revision = last?.number ?? 0
        if last?.source != article.source || last?.body != article.body.markup {
            revision &+= 1
            try addRevision(of: id, number: revision, article)
        }
        try connection.run(
            """
            UPDATE article SET kind = ?, status = ?, is_listed = ?, slug = ?, path = ?, headline = ?, standfirst = ?, teaser = ?,
                language = ?, dated = ?, published_at = ?, modified_at = ?, picture_id = ?, picture_caption = ?, section_id = ?,
                parent_id = ?, position = ?, is_pinned = ?, comments_open = ?, password = ?, original_type = ?,
                guid = ?, translation_key = ?, series = ?, series_part = ?, pings_open = ?, revision = ?, version = version + 1
            WHERE id = ?
            """, article.columns + [.int(revision), .int(id)])
        for table in ["article_section", "article_tag", "article_author", "talk", "event", "correction", "enclosure"] {
            try connection.run("DELETE FROM \(table) WHERE article_id = ?", [.int(id)])
        }
        try saveRelations(of: id, article)
        try publish(id, article, before: before.isPublished ? before.permalink : nil)
        if before.isPublished, article.status != .published, let permalink = before.permalink {
            try release(permalink, of: .article(id))
        }
        // It stood on every page.
        if before.isPublished, article.status != .published, article.kind == .page { touch(.navigation) }
        searchChanges.articles.insert(id)
        touch(.article(id))
        try touchFaces(of: id, before: face)
    }

    /// Says who else than its own page shows something else now.
    private func touchFaces(of id: Int64, before: ArticleFace?) throws {
        guard let after = try face(of: id) else { return }
        if before?.card != after.card { touch(.card(id)) }
        if before?.short != after.short { touch(.face(id)) }
        if before?.link != after.link { touch(.link(id)) }
        if before?.parent != after.parent { touch(.place(id)) }
        // Of what is not public nobody reads the comments.
        if before?.status != after.status,
            try connection.number("SELECT count(*) FROM (SELECT 1 FROM comment WHERE article_id = ? LIMIT 1) AS one", [.int(id)])
                > 0
        {
            touch(.newestComments)
        }
        if before?.pinned ?? [] != after.pinned { touch(.pinned) }
        if before?.event ?? [] != after.event { touch(.events) }
        if before?.mapped ?? [] != after.mapped {
            touch(.mapPart(SiteMapPart.number(of: id)))
            touch(.mapParts)
        }
        if before?.translation != after.translation {
            for key in Set([before?.translationKey ?? "", after.translationKey]) where !key.isEmpty { touch(.translations(key)) }
        }
        if before?.part != after.part {
            for name in Set([before?.series ?? "", after.series]) where !name.isEmpty { touch(.series(name)) }
        }
    }

    /// Sets the page above a page, once both are known.
    package func setParent(of id: Int64, to parent: Int64?) throws {
        let known = try connection.first("SELECT parent_id FROM article WHERE id = ?", [.int(id)]) { $0.intOrNil(0) } ?? nil
        guard known != parent else { return }
        try remember(.article, id)
        try connection.run("UPDATE article SET parent_id = ? WHERE id = ?", [SQLValue(parent), .int(id)])
        touch(.article(id))
        touch(.place(id))
    }

    /// How often an article was written, the first time included; nil where there is none.
    package func version(ofArticle id: Int64) throws -> Int64? {
        try connection.first("SELECT version FROM article WHERE id = ?", [.int(id)]) { $0.int(0) }
    }

    /// The page above a page.
    package func parent(of id: Int64) throws -> Int64? {
        try connection.first("SELECT parent_id FROM article WHERE id = ?", [.int(id)]) { $0.intOrNil(0) } ?? nil
    }

    /// Takes an article out of all listings, where it stands in any.
    func leaveListings(_ id: Int64) throws {
        guard let here = try placement(of: id), here.isPublished else { return }
        try leave(id, at: here.dated, here.isListed ? listings(of: here) : termListings(here.tags))
    }

    /// Puts an article into the listings that its row says, where it is listed.
    func enterListings(_ id: Int64) throws {
        guard let here = try placement(of: id), here.isPublished else { return }
        try enter(id, at: here.dated, here.isListed ? listings(of: here) : termListings(here.tags))
    }

    private func listings(of here: Placement) throws -> Set<Listing> {
        try listings(sections: here.sections, tags: here.tags, authors: here.authors)
    }

    private func publish(_ id: Int64, _ article: Article, before: Permalink?) throws {
        guard article.status == .published else { return }
        if let permalink = article.permalink { try move(from: before, to: permalink, .article(id)) }
        if article.isListed {
            try enter(
                id, at: article.dated,
                listings(sections: article.sectionIDs, tags: article.tagIDs, authors: article.authorIDs))
        } else {
            try enter(id, at: article.dated, termListings(article.tagIDs))
        }
    }

    private func addRevision(of id: Int64, number: Int64, _ article: Article) throws {
        try connection.run(
            "INSERT INTO revision (article_id, number, source, source_format, body) VALUES (?, ?, ?, ?, ?)",
            [.int(id), .int(number), .text(article.source), .text(article.sourceFormat.rawValue), .text(article.body.markup)])
    }

    private func saveRelations(of id: Int64, _ article: Article) throws {
        for (table, column, targets) in [
            ("article_section", "section_id", article.sectionIDs), ("article_tag", "tag_id", article.tagIDs),
            ("article_author", "author_id", article.authorIDs),
        ] {
            try connection.insert(
                into: table, "article_id, position, \(column)",
                targets.enumerated().map { [.int(id), .int(Int64($0.offset)), .int($0.element)] })
        }
        try saveCorrections(of: id, article.corrections)
        if let talk = article.talk {
            try connection.run(
                "INSERT INTO talk (article_id, media_url, duration, speakers) VALUES (?, ?, ?, ?)",
                [.int(id), .text(talk.mediaURL), .text(talk.duration), .text(talk.speakers)])
        }
        try connection.insert(
            into: "enclosure", "article_id, position, address, media_type, length",
            article.enclosures.enumerated().map {
                [
                    .int(id), .int(Int64($0.offset)), .text($0.element.address), .text($0.element.mediaType),
                    .int($0.element.length),
                ]
            })
        if let event = article.event {
            try connection.run(
                "INSERT INTO event (article_id, starts, ends, place, address) VALUES (?, ?, ?, ?, ?)",
                [
                    .int(id), .int(event.starts.milliseconds), SQLValue(event.ends?.milliseconds), .text(event.place),
                    .text(event.address),
                ])
        }
    }

    private func saveCorrections(of id: Int64, _ corrections: [Article.Correction]) throws {
        try connection.insert(
            into: "correction", "article_id, position, dated, body",
            corrections.enumerated().map { number, correction in
                [.int(id), .int(Int64(number)), .int(correction.dated.milliseconds), .text(correction.text.markup)]
            })
    }

    /// Where an article stands now: what must be undone before it stands elsewhere.
    private func placement(of id: Int64) throws -> Placement? {
        guard
            var placement = try connection.first(
                "SELECT status, is_listed, dated, path FROM article WHERE id = ?", [.int(id)],
                { row in
                    Placement(
                        isPublished: row.text(0) == Article.Status.published.rawValue, isListed: row.bool(1),
                        dated: WallClock(stored: row.int(2)), permalink: row.textOrNil(3).flatMap(Permalink.init(_:)))
                })
        else { return nil }
        func targets(_ table: String, _ column: String) throws -> [Int64] {
            try connection.rows("SELECT \(column) FROM \(table) WHERE article_id = ?", [.int(id)]) { $0.int(0) }
        }
        placement.sections = try targets("article_section", "section_id")
        placement.tags = try targets("article_tag", "tag_id")
        placement.authors = try targets("article_author", "author_id")
        return placement
    }

    private struct Placement {
        var isPublished: Bool
        var isListed: Bool
        var dated: WallClock
        var permalink: Permalink?
        var sections: [Int64] = []
        var tags: [Int64] = []
        var authors: [Int64] = []
    }
}

extension Article {
    fileprivate var columns: [SQLValue] {
        [
            .text(kind.rawValue), .text(status.rawValue), SQLValue(isListed && status == .published), .text(slug),
            SQLValue(permalink?.text), .text(headline.markup), .text(standfirst), .text(teaser), .text(language),
            .int(dated.milliseconds), SQLValue(publishedAt?.milliseconds), SQLValue(modifiedAt?.milliseconds),
            SQLValue(pictureID), .text(pictureCaption.markup), SQLValue(sectionIDs.first), SQLValue(parentID), .int(position),
            SQLValue(isPinned), SQLValue(commentsOpen), .text(password), .text(originalType), .text(guid),
            .text(translationKey), .text(series?.name ?? ""), .int(series?.part ?? 0), SQLValue(pingsOpen),
        ]
    }
}
