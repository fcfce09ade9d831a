import Foundation
import Glibc
import Media
import TestSupport
import Testing

@Suite("Pictures on their way in")
struct ImageIntakeTests {
    private let folder: TemporaryFolder
    private let intake = ImageIntake(workers: TestWorkers.shared, limits: ImageLimits(), language: "en")

    init() throws { folder = try TemporaryFolder() }

    private func facts(_ bytes: [UInt8], _ intake: ImageIntake? = nil) async throws -> ImageFacts {
        let path = try folder.write(bytes, to: UUID().uuidString)
        return try await OwnThreads.run { () throws(ImageError) in try (intake ?? self.intake).examine(fileAt: path) }
    }

    private func refusal(_ bytes: [UInt8], _ intake: ImageIntake? = nil) async throws -> String {
        do throws(any Error) {
            return "taken: \(try await facts(bytes, intake))"
        } catch let error as ImageError {
            return "It was left out: \(error)"
        }
    }

    private func made(_ picture: [UInt8], _ format: RenditionSpec.Format) async throws -> [UInt8] {
        try await TestWorkers.shared.render(picture, [RenditionSpec(width: 2000, format: format)])[0].bytes
    }

    private static let photograph = TestPicture.noise(200, 100)
    private static let drawing = TestPicture.png(200, 100) { x, y in (x / 3 + y / 3) % 2 == 0 ? (255, 255, 255) : (0, 0, 128) }
    private static let animation = TestPicture.gif(frames: 3)

    @Test("a photograph's words are read, its place and its camera are dropped, and this is told")
    func readsWords() async throws {
        let xmp = """
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
            <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" \
            xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" rdf:about="">\
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Bridge</rdf:li></rdf:Alt></dc:title>\
            <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="en">A bridge of stone</rdf:li></rdf:Alt>\
            </Iptc4xmpCore:AltTextAccessibility>\
            <cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/></rdf:Description></rdf:RDF></x:xmpmeta>
            """
        let exif = PictureBytes.tiff(
            [PictureBytes.text(0x013B, "Ada Lovelace"), PictureBytes.text(0x010E, "The bridge at noon"), (0x0112, 3, [0, 6])],
            gps: [1, 2, 3, 4])
        let jpeg = try await made(Self.photograph, .jpeg)
        let facts = try await facts(
            Array(jpeg.prefix(2)) + PictureBytes.exifSegment(exif) + PictureBytes.xmpSegment(xmp) + jpeg.dropFirst(2))
        #expect((facts.format, facts.fallback, facts.frames, facts.hasAlpha) == (.jpeg, .jpeg, 1, false))
        // It is stored lying on its side.
        #expect((facts.width, facts.height) == (100, 200))
        #expect(facts.credit == "Ada Lovelace" && facts.caption == "The bridge at noon" && facts.title == "Bridge")
        #expect(facts.alt == "A bridge of stone" && facts.license == "https://creativecommons.org/licenses/by/4.0/")
        #expect(facts.dropped == ["GPS position"])
        #expect(ImageFormat(head: facts.preview) == .webp && facts.dominantColour.hasPrefix("#"))
    }

    @Test("the fallback is PNG for drawings and transparency, GIF for animations, else JPEG")
    func choosesFallback() async throws {
        #expect(try await facts(Self.photograph).fallback == .jpeg)
        #expect(try await facts(Self.drawing).fallback == .png)
        #expect(try await facts(made(Self.drawing, .webp)).fallback == .jpeg)
        #expect(try await facts(made(Self.drawing, .avif)).fallback == .jpeg)
        let animation = try await facts(Self.animation)
        #expect(animation.fallback == .gif && animation.frames == 3)
        #expect(try await facts(made(Self.animation, .webp)).fallback == .gif)
    }

    @Test(
        "a PNG with transparency falls back to PNG", .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"),
        arguments: ["rgb_trns", "rgba", "p_16"])
    func keepsTransparency(name: String) async throws {
        let facts = try await facts(SharedPictures.bytes("images/png/\(name).png"))
        #expect(facts.fallback == .png)
    }

    @Test(
        "an animated PNG is kept as its first frame, and this is told",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func stillsAPNG() async throws {
        let facts = try await facts(SharedPictures.bytes("images/png/iss634.apng"))
        #expect(facts.frames == 1 && facts.dropped.contains("animation"))
    }

    @Test("an SVG is measured, and what was taken out of it is told")
    func takesSVG() async throws {
        let facts = try await facts(
            Array(
                """
                <?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120.5 80" onload="alert(1)">\
                <script>alert(2)</script><path d="M0 0h9"/></svg>
                """.utf8))
        #expect((facts.format, facts.fallback, facts.width, facts.height) == (.svg, .svg, 121, 80))
        #expect(facts.dropped == ["a script", "an event handler onload"])
        let endless = try await self.facts(Array("<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9'/></svg>".utf8))
        #expect((endless.width, endless.height) == (300, 150))
    }

    @Test(
        "what cannot be published is refused in a sentence",
        arguments: [
            (Array("".utf8), "It has no bytes at all."),
            (
                Array("<html><script>alert(1)</script>".utf8),
                "It is a page or a text with markup. JPEG, PNG, GIF, WebP, AVIF, HEIC and SVG are taken."
            ),
            (Array("%PDF-1.4".utf8), "It is a PDF. JPEG, PNG, GIF, WebP, AVIF, HEIC and SVG are taken."),
            (
                TestPicture.blackPNG(60_000, 60_000, dataLimit: 50_000),
                "It is 60,000 × 60,000 pixels; at most 150 megapixels are taken."
            ),
            (TestPicture.gif(frames: 10_000), "It has 10,000 frames; at most 1,000 are taken."),
            (Array("<svg xmlns='http://www.w3.org/2000/svg'><path".utf8), "The picture is not well-formed XML: line 1 "),
            (Array(photograph.prefix(3000)), "It is damaged or cut short ("),
        ])
    func refuses(bytes: [UInt8], sentence: String) async throws {
        let told = try await refusal(bytes)
        #expect(told.hasPrefix("It was left out: " + sentence), "\(told)")
    }

    @Test("what the header tells is refused without a worker, and a file that is too long without being read")
    func refusesByHeader() async throws {
        let workers = ImageWorkers(program: "/nonexistent/stet", arguments: [], settings: ImageWorkers.Settings(processes: 1))
        var limits = ImageLimits()
        let alone = ImageIntake(workers: workers, limits: limits)
        #expect(
            try await refusal(PictureBytes.png(width: 40_000, height: 9), alone).contains("40,000 × 9 pixels; at most 30,000"))
        #expect(try await refusal(Self.photograph, alone).contains("No image worker can be started (/nonexistent/stet: "))
        limits.bytes = 1_000_000_000
        let path = try folder.write([0xFF], to: "long")
        truncate(path, 20_000_000_000)
        let error = await TestWorkers.error { () throws(ImageError) in
            _ = try ImageIntake(workers: workers, limits: limits).examine(fileAt: path)
        }
        #expect(error?.description == "It has 20,000 MB; at most 1,000 MB are taken.")
    }

    @Test("a folder, a pipe and nothing are told from pictures")
    func refusesOthers() async throws {
        mkfifo(folder["pipe"], 0o600)
        for (name, reason) in [("pipe", "it is not a file"), (".", "it is not a file"), ("none", "No such file or directory")] {
            let error = await TestWorkers.error { () throws(ImageError) in _ = try intake.examine(fileAt: folder[name]) }
            #expect(error?.description == "The file \(folder[name]) cannot be read: \(reason).")
        }
    }

    @Test("what stands behind a picture is not in it, and this is told")
    func tellsPolyglots() async throws {
        let facts = try await facts(try await made(Self.drawing, .jpeg) + Array("<script>alert(1)</script>".utf8))
        #expect(facts.dropped.contains("data after the picture's end"))
    }

    @Test(
        "every picture beside the project is taken, at the size its header tells, or refused in a sentence",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func takesAll() async throws {
        var refused: [String] = []
        for path in SharedPictures.all {
            let bytes = SharedPictures.bytes(path)
            do {
                let facts = try await facts(bytes)
                let header = try ImageHeader(bytes)
                #expect(facts.format == header.format, "\(path)")
                if facts.format != .svg {
                    #expect((facts.width, facts.height) == (header.uprightWidth, header.uprightHeight), "\(path)")
                }
            } catch {
                #expect("\(error)".hasPrefix("It "), "\(error)")
                refused.append(path.split(separator: "/").last.map(String.init) ?? path)
            }
        }
        #expect(
            refused.sorted() == [
                "broken.png", "broken_data_stream.png", "file_block.pdf", "g4_orientation_6.tif", "logo.svg.gz",
                "syntax_num_frames_zero.png",
            ])
    }
}
