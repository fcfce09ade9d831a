import Foundation
import HTTPTypes
import HummingbirdCore
import TestSupport
import Testing

/// Rows 52 and 53 of the attacks: where a request ends is never in doubt, and every answer says what a browser may do with it.
@Suite("Attacks on framing")
struct FramingAttackTests {
    private static let good = "GET \(AttackedServer.page) HTTP/1.1\r\nHost: magazine.example\r\n\r\n"
    private static let smuggled = "GET /smuggled/ HTTP/1.1\r\nHost: magazine.example\r\n\r\n"

    /// The statuses of the answers on a wire, told by their lengths.
    private func statuses(_ wire: [UInt8]) -> [Int] {
        var (rest, found) = (wire[...], [Int]())
        while let (answer, length) = RawAnswer.parse(Array(rest)) {
            found.append(answer.status)
            rest = rest.dropFirst(length)
        }
        return rest.isEmpty ? found : found + [-1]
    }

    @Test(
        "Row 52: what can be read in two ways is refused and the connection closed, also behind pages that were answered from memory"
    )
    func smuggling() async throws {
        let more: [(String, Int)] = [
            ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\u{b}chunked\r\n\r\n0\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n Content-Length: 5\r\n\r\n0\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: x\r\nX: y\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: x\r\nX: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4 4\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: x\r\n\tX: y\r\n\r\n", 400), ("GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400),
            ("GET / HTTP/1.1 \r\nHost: x\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\nHost: x\r\n\r\n", 400),
            ("GET / HTTP/1.1x\r\nHost: x\r\n\r\n", 400), ("GET / http/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET /\u{b}x HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET / HTTP/1.10\r\nHost: x\r\n\r\n", 400), ("GET /\r\nHost: x\r\n\r\n", 400),
            ("GET / HTTP/0.9\r\nHost: x\r\n\r\n", 400),
        ]
        try await AttackedServer.run { server in
            #expect(try await server.get("/smuggled/")?.status == 404)
            let asked = try await server.figure("stet_http_requests_total", ["status": "404"])
            for (attack, usual) in WireTests.refused + more {
                // Seen for what it is before the parser fails at it.
                let line = attack.prefix { $0 != "\r\n" }
                let status = ["HTTP/0.9", "HTTP/2.0", "HTTP/9.9"].contains { line.hasSuffix($0) } ? 505 : usual
                for before in [0, 2] {
                    let text = String(repeating: Self.good, count: before) + attack + Self.smuggled + Self.smuggled
                    let found = statuses(try await server.wire(text))
                    let isRefused =
                        found.count == before + 1 && found.prefix(before).allSatisfy { $0 == 200 } && found.last == status
                    #expect(isRefused, "\(attack.prefix(100).debugDescription) behind \(before): \(found)")
                }
            }
            // Nothing of what followed was asked of the magazine.
            #expect(try await server.figure("stet_http_requests_total", ["status": "404"]) == asked)
        }
    }

    @Test("Row 52: a request in pieces, cut anywhere, is the request, and what is wrong in it is found wherever the cut is")
    func pieces() async throws {
        let attack = "GET \(AttackedServer.page) HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n"
        try await AttackedServer.run { server in
            for (text, expected) in [(Self.good + Self.good, [200, 200]), (Self.good + attack + Self.smuggled, [200, 400])] {
                let bytes = Array(text.utf8)
                for cut in stride(from: 1, to: bytes.count, by: 5) {
                    let wire = try await withRawConnection(server.port) { connection in
                        connection.send(Array(bytes[..<cut]))
                        connection.pause(milliseconds: 1)
                        connection.send(Array(bytes[cut...]))
                        connection.endSending()
                        return connection.rest()
                    }
                    #expect(statuses(wire) == expected, "cut at \(cut): \(statuses(wire))")
                }
            }
        }
    }

    @Test("Row 52: a body that nobody asked for is no request, and one that is broken ends the connection")
    func bodies() async throws {
        let inner = Self.smuggled
        let length = inner.utf8.count
        let cases: [(String, [Int])] = [
            ("GET \(AttackedServer.page) HTTP/1.1\r\nHost: x\r\nContent-Length: \(length)\r\n\r\n\(inner)", [200, 200]),
            (
                "GET \(AttackedServer.page) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(String(length, radix: 16))\r\n\(inner)\r\n0\r\n\r\n",
                [200, 200]
            ),
            ("HEAD /nowhere/ HTTP/1.1\r\nHost: x\r\nContent-Length: \(length)\r\n\r\n\(inner)", [404, 200]),
            ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(length)\r\n\r\n\(inner)", [405, 200]),
        ]
        try await AttackedServer.run { server in
            _ = try await server.get(AttackedServer.page)
            for (text, expected) in cases {
                let isHead = text.hasPrefix("HEAD")
                let answers = try await withRawConnection(server.port) { connection in
                    connection.send(Self.good + text + Self.good)
                    connection.endSending()
                    let found = [
                        connection.answer()?.status, connection.answer(toHead: isHead)?.status, connection.answer()?.status,
                    ]
                    return (found, connection.rest())
                }
                #expect(answers.0 == [200] + expected && answers.1.isEmpty, "\(text.debugDescription): \(answers.0)")
            }
            for broken in [
                "zz\r\nabc\r\n", "-1\r\nabc\r\n", "fffffffffffffffff\r\nabc\r\n", "3\nabc\n", "3\r\nabcd\r\n",
                "3;\u{0}\r\nabc\r\n",
            ] {
                let text = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(broken)0\r\n\r\n\(Self.smuggled)"
                let found = statuses(try await server.wire(Self.good + text))
                #expect(found.first == 200 && found.count <= 2 && !found.contains(404), "\(broken.debugDescription): \(found)")
            }
        }
    }

    @Test("Row 52: ends of lines in addresses, old slugs and names of files never end a line of a head")
    func splitting() async throws {
        let magazine = try TemporaryMagazine()
        let evil = "x\r\nSet-Cookie: a=b\r\n\r\n<script>"
        try magazine.folder.write("%PDF-1.4\n", to: "uploads/2020/01/q\"uo\r\nSet-Cookie: a=b.pdf")
        try magazine.folder.write("%PDF-1.4\n", to: "uploads/2020/01/plain.pdf")
        try await magazine.importing(
            WXRText([
                .attachment(5, "plain.pdf"), .attachment(6, "q\"uo\r\nSet-Cookie: a=b.pdf"),
                .post(7, evil) {
                    $0.meta = [("_wp_old_slug", evil), ("_wp_old_slug", "old\u{2028}quay"), ("_wp_old_slug", "old-quay")]
                },
                .post(8, "Eight") { $0.link = "https://old.example/2020/01/a%0d%0aSet-Cookie:%20a=b/" },
            ]).text, uploads: magazine.folder["uploads"])
        try magazine.set([("base_url", AttackedServer.origin)])
        try magazine.close()
        let breaks = [
            "%0d%0a", "%0D%0A", "%0a", "%0d", "%E5%98%8A%E5%98%8D", "%u000a", "%25%30%61", "%C4%8D%C4%8A", "%00", "%e2%80%a8",
            "%85", "%c2%85",
        ]
        try await AttackedServer.run(magazine) { server in
            for mark in breaks {
                for place in [
                    "/\(mark)Set-Cookie:%20a=b//", "//\(mark)Set-Cookie:%20a=b", "/2020/01/old-quay?\(mark)Set-Cookie:%20a=b",
                    "/2020/01/item-7?\(mark)Set-Cookie:%20a=b", "/?p=7&x=\(mark)Set-Cookie:%20a=b",
                    "/search/\(mark)Set-Cookie:%20a=b/",
                    "/?s=\(mark)Set-Cookie:%20a=b", "/2020/01/old\(mark)quay/",
                    "/wp-content/uploads/2020/01/q%22uo\(mark)Set-Cookie:%20a=b.pdf",
                    "/2020/01/a\(mark)Set-Cookie:%20a=b/", "/2020/01/x\(mark)Set-Cookie:%20a=b/",
                ] {
                    for host in ["magazine.example", "www.magazine.example"] {
                        let wire = try await withRawConnection(server.port) { connection in
                            connection.send("GET \(place) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
                            return connection.rest()
                        }
                        let answer = try #require(RawAnswer.parse(wire), "\(place)")
                        #expect(
                            answer.length == wire.count && answer.0["set-cookie"] == nil && answer.0.staysHome,
                            "\(place): \(answer.0)")
                        let head = String(decoding: wire, as: UTF8.self).components(separatedBy: "\r\n\r\n")[0]
                        #expect(
                            head.components(separatedBy: "\r\n").allSatisfy { !$0.contains("\n") && !$0.contains("\r") },
                            "\(place)")
                    }
                }
            }
        }
    }

    @Test("Row 53: every answer says what a browser may do with it: pages made and kept, 304, redirects, files, refusals")
    func headers() async throws {
        let long = String(repeating: "a", count: 17_000)
        try await AttackedServer.run { server in
            let page = try #require(try await server.get(AttackedServer.page))
            let style = try #require(page.text.components(separatedBy: "\"").first { $0.hasPrefix("/theme/style.") })
            let pictures = try #require(page.text.components(separatedBy: "\"").first { $0.hasPrefix("/images/") })
            let picture = String(pictures.prefix { $0 != " " })
            let tag = try #require(page["etag"])
            let file = try #require(try await server.get(AttackedServer.file)?["etag"])
            func get(_ path: String, _ more: String = "") -> String {
                "GET \(path) HTTP/1.1\r\nHost: magazine.example\r\n\(more)\r\n"
            }
            let kinds: [(what: String, request: String, status: Int)] = [
                ("a page that is kept", get(AttackedServer.page), 200),
                ("a page beside it", get(AttackedServer.page, "TE: x\r\n"), 200),
                ("a page that was not asked for yet", get("/2020/01/item-8/"), 200),
                ("a packed page", get("/", "Accept-Encoding: br\r\n"), 200),
                ("a 304 from memory", get(AttackedServer.page, "If-None-Match: \(tag)\r\n"), 304),
                ("a 304 beside it", get(AttackedServer.page, "TE: x\r\nIf-None-Match: \(tag)\r\n"), 304),
                ("a 412", get(AttackedServer.page, "If-Match: \"x\"\r\n"), 412), ("the feed", get("/feed/"), 200),
                ("the site map", get("/sitemap.xml"), 200),
                ("robots.txt", get("/robots.txt"), 200), ("the style", get(style), 200),
                ("a redirect", get(AttackedServer.redirect), 301),
                ("a redirect again", get(AttackedServer.redirect), 301),
                ("a redirect that puts slashes in order", get("//x"), 301),
                ("what is not there", get("/nowhere/"), 404), ("what never was", get("/a\\b"), 404),
                ("what is gone", get(AttackedServer.gone), 410),
                ("what is gone again", get(AttackedServer.gone), 410), ("a search", get("/search/?q=quay"), 200),
                ("a file", get(AttackedServer.file), 200),
                ("a part of it", get(AttackedServer.file, "Range: bytes=0-0\r\n"), 206),
                ("no part of it", get(AttackedServer.file, "Range: bytes=9-\r\n"), 416),
                ("a 304 of it", get(AttackedServer.file, "If-None-Match: \(file)\r\n"), 304),
                ("a document", get(AttackedServer.document), 200),
                ("a picture", get(picture), 200), ("an upload that is one", get(AttackedServer.picture), 200),
                ("no address", get("/%"), 400),
                ("too long an address", get("/" + String(repeating: "a", count: 9000)), 414),
                ("another method", "POST / HTTP/1.1\r\nHost: x\r\n\r\n", 405),
                ("a strange method", "PROPFIND / HTTP/1.1\r\nHost: x\r\n\r\n", 501), ("no host", "GET / HTTP/1.1\r\n\r\n", 400),
                ("no request", "rubbish\r\n\r\n", 400), ("too large a head", get("/", "X: \(long)\r\n"), 431),
                ("too large a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\n", 413),
                ("HTTP/1.0", "GET \(AttackedServer.page) HTTP/1.0\r\n\r\n", 200),
            ]
            for (what, request, status) in kinds {
                let answer = try await withRawConnection(server.port) { connection in
                    connection.send(request)
                    return connection.answer()
                }
                let found = try #require(answer, "\(what)")
                #expect(found.status == status, "\(what): \(found)")
                expectPolicy(found, what)
            }
            for path in [AttackedServer.page, "/nowhere/", AttackedServer.file, AttackedServer.redirect] {
                let (head, get) = try await withRawConnection(server.port) { connection in
                    connection.send("HEAD \(path) HTTP/1.1\r\nHost: x\r\n\r\nGET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
                    return (connection.answer(toHead: true), connection.answer())
                }
                let found = try #require(head)
                #expect(found.fields.map(\.name).sorted() == get?.fields.map(\.name).sorted(), "\(path): \(found)")
                expectPolicy(found, "HEAD of \(path)")
            }
        }
        // What fails for a while.
        let failing = try await TestServer.run(answering: { _, _ in Response(status: .serviceUnavailable) }) { server in
            try await withRawConnection(server.port) { connection in
                connection.send(Self.good)
                return connection.answer()
            }
        }
        expectPolicy(try #require(failing), "503")
    }

    private func expectPolicy(_ answer: RawAnswer, _ what: String) {
        for name in [
            "content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
            "permissions-policy",
        ] {
            #expect(answer.fields.count { $0.name == name } == 1, "\(what) has \(name): \(answer)")
        }
        let policy = (answer["content-security-policy"] ?? "").components(separatedBy: "; ")
        // The viewer of a PDF is the browser's, and a sandbox would keep it away.
        if answer["content-type"] != "application/pdf" {
            #expect(policy.contains("default-src 'none'"), "\(what): \(policy)")
            for directive in ["script-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
                #expect(policy.contains(directive) || policy.contains("sandbox"), "\(what) has \(directive)")
            }
        }
        for directive in policy where directive != "style-src-attr 'unsafe-inline'" {
            #expect(
                !directive.contains("unsafe") && !directive.contains("*") && !directive.contains("data:"), "\(what): \(directive)"
            )
        }
        #expect(
            answer["x-content-type-options"] == "nosniff" && answer["referrer-policy"] == "strict-origin-when-cross-origin",
            "\(what)")
        for name in ["set-cookie", "server", "x-powered-by", "access-control-allow-origin", "stet-cache", "x-stet-cache"] {
            #expect(answer[name] == nil, "\(what) has \(name)")
        }
        if answer.status == 304 {
            #expect(answer["content-length"] == nil && answer["content-type"] == nil, "\(what): \(answer)")
        }
    }
}
