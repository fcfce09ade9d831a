package import Hummingbird
import Logging
import ServiceLifecycle
package import Web

/// A server on a free port of this machine for as long as a test needs it.
package struct TestServer: Sendable {
    package let port: Int
    private let group: ServiceGroup

    /// Begins a graceful shutdown, as SIGTERM does.
    package func stop() async { await group.triggerGracefulShutdown() }

    /// Starts a server, runs the body and stops the server.
    package static func run<Result: Sendable>(
        limits: ConnectionLimits = .init(), security: SecurityHeaders = .init(), traffic: Traffic? = nil,
        bodyLimit: @escaping @Sendable (HTTPRequest) -> Int? = { _ in nil },
        answering respond: @escaping @Sendable (Request, DeliveryContext) async throws -> Response,
        _ body: @Sendable (TestServer) async throws -> Result
    ) async throws -> Result {
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let responder = CallbackResponder<DeliveryContext>(callback: respond)
        let server = WebServer(
            responder: responder, host: "127.0.0.1", port: 0, limits: limits, security: security, traffic: traffic,
            logger: logger,
            bodyLimit: bodyLimit, onRunning: { running.yield($0) })
        let group = ServiceGroup(services: [server], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { running.finish() }
                try await group.run()
            }
            guard let port = await ports.first(where: { _ in true }) else {
                try await tasks.next()
                throw CancellationError()
            }
            let outcome: Swift.Result<Result, any Error>
            do {
                outcome = .success(try await body(TestServer(port: port, group: group)))
            } catch {
                outcome = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try outcome.get()
        }
    }
}
