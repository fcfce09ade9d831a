import Content
import NIOCore
package import Site
package import Storage

/// The magazine's pages: from the cache, or made for it.
package struct Pages: Sendable {
    let cache: PageCache
    private let maker: PageMaker
    private let metrics: Metrics

    /// - Parameters:
    ///   - memory: what the cache may take, in bytes.
    ///   - metrics: what counts hits, misses and the rest.
    ///   - store: whose commits drop what they touch, before whoever made them is told that they are done.
    package init(site: Site, store: Store, memory: Int, security: SecurityHeaders = .init(), metrics: Metrics = Metrics()) {
        self.init(site: site, store: store, memory: memory, security: security, metrics: metrics, line: MakingLine())
    }

    init(
        site: Site, store: Store, memory: Int, security: SecurityHeaders = .init(), metrics: Metrics = Metrics(),
        line: MakingLine
    ) {
        let cache = PageCache(memory: memory, metrics: metrics)
        (self.cache, self.metrics) = (cache, metrics)
        maker = PageMaker(site: site, cache: cache, security: security, metrics: metrics, line: line)
        store.onCommit { cache.drop($0, second: Site.systemClock().milliseconds / 1000) }
    }

    func find(_ key: String) -> ReadyPage? { cache.find(key, now: { Site.systemClock().milliseconds }) }

    /// A request was answered with a page that was kept, or one that had to be made.
    func answered(isHit: Bool) { if isHit { metrics.cacheHit() } else { metrics.cacheMiss() } }

    /// What is not made for the cache, in its turn.
    func inTurn<T: Sendable>(_ body: () async throws -> T) async throws -> T { try await maker.line.turn(body) }

    func make(_ path: String, key: String) async throws -> PageMaker.Made { try await maker.make(path, key: key) }
}
