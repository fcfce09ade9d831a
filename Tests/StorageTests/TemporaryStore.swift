import Content
import Storage
import TestSupport

/// A database of its own on the engine that the test runs on, gone with the test.
final class TemporaryStore: Sendable {
    let store: Store
    private let folder: TemporaryFolder
    private let database: TemporaryDatabase

    /// - Parameter articles: how many it holds at first, published at `/1/`, `/2/` and so on, five days apart.
    init(articles: Int = 0) throws {
        folder = try TemporaryFolder()
        database = try TemporaryDatabase(file: folder["stet.sqlite"])
        store = try Store(database.location)
        guard articles > 0 else { return }
        try store.writeWaiting { transaction in
            for number in 1...articles { _ = try transaction.add(TemporaryStore.article(number)) }
        }
    }

    deinit { try? store.close() }

    func read<T>(_ body: (Library) throws -> T) throws -> T { try store.readWaiting(body) }

    @discardableResult
    func write<T>(_ body: (Transaction) throws -> T) throws -> T { try store.writeWaiting(body) }

    func writeAsync<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await store.write(body)
    }

    func setting(_ name: String) throws -> SQLValue { try store.setting(name) }

    func dump() throws -> DatabaseDump { try DatabaseDump(store) }

    static func article(_ number: Int) -> Article {
        var article = Article()
        article.status = .published
        article.isListed = true
        article.headline = HTML(stored: "Article \(number)")
        // One every five days: about six a month.
        article.dated = WallClock(stored: Int64(number) * 5 * 86_400_000)
        article.permalink = Permalink("/\(number)/")
        return article
    }
}
