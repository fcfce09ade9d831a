import Content
import NIOCore
import Site
import Storage
import Synchronization

/// Makes what is not in the cache: once, however many ask for it at the same time.
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
        /// How many commits had been told when it was begun.
        let told: Int
        let task: Task<Made, any Error>
    }

    private struct State {
        var flights: [String: Flight] = [:]
        var last = 0
    }

    private let site: Site
    private let cache: PageCache
    private let security: SecurityHeaders
    private let metrics: Metrics
    private let state = Mutex(State())

    init(site: Site, cache: PageCache, security: SecurityHeaders, metrics: Metrics) {
        (self.site, self.cache, self.security, self.metrics) = (site, cache, security, metrics)
    }

    /// - Parameters:
    ///   - path: to look up.
    ///   - key: how the address is written, which the cache goes by.
    func make(_ path: String, key: String) async throws -> Made {
        switch begin(path, key) {
        case .landed(let page): .ready(page)
        case .flying(let task): try await task.value
        }
    }

    private enum Begun {
        case landed(ReadyPage)
        case flying(Task<Made, any Error>)
    }

    private func begin(_ path: String, _ key: String) -> Begun {
        state.withLock { state in
            // It may have landed since the cache was asked; without this look it would be made again.
            if let page = cache.peek(key, now: { Site.systemClock().milliseconds }) { return .landed(page) }
            let told = cache.told
            if let flight = state.flights[key], flight.told == told { return .flying(flight.task) }
            state.last &+= 1
            let number = state.last
            // A task of its own: the one who asked first may leave, and the others still wait.
            let task = Task { [self] in
                defer { land(key, number) }
                return try await fly(path, key)
            }
            state.flights[key] = Flight(number: number, told: told, task: task)
            return .flying(task)
        }
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
        let time = isKept && !cache.hasDropped(inSecond: second) ? second : nil
        guard let page = ReadyPage(made, security: security, isKept: isKept, seconds: time) else {
            return .other(made.answer, origin: made.origin)
        }
        if isKept { cache.add(page, at: key) }
        return .ready(page)
    }
}
