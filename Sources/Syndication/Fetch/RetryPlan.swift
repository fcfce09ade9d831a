/// When to try again: exponential back-off with jitter, as long as there is hope.
struct RetryPlan: Sendable {
    private let attempts: Int
    private let firstDelay: Duration
    private let longestDelay: Duration
    private var inVain = 0
    private var all = 0

    init(_ settings: FetchSettings) {
        attempts = settings.attempts
        firstDelay = settings.firstDelay
        longestDelay = settings.longestDelay
    }

    /// Notes an attempt that failed in a way that may pass.
    ///
    /// - Parameters:
    ///   - progressed: whether it brought bytes that the next one can go on from. A large file over a line that breaks
    ///     again and again gets there; a server that sends one byte at a time does not, for attempts are counted, too.
    ///   - retryAfter: what the server asked for; never waited less, nor longer than the settings allow.
    ///   - chance: from 0 to 1. Half of the wait is left to it, so that many do not come back at once.
    /// - Returns: how long to wait; nil where it is enough.
    mutating func delay(progressed: Bool, retryAfter: Duration?, chance: Double) -> Duration? {
        inVain = progressed ? 0 : inVain + 1
        all += 1
        guard inVain < attempts, all < attempts * 4 else { return nil }
        let doubled = firstDelay * (1 << min(max(inVain - 1, 0), 5))
        let delay = doubled / 2 + doubled / 2 * min(max(chance, 0), 1)
        return min(max(delay, retryAfter ?? .zero), longestDelay)
    }

    /// Whether an answer may be another one later (RFC 9110, RFC 6585, RFC 8470).
    static func mayPass(_ status: Int) -> Bool {
        switch status {
        case 408, 425, 429, 500...599: true
        default: false
        }
    }
}
