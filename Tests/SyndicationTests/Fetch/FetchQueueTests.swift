import Testing

@testable import Syndication

@Suite("Whose turn it is")
struct FetchQueueTests {
    /// Starts all whose turn it is.
    private func started(_ queue: inout FetchQueue, at now: Duration = .zero) -> [Int] {
        var ids: [Int] = []
        while case .start(let id) = queue.next(at: now) { ids.append(id) }
        return ids
    }

    @Test("four of one host and six in all are started, the others when a place is free")
    func places() {
        var queue = FetchQueue(FetchSettings(userAgent: "Test/1"))
        for id in 1...6 { queue.add(id, host: "a", at: .zero) }
        for id in 7...10 { queue.add(id, host: "b", at: .zero) }
        #expect(started(&queue) == [1, 2, 3, 4, 7, 8])
        queue.release(host: "b")
        #expect(started(&queue) == [9])
        queue.release(host: "a")
        #expect(started(&queue) == [5])
    }

    @Test("who has to wait does not keep others from their turn")
    func waiting() {
        var queue = FetchQueue(FetchSettings(userAgent: "Test/1"))
        queue.add(1, host: "a", at: .seconds(9))
        queue.add(2, host: "a", at: .zero)
        #expect(queue.next(at: .zero) == .start(2))
        #expect(queue.next(at: .zero) == .wait(until: .seconds(9)))
        #expect(queue.next(at: .seconds(9)) == .start(1))
        #expect(queue.next(at: .seconds(9)) == .wait(until: nil))
    }

    @Test("all who want a host that was given up are refused")
    func givenUp() {
        var queue = FetchQueue(FetchSettings(userAgent: "Test/1"))
        queue.add(1, host: "a", at: .zero)
        queue.add(2, host: "b", at: .zero)
        queue.add(3, host: "a", at: .seconds(9))
        for _ in 0..<20 { queue.note("a") { $0.wasSilent(at: .zero) } }
        #expect(queue.next(at: .zero) == .refuse(1))
        #expect(queue.next(at: .zero) == .start(2))
        #expect(queue.next(at: .zero) == .refuse(3))
    }

    @Test("who was sent on comes first")
    func first() {
        var queue = FetchQueue(FetchSettings(userAgent: "Test/1"))
        queue.add(1, host: "a", at: .zero)
        queue.add(2, host: "a", at: .zero, isFirst: true)
        #expect(started(&queue) == [2, 1])
    }
}
