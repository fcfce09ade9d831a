import NIOCore

/// What one connection is doing, and whether it has taken too long over it.
///
/// A pure state machine: events with their time in, verdicts out; it never looks at a clock. Time counts against
/// a client only while the server has asked for bytes, so a slow handler is not held against the one who waits.
struct ConnectionWatch {
    /// Why a connection is cut.
    enum Reason: String {
        case slowHead, idle, slowBody, oversizedBody, stalledWrite, lingering, drained
    }

    private enum Phase {
        /// No request is being read.
        case idle
        case head
        case body
    }

    private let limits: ConnectionLimits
    private var phase = Phase.idle
    /// When the outstanding read was asked for; nil while no bytes are wanted.
    private var asked: NIODeadline?
    /// Time spent waiting for the client within this phase.
    private var waited: TimeAmount = .zero
    /// Bytes that arrived in the body phase, framing included, and how many may.
    private var bodyBytes: Int64 = 0
    private var bodyLimit: Int64 = 0
    /// Requests read whose answers are not yet written.
    private var inFlight = 0
    private var lastEvent: NIODeadline
    /// Bytes handed to the socket layer in all.
    private var written: Int64 = 0
    /// Bytes the kernel had taken when progress was last good enough, and when that was.
    private var progress: (sent: Int64, at: NIODeadline)
    /// When bytes were last seen waiting for the client.
    private var unsent: NIODeadline
    private var ended: NIODeadline?
    private var draining: NIODeadline?

    init(limits: ConnectionLimits, now: NIODeadline) {
        self.limits = limits
        lastEvent = now
        progress = (0, now)
        unsent = now
    }

    /// A read of the socket was asked for.
    mutating func asking(_ now: NIODeadline) {
        if asked == nil { asked = now }
    }

    mutating func received(_ bytes: Int, _ now: NIODeadline) {
        lastEvent = now
        if let asked { waited = waited + (now - asked) }
        asked = nil
        switch phase {
        case .idle:
            phase = .head
            waited = .zero
        case .head:
            break
        case .body:
            bodyBytes += Int64(bytes)
        }
    }

    /// A whole head was read; `limit` is what its body may have.
    mutating func headRead(bodyLimit limit: Int64) {
        phase = .body
        waited = .zero
        bodyBytes = 0
        // Chunks of one byte carry five of framing. Beyond that it is not framing but chunk extensions, which
        // the decoder drops without counting.
        bodyLimit = limit.multipliedReportingOverflow(by: 8).overflow ? .max : limit * 8 + 65_536
        inFlight += 1
    }

    mutating func requestRead() {
        phase = .idle
        waited = .zero
    }

    mutating func answered(_ now: NIODeadline) {
        lastEvent = now
        inFlight = max(0, inFlight - 1)
    }

    mutating func wrote(_ bytes: Int) {
        written &+= Int64(bytes)
    }

    /// The server has said all it will say.
    mutating func outputEnded(_ now: NIODeadline) {
        if ended == nil { ended = now }
    }

    mutating func shuttingDown(_ now: NIODeadline) {
        if draining == nil { draining = now }
    }

    /// - Parameter pending: bytes written that the kernel has not taken.
    /// - Returns: why to cut the connection, or nil to let it be.
    mutating func verdict(pending: Int, _ now: NIODeadline) -> Reason? {
        if let draining, now - draining >= TimeAmount(limits.drain) { return .drained }
        if let reason = writing(pending: Int64(pending), now) { return reason }
        if pending > 0 {
            unsent = now
            return nil
        }
        if let ended { return now - max(ended, unsent) >= TimeAmount(limits.linger) ? .lingering : nil }
        return reading(now)
    }

    private mutating func writing(pending: Int64, _ now: NIODeadline) -> Reason? {
        let sent = written &- pending
        if pending == 0 || sent - progress.sent >= limits.writeFloor {
            progress = (sent, now)
            return nil
        }
        return now - progress.at >= TimeAmount(limits.writeStall) ? .stalledWrite : nil
    }

    private func reading(_ now: NIODeadline) -> Reason? {
        let waited = waited + (asked.map { now - $0 } ?? .zero)
        switch phase {
        case .idle:
            return inFlight == 0 && now - lastEvent >= TimeAmount(limits.idle) ? .idle : nil
        case .head:
            return waited >= TimeAmount(limits.head) ? .slowHead : nil
        case .body:
            if bodyBytes > bodyLimit { return .oversizedBody }
            if waited < TimeAmount(limits.bodyGrace) { return nil }
            let seconds = waited.nanoseconds / 1_000_000_000
            let (wanted, overflow) = limits.bodyRate.multipliedReportingOverflow(by: max(1, seconds))
            return overflow || bodyBytes < wanted ? .slowBody : nil
        }
    }
}
