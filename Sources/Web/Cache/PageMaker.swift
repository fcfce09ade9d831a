import Content
import NIOCore
import Site
import Storage
import Synchronization

/// Makes what is not in the cache: once, however many ask for it at the same time.
///
/// A few at a time; the others wait in a line that is bounded. What nobody waits for any more is not begun.
///
/// Who asks after a commit is never given what was begun before it: that may have been read from an older snapshot.
final class PageMaker: Sendable {
    /// What stands at an address.
    enum Made: Sendable {
        /// The same for everybody: a page, a redirect.
        case ready(ReadyPage)
        /// A file or a picture, of the magazine that lives at this address.
        case other(Answer, origin: String)
    }

    private struct Flight {
        let number: Int
        let task: Task<Made, any Error>
        /// How many wait for it.
        var waiting = 1
        /// How many commits had been told when it was begun; nil while it waits for its turn: what it will read is newer than all of
        /// them.
        var told: Int?
    }

    private struct State {
        var flights: [String: Flight] = [:]
        var last = 0
    }

    private let site: Site
    private let cache: PageCache
    private let security: SecurityHeaders
    private let metrics: Metrics
    /// In which pages wait until they are begun.
    let line: MakingLine
    private let state = Mutex(State())

    init(site: Site, cache: PageCache, security: SecurityHeaders, metrics: Metrics, line: MakingLine = MakingLine()) {
        (self.site, self.cache, self.security, self.metrics, self.line) = (site, cache, security, metrics, line)
    }

    /// - Parameters:
    ///   - path: to look up.
    ///   - key: how the address is written, which the cache goes by.
    /// - Throws: `MakingLine.Full` where too much is to be made already.
    func make(_ path: String, key: String) async throws -> Made {
        switch begin(path, key) {
        case .landed(let page): .ready(page)
        case .flying(let task, let number):
            try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                leave(key, number)
            }
        }
    }

    private enum Begun {
        case landed(ReadyPage)
        case flying(Task<Made, any Error>, number: Int)
    }

    private func begin(_ path: String, _ key: String) -> Begun {
        state.withLock { state in
            // It may have landed since the cache was asked; without this look it would be made again.
            if let page = cache.peek(key, now: { Site.systemClock().milliseconds }) { return .landed(page) }
            if let flight = state.flights[key], flight.told == nil || flight.told == cache.told {
                state.flights[key]?.waiting += 1
                return .flying(flight.task, number: flight.number)
            }
            state.last &+= 1
            let number = state.last
            // A task of its own: the one who asked first may leave, and the others still wait.
            let task = Task { [self] in
                defer { land(key, number) }
                return try await line.turn {
                    try depart(key, number)
                    return try await fly(path, key)
                }
            }
            state.flights[key] = Flight(number: number, task: task)
            return .flying(task, number: number)
        }
    }

    /// - Throws: `CancellationError` where the last who waited has left just now.
    private func depart(_ key: String, _ number: Int) throws {
        try state.withLock { state in
            guard state.flights[key]?.number == number else { throw CancellationError() }
            state.flights[key]?.told = cache.told
        }
    }

    /// One who waited has gone. What nobody waits for any more is not begun; what is begun is made, and kept.
    private func leave(_ key: String, _ number: Int) {
        let task = state.withLock { state -> Task<Made, any Error>? in
            guard let flight = state.flights[key], flight.number == number, flight.told == nil else { return nil }
            guard flight.waiting == 1 else {
                state.flights[key]?.waiting -= 1
                return nil
            }
            return state.flights.removeValue(forKey: key)?.task
        }
        task?.cancel()
    }

    private func land(_ key: String, _ number: Int) {
        state.withLock { state in
            if state.flights[key]?.number == number { state.flights[key] = nil }
        }
    }

    private func fly(_ path: String, _ key: String) async throws -> Made {
        let start = NIODeadline.now()
        let made = try await site.made(path: path)
        if case .page = made.answer { metrics.rendered(nanoseconds: Int(clamping: (NIODeadline.now() - start).nanoseconds)) }
        let second = Site.systemClock().milliseconds / 1000
        let isKept: Bool
        switch made.answer {
        case .page(let page): isKept = page.mayBeKept && site.mayKeep
        case .redirect: isKept = site.mayKeep
        default: return .other(made.answer, origin: made.origin)
        }
        // One that replaces another within a second could not be told from it by its time.
        let time = isKept && !cache.hasTouched(made.dependencies, inSecond: second) ? second : nil
        guard let page = ReadyPage(made, security: security, isKept: isKept, seconds: time) else {
            return .other(made.answer, origin: made.origin)
        }
        if isKept { cache.add(page, at: key) }
        return .ready(page)
    }
}
