import Content
import Foundation
import Logging
import Site
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Web

/// Two programs on one database: what one commits, the other's readers see.
@Suite("The cache follows another program", .engine(.postgres))
struct FollowingTests {
    @Test("random edits by another program leave no stale page, and are told without anybody's asking")
    func edits() async throws {
        let magazine = try TemporaryMagazine()
        let other = try Store(magazine.directory.database)
        defer { try? other.close() }
        let (seed, steps) = (EditRun.seed, EditRun.steps(60))
        var edits = RandomEdits(seed: seed)
        try other.writeWaiting { try edits.fill($0) }
        let every = EveryPage(magazine)
        try await withFollower(magazine) { pages in
            for step in 1...steps {
                try await every.ask(pages)
                let before = EveryPage.kept(pages)
                let what = try other.writeWaiting { try edits.next($0) }
                try await seen(pages, other)
                let kept = EveryPage.kept(pages)
                for (key, page) in before where kept[key] != nil {
                    let fresh = try await every.fresh(key)
                    let isSame = EveryPage.bytes(of: page) == fresh
                    #expect(isSame, "stale: \(key) after “\(what)” (seed \(seed), step \(step))")
                }
            }
        }
    }

    @Test("what is committed while the listening connection is cut is seen when it is back")
    func cut() async throws {
        let magazine = try TemporaryMagazine()
        let other = try Store(magazine.directory.database)
        defer { try? other.close() }
        var edits = RandomEdits(seed: 1)
        try other.writeWaiting { try edits.fill($0) }
        let every = EveryPage(magazine)
        try await withFollower(magazine) { pages in
            for _ in 1...3 {
                try await every.ask(pages)
                try other.writeWaiting { transaction in
                    _ = try transaction.connection.rows(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE query LIKE 'LISTEN%' AND datname = current_database()
                        """
                    ) { $0.bool(0) }
                    _ = try edits.next(transaction)
                }
                try await seen(pages, other)
                for (key, page) in EveryPage.kept(pages) {
                    let isSame = try await EveryPage.bytes(of: page) == every.fresh(key)
                    #expect(isSame, "stale: \(key)")
                }
            }
        }
    }

    private func withFollower(_ magazine: TemporaryMagazine, _ body: (Pages) async throws -> Void) async throws {
        let pages = Pages(site: magazine.site, store: magazine.store, memory: 64 << 20)
        let follower = CommitFollower(
            store: magazine.store, cache: pages.cache, start: try magazine.store.readWaiting { try $0.lastCommit() },
            notices: try #require(magazine.store.commitNotices()), logger: Logger(label: "test"))
        let running = Task { try await follower.run() }
        defer { running.cancel() }
        try await body(pages)
    }

    /// Waits until the cache was told of the last commit there is.
    private func seen(_ pages: Pages, _ store: Store) async throws {
        let last = try store.readWaiting { try $0.lastCommit() }
        let end = ContinuousClock.now + .seconds(30)
        while pages.cache.lastCommit < last {
            try #require(.now < end, "commit \(last) was never told")
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
