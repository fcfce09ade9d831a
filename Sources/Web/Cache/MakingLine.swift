import NIOCore
import Synchronization

/// The order in which readers' requests are worked on: a few at a time, the others wait for their turn. Whoever leaves before it
/// loses it, so that nothing is made for nobody.
final class MakingLine: Sendable {
    /// So many wait that who came now would have left before his turn.
    struct Full: Error {}

    private struct State {
        var free: Int
        var last = 0
        /// Those who wait, by their numbers, and the numbers in the order in which they came; some have left since.
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var order = CircularBuffer<Int>()
    }

    private let most: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - atOnce: a few more than the readers of a database, which should never wait for work.
    ///   - waiting: a page takes some milliseconds: behind a thousand one waits for seconds, and behind more nobody stays.
    init(atOnce: Int = 8, waiting most: Int = 1000) {
        self.most = most
        state = Mutex(State(free: max(1, atOnce)))
    }

    /// How many wait.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Does something when it is its turn.
    ///
    /// - Throws: `Full`; `CancellationError` where the task was cancelled before.
    func turn<T>(_ body: () async throws -> T) async throws -> T {
        try await enter()
        defer { leave() }
        return try await body()
    }

    private func enter() async throws {
        let number = state.withLock { state -> Int in
            state.last &+= 1
            return state.last
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Void, any Error>? in
                    // Whoever is cancelled from here on finds it in the line.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.free > 0 {
                        state.free -= 1
                        return .success(())
                    }
                    guard state.waiting.count < most else { return .failure(Full()) }
                    state.waiting[number] = continuation
                    state.order.append(number)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let gone = state.withLock { state -> CheckedContinuation<Void, any Error>? in
                let gone = state.waiting.removeValue(forKey: number)
                // Numbers of those who left are not kept for ever, though nobody's turn may come.
                if state.order.count > 2 * state.waiting.count + 64 {
                    let waiting = state.waiting
                    state.order.removeAll { waiting[$0] == nil }
                }
                return gone
            }
            gone?.resume(throwing: CancellationError())
        }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            while let number = state.order.popFirst() {
                if let next = state.waiting.removeValue(forKey: number) { return next }
            }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
