import Content
import Glibc
import Media
import TestSupport
import Testing

@Suite("Drawn cards and portraits on the shelf", .timeLimit(.minutes(5)))
struct DrawnCardTests {
    private let folder: TemporaryFolder
    private let originals: FileStore

    init() throws {
        folder = try TemporaryFolder()
        originals = FileStore(folder: folder["files"])
        mkdir(folder["files"], 0o700)
    }

    private func renditions(_ workers: ImageWorkers = TestWorkers.shared) -> Renditions {
        Renditions(originals: originals, folder: folder["renditions"], workers: workers, limits: ImageLimits())
    }

    private static let digest = String(repeating: "0a1b", count: 16)
    private static let card = ImageCard(headline: "Night trains", magazine: "The Harbour Post", language: "en")

    @Test("a card is drawn when it is first asked for, by one of many who ask, and only read from then on")
    func drawsOnce() async throws {
        let workers = TestWorkers.make()
        let renditions = renditions(workers)
        let files = try await withThrowingTaskGroup(of: RenditionFile.self) { group in
            for _ in 0..<8 { group.addTask { try await renditions.file(of: Self.card, digest: Self.digest) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(files.map(\.etag)).count == 1)
        let file = try #require(files.first)
        #expect(file.path == folder["renditions/0a/\(Self.digest)-drawn.png"] && file.mediaType == "image/png")
        let found = try await TestWorkers.shared.examine(SharedPictures.bytes(file.path))
        #expect((found.format, found.width, found.height) == (.png, 1200, 630))
        workers.stop()
        #expect(try await renditions.file(of: Self.card, digest: Self.digest) == file)
        #expect(try folder.contents(of: "renditions").count == 1)
        // It was never a picture that decodes.
        #expect(workers.processes.isEmpty)
    }

    @Test("without a worker there is an error that passes, and no file")
    func withoutWorkers() async throws {
        let none = ImageWorkers(program: "/nonexistent/stet", arguments: [], settings: ImageWorkers.Settings(processes: 1))
        let error = await TestWorkers.error { () throws(ImageError) in
            _ = try await renditions(none).file(of: Self.card, digest: Self.digest)
        }
        #expect(error?.isLasting == false)
        let stopped = TestWorkers.make()
        stopped.stop()
        let other = await TestWorkers.error { () throws(ImageError) in
            _ = try await renditions(stopped).file(of: Self.card, digest: Self.digest)
        }
        #expect(other == .stopped)
        #expect(try folder.contents(of: "renditions").isEmpty)
        #expect(try await renditions().file(of: Self.card, digest: Self.digest).size > 1000)
    }

    @Test("no picture has a drawn form, and no path is made of what is no digest")
    func refuses() async throws {
        let picture = TestPicture.png(300, 200) { _, _ in (9, 9, 9) }
        let digest = try originals.add(fileAt: try folder.write(picture, to: "incoming")).digest
        let error = await TestWorkers.error { () throws(ImageError) in
            _ = try await renditions().file(.drawn, of: digest, format: .png)
        }
        #expect(error == .notOffered)
        for digest in ["", "../../etc/passwd", String(Self.digest.dropLast()), Self.digest.uppercased()] {
            let error = await TestWorkers.error { () throws(ImageError) in
                _ = try await renditions().file(of: Self.card, digest: digest)
            }
            #expect(error == .notOffered, "\(digest)")
        }
    }

    @Test("a portrait is a square around the focal point, in each format of the ladder, still where the picture moves")
    func squares() async throws {
        let picture = TestPicture.png(600, 200) { x, _ in x < 200 ? (250, 0, 0) : x < 400 ? (0, 250, 0) : (0, 0, 250) }
        let digest = try originals.add(fileAt: try folder.write(picture, to: "incoming")).digest
        for (x, colour) in [(0, "red"), (500, "green"), (1000, "blue")] {
            let file = try await renditions().file(
                RenditionKey(.square(96, focalX: x, focalY: 500), .png), of: digest, format: .png)
            let plain = try await TestWorkers.shared.render(
                SharedPictures.bytes(file.path), [RenditionSpec(width: 2000, format: .png, effort: 0)])
            let pixels = try #require(PNGPixels(plain[0].bytes))
            #expect((pixels.width, pixels.height, pixels.colour(48, 48)) == (96, 96, colour))
        }
        let animation = try await TestWorkers.shared.render(TestPicture.gif(frames: 5), [RenditionSpec(width: 60, format: .gif)])
        let moving = try originals.add(fileAt: try folder.write(animation[0].bytes, to: "incoming")).digest
        let still = try await renditions().file(
            RenditionKey(.square(48, focalX: 500, focalY: 500), .webp), of: moving, format: .gif)
        #expect(try await TestWorkers.shared.examine(SharedPictures.bytes(still.path)).frames == 1)
        let odd = await TestWorkers.error { () throws(ImageError) in
            _ = try await renditions().file(RenditionKey(.square(97, focalX: 0, focalY: 0), .webp), of: digest, format: .png)
        }
        #expect(odd == .notOffered)
    }

    @Test("the size that pages tell of a cut-out is the size that is made")
    func sizes() {
        for width in [1, 2, 7, 95, 96, 97, 315, 599, 600, 601, 1199, 1200, 1201, 4000, 65_535] {
            for height in [1, 3, 48, 95, 96, 315, 316, 629, 630, 631, 3000, 65_535] {
                for (wanted, high) in [(1200, 630), (96, 96)] {
                    let spec = RenditionSpec(
                        width: wanted, height: high, fit: .cover(FocalPoint(x: 0.5, y: 0.5)), format: .jpeg)
                    let told = RenditionKey.cut(wanted, high, ofPictureOf: width, height)
                    #expect(spec.size(ofPictureOf: width, height) == told, "\(width) × \(height)")
                }
            }
        }
    }
}
