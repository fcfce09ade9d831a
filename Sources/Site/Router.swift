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

    func answer(path: String) throws -> Answer {
        if let query, !query.isEmpty, let answer = try answer(path: path, query: query, parameters) { return answer }
        if let answer = try known(path) { return answer }
        if let answer = try everyMagazines(path) { return answer }
        if let answer = try otherSpelling(of: path, query) { return answer }
        return try notFound(path)
    }

    // MARK: - What is stored

    private func known(_ path: String) throws -> Answer? {
        if let destination = try library.destination(at: Permalink.key(of: path)) {
            return try answer(destination, path: path)
        }
        // A file has an ending: no query for the addresses of pages.
        return path.utf8.suffix(12).contains(UInt8(ascii: ".")) ? try file(at: path) : nil
    }

    private func answer(_ destination: Destination, path: String) throws -> Answer? {
        switch destination {
        case .article(let id): try ArticlePage(frame: frame(path: path), id: id).page().map(Answer.page)
        case .picture(let id): try PicturePage(frame: frame(path: path), id: id).page().map(Answer.page)
        case .section, .tag, .author: try listing(destination, path: path, number: 1)
        case .redirect(let location): .redirect(location)
        case .gone: .page(try ErrorPage(frame: frame(path: nil)).notFound(path, status: 410))
        }
    }

    private func file(at path: String) throws -> Answer? {
        let decoded = PercentEncoding.decoded(path)
        if let upload = try library.upload(at: decoded) {
            return upload.isPicture ? .picture(upload.form(.full, at: decoded)) : .upload(upload)
        }
        // WordPress made smaller copies. Those the old site had answer at their size, for any other the whole picture stands in:
        // otherwise somebody could fill the disk by asking.
        if let variant = try library.variant(at: decoded), let upload = try library.upload(at: variant.file), upload.isPicture {
            let image = try library.image(upload.digest)
            let (width, height) = (Int(clamping: variant.width), Int(clamping: variant.height))
            let point = (Int(clamping: image?.focalX ?? 500), Int(clamping: image?.focalY ?? 500))
            let size = RenditionKey.Size.exact(width: width, height: height, focalX: point.0, focalY: point.1)
            return .picture(upload.form(RenditionKey(size, .original), at: decoded))
        }
        guard let original = ImageTag.withoutSize(decoded), let upload = try library.upload(at: original) else { return nil }
        return upload.isPicture ? .picture(upload.form(.full, at: decoded)) : .upload(upload)
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
        if let (base, number) = PathText.pageNumber(path) { return try numbered(base, number) }
        if let address = FeedAddress(path: path), let answer = try feed(address, path) { return answer }
        return try date(path, number: 1)
    }

    /// `…/page/N/`: the Nth page of a listing.
    private func numbered(_ base: String, _ number: Int64) throws -> Answer? {
        guard number > 1 else { return try everyMagazines(base) ?? known(base) == nil ? nil : .redirect(base) }
        if base == publication.home { return try listing(nil, path: base, number: number) }
        if let destination = try library.destination(at: Permalink.key(of: base)) {
            return try listing(destination, path: base, number: number)
        }
        return try date(base, number: number)
    }

    private func listing(_ destination: Destination?, path: String, number: Int64) throws -> Answer? {
        try ListingPage(frame: frame(path: path), number: number).page(destination).map(Answer.page)
    }

    /// `…/feed/`, `…/feed/atom/`, `…/feed/json/`; other spellings lead there.
    private func feed(_ address: FeedAddress, _ path: String) throws -> Answer? {
        guard let (listing, listingPath) = try listed(at: address.listing) else { return nil }
        let own = address.format.path(of: listingPath)
        guard own == path else { return .redirect(own) }
        let feed = try FeedSource(frame: frame(path: path)).feed(of: listing, at: listingPath, address.format)
        return .page(address.format.page(feed, library.dependencies))
    }

    /// The listing that answers at a path, with its path; also where that one ends without a slash.
    private func listed(at path: String) throws -> (Listing, String)? {
        if path == publication.home { return (.front, path) }
        for path in path.hasSuffix("/") ? [path, String(path.dropLast())] : [path] where !path.isEmpty {
            switch try library.destination(at: Permalink.key(of: path)) {
            case .section(let id): return (.section(id), path)
            case .tag(let id): return try library.isEmpty(.tag(id)) ? nil : (.tag(id), path)
            case .author(let id): return try library.isEmpty(.author(id)) ? nil : (.author(id), path)
            default: continue
            }
        }
        return nil
    }

    /// `/2023/`, `/2023/11/`, `/2023/11/22/`.
    private func date(_ path: String, number: Int64) throws -> Answer? {
        guard let range = DateRange(path: String(path.dropFirst(publication.basePath.count))) else { return nil }
        return try ListingPage(frame: frame(path: path), number: number).page(of: range).map(Answer.page)
    }

    private func answer(_ search: SearchAddress) throws -> Answer {
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
        return RenderedPage(
            status: 200, mediaType: "text/css; charset=utf-8", bytes: sheet.bytes, isImmutable: name == sheet.name,
            dependencies: library.dependencies)
    }

    // MARK: - Addresses by number, and other spellings

    /// The addresses with a query: an address that was published so, and WordPress's numbers.
    private func answer(
        path: String, query: String, _ parameters: [(name: String, value: String)]
    ) throws -> Answer? {
        // An address that was published with a query; what else was added to it means nothing.
        let first = query.utf8.prefix { $0 != UInt8(ascii: "&") }
        for written in [query, String(first) ?? ""] {
            guard let permalink = Permalink(PercentEncoding.encoded(path) + "?" + written),
                let destination = try library.destination(at: permalink.key)
            else { continue }
            return try answer(destination, path: permalink.text)
        }
        if let search = SearchAddress(asking: path, parameters, home: publication.home) { return try answer(search) }
        let isHome = path == publication.home || path == publication.home + "index.php"
        if !isHome, let word = parameters.first(where: { $0.name == "feed" })?.value, let (_, listing) = try listed(at: path) {
            return .redirect((FeedFormat(word: word) ?? .rss).path(of: listing))
        }
        guard isHome else { return nil }
        switch try QueryAddress(library: library, publication: publication).meaning(of: parameters) {
        case .path(let target): return .redirect(target)
        case .nothing: return try notFound(path)
        case .other: return nil
        }
    }

    /// The same address with its slash at the end, or without, where that one answers.
    private func otherSpelling(of path: String, _ query: String?) throws -> Answer? {
        guard path.count > 1 else { return nil }
        let other = path.hasSuffix("/") ? String(path.dropLast()) : path + "/"
        let spelled = Answer.redirect(query.map { "\(other)?\($0)" } ?? other)
        switch try library.destination(at: Permalink.key(of: other)) {
        // In one step.
        case .redirect(let location): return .redirect(location)
        case .some: return spelled
        case nil: break
        }
        // `/feed`, `/page/2`, `/2023/11`: what every magazine has ends in a slash.
        guard !path.hasSuffix("/") else { return nil }
        return try everyMagazines(other) == nil ? nil : spelled
    }

    private func notFound(_ path: String) throws -> Answer {
        .page(try ErrorPage(frame: frame(path: nil)).notFound(path))
    }

    func frame(path: String?) throws -> Frame {
        try Frame(library: library, theme: theme, publication: publication, path: path)
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
