import Media
import TestSupport
import Testing

@Suite("Pictures that mean harm")
struct HostilePictureTests {
    let workers = TestWorkers.shared

    private func error(_ picture: [UInt8], _ limits: ImageLimits = ImageLimits()) async -> ImageError? {
        await TestWorkers.error { () throws(ImageError) in _ = try await workers.examine(picture, limits: limits) }
    }

    @Test("a bomb of 50 kB with 60,000 × 60,000 pixels is refused before a pixel is decoded")
    func refusesBomb() async {
        let bomb = TestPicture.blackPNG(60_000, 60_000, dataLimit: 50_000)
        #expect(bomb.count < 51_000)
        #expect(await error(bomb) == .refused(.tooManyPixels(width: 60_000, height: 60_000, megapixels: 150)))
        #expect(
            await error(TestPicture.blackPNG(25_000, 20_000, dataLimit: 50_000))
                == .refused(.tooManyPixels(width: 25_000, height: 20_000, megapixels: 150)))
    }

    @Test("a picture just within the limits is decoded, though 90 kB become 150 megapixels")
    func decodesTheLargest() async throws {
        let large = TestPicture.blackPNG(12_500, 12_000)
        let found = try await workers.examine(large)
        #expect((found.width, found.height) == (12_500, 12_000))
        #expect(try await workers.render(large, [RenditionSpec(width: 200, format: .webp)])[0].height == 192)
    }

    @Test("limits are settings")
    func obeysLimits() async {
        let picture = TestPicture.png(40, 30) { _, _ in (0, 0, 0) }
        var limits = ImageLimits()
        limits.longestSide = 39
        #expect(await error(picture, limits) == .refused(.sideTooLong(width: 40, height: 30, limit: 39)))
        limits = ImageLimits()
        limits.bytes = 1000
        #expect(await error(picture, limits) == .refused(.tooManyBytes(picture.count, limit: 1000)))
        limits = ImageLimits()
        limits.megapixelsInAll = 0
        #expect(
            await error(TestPicture.gif(frames: 10), limits)
                == .refused(.tooManyPixelsInAll(frames: 10, width: 1, height: 1, megapixels: 0)))
    }

    @Test("10,000 frames are refused, 500 are not")
    func refusesFrames() async throws {
        // The decoder of GIF counts no further.
        #expect(await error(TestPicture.gif(frames: 10_000)) == .refused(.tooManyFrames(4097, limit: 1_000)))
        #expect(try await workers.examine(TestPicture.gif(frames: 500)).frames == 500)
        var limits = ImageLimits()
        limits.frames = 20_000
        #expect(await error(TestPicture.gif(frames: 10_000), limits) == .refused(.tooManyFrames(4097, limit: 4096)))

        let frame = try await workers.render(
            TestPicture.png(1, 1) { _, _ in (1, 2, 3) }, [RenditionSpec(width: 1, format: .webp)])
        #expect(
            await error(TestPicture.webp(frames: 10_000, of: frame[0].bytes)) == .refused(.tooManyFrames(10_000, limit: 1_000)))
        #expect(try await workers.examine(TestPicture.webp(frames: 500, of: frame[0].bytes)).frames == 500)
    }

    @Test("nothing, a word and a page are no pictures")
    func refusesOthers() async {
        #expect(await error([]) == .refused(.empty))
        for text in [
            "x", "<html><script>alert(1)</script>", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.4", "BM\0\0\0\0",
            "II*\0", "8BPS\0\u{1}", "#?RADIANCE\n", "P6 1 1 255 aaa", "RIFF\0\0\0\0WAVEfmt ", "\0\0\0\u{20}ftypisom",
        ] {
            #expect(await error(Array(text.utf8)) == .refused(.notAPicture(nil)), "\(text)")
        }
    }

    @Test("a picture's first bytes over something else are refused in a sentence")
    func refusesPretenders() async {
        let script = Array("=1;alert(document.cookie)//<script>alert(1)</script>".utf8)
        for head in ["GIF89a", "\u{89}PNG", "RIFF\0\0\0\0WEBPVP8 ", "\0\0\0\u{20}ftypavif", "\0\0\0\u{18}ftypheic"] {
            let bytes = (head == "\u{89}PNG" ? [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] : Array(head.utf8)) + script
            let sentence = await error(bytes)?.description
            #expect(sentence?.hasPrefix("It is damaged or cut short") == true, "\(head): \(sentence ?? "passed")")
        }
        #expect(await error([0xFF, 0xD8, 0xFF, 0xE0] + script)?.description.hasPrefix("It is damaged") == true)
    }

    @Test("of a picture that is also a page only the picture is left")
    func cleansPolyglots() async throws {
        let script = Array("<script>alert('polyglot')</script>".utf8)
        let small = TestPicture.png(20, 20) { _, _ in (200, 10, 10) }
        for format in [RenditionSpec.Format.jpeg, .png, .gif, .webp] {
            var picture = try await workers.render(small, [RenditionSpec(width: 20, format: format)])[0].bytes
            picture += script
            if format == .jpeg { picture.insert(contentsOf: [0xFF, 0xFE, 0, UInt8(script.count + 2)] + script, at: 2) }
            let served = try await workers.render(picture, [RenditionSpec(width: 20, format: .original)])[0]
            #expect(ImageFormat(head: served.bytes) == ImageFormat(head: picture))
            #expect(served.bytes.firstRange(of: "polyglot".utf8) == nil)
        }
    }

    @Test(
        "200 pictures changed at random are right or refused, and no worker dies of one",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func survivesMutations() async throws {
        let own = TestWorkers.make { $0.processes = 2 }
        let pictures = SharedPictures.all.map { SharedPictures.bytes($0) }.filter {
            $0.count < 300_000 && ImageFormat(head: $0) != nil
        }
        let avif = try await own.render(TestPicture.noise(64, 64), [RenditionSpec(width: 64, format: .avif)])[0].bytes
        var random = SeededGenerator(seed: 20_040_704)
        var (refused, made) = (0, 0)
        for round in 0..<200 {
            var picture = round % 10 == 0 ? avif : pictures[Int(random.next() % UInt64(pictures.count))]
            if random.next() % 4 == 0 { picture = Array(picture.prefix(Int(random.next() % UInt64(picture.count)))) }
            for _ in 0..<[1, 3, 10][Int(random.next() % 3)] where !picture.isEmpty {
                // Headers more often than pixels.
                let reach = random.next() % 2 == 0 ? min(picture.count, 600) : picture.count
                picture[Int(random.next() % UInt64(reach))] = UInt8(truncatingIfNeeded: random.next())
            }
            do throws(ImageError) {
                _ = try await own.examine(picture)
                let served = try await own.render(picture, [RenditionSpec(width: 40, format: .webp)])
                #expect(ImageFormat(head: served[0].bytes) == .webp)
                made += 1
            } catch {
                switch error {
                case .garbled, .unavailable, .busy, .stopped, .crashed: Issue.record("round \(round): \(error)")
                default: refused += 1
                }
            }
        }
        #expect(refused > 20 && made > 20, "\(refused) refused, \(made) made")
    }
}
