import Testing

@testable import Media

@Suite("What goes through the pipes")
struct ImageWireTests {
    private static let spec = RenditionSpec(
        width: 960, height: 540, fit: .cover(FocalPoint(x: 0.25, y: 0.75)), format: .webp, quality: 70, keepsAnimation: false)

    @Test("tasks arrive as they were sent")
    func carriesTasks() throws {
        var limits = ImageLimits()
        limits.frames = 7
        guard case .render(let specs, let given) = try ImageTask(head: ImageTask.render([Self.spec], limits).head) else {
            Issue.record("another task")
            return
        }
        #expect(specs == [Self.spec] && given == limits)
        let card = ImageCard(headline: "Über «Züge»", magazine: "夜", language: "ja", asJPEG: true)
        guard case .draw(let drawn) = try ImageTask(head: ImageTask.draw(card).head) else {
            Issue.record("another task")
            return
        }
        #expect(drawn == card)
    }

    @Test(
        "errors arrive as they were sent",
        arguments: [
            ImageError.refused(.notAPicture(nil)), .refused(.empty), .refused(.sideTooLong(width: 3, height: 4, limit: 2)),
            .refused(.tooManyPixels(width: 3, height: 4, megapixels: 2)), .refused(.tooManyFrames(9, limit: 8)),
            .refused(.tooManyPixelsInAll(frames: 9, width: 3, height: 4, megapixels: 2)), .damaged("why"),
            .unwritable(.avif, "why"), .undrawable("why"), .outOfMemory(limit: 5),
        ])
    func carriesErrors(error: ImageError) throws {
        guard case .refused(let given) = try ImageAnswer(head: ImageAnswer.refused(error).head) else {
            Issue.record("another answer")
            return
        }
        #expect(given == error)
    }

    @Test("an answer cut short, or changed anywhere, is refused or another answer, never a trap")
    func survivesNonsense() {
        let found = ImageExamination(
            format: .png, width: 1, height: 2, orientation: .down, frames: 4, hasAlpha: true, colours: "srgb", bits: 8,
            hasColourProfile: false, exif: [1, 2], xmp: nil, iptc: [], dominantColour: "#010203", preview: [9],
            focalPoint: .centre)
        let png = TestPicture.png(1, 1) { _, _ in (0, 0, 0) }
        let rendition = RenderedImage(bytes: png, format: .png, width: 1, height: 1, frames: 1)
        for head in [ImageAnswer.examination(found).head, ImageAnswer.rendered([rendition]).head] {
            #expect((try? ImageAnswer(head: head)) != nil)
            for count in 0..<head.count { #expect((try? ImageAnswer(head: Array(head.prefix(count)))) == nil) }
            for place in head.indices {
                for value: UInt8 in [0x00, 0x7F, 0x80, 0xFF] {
                    var changed = head
                    changed[place] = value
                    _ = try? ImageAnswer(head: changed)
                }
            }
        }
        #expect((try? ImageTask(head: [])) == nil)
    }

    @Test("what a worker calls a picture must begin as one")
    func refusesForgedPictures() {
        let page = RenderedImage(bytes: Array("<html>".utf8), format: .png, width: 1, height: 1, frames: 1)
        #expect((try? ImageAnswer(head: ImageAnswer.rendered([page]).head)) == nil)
    }

    @Test("EXIF, XMP and profile are cut out of a WebP, what it needs is left")
    func cutsWebP() {
        func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
            Array(name.utf8) + [UInt8(data.count), 0, 0, 0] + data + (data.count % 2 == 1 ? [0] : [])
        }
        func file(_ body: [UInt8]) -> [UInt8] {
            Array("RIFF".utf8) + [UInt8(body.count + 4), 0, 0, 0] + Array("WEBP".utf8) + body
        }
        let pixels = chunk("VP8 ", [1, 2, 3])
        let header: [UInt8] = [0b0010_1100, 0, 0, 0, 9, 0, 0, 9, 0, 0]
        let extended = file(chunk("VP8X", header) + chunk("ICCP", [1]) + pixels + chunk("EXIF", [2, 2]) + chunk("XMP ", [3]))
        #expect(WebPContainer.withoutMetadata(extended) == file(pixels))
        let transparent: [UInt8] = [0b0001_1000, 0, 0, 0, 9, 0, 0, 9, 0, 0]
        let bare: [UInt8] = [0b0001_0000, 0, 0, 0, 9, 0, 0, 9, 0, 0]
        let alpha = chunk("ALPH", [5])
        #expect(
            WebPContainer.withoutMetadata(file(chunk("VP8X", transparent) + alpha + pixels + chunk("EXIF", [2])))
                == file(chunk("VP8X", bare) + alpha + pixels))
        #expect(WebPContainer.withoutMetadata(file(pixels)) == file(pixels))
        // A count that lies.
        #expect(WebPContainer.withoutMetadata(file(pixels + [0x45, 0x58, 0x49, 0x46, 200, 0, 0, 0])).count == 32)
    }
}
