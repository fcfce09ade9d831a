import Media
import TestSupport
import Testing

@Suite("Headers of real pictures, by exiftool's judgement")
struct ImageHeaderJudgeTests {
    @Test(
        "every picture at hand has the format, size, orientation and frames that exiftool sees",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"), .enabled(if: ExifTool.isAtHand, "\(ExifTool.absence)")
    )
    func everyPictureAtHand() async throws {
        let judged = try await ExifTool.read(SharedPictures.all.map(SharedMaterial.path))
        var compared = 0
        for path in SharedPictures.all {
            let says = try #require(judged[SharedMaterial.path(path)])
            let type = says["File:FileType"] ?? ""
            guard let format = ImageHeaderJudgeTests.formats[type] else {
                #expect(throws: ImageRefusal.self, "\(path) is \(type)") { try ImageHeader(SharedPictures.bytes(path)) }
                continue
            }
            let header = try ImageHeader(SharedPictures.bytes(path))
            #expect(header.format == format, "\(path)")
            compared += 1
            if format == .svg { continue }
            let group = ["File", "PNG", "GIF", "RIFF"].first { says["\($0):ImageWidth"] != nil } ?? "File"
            #expect(header.width == says["\(group):ImageWidth"].flatMap { Int($0) } ?? 0, "\(path)")
            #expect(header.height == says["\(group):ImageHeight"].flatMap { Int($0) } ?? 0, "\(path)")
            let orientation = says["IFD0:Orientation"].flatMap { UInt8($0) }.flatMap(ImageOrientation.init(rawValue:)) ?? .up
            #expect(header.orientation == orientation, "\(path)")
            if let frames = says["GIF:FrameCount"] { #expect(header.frames == Int(frames), "\(path)") }
            if let bits = says["File:BitsPerSample"] { #expect(header.bitsPerChannel == Int(bits), "\(path)") }
            if let components = says["File:ColorComponents"] {
                let model = header.colorModel
                #expect(components == (model == .gray ? "1" : model == .cmyk ? "4" : "3"), "\(path)")
            }
        }
        #expect(compared > 150)
    }

    private static let formats: [String: ImageFormat] = [
        "JPEG": .jpeg, "PNG": .png, "APNG": .png, "GIF": .gif, "WEBP": .webp, "Extended WEBP": .webp, "SVG": .svg,
    ]

    @Test(
        "pictures that are read in pieces have the same header as those read at once",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func inPieces() throws {
        for path in SharedPictures.all {
            let bytes = SharedPictures.bytes(path)
            guard let whole = try? ImageHeader(bytes) else { continue }
            let source = ByteSource(count: bytes.count) { offset, count in Array(bytes[offset..<min(bytes.count, offset + count)])
            }
            let pieces = try ImageHeader(source)
            #expect(pieces == whole, "\(path)")
            #expect(MetadataBlocks(pieces, source) == MetadataBlocks(whole, ByteSource(bytes)), "\(path)")
        }
    }

    @Test(
        "the eight orientations of one picture are all the same size upright",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"), arguments: 0...8)
    func upright(_ number: Int) throws {
        let landscape = try ImageHeader(SharedPictures.bytes("images/orientation/Landscape_\(number).jpg"))
        #expect([landscape.uprightWidth, landscape.uprightHeight] == [1800, 1200])
        let portrait = try ImageHeader(SharedPictures.bytes("images/orientation/Portrait_\(number).jpg"))
        #expect([portrait.uprightWidth, portrait.uprightHeight] == [1200, 1800])
    }

    /// By Pillow's and libvips' own tests, from which they are.
    @Test(
        "animations have as many frames as there are, whatever they promise",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"),
        arguments: [
            ("images/webp/iss634.webp", 42), ("images/webp/flower.webp", 1), ("images/png/iss634.apng", 41),
            ("images/gif/iss634.gif", 42), ("images/png/apng/syntax_num_frames_invalid.png", 1),
            ("images/png/apng/syntax_num_frames_zero.png", 1), ("images/png/apng/chunk_actl_after_idat.png", 1),
            ("images/png/apng/blend_op_over_near_transparent.png", 128), ("images/png/apng/chunk_no_actl.png", 1),
        ] as [(String, Int)])
    func frames(_ path: String, _ frames: Int) throws {
        #expect(try ImageHeader(SharedPictures.bytes(path)).frames == frames)
    }

    @Test(
        "the pictures of a theme's test data are whole, and nothing follows them",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func whole() throws {
        var cut: [String] = []
        for path in SharedPictures.all where path.contains("media-theme-test-data") && !path.hasSuffix(".pdf") {
            let header = try ImageHeader(SharedPictures.bytes(path))
            if !header.isComplete || header.trailing != nil { cut.append("\(path) \(String(describing: header.trailing))") }
            try ImageLimits().check(header)
        }
        #expect(cut == [])
    }
}
