import Content
import Storage

/// What answered on the old site and is written in another way here. The order is WordPress's own (`redirect_canonical`,
/// `wp_old_slug_redirect`, `redirect_guess_404_permalink`); every redirect leads to where something answers, in one step.
extension Router {
    /// What stands behind an address: `…/comment-page-2/`, `…/feed/` for the comments below an article, `…/attachment/NAME/`.
    func ending(_ path: String) throws -> Answer? {
        guard let ending = AddressEnding(path: path) else { return nil }
        if ending.base == publication.home { return ending.kind == .itself ? .redirect(ending.base) : nil }
        for base in [ending.base, String(ending.base.dropLast())] {
            guard let destination = try library.destination(at: Permalink.key(of: base)) else { continue }
            switch destination {
            case .article where isListingPage(base): return try leading(to: ending.behind(publication.home))
            case .article(let id):
                switch ending.kind {
                case .feed(let format): return try commentFeed(ofArticle: id, format, path)
                case .attachment: return try leading(to: ending.behind(base))
                case .part(let number) where number > 1: return nil
                case .part, .page, .itself:
                    return try library.path(ofArticle: id).map { .redirect(PercentEncoding.encoded($0)) }
                }
            case .picture, .section, .tag, .author:
                // The pages and the feeds of listings are known already.
                if case .picture = destination {} else if ending.kind != .itself { return nil }
                return try leading(to: base)
            case .redirect(let location):
                guard location.hasPrefix("/"), !location.contains("?"), !location.contains("#") else {
                    return .redirect(location)
                }
                return try leading(to: ending.behind(location)) ?? .redirect(location)
            case .gone: return try standing(at: base)
            }
        }
        return nil
    }

    /// A redirect to an address, or to where that one leads; nil where nothing is.
    func leading(to path: String) throws -> Answer? {
        switch try standing(at: path) {
        case nil: nil
        case .redirect(let location): .redirect(location)
        case .page(let page) where page.status != 200: .page(page)
        default: .redirect(PercentEncoding.encoded(path))
        }
    }

    /// What an address meant on the old site that nothing stands at.
    func oldSites(_ path: String) throws -> Answer? {
        guard path.hasPrefix(publication.home) else { return nil }
        let spellings = OldSpelling.of(path, home: publication.home)
        for spelling in spellings {
            if let answer = try leading(to: spelling) { return answer }
        }
        if OldFurniture.contains(path.dropFirst(publication.home.count)) { return .page(try gone()) }
        let meant = spellings.last { $0.hasSuffix("/") } ?? path
        return try listing(meantBy: meant) ?? article(meantBy: meant)
    }

    /// `/category/wrong/news/`: WordPress looks at the last name alone.
    private func listing(meantBy path: String) throws -> Answer? {
        var tables: [(String, Library.ListingTable)] = [
            (publication.sectionsHome, .section), (publication.tagsHome, .tag), (publication.authorsHome, .author),
            (publication.home + publication.sectionBase + "/", .section), (publication.home + publication.tagBase + "/", .tag),
        ]
        // Each folder of an address is a listing there: `/world/news/` of `/%category%/%postname%/`.
        let tokens = PermalinkStructure(publication.permalinks)?.parts ?? []
        if tokens.contains(.token(.category)) { tables.append((publication.frontPath + "/", .section)) }
        if tokens.contains(.token(.author)) { tables.append((publication.frontPath + "/", .author)) }
        let ending = AddressEnding(path: path)
        for (home, table) in tables where path.hasPrefix(home) {
            for (base, ending) in [(path, nil), (ending?.base ?? path, ending)] where base.count > home.count {
                guard let slug = OldSlug(path: base),
                    let found = try library.path(ofListing: table, slug: slug.text, or: slug.encoded)
                else { continue }
                if let answer = try leading(to: ending?.behind(found) ?? found) { return answer }
            }
        }
        return nil
    }

    /// An article by its slug: in another folder, of another section, before a date was changed; and where nothing has that slug, the one
    /// whose slug begins with it.
    private func article(meantBy path: String) throws -> Answer? {
        let ending = AddressEnding(path: path)
        for (base, ending) in [(path, nil), (ending?.base ?? path, ending)] {
            guard let slug = OldSlug(path: base), slug.isName else { continue }
            let date = OldSlug.date(in: base)
            let same = try library.published(slug: slug.text, or: slug.encoded)
            var found = OldSlug.only(same, on: date)
            if found == nil, same.isEmpty, slug.text.unicodeScalars.count >= OldSlug.shortestBeginning {
                found = OldSlug.only(try library.published(slugBeginning: slug.encoded) ?? [], strictlyOn: date)
            }
            guard let found else { continue }
            return try ending.flatMap { try leading(to: $0.behind(found.path)) } ?? leading(to: found.path)
        }
        return nil
    }

    /// Not here and not coming back, for the programs that ask for it day and night.
    func gone() throws -> RenderedPage {
        let sentence = try frame(path: nil).words.text("nothingHere")
        return RenderedPage(
            status: 410, mediaType: "text/plain; charset=utf-8", bytes: Array((sentence + "\n").utf8),
            dependencies: library.dependencies)
    }
}
