import Media
import TestSupport
import Testing

@Suite("Pictures that were damaged at random")
struct MutationTests {
    /// Ten thousand, each the same at every run. What is asked for is that nothing traps and every answer is one.
    @Test(
        "ten thousand damaged pictures are read or refused",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"), arguments: 0..<10)
    func mutations(_ part: Int) throws {
        let small = SharedPictures.all.map { SharedPictures.bytes($0) }.filter { $0.count < 24_000 }
        let pictures: [[UInt8]] = small + PictureBytes.smallest.map(\.bytes)
        try #require(pictures.count > 80)
        var random = SeededGenerator(seed: UInt64(part))
        var (taken, refused) = (0, 0)
        for _ in 0..<1000 {
            let bytes = damaged(pictures[Int(random.next() % UInt64(pictures.count))], &random)
            do throws(ImageRefusal) {
                let header = try ImageHeader(bytes)
                let metadata = PictureMetadata(header, ByteSource(bytes))
                for case let text? in [metadata.caption, metadata.creator, metadata.copyright, metadata.altText] {
                    #expect(!text.isEmpty && text.unicodeScalars.count <= 5000)
                }
                try ImageLimits().check(header)
                taken += 1
            } catch {
                #expect(error.description.hasPrefix("It "))
                refused += 1
            }
        }
        #expect(taken > 300)
        #expect(refused > 50)
    }

    /// Bytes changed near the beginning more than elsewhere, since headers are there; cut, doubled, put into one another.
    private func damaged(_ picture: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = picture
        for _ in 0..<(1 + random.next() % 8) where !bytes.isEmpty {
            let place = Int(random.next() % UInt64(random.next() % 2 == 0 ? bytes.count : min(bytes.count, 200)))
            switch random.next() % 8 {
            case 0: bytes = Array(bytes.prefix(place))
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 16)))
            case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + Int(random.next() % 64))], at: place)
            case 3: bytes[place] = 0xFF
            case 4: bytes[place] = 0
            case 5: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            default: bytes[place] ^= 1 << UInt8(random.next() % 8)
            }
        }
        return bytes
    }
}

/// SplitMix64: the same numbers from the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
