import Content
import Foundation
import Storage
import Testing

@Suite("Listings")
struct ListingTests {
    @Test("page 3 of a listing that spans months is the run that counting from the newest gives")
    func pagesAreRuns() async throws {
        let store = try TemporaryStore()
        let count = 40
        try store.store.writeWaiting { transaction in
            for number in 0..<count {
                var article = Article()
                article.status = .published
                article.isListed = true
                article.headline = HTML(stored: "Article \(number)")
                // One every five days: about six a month.
                article.dated = WallClock(stored: Int64(number) * 5 * 86_400_000)
                article.permalink = Permalink("/\(number)/")
                _ = try transaction.add(article)
            }
        }
        for page in 1...4 {
            let slice = try await store.store.read { try $0.listing(.front, page: Int64(page), size: 12) }
            let newest = count - 1 - (page - 1) * 12
            let expected = (0..<12).map { newest - $0 }.filter { $0 >= 0 }.map { "Article \($0)" }
            #expect(slice.cards.map(\.headline.markup) == expected)
            #expect(slice.total == Int64(count))
        }
    }
}

/// A database of its own in a folder of its own, gone with the test.
final class TemporaryStore {
    let store: Store
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "stet-storage-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try Store(file: folder.appending(path: "stet.sqlite").path)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }
}
