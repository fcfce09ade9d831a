import Content

/// Makes an article of a Markdown text and its front matter.
struct DocumentReader {
    let publication: Publication
    /// The permalink pattern of the folder's own configuration, if it has one: `/:year/:month/:slug/`.
    let permalink: String?
    /// The magazine's offset from UTC in seconds at a local time.
    let offset: (WallClock) -> Int
    /// The same at an instant.
    let offsetAt: (Timestamp) -> Int
    /// What is dated later than this is not published yet.
    let now: Timestamp

    func article(_ document: FolderDocument, _ changes: inout [String]) throws(HTMLError) -> Article {
        var article = Article()
        article.kind = document.isPage ? .page : Article.Kind(rawValue: document.kind.rawValue) ?? .article
        article.status = document.isDraft ? .draft : .published
        article.isListed = !document.isPage
        article.slug = Slug(document.slug)?.text ?? WordPressSlug.sanitized(document.slug)
        // A headline of front matter is text, not markup.
        article.headline = HTML(escaping: document.title)
        article.language = language(of: document, &changes)
        article.position = Int64(document.weight ?? 0)
        readTimes(of: document, into: &article, &changes)
        if article.status == .published, let published = article.publishedAt, published > now {
            article.status = .scheduled
            changes.append("its date is to come: it is kept and not shown; import the folder again then")
        }
        if article.status == .published { article.permalink = address(of: document, article) }

        let links = rewriting(document)
        article.source = document.body
        article.sourceFormat = .markdown
        let body = try HTMLSanitizer(policy: .body, rewritingLinks: links).sanitize(Markdown.html(document.body))
        for name in ["script", "iframe", "object", "embed", "form", "svg"] where body.removed[name] != nil {
            changes.append("<\(name)> was taken out of its body")
        }
        article.body = body.html
        let standfirst = try HTMLSanitizer(policy: .body).sanitize(Markdown.html(document.standfirst ?? "")).html.text
        article.standfirst = standfirst.trimmed
        article.teaser = Article.teaser(
            standfirst: article.standfirst, body: article.body, from: article.sourceFormat, words: publication.teaserWords)
        if let caption = document.pictureCaption {
            article.pictureCaption = try HTMLSanitizer(policy: .inline).sanitize(Markdown.html(caption)).html
        }
        article.series = document.series.map { Article.Series(name: $0, part: Int64(document.seriesPart ?? 0)) }
        for correction in document.corrections {
            let text = try HTMLSanitizer(policy: .inline, rewritingLinks: links).sanitize(Markdown.html(correction.text)).html
            article.corrections.append(Article.Correction(dated: correction.date.wallClock, text: text))
        }
        article.corrections.sort { $0.dated < $1.dated }
        article.talk = document.talk.map { talk in
            Article.Talk(
                mediaURL: talk.mediaURL.map { mediaAddress($0) } ?? "",
                duration: talk.duration.map(PlayingTime.clock) ?? "",
                speakers: talk.speakers.joined(separator: ", "))
        }
        article.event = document.event.map { event in
            Article.Event(
                starts: event.starts.wallClock, ends: event.ends?.wallClock, place: event.place ?? "",
                address: event.address ?? "")
        }
        return article
    }

    /// Where a picture named in the front matter is served.
    func picturePath(_ document: FolderDocument) -> String? {
        document.picture.map { path in
            path.hasPrefix("/") ? publication.basePath + path : (document.bundle ?? "") + path
        }
    }

    /// Its own language, as it is written properly; empty for the magazine's.
    private func language(of document: FolderDocument, _ changes: inout [String]) -> String {
        guard let written = document.language else { return "" }
        guard let tag = LanguageTag(written) else {
            changes.append("its language “\(written)” is no language tag such as `es` or `pt-BR`: it has the magazine's")
            return ""
        }
        return tag == LanguageTag(publication.language) ? "" : tag.formatted
    }

    private func readTimes(of document: FolderDocument, into article: inout Article, _ changes: inout [String]) {
        if let date = document.publishDate ?? document.date {
            // A date with an offset is printed as the clocks of the magazine's own town showed it then.
            let instant = date.instant ?? date.wallClock.timestamp(offset: offset(date.wallClock))
            let local = date.instant.flatMap { $0.wallClock(offset: offsetAt($0)) }
            article.dated = local ?? date.wallClock
            article.publishedAt = instant
        } else if !document.isPage {
            changes.append("it has no date: it stands at the end of the listings")
        }
        if let modified = document.lastModified {
            article.modifiedAt = modified.instant ?? modified.wallClock.timestamp(offset: offset(modified.wallClock))
        }
    }

    /// The explicit address; else the pattern's; else `/year/month/slug/`, and `/slug/` for a page.
    private func address(of document: FolderDocument, _ article: Article) -> Permalink? {
        let base = publication.basePath
        if let url = document.url, let permalink = Permalink(url: url.hasPrefix("/") ? base + url : url) { return permalink }
        let civil = article.dated.civil
        func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        guard !document.isPage, let civil else {
            let above = document.parent.map { "/\($0)" } ?? ""
            return Permalink("\(base)\(above)/\(article.slug)/")
        }
        guard let permalink else { return Permalink("\(base)/\(civil.year)/\(pad(civil.month))/\(article.slug)/") }
        let section = document.sections.first.map { WordPressSlug.sanitized($0) } ?? ""
        let path = permalink.split(separator: "/").map { part -> String in
            switch part {
            case ":year": "\(civil.year)"
            case ":month", ":i_month": pad(civil.month)
            case ":day", ":i_day": pad(civil.day)
            case ":slug", ":title", ":filename", ":contentbasename", ":slugorcontentbasename", ":slugorfilename": article.slug
            case ":section", ":sections", ":categories": section
            case ":title.html", ":slug.html": article.slug + ".html"
            default: String(part)
            }
        }.filter { !$0.isEmpty }.joined(separator: "/")
        return Permalink("\(base)/\(path)\(path.hasSuffix(".html") ? "" : "/")")
    }

    /// Pictures beside a text are served below the text's bundle; the magazine's own absolute links become paths.
    private func rewriting(_ document: FolderDocument) -> @Sendable (String, HTMLSanitizer.LinkUse) -> String? {
        let (origin, base, bundle) = (publication.origin, publication.basePath, document.bundle)
        return { url, use in
            if url.hasPrefix(origin + "/") { return String(url.dropFirst(origin.count)) }
            if url.hasPrefix("/"), !url.hasPrefix("//"), !base.isEmpty, !url.hasPrefix(base + "/") { return base + url }
            let isRelative = !url.contains(":") && !url.hasPrefix("/") && !url.hasPrefix("#")
            if use == .resource, isRelative, let bundle { return base + bundle + url }
            return url
        }
    }

    /// An address that a player may load: of the web, or a path of this magazine. Empty for any other.
    private func mediaAddress(_ text: String) -> String {
        if text.hasPrefix(publication.origin + "/") { return String(text.dropFirst(publication.origin.count)) }
        if text.hasPrefix("https://") || text.hasPrefix("http://") { return text }
        return text.hasPrefix("/") && !text.hasPrefix("//") ? publication.basePath + text : ""
    }
}
