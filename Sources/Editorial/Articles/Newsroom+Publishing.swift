import Content
import Storage

extension Newsroom {
    /// Lets readers see an article: it gets its address and stands in the listings, the feeds, the search.
    ///
    /// An address that it had before it was withdrawn is its address again. Its date is the one it has, or else now.
    ///
    /// - Parameters:
    ///   - date: as a person writes it (`MagazineClock.read`).
    ///   - version: the one that this was decided about; nil: whichever there is.
    @discardableResult
    package func publish(_ id: Int64, date: String? = nil, ifVersion version: Int64? = nil) throws -> SavedArticle {
        let stored = try article(id, ifVersion: version)
        var article = stored.article
        var notes: [String] = []
        switch article.status {
        case .published: throw NewsroomError.isPublished(stored.name, path: article.permalink?.text ?? "")
        case .trash, .protected: throw NewsroomError.mayNotBePublished(stored.name, id: id, status: article.status)
        case .draft, .review, .scheduled, .private: break
        }
        // Published on the old site, it would have been behind its password there.
        guard article.password.isEmpty else {
            throw NewsroomError.mayNotBePublished(stored.name, id: id, status: .protected)
        }
        article.status = .published
        try setDate(of: &article, to: date, &notes)
        if article.slug.isEmpty {
            article.slug = Slug(WordPressSlug.sanitized(article.headline.text))?.text ?? "article-\(id)"
        }
        // What a plugin of the old site called by a type of its own stands where its like stands.
        article.isListed =
            try article.kind != .page && (article.originalType.isEmpty || library.isListed(originalType: article.originalType))
        let permalink = try article.permalink ?? freeAddress(of: article, id)
        try requireFree(permalink, for: id)
        article.permalink = permalink
        var held = article
        let rule = AltTextRule(transaction: transaction, publication: publication)
        if try rule.holdBack(&held, known: id) != nil {
            let silent = try rule.silentPictures(of: article)
            throw NewsroomError.noAltText(stored.name, file: silent.first ?? "", more: max(0, silent.count - 1))
        }
        try transaction.update(id, to: article)
        return try saved(id, article, notes: notes)
    }

    /// Takes an article from the readers: it is a draft again. Its address says that it is gone (410), and those that led there lead
    /// to that; it stays its address, for when it is published again.
    @discardableResult
    package func withdraw(_ id: Int64, ifVersion version: Int64? = nil) throws -> SavedArticle {
        let stored = try article(id, ifVersion: version)
        var article = stored.article
        guard article.status == .published else {
            throw NewsroomError.isNotPublished(stored.name, status: article.status)
        }
        article.status = .draft
        try transaction.update(id, to: article)
        if let permalink = article.permalink { try transaction.claim(permalink, for: .gone) }
        return try saved(id, article, movedFrom: article.permalink)
    }

    func saved(
        _ id: Int64, _ article: Article, changed: [String] = [], movedFrom: Permalink? = nil, notes: [String] = []
    ) throws -> SavedArticle {
        SavedArticle(
            id: id, article: article, version: try library.version(ofArticle: id) ?? 0, changed: changed, movedFrom: movedFrom,
            notes: notes)
    }

    /// The date somebody gives, or the one it has, or now. None that is to come.
    private func setDate(of article: inout Article, to written: String?, _ notes: inout [String]) throws {
        if let written {
            let date = try self.date(written)
            (article.dated, article.publishedAt) = (date.dated, date.instant)
        } else if let published = article.publishedAt, published <= clock.now {
            return
        } else {
            if let due = article.publishedAt {
                notes.append("It was to be published at \(due.rfc3339); its date is now.")
            }
            (article.dated, article.publishedAt) = (clock.wallClock(at: clock.now), clock.now)
        }
    }

    /// A date that a person writes; none that is to come.
    func date(_ written: String) throws -> (dated: WallClock, instant: Timestamp) {
        guard let date = clock.read(written) else { throw NewsroomError.noDate(written) }
        guard date.instant <= clock.now else { throw NewsroomError.dateToCome(LedgerReport.printable(written)) }
        return date
    }

    /// Where addresses are made of numbers, the old site's numbers are taken: the next free one stands in.
    private func freeAddress(of article: Article, _ id: Int64) throws -> Permalink {
        let maker = ArticleAddress(library: library, publication: publication)
        for number in id..<id + (maker.isNumbered ? 100_000 : 1) {
            guard let permalink = try maker.address(of: article, number: number) else { break }
            if try !maker.isNumbered || !transaction.isTaken(permalink) { return permalink }
        }
        throw NewsroomError.noSlug(article.slug)
    }
}
