import Content
import Foundation
import NIOCore
import Site
import Storage
import TestSupport
import Testing

@testable import Web

/// What the hot path answers is what the rest of the server would, and what it does not understand goes on to the letter.
@Suite("The hot path")
struct HotPathTests {
    private static func head(_ text: String) -> RequestHead { Array(text.utf8).withUnsafeBytes { RequestHead($0) } }

    @Test("a browser's request for a page is plain: its path, its host, what it takes and what it has")
    func plain() throws {
        let text =
            "GET /2020/%C3%A4/ HTTP/1.1\r\nHost: M.example:80\r\nUser-Agent: x\r\nAccept-Encoding: gzip, br \r\nIf-None-Match: \"a\"\r\nConnection: Keep-Alive\r\n\r\nGET"
        guard case .plain(let plain) = HotPathTests.head(text) else {
            Issue.record("\(HotPathTests.head(text))")
            return
        }
        let bytes = Array(text.utf8)
        func words(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        #expect(words(plain.path) == "/2020/%C3%A4/" && words(plain.host) == "M.example:80" && !plain.isHead)
        #expect(plain.acceptEncoding.map(words) == "gzip, br" && plain.ifNoneMatch.map(words) == "\"a\"")
        #expect(plain.length == bytes.count - 3)
    }

    @Test(
        "what asks for more than a page, or says something twice, is whole and somebody else's",
        arguments: [
            "POST / HTTP/1.1\r\nHost: x\r\n\r\n", "GET /?q=1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.0\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nIf-Modified-Since: Mon, 23 Nov 2026 03:27:04 GMT\r\n\r\n",
            "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "get / HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\nAccept-Encoding: gzip\r\n\r\n",
            "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n",
        ])
    func whole(_ text: String) {
        guard case .whole(let length, body: 0) = HotPathTests.head(text) else {
            Issue.record("\(HotPathTests.head(text))")
            return
        }
        #expect(length == text.utf8.count)
    }

    @Test("a body of a length that is said once and plainly is counted, and what begins like a request for a page is waited for")
    func lengths() {
        let head = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\n"
        guard case .whole(head.utf8.count, body: 12) = HotPathTests.head(head + "hello") else {
            Issue.record("\(HotPathTests.head(head))")
            return
        }
        for value in ["", "-1", "+1", "1, 1", "0x1", "1 1", "9999999999", "1\r\nContent-Length: 1"] {
            guard case .other = HotPathTests.head("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: \(value)\r\n\r\na") else {
                Issue.record("\(value)")
                continue
            }
        }
        let whole = "HEAD /a/ HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\n"
        for count in 1..<whole.utf8.count {
            guard case .partial = HotPathTests.head(String(decoding: whole.utf8.prefix(count), as: UTF8.self)) else {
                Issue.record("\(count)")
                continue
            }
        }
    }

    @Test(
        "what is not whole, has a body, or is not well formed is left to the parser",
        arguments: [
            "", "PUT", "GETT", "GET x", "POST / HTTP/1.1\r\nHost: x\r\n", "GET / HTTP/1.1\nHost: x\n\n",
            "GET / HTTP/1.1\r\nHost: x\r\n y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\u{0}\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\rGET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello", "GET / HTTP/1.1\rHost",
            "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nA: é\r\n\r\n", "GET / HTTP/1.1\r\nnothing\r\n\r\n",
            "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
        ])
    func other(_ text: String) {
        guard case .other = HotPathTests.head(text) else {
            Issue.record("\(HotPathTests.head(text))")
            return
        }
    }

    @Test("no cut and no changed byte of a request makes it trap or reads beyond it")
    func damaged() {
        let request = Array("GET /a/ HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br;q=0\r\nIf-None-Match: \"a\"\r\n\r\n".utf8)
        for length in 0...request.count { _ = request.prefix(length).withUnsafeBytes { RequestHead($0) } }
        for index in request.indices {
            for byte: UInt8 in [0, 0x0A, 0x0D, 0x20, 0x3A, 0x7F, 0xFF] {
                var damaged = request
                damaged[index] = byte
                damaged.withUnsafeBytes { bytes in
                    guard case .plain(let plain) = RequestHead(bytes) else { return }
                    #expect(plain.length <= damaged.count && plain.path.upperBound <= damaged.count && !plain.host.isEmpty)
                }
            }
        }
    }

    @Test(
        "the smallest form that a client takes is sent",
        arguments: [
            ("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("gzip;q=0.000", "-"), ("", "-"),
            ("identity", "-"), ("*", "-"), ("xbr, gzipx", "-"), ("br; q=0.1", "br"), (",, ,gzip", "gzip"),
        ])
    func coding(_ accepted: String, _ expected: String) {
        #expect(ContentCoding.preferred(accepted.utf8)?.rawValue ?? "-" == expected)
    }

    /// Everything that comes back until the server closes.
    private func exchange(_ port: Int, _ text: String) async throws -> String {
        try await withRawConnection(port) { connection in
            connection.send(text)
            return String(decoding: connection.rest(), as: UTF8.self)
        }
    }

    @Test(
        "a page comes packed, whole, by head alone and as not modified; pipelined with what is not kept the answers keep their order"
    )
    func wire() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(
            WXRText([.post(7, "The quay", body: String(repeating: "Words and words. ", count: 200))]).text)
        try magazine.close()
        try await ServingProcess.run(magazine.directory.path) { server in
            let path = "/2020/01/item-7/"
            let first = try #require(try await server.get(path))
            let again = try #require(try await server.get(path))
            #expect(first.status == 200 && again.text == first.text && again.text.contains("Words and words."))
            for coding in ["gzip", "br"] {
                let folder = try TemporaryFolder()
                let ending = try await ChildProcess.run(
                    "/usr/bin/env",
                    [
                        "curl", "-s", "-H", "Accept-Encoding: \(coding)", "-D", folder["head"], "-o", folder["body"],
                        "http://127.0.0.1:\(server.port)\(path)",
                    ])
                #expect(ending.code == 0)
                let head = try String(contentsOfFile: folder["head"], encoding: .utf8)
                #expect(head.contains("Content-Encoding: \(coding)\r\n") && head.contains("Vary: Accept-Encoding\r\n"))
                if coding == "gzip" {
                    let plain = try await ChildProcess.run("/usr/bin/env", ["gzip", "-dc", folder["body"]])
                    #expect(plain.output == first.text)
                }
            }
            let wire = try await exchange(
                server.port,
                "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\nGET /no/such/?a=1 HTTP/1.1\r\nHost: x\r\n\r\nHEAD \(path) HTTP/1.1\r\nHost: x\r\n\r\nGET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            )
            let statuses = wire.components(separatedBy: "HTTP/1.1 ").dropFirst().map { String($0.prefix(3)) }
            #expect(statuses == ["200", "404", "200", "200"])
            let tag = try #require(wire.components(separatedBy: "ETag: ").dropFirst().first?.prefix { !$0.isNewline })
            let same = try await exchange(
                server.port,
                "GET \(path) HTTP/1.1\r\nHost: x\r\nIf-None-Match: \(tag)\r\n\r\nGET \(path) HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"other\"\r\nConnection: close\r\n\r\n"
            )
            #expect(same.hasPrefix("HTTP/1.1 304 ") && same.contains("\r\n\r\nHTTP/1.1 200 "))
        }
    }

    @Test("what is answered by its query is never the kept page of its path")
    func questions() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(WXRText((1...25).map { (id: Int) in .post(id, "Story \(id)") }).text)
        try magazine.close()
        try await ServingProcess.run(magazine.directory.path) { server in
            // Each path alone is asked first, so that its page is kept.
            for path in ["/oembed", "/feed/", "/2020/01/item-7/"] {
                _ = try await server.get(path)
                _ = try await server.get(path)
            }
            let article = try #require(try await server.get("/2020/01/item-7/"))
            let address = try #require(article.text.components(separatedBy: "/oembed?url=").dropFirst().first).prefix {
                $0 != "\""
            }
            let card = try #require(
                try await server.get("/oembed?url=" + address.replacingOccurrences(of: "&amp;", with: "&")))
            #expect(card.status == 200 && card.text.contains("Story 7"))
            let newest = try #require(try await server.get("/feed/"))
            let older = try #require(try await server.get("/feed/?paged=2"))
            #expect(older.status == 200 && older.text != newest.text)
            let (plain, counted) = try await (server.get("/2020/01/item-7/"), server.get("/2020/01/item-7/?utm_source=mail"))
            #expect(plain?.status == 200 && plain?.text == counted?.text)
        }
    }
}
