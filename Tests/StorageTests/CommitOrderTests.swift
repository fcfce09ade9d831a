import Content
import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite("The order of commits", .everyEngine)
struct CommitOrderTests {
    @Test("a number never goes back, also when the log was emptied")
    func neverBack() throws {
        let temporary = try TemporaryStore(articles: 3)
        let last = try numbers(temporary.store).last ?? 0
        try temporary.write { try $0.connection.run("DELETE FROM change") }
        try temporary.write { _ = try $0.add(TemporaryStore.article(4)) }
        #expect(try numbers(temporary.store) == [last + 1])
    }

    @Test("a transaction that is undone leaves no gap")
    func noGap() throws {
        struct Stop: Error {}
        let temporary = try TemporaryStore(articles: 1)
        let last = try numbers(temporary.store).last ?? 0
        #expect(throws: Stop.self) {
            try temporary.write { transaction in
                _ = try transaction.add(TemporaryStore.article(2))
                throw Stop()
            }
        }
        try temporary.write { _ = try $0.add(TemporaryStore.article(2)) }
        #expect(try numbers(temporary.store) == [last, last + 1])
    }

    @Test("with several programs writing at once, no number is ever seen before an earlier one", .engine(.postgres))
    func manyWriters() async throws {
        let database = try PostgresServer.shared().makeDatabase()
        let address = try PostgresAddress(database.address)
        let stores = try (0..<4).map { _ in try Store(.server(address)) }
        let isOver = Flag()
        let seen = try await withThrowingTaskGroup(of: [[Int64]].self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    for round in 0..<25 {
                        try await store.write { transaction in
                            let path = "/\(index)-\(round)"
                            try transaction.save(
                                Upload(
                                    path: path, digest: "ab", size: 1, mediaType: "image/gif", modifiedAt: Timestamp(stored: 0)))
                            // The first to begin is not always the first to end.
                            usleep(UInt32.random(in: 0...2000))
                        }
                    }
                    return []
                }
            }
            group.addTask {
                try await onThread {
                    let watcher = try Store(.server(address))
                    var seen: [[Int64]] = []
                    while !isOver.isUp { seen.append(try numbers(watcher)) }
                    seen.append(try numbers(watcher))
                    try watcher.close()
                    return seen
                }
            }
            for _ in stores.indices { _ = try await group.next() }
            isOver.putUp()
            return try await group.reduce(into: [[Int64]]()) { $0 += $1 }
        }
        // What is seen is always a whole beginning of the log.
        for numbers in seen { #expect(numbers == Array(1..<Int64(numbers.count + 1))) }
        #expect(seen.last?.count == 100)
        for store in stores { try store.close() }
    }
}

private func numbers(_ store: Store) throws -> [Int64] {
    try store.readWaiting { try $0.connection.rows("SELECT id FROM change ORDER BY id") { $0.int(0) } }
}
