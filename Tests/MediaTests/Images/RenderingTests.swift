import Foundation
import Media
import TestSupport
import Testing

@Suite("What is made of a picture")
struct RenderingTests {
    let workers = TestWorkers.shared

    /// Corners of the upright picture, from the left above, clockwise.
    private func corners(_ pixels: PNGPixels) -> [String] {
        let (right, bottom) = (pixels.width - 3, pixels.height - 3)
        return [pixels.colour(2, 2), pixels.colour(right, 2), pixels.colour(right, bottom), pixels.colour(2, bottom)]
    }

    private func pixels(_ picture: [UInt8], width: Int, height: Int? = nil, fit: RenditionSpec.Fit = .within) async throws
        -> PNGPixels
    {
        let made = try await workers.render(
            picture, [RenditionSpec(width: width, height: height, fit: fit, format: .png, effort: 0)])
        return try #require(PNGPixels(made[0].bytes))
    }

    /// Stored: red, green, white, blue from the left above, clockwise.
    private static let stored = TestPicture.png(80, 40) { x, y in
        y < 20 ? (x < 40 ? (255, 0, 0) : (0, 255, 0)) : (x < 40 ? (0, 0, 255) : (255, 255, 255))
    }

    @Test(
        "each of the eight orientations comes out upright",
        arguments: zip(
            UInt8(1)...8,
            [
                ["red", "green", "white", "blue"], ["green", "red", "blue", "white"], ["white", "blue", "red", "green"],
                ["blue", "white", "green", "red"], ["red", "blue", "white", "green"], ["blue", "red", "green", "white"],
                ["white", "green", "red", "blue"], ["green", "white", "blue", "red"],
            ]))
    func turnsUpright(orientation: UInt8, expected: [String]) async throws {
        let jpeg = try await workers.render(Self.stored, [RenditionSpec(width: 80, format: .jpeg, quality: 95)])[0].bytes
        let upright = try await pixels(TestPicture.turned(jpeg, orientation: orientation), width: 80)
        #expect(corners(upright) == expected)
        #expect((upright.width, upright.height) == (orientation >= 5 ? (40, 80) : (80, 40)))
    }

    @Test(
        "the examples of all orientations look alike", .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"),
        arguments: ["Landscape", "Portrait"])
    func examplesLookAlike(name: String) async throws {
        let first = try await pixels(SharedPictures.bytes("images/orientation/\(name)_1.jpg"), width: 90)
        for orientation in 2...8 {
            let other = try await pixels(SharedPictures.bytes("images/orientation/\(name)_\(orientation).jpg"), width: 90)
            #expect(first.distance(to: other) < 8, "\(name) \(orientation): \(first.distance(to: other))")
        }
    }

    @Test(
        "nothing made has metadata, of any picture, in any format; exiftool is the judge",
        .enabled(if: SharedMaterial.isAtHand && exiftool != nil, "exiftool (libimage-exiftool-perl) or \(SharedMaterial.absence)")
    )
    func hasNoMetadata() async throws {
        let folder = try TemporaryFolder()
        var count = 0
        for path in SharedPictures.all {
            let picture = SharedPictures.bytes(path)
            let specs = [RenditionSpec.Format.jpeg, .png, .gif, .webp, .avif, .original].map {
                RenditionSpec(width: 48, format: $0)
            }
            // What is refused is refused in another test.
            guard let made = try? await workers.render(picture, specs) else { continue }
            for (index, rendition) in made.enumerated() {
                try folder.write(rendition.bytes, to: "\(count)-\(index).\(rendition.format)")
            }
            count += 1
        }
        #expect(count > 130)
        let ended = try await ChildProcess.run(
            try #require(exiftool),
            [
                "-r", "-a", "-G1", "-s", "-EXIF:all", "-XMP:all", "-IPTC:all", "-ICC_Profile:all", "-Photoshop:all",
                "-MakerNotes:all",
                "-JFIF:all", "-Comment", "-GPS:all", "-PNG:all", folder.path,
            ])
        #expect(ended.output.contains("image files read"))
        let allowed = [
            "ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter", "Interlace", "Palette",
            "Transparency", "BackgroundColor", "PixelsPerUnit", "PixelUnits", "JFIFVersion", "ResolutionUnit",
            "XResolution", "YResolution",
        ]
        let told = ended.output.split(separator: "\n").filter { line in
            line.hasPrefix("[") && !allowed.contains { line.dropFirst(16).hasPrefix($0) }
        }
        #expect(told == [])
    }

    @Test("a camera's EXIF with its thumbnail is gone", .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func dropsExif() async throws {
        let picture = SharedPictures.bytes("wxr/media-theme-test-data/dscn3316.jpg")
        #expect(picture.firstRange(of: "NIKON".utf8) != nil)
        for format in [RenditionSpec.Format.jpeg, .png, .gif, .webp, .avif] {
            let made = try await workers.render(picture, [RenditionSpec(width: 64, format: format)])[0].bytes
            for sign in ["NIKON", "Exif\0", "EXIF", "ICCP", "iCCP", "eXIf", "ICC_PROFILE", "xpacket"] {
                #expect(made.firstRange(of: sign.utf8) == nil, "\(sign) in \(format)")
            }
        }
    }

    @Test("colours without a profile are what they were, to the byte")
    func keepsUntagged() async throws {
        let colours: [TestPicture.Colour] = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (128, 128, 128), (18, 52, 86)]
        for colour in colours {
            let made = try await pixels(TestPicture.png(8, 8) { _, _ in colour }, width: 8)
            #expect(made[4, 4] == [colour.red, colour.green, colour.blue])
        }
    }

    @Test(
        "wide gamuts, inks and 16 bits are brought to sRGB of 8 bits",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func bringsToSRGB() async throws {
        // The same photograph in Adobe RGB, in XYB, and in 16 bits.
        let adobe = try await pixels(SharedPictures.bytes("images/jpeg-odd/sample.jpg"), width: 100)
        let xyb = try await pixels(SharedPictures.bytes("images/jpeg-odd/sample-xyb.jpg"), width: 100)
        #expect(adobe.distance(to: xyb) < 14, "\(adobe.distance(to: xyb))")
        let deep = try await pixels(SharedPictures.bytes("images/png/sample.png"), width: 100)
        #expect(deep.channels == 3 && adobe.distance(to: deep) < 14, "\(adobe.distance(to: deep))")
        // Red letters on what print calls black.
        let inks = try await pixels(SharedPictures.bytes("images/jpeg-odd/pil_sample_cmyk.jpg"), width: 100)
        #expect(inks.channels == 3 && inks.colour(50, 90) == "black" && inks.colour(2, 2) == "red")
    }

    @Test(
        "transparency stays where the format has it and is white in JPEG",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func keepsTransparency() async throws {
        let picture = SharedPictures.bytes("images/png/rgb_trns.png")
        let clear = try await pixels(picture, width: 64)
        #expect(clear.channels == 4 && clear[32, 32][3] == 0 && clear[2, 2][3] == 255)
        let jpeg = try await workers.render(picture, [RenditionSpec(width: 64, format: .jpeg, quality: 95)])[0].bytes
        #expect(try await pixels(jpeg, width: 64).colour(32, 32) == "white")
        for format in [RenditionSpec.Format.webp, .avif, .gif] {
            let again = try await workers.examine(
                try await workers.render(picture, [RenditionSpec(width: 64, format: format)])[0].bytes)
            #expect(again.hasAlpha, "\(format)")
        }
    }

    @Test(
        "animations stay animations as WebP and GIF, and are one frame as the others",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"), arguments: ["gif/iss634.gif", "webp/iss634.webp"])
    func keepsAnimation(path: String) async throws {
        let picture = SharedPictures.bytes("images/" + path)
        let formats: [RenditionSpec.Format] = [.original, .webp, .gif, .avif, .jpeg, .png]
        var specs = formats.map { RenditionSpec(width: 60, format: $0) }
        specs.append(RenditionSpec(width: 60, format: .webp, keepsAnimation: false))
        specs.append(RenditionSpec(width: 40, height: 20, fit: .cover(.centre), format: .gif))
        let made = try await workers.render(picture, specs)
        #expect(made.map(\.frames) == [42, 42, 42, 1, 1, 1, 1, 42])
        #expect(made.map(\.width) == [60, 60, 60, 60, 60, 60, 60, 40] && made.last?.height == 20)
        for rendition in made {
            let again = try await workers.examine(rendition.bytes)
            // A GIF of one frame more or less would be a frame that equals its neighbour.
            #expect((again.frames, again.width, again.height) == (rendition.frames, rendition.width, rendition.height))
        }
    }

    @Test("several widths come of one request, in order, never enlarged, at the size that was foretold")
    func makesLadder() async throws {
        let picture = TestPicture.noise(601, 397)
        let specs = [320, 160, 5000, 601, 1].map { RenditionSpec(width: $0, format: .webp) }
        let made = try await workers.render(picture, specs)
        #expect(made.map(\.width) == [320, 160, 601, 601, 1])
        for (spec, rendition) in zip(specs, made) {
            #expect((rendition.width, rendition.height) == spec.size(ofPictureOf: 601, 397))
            let again = try await workers.examine(rendition.bytes)
            #expect((again.width, again.height) == (rendition.width, rendition.height))
        }
    }

    @Test("a crop keeps the focal point in sight", arguments: [(0.1, "red"), (0.5, "green"), (0.9, "blue")])
    func cropsAroundFocalPoint(x: Double, expected: String) async throws {
        let picture = TestPicture.png(300, 100) { x, _ in x < 100 ? (255, 0, 0) : x < 200 ? (0, 255, 0) : (0, 0, 255) }
        let made = try await pixels(picture, width: 50, height: 50, fit: .cover(FocalPoint(x: x, y: 0.5)))
        #expect((made.width, made.height) == (50, 50))
        #expect([made.colour(5, 25), made.colour(25, 25), made.colour(45, 25)] == [expected, expected, expected])
    }

    @Test(
        "a crop of a picture that is too small has the shape that was asked for",
        arguments: [(1000, 500, 1000, 525), (600, 800, 600, 315), (2400, 1260, 1200, 630), (1, 1, 1, 1), (1200, 10, 19, 10)])
    func cropsSmall(width: Int, height: Int, cropWidth: Int, cropHeight: Int) async throws {
        let spec = RenditionSpec(width: 1200, height: 630, fit: .cover(.centre), format: .jpeg)
        let size = spec.size(ofPictureOf: width, height)
        #expect(size.width <= width && size.height <= height)
        let expected = (width: min(cropWidth, width), height: min(cropHeight, height))
        #expect(abs(size.width - expected.width) <= 48 && abs(size.height - expected.height) <= 25, "\(size)")
        let made = try await workers.render(TestPicture.png(width, height) { _, _ in (5, 6, 7) }, [spec])
        #expect((made[0].width, made[0].height) == size)
    }

    @Test("a picture too wide for WebP is refused as one, and made as JPEG")
    func refusesTooWide() async throws {
        let wide = TestPicture.png(16500, 2) { _, _ in (7, 7, 7) }
        let error = await TestWorkers.error { () throws(ImageError) in
            _ = try await workers.render(wide, [RenditionSpec(width: 20000, format: .webp)])
        }
        #expect(error == .unwritable(.webp, "it has at most 16383 pixels a side"))
        #expect(try await workers.render(wide, [RenditionSpec(width: 20000, format: .jpeg)])[0].width == 16500)
    }
}

/// The judge of what metadata there is.
private let exiftool = ["/usr/bin/exiftool", "/usr/local/bin/exiftool"].first { FileManager.default.isExecutableFile(atPath: $0) }
