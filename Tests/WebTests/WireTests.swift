import Content
import Hummingbird
import TestSupport
import Testing

@testable import Web

/// What comes over the wire when the request is not what a browser sends.
@Suite("Requests that are not well behaved")
struct WireTests {
    /// Echoes the path and the body, so that a test sees what reached the application.
    private func echoing<Result: Sendable>(
        limits: ConnectionLimits = .init(), _ body: @Sendable (Int) async throws -> Result
    ) async throws -> Result {
        try await TestServer.run(
            limits: limits,
            answering: { request, _ in
                let bytes = try await request.body.collect(upTo: 1 << 20)
                let text = "\(request.method) \(request.head.path ?? "-") \(String(buffer: bytes))"
                return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
            }
        ) { server in
            try await body(server.port)
        }
    }

    /// Sends bytes, ends sending, and returns all that came back.
    private func exchange(_ text: String, limits: ConnectionLimits = .init()) async throws -> [RawAnswer] {
        try await echoing(limits: limits) { port in
            let first: [RawAnswer] = try await withRawConnection(port) { connection in
                connection.send(text)
                connection.endSending()
                var answers: [RawAnswer] = []
                while let answer = connection.answer() { answers.append(answer) }
                #expect(connection.isClosed)
                return answers
            }
            // Whatever was sent, the next client is served.
            let next = try await withRawConnection(port) { connection in
                connection.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n")
                return connection.answer()?.text
            }
            #expect(next == "GET /next ")
            return first
        }
    }

    @Test("two requests sent at once get two answers in order")
    func pipelining() async throws {
        let answers = try await exchange(
            "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi")
        #expect(answers.map(\.text) == ["GET /1 ", "POST /2 hi"])
    }

    @Test("a client that closes its half is answered")
    func halfClosed() async throws {
        let answers = try await exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(answers.map(\.status) == [200])
    }

    @Test("a good request before a bad one is answered first")
    func goodBeforeBad() async throws {
        let answers = try await exchange(
            "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(answers.map(\.status) == [200, 400])
        #expect(answers.last?["connection"] == "close")
    }

    static let refused: [(String, Int)] = [
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n", 501),
        (
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400
        ),
        ("POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\na", 413),
        ("GET / HTTP/1.1\nHost: x\n\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nX : a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: a\u{0}b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\n: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400),
        ("GET / HTTP/9.9\r\nHost: x\r\n\r\n", 400),
        ("GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /é HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET a HTTP/1.1\r\nHost: x\r\n\r\n", 400), ("GET * HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET http://user@a/ HTTP/1.1\r\nHost: x\r\n\r\n", 400), ("GET http:///a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET http://a/ HTTP/1.1\r\n\r\n", 400),
        ("G\u{0}T / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("HELLO / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", 501),
        ("TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 501),
        ("PROPFIND / HTTP/1.1\r\nHost: x\r\n\r\n", 501),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{FC}", 400),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        ("GET /" + String(repeating: "a", count: 9000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        ("GET /" + String(repeating: "a", count: 20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "a", count: 17_000) + "\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "a", count: 80_000) + "\r\n\r\n", 431),
        (
            "GET / HTTP/1.1\r\nHost: x\r\n"
                + (0..<4).map { "X\($0): " + String(repeating: "a", count: 10_000) + "\r\n" }.joined() + "\r\n", 431
        ),
        ("GET / HTTP/1.1\r\nHost: x\r\n" + (0..<1000).map { "X\($0): a\r\n" }.joined() + "\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "a", count: 2_000_000), 431),
    ]

    @Test("what can be read in two ways is refused and the connection closed", arguments: refused)
    func refusals(text: String, status: Int) async throws {
        let wire = try await wire(text)
        // What follows is no second answer: the first is as long as it says.
        let (answer, length) = try #require(RawAnswer.parse(wire))
        #expect(
            answer.status == status && length == wire.count && answer["connection"] == "close",
            "\(String(decoding: wire, as: UTF8.self))")
        #expect(answer["x-content-type-options"] == "nosniff" && answer["content-type"] == "text/plain; charset=utf-8")
        #expect(answer["date"].flatMap(HTTPDate.parse) != nil)
        // In a sentence, and without a word of what was sent.
        #expect(answer.text.hasSuffix(".\n") && answer["content-length"] == "\(answer.body.count)")
    }

    @Test("a HEAD that is refused has the head of the refusal and no body")
    func refusedHead() async throws {
        let wire = try await wire("HEAD / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
        let (answer, length) = try #require(RawAnswer.parse(wire, toHead: true))
        #expect(answer.status == 400 && length == wire.count && answer["date"] != nil && answer["connection"] == "close")
    }

    /// Everything that comes back for it.
    private func wire(_ text: String) async throws -> [UInt8] {
        try await echoing { port in
            try await withRawConnection(port) { connection in
                connection.send(text)
                connection.endSending()
                return connection.rest()
            }
        }
    }

    @Test("what is wrong with a request is said in words, and nothing that it holds is said again")
    func sentences() async throws {
        let texts = [
            "GET /evil HTTP/1.1\r\n\r\n", "GET /evil HTTP/1.1\r\nHost: evil<script>\r\n\r\n",
            "PROPFIND /evil HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET evil HTTP/1.1\r\nHost: x\r\n\r\n", "PUT /evil HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\nevil",
        ]
        var sentences: [String] = []
        for text in texts { sentences += try await exchange(text).map(\.text) }
        #expect(Set(sentences).count == 4 && sentences.count == 5, "\(sentences)")
        #expect(!sentences.contains { $0.lowercased().contains("evil") })
        #expect(sentences.first?.contains("Host") == true && sentences.last?.contains("body") == true, "\(sentences)")
    }

    @Test("no answer says that something was changed after it was sent, whatever the clock of a file says")
    func lastModified() async throws {
        let times = ["Fri, 01 Jan 2100 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"]
        let answers = try await TestServer.run(answering: { request, _ in
            Response(status: .ok, headers: [.lastModified: request.head.path == "/0" ? times[0] : times[1]])
        }) { server in
            try await withRawConnection(server.port) { connection in
                connection.send("GET /0 HTTP/1.1\r\nHost: x\r\n\r\nGET /1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                return [connection.answer(), connection.answer()]
            }
        }
        #expect(answers[0]?["last-modified"] == answers[0]?["date"] && answers[0]?["date"] != nil)
        #expect(answers[1]?["last-modified"] == times[1])
    }

    @Test(
        "a broken body is refused to whoever reads it",
        arguments: [
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
        ])
    func brokenBodies(text: String) async throws {
        let answers = try await exchange(text)
        #expect(answers.count == 1)
        #expect(answers.allSatisfy { $0.status >= 400 && $0["connection"] == "close" })
    }

    @Test("a chunked body over the limit is cut off")
    func oversizedChunked() async throws {
        let chunk = "4000\r\n" + String(repeating: "a", count: 0x4000) + "\r\n"
        let answers = try await exchange(
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + String(repeating: chunk, count: 8))
        #expect(answers.count == 1)
        #expect(answers.allSatisfy { $0.status >= 400 && $0["connection"] == "close" })
    }

    @Test("a route that asks for larger bodies gets them")
    func largerBody() async throws {
        let body = String(repeating: "a", count: 100_000)
        let answer = try await TestServer.run(
            bodyLimit: { $0.path == "/upload" ? 100_000 : nil },
            answering: { request, _ in
                let bytes = try await request.body.collect(upTo: 1 << 20)
                return Response(
                    status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "\(bytes.readableBytes)")))
            }
        ) { server in
            try await withRawConnection(server.port) { connection in
                connection.send(
                    "POST /upload HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n")
                let interim = connection.answer()
                connection.send(body)
                return [interim, connection.answer()]
            }
        }
        #expect(answer.map { $0?.status } == [100, 200])
        #expect(answer.last??.text == "100000")
    }

    @Test(
        "HTTP/1.0 and Connection: close are answered once and closed",
        arguments: [
            "GET / HTTP/1.0\r\n\r\n",
            "GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n",
        ])
    func closing(text: String) async throws {
        let answers = try await echoing { port in
            try await withRawConnection(port) { connection in
                connection.send(text + text)
                let first = connection.answer()
                let second = connection.answer()
                #expect(connection.isClosed)
                return [first, second]
            }
        }
        #expect(answers[0]?.status == 200)
        #expect(answers[0]?["connection"] == "close")
        #expect(answers[1] == nil)
    }

    @Test("the absolute form reaches the application without its host")
    func absoluteForm() async throws {
        let answers = try await exchange("GET http://evil.example/a?b HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(answers.map(\.text) == ["GET /a?b "])
    }

    @Test("the host of an absolute target goes before the Host field, which must be there all the same")
    func hostOfTarget() async throws {
        let hosts = try await TestServer.run(answering: { request, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: request.head.authority ?? "-")))
        }) { server in
            try await withRawConnection(server.port) { connection in
                ["http://one.example:80/a", "HTTPS://[::1]?b", "/c"].map { target in
                    connection.send("GET \(target) HTTP/1.1\r\nHost: field.example\r\n\r\n")
                    return connection.answer()?.text
                }
            }
        }
        #expect(hosts == ["one.example:80", "[::1]", "field.example"])
    }

    @Test(
        "a line break in an address is never written into a header",
        arguments: [
            "/%0d%0aSet-Cookie:%20a=b//", "//%0d%0aSet-Cookie:%20a=b", "/a/../%0D%0ASet-Cookie:a=b",
            "/./%E5%98%8A%E5%98%8D",
        ])
    func splitting(path: String) async throws {
        let answer = try await TestServer.run(answering: { request, _ in
            switch RequestTarget.parse(request.head.path ?? "") {
            case .redirect(let location): Response(status: .movedPermanently, headers: [.location: location])
            default: Response(status: .badRequest)
            }
        }) { server in
            try await withRawConnection(server.port) { connection in
                connection.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
                return connection.answer()
            }
        }
        #expect(answer?["set-cookie"] == nil)
        #expect(answer?.status == (path.contains("%E5") ? 301 : 400))
    }

    @Test("an answer to HEAD has no body, whatever the application says")
    func bodyOfHead() async throws {
        let answers = try await echoing { port in
            try await withRawConnection(port) { connection in
                connection.send("HEAD /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n")
                return [connection.answer(toHead: true), connection.answer()]
            }
        }
        #expect(answers[0]?["content-length"] == "8")
        #expect(answers[1]?.text == "GET /2 ")
    }

    @Test("whatever bytes arrive, the server goes on")
    func fuzz() async throws {
        let words = [
            "GET ", "POST ", "/", "HTTP/1.1", "HTTP/1.0", "\r\n", "\n", "\r", "Host: x\r\n", "Content-Length: ", "5",
            "Transfer-Encoding: chunked\r\n", "\r\n\r\n", "0\r\n\r\n", "Expect: 100-continue\r\n", "\u{0}", " ", ":",
            "é",
            "Range: bytes=0-\r\n", "Connection: close\r\n", "Upgrade: x\r\n", "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        ]
        let served = try await echoing { port in
            try await withRawConnection(port) { _ in }
            for _ in 0..<300 {
                let text = (0..<Int.random(in: 1...20)).compactMap { _ in words.randomElement() }.joined()
                try await withRawConnection(port) { connection in
                    connection.send(text)
                    connection.endSending()
                    #expect(connection.closes(), "\(text.debugDescription)")
                }
            }
            return try await withRawConnection(port) { connection in
                connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                return connection.answer()?.status
            }
        }
        #expect(served == 200)
    }
}
