import Media
import TestSupport
import Testing

@Suite("What a picture is")
struct ExaminationTests {
    let workers = TestWorkers.shared

    @Test(
        "every picture beside the project is told by its bytes, or refused in a sentence",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func examinesAll() async throws {
        var refused: [String: String] = [:]
        var formats: [ImageFormat: Int] = [:]
        for path in SharedPictures.all {
            do throws(ImageError) {
                let found = try await workers.examine(SharedPictures.bytes(path))
                formats[found.format, default: 0] += 1
                #expect(found.width > 0 && found.height > 0 && found.frames > 0, "\(path)")
                #expect(found.preview.count <= 640, "\(path) has a preview of \(found.preview.count) bytes")
                #expect(ImageFormat(head: found.preview) == .webp)
                #expect(ImageCard.Colour(found.dominantColour) != nil)
            } catch {
                refused[path.split(separator: "/").last.map(String.init) ?? path] = "\(error)"
            }
        }
        let notAPicture = "\(ImageRefusal.notAPicture(nil))"
        #expect(
            refused.filter { $0.value == notAPicture }.keys.sorted() == [
                "XMP.svg", "blankpage.svg", "file_block.pdf", "g4_orientation_6.tif", "logo.svg", "logo.svg.gz",
            ])
        #expect(
            refused.filter { $0.value != notAPicture }.keys.sorted() == [
                "broken.png", "broken_data_stream.png", "syntax_num_frames_zero.png",
            ])
        #expect(formats[.jpeg, default: 0] > 50 && formats[.gif] == 12 && formats[.webp] == 7)
    }

    @Test(
        "animations are counted, transparency and colours named",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func tellsKinds() async throws {
        let animation = try await workers.examine(SharedPictures.bytes("images/webp/iss634.webp"))
        #expect(animation.format == .webp && animation.frames == 42 && (animation.width, animation.height) == (245, 245))
        let print = try await workers.examine(SharedPictures.bytes("images/jpeg-odd/pil_sample_cmyk.jpg"))
        #expect(print.colours == "cmyk" && print.bits == 8 && !print.hasAlpha)
        let deep = try await workers.examine(SharedPictures.bytes("images/png/sample.png"))
        #expect(deep.colours == "rgb16" && deep.bits == 16)
        let palette = try await workers.examine(SharedPictures.bytes("images/png/rgb_trns.png"))
        #expect(palette.hasAlpha)
        let lookalike = try await workers.examine(SharedPictures.bytes("images/webp/looks-like-svg.webp"))
        #expect(lookalike.format == .webp && lookalike.width == 256)
    }

    @Test(
        "EXIF, XMP and IPTC come back as they lay in the file", .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)")
    )
    func handsMetadataBack() async throws {
        let found = try await workers.examine(SharedPictures.bytes("images/jpeg-odd/jpeg_ff00_header.jpg"))
        #expect(found.exif?.prefix(6) == ArraySlice("Exif\0\0".utf8))
        #expect(found.xmp.map { String(decoding: $0, as: UTF8.self).contains("x:xmpmeta") } == true)
        #expect(found.iptc?.prefix(13) == ArraySlice("Photoshop 3.0".utf8))
        #expect(found.hasColourProfile)
        let bare = try await workers.examine(TestPicture.png(9, 9) { _, _ in (1, 2, 3) })
        #expect(bare.exif == nil && bare.xmp == nil && bare.iptc == nil && !bare.hasColourProfile)
    }

    @Test("the dominant colour is the one most pixels have, the focal point lies where something is")
    func looks() async throws {
        let picture = TestPicture.png(300, 200) { x, y in
            (x - 240) * (x - 240) + (y - 60) * (y - 60) < 400 ? (250, 200, 20) : (32, 64, 96)
        }
        let found = try await workers.examine(picture)
        #expect(found.dominantColour == "#204060")
        #expect(abs(found.focalPoint.x - 0.8) < 0.1 && abs(found.focalPoint.y - 0.3) < 0.1, "\(found.focalPoint)")
        #expect(found.preview.count <= 400)
    }

    @Test("width and height are those of the upright picture", arguments: UInt8(1)...8)
    func measuresUpright(orientation: UInt8) async throws {
        let jpeg = try await workers.render(
            TestPicture.png(60, 40) { _, _ in (9, 9, 9) }, [RenditionSpec(width: 60, format: .jpeg)])
        let found = try await workers.examine(TestPicture.turned(jpeg[0].bytes, orientation: orientation))
        #expect(found.orientation.rawValue == orientation)
        #expect((found.width, found.height) == (orientation >= 5 ? (40, 60) : (60, 40)))
    }

    @Test("a JPEG that lacks only the mark of its end is whole; one that lacks more is refused, not half grey")
    func refusesTruncated() async throws {
        let jpeg = try await workers.render(TestPicture.noise(200, 200), [RenditionSpec(width: 200, format: .jpeg)])[0].bytes
        let whole = try await workers.examine(jpeg)
        let unmarked = try await workers.examine(Array(jpeg.dropLast(2)))
        #expect(unmarked == whole)
        for part in [10, jpeg.count / 2, jpeg.count * 9 / 10] {
            let cut = Array(jpeg.dropLast(part))
            let examined = await TestWorkers.error { () throws(ImageError) in _ = try await workers.examine(cut) }
            #expect(examined?.description.contains("damaged or cut short") == true)
            let rendered = await TestWorkers.error { () throws(ImageError) in
                _ = try await workers.render(cut, [RenditionSpec(width: 50, format: .webp)])
            }
            #expect(rendered?.description.contains("damaged or cut short") == true)
        }
    }

    @Test("truncated pictures of every format are refused", arguments: [RenditionSpec.Format.png, .webp, .avif])
    func refusesTruncated(format: RenditionSpec.Format) async throws {
        let picture = try await workers.render(TestPicture.noise(64, 64), [RenditionSpec(width: 64, format: format)])[0].bytes
        let error = await TestWorkers.error { () throws(ImageError) in
            _ = try await workers.examine(Array(picture.prefix(picture.count * 2 / 3)))
        }
        #expect(error?.description.contains("damaged or cut short") == true)
    }
}
