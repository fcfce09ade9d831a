/// Whose turn it is: so many at once, so many of one host, nobody before their time.
///
/// Walked from its beginning each time: a caller keeps no more than some hundreds in it.
struct FetchQueue {
    enum Next: Equatable {
        case start(Int)
        /// Its host is given up.
        case refuse(Int)
        /// Nobody now; at this time somebody, unless something ends before.
        case wait(until: Duration?)
    }

    private struct Entry {
        let id: Int
        let host: String
        let time: Duration
    }

    private let settings: FetchSettings
    private var entries: [Entry] = []
    private var running: [String: Int] = [:]
    private var runningInAll = 0
    private var health: [String: HostHealth] = [:]

    init(_ settings: FetchSettings) { self.settings = settings }

    /// - Parameter isFirst: for who had a turn already and was sent on.
    mutating func add(_ id: Int, host: String, at time: Duration, isFirst: Bool = false) {
        entries.insert(Entry(id: id, host: host, time: time), at: isFirst ? 0 : entries.count)
    }

    mutating func remove(_ id: Int) { entries.removeAll { $0.id == id } }

    /// Takes out whose turn it is. Who is started holds a place until `release`.
    mutating func next(at now: Duration) -> Next {
        var earliest: Duration?
        func note(_ time: Duration) { earliest = min(earliest ?? time, time) }
        for (index, entry) in entries.enumerated() {
            let treatment = health[entry.host]?.treatment(at: now) ?? .ask(atOnce: settings.requestsPerHost)
            switch treatment {
            case .giveUp:
                entries.remove(at: index)
                return .refuse(entry.id)
            case .wait(let until): note(max(until, entry.time))
            case .ask where entry.time > now: note(entry.time)
            case .ask(let atOnce):
                guard runningInAll < settings.requests, running[entry.host, default: 0] < atOnce else { continue }
                entries.remove(at: index)
                running[entry.host, default: 0] += 1
                runningInAll += 1
                return .start(entry.id)
            }
        }
        return .wait(until: earliest)
    }

    /// Frees the place of one that was started.
    mutating func release(host: String) {
        guard let count = running[host] else { return }
        running[host] = count > 1 ? count - 1 : nil
        runningInAll -= 1
    }

    /// Notes how a host behaved. What is well is forgotten, so that this does not grow.
    mutating func note(_ host: String, _ change: (inout HostHealth) -> Void) {
        var health = health[host] ?? HostHealth(settings)
        change(&health)
        self.health[host] = health.isWell ? nil : health
    }
}
