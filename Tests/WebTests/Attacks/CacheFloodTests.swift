import Content
import Foundation
import Storage
import TestSupport
import Testing

@testable import Site
@testable import Web

/// Rows 31 and 32 of the attacks: what anybody can ask for without end takes no place from what the magazine has.
@Suite("Floods of the cache")
struct CacheFloodTests {
    /// Sends many requests over one connection, a few at a time, and counts the answers by their status.
    private func flood(
        _ server: AttackedServer, _ count: Int, _ target: @escaping @Sendable (Int) -> (path: String, host: String)
    ) async throws
        -> [Int: Int]
    {
        try await withRawConnection(server.port) { connection in
            var statuses: [Int: Int] = [:]
            for start in stride(from: 0, to: count, by: 20) {
                let numbers = start..<min(start + 20, count)
                connection.send(
                    numbers.map { number in
                        let (path, host) = target(number)
                        return "GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\r\n"
                    }.joined())
                for _ in numbers {
                    guard let answer = connection.answer() else { return statuses }
                    statuses[answer.status, default: 0] += 1
                }
            }
            return statuses
        }
    }

    @Test("Row 31: made-up queries, hosts and addresses leave memory as it is, and the magazine's pages in the cache")
    func exhaustion() async throws {
        let real = ["/", AttackedServer.page, "/2020/01/item-8/", "/category/sea/", "/feed/", "/sitemap.xml"]
        try await AttackedServer.run(articles: 5, options: ["--cache-memory", "1"]) { server in
            let style = try #require(
                try await server.get("/")?.text.components(separatedBy: "\"").first { $0.hasPrefix("/theme/style.") })
            for path in real + [style] { #expect(try await server.get(path)?.status == 200, "\(path)") }
            let before = server.readers.process.memory
            let page = AttackedServer.page
            async let queries = flood(server, 4000) { ("\(page)?x\($0)=\($0)&utm_source=\($0)", "magazine.example") }
            async let hosts = flood(server, 4000) { (page, "host-\($0).example") }
            async let nothing = flood(server, 300) { ("/nothing/at/all-\($0)/", "magazine.example") }
            async let styles = flood(server, 300) { ("/theme/style.\($0).css", "magazine.example") }
            async let furniture = flood(server, 1500) { ("/wp-admin/\($0)/", "magazine.example") }
            async let leading = flood(server, 600) { ("/category/sea/page/000\($0)1/../1/?\($0)", "magazine.example") }
            async let guesses = flood(server, 600) { ("/2019/\($0 % 12 + 1)/item-7-\($0)/", "magazine.example") }
            async let searches = flood(server, 200) { ("/search/word\($0)/", "magazine.example") }
            let answered = try await [queries, hosts, nothing, styles, furniture]
            #expect(answered == [[200: 4000], [200: 4000], [404: 300], [200: 300], [410: 1500]])
            let others = try await [leading, guesses, searches]
            #expect(others.map { $0.values.reduce(0, +) } == [600, 600, 200], "\(others)")
            let memory = server.readers.process.memory
            #expect(memory < before + 96 << 20, "\(before) before, \(memory) after")
            #expect(try await server.figure("stet_cache_bytes") <= 1 << 20)
            // A request counts once, whoever answers it: the path before all others, or what stands behind it.
            let counts = { try await (server.figure("stet_cache_hits_total"), server.figure("stet_cache_misses_total")) }
            for (path, host, hit, miss) in [
                (page, "magazine.example", 1, 0), (page, "www.magazine.example", 1, 0),
                ("/not/yet/asked/", "magazine.example", 0, 1),
                (AttackedServer.file, "magazine.example", 0, 0), ("\(page)?utm_source=x", "magazine.example", 1, 0),
            ] {
                let before = try await counts()
                _ = try await server.get(path, headers: "Host: \(host)")
                let after = try await counts()
                #expect(after.0 - before.0 == hit && after.1 - before.1 == miss, "\(host)\(path)")
            }
            // Every real page is where it was.
            let (hits, misses) = (
                try await server.figure("stet_cache_hits_total"), try await server.figure("stet_cache_misses_total")
            )
            for path in real + [style] { #expect(try await server.get(path)?.status == 200, "\(path)") }
            #expect(try await server.figure("stet_cache_hits_total") == hits + real.count + 1)
            #expect(try await server.figure("stet_cache_misses_total") == misses)
        }
    }

    @Test(
        "Row 31: a hundred thousand redirects that lead nowhere take an eighth of the memory, and no page's place; of as many addresses where nothing is those asked for last are kept, in a sixteenth"
    )
    func redirects() throws {
        func ready(_ answer: Answer) throws -> ReadyPage {
            let made = MadeAnswer(
                answer: answer, commit: 1, dependencies: [.article(1)], origin: "https://m.example", otherHost: "www.m.example")
            return try #require(ReadyPage(made, security: SecurityHeaders(), isKept: false, seconds: 0))
        }
        let memory = 4 << 20
        let cache = PageCache(memory: memory)
        let page = try ready(
            .page(RenderedPage(status: 200, mediaType: "text/html", bytes: Array(repeating: 97, count: 8192), dependencies: [])))
        for number in 0..<100 { cache.add(page, at: "/\(number)/") }
        let redirect = try ready(.redirect("/"))
        for number in 0..<100_000 { cache.add(redirect, at: "/old/\(number)") }
        let nothing = try ready(
            .page(RenderedPage(status: 404, mediaType: "text/html", bytes: Array(repeating: 97, count: 4000), dependencies: [])))
        for number in 0..<100_000 {
            cache.add(nothing, at: "/nothing/\(number)")
            // One that programs ask for day and night.
            if cache.find("/favicon.ico", now: { 0 }) == nil { cache.add(nothing, at: "/favicon.ico") }
        }
        let figures = cache.figures
        #expect(figures.bytes <= memory && figures.pages < 100_000 && figures.evicted > 190_000)
        let kept = cache.all.filter { $0.page.share == .nothing }
        #expect(kept.reduce(0) { $0 + $1.page.size } <= memory / 16)
        #expect(kept.count > 5 && kept.contains { $0.key == "/nothing/99999" } && kept.contains { $0.key == "/favicon.ico" })
        #expect((0..<100).allSatisfy { cache.find("/\($0)/", now: { 0 }) != nil })
        #expect(cache.all.filter { $0.page.share == .leading }.reduce(0) { $0 + $1.page.size } <= memory / 8)
        // One that is larger than all of them together is not kept in their place.
        let huge = try ready(
            .page(RenderedPage(status: 200, mediaType: "text/html", bytes: Array(repeating: 97, count: memory), dependencies: []))
        )
        cache.add(huge, at: "/huge/")
        #expect(cache.find("/huge/", now: { 0 }) == nil && cache.find("/0/", now: { 0 }) != nil)
    }

    @Test(
        "Row 32: a thousand clients who want one page that nobody has made yet are all given it, and it is made once",
        arguments: [1000])
    func stampede(_ count: Int) async throws {
        try await AttackedServer.run(articles: 3) { server in
            let head = "HTTP/1.1\r\nHost: magazine.example\r\nConnection: close\r\n\r\n"
            for (number, query) in ["", "?utm_source=mail", ""].enumerated() {
                let path = "/2020/01/item-\(1001 + number)/"
                let before = try await server.figure("stet_render_seconds_count")
                let answers = try await withRawCrowd(server.port, count: count) { crowd in
                    crowd.exchange(Array("GET \(path)\(query) \(head)".utf8)).map { RawAnswer.parse($0)?.0.text }
                }
                #expect(try await server.figure("stet_render_seconds_count") == before + 1)
                #expect(answers.count == count && Set(answers).count == 1)
                #expect(answers.first??.contains("Story \(1001 + number)") == true)
            }
        }
    }
}
