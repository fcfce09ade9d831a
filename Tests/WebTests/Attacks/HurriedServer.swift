import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing
import Web

/// A whole magazine served on real sockets with limits of its own, in milliseconds where a site on the web has seconds.
struct HurriedServer: Sendable {
    let port: Int
    private let admin: Int

    static func run<Result: Sendable>(
        _ magazine: TemporaryMagazine, limits: ConnectionLimits, _ body: @Sendable (HurriedServer) async throws -> Result
    ) async throws -> Result {
        let served = try Magazine(directory: magazine.directory)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let started = Started()
        let (ports, running) = AsyncStream.makeStream(of: (isAdmin: Bool, port: Int).self)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { running.finish() }
                let admin = Magazine.Admin(host: "127.0.0.1", port: 0, version: "test") { running.yield((true, $0)) }
                try await served.serve(
                    host: "127.0.0.1", port: 0, limits: limits, admin: admin, signals: [], logger: logger,
                    group: { group in started.group.withLock { $0 = group } }
                ) { running.yield((false, $0)) }
            }
            var (port, admin): (Int?, Int?)
            for await found in ports {
                if found.isAdmin { admin = found.port } else { port = found.port }
                if port != nil, admin != nil { break }
            }
            let outcome: Swift.Result<Result, any Error>
            do {
                outcome = .success(try await body(HurriedServer(port: try #require(port), admin: try #require(admin))))
            } catch {
                outcome = .failure(error)
            }
            await started.group.withLock { $0 }?.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try outcome.get()
        }
    }

    private final class Started: Sendable {
        let group = Mutex<ServiceGroup?>(nil)
    }

    /// How many readers are connected.
    func connections() async throws -> Int {
        let answer = try await withRawConnection(admin) { connection in
            connection.send("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return connection.answer()
        }
        return Int(try PrometheusText(try #require(answer).text).value("stet_http_connections") ?? -1)
    }

    /// Waits until so many are.
    func settles(at count: Int) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while try await connections() != count {
            guard ContinuousClock.now < end else { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
        return true
    }

    func get(_ path: String) async throws -> RawAnswer? {
        try await withRawConnection(port) { connection in
            connection.send("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return connection.answer()
        }
    }
}
