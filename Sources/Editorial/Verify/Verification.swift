import Content
import Storage

/// Replays addresses of an old site against this magazine, and compares what answers with what should.
struct Verification {
    let store: Store
    let reading: MagazineReading
    let monitor: ImportMonitor
    let publication: Publication
    let oldSites: [OldSite]
    var site: VerifiedSite
    /// Articles whose words were compared: each once, however many addresses it has.
    private var compared: Set<Int64> = []

    func isCompared(_ article: Int64) -> Bool { compared.contains(article) }

    init(store: Store, reading: @escaping MagazineReading, monitor: ImportMonitor, scope: String) throws {
        (self.store, self.reading, self.monitor) = (store, reading, monitor)
        let (publication, sources) = try store.readWaiting { (try $0.publication(), try $0.sources()) }
        self.publication = publication
        oldSites = sources.compactMap { source in
            var site = WXRSite()
            site.link = source.url
            return OldSite(site)
        }
        site = VerifiedSite(scope: scope, magazine: publication.name, origin: publication.origin)
    }

    /// What should answer.
    struct Expectation {
        var address: String
        var kind: VerifiedAddress.Kind
        /// The article that must be what answers in the end.
        var article: Int64?
        /// Empty: it has none that could be compared.
        var title = ""
        /// Whether its words are compared with those of the article's source.
        var readsSource = false
        /// That it is not public, by decision.
        var isWithheld = false
        /// That it did not go in: what answers there, unless somebody has put it there, is something else.
        var isMissing = false
        /// The same as another site has it.
        var page: PageReading?
    }

    /// What answers in the end.
    struct Look {
        var answer: AddressAnswer
        var path: String
        var steps = 0
        /// It leads to another site.
        var isElsewhere = false
        /// The article that is shown there.
        var article: Int64?
    }

    mutating func replay(_ expected: Expectation) throws {
        var isNew = site.isNew(expected.address)
        // Of two items that say they are at one address, one is lost.
        if expected.readsSource, let article = expected.article, site.isNew("\(expected.address) \(article)") { isNew = true }
        guard isNew else { return }
        site.add(try verified(expected))
        if site.addresses.count % 50 == 0 { try monitor.check() }
    }

    mutating func verified(_ expected: Expectation) throws -> VerifiedAddress {
        let look = try look(expected.address)
        var result = VerifiedAddress(expected.address, expected.kind, status: look.isElsewhere ? 0 : look.answer.status)
        if look.steps > 0 { (result.target, result.steps) = (look.path, look.steps) }
        if let reason = try lost(look, expected) ?? lostBefore(expected, look) {
            result.reason = reason
            return result
        }
        switch look.answer.status {
        case _ where look.isElsewhere || look.answer.status == 200: result.verdict = look.steps == 0 ? .answers : .leadsOn
        case 410: result.verdict = .gone
        default: result.verdict = .withheld
        }
        guard look.answer.status == 200, !look.isElsewhere else { return result }
        try compare(look, expected, &result)
        return result
    }

    /// Why nothing that should answers.
    private func lost(_ look: Look, _ expected: Expectation) -> String? {
        if look.isElsewhere { return nil }
        switch look.answer.status {
        case 200:
            if let article = expected.article, look.article != article { return "Something else answers there." }
            return nil
        case 410: return nil
        case 300..<400: return "It leads in a circle."
        case 404 where expected.isWithheld: return nil
        case 404 where expected.kind == .file: return "Its file is not here."
        case 404: return "Nothing is there."
        case 500...: return "It cannot be shown: the page has a fault."
        default: return "It is refused."
        }
    }

    /// Of what did not go in, a near address may answer by chance.
    private func lostBefore(_ expected: Expectation, _ look: Look) throws -> String? {
        guard expected.isMissing, look.answer.status == 200, let permalink = Permalink(expected.address),
            try store.readWaiting({ try $0.destination(at: permalink.key) }) == nil
        else { return nil }
        return "It did not go in; something else answers there."
    }

    /// Follows redirects to the end.
    func look(_ address: String) throws -> Look {
        let (publication, reading) = (publication, reading)
        return try store.readWaiting { library in
            var look = Look(answer: try reading(address, library), path: address)
            while let location = look.answer.location, look.steps < 5 {
                look.steps += 1
                let isOwn = location == publication.origin || location.hasPrefix(publication.origin + "/")
                let local = isOwn ? String(location.dropFirst(publication.origin.utf8.count)) : location
                guard local.isEmpty || local.hasPrefix("/"), !local.hasPrefix("//") else {
                    (look.path, look.isElsewhere) = (location, true)
                    return look
                }
                look.path = local.isEmpty ? "/" : local
                look.answer = try reading(String(look.path.prefix { $0 != "#" }), library)
            }
            for text in [look.path, Verification.withoutQuery(look.path)] where look.answer.status == 200 {
                if case .article(let id)? = try library.destination(at: Permalink.key(of: text)) {
                    look.article = id
                    break
                }
            }
            return look
        }
    }

    private static func withoutQuery(_ path: String) -> String { String(path.prefix { $0 != "?" && $0 != "#" }) }

    // MARK: - What is there

    private mutating func compare(_ look: Look, _ expected: Expectation, _ result: inout VerifiedAddress) throws {
        guard let article = look.article, !look.answer.page.isEmpty,
            expected.readsSource || expected.page != nil || !expected.title.isEmpty
        else { return }
        let page = try PageReading(String(decoding: look.answer.page, as: UTF8.self))
        if let old = expected.page {
            result.title = title(of: old, in: page)
            result.words = words(ComparedWords(old.text), in: ComparedWords(page.text))
            result.pictures = try pictures(old.pictures)
            return
        }
        guard expected.readsSource, compared.insert(article).inserted,
            let proven = try store.readWaiting({ try $0.provenArticle(article) })
        else {
            if !expected.title.isEmpty { result.title = title(expected.title, in: page) }
            return
        }
        result.title = title(expected.title.isEmpty ? proven.headline.text : expected.title, in: page)
        let source = SourceText(proven)
        var found = page.text
        var seen: Set<String> = [look.path]
        for number in 2..<max(2, source.pages.count + 1) {
            let next = try self.look(Verification.part(number, of: look.path))
            guard next.answer.status == 200, seen.insert(next.path).inserted else { continue }
            found += " " + (try PageReading(String(decoding: next.answer.page, as: UTF8.self))).text
        }
        result.words = words(source.words, in: ComparedWords(found))
        result.pictures = try pictures(source.pictures)
    }

    /// `/a/` has its third page at `/a/3/`.
    static func part(_ number: Int, of path: String) -> String { (path.hasSuffix("/") ? path : path + "/") + "\(number)/" }

    private func title(_ expected: String, in page: PageReading) -> VerifiedAddress.Title {
        let isEqual = ComparedWords(expected) == ComparedWords(page.headline)
        return .init(expected: Verification.short(expected), found: Verification.short(page.headline), isEqual: isEqual)
    }

    /// Themes differ in where the headline stands: it may be in the title alone, before the site's name.
    private func title(of old: PageReading, in page: PageReading) -> VerifiedAddress.Title {
        let own = ComparedWords(page.headline).words
        let isEqual =
            ComparedWords(old.headline).words == own
            || !own.isEmpty && ComparedWords(old.title).words.starts(with: own)
        let expected = old.headline.isEmpty ? old.title : old.headline
        return .init(expected: Verification.short(expected), found: Verification.short(page.headline), isEqual: isEqual)
    }

    private func words(_ expected: ComparedWords, in found: ComparedWords) -> VerifiedAddress.Words {
        let (count, missing) = expected.kept(in: found, namingMissing: 12)
        return .init(expected: expected.words.count, kept: count, missing: missing.map(Verification.short))
    }

    /// The old site's own pictures must answer; those of others are where they were.
    private func pictures(_ addresses: [String]) throws -> VerifiedAddress.Pictures? {
        var pictures = VerifiedAddress.Pictures(expected: 0, present: 0, missing: [])
        for address in addresses {
            guard let path = localPath(address), let permalink = Permalink(url: path) else { continue }
            pictures.expected += 1
            let look = try look(permalink.text)
            if look.answer.status == 200 {
                pictures.present += 1
            } else if pictures.missing.count < 12 {
                pictures.missing.append(Verification.short(permalink.text))
            }
        }
        return pictures.expected > 0 ? pictures : nil
    }

    /// The path of an address of the old site, or of this one.
    func localPath(_ address: String) -> String? {
        if address.hasPrefix("/"), !address.hasPrefix("//") { return address }
        if let path = oldSites.lazy.compactMap({ $0.localPath(address) }).first { return path }
        let address = Punycode.address(address)
        if address == publication.origin { return "/" }
        return address.hasPrefix(publication.origin + "/") ? String(address.dropFirst(publication.origin.utf8.count)) : nil
    }

    private static func short(_ text: String) -> String { String(text.prefix(300)) }
}
