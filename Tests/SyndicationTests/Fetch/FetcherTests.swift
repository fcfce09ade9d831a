import CCurl
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Syndication

/// Impatient settings, by which `old.example` and `cdn.example` are the server.
func settings(_ server: FaultyServer, _ change: (inout FetchSettings) -> Void = { _ in }) -> FetchSettings {
    var settings = FetchSettings(userAgent: "Stet/1 (+https://magazine.example)")
    settings.hostMap = ["old.example": server.target, "cdn.example": server.target]
    settings.firstDelay = .milliseconds(4)
    settings.longestDelay = .milliseconds(50)
    change(&settings)
    return settings
}

private final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func add() { count.withLock { $0 += 1 } }
}

@Suite("Fetching one thing")
struct FetchTests {
    @Test("a request names the program and the old host, and nothing about us")
    func request() throws {
        let server = FaultyServer { _, wire in wire.answer(200, ["Content-Type: image/jpeg", "Set-Cookie: a=b"], [1, 2, 3]) }
        let fetcher = try Fetcher(settings(server))
        let fetched = try fetcher.fetch("http://user:secret@old.example/a b.jpg?x#y")
        #expect(fetched.bytes == [1, 2, 3])
        #expect(fetched.headers["content-type"] == "image/jpeg")
        #expect(fetched.address == "http://old.example/a%20b.jpg?x")
        _ = try fetcher.fetch("http://old.example/b.jpg")
        #expect(server.requests.map(\.line) == ["GET /a%20b.jpg?x HTTP/1.1", "GET /b.jpg HTTP/1.1"])
        for request in server.requests {
            #expect(
                request.headers == [
                    "host": "old.example", "user-agent": "Stet/1 (+https://magazine.example)", "accept": "*/*",
                    "accept-encoding": "identity",
                ])
        }
        #expect(server.connections == 1)
    }

    @Test("a proxy that the environment names is not asked")
    func proxy() async {
        // In a process of its own: the environment belongs to all tests.
        await #expect(processExitsWith: .success) {
            let server = FaultyServer { _, wire in wire.answer(200, [], [7]) }
            for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { setenv(name, "http://127.0.0.1:1", 1) }
            let fetched = try Fetcher(settings(server)).fetch("http://old.example/a")
            #expect(fetched.bytes == [7])
        }
    }

    @Test("redirects are followed from host to host, without a Referer")
    func redirects() throws {
        let server = FaultyServer { request, wire in
            switch request.path {
            case "/a": wire.answer(301, ["Location: /b"])
            case "/b": wire.answer(302, ["Location: http://cdn.example/c"], Array("moved".utf8))
            default: wire.answer(200, [], Array("it".utf8))
            }
        }
        let fetched = try Fetcher(settings(server)).fetch("http://old.example/a")
        #expect(fetched.bytes == Array("it".utf8))
        #expect(fetched.address == "http://cdn.example/c")
        #expect(server.requests.map { $0.headers["host"] } == ["old.example", "old.example", "cdn.example"])
        #expect(server.requests.allSatisfy { $0.headers["referer"] == nil })
    }

    @Test("a target of the map may be asked without TLS, with the name it stands for")
    func plainTarget() throws {
        let server = FaultyServer { request, wire in wire.answer(200, [], Array((request.headers["host"] ?? "").utf8)) }
        let fetcher = try Fetcher(settings(server) { $0.hostMap["old.example"] = "http://\(server.target)" })
        #expect(try fetcher.fetch("https://old.example/a").bytes == Array("old.example".utf8))
    }

    @Test("of ten thousand redirects six requests are seen")
    func endlessRedirects() throws {
        let server = FaultyServer { request, wire in wire.answer(302, ["Location: /\(request.index + 1)"]) }
        #expect(throws: FetchError.tooManyRedirects(limit: 5)) { try Fetcher(settings(server)).fetch("http://old.example/0") }
        #expect(server.requests.count == 6)
    }

    @Test(
        "a redirect to a private address, another scheme or another service is not followed",
        arguments: [
            ("http://127.0.0.1:8080/", .privateAddress("127.0.0.1")), ("http://2130706433:8080/", .privateAddress("127.0.0.1")),
            ("http://[::ffff:7f00:1]:8080/", .privateAddress("::ffff:127.0.0.1")), ("http://localhost/", .privateAddress("::1")),
            ("http://169.254.169.254/latest/meta-data/", .privateAddress("169.254.169.254")),
            ("file:///etc/passwd", .unspoken(scheme: "file")), ("gopher://old.example/", .unspoken(scheme: "gopher")),
            ("http://public.example:6379/", .forbiddenPort(6379)), ("http://", .malformed(address: "http://")),
        ] as [(String, FetchError)])
    func forbiddenRedirect(_ location: String, _ expected: FetchError) throws {
        let server = FaultyServer { _, wire in wire.answer(302, ["Location: \(location)"]) }
        let fetcher = try Fetcher(settings(server)) { name in
            name == "localhost" ? .addresses([.v6(1), .v4(0x7F00_0001)]) : .unknown
        }
        #expect(throws: expected) { try fetcher.fetch("http://old.example/a") }
        #expect(server.requests.count == 1)
    }

    @Test("a huge Location ends in a sentence")
    func hugeLocation() throws {
        let server = FaultyServer { _, wire in
            wire.answer(302, ["Location: http://old.example/" + String(repeating: "a", count: 60_000)])
        }
        let error = #expect(throws: FetchError.self) { try Fetcher(settings(server)).fetch("http://old.example/a") }
        #expect(error?.description.utf8.count ?? 0 < 300)
        #expect(server.requests.count == 1)
    }

    @Test("a name with a private address among public ones is not asked")
    func mixedAnswer() throws {
        let server = FaultyServer { _, wire in wire.answer() }
        let fetcher = try Fetcher(settings(server)) { _ in .addresses([.v4(0x0808_0808), .v4(0x0A00_0001)]) }
        #expect(throws: FetchError.privateAddress("10.0.0.1")) { try fetcher.fetch("http://mixed.example/") }
    }

    @Test("a name that changes its address to a private one is caught when connecting")
    func rebinding() throws {
        let server = FaultyServer { _, wire in wire.answer() }
        let handle = try #require(curl_easy_init())
        defer { curl_easy_cleanup(handle) }
        let sink = try BodySink(address: "", folder: nil, maximumSize: 1, check: nil)
        // It was looked up as 8.8.8.8…
        let transfer = FetchTransfer(
            handle, try WebAddress("http://rebinding.example:\(server.port)/"), target: nil, addresses: [.v4(0x0808_0808)],
            sink: sink,
            settings: settings(server))
        // …and is another when libcurl connects.
        let list = curl_slist_append(nil, "rebinding.example:\(server.port):127.0.0.1")
        defer { curl_slist_free_all(list) }
        stet_curl_set_list(handle, CURLOPT_RESOLVE, list)
        #expect(curl_easy_perform(handle) == CURLE_COULDNT_CONNECT)
        #expect(transfer.verdict == .failed(.privateAddress("127.0.0.1")))
        #expect(server.connections == 0)
    }

    @Test("a connection that stands already is looked at before a request goes over it")
    func standingConnection() throws {
        let server = FaultyServer { _, wire in wire.answer() }
        let handle = try #require(curl_easy_init())
        defer { curl_easy_cleanup(handle) }
        let address = try WebAddress("http://rebinding.example:\(server.port)/")
        let sink = try BodySink(address: "", folder: nil, maximumSize: 1, check: nil)
        let list = curl_slist_append(nil, "rebinding.example:\(server.port):127.0.0.1")
        defer { curl_slist_free_all(list) }
        // Connected before, by somebody who may.
        stet_curl_set_text(handle, CURLOPT_URL, address.text)
        stet_curl_set_list(handle, CURLOPT_RESOLVE, list)
        #expect(curl_easy_perform(handle) == CURLE_OK)
        let transfer = FetchTransfer(
            handle, address, target: nil, addresses: [.v4(0x0808_0808)], sink: sink, settings: settings(server))
        #expect(curl_easy_perform(handle) == CURLE_ABORTED_BY_CALLBACK)
        #expect(transfer.verdict == .failed(.privateAddress("127.0.0.1")))
        #expect(server.requests.count == 1)
    }

    @Test("a name nobody has is told, one whose DNS is silent is tried again")
    func names() throws {
        let server = FaultyServer { _, wire in wire.answer() }
        let asked = Mutex<[String]>([])
        let fetcher = try Fetcher(settings(server)) { name in
            asked.withLock { $0.append(name) }
            return name == "silent.example" ? .silence : .unknown
        }
        #expect(throws: FetchError.unknownHost("nobody.example")) { try fetcher.fetch("http://nobody.example/a") }
        #expect(throws: FetchError.unknownHost("nobody.example")) { try fetcher.fetch("http://nobody.example/b") }
        #expect(throws: FetchError.unreachable(host: "silent.example")) { try fetcher.fetch("http://silent.example/") }
        #expect(asked.withLock { $0 } == ["nobody.example"] + Array(repeating: "silent.example", count: 5))
    }

    @Test("a missing file is asked for once", arguments: [400, 401, 403, 404, 410, 451])
    func missing(_ status: Int) throws {
        let server = FaultyServer { _, wire in wire.answer(status, [], Array("<html>".utf8)) }
        #expect(throws: FetchError.answered(status: status)) { try Fetcher(settings(server)).fetch("http://old.example/a") }
        #expect(server.requests.count == 1)
    }

    @Test("the page of an error is not read to its end where it has none")
    func endlessErrorPage() throws {
        let sent = Counter()
        let server = FaultyServer { _, wire in
            wire.send("HTTP/1.1 404 X\r\nConnection: close\r\n\r\n")
            let piece = pattern(65_536)
            for _ in 0..<100_000 where !wire.isClosed {
                wire.send(piece)
                sent.add()
            }
            wire.close()
        }
        let patience = settings(server) { $0.attemptTimeout = .seconds(2) }
        #expect(throws: FetchError.answered(status: 404)) { try Fetcher(patience).fetch("http://old.example/a") }
        // What the system's buffers hold, and not the gigabytes of two seconds.
        #expect(sent.value < 400)
        #expect(server.requests.count == 1)
    }

    @Test("a server in trouble is asked again", arguments: [408, 425, 429, 500, 503])
    func trouble(_ status: Int) throws {
        let server = FaultyServer { request, wire in
            request.index < 2 ? wire.answer(status, ["Retry-After: 0"]) : wire.answer(200, [], [7])
        }
        #expect(try Fetcher(settings(server)).fetch("http://old.example/a").bytes == [7])
        #expect(server.requests.count == 3)
    }

    @Test("a server that stays in trouble is asked five times")
    func lastingTrouble() throws {
        let server = FaultyServer { _, wire in wire.answer(503) }
        #expect(throws: FetchError.answered(status: 503)) { try Fetcher(settings(server)).fetch("http://old.example/a") }
        #expect(server.requests.count == 5)
    }

    @Test("a connection closed without an answer is tried again")
    func closed() throws {
        let server = FaultyServer { request, wire in request.index < 2 ? wire.close() : wire.answer(200, [], [7]) }
        #expect(try Fetcher(settings(server)).fetch("http://old.example/a").bytes == [7])
    }

    @Test("a server that is not there does not answer")
    func notThere() throws {
        let port = FaultyServer { _, _ in }.port
        var settings = FetchSettings(userAgent: "Test/1")
        settings.firstDelay = .milliseconds(4)
        settings.hostMap = ["old.example": "127.0.0.1:\(port)"]
        #expect(throws: FetchError.unreachable(host: "old.example")) { try Fetcher(settings).fetch("http://old.example/a") }
    }

    @Test("a body over the limit is left when its length is told")
    func tooLargeByItsWord() throws {
        let server = FaultyServer { _, wire in
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")
            wire.close()
        }
        #expect(throws: FetchError.tooLarge(maximum: 1000)) {
            try Fetcher(settings(server)).fetch("http://old.example/a", maximumSize: 1000)
        }
        #expect(server.requests.count == 1)
    }

    @Test(
        "a body that never ends is left at the limit, whatever it said of its length",
        arguments: ["Transfer-Encoding: chunked", "Connection: close", "Content-Length: x"])
    func endless(_ header: String) throws {
        let server = FaultyServer { _, wire in
            wire.send("HTTP/1.1 200 OK\r\n\(header)\r\n\r\n")
            let chunk = header.contains("chunked") ? Array("1000\r\n".utf8) + pattern(4096) + [13, 10] : pattern(4096)
            for _ in 0..<100_000 where !wire.isClosed { wire.send(chunk) }
            wire.close()
        }
        let error = #expect(throws: FetchError.self) {
            try Fetcher(settings(server)).fetch("http://old.example/a", maximumSize: 100_000)
        }
        #expect(header == "Content-Length: x" ? error != nil : error == .tooLarge(maximum: 100_000))
    }

    @Test("a body of exactly the limit is fetched")
    func exactlyTheLimit() throws {
        let server = FaultyServer { _, wire in wire.answer(200, [], pattern(100_000)) }
        #expect(try Fetcher(settings(server)).fetch("http://old.example/a", maximumSize: 100_000).bytes == pattern(100_000))
    }

    @Test("a body that came compressed is refused, not unpacked", arguments: ["gzip", "br", "deflate, gzip"])
    func compressed(_ coding: String) throws {
        let server = FaultyServer { _, wire in wire.answer(200, ["Content-Encoding: \(coding)"], [0x1F, 0x8B, 0]) }
        #expect(throws: FetchError.compressed(coding: coding)) { try Fetcher(settings(server)).fetch("http://old.example/a") }
    }

    @Test("header fields without end are not read to the end")
    func endlessHeaders() throws {
        let server = FaultyServer { _, wire in
            wire.send("HTTP/1.1 200 OK\r\n")
            for _ in 0..<100_000 where !wire.isClosed { wire.send("X: \(String(repeating: "a", count: 1000))\r\n") }
            wire.close()
        }
        #expect(throws: FetchError.garbled(host: "old.example")) { try Fetcher(settings(server)).fetch("http://old.example/a") }
    }

    @Test("what is no HTTP is told", arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "HTTP/9.9 nothing\r\n\r\n", "\0\0\0\0\r\n\r\n"])
    func noHTTP(_ greeting: String) throws {
        let server = FaultyServer { _, wire in
            wire.send(greeting)
            wire.close()
        }
        let error = #expect(throws: FetchError.self) { try Fetcher(settings(server)).fetch("http://old.example/a") }
        #expect(error == .garbled(host: "old.example") || error == .unreachable(host: "old.example"))
    }

    @Test("a body that drips is given up")
    func dripping() throws {
        let server = FaultyServer { _, wire in
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            for _ in 0..<200 where !wire.isClosed {
                wire.send("x")
                usleep(50_000)
            }
            wire.close()
        }
        let patience = settings(server) {
            $0.stallTimeout = .seconds(1)
            $0.attempts = 1
        }
        #expect(throws: FetchError.tooSlow(host: "old.example")) { try Fetcher(patience).fetch("http://old.example/a") }
    }

    @Test("an attempt that takes too long is given up, even where it is not slow")
    func tooLong() throws {
        let server = FaultyServer { _, wire in
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 40000000\r\n\r\n")
            for _ in 0..<10_000 where !wire.isClosed {
                wire.send(pattern(10_000))
                usleep(10_000)
            }
            wire.close()
        }
        let patience = settings(server) {
            $0.attemptTimeout = .milliseconds(300)
            $0.attempts = 1
        }
        #expect(throws: FetchError.tooSlow(host: "old.example")) { try Fetcher(patience).fetch("http://old.example/a") }
    }

    @Test("the first bytes and the type are shown before the rest is fetched")
    func check() throws {
        let server = FaultyServer { _, wire in
            wire.answer(200, ["Content-Type: text/html"], Array("<!doctype html>".utf8) + pattern(5000))
        }
        let shown = Mutex<[[UInt8]]>([])
        #expect(throws: FetchError.unwanted("It is a web page.")) {
            try Fetcher(settings(server)).fetch("http://old.example/a") { head, type in
                shown.withLock { $0.append(head) }
                return type == "text/html" ? "It is a web page." : nil
            }
        }
        #expect(shown.withLock { $0 } == [Array((Array("<!doctype html>".utf8) + pattern(5000)).prefix(512))])
    }

    @Test("a body shorter than what is looked at is shown whole", arguments: [0, 1, 511])
    func checkOfLittle(_ size: Int) throws {
        let server = FaultyServer { _, wire in wire.answer(200, [], pattern(size)) }
        let fetched = try Fetcher(settings(server)).fetch("http://old.example/a") { head, _ in
            head == pattern(size) ? nil : "It is something else."
        }
        #expect(fetched.bytes == pattern(size))
    }

    @Test("what waits for a slow server can be cancelled")
    func cancelling() throws {
        let server = FaultyServer { _, wire in sleep(5) }
        #expect(throws: FetchError.cancelled) {
            try Fetcher(settings(server)).fetch("http://old.example/a", isCancelled: { !server.requests.isEmpty })
        }
    }
}
