import Content
import Foundation
import Glibc
import Logging
import ServiceLifecycle
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("The request log")
struct RequestLogTests {
    private static let time = Timestamp(milliseconds: 1_772_373_900_007) ?? Timestamp(stored: 0)

    private func line(_ target: String, method: String = "GET", cache: String? = nil) -> RequestLine {
        RequestLine(
            request: .init(method: method, target: target, cache: cache, address: "192.0.2.7"), status: 200, bytes: 13502,
            nanoseconds: 1_204_999)
    }

    @Test(
        "a line says when, what, how it went, how much, how long and whether the cache had it; whose address it was only where that is asked for"
    )
    func lines() throws {
        let line = line("/2020/01/ferries/?s=my+illness", cache: "hit")
        #expect(
            line.text(at: RequestLogTests.time, hasAddress: false)
                == "2026-03-01T14:05:00.007Z GET /2020/01/ferries/ 200 13502 B 1.204 ms hit\n")
        #expect(
            line.text(at: RequestLogTests.time, hasAddress: true)
                == "2026-03-01T14:05:00.007Z 192.0.2.7 GET /2020/01/ferries/ 200 13502 B 1.204 ms hit\n")
        #expect(
            line.json(at: RequestLogTests.time, hasAddress: false)
                == "{\"time\":\"2026-03-01T14:05:00.007Z\",\"method\":\"GET\",\"path\":\"/2020/01/ferries/\",\"status\":200,"
                + "\"bytes\":13502,\"ms\":1.204,\"cache\":\"hit\"}\n")
        #expect(self.line("/").text(at: RequestLogTests.time, hasAddress: false).hasSuffix("/ 200 13502 B 1.204 ms\n"))
    }

    @Test(
        "a line is one line whatever the client sends, with nothing that a terminal acts upon, and a program reads the same path again",
        arguments: [
            "/a\nb", "/a\r\n2026-03-01T14:05:00.007Z GET /forged/ 200 1 B 1 ms", "/\u{1B}]0;owned\u{7}",
            "/\u{0}\u{7F}\u{85}\u{9B}31m",
            "/\u{2028}\u{2029}\u{202E}\u{200B}\u{FEFF}", "/\"},{\"x\":\"", "/\\u{a}\\n", "/a b\tc", "/문/😀/é",
            "/\u{E000}\u{10FFFF}",
            "/" + String(repeating: "é", count: 5000), "", "-",
        ])
    func hostile(_ target: String) throws {
        for method in ["GET", "G\nET \"x\""] {
            let line = line(target, method: method)
            let text = line.text(at: RequestLogTests.time, hasAddress: true)
            let json = line.json(at: RequestLogTests.time, hasAddress: true)
            for written in [text, json] {
                #expect(written.unicodeScalars.count(where: { $0 == "\n" }) == 1 && written.hasSuffix("\n"))
                #expect(
                    written.unicodeScalars.dropLast().allSatisfy {
                        ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
                    }, "\(written)")
                #expect(written.utf8.count < 13_000)
            }
            #expect(text.split(separator: " ", omittingEmptySubsequences: false).filter { !$0.isEmpty }.count == 9, "\(text)")
            struct Read: Decodable { var method, path: String }
            let read = try JSONDecoder().decode(Read.self, from: Data(json.utf8))
            #expect(
                read.method == method && (read.path == (target.isEmpty ? "-" : target) || target.utf8.count > 2000), "\(json)")
        }
    }

    @Test(
        "where nobody takes the lines those that answer readers do not wait; what is lost is counted, and the server ends when it is told to"
    )
    func nobodyReads() async throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let metrics = Metrics()
        let log = RequestLog(.text, hasAddresses: false, output: ends[1], metrics: metrics)
        let group = ServiceGroup(services: [log], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let line = line("/" + String(repeating: "x", count: 900))
        async let running: Void = group.run()
        for _ in 1...3000 { log.write(line) }
        #expect(metrics.lostLines.value > 500)
        await group.triggerGracefulShutdown()
        try await running
    }

    @Test(
        "a log goes on when its full disk has room again: no line is cut, and one says how many are missing",
        arguments: [RequestLog.Format.text, .json])
    func fullDisk(_ format: RequestLog.Format) async throws {
        let folder = try TemporaryFolder()
        // Every write to it fails as on a full disk.
        let output = open("/dev/full", O_WRONLY)
        try #require(output >= 0)
        defer { close(output) }
        let metrics = Metrics()
        let log = RequestLog(format, hasAddresses: false, output: output, metrics: metrics)
        let group = ServiceGroup(services: [log], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        async let running: Void = group.run()
        let sent = 6000
        for number in 1...sent { log.write(line("/\(number)/" + String(repeating: "x", count: 900))) }
        let lost = metrics.lostLines.value
        #expect(lost > 0 && lost < sent)
        let file = open(folder["log"], O_WRONLY | O_CREAT, 0o600)
        try #require(file >= 0 && dup2(file, output) >= 0)
        close(file)
        func written() throws -> String { try String(contentsOfFile: folder["log"], encoding: .utf8) }
        for _ in 0..<2000 where try !written().holds("lost") {
            try await Task.sleep(for: .milliseconds(10))
        }
        log.write(line("/after/"))
        await group.triggerGracefulShutdown()
        try await running
        let lines = try written().components(separatedBy: "\n")
        let paths = lines.dropLast().filter { $0.holds("/") }
        let notices = lines.filter { $0.holds("lost") }
        #expect(lines.last == "" && paths.count + lost == sent + 1)
        #expect(paths.first?.contains("/1/x") == true && paths.last?.contains("/after/") == true)
        // One for each time that what had come was taken to be written: while the disk is full, and after it.
        let told = notices.map { notice -> Int in
            let words = notice.split { " ,:}".contains($0) }
            return words.firstIndex(of: format == .json ? "\"lost\"" : "lines").flatMap { index in
                Int(words[format == .json ? index + 1 : index - 1])
            } ?? 0
        }
        #expect(!told.contains(0) && told.reduce(0, +) == lost, "\(notices)")
        if format == .json { for line in lines.dropLast() { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) } }
    }

    @Test("a log whose reader has gone does not end the server")
    func closedPipe() async throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let log = RequestLog(.json, hasAddresses: false, output: ends[1], metrics: Metrics())
        let group = ServiceGroup(services: [log], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        await withTaskGroup(of: Bool.self) { tasks in
            tasks.addTask { (try? await group.run()) != nil }
            for _ in 1...20 {
                log.write(line("/"))
                try? await Task.sleep(for: .milliseconds(5))
            }
            await group.triggerGracefulShutdown()
            #expect(await tasks.next() == true)
        }
    }

    @Test("stet serve writes none unless it is asked; --log text has a line for each request, in their order")
    func text() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        try magazine.close()
        let silent = try await ServingProcess.run(magazine.directory.path) { server async throws in
            _ = try await server.get("/")
            return server.process
        }
        #expect(silent.output.split(separator: "\n").count == 1)
        let process = try await ServingProcess.run(magazine.directory.path, options: ["--log", "text"]) { server async throws in
            for path in ["/", "/nowhere/?q=secret", "/2020/01/item-1/"] { _ = try await server.get(path) }
            try await withRawConnection(server.port) { connection in
                connection.send("GET /\u{1B}[31m HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = connection.rest()
            }
            return server.process
        }
        let lines = process.output.split(separator: "\n").dropFirst().map { $0.split(separator: " ") }
        #expect(
            lines.map { $0.dropFirst().prefix(3).joined(separator: " ") }.prefix(3) == [
                "GET / 200", "GET /nowhere/ 404", "GET /2020/01/item-1/ 200",
            ])
        #expect(lines.count == 4 && !process.output.contains("secret") && !process.output.contains("\u{1B}"), "\(process.output)")
        #expect(!process.output.dropFirst(60).contains("127.0.0.1"))
    }

    @Test("with --log json standard output has objects and nothing else; --log-addresses says whose")
    func json() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        try magazine.close()
        let process = try ChildProcess(
            ChildProcess.stet,
            [
                "serve", "--data", magazine.directory.path, "--port", "0", "--no-pictures-ahead", "--log", "json",
                "--log-addresses",
            ])
        let mark = "Your magazine is at http://127.0.0.1:"
        for _ in 0..<2000 where !process.error.contains("/\n") { try await Task.sleep(for: .milliseconds(10)) }
        let start = try #require(process.error.range(of: mark)?.upperBound)
        let server = ServingProcess(port: try #require(Int(process.error[start...].prefix { $0.isNumber })), process: process)
        for path in ["/", "/2020/01/item-1/"] { _ = try await server.get(path) }
        process.send(SIGTERM)
        _ = await process.ending()
        struct Line: Decodable {
            var time, address, method, path: String
            var status, bytes: Int
            var ms: Double
        }
        let lines = try process.output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        #expect(
            lines.map(\.path) == ["/", "/2020/01/item-1/"] && lines.allSatisfy { $0.status == 200 && $0.address == "127.0.0.1" })
        #expect(lines.allSatisfy { $0.bytes > 500 && $0.ms > 0 })
    }
}
