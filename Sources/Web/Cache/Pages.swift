import Content
import NIOCore
package import Site
package import Storage

/// The magazine's pages: from the cache, or made for it.
package struct Pages: Sendable {
    let cache: PageCache
    private let maker: PageMaker

    /// - Parameters:
    ///   - memory: what the cache may take, in bytes.
    ///   - metrics: what counts hits, misses and the rest.
    ///   - store: whose commits drop what they touch, before whoever made them is told that they are done.
    package init(site: Site, store: Store, memory: Int, security: SecurityHeaders = .init(), metrics: Metrics = Metrics()) {
        let cache = PageCache(memory: memory, metrics: metrics)
        self.cache = cache
        maker = PageMaker(site: site, cache: cache, security: security, metrics: metrics)
        store.onCommit { cache.drop($0, second: Site.systemClock().milliseconds / 1000) }
    }

    func find(_ key: String) -> ReadyPage? { cache.find(key, now: { Site.systemClock().milliseconds }) }

    func make(_ path: String, key: String) async throws -> PageMaker.Made { try await maker.make(path, key: key) }
}
