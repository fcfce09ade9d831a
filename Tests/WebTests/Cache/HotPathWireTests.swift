import Foundation
import TestSupport
import Testing

@testable import Web

/// The hot path at the real server, where requests come in pieces, in other versions and in other forms.
@Suite("The hot path on the wire")
struct HotPathWireTests {
    private static let get = "GET \(AttackedServer.page) HTTP/1.1\r\nHost: magazine.example\r\n\r\n"

    @Test(
        "after a head in pieces, and after a request with a body, pages come from memory again; every answer is for its request")
    func pieces() async throws {
        try await AttackedServer.run { server in
            let page = try #require(try await server.get(AttackedServer.page)).content
            let get = HotPathWireTests.get
            let post = "POST /nowhere/ HTTP/1.1\r\nHost: magazine.example\r\nContent-Length: 5\r\n\r\n"
            // What is sent one piece after the other, and what is to come for it.
            let runs: [(pieces: [String], statuses: [Int])] = [
                ([String(get.prefix(1)), String(get.dropFirst(1))], [200]),
                ([String(get.prefix(30)), String(get.dropFirst(30).prefix(4)), String(get.dropFirst(34)) + get], [200, 200]),
                ([get + String(get.prefix(12)), String(get.dropFirst(12))], [200, 200]),
                ([get.replacing("\r\n\r\n", with: "\r"), "\n\r", "\n"], [200]), ([post + "hello" + get], [405, 200]),
                ([post + "he", "llo" + get], [405, 200]), ([post, "hello", get], [405, 200]),
                // A body that looks like a request is none.
                ([post.replacing(": 5", with: ": \(get.utf8.count)") + get + get], [405, 200]),
            ]
            for run in runs {
                let (answers, before) = try await withRawConnection(server.port) { connection in
                    var answers: [RawAnswer?] = []
                    for piece in run.pieces {
                        connection.send(piece)
                        usleep(60_000)
                    }
                    for _ in run.statuses { answers.append(connection.answer()) }
                    return (answers, connection.isClosed)
                }
                #expect(answers.map { $0?.status } == run.statuses && !before, "\(run.pieces)")
                for answer in answers where answer?.status == 200 { #expect(answer?.content == page, "\(run.pieces)") }
            }
            // Behind each of them on one connection: from memory, by the path before all others.
            let hits = try await server.figure("stet_cache_hits_total")
            let last = try await withRawConnection(server.port) { connection in
                for piece in runs.flatMap(\.pieces) {
                    connection.send(piece)
                    usleep(20_000)
                }
                let count = runs.reduce(0) { $0 + $1.statuses.count }
                return (0..<count).map { _ in connection.answer()?.status }
            }
            #expect(last == runs.flatMap(\.statuses))
            #expect(try await server.figure("stet_cache_hits_total") == hits + last.count { $0 == 200 })
        }
    }

    @Test("the beginning of a head that never ends is refused when the client ends, as it is anywhere else")
    func unfinished() async throws {
        try await AttackedServer.run { server in
            for text in ["GET / HTTP/1.1\r\nHost: x", "GET /\u{7F}", "GET / HTTP/1.1\r\nHost: x\nY: z", "G"] {
                let rest = try await withRawConnection(server.port) { connection in
                    connection.send(text)
                    connection.endSending()
                    return connection.rest()
                }
                #expect(rest.isEmpty || RawAnswer.parse(rest)?.0.status == 400, "\(text)")
            }
        }
    }

    @Test("HTTP/1.2 is answered as HTTP/1.1, another major version with 505; OPTIONS * says what can be asked")
    func versions() async throws {
        try await AttackedServer.run { server in
            func answer(_ text: String) async throws -> RawAnswer? {
                try await withRawConnection(server.port) { connection in
                    connection.send(text)
                    return connection.answer()
                }
            }
            let page = try #require(try await answer(HotPathWireTests.get))
            for version in ["HTTP/1.2", "HTTP/1.9"] {
                #expect(try await answer(HotPathWireTests.get.replacing("HTTP/1.1", with: version))?.content == page.content)
            }
            for version in ["HTTP/2.0", "HTTP/0.9", "HTTP/3.1"] {
                let refused = try await answer(HotPathWireTests.get.replacing("HTTP/1.1", with: version))
                #expect(refused?.status == 505 && refused?["connection"] == "close", "\(version)")
            }
            for version in ["HTTP/1.11", "HTTP/1", "HTTP/1.x", "http/1.1", "HTTP/1.1 "] {
                let refused = try await answer(HotPathWireTests.get.replacing("HTTP/1.1", with: version))
                #expect(refused?.status == 400, "\(version)")
            }
            let options = try await answer("OPTIONS * HTTP/1.1\r\nHost: magazine.example\r\n\r\n")
            #expect(options?.status == 204 && options?["allow"] == "GET, HEAD" && options?["content-length"] == nil)
            #expect(try await answer("GET * HTTP/1.1\r\nHost: x\r\n\r\n")?.status == 400)
            // The host of the target is the one that is asked.
            let other = try await answer(
                "GET http://www.magazine.example\(AttackedServer.page) HTTP/1.1\r\nHost: magazine.example\r\n\r\n")
            #expect(other?.status == 301 && other?["location"] == AttackedServer.origin + AttackedServer.page)
        }
    }
}
