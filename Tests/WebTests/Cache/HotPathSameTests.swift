import Foundation
import TestSupport
import Testing

/// What is answered from memory on the event loop is what the rest of the server answers, in every field and byte.
@Suite("The hot path and the rest of the server")
struct HotPathSameTests {
    /// Makes a request one that the hot path leaves to the others, and changes nothing of its meaning.
    private static let aside = "TE: x\r\n"

    @Test("both give the same answer: status, fields and body, for every form, condition and method")
    func same() async throws {
        let conditions = [
            "", "If-None-Match: \"x\"\r\n", "If-None-Match: *\r\n", "If-None-Match: \"x\", *\r\n", "If-None-Match: \r\n",
            "If-None-Match: x\r\n",
            "If-None-Match: \"x\" \"y\"\r\n", "If-None-Match: TAG\r\n", "If-None-Match: W/TAG\r\n",
            "If-None-Match: \"x\", TAG\r\n",
            "If-None-Match: TAG, \"x\"\r\n", "If-None-Match: TAG \r\n", "If-None-Match: TAGx\r\n", "If-None-Match: xTAG\r\n",
            "If-None-Match: \"\r\n",
            "If-None-Match: \"\"\r\n", "If-None-Match: TAG\r\nIf-None-Match: \"x\"\r\n",
            "If-Modified-Since: Mon, 23 Nov 2099 00:00:00 GMT\r\n",
            "If-Match: TAG\r\n", "If-Match: \"x\"\r\n", "Range: bytes=0-1\r\n", "Cookie: a=b\r\n", "Cache-Control: no-cache\r\n",
            "Connection: Keep-Alive\r\n", "Accept: x\r\n", "X: y\r\nX: z\r\n", "Trailer: x\r\n", "Keep-Alive: 5\r\n",
        ]
        let codings = [
            "", "Accept-Encoding: gzip\r\n", "Accept-Encoding: br\r\n", "Accept-Encoding: gzip, br\r\n", "Accept-Encoding: *\r\n",
            "Accept-Encoding: br;q=0, gzip\r\n", "Accept-Encoding: identity\r\n", "Accept-Encoding: gzip;q=0.001\r\n",
            "Accept-Encoding:\r\n",
            "Accept-Encoding: gzip\r\nAccept-Encoding: br\r\n", "accept-encoding:br\r\n",
            "Accept-Encoding: gzip;q=1.0;x=y , br ;q=0.0\r\n",
        ]
        let paths = [
            AttackedServer.page, "/feed/", "/", AttackedServer.redirect, AttackedServer.gone, "/nowhere/", "/2020/01/item-8/2/",
        ]
        try await AttackedServer.run { server in
            var hits = 0
            for path in paths {
                // The name that leads to the magazine's own is one path's business as much as another's.
                for host in ["magazine.example"]
                    + (path == AttackedServer.page ? ["www.magazine.example", "other.example:8080"] : [])
                {
                    let tag = try #require(try await server.get(path, headers: "Host: \(host)"))["etag"] ?? "\"none\""
                    for (number, coding) in codings.enumerated() {
                        let own = try await server.get(path, headers: "Host: \(host)\r\n" + coding + "X: y")?["etag"] ?? tag
                        // All conditions with three codings, some with each.
                        let some = conditions.enumerated().filter { number % 4 == 0 || ($0.offset + number) % 6 == 0 }
                        let requests = some.map { offset, condition in
                            (
                                (offset + number) % 3 == 0 ? "HEAD" : "GET",
                                "Host: \(host)\r\n" + coding + condition.replacing("TAG", with: own)
                            )
                        }
                        let before = try await server.figure("stet_cache_hits_total")
                        let pairs = try await withRawConnection(server.port) { connection in
                            requests.map { method, fields in
                                // On one connection, so that what came before a request makes no difference either.
                                ["", Self.aside].map { aside in
                                    connection.send("\(method) \(path) HTTP/1.1\r\n\(fields)\(aside)\r\n")
                                    return connection.answer(toHead: method == "HEAD")?.timeless
                                }
                            }
                        }
                        for (request, pair) in zip(requests, pairs) {
                            #expect(
                                pair[0] != nil && pair[0] == pair[1],
                                "\(request.0) \(path) \(request.1)\n\(pair[0] ?? "-")\n\(pair[1] ?? "-")")
                        }
                        hits += try await server.figure("stet_cache_hits_total") - before
                    }
                }
            }
            // It was the cache that answered.
            #expect(hits > 500)
        }
    }

    @Test("on one connection answers keep their order, whoever gives them, also when all was asked for at once")
    func order() async throws {
        try await AttackedServer.run(articles: 4) { server in
            var paths =
                (0..<4).map { "/2020/01/item-\(1001 + $0)/" } + [
                    AttackedServer.file, AttackedServer.redirect, "/nowhere/", AttackedServer.picture,
                ]
            // Half of the pages are kept, the others are made now.
            for path in [paths[0], paths[2]] { _ = try await server.get(path) }
            var random = SeededGenerator(seed: 7)
            for _ in 0..<20 {
                paths.shuffle(using: &random)
                let asked = paths + paths + paths
                let (order, found) = try await withRawConnection(server.port) { connection in
                    connection.send(
                        asked.map { "GET \($0)?x HTTP/1.1\r\nHost: x\r\n\r\nGET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
                    connection.endSending()
                    let answers = asked.flatMap { _ in [connection.answer(), connection.answer()] }
                    return (asked.flatMap { [$0, $0] }, answers.map { $0?.content })
                }
                var known: [String: String] = [:]
                for (path, answer) in zip(order, found) {
                    let status = answer?.prefix(3)
                    if path == AttackedServer.redirect {
                        #expect(status == "301")
                        continue
                    }
                    let first = known[path] ?? answer
                    #expect(answer != nil && answer == first, "\(path): \(answer?.prefix(200) ?? "-")")
                    known[path] = answer
                    if path.contains("item-") {
                        #expect(answer?.contains("Story " + path.dropFirst(14).dropLast()) == true, "\(path)")
                    }
                }
            }
        }
    }
}
