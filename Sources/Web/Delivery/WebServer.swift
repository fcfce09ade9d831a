import Glibc
package import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle

/// Listens for readers and hands their requests to a responder.
///
/// A service: told to stop gracefully it accepts nothing more, closes idle connections, lets requests in flight
/// finish within `limits.drain`, then cancels what is left.
package struct WebServer<Responder: HTTPResponder>: Service
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    private let application: Application<Responder>
    private let host: String
    private let port: Int
    private let drain: Duration
    private let count: ConnectionCount

    /// - Parameters:
    ///   - host: an address or a name of this machine.
    ///   - port: 0 for any free one.
    ///   - pages: what is answered from memory; nil: every request goes to the responder.
    ///   - traffic: is told of every answer.
    ///   - bodyLimit: bytes of body a request may bring; nil leaves it at `limits.body`.
    ///   - onRunning: called with the port once connections are accepted.
    package init(
        responder: Responder, host: String, port: Int, limits: ConnectionLimits = .init(),
        security: SecurityHeaders = .init(), pages: Pages? = nil, traffic: Traffic? = nil, logger: Logger,
        bodyLimit: @escaping @Sendable (HTTPRequest) -> Int? = { _ in nil },
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.host = host
        self.port = port
        drain = limits.drain
        var limits = limits
        // Half is left for the files that may be on their way. Without any left `accept` fails, and NIO's loop
        // spins on it until somebody goes.
        limits.connections = min(limits.connections, Self.raiseDescriptorLimit() / 2)
        let count = ConnectionCount(limits: limits)
        self.count = count
        let standard = Int(clamping: limits.body)
        let gate = RequestGate(bodyLimit: { max(0, bodyLimit($0) ?? standard) })
        application = Application(
            responder: responder,
            server: HTTPServerBuilder { [limits] responder in
                DeliveryChannel(
                    responder: responder, traffic: traffic, limits: limits, security: security, gate: gate, count: count,
                    cache: pages?.cache)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil, backlog: 1024),
            onServerRunning: { channel in
                await onRunning(channel.localAddress?.port ?? port)
            },
            logger: logger)
    }

    /// How many connections are open.
    var openConnections: Int { count.total }

    package func run() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                group.addTask {
                    try await gracefulShutdown()
                    // Connections are cut at the end of `drain`; this is for handlers that do not notice.
                    try await Task.sleep(for: drain + .seconds(1))
                }
                try await group.next()
                group.cancelAll()
            }
        } catch {
            throw ServerError(error, host: host, port: port) ?? error
        }
    }

    /// A descriptor per connection and one per file being sent: the usual soft limit of 1,024 is for programs that
    /// use `select`. Returns what may be open at once.
    private static func raiseDescriptorLimit() -> Int {
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(files, &limit) == 0 else { return 1024 }
        let usual = limit.rlim_cur
        limit.rlim_cur = max(usual, min(limit.rlim_max, 65_536))
        return Int(clamping: setrlimit(files, &limit) == 0 ? limit.rlim_cur : usual)
    }
}
