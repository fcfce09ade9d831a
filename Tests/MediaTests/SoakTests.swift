import Content
import Foundation
import Media
import TestSupport
import Testing

@Suite("Damaged files, all the way from the upload to what is served")
struct SoakTests {
    /// 200, or as many as STET_SOAK says; each the same at every run.
    private static let count = ProcessInfo.processInfo.environment["STET_SOAK"].flatMap { Int($0) } ?? 200

    @Test(
        "damaged pictures are right or refused in a sentence, and those that are whole are served afterwards",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func survives() async throws {
        let folder = try TemporaryFolder()
        let store = FileStore(folder: folder["files"])
        try folder.write([], to: "files/.keep")
        let workers = TestWorkers.make { $0.processes = 2 }
        let intake = ImageIntake(workers: workers, limits: ImageLimits())
        let renditions = Renditions(originals: store, folder: folder["made"], workers: workers, limits: ImageLimits())
        let pictures = try await Self.samples(workers)
        try #require(pictures.count > 100)

        var tally = Tally()
        try await withThrowingTaskGroup(of: Tally.self) { group in
            for lane in 0..<2 {
                group.addTask {
                    try await OwnThreads.run {
                        var tally = Tally()
                        for round in stride(from: lane, to: Self.count, by: 2) {
                            var random = SeededGenerator(seed: UInt64(round))
                            let bytes = pictures[Int(random.next() % UInt64(pictures.count))].damaged(&random)
                            let path = try folder.write(bytes, to: "incoming-\(lane)")
                            do throws(ImageError) {
                                let facts = try intake.examine(fileAt: path)
                                guard let stored = try? store.add(fileAt: path) else { continue }
                                let keys: [RenditionKey] =
                                    facts.format == .svg ? [.full] : [.full, RenditionKey(.width(320), .webp)]
                                for file in try renditions.make(keys, of: stored.digest, format: facts.format) {
                                    let served = SharedPictures.bytes(file.path)
                                    #expect(ImageFormat(head: served)?.mediaType == file.mediaType, "round \(round)")
                                    unlink(file.path)
                                }
                                unlink(store.path(of: stored.digest))
                                tally.taken += 1
                            } catch {
                                tally.note(error, round)
                            }
                        }
                        return tally
                    }
                }
            }
            for try await lane in group { tally.add(lane) }
        }
        if Self.count > 200 { print("taken \(tally.taken), refused \(tally.refused), decoders brought down \(tally.crashed)") }
        #expect(tally.taken > Self.count / 10 && tally.refused > Self.count / 10)
        // A decoder that a picture brings down costs that picture; it is rare with these.
        #expect(tally.crashed <= Self.count / 100)
        #expect(tally.unexpected == [])

        let whole = try folder.write(TestPicture.noise(640, 480), to: "whole")
        let facts = try await OwnThreads.run { () throws(ImageError) in try intake.examine(fileAt: whole) }
        #expect(facts.width == 640)
    }

    private struct Tally {
        var taken = 0
        var refused = 0
        var crashed = 0
        var unexpected: [String] = []

        mutating func note(_ error: ImageError, _ round: Int) {
            switch error {
            case .refused, .svg, .damaged, .outOfMemory, .outOfProcessorTime, .timedOut, .unwritable: refused += 1
            case .crashed: crashed += 1
            default: unexpected.append("round \(round): \(error)")
            }
        }

        mutating func add(_ other: Tally) {
            taken += other.taken
            refused += other.refused
            crashed += other.crashed
            unexpected += other.unexpected
        }
    }

    /// What lies beside the project, and formats that are rare there.
    private static func samples(_ workers: ImageWorkers) async throws -> [[UInt8]] {
        var samples = SharedPictures.all.map { SharedPictures.bytes($0) }.filter {
            $0.count < 300_000 && ImageFormat(head: Array($0.prefix(4096))) != nil
        }
        for format in [RenditionSpec.Format.avif, .webp, .gif, .png, .jpeg] {
            let made = try await workers.render(TestPicture.noise(64, 64), [RenditionSpec(width: 64, format: format)])[0].bytes
            for _ in 0..<5 { samples.append(made) }
        }
        samples.append(Array("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9'/></svg>".utf8))
        return samples
    }
}

extension [UInt8] {
    /// Changed near the beginning more than elsewhere, since headers are there; cut, doubled, put into one another.
    func damaged(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes = self
        for _ in 0..<(1 + random.next() % 8) where !bytes.isEmpty {
            let place = Int(random.next() % UInt64(random.next() % 2 == 0 ? bytes.count : Swift.min(bytes.count, 200)))
            switch random.next() % 8 {
            case 0: if random.next() % 3 == 0 { bytes = Array(bytes.prefix(place)) }
            case 1: bytes.removeSubrange(place..<Swift.min(bytes.count, place + Int(random.next() % 16)))
            case 2: bytes.insert(contentsOf: bytes[place..<Swift.min(bytes.count, place + Int(random.next() % 64))], at: place)
            case 3: bytes[place] = 0xFF
            case 4: bytes[place] = 0
            case 5: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            default: bytes[place] ^= 1 << UInt8(random.next() % 8)
            }
        }
        return bytes
    }
}
