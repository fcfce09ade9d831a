import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Metrics")
struct MetricsTests {
    private func read(_ metrics: Metrics, gauges: [MetricsText.Gauge] = []) throws -> PrometheusText {
        try PrometheusText(MetricsText(metrics, gauges: gauges, process: ProcessFigures(), version: "1.0 \"x\"\\\n").text)
    }

    @Test("what is counted is told in the words of Prometheus, and what has not happened is nought")
    func figures() throws {
        let metrics = Metrics()
        let before = try read(metrics)
        #expect(before.value("stet_cache_hits_total") == 0 && before.families["stet_http_requests_total"]?.samples == [])
        metrics.answered(status: 200, bytes: 1000, nanoseconds: 700_000)
        metrics.answered(status: 200, bytes: 24, nanoseconds: 11_000_000_000)
        metrics.answered(status: 404, bytes: 0, nanoseconds: 500_000)
        metrics.cacheHit()
        for _ in 1...3 { metrics.cacheMiss() }
        for pages in [0, 0, 3, 70] { metrics.dropped(pages: pages) }
        metrics.rendered(nanoseconds: 2_000_000)
        metrics.cacheHolds(pages: 7, bytes: 1 << 40)
        metrics.evicted(pages: 5)
        let after = try read(metrics, gauges: [.init(name: "stet_tides", help: "High\\\nand low.") { -0.25 }])
        #expect(after.value("stet_http_requests_total", ["status": "200"]) == 2)
        #expect(after.value("stet_http_requests_total", ["status": "404"]) == 1)
        #expect(after.value("stet_http_response_bytes_total") == 1024)
        #expect(after.value("stet_http_request_seconds_bucket", ["le": "0.0005"]) == 1)
        #expect(after.value("stet_http_request_seconds_bucket", ["le": "0.001"]) == 2)
        #expect(after.value("stet_http_request_seconds_bucket", ["le": "10"]) == 2)
        #expect(after.value("stet_http_request_seconds_bucket", ["le": "+Inf"]) == 3)
        #expect(abs((after.value("stet_http_request_seconds_sum") ?? 0) - 11.0012) < 1e-9)
        #expect(after.value("stet_cache_hits_total") == 1 && after.value("stet_cache_misses_total") == 3)
        #expect(after.value("stet_cache_dropped_pages_count") == 4 && after.value("stet_cache_dropped_pages_sum") == 73)
        #expect(after.value("stet_cache_dropped_pages_bucket", ["le": "0"]) == 2)
        #expect(after.value("stet_render_seconds_count") == 1 && after.value("stet_cache_bytes") == 1_099_511_627_776)
        #expect(after.value("stet_cache_evicted_pages_total") == 5 && after.value("stet_tides") == -0.25)
        #expect(after.value("stet_build_info", ["version": "1.0 \"x\"\\\n"]) == 1)
    }

    @Test("the process knows its memory, its time and when it began")
    func process() throws {
        let figures = try read(Metrics())
        #expect((1e6...1e12).contains(figures.value("process_resident_memory_bytes") ?? 0))
        #expect((figures.value("process_virtual_memory_bytes") ?? 0) >= (figures.value("process_resident_memory_bytes") ?? 1))
        #expect((figures.value("process_cpu_seconds_total") ?? 0) > 0 && (figures.value("process_open_fds") ?? 0) > 2)
        let age = Date().timeIntervalSince1970 - (figures.value("process_start_time_seconds") ?? 0)
        #expect((-5...1e7).contains(age) && (figures.value("process_threads") ?? 0) >= 1)
    }

    @Test("many threads count at once, and nothing is lost")
    func threads() async throws {
        let metrics = Metrics()
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...8 {
                group.addTask {
                    for number in 1...5000 {
                        metrics.answered(status: 100 + number % 500, bytes: 1, nanoseconds: number * 1_000_000)
                        metrics.cacheHit()
                    }
                }
            }
        }
        let figures = try read(metrics)
        let requests = try #require(figures.families["stet_http_requests_total"]?.samples)
        #expect(requests.count == 500 && requests.allSatisfy { $0.value == 80 })
        #expect(figures.value("stet_http_request_seconds_count") == 40_000 && figures.value("stet_cache_hits_total") == 40_000)
    }

    @Test("a status that is none and times before the beginning harm nothing")
    func nonsense() throws {
        let metrics = Metrics()
        for status in [Int.min, -1, 0, 99, 600, Int.max] { metrics.answered(status: status, bytes: -5, nanoseconds: .min) }
        let figures = try read(metrics)
        #expect(figures.families["stet_http_requests_total"]?.samples == [])
        #expect(figures.value("stet_http_response_bytes_total") == 0 && figures.value("stet_http_request_seconds_sum") == 0)
    }

    @Test(
        "every answer is counted by its status with the bytes of its body: also of HEAD, of what is refused, of one that nobody waited for"
    )
    func answers() async throws {
        let metrics = Metrics()
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        try await TestServer.run(
            traffic: Traffic(metrics: metrics, log: nil),
            answering: { request, _ in
                if request.head.path == "/slow" { _ = await released.first { _ in true } }
                var response = Response(
                    status: request.head.path == "/gone" ? .gone : .ok,
                    body: .init(byteBuffer: ByteBuffer(string: "twelve bytes")))
                response.headers[.stetCache] = "hit"
                return response
            }
        ) { server in
            try await withRawConnection(server.port) { connection in
                connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /gone HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(connection.answer()?["stet-cache"] == nil && connection.answer()?.status == 410)
                connection.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(connection.answer(toHead: true)?.status == 200)
            }
            for refused in ["GET / HTTP/1.1\r\n\r\n", "PROPFIND / HTTP/1.1\r\nHost: x\r\n\r\n", "rubbish\r\n\r\n"] {
                try await withRawConnection(server.port) { connection in
                    connection.send(refused)
                    _ = connection.rest()
                }
            }
            try await withRawConnection(server.port) { connection in
                connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
                // What is left unread makes the end of this side a reset, not a half that may wait.
                _ = connection.readByte()
            }
            for _ in 0..<1000 where metrics.aborted.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
            release.finish()
        }
        let figures = try read(metrics)
        #expect(figures.value("stet_http_requests_total", ["status": "200"]) == 3)
        #expect(figures.value("stet_http_requests_total", ["status": "410"]) == 1)
        #expect(figures.value("stet_http_requests_total", ["status": "400"]) == 2)
        #expect(figures.value("stet_http_requests_total", ["status": "501"]) == 1)
        let refusals = [Refusal.host, .method, .malformed].reduce(0) { $0 + $1.sentence.utf8.count + 1 }
        #expect(figures.value("stet_http_response_bytes_total") == Double(36 + refusals))
        #expect(figures.value("stet_http_aborted_total") == 1)
    }

    @Test(
        "the second port has the metrics and says that the database answers; nothing else is there, and readers find none of it")
    func adminPort() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1, "One")]))
        try magazine.close()
        try await ServingProcess.run(magazine.directory.path, options: ["--admin-port", "0"]) { server async throws in
            for _ in 0..<1000 where !server.process.output.contains("/metrics\n") { try await Task.sleep(for: .milliseconds(5)) }
            let mark = "Its metrics are at http://127.0.0.1:"
            let start = try #require(server.process.output.range(of: mark)?.upperBound)
            let admin = ServingProcess(
                port: try #require(Int(server.process.output[start...].prefix { $0.isNumber })), process: server.process)
            for path in ["/", "/2020/01/item-1/", "/nowhere/"] { _ = try await server.get(path) }
            let answer = try #require(try await admin.get("/metrics"))
            #expect(answer.status == 200 && answer["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer["cache-control"] == "no-store")
            let figures = try PrometheusText(answer.text)
            #expect(figures.value("stet_http_requests_total", ["status": "200"]) == 2)
            #expect(figures.value("stet_http_requests_total", ["status": "404"]) == 1)
            #expect((figures.value("stet_render_seconds_count") ?? 0) >= 3)
            #expect(figures.value("stet_http_connections") != nil && figures.value("stet_pictures_waiting") == 0)
            let health = try await admin.get("/healthz")
            #expect(health?.status == 200 && health?.text == "The magazine can be read.\n")
            for path in ["/", "/2020/01/item-1/", "/metrics/", "/desk/"] { #expect(try await admin.get(path)?.status == 404) }
            let posted = try await withRawConnection(admin.port) { connection in
                connection.send("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                return connection.answer()
            }
            #expect(posted?.status == 405)
            for path in ["/metrics", "/healthz"] { #expect(try await server.get(path)?.status == 404) }
            // What asks for the figures is not among them.
            let again = try PrometheusText(try #require(try await admin.get("/metrics")?.text))
            #expect(again.value("stet_http_requests_total", ["status": "200"]) == 2)
        }
    }

    @Test("where the database does not answer the health is 503")
    func ill() async throws {
        let magazine = try TemporaryMagazine()
        let responder = AdminResponder(store: magazine.store, metrics: Metrics(), gauges: [], version: "1")
        try await TestServer.run(answering: { try await responder.respond(to: $0, context: $1) }) { server in
            func health() async throws -> Int? {
                try await withRawConnection(server.port) { connection in
                    connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                    return connection.answer()?.status
                }
            }
            #expect(try await health() == 200)
            try magazine.close()
            #expect(try await health() == 503)
        }
    }

    @Test(
        "a second port that is the readers', or none, is refused with a sentence",
        arguments: [
            (["--port", "8123", "--admin-port", "8123"], "Port 8123 is the readers'"),
            (["--admin-port", "70000"], "from 0 to 65535"),
            (["--log-addresses"], "give --log text"), (["--log", "xml"], "--log"),
        ])
    func usage(_ words: [String], _ sentence: String) async throws {
        let ending = try await ChildProcess.run(ChildProcess.stet, ["serve", "--data", "/nowhere"] + words)
        #expect(ending.code == 2 && ending.error.contains(sentence), "\(ending)")
    }

    @Test("a second port that is taken is told as that, and the magazine is not served")
    func taken() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        try magazine.close()
        try await TestServer.run(answering: { _, _ in Response(status: .ok) }) { other in
            let ending = try await ChildProcess.run(
                ChildProcess.stet,
                [
                    "serve", "--data", magazine.directory.path, "--port", "0", "--no-pictures-ahead", "--admin-port",
                    "\(other.port)",
                ])
            #expect(ending.code == 3, "\(ending)")
            #expect(
                ending.error.contains(
                    "for the metrics: port \(other.port) on 127.0.0.1 is taken by another program; choose another with --admin-port"
                ))
        }
    }
}
