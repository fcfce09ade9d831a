import Foundation
import Storage
import Synchronization

/// Several threads that read one and the same state of the magazine, each in a snapshot of its own.
///
/// The first has the snapshot that counts. One that comes to see another, because somebody wrote in between, goes home again: then
/// there are fewer.
struct SnapshotCrew {
    let store: Store
    let threads: Int

    /// Hands each thing to `work` on one of the threads, one phase after the other: no thing of a phase is begun before all of the phase
    /// before it are done.
    ///
    /// - Parameter lead: reads on the first thread, hands over phases, and goes on when each is done.
    func run<Item: Sendable, Result>(
        _ lead: (Library, ([Item]) throws -> Void) throws -> Result, work: @escaping @Sendable (Item, Library) throws -> Void
    ) throws -> Result {
        try store.readWaiting { library in
            let commit = try library.lastCommit()
            let line = WorkLine<Item>(helpers: max(0, threads - 1))
            for _ in 1..<max(1, threads) {
                let store = store
                let thread = Thread {
                    defer { line.leave() }
                    // What it cannot do, others do.
                    try? store.readWaiting { library in
                        guard try library.lastCommit() == commit else { return }
                        line.help { try work($0, library) }
                    }
                }
                thread.stackSize = 8 << 20
                thread.name = "stet export"
                thread.start()
            }
            defer { line.end() }
            return try lead(library) { items in try line.perform(items) { try work($0, library) } }
        }
    }
}

/// What is to be done, and who is doing it.
private final class WorkLine<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var next = 0
        var active = 0
        var isOver = false
        var error: (any Error)?
        var helpers: Int
    }

    private let condition = NSCondition()
    private let state: Mutex<State>

    init(helpers: Int) { state = Mutex(State(helpers: helpers)) }

    /// Does all of them, with whoever helps.
    func perform(_ items: [Item], _ body: (Item) throws -> Void) throws {
        signalling {
            $0.items = items; $0.next = 0
        }
        while let item = take() { finish(item, body) }
        condition.lock()
        while state.withLock({ $0.active > 0 }) { condition.wait() }
        condition.unlock()
        if let error = state.withLock({ $0.error }) { throw error }
    }

    /// Does what is to be done until there will be no more.
    func help(_ body: (Item) throws -> Void) {
        while true {
            if let item = take() {
                finish(item, body)
                continue
            }
            condition.lock()
            while state.withLock({ !$0.isOver && $0.next >= $0.items.count }) { condition.wait() }
            condition.unlock()
            if state.withLock({ $0.isOver }) { return }
        }
    }

    func leave() { signalling { $0.helpers -= 1 } }

    /// Sends all home, and waits until they have gone.
    func end() {
        signalling {
            $0.isOver = true; $0.items = []; $0.next = 0
        }
        condition.lock()
        while state.withLock({ $0.helpers > 0 }) { condition.wait() }
        condition.unlock()
    }

    private func take() -> Item? {
        state.withLock { state in
            guard state.error == nil, !state.isOver, state.next < state.items.count else { return nil }
            defer { state.next += 1 }
            state.active += 1
            return state.items[state.next]
        }
    }

    private func finish(_ item: Item, _ body: (Item) throws -> Void) {
        let result = Result { try body(item) }
        signalling { state in
            state.active -= 1
            if case .failure(let error) = result {
                if state.error == nil { state.error = error }
                state.next = state.items.count
            }
        }
    }

    private func signalling(_ change: (inout State) -> Void) {
        condition.lock()
        state.withLock { change(&$0) }
        condition.broadcast()
        condition.unlock()
    }
}
