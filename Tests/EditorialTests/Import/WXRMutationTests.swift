import Testing

@testable import Editorial

@Suite("Damaged WordPress exports", .enabled(if: SharedFiles.areAtHand, "needs the shared exports"))
struct WXRMutationTests {
    /// SplitMix64: the same numbers for the same seed, everywhere.
    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static func damage(_ bytes: [UInt8], seed: UInt64) -> [UInt8] {
        var random = Random(state: seed)
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let at = Int.random(in: 0..<max(1, bytes.count), using: &random)
            let length = min(Int.random(in: 1...200, using: &random), bytes.count - at)
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where seed.isMultiple(of: 4): bytes.removeLast(bytes.count - at)
            case 1: bytes.removeSubrange(at..<at + length)
            case 2:
                bytes.insert(contentsOf: bytes[at..<at + length], at: Int.random(in: 0...bytes.count, using: &random))
            case 3:
                let pieces = ["]]>", "<![CDATA[", "<", ">", "</item>", "<item>", "&", "<!--", "\"", "\u{0}", "</"]
                bytes.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: at)
            default:
                for index in at..<at + min(length, 3) { bytes[index] = UInt8.random(in: 0...255, using: &random) }
            }
        }
        return bytes
    }

    @Test("five hundred damaged exports are read to their end, the same in chunks of any size")
    func damagedExports() throws {
        let whole = try SharedFiles.export("wordpress-importer/small-export.xml")
        var items = 0
        for seed in 0..<500 {
            let bytes = Self.damage(whole, seed: UInt64(seed))
            let reading = WXRReading(bytes)
            items += reading.items.count
            // Every item is said to be read or broken, unless nothing could be read at all.
            #expect(reading.error != nil || reading.site != nil, "seed \(seed)")
            #expect(WXRReading(bytes, chunkSize: 1 + seed % 50) == reading, "seed \(seed)")
        }
        // Eleven in each; damage costs few of them.
        #expect(items > 500 * 11 * 3 / 4)
    }

    @Test("an export cut at any place gives the items before the cut, and never half of one")
    func cutExports() throws {
        let bytes = try SharedFiles.export("wordpress-importer/small-export.xml")
        let whole = WXRReading(bytes).items
        for cut in stride(from: 0, to: bytes.count, by: 97) {
            let reading = WXRReading(Array(bytes[..<cut]))
            #expect(reading.items == Array(whole.prefix(reading.items.count)), "cut at \(cut)")
            #expect(reading.broken.count <= 1)
        }
    }
}
