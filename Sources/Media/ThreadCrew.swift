private import Dispatch
private import Synchronization

/// A few threads for work that waits, begun when there is some and ended when there has been none for a while.
final class ThreadCrew: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var threads = 0
        var idle = 0
    }

    private let most: Int
    private let mostWaiting: Int
    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)

    init(threads: Int, waiting: Int) { (most, mostWaiting) = (max(1, threads), waiting) }

    /// - Returns: how many wait already where there is no room for one more; nil when it will be done.
    func add(_ job: @escaping @Sendable () -> Void) -> Int? {
        let refusal: Int? = state.withLock { state in
            guard state.jobs.count < mostWaiting else { return state.jobs.count }
            if state.idle <= state.jobs.count, state.threads < most {
                if OwnThread.begin({ [self] in work() }) {
                    state.threads += 1
                    state.idle += 1
                } else if state.threads == 0 {
                    return state.jobs.count
                }
            }
            state.jobs.append(job)
            return nil
        }
        if refusal == nil { bell.signal() }
        return refusal
    }

    private func work() {
        while let job = next() {
            guard let job else { continue }
            job()
            state.withLock { $0.idle += 1 }
        }
    }

    /// - Returns: nil to end this thread; a nil job where there was none after all.
    private func next() -> (@Sendable () -> Void)?? {
        let outcome = bell.wait(timeout: .now() + 10)
        return state.withLock { state -> (@Sendable () -> Void)?? in
            if state.jobs.isEmpty, outcome == .success { return .some(nil) }
            state.idle -= 1
            guard !state.jobs.isEmpty else {
                state.threads -= 1
                return nil
            }
            return state.jobs.removeFirst()
        }
    }
}
