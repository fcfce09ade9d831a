import Content
import Storage

/// What each path means: first what the address table says, to the letter, then what every magazine has.
struct Router {
    let library: Library
    let theme: Theme
    let publication: Publication
    /// As it is written, without `?`.
    let query: String?
    /// The same, decoded.
    let parameters: [(name: String, value: String)]
    let now: Timestamp
    let drawsCards: Bool

    func answer(path: String) throws -> Answer {
        if let query, !query.isEmpty, let answer = try asked(path, query) { return answer }
        if let answer = try standing(at: path) { return keepingQuery(answer) }
        if let answer = try oldSites(path) { return keepingQuery(answer) }
        if let answer = try folder(path) { return keepingQuery(answer) }
        return try notFound(path)
    }

    /// Whether what an address leads to is but the likeliest thing: what an editor decides of it goes before.
    func isGuess(_ path: String) throws -> Bool {
        if let query, !query.isEmpty, try asked(path, query) != nil { return false }
        guard try standing(at: path) == nil, path.hasPrefix(publication.home) else { return false }
        return try OldSpelling.of(path, home: publication.home).allSatisfy { try leading(to: $0) == nil }
    }

    /// What is at an address as it is written.
    func standing(at path: String) throws -> Answer? {
        try known(path) ?? articleFeed(path) ?? everyMagazines(path) ?? ending(path) ?? oldFile(at: path)
    }

    /// What was added to an address goes along: campaigns are counted by it.
    func keepingQuery(_ answer: Answer) -> Answer {
        guard case .redirect(let location) = answer else { return answer }
        return .redirect(Site.location(location, with: query))
    }

    // MARK: - What is stored

    private func known(_ path: String) throws -> Answer? {
        if let destination = try library.destination(at: Permalink.key(of: path)) {
            return try answer(destination, path: path)
        }
        // A file has an ending: no query for the addresses of pages.
        return path.utf8.suffix(12).contains(UInt8(ascii: ".")) ? try file(at: path) : nil
    }

    func answer(_ destination: Destination, path: String) throws -> Answer? {
        switch destination {
        case .article where isListingPage(path): .redirect(publication.home)
        case .article(let id): try ArticlePage(frame: frame(path: path), id: id).page().map(Answer.page)
        case .picture(let id): try picture(id, path: path)
        case .section, .tag, .author: try listing(destination, path: path, number: 1)
        case .redirect(let location): .redirect(location)
        case .gone: .page(try ErrorPage(frame: frame(path: nil)).notFound(path, status: 410))
        }
    }

    func isListingPage(_ path: String) -> Bool {
        !publication.listingPage.isEmpty && Permalink.key(of: path) == Permalink.key(of: publication.listingPage)
    }

    /// The page about a file, or what the magazine has in its place.
    private func picture(_ id: Int64, path: String) throws -> Answer? {
        // It is as public as what it was uploaded to.
        if let article = try library.picture(id)?.articleID, try library.isWithheld(article: article) { return nil }
        if publication.attachmentPages != .page, let picture = try library.picture(id), picture.permalink != nil {
            if publication.attachmentPages == .article, let article = picture.articleID,
                let location = try library.path(ofArticle: article)
            {
                return .redirect(PercentEncoding.encoded(location))
            }
            if try library.upload(at: picture.file) != nil { return .redirect(PercentEncoding.encoded(picture.file)) }
        }
        return try PicturePage(frame: frame(path: path), id: id).page().map(Answer.page)
    }

    private func file(at path: String) throws -> Answer? {
        let decoded = PercentEncoding.decoded(path)
        if let upload = try library.upload(at: decoded) { return answer(upload, at: decoded) }
        // WordPress made smaller copies. Those the old site had answer at their size, for any other the whole picture stands in:
        // otherwise somebody could fill the disk by asking.
        if let variant = try library.variant(at: decoded), let upload = try library.upload(at: variant.file), upload.isPicture {
            let image = try library.image(upload.digest)
            let (width, height) = (Int(clamping: variant.width), Int(clamping: variant.height))
            let point = (Int(clamping: image?.focalX ?? 500), Int(clamping: image?.focalY ?? 500))
            let size = RenditionKey.Size.exact(width: width, height: height, focalX: point.0, focalY: point.1)
            return .picture(upload.form(RenditionKey(size, .original), at: decoded))
        }
        return nil
    }

    /// What stands in for a file that the old site had.
    private func oldFile(at path: String) throws -> Answer? {
        guard path.utf8.suffix(12).contains(UInt8(ascii: ".")) else { return nil }
        let decoded = PercentEncoding.decoded(path)
        return try OldUpload(library: library).file(for: decoded).map { found in
            found.isPreview ? .redirect(PercentEncoding.encoded(found.upload.path)) : answer(found.upload, at: decoded)
        }
    }

    private func answer(_ upload: Upload, at path: String) -> Answer {
        upload.isPicture ? .picture(upload.form(.full, at: path)) : .upload(upload)
    }

    /// `images/NAME/960.webp`, `images/card-7-HASH.png`
    private func image(_ rest: Substring) throws -> Answer? {
        if let drawn = try DrawnCard.named(String(rest), library, publication) { return .card(drawn) }
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let key = RenditionKey(fileName: String(parts[1])),
            let image = try library.image(named: String(parts[0])), ImageLadder.offers(key, of: image)
        else { return nil }
        return .picture(
            PictureAnswer(
                digest: image.digest, mediaType: image.mediaType, key: key, modifiedAt: Timestamp(stored: 0),
                isImmutable: true, name: "\(image.name)-\(key.fileName)"))
    }

    // MARK: - What every magazine has

    private func everyMagazines(_ path: String) throws -> Answer? {
        let home = publication.home
        if path == home { return try listing(nil, path: home, number: 1) }
        if path == SecurityContact.path {
            return SecurityContact(publication, now: now).page(library.dependencies).map(Answer.page)
        }
        if !publication.basePath.isEmpty, path == "/" || path == publication.basePath { return .redirect(home) }
        guard path.hasPrefix(home) else { return nil }
        let rest = path.dropFirst(home.count)
        switch rest {
        case "index.php", "index.html": return .redirect(home)
        case "authors/": return .page(try AuthorsPage(frame: frame(path: path)).page())
        case _ where rest.hasPrefix("theme/style.") && rest.hasSuffix(".css"): return .page(style(rest.dropFirst("theme/".count)))
        default: break
        }
        if rest.hasPrefix("images/"), let answer = try image(rest.dropFirst("images/".count)) { return answer }
        if let answer = try machines(rest, path) { return answer }
        if let search = SearchAddress(path: path, home: home) { return try answer(search) }
        if let answer = try bodyPage(path) { return answer }
        if let (base, number) = PathText.pageNumber(path) { return try numbered(base, number, path) }
        if let address = CommentFeedAddress(path: path, home: home) { return try commentFeed(address, path) }
        if let address = FeedAddress(path: path), let answer = try feed(address, path) { return answer }
        return try date(path, number: 1)
    }

    /// `/slug/2/`: the second page of an article. One that it does not have leads to the first.
    private func bodyPage(_ path: String) throws -> Answer? {
        guard let (base, number) = BodyPages.number(in: path),
            case .article(let id)? = try library.destination(at: Permalink.key(of: base))
        else { return nil }
        // `/slug/002/` is `/slug/2/`.
        let own = BodyPages.path(number, of: base)
        let page = try bodyPage(number, of: id)
        if case .page? = page, own != path { return .redirect(PercentEncoding.encoded(own)) }
        return page
    }

    func bodyPage(_ number: Int64, of id: Int64) throws -> Answer? {
        guard let (count, path) = try ArticlePage(frame: frame(path: nil), id: id).pageCount() else { return nil }
        guard (2...max(count, 2)).contains(number), number <= count else { return .redirect(path) }
        let own = BodyPages.path(number, of: path)
        return try ArticlePage(frame: frame(path: own), id: id, number: number).page().map(Answer.page)
    }

    /// `…/page/N/`: the Nth page of a listing.
    private func numbered(_ base: String, _ number: Int64, _ path: String) throws -> Answer? {
        guard number > 1 else { return try everyMagazines(base) ?? known(base) == nil ? nil : .redirect(base) }
        let page: Answer? =
            if base == publication.home {
                try listing(nil, path: base, number: number)
            } else if let destination = try library.destination(at: Permalink.key(of: base)) {
                try listing(destination, path: base, number: number)
            } else {
                try date(base, number: number)
            }
        let own = PagePath(base: base).path(number)
        if case .page? = page, own != path { return .redirect(PercentEncoding.encoded(own)) }
        return page
    }

    private func listing(_ destination: Destination?, path: String, number: Int64) throws -> Answer? {
        try ListingPage(frame: frame(path: path), number: number).page(destination)
    }

    /// `/2023/`, `/2023/11/`, `/2023/11/22/`, below where the old site had them.
    private func date(_ path: String, number: Int64) throws -> Answer? {
        guard let address = DateAddress(path: path, publication) else { return nil }
        let page = try ListingPage(frame: frame(path: address.path), number: number).page(
            of: address.range, base: publication.datesHome)
        guard case .page? = page, address.path != path else { return page }
        return .redirect(PagePath(base: address.path).path(number))
    }

    func answer(_ search: SearchAddress) throws -> Answer {
        switch search {
        case .page(let words, let number):
            let path = SearchAddress.path(home: publication.home)
            return .page(try SearchPage(frame: frame(path: path), query: SearchQuery(words), number: number).page())
        case .feed(let words, let format):
            return .page(try FeedSource(frame: frame(path: nil)).page(of: SearchQuery(words), format))
        case .redirect(let location): return .redirect(location)
        }
    }

    /// - Parameter name: one of another hash is that of a page which somebody opened before the look changed.
    private func style(_ name: Substring) -> RenderedPage {
        let sheet = theme.style(for: publication.look)
        var page = RenderedPage(
            status: 200, mediaType: "text/css; charset=utf-8", bytes: sheet.bytes, isImmutable: name == sheet.name,
            dependencies: library.dependencies)
        // There are as many names as somebody makes up.
        page.mayBeKept = page.isImmutable
        return page
    }

    func notFound(_ path: String) throws -> Answer {
        .page(try ErrorPage(frame: frame(path: nil)).notFound(path))
    }

    func frame(path: String?) throws -> Frame {
        try Frame(library: library, theme: theme, publication: publication, path: path, drawsCards: drawsCards)
    }
}

extension Upload {
    fileprivate var isPicture: Bool { mediaType.hasPrefix("image/") }

    fileprivate func form(_ key: RenditionKey, at path: String) -> PictureAnswer {
        PictureAnswer(
            digest: digest, mediaType: mediaType, key: key, modifiedAt: modifiedAt, isImmutable: false,
            name: path.split(separator: "/").last.map(String.init) ?? "")
    }
}
