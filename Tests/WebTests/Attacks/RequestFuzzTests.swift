import Foundation
import Synchronization
import TestSupport
import Testing

/// Row 21 of the attacks: damaged requests by the thousand at the real program, which goes on and answers the honest ones.
///
/// `STET_FUZZ_SECONDS` makes a run longer (`make fuzz-requests`), `STET_SEED` repeats it; the seed is printed.
@Suite("Damaged requests")
struct RequestFuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["STET_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...999_999_999)
    private static let seconds = environment["STET_FUZZ_SECONDS"].flatMap { Int($0) }
    /// Connections between two looks at the server, and clients at once.
    private static let batch = 250
    private static let clients = 4

    @Test(
        "Row 21: no bytes end the server or make it fail, the next honest request is answered rightly, and memory stays bounded")
    func fuzz() async throws {
        let honest = [AttackedServer.page, "/", "/feed/", AttackedServer.file, "/nowhere/", "/search/?q=quay"]
        try await AttackedServer.run { server in
            var expected: [String: String] = [:]
            for path in honest { expected[path] = try await server.get(path)?.content }
            let start = ContinuousClock.now
            var (sent, round, before) = (0, 0, server.readers.process.memory)
            repeat {
                sent += try await batch(server, seed: Self.seed &+ UInt64(round) &* 1000)
                round += 1
                #expect(server.readers.process.isRunning, "seed \(Self.seed), round \(round)")
                for path in honest {
                    #expect(try await server.get(path)?.content == expected[path], "\(path) (seed \(Self.seed), round \(round))")
                }
                let memory = server.readers.process.memory
                // What the first rounds bring up stays: buffers, caches of the database.
                if round == 2 { before = max(before, memory) }
                #expect(memory < before + 160 << 20, "\(before) before, \(memory) now (seed \(Self.seed), round \(round))")
                if Self.seconds != nil, round % 50 == 0 {
                    print("Damaged requests: \(sent) sent, \(memory >> 20) MiB (seed \(Self.seed), round \(round))")
                }
            } while server.readers.process.isRunning
                && (Self.seconds.map { ContinuousClock.now - start < .seconds($0) } ?? (round < 4))
            let answered = try await server.figures().families["stet_http_requests_total"]?.samples ?? []
            // What is no method, and what is no version of HTTP, is refused with a number of its own.
            for sample in answered
            where sample.labels["status"].map({ $0.hasPrefix("5") && !["501", "505"].contains($0) }) ?? true {
                Issue.record("\(Int(sample.value)) answers were \(sample.labels) (seed \(Self.seed))")
            }
            #expect(server.readers.process.error == "", "seed \(Self.seed)")
            let statuses = answered.map { "\($0.labels["status"] ?? ""): \(Int($0.value))" }.sorted().joined(separator: ", ")
            print("Damaged requests: \(sent) sent (seed \(Self.seed)), answered \(statuses)")
        }
    }

    /// - Returns: how many requests were sent.
    private func batch(_ server: AttackedServer, seed: UInt64) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for client in 0..<Self.clients {
                group.addTask {
                    var requests = DamagedRequests(seed: seed &+ UInt64(client))
                    var sent = 0
                    for number in 0..<(Self.batch / Self.clients) {
                        let (bytes, count) = requests.next()
                        let cuts = requests.cuts(bytes.count) + [bytes.count]
                        sent += count
                        let isWhole = try await withRawConnection(server.port) { connection in
                            var start = 0
                            for cut in cuts {
                                connection.send(Array(bytes[start..<cut]))
                                start = cut
                            }
                            // Some leave without a word, with answers on their way.
                            if number % 5 == 4 { return true }
                            connection.endSending()
                            let wire = connection.rest()
                            return connection.isClosed
                                && (wire.isEmpty || wire.starts(with: "HTTP/1.1 ".utf8) || wire.starts(with: "HTTP/1.0 ".utf8))
                        }
                        #expect(isWhole, "client \(client), connection \(number) (seed \(seed))")
                    }
                    return sent
                }
            }
            return try await group.reduce(0, +)
        }
    }
}
