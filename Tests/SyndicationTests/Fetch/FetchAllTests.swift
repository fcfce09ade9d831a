import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Syndication

private struct Stopped: Error {}

/// Fetches all and answers what became of each, by its address.
@discardableResult
private func fetchAll(
    _ addresses: [String], _ settings: FetchSettings, into folder: String, check: Fetched.Check? = nil
) throws -> [String: Result<[UInt8], FetchError>] {
    var outcomes: [String: Result<[UInt8], FetchError>] = [:]
    try Fetcher(settings).fetchAll(addresses, into: folder, check: check, address: { $0 }) { address, result in
        outcomes[address] = result.map { fetched in
            FileManager.default.contents(atPath: fetched.file ?? "").map { Array($0) } ?? []
        }
    }
    return outcomes
}

@Suite("Fetching many files")
struct FetchAllTests {
    @Test("each wanted file is handed over with what became of it, and nothing else is left in the folder")
    func many() throws {
        let server = FaultyServer { request, wire in
            request.path.hasPrefix("/gone") ? wire.answer(404) : wire.answer(200, [], Array(request.path.utf8))
        }
        let folder = try TemporaryFolder()
        let wanted =
            (0..<150).map { "http://old.example/\($0 % 3 == 0 ? "gone" : "here")/\($0)" } + [
                "ftp://old.example/", "http://10.0.0.1/",
            ]
        let outcomes = try fetchAll(wanted, settings(server), into: folder.path)
        #expect(outcomes.count == 152)
        for address in wanted.prefix(150) {
            let path = String(address.dropFirst("http://old.example".count))
            #expect(
                outcomes[address] == (path.hasPrefix("/gone") ? .failure(.answered(status: 404)) : .success(Array(path.utf8))))
        }
        #expect(outcomes["ftp://old.example/"] == .failure(.unspoken(scheme: "ftp")))
        #expect(outcomes["http://10.0.0.1/"] == .failure(.privateAddress("10.0.0.1")))
        #expect(try folder.contents().count == 100)
        #expect(server.mostAtOnce <= 4)
    }

    @Test("two of one address are fetched one after the other")
    func twins() throws {
        let server = FaultyServer { _, wire in wire.answer(200, [], [1]) }
        let folder = try TemporaryFolder()
        var paths: [String?] = []
        try Fetcher(settings(server)).fetchAll(
            ["http://old.example/a", "http://OLD.example/a", "http://old.example/b"], into: folder.path, address: { $0 }
        ) { _, result in
            paths.append(try result.get().file)
            unlink(try result.get().file ?? "")
        }
        #expect(paths.count == 3)
        #expect(server.requests.map(\.path).sorted() == ["/a", "/a", "/b"])
    }

    @Test("what an earlier run finished is not asked for again")
    func finished() throws {
        let server = FaultyServer { _, wire in wire.answer(200, [], [1, 2]) }
        let folder = try TemporaryFolder()
        for _ in 0..<2 {
            #expect(
                try fetchAll(["http://old.example/a"], settings(server), into: folder.path) == [
                    "http://old.example/a": .success([1, 2])
                ])
        }
        #expect(server.requests.count == 1)
    }

    @Test("a connection dropped midway is taken up where it broke")
    func resumed() throws {
        let whole = pattern(400_000)
        let server = FaultyServer { request, wire in
            let start = Int(request.headers["range"]?.dropFirst("bytes=".count).prefix { $0 != "-" } ?? "0") ?? 0
            let rest = Array(whole[start...])
            let range = start > 0 ? ["Content-Range: bytes \(start)-399999/400000"] : []
            let lines = ["HTTP/1.1 \(start > 0 ? 206 : 200) X", "Content-Length: \(rest.count)", "ETag: \"v1\""] + range
            wire.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
            wire.send(Array(rest.prefix(150_000)))
            if rest.count > 150_000 { wire.close() }
        }
        let folder = try TemporaryFolder()
        let outcomes = try fetchAll(["http://old.example/a"], settings(server), into: folder.path)
        #expect(outcomes == ["http://old.example/a": .success(whole)])
        #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=150000-", "bytes=300000-"])
        #expect(server.requests.map { $0.headers["if-range"] } == [nil, "\"v1\"", "\"v1\""])
        #expect(try folder.contents().count == 1)
    }

    /// Answers half of `first`, and then what `then` says.
    private func breaking(
        _ headers: [String], then: @escaping @Sendable (FaultyServer.Request, FaultyServer.Wire) -> Void
    ) -> FaultyServer {
        FaultyServer { request, wire in
            guard request.index == 0 else { return then(request, wire) }
            wire.send((["HTTP/1.1 200 OK", "Content-Length: 200000"] + headers).joined(separator: "\r\n") + "\r\n\r\n")
            wire.send(Array(repeating: 1, count: 100_000))
            wire.close()
        }
    }

    @Test(
        "a part without proof that it is of the same file is begun anew",
        arguments: [[], ["ETag: W/\"weak\""], ["Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT"]])
    func noValidator(_ headers: [String]) throws {
        let server = breaking(headers) { _, wire in wire.answer(200, [], pattern(200_000)) }
        let folder = try TemporaryFolder()
        #expect(
            try fetchAll(["http://old.example/a"], settings(server), into: folder.path)
                == ["http://old.example/a": .success(pattern(200_000))])
        #expect(server.requests.map { $0.headers["range"] } == [nil, nil])
    }

    @Test(
        "a file that changed meanwhile is begun anew, however the server says so",
        arguments: ["200", "206", "range", "416", "short"])
    func changed(_ how: String) throws {
        let server = breaking(["ETag: \"v1\""]) { request, wire in
            let other = pattern(200_000)
            guard request.index == 1 else { return wire.answer(200, [], other) }
            let rest = Array(other[100_000...])
            switch how {
            case "200": wire.answer(200, ["ETag: \"v2\""], other)
            case "206": wire.answer(206, ["ETag: \"v2\"", "Content-Range: bytes 100000-199999/200000"], rest)
            case "range": wire.answer(206, ["ETag: \"v1\"", "Content-Range: bytes 99999-199999/200000"], rest)
            case "short": wire.answer(206, ["ETag: \"v2\"", "Content-Range: bytes 100000-100000/100001"], [1])
            default: wire.answer(416, ["Content-Range: bytes */50000"])
            }
        }
        let folder = try TemporaryFolder()
        #expect(
            try fetchAll(["http://old.example/a"], settings(server), into: folder.path)
                == ["http://old.example/a": .success(pattern(200_000))])
        #expect(server.requests[1].headers["if-range"] == "\"v1\"")
        #expect(try folder.contents().count == 1)
    }

    @Test("a part that would grow over the limit is left, however it is told")
    func resumedOverLimit() throws {
        let server = breaking(["ETag: \"v1\""]) { _, wire in
            wire.send("HTTP/1.1 206 X\r\nContent-Range: bytes 100000-199999/200000\r\nConnection: close\r\n\r\n")
            wire.send(pattern(10_000_000))
            wire.close()
        }
        let folder = try TemporaryFolder()
        let outcomes = try fetchAll(["http://old.example/a"], settings(server) { $0.maximumSize = 200_000 }, into: folder.path)
        #expect(outcomes == ["http://old.example/a": .failure(.tooLarge(maximum: 200_000))])
        #expect(try folder.contents().isEmpty)
    }

    @Test("a run that was broken off goes on from what it had, if the address still leads there")
    func nextRun() throws {
        let whole = pattern(300_000)
        let folder = try TemporaryFolder()
        let server = FaultyServer { request, wire in
            if request.path == "/a" { return wire.answer(302, ["Location: http://cdn.example/b"]) }
            guard request.headers["range"] == "bytes=200000-" else {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\nETag: \"v1\"\r\n\r\n")
                wire.send(Array(whole.prefix(200_000)))
                sleep(3)
                return wire.close()
            }
            wire.answer(206, ["ETag: \"v1\"", "Content-Range: bytes 200000-299999/300000"], Array(whole[200_000...]))
        }
        #expect(throws: FetchError.cancelled) {
            try Fetcher(settings(server)).fetchAll(
                ["http://old.example/a"], into: folder.path,
                isCancelled: { (try? folder.contents().values.contains { $0.count == 200_000 }) ?? false }, address: { $0 }
            ) { _, _ in }
        }
        #expect(try folder.contents().keys.map { $0.suffix(5) }.sorted() == [".from", ".part"])
        #expect(
            try fetchAll(["http://old.example/a"], settings(server), into: folder.path) == [
                "http://old.example/a": .success(whole)
            ])
        #expect(server.requests.map(\.path) == ["/a", "/b", "/a", "/b"])
        #expect(try folder.contents().count == 1)
    }

    @Test("a server that gives less than was asked for is asked for the rest")
    func lessThanAsked() throws {
        let whole = pattern(200_000)
        let server = breaking(["ETag: \"v1\""]) { request, wire in
            let start = Int(request.headers["range"]?.dropFirst("bytes=".count).prefix { $0 != "-" } ?? "0") ?? 0
            let end = min(start + 30_000, 200_000)
            wire.answer(206, ["ETag: \"v1\"", "Content-Range: bytes \(start)-\(end - 1)/200000"], Array(whole[start..<end]))
        }
        let folder = try TemporaryFolder()
        #expect(
            try fetchAll(["http://old.example/a"], settings(server), into: folder.path)
                == ["http://old.example/a": .success(Array(repeating: 1, count: 100_000) + whole[100_000...])])
        #expect(server.requests.count == 5)
    }

    @Test("a part is not gone on with from another address, whatever its entity tag")
    func ledElsewhere() throws {
        let server = FaultyServer { request, wire in
            switch request.index {
            case 0: wire.answer(302, ["Location: /b"])
            case 1:
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\nETag: \"v1\"\r\n\r\n")
                wire.send(pattern(100_000))
                wire.close()
            case 2: wire.answer(302, ["Location: /c"])
            default: wire.answer(200, ["ETag: \"v1\""], pattern(10))
            }
        }
        let folder = try TemporaryFolder()
        #expect(
            try fetchAll(["http://old.example/a"], settings(server), into: folder.path)
                == ["http://old.example/a": .success(pattern(10))])
        #expect(server.requests.map(\.path) == ["/a", "/b", "/a", "/c"])
        #expect(server.requests.allSatisfy { $0.headers["range"] == nil })
    }

    @Test("the first bytes of a part are looked at again when it is gone on with")
    func checkedAgain() throws {
        let server = breaking(["ETag: \"v1\""]) { _, wire in
            wire.answer(206, ["Content-Range: bytes 100000-199999/200000"], Array(repeating: 2, count: 100_000))
        }
        let heads = Mutex<[[UInt8]]>([])
        let folder = try TemporaryFolder()
        try fetchAll(["http://old.example/a"], settings(server), into: folder.path) { head, _ in
            heads.withLock { $0.append(head) }
            return nil
        }
        #expect(heads.withLock { $0 } == Array(repeating: Array(repeating: 1, count: 512), count: 2))
    }

    @Test("a dead server is given up, and others are fetched from meanwhile")
    func deadServer() throws {
        let port = FaultyServer { _, _ in }.port
        let server = FaultyServer { _, wire in wire.answer(200, [], [1]) }
        let folder = try TemporaryFolder()
        let wanted = (0..<1000).map { "http://dead.example/\($0)" } + (0..<10).map { "http://old.example/\($0)" }
        let outcomes = try fetchAll(
            wanted, settings(server) { $0.hostMap["dead.example"] = "127.0.0.1:\(port)" }, into: folder.path)
        #expect(outcomes.values.count { $0 == .failure(.givenUp(host: "dead.example")) } > 950)
        #expect(outcomes.values.count { $0 == .success([1]) } == 10)
        #expect(outcomes.count == 1010)
    }

    @Test("an error of who takes the files ends all, and what is half there is kept")
    func thrown() throws {
        let server = FaultyServer { _, wire in wire.answer(200, [], [1]) }
        let folder = try TemporaryFolder()
        var count = 0
        #expect(throws: Stopped.self) {
            try Fetcher(settings(server)).fetchAll(0..<100_000, into: folder.path, address: { "http://old.example/\($0)" }) {
                _, _ in
                count += 1
                if count == 10 { throw Stopped() }
            }
        }
        #expect(count == 10)
        #expect(server.requests.count < 200)
    }

    @Test("a folder that cannot be written to is told")
    func unwritable() throws {
        let server = FaultyServer { _, wire in wire.answer(200, [], [1]) }
        let outcomes = try fetchAll(["http://old.example/a"], settings(server), into: "/proc/nowhere")
        guard case .failure(.unwritable(let path, _)) = outcomes["http://old.example/a"] else {
            Issue.record("it was written to \(outcomes)")
            return
        }
        #expect(path.hasPrefix("/proc/nowhere/"))
    }

    @Test("two fetchers do not write one part")
    func shared() throws {
        let folder = try TemporaryFolder()
        let other = try PartFile(folder: folder.path, address: "http://old.example/a")
        let server = FaultyServer { _, wire in wire.answer(200, [], [1]) }
        let outcomes = try fetchAll(["http://old.example/a"], settings(server), into: folder.path)
        guard case .failure(.unwritable) = outcomes["http://old.example/a"] else {
            Issue.record("both write to \(other.path)")
            return
        }
    }
}
