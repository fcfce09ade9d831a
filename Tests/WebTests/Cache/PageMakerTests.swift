import Content
import Foundation
import NIOCore
import Site
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite("Making pages", .everyEngine)
struct PageMakerTests {
    /// A magazine of a few articles, `/1/` and so on.
    private func magazine() throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        try magazine.store.writeWaiting { transaction in
            for number in 1...5 {
                var article = Article()
                (article.status, article.isListed) = (.published, true)
                article.headline = HTML(escaping: "Headline \(number)")
                article.permalink = Permalink("/\(number)/")
                _ = try transaction.add(article)
            }
        }
        return magazine
    }

    /// Holds the only place in a line until it is told to give it back.
    private struct Holding {
        let end: AsyncStream<Void>.Continuation
        let task: Task<Void, any Error>

        init(_ line: MakingLine) async {
            let (stream, end) = AsyncStream.makeStream(of: Void.self)
            let (began, beginning) = AsyncStream.makeStream(of: Void.self)
            self.end = end
            task = Task {
                try await line.turn {
                    beginning.yield()
                    for await _ in stream {}
                }
            }
            _ = await began.first { _ in true }
        }

        func release() async throws {
            end.finish()
            try await task.value
        }
    }

    /// Waits until so many stand in the line.
    private func wait(_ line: MakingLine, for count: Int) async throws {
        for _ in 0..<3000 where line.count != count { try await Task.sleep(for: .milliseconds(5)) }
        #expect(line.count == count)
    }

    private func rendered(_ metrics: Metrics) -> Int { metrics.renders.figures.count }

    @Test("a page whose reader has gone before it was begun is not made, and one that another still waits for is")
    func abandoned() async throws {
        let magazine = try magazine()
        let (line, metrics) = (MakingLine(atOnce: 1), Metrics())
        let pages = Pages(site: magazine.site, store: magazine.store, memory: 64 << 20, metrics: metrics, line: line)
        let holding = await Holding(line)
        let alone = Task { try await pages.make("/1/", key: "/1/") }
        let first = Task { try await pages.make("/2/", key: "/2/") }
        try await wait(line, for: 2)
        let second = Task { try await pages.make("/2/", key: "/2/") }
        // Nothing tells when it has joined; where it had not, it would have its page made for it alone.
        try await Task.sleep(for: .milliseconds(100))
        alone.cancel()
        first.cancel()
        await #expect(throws: CancellationError.self) { try await alone.value }
        try await wait(line, for: 1)
        try await holding.release()
        guard case .ready(let page) = try await second.value else {
            Issue.record("no page")
            return
        }
        #expect(String(buffer: page.plain.body).contains("Headline 2"))
        #expect(rendered(metrics) == 1 && pages.find("/1/") == nil && pages.find("/2/") != nil)
        // What was not made then is made for whoever asks next.
        _ = try await pages.make("/1/", key: "/1/")
        #expect(pages.find("/1/") != nil)
    }

    @Test("beyond the bound readers are told at once that it is too much; many who want one page count as one")
    func bounded() async throws {
        let magazine = try magazine()
        let (line, metrics) = (MakingLine(atOnce: 1, waiting: 2), Metrics())
        let pages = Pages(site: magazine.site, store: magazine.store, memory: 64 << 20, metrics: metrics, line: line)
        let holding = await Holding(line)
        let waiting = (0..<200).map { number in
            Task { try await pages.make("/\(number % 2 + 1)/", key: "/\(number % 2 + 1)/") }
        }
        try await wait(line, for: 2)
        await #expect(throws: MakingLine.Full.self) { try await pages.make("/3/", key: "/3/") }
        try await holding.release()
        for task in waiting { _ = try await task.value }
        #expect(rendered(metrics) == 2)
        _ = try await pages.make("/3/", key: "/3/")
        #expect(rendered(metrics) == 3)
    }

    @Test("a page that waits for its turn while something is saved is made once, of what was saved")
    func savedMeanwhile() async throws {
        let magazine = try magazine()
        let (line, metrics) = (MakingLine(atOnce: 1), Metrics())
        let pages = Pages(site: magazine.site, store: magazine.store, memory: 64 << 20, metrics: metrics, line: line)
        let holding = await Holding(line)
        let before = Task { try await pages.make("/1/", key: "/1/") }
        try await wait(line, for: 1)
        try await magazine.store.write { transaction in
            guard var article = try transaction.current.storedArticle(1)?.article else { return }
            article.headline = HTML(escaping: "Another headline")
            try transaction.update(1, to: article)
        }
        let after = Task { try await pages.make("/1/", key: "/1/") }
        try await Task.sleep(for: .milliseconds(100))
        #expect(line.count == 1)
        try await holding.release()
        for task in [before, after] {
            guard case .ready(let page) = try await task.value else {
                Issue.record("no page")
                return
            }
            #expect(String(buffer: page.plain.body).contains("Another headline"))
        }
        #expect(rendered(metrics) == 1)
    }

    @Test("a thousand who come and go leave nothing in the line, and those who stay come in their order")
    func line() async throws {
        let line = MakingLine(atOnce: 1, waiting: 5000)
        let holding = await Holding(line)
        let order = Order()
        var staying: [Task<Void, any Error>] = []
        for number in 0..<5 {
            staying.append(Task { try await line.turn { order.add(number) } })
            try await wait(line, for: number + 1)
        }
        let leaving = (0..<1000).map { _ in Task { try await line.turn { order.add(-1) } } }
        try await wait(line, for: 1005)
        for task in leaving { task.cancel() }
        try await wait(line, for: 5)
        try await holding.release()
        for task in staying { try await task.value }
        #expect(order.all == [0, 1, 2, 3, 4] && line.count == 0)
    }

    private final class Order: Sendable {
        private let numbers = Mutex<[Int]>([])

        var all: [Int] { numbers.withLock { $0 } }

        func add(_ number: Int) { numbers.withLock { $0.append(number) } }
    }
}
