private import Dispatch
private import Foundation
import Synchronization

/// A bounded number of threads for work that blocks: never the cooperative pool, never an event loop. They are begun with the
/// first work and end with `close`.
final class WorkThreads: Sendable {
    private let size: Int
    private let name: String
    private let waiting = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    private struct State {
        var work: [@Sendable () -> Void] = []
        /// Where the oldest work stands: taking from the front of an array would move all of it.
        var first = 0
        var started = 0
        var idle = 0
        var isClosed = false
    }

    init(_ size: Int, name: String) { (self.size, self.name) = (size, name) }

    /// Does something on one of the threads, soon. After `close` it is done at once, by the caller.
    func perform(_ body: @escaping @Sendable () -> Void) {
        let (isTaken, needsThread) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            state.work.append(body)
            let needsThread = state.idle < state.work.count - state.first && state.started < size
            if needsThread { state.started += 1 }
            return (true, needsThread)
        }
        guard isTaken else { return body() }
        if needsThread {
            let thread = Thread { [self] in loop() }
            thread.name = name
            thread.stackSize = 8 << 20
            thread.start()
        }
        waiting.signal()
    }

    /// Lets the threads end when what waits is done.
    func close() {
        let started = state.withLock { state in
            state.isClosed = true
            return state.started
        }
        for _ in 0..<started { waiting.signal() }
    }

    private func loop() {
        while true {
            state.withLock { $0.idle += 1 }
            waiting.wait()
            let (body, isOver) = state.withLock { state -> ((@Sendable () -> Void)?, Bool) in
                state.idle -= 1
                guard state.first < state.work.count else { return (nil, state.isClosed) }
                let body = state.work[state.first]
                state.work[state.first] = {}
                state.first += 1
                if state.first == state.work.count {
                    state.work.removeAll(keepingCapacity: true)
                    state.first = 0
                }
                return (body, false)
            }
            body?()
            if isOver { return }
        }
    }
}
