private import Dispatch
import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// A bounded number of sessions with one server, made when they are needed and used again.
///
/// After the server was away the first to ask connects anew, patiently for a while: a restart is a pause, not an error.
final class PostgresPool: Sendable {
    private let address: PostgresAddress
    private let limits: PostgresSession.Limits
    private let free: DispatchSemaphore
    private let state = Mutex(State())

    private struct State {
        var idle: [PostgresSession] = []
        /// Since when the server has refused or broken every connection.
        var goneSince: ContinuousClock.Instant?
        var isClosed = false
    }

    /// How long a free session is waited for: as long as SQLite waits for another writer.
    private static let longestWait: DispatchTimeInterval = .seconds(10)
    /// How long a server that went away is waited for. After that each request asks once and says what is wrong.
    private static let patience: Duration = .seconds(5)

    init(_ address: PostgresAddress, size: Int, limits: PostgresSession.Limits) {
        self.address = address
        self.limits = limits
        free = DispatchSemaphore(value: size)
    }

    /// Lends a session on which `begin` has gone well.
    ///
    /// - Parameter begin: what can be done again on another session where one turns out to be dead: the start of a transaction.
    func borrow(_ begin: (PostgresSession) throws -> Void) throws -> PostgresSession {
        guard free.wait(timeout: .now() + PostgresPool.longestWait) == .success else { throw StorageError.busy }
        do {
            return try connected(begin)
        } catch {
            free.signal()
            throw error
        }
    }

    /// Takes a session back. One that is broken, or in the middle of something, is not used again.
    func giveBack(_ session: PostgresSession) {
        state.withLock { if !session.isBroken, !$0.isClosed { $0.idle.append(session) } }
        free.signal()
    }

    /// Ends all sessions that nobody uses, and every other when it is given back.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle = []
        }
    }

    private func connected(_ begin: (PostgresSession) throws -> Void) throws -> PostgresSession {
        var pause: Duration = .milliseconds(20)
        while true {
            guard !state.withLock({ $0.isClosed }) else { throw StorageError.gone("this program is stopping") }
            let idle = state.withLock { $0.idle.popLast() }
            do {
                let session = try idle ?? PostgresSession(address, limits: limits)
                try begin(session)
                state.withLock { $0.goneSince = nil }
                return session
            } catch let error as StorageError {
                guard case .gone = error else { throw error }
                // A session from before the server went away says nothing about now.
                if idle != nil { continue }
                let since = state.withLock { state in
                    let since = state.goneSince ?? .now
                    state.goneSince = since
                    return since
                }
                guard .now - since < PostgresPool.patience else { throw error }
                usleep(UInt32(pause / .microseconds(1)))
                pause = min(pause * 2, .milliseconds(500))
            }
        }
    }
}
