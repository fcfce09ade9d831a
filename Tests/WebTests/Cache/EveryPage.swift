import Content
import Foundation
import NIOCore
import Site
import Storage
import TestSupport

@testable import Web

/// Every address of a small magazine, asked for as readers do, and held against what is made afresh.
struct EveryPage {
    let site: Site
    let store: Store

    init(_ magazine: TemporaryMagazine) { (site, store) = (magazine.site, magazine.store) }

    /// Asks for every address there is, so that all of it is kept.
    func ask(_ pages: Pages) async throws {
        let keys = try store.writeWaiting { transaction in
            try transaction.connection.rows("SELECT key FROM address ORDER BY key") { $0.text(0) }
        }
        let listings = ["/", "/category/town/", "/tag/tides/", "/author/anna/"]
        let others =
            listings + listings.flatMap { path in (2...14).map { "\(path)page/\($0)/" } } + listings.map { $0 + "feed/" } + [
                "/authors/", "/1970/", "/1970/01/", "/1970/02/", "/1970/02/03/", "/comments/feed/", "/events.ics",
                "/humans.txt", "/robots.txt", "/sitemap.xml", "/sitemap-0.xml", "/sitemap-1.xml", "/sitemap-news.xml",
                "/feed/atom/", "/feed/json/", "/nothing/here/",
            ]
        for key in keys.filter({ !$0.contains("?") }) + others where pages.cache.all.count < 4000 {
            if pages.find(key) == nil { _ = try await pages.make(PercentEncoding.decoded(key), key: key) }
        }
    }

    /// What stands at an address now.
    func fresh(_ key: String) async throws -> [UInt8] {
        switch try await site.made(path: PercentEncoding.decoded(key)).answer {
        case .page(let page): return Array("\(page.status) ".utf8) + page.bytes
        case .redirect(let location): return Array("301 \(location)".utf8)
        default: return []
        }
    }

    /// What is kept, in the same form.
    static func bytes(of page: ReadyPage) -> [UInt8] {
        if let location = page.location { return Array("301 \(location)".utf8) }
        return Array("\(page.status) ".utf8) + Array(page.plain.body.readableBytesView)
    }

    static func kept(_ pages: Pages) -> [String: ReadyPage] {
        Dictionary(pages.cache.all.map { ($0.key, $0.page) }, uniquingKeysWith: { first, _ in first })
    }
}

/// A run of random edits: `STET_SEED` repeats one, `STET_STEPS` makes it longer.
struct EditRun {
    private static let environment = ProcessInfo.processInfo.environment
    static let seed = environment["STET_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...999_999)
    /// Whether each page that was dropped needlessly is named.
    static let namesNeedless = environment["STET_NEEDLESS"] != nil

    /// - Parameter usual: how many, where nobody says so.
    static func steps(_ usual: Int) -> Int { environment["STET_STEPS"].flatMap { Int($0) } ?? usual }
}
