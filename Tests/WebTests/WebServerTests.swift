import Hummingbird
import Logging
import ServiceLifecycle
import TestSupport
import Testing

@testable import Web

@Suite("Starting and stopping")
struct WebServerTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let hello = CallbackResponder<DeliveryContext> { _, _ in Response(status: .ok) }

    @Test("a port that is taken is told in a sentence")
    func portTaken() async throws {
        try await TestServer.run(answering: { _, _ in Response(status: .ok) }) { first in
            let second = WebServer(responder: hello, host: "127.0.0.1", port: first.port, logger: logger)
            let expected = ServerError.portTaken(host: "127.0.0.1", port: first.port)
            await #expect(throws: expected) {
                try await ServiceGroup(services: [second], logger: logger).run()
            }
            #expect(
                expected.description
                    == "port \(first.port) on 127.0.0.1 is taken by another program; choose another with --port")
        }
    }

    @Test("an address of another machine is told in a sentence")
    func foreignAddress() async throws {
        let server = WebServer(responder: hello, host: "192.0.2.1", port: 0, logger: logger)
        await #expect(throws: ServerError.notOurAddress(host: "192.0.2.1")) {
            try await ServiceGroup(services: [server], logger: logger).run()
        }
    }

    @Test("a request in flight is finished before the server stops, and idle connections are closed at once")
    func gracefulStop() async throws {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let outcome = try await TestServer.run(answering: { request, _ in
            if request.head.path == "/slow" {
                begin.yield()
                _ = await released.first { _ in true }
            }
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "done")))
        }) { server in
            async let slow = withRawConnection(server.port) { connection in
                connection.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
                let answer = connection.answer()?.text
                #expect(connection.closes())
                return answer
            }
            _ = await begun.first { _ in true }
            let idleCloses = try await withThrowingTaskGroup(of: Bool.self) { group in
                let (served, serve) = AsyncStream.makeStream(of: Void.self)
                group.addTask {
                    try await withRawConnection(server.port) { connection in
                        connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                        _ = connection.answer()
                        serve.yield()
                        return connection.closes()
                    }
                }
                _ = await served.first { _ in true }
                await server.stop()
                return try await group.next() ?? false
            }
            let refused = try? await withRawConnection(server.port) { $0.closes() }
            release.yield()
            return (try await slow, idleCloses, refused)
        }
        #expect(outcome.0 == "done")
        #expect(outcome.1)
        #expect(outcome.2 == nil)
    }

    @Test("a request that does not finish is given up after the time to drain")
    func drain() async throws {
        var limits = ConnectionLimits()
        limits.drain = .milliseconds(200)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let closed = try await TestServer.run(
            limits: limits,
            answering: { _, _ in
                begin.yield()
                try await Task.sleep(for: .seconds(600))
                return Response(status: .ok)
            }
        ) { server in
            async let closed = withRawConnection(server.port) { connection in
                connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                return connection.closes()
            }
            _ = await begun.first { _ in true }
            await server.stop()
            return try await closed
        }
        #expect(closed)
    }

    @Test("an error of the application is a 500 without a word of it")
    func applicationError() async throws {
        struct Secret: Error { let password = "hunter2" }
        let answer = try await TestServer.run(answering: { _, _ in throw Secret() }) { server in
            try await withRawConnection(server.port) { connection in
                connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                return connection.answer()
            }
        }
        #expect(answer?.status == 500)
        #expect(answer?.body.isEmpty == true)
        #expect(answer?["x-content-type-options"] == "nosniff")
    }
}
