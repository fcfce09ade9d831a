import Glibc
import Hummingbird
import NIOCore
import TestSupport
import Testing

@testable import Web

@Suite("Files over the wire")
struct FileResponseTests {
    /// Serves one file whatever is asked for.
    private func serving<Result: Sendable>(
        _ content: [UInt8], type: String = "image/jpeg", immutable: Bool = false, downloadName: String? = nil,
        promised: Int64? = nil, limits: ConnectionLimits = .init(),
        _ body: @Sendable (TestServer, TemporaryFile) async throws -> Result
    ) async throws -> Result {
        let file = try TemporaryFile(content)
        let stored = StoredFile(
            path: file.path, size: promised ?? Int64(content.count), mediaType: type, etag: "\"5d41\"",
            lastModified: 784_111_777, immutable: immutable, downloadName: downloadName)
        let reader = FileReader(threads: 2)
        let result = try await TestServer.run(
            limits: limits,
            answering: { request, context in
                await fileResponse(stored, request: request, eventLoop: context.eventLoop, reader: reader)
            }
        ) { server in
            try await body(server, file)
        }
        await reader.shutDown()
        return result
    }

    private func ask(_ port: Int, _ head: String, method: String = "GET") async throws -> RawAnswer {
        let answer = try await withRawConnection(port) { connection in
            connection.send("\(method) /f HTTP/1.1\r\nHost: x\r\n\(head)\r\n")
            return connection.answer(toHead: method == "HEAD")
        }
        return try #require(answer)
    }

    @Test("a file is answered with its bytes and what a cache has to know")
    func wholeFile() async throws {
        let answer = try await serving(Array("hello".utf8)) { server, _ in try await ask(server.port, "") }
        #expect(answer.status == 200)
        #expect(answer.text == "hello")
        #expect(answer["content-length"] == "5")
        #expect(answer["content-type"] == "image/jpeg")
        #expect(answer["etag"] == "\"5d41\"")
        #expect(answer["last-modified"] == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(answer["accept-ranges"] == "bytes")
        #expect(answer["cache-control"] == "public, max-age=3600")
        #expect(answer["x-content-type-options"] == "nosniff")
        #expect(answer["set-cookie"] == nil)
    }

    @Test("a file with its hash in the address may be kept for ever")
    func immutable() async throws {
        let answer = try await serving([1], immutable: true) { server, _ in try await ask(server.port, "") }
        #expect(answer["cache-control"] == "public, max-age=31536000, immutable")
    }

    @Test(
        "a range of hello is answered with right bytes, the whole, or 416",
        arguments: [
            ("bytes=0-0", 206, "h", "bytes 0-0/5"),
            ("bytes=1-3", 206, "ell", "bytes 1-3/5"),
            ("bytes=4-", 206, "o", "bytes 4-4/5"),
            ("bytes=-2", 206, "lo", "bytes 3-4/5"),
            ("bytes=-500", 206, "hello", "bytes 0-4/5"),
            ("bytes=0-99999999999999999999", 206, "hello", "bytes 0-4/5"),
            ("bytes=9-", 416, "", "bytes */5"),
            ("bytes=5-5", 416, "", "bytes */5"),
            ("bytes=99999999999999999999-", 416, "", "bytes */5"),
            ("bytes=-0", 416, "", "bytes */5"),
            ("bytes=3-1", 200, "hello", nil),
            ("bytes=x", 200, "hello", nil),
            ("pages=1-2", 200, "hello", nil),
            ("bytes=0-0,2-3", 200, "hello", nil),
        ] as [(String, Int, String, String?)])
    func ranges(range: String, status: Int, body: String, contentRange: String?) async throws {
        let answer = try await serving(Array("hello".utf8)) { server, _ in
            try await ask(server.port, "Range: \(range)\r\n")
        }
        #expect(answer.status == status)
        #expect(answer.text == body)
        #expect(answer["content-length"] == String(body.utf8.count))
        #expect(answer["content-range"] == contentRange)
    }

    @Test("a thousand ranges get the whole file once")
    func thousandRanges() async throws {
        let list = (0..<1000).map { "\($0)-" }.joined(separator: ",")
        let answer = try await serving(Array("hello".utf8)) { server, _ in
            try await ask(server.port, "Range: bytes=\(list)\r\n")
        }
        #expect(answer.status == 200)
        #expect(answer.text == "hello")
    }

    @Test(
        "Row 51: an empty file is an empty answer, and has no first byte",
        arguments: [
            ("", 200), ("Range: bytes=0-\r\n", 416), ("Range: bytes=-5\r\n", 200),
        ])
    func emptyFile(head: String, status: Int) async throws {
        let answer = try await serving([]) { server, _ in try await ask(server.port, head) }
        #expect(answer.status == status)
        #expect(answer["content-length"] == "0")
        #expect(answer.body.isEmpty)
        if status == 416 { #expect(answer["content-range"] == "bytes */0") }
    }

    @Test(
        "a condition decides before a range does",
        arguments: [
            ("If-None-Match: \"5d41\"\r\nRange: bytes=0-0\r\n", 304, ""),
            ("If-None-Match: W/\"5d41\"\r\n", 304, ""),
            ("If-None-Match: \"a\", \"5d41\"\r\n", 304, ""),
            ("If-None-Match: *\r\n", 304, ""),
            ("If-None-Match: \"other\"\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n", 200, "hello"),
            ("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n", 304, ""),
            ("If-Match: \"other\"\r\n", 412, ""),
            ("If-Range: \"5d41\"\r\nRange: bytes=0-0\r\n", 206, "h"),
            ("If-Range: W/\"5d41\"\r\nRange: bytes=0-0\r\n", 200, "hello"),
            ("If-Range: \"other\"\r\nRange: bytes=0-0\r\n", 200, "hello"),
            ("If-Range: \"other\"\r\nRange: bytes=9-\r\n", 200, "hello"),
            ("If-Range: Sun, 06 Nov 1994 08:49:37 GMT\r\nRange: bytes=0-0\r\n", 200, "hello"),
        ])
    func conditions(head: String, status: Int, body: String) async throws {
        let answer = try await serving(Array("hello".utf8)) { server, _ in try await ask(server.port, head) }
        #expect(answer.status == status)
        #expect(answer.text == body)
        if status == 304 {
            #expect(answer["etag"] == "\"5d41\"")
            #expect(answer["content-length"] == nil)
        }
    }

    @Test("HEAD tells the length, sends nothing, and the next answer is read right")
    func head() async throws {
        let answers = try await serving(Array("hello".utf8)) { server, _ in
            try await withRawConnection(server.port) { connection in
                connection.send("HEAD /f HTTP/1.1\r\nHost: x\r\nRange: bytes=0-0\r\n\r\n")
                let first = connection.answer(toHead: true)
                connection.send("GET /f HTTP/1.1\r\nHost: x\r\n\r\n")
                return [first, connection.answer()]
            }
        }
        #expect(answers.map { $0?.status } == [200, 200])
        #expect(answers[0]?["content-length"] == "5")
        #expect(answers[1]?.text == "hello")
    }

    @Test("a file is not posted to")
    func post() async throws {
        let answer = try await serving([1]) { server, _ in
            try await ask(server.port, "Content-Length: 0\r\n", method: "POST")
        }
        #expect(answer.status == 405)
        #expect(answer["allow"] == "GET, HEAD")
    }

    @Test(
        "types that can run script are locked in and downloaded",
        arguments: [
            ("text/html", "sandbox; default-src 'none'", "attachment; filename=\"a.x\"; filename*=UTF-8''a.x"),
            (
                "Text/HTML; charset=utf-8", "sandbox; default-src 'none'",
                "attachment; filename=\"a.x\"; filename*=UTF-8''a.x"
            ),
            ("image/svg+xml", "sandbox; default-src 'none'", "attachment; filename=\"a.x\"; filename*=UTF-8''a.x"),
            ("application/xml", "sandbox; default-src 'none'", "attachment; filename=\"a.x\"; filename*=UTF-8''a.x"),
            ("", "sandbox; default-src 'none'", "attachment; filename=\"a.x\"; filename*=UTF-8''a.x"),
            (
                "application/pdf", "default-src 'self'; object-src 'self'",
                "inline; filename=\"a.x\"; filename*=UTF-8''a.x"
            ),
        ])
    func activeTypes(type: String, policy: String, disposition: String) async throws {
        let answer = try await serving([1], type: type, downloadName: "a.x") { server, _ in
            try await ask(server.port, "")
        }
        #expect(answer.fields.filter { $0.name == "content-security-policy" }.map(\.value) == [policy])
        #expect(answer["content-disposition"] == disposition)
    }

    @Test(
        "a file name cannot break out of its header",
        arguments: [
            ("Übersicht.pdf", "; filename=\"_bersicht.pdf\"; filename*=UTF-8''%C3%9Cbersicht.pdf"),
            ("a\"; x=\"b", "; filename=\"a__ x=_b\"; filename*=UTF-8''a%22%3B%20x%3D%22b"),
            ("a\r\nSet-Cookie: b", "; filename=\"a__Set-Cookie: b\"; filename*=UTF-8''aSet-Cookie%3A%20b"),
            ("../../x", "; filename=\".._.._x\"; filename*=UTF-8''..%2F..%2Fx"),
        ])
    func dispositionNames(name: String, expected: String) {
        #expect(contentDispositionName(name) == expected)
    }

    @Test("a missing file is a 404, and so is one of another size than promised")
    func missing() async throws {
        let answer = try await serving([1, 2, 3], promised: 4) { server, _ in try await ask(server.port, "") }
        #expect(answer.status == 404)
        #expect(answer["etag"] == nil)
        #expect(answer["cache-control"] == "no-store")
    }

    @Test("a large file arrives whole and in order, through many chunks")
    func largeFile() async throws {
        let content = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let answer = try await serving(content) { server, file in
            let answer = try await ask(server.port, "Range: bytes=1-\r\n")
            #expect(file.openDescriptors == 0)
            return answer
        }
        #expect(answer.status == 206)
        #expect(answer.body == Array(content.dropFirst()))
    }

    @Test("a file cut while it is sent ends the connection, and is not padded")
    func cutShort() async throws {
        let size = 16_000_000
        let (received, closed) = try await serving([UInt8](repeating: 1, count: size)) { server, file in
            try await withRawConnection(server.port, receiveBuffer: 16_384) { connection in
                connection.send("GET /f HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = connection.readByte()
                try file.write([UInt8](repeating: 1, count: 5_000_000))
                let rest = connection.rest()
                return (rest.count, connection.isClosed)
            }
        }
        #expect(closed)
        #expect(received > 0 && received < size)
    }

    @Test("a file is not read ahead of the client, even while the event loop is late")
    func lateLoop() async throws {
        let size = 16_000_000
        let file = try TemporaryFile([UInt8](repeating: 1, count: size))
        let stored = StoredFile(
            path: file.path, size: Int64(size), mediaType: "image/jpeg", etag: "\"5d41\"", lastModified: 0)
        let reader = FileReader(threads: 2)
        try await TestServer.run(answering: { request, context in
            // The loop sleeps over and over, as it does when other connections keep it busy.
            context.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(2)) { task in
                usleep(20_000)
                if file.openDescriptors == 0 { task.cancel() }
            }
            return await fileResponse(stored, request: request, eventLoop: context.eventLoop, reader: reader)
        }) { server in
            try await withRawConnection(server.port, receiveBuffer: 16_384) { connection in
                connection.send("GET /f HTTP/1.1\r\nHost: x\r\n\r\n")
                connection.take(1)
                connection.pause(milliseconds: 1000)
                // Read to its end, the file would be closed.
                #expect(file.openDescriptors == 1)
            }
        }
        await reader.shutDown()
    }

    @Test("a client that goes away leaves no descriptor open")
    func clientGone() async throws {
        try await serving([UInt8](repeating: 1, count: 16_000_000)) { server, file in
            try await withRawConnection(server.port, receiveBuffer: 16_384) { connection in
                connection.send("GET /f HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = connection.readByte()
                #expect(file.openDescriptors == 1)
            }
            var waits = 0
            while file.openDescriptors > 0, waits < 1000 {
                try await Task.sleep(for: .milliseconds(10))
                waits += 1
            }
            #expect(file.openDescriptors == 0)
        }
    }
}
