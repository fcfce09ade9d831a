import Media
import Testing

@Suite("Limits of a picture, before it is decoded")
struct ImageLimitsTests {
    @Test("a bomb is refused in a sentence, by its header alone", arguments: bombs)
    func bomb(_ bomb: Bomb) {
        #expect(throws: bomb.refusal) {
            try ImageLimits().check(ImageHeader(bomb.bytes))
        }
        #expect(bomb.refusal.description == bomb.sentence)
        // It is the header that is large and not the file.
        #expect(bomb.bytes.count < 500_000)
    }

    struct Bomb: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let refusal: ImageRefusal
        let sentence: String
    }

    typealias P = PictureBytes
    static let bombs: [Bomb] = [
        Bomb(
            testDescription: "PNG of one bit", bytes: P.png(width: 60_000, height: 60_000, depth: 1, type: 0),
            refusal: .tooManyPixels(width: 60_000, height: 60_000, megapixels: 150),
            sentence: "It is 60,000 × 60,000 pixels; at most 150 megapixels are taken."),
        Bomb(
            testDescription: "PNG as large as the format allows", bytes: P.png(width: 0xFFFF_FFFF, height: 0xFFFF_FFFF),
            refusal: .tooManyPixels(width: 0xFFFF_FFFF, height: 0xFFFF_FFFF, megapixels: 150),
            sentence: "It is 4,294,967,295 × 4,294,967,295 pixels; at most 150 megapixels are taken."),
        Bomb(
            testDescription: "JPEG", bytes: P.jpeg(width: 65_500, height: 65_500),
            refusal: .tooManyPixels(width: 65_500, height: 65_500, megapixels: 150),
            sentence: "It is 65,500 × 65,500 pixels; at most 150 megapixels are taken."),
        Bomb(
            testDescription: "JPEG with a second, larger header",
            bytes: P.jpeg(after: P.join(P.segment(0xC0, P.join([8], P.be16(65_500), P.be16(65_500), [3])), [0xFF, 0xD9])),
            refusal: .tooManyPixels(width: 65_500, height: 65_500, megapixels: 150),
            sentence: "It is 65,500 × 65,500 pixels; at most 150 megapixels are taken."),
        Bomb(
            testDescription: "JPEG of a thousand passes", bytes: P.jpeg(width: 5000, height: 5000, scans: 1000),
            refusal: .tooManyScans(1000, limit: 100), sentence: "It is drawn in 1,000 passes; at most 100 are taken."),
        Bomb(
            testDescription: "a thread", bytes: P.png(width: 100_000, height: 1),
            refusal: .sideTooLong(width: 100_000, height: 1, limit: 30_000),
            sentence: "It is 100,000 × 1 pixels; at most 30,000 on a side are taken."),
        Bomb(
            testDescription: "GIF of 10,000 frames", bytes: P.gif(frames: Array(repeating: (8, 8), count: 10_000)),
            refusal: .tooManyFrames(10_000, limit: 1000), sentence: "It has 10,000 frames; at most 1,000 are taken."),
        Bomb(
            testDescription: "GIF whose screen is small and whose image is not", bytes: P.gif(frames: [(65_535, 65_535)]),
            refusal: .tooManyPixels(width: 65_535, height: 65_535, megapixels: 150),
            sentence: "It is 65,535 × 65,535 pixels; at most 150 megapixels are taken."),
        Bomb(
            testDescription: "APNG of 2,000 frames",
            bytes: P.png(
                before: P.chunk("acTL", P.join(P.be32(2), P.be32(0))),
                after: Array([[UInt8]](repeating: P.frameControl(width: 8, height: 8), count: 2000).joined())),
            refusal: .tooManyFrames(2000, limit: 1000), sentence: "It has 2,000 frames; at most 1,000 are taken."),
        Bomb(
            testDescription: "WebP whose frames are too many pixels together",
            bytes: P.riff(
                P.webPCanvas(width: 8000, height: 8000, flags: 2)
                    + Array([[UInt8]](repeating: P.webPFrame(width: 8000, height: 8000), count: 20).joined())),
            refusal: .tooManyPixelsInAll(frames: 20, width: 8000, height: 8000, megapixels: 600),
            sentence: "It has 20 frames of 8,000 × 8,000 pixels; all together at most 600 megapixels are taken."),
        Bomb(
            testDescription: "AVIF that is small, made of tiles that are not",
            bytes: P.avif(properties: [P.extent(100, 100)], further: [P.extent(60_000, 60_000)]),
            refusal: .tooManyPixels(width: 60_000, height: 60_000, megapixels: 150),
            sentence: "It is 60,000 × 60,000 pixels; at most 150 megapixels are taken."),
        Bomb(
            testDescription: "JPEG without a size", bytes: P.jpeg(width: 8, height: 0), refusal: .noSize(.jpeg),
            sentence: "It is damaged, for it begins as a JPEG does but does not say how large it is."),
    ]

    @Test("fifty megabytes of metadata are refused, without being read")
    func metadata() throws {
        let start = PictureBytes.png(before: PictureBytes.be32(50_000_000) + Array("eXIf".utf8))
        // A file of which only the start and the end are not nothing.
        var fetched = 0
        let source = ByteSource(count: start.count + 50_000_100) { offset, count in
            fetched += count
            return (offset..<offset + count).map { $0 < 41 ? start[$0] : 0 }
        }
        let header = try ImageHeader(source)
        #expect(throws: ImageRefusal.tooMuchMetadata(bytes: 50_000_000, limit: 32_000_000)) { try ImageLimits().check(header) }
        #expect(
            ImageRefusal.tooMuchMetadata(bytes: 50_000_000, limit: 32_000_000).description
                == "It carries 50 MB of metadata; at most 32 MB are taken.")
        #expect(fetched < 5_000_000)
    }

    @Test("what is large and honest is taken, up to each limit and not one more")
    func upToTheLimit() throws {
        var limits = ImageLimits()
        (limits.longestSide, limits.megapixels, limits.frames, limits.megapixelsInAll) = (4000, 6, 3, 12)
        try limits.check(ImageHeader(PictureBytes.png(width: 3000, height: 2000)))
        try limits.check(ImageHeader(PictureBytes.png(width: 4000, height: 1500)))
        #expect(throws: ImageRefusal.self) { try limits.check(ImageHeader(PictureBytes.png(width: 3000, height: 2001))) }
        #expect(throws: ImageRefusal.self) { try limits.check(ImageHeader(PictureBytes.png(width: 4001, height: 1))) }
        try limits.check(ImageHeader(PictureBytes.gif(width: 2000, height: 2000, frames: [(1, 1), (1, 1), (1, 1)])))
        #expect(throws: ImageRefusal.tooManyPixelsInAll(frames: 3, width: 2001, height: 2000, megapixels: 12)) {
            try limits.check(ImageHeader(PictureBytes.gif(width: 2001, height: 2000, frames: [(1, 1), (1, 1), (1, 1)])))
        }
        #expect(throws: ImageRefusal.tooManyFrames(4, limit: 3)) {
            try limits.check(ImageHeader(PictureBytes.gif(frames: [(1, 1), (1, 1), (1, 1), (1, 1)])))
        }
    }

    @Test("limits that are set to the largest number there is refuse nothing and harm nobody")
    func withoutLimits() throws {
        var limits = ImageLimits()
        (limits.longestSide, limits.megapixels, limits.frames) = (.max, .max, .max)
        (limits.megapixelsInAll, limits.scans, limits.metadataBytes) = (.max, .max, .max)
        try limits.check(ImageHeader(PictureBytes.png(width: 60_000, height: 60_000)))
        // Only what cannot be counted is still too much.
        #expect(throws: ImageRefusal.self) {
            try limits.check(ImageHeader(PictureBytes.png(width: 0xFFFF_FFFF, height: 0xFFFF_FFFF)))
        }
    }
}
