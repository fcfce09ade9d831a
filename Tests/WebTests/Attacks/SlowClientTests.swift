import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Web

/// Rows 22 and 23 of the attacks: headers without end, and clients who take their time. `Benchmarks/slow.py` is the same at full size, with
/// the limits of a site on the web.
@Suite("Floods of headers, and slow clients")
struct SlowClientTests {
    private static func flood(_ name: String) -> [UInt8] {
        let start = Array("GET \(AttackedServer.page) HTTP/1.1\r\nHost: x\r\n".utf8)
        let end = Array("\r\n".utf8)
        switch name {
        case "one of a mebibyte": return start + Array("X: ".utf8) + [UInt8](repeating: 97, count: 1 << 20) + end + end
        case "two mebibytes in all":
            let field = Array("X-Field: ".utf8) + [UInt8](repeating: 97, count: 1000) + end
            return start + (0..<2100).flatMap { _ in field } + end
        case "70,000 fields": return start + (0..<70_000).flatMap { Array("X\($0): a\r\n".utf8) } + end
        case "a name of a mebibyte": return start + [UInt8](repeating: 97, count: 1 << 20) + Array(": a\r\n\r\n".utf8)
        case "a target of a mebibyte":
            return Array("GET /".utf8) + [UInt8](repeating: 97, count: 1 << 20) + Array(" HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
        case "no end of line": return [UInt8](repeating: 97, count: 1 << 20)
        case "empty lines": return (0..<500_000).flatMap { _ in end }
        case "a trailer of a mebibyte":
            let body = Array("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ".utf8)
            return body + [UInt8](repeating: 97, count: 1 << 20) + end + end
        default: return start + (0..<1_000_000).flatMap { _ in Array("a:\r\n".utf8) } + end
        }
    }

    @Test(
        "Row 22: headers without end are refused or cut off, and none is kept in memory",
        arguments: [
            "one of a mebibyte", "two mebibytes in all", "70,000 fields", "a name of a mebibyte", "a target of a mebibyte",
            "no end of line", "empty lines", "a trailer of a mebibyte", "a million fields",
        ])
    func headers(_ name: String) async throws {
        let bytes = Self.flood(name)
        try await AttackedServer.run { server in
            let honest = try #require(try await server.get(AttackedServer.page))
            let before = server.readers.process.memory
            for _ in 0..<3 {
                let answers = try await withRawCrowd(server.port, count: 30) { $0.exchange(bytes) }
                for answer in answers where !answer.isEmpty {
                    let status = try #require(RawAnswer.parse(answer)?.0.status)
                    #expect([400, 405, 413, 414, 431].contains(status), "\(name): \(status)")
                }
            }
            // 90 such heads were a hundred megabytes and more.
            let after = server.readers.process.memory
            #expect(after < before + 48 << 20, "\(before) before, \(after) after")
            #expect(try await server.get(AttackedServer.page)?.content == honest.content)
        }
    }

    /// What a crowd of slow clients does.
    enum Manner: String, CaseIterable, CustomStringConvertible {
        case head, body, chunks, page, file, picture

        var description: String { rawValue }
    }

    @Test(
        "Row 23: clients who send or read a byte now and then are all shed, and the others are answered meanwhile",
        arguments: Manner.allCases)
    func slow(_ manner: Manner) async throws {
        var limits = ConnectionLimits()
        limits.head = .milliseconds(1200)
        limits.bodyGrace = .milliseconds(1200)
        limits.writeStall = .milliseconds(1200)
        limits.idle = .milliseconds(1500)
        limits.linger = .milliseconds(300)
        let magazine = try TemporaryMagazine()
        let large = String(repeating: "All the words of the harbour, and then some. ", count: 90_000)
        try magazine.folder.write(large, to: "uploads/2020/01/large.txt")
        try magazine.folder.write(try await SmallFiles.picture(width: 1200), to: "uploads/2020/01/a.jpg")
        try await magazine.importing(
            WXRText([
                .post(7, "Short"), .attachment(5, "large.txt"), .attachment(6, "a.jpg"),
                .post(8, "Long", body: String(repeating: "<p>\(large.prefix(9000))</p>\n", count: 200)),
            ]).text, uploads: magazine.folder["uploads"])
        try magazine.close()
        let (first, more): (String, String) =
            switch manner {
            case .head: ("GET / HTTP/1.1\r\nHost: x\r\nX: ", "a")
            case .body: ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n", "a")
            case .chunks: ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n")
            case .page: ("GET /2020/01/item-8/ HTTP/1.1\r\nHost: x\r\n\r\n", "")
            case .file: ("GET /wp-content/uploads/2020/01/large.txt HTTP/1.1\r\nHost: x\r\n\r\n", "")
            // Small, and asked for many times without reading.
            case .picture:
                (String(repeating: "GET /wp-content/uploads/2020/01/a.jpg HTTP/1.1\r\nHost: x\r\n\r\n", count: 300), "")
            }
        try await HurriedServer.run(magazine, limits: limits) { server in
            let page = try #require(try await server.get("/2020/01/item-7/"))
            #expect(page.status == 200)
            // Once before, so that it is kept: this is about the hot path too.
            // A busy machine may be slower than these limits allow.
            var long: RawAnswer?
            for _ in 0..<20 where long == nil { long = try await server.get("/2020/01/item-8/") }
            #expect(long?.body.count ?? 0 > 1_000_000)
            let hasBegun = Atomic(false)
            let isOver = Atomic(false)
            async let crowd = withRawCrowd(server.port, count: 80, receiveBuffer: 4096) { crowd in
                crowd.send(first)
                hasBegun.store(true, ordering: .releasing)
                while !isOver.load(ordering: .acquiring) {
                    if !more.isEmpty { crowd.send(more) }
                    if [.page, .file, .picture].contains(manner) { crowd.sip(1) }
                    usleep(50_000)
                }
            }
            while !hasBegun.load(ordering: .acquiring) { try await Task.sleep(for: .milliseconds(2)) }
            var (most, now, rounds) = (0, 1, 0)
            let end = ContinuousClock.now + .seconds(60)
            while now > 0 || most < 20, ContinuousClock.now < end {
                now = try await server.connections()
                most = max(most, now)
                rounds += 1
                #expect(try await server.get("/2020/01/item-7/")?.text == page.text)
            }
            isOver.store(true, ordering: .releasing)
            try await crowd
            #expect(most >= 20 && now == 0, "\(most) at most, \(now) at the end, \(rounds) rounds")
        }
    }

    @Test("Row 23: one client has no more than its share of connections, and another gets in")
    func share() async throws {
        var limits = ConnectionLimits()
        (limits.connectionsPerAddress, limits.loopbackIsProxy) = (20, false)
        let magazine = try await TemporaryMagazine(WXRText([.post(7)]))
        try magazine.close()
        try await HurriedServer.run(magazine, limits: limits) { server in
            let isOver = Atomic(false)
            async let crowd = withRawCrowd(server.port, count: 100) { crowd in
                crowd.send("GET / HTTP/1.1\r\n")
                let end = ContinuousClock.now + .seconds(30)
                while !isOver.load(ordering: .acquiring) || (crowd.open > 20 && ContinuousClock.now < end) {
                    crowd.sip(1)
                    usleep(10_000)
                }
                return crowd.open
            }
            #expect(try await server.settles(at: 20))
            // Not from that address.
            #expect(try await server.get("/2020/01/item-7/") == nil)
            isOver.store(true, ordering: .releasing)
            let stillOpen = try await crowd
            #expect(stillOpen <= 20)
            #expect(try await server.settles(at: 0))
            #expect(try await server.get("/2020/01/item-7/")?.status == 200)
        }
    }
}
