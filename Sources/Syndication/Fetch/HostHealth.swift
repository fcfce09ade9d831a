/// How a host has answered lately, and how it is to be treated for it.
///
/// A host that fails three times in a row is asked by one request at a time, after a pause; one that goes on failing is
/// given up, so that ten thousand pictures of a dead server do not take a day. Times are since any fixed moment.
struct HostHealth: Sendable {
    private let settings: FetchSettings
    /// In a row, without any answer.
    private var silences = 0
    /// In a row, of the kind of 503.
    private var troubles = 0
    private var pausedUntil: Duration = .zero
    private var givenUpUntil: Duration?

    init(_ settings: FetchSettings) { self.settings = settings }

    enum Treatment: Equatable { case ask(atOnce: Int), wait(until: Duration), giveUp }

    func treatment(at now: Duration) -> Treatment {
        if let givenUpUntil {
            // Then one request may try, and the host is well or given up again.
            return now < givenUpUntil ? .giveUp : .ask(atOnce: 1)
        }
        if now < pausedUntil { return .wait(until: pausedUntil) }
        return .ask(atOnce: isAiling ? 1 : settings.requestsPerHost)
    }

    /// Whether there is nothing to remember.
    var isWell: Bool { silences == 0 && troubles == 0 }

    private var isAiling: Bool { max(silences, troubles) >= 3 }

    /// It answered, be it 404.
    mutating func answered() { self = HostHealth(settings) }

    /// It did not answer.
    mutating func wasSilent(at now: Duration) {
        silences += 1
        pause(at: now, atLeast: .zero)
    }

    /// It answered that it cannot now.
    mutating func wasInTrouble(retryAfter: Duration?, at now: Duration) {
        silences = 0
        troubles += 1
        pause(at: now, atLeast: min(retryAfter ?? .zero, settings.longestDelay))
    }

    private mutating func pause(at now: Duration, atLeast least: Duration) {
        if givenUpUntil != nil || silences >= settings.failuresPerHost || troubles >= settings.failuresPerHost * 5 {
            givenUpUntil = now + settings.restOfHost
        }
        let over = max(silences, troubles) - 3
        let own = over >= 0 ? settings.firstDelay / 2 * (1 << min(over, 4)) : .zero
        pausedUntil = max(pausedUntil, now + max(own, least))
    }
}
