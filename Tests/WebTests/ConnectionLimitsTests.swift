import Hummingbird
import TestSupport
import Testing

@testable import Web

/// The limits at work on real sockets, in milliseconds. A client here waits far longer than the limit, so what is
/// asked is whether it is cut at all.
@Suite("Connections that take too long")
struct ConnectionLimitsTests {
    private static let size = 4_000_000

    private func hasty(_ change: (inout ConnectionLimits) -> Void = { _ in }) -> ConnectionLimits {
        var limits = ConnectionLimits()
        change(&limits)
        return limits
    }

    private func serving<Result: Sendable>(
        _ limits: ConnectionLimits, _ body: @Sendable (Int) async throws -> Result
    ) async throws -> Result {
        let large = ByteBuffer(repeating: 97, count: Self.size)
        return try await TestServer.run(
            limits: limits,
            answering: { request, _ in
                if request.head.path == "/large" { return Response(status: .ok, body: .init(byteBuffer: large)) }
                let bytes = try await request.body.collect(upTo: 1 << 20)
                return Response(status: .ok, body: .init(byteBuffer: bytes))
            }
        ) { try await body($0.port) }
    }

    @Test("a head that trickles is cut, though bytes keep coming")
    func slowHead() async throws {
        let limits = hasty { $0.head = .milliseconds(200) }
        let closed = try await serving(limits) { port in
            try await withRawConnection(port) { connection in
                connection.send("GET / HTTP/1.1\r\nHost: x\r\n")
                for _ in 0..<500 where !connection.isClosed {
                    connection.send("a")
                    _ = connection.closes(within: 20)
                }
                return connection.isClosed
            }
        }
        #expect(closed)
    }

    @Test(
        "an idle connection is cut, before and after a request", arguments: ["", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"])
    func idle(first: String) async throws {
        let closed = try await serving(hasty { $0.idle = .milliseconds(200) }) { port in
            try await withRawConnection(port) { connection in
                connection.send(first)
                if !first.isEmpty { _ = connection.answer() }
                return connection.closes()
            }
        }
        #expect(closed)
    }

    @Test("a body that trickles is cut")
    func slowBody() async throws {
        let limits = hasty { $0.bodyGrace = .milliseconds(200) }
        let closed = try await serving(limits) { port in
            try await withRawConnection(port) { connection in
                connection.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n")
                for _ in 0..<500 where !connection.isClosed {
                    connection.send("a")
                    _ = connection.closes(within: 20)
                }
                return connection.isClosed
            }
        }
        #expect(closed)
    }

    @Test("chunk extensions without content are cut")
    func chunkExtensions() async throws {
        let closed = try await serving(hasty { $0.idle = .milliseconds(40) }) { port in
            try await withRawConnection(port) { connection in
                connection.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                let chunk = "1;" + String(repeating: "a", count: 4000) + "\r\na\r\n"
                // As long as it takes on a machine that is busy with other tests; a quiet one cuts it in a second.
                let end = ContinuousClock.now + .seconds(40)
                while !connection.isClosed, ContinuousClock.now < end {
                    connection.send(chunk)
                    _ = connection.closes(within: 5)
                }
                return connection.isClosed
            }
        }
        #expect(closed)
    }

    @Test("a reader who never reads is cut")
    func neverReads() async throws {
        let limits = hasty { $0.writeStall = .milliseconds(200) }
        let received = try await serving(limits) { port in
            try await withRawConnection(port, receiveBuffer: 8192) { connection in
                connection.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
                connection.pause(milliseconds: 2000)
                let rest = connection.rest()
                #expect(connection.isClosed)
                return rest.count
            }
        }
        #expect(received < Self.size)
    }

    @Test("a reader of one byte now and then is cut")
    func readsByBytes() async throws {
        let limits = hasty { $0.writeStall = .milliseconds(200) }
        let received = try await serving(limits) { port in
            try await withRawConnection(port, receiveBuffer: 8192) { connection in
                connection.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
                for _ in 0..<40 {
                    _ = connection.readByte()
                    connection.pause(milliseconds: 50)
                }
                let rest = connection.rest()
                #expect(connection.isClosed)
                return rest.count
            }
        }
        #expect(received < Self.size)
    }

    @Test("a reader who is slow but reads gets everything")
    func slowReader() async throws {
        let limits = hasty { $0.writeStall = .milliseconds(3000) }
        let answer = try await serving(limits) { port in
            try await withRawConnection(port, receiveBuffer: 65_536) { connection in
                connection.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
                for _ in 0..<10 {
                    connection.pause(milliseconds: 400)
                    connection.take(100_000)
                }
                return connection.answer()
            }
        }
        #expect(answer?.body.count == Self.size)
    }

    @Test("a client that does not close after a refusal is closed on")
    func lingering() async throws {
        let closed = try await serving(hasty { $0.linger = .milliseconds(200) }) { port in
            try await withRawConnection(port) { connection in
                connection.send("nonsense\r\n\r\n")
                let refused = connection.answer()?.status == 400
                // The server has ended its half. Once it has closed the other as well, sending resets.
                for _ in 0..<500 where !connection.isReset {
                    connection.send("more")
                    connection.pause(milliseconds: 10)
                }
                return refused && connection.isReset
            }
        }
        #expect(closed)
    }

    @Test("connections beyond the limit are closed, and taken again when others go")
    func tooMany() async throws {
        let limits = hasty {
            $0.connectionsPerAddress = 2
            $0.loopbackIsProxy = false
        }
        try await serving(limits) { port in
            try await withRawConnection(port) { first in
                let second = try RawConnection(port: port)
                for connection in [first, second] {
                    connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                    #expect(connection.answer()?.status == 200)
                }
                let third = try RawConnection(port: port)
                #expect(third.closes())
                first.endSending()
                #expect(first.closes())
                var served = false
                for _ in 0..<200 where !served {
                    let fourth = try RawConnection(port: port)
                    fourth.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                    served = fourth.answer()?.status == 200
                    if !served { fourth.pause(milliseconds: 10) }
                }
                #expect(served)
            }
        }
    }
}
