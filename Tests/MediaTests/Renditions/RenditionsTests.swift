import Content
import Foundation
import Glibc
import Media
import TestSupport
import Testing

@Suite("Derived files of pictures", .timeLimit(.minutes(5)))
struct RenditionsTests {
    private let folder: TemporaryFolder
    private let originals: FileStore
    private let renditions: Renditions

    init() throws {
        folder = try TemporaryFolder()
        originals = FileStore(folder: folder["files"])
        mkdir(folder["files"], 0o700)
        renditions = Renditions(
            originals: originals, folder: folder["renditions"], workers: TestWorkers.shared, limits: ImageLimits())
    }

    private func renditions(_ workers: ImageWorkers, remembering: Duration = .seconds(60)) -> Renditions {
        Renditions(
            originals: originals, folder: folder["renditions"], workers: workers, limits: ImageLimits(), remembering: remembering)
    }

    private func add(_ bytes: [UInt8]) throws -> String {
        try originals.add(fileAt: try folder.write(bytes, to: "incoming")).digest
    }

    private func made(_ picture: [UInt8], _ format: RenditionSpec.Format) async throws -> [UInt8] {
        try await TestWorkers.shared.render(picture, [RenditionSpec(width: 4000, format: format)])[0].bytes
    }

    private func look(_ file: RenditionFile) async throws -> ImageExamination {
        try await TestWorkers.shared.examine(SharedPictures.bytes(file.path))
    }

    private func error(_ key: RenditionKey, _ digest: String, _ format: ImageFormat, _ renditions: Renditions? = nil) async
        -> ImageError?
    {
        await TestWorkers.error { () throws(ImageError) in
            _ = try await (renditions ?? self.renditions).file(key, of: digest, format: format)
        }
    }

    /// Red at the left, green in the middle, blue at the right.
    private static let picture = TestPicture.png(1200, 800) { x, _ in
        x < 400 ? (250, 0, 0) : x < 800 ? (0, 250, 0) : (0, 0, 250)
    }
    private static let quick = RenditionKey(.width(320), .webp)

    @Test("a file is made when it is first asked for, lies under its name, and is only read from then on")
    func makesOnce() async throws {
        let digest = try add(Self.picture)
        let workers = TestWorkers.make()
        let renditions = renditions(workers)
        let file = try await renditions.file(Self.quick, of: digest, format: .png)
        #expect(file.path == folder["renditions/\(digest.prefix(2))/\(digest)-320.webp"])
        #expect(file.mediaType == "image/webp" && Int(file.size) == SharedPictures.bytes(file.path).count)
        #expect(file.etag.hasPrefix("\"\(digest.prefix(20))-320.webp-") && file.etag.hasSuffix("\""))
        let found = try await look(file)
        #expect((found.format, found.width, found.height) == (.webp, 320, 213))
        workers.stop()
        #expect(try await renditions.file(Self.quick, of: digest, format: .png) == file)
        #expect(try folder.contents(of: "renditions").count == 1)
    }

    @Test("an empty file, which a loss of power leaves, is made again")
    func replacesEmpty() async throws {
        let digest = try add(Self.picture)
        let path = try folder.write([], to: "renditions/\(digest.prefix(2))/\(digest)-320.webp")
        #expect(try await renditions.file(Self.quick, of: digest, format: .png).path == path)
        #expect(!SharedPictures.bytes(path).isEmpty)
    }

    @Test("twenty who ask at the same moment wait for one decoding, and who leaves takes nothing from the others")
    func makesOnceForMany() async throws {
        let digest = try add(Self.picture)
        let workers = TestWorkers.make { $0.processes = 2 }
        let renditions = renditions(workers)
        _ = try await workers.confinement()
        // The worker takes the picture and does not go on.
        for process in workers.processes { kill(process, SIGSTOP) }
        let tasks = (0..<20).map { _ in
            Task { () throws -> RenditionFile in try await renditions.file(Self.quick, of: digest, format: .png) }
        }
        while renditions.waiting < 20 { try await Task.sleep(for: .milliseconds(5)) }
        for task in tasks.prefix(3) { task.cancel() }
        while renditions.waiting > 17 { try await Task.sleep(for: .milliseconds(5)) }
        while workers.working < 1 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(workers.working + workers.waiting == 1)
        for process in workers.processes { kill(process, SIGCONT) }
        for task in tasks.prefix(3) { await #expect(throws: ImageError.cancelled) { try await task.value } }
        var tags: Set<String> = []
        for task in tasks.dropFirst(3) { tags.insert(try await task.value.etag) }
        #expect(tags.count == 1)
        #expect(renditions.waiting == 0)
    }

    @Test("a broken picture is not tried again for a while, a picture that was not there is")
    func remembersFailures() async throws {
        let whole = try await made(Self.picture, .jpeg)
        let digest = try add(whole)
        // Under the digest of the whole one.
        try folder.write(whole.prefix(whole.count / 2), to: "files/\(digest.prefix(2))/\(digest)")
        let forgetful = renditions(TestWorkers.shared, remembering: .zero)
        #expect(await error(Self.quick, digest, .jpeg)?.description.hasPrefix("It is damaged or cut short") == true)
        #expect(await error(Self.quick, digest, .jpeg, forgetful) != nil)
        try folder.write(whole, to: "files/\(digest.prefix(2))/\(digest)")
        #expect(await error(Self.quick, digest, .jpeg)?.description.hasPrefix("It is damaged or cut short") == true)
        #expect(await error(.full, digest, .jpeg)?.description.hasPrefix("It is damaged or cut short") == true)
        #expect(await error(Self.quick, digest, .jpeg, forgetful) == nil)
        // What is there is served all the same.
        #expect(await error(Self.quick, digest, .jpeg) == nil)

        let other = try add(Self.picture)
        let path = originals.path(of: other)
        rename(path, path + ".away")
        #expect(
            await error(Self.quick, other, .png)?.description == "The file \(path) cannot be read: No such file or directory.")
        rename(path + ".away", path)
        #expect(await error(Self.quick, other, .png) == nil)
    }

    @Test("a moment without workers is not remembered")
    func forgetsMoments() async throws {
        let digest = try add(Self.picture)
        let workers = ImageWorkers(
            program: folder["worker"], arguments: TestWorkers.arguments, settings: ImageWorkers.Settings(processes: 1))
        let renditions = renditions(workers)
        #expect(await error(Self.quick, digest, .png, renditions)?.description.hasPrefix("No image worker") == true)
        symlink(TestWorkers.program, folder["worker"])
        #expect(await error(Self.quick, digest, .png, renditions) == nil)
    }

    @Test("widths and formats that are not on the ladder are made for nobody")
    func refusesOthers() async throws {
        let digest = try add(Self.picture)
        let refused = [
            RenditionKey(.width(321), .webp), RenditionKey(.width(2561), .webp), RenditionKey(.width(640), .svg),
            RenditionKey(.full, .svg),
        ]
        for key in refused { #expect(await error(key, digest, .png) == .notOffered, "\(key.fileName)") }
        for name in ["", "../../etc/passwd", String(digest.dropLast()), digest.uppercased(), digest.dropLast() + "/"] {
            #expect(await error(Self.quick, name, .png) == .notOffered)
        }
        #expect(try folder.contents(of: "renditions").isEmpty)
        // Its own width.
        #expect(try await look(renditions.file(RenditionKey(.width(1200), .jpeg), of: digest, format: .png)).width == 1200)
    }

    @Test("several widths are made ahead with one request, those that are there left out, and in order")
    func makesAhead() async throws {
        let digest = try add(Self.picture)
        let workers = TestWorkers.make { $0.picturesPerProcess = 2 }
        let renditions = renditions(workers)
        let first = try await renditions.file(Self.quick, of: digest, format: .png)
        let keys = ImageLadder.widths(upTo: 1200).flatMap { [RenditionKey(.width($0), .webp), RenditionKey(.width($0), .jpeg)] }
        let files = try await OwnThreads.run { () throws(ImageError) in
            try renditions.make(keys + [Self.quick], of: digest, format: .png)
        }
        #expect(files.count == 11 && files.first == first && files.last == first)
        for (key, file) in zip(keys, files) { #expect(file.path.hasSuffix("-" + key.fileName)) }
        #expect(try await look(files[9]).width == 1200)
        // The second picture was the last of the first worker.
        #expect(try folder.contents(of: "renditions").count == 10)
    }

    @Test("where one of several cannot be written the others are")
    func makesTheOthers() async throws {
        let wide = try add(TestPicture.png(16_500, 3) { _, _ in (9, 9, 9) })
        let webp = RenditionKey(.exact(width: 16_500, height: 3), .webp)
        let renditions = renditions
        let error = await TestWorkers.error { () throws(ImageError) in
            _ = try await OwnThreads.run { () throws(ImageError) in
                try renditions.make([webp, RenditionKey(.width(640), .jpeg)], of: wide, format: .png)
            }
        }
        #expect(error == .unwritable(.webp, "it has at most 16383 pixels a side"))
        #expect(try folder.contents(of: "renditions").keys.map { $0.suffix(7) } == ["640.jpg"])
    }

    @Test("the address of an old upload answers with the whole picture, upright, in its own format, at its own size")
    func makesFull() async throws {
        let jpeg = TestPicture.turned(try await made(Self.picture, .jpeg), orientation: 6)
        let digest = try add(jpeg)
        let file = try await renditions.file(.full, of: digest, format: .jpeg)
        #expect(file.mediaType == "image/jpeg" && file.path.hasSuffix("-full.original"))
        let found = try await look(file)
        #expect((found.format, found.width, found.height, found.orientation) == (.jpeg, 800, 1200, .up))
        #expect(found.exif == nil)

        for format in [RenditionSpec.Format.gif, .webp] {
            let animation = try await TestWorkers.shared.render(
                TestPicture.gif(frames: 5), [RenditionSpec(width: 1, format: format)])
            let type = animation[0].format
            let file = try await renditions.file(.full, of: try add(animation[0].bytes), format: type)
            #expect(try await look(file).frames == 5 && file.mediaType == type.mediaType)
        }
    }

    @Test("an SVG answers with what is harmless in it, its embedded pictures made anew, and has no other form")
    func makesSVG() async throws {
        var png = TestPicture.png(9, 9) { _, _ in (200, 100, 50) }
        png.insert(contentsOf: TestPicture.chunk("tEXt", Array("Author\0Somebody".utf8)), at: 33)
        let broken = png.prefix(60)
        let picture = { (bytes: [UInt8]) in
            "<image width='9' height='9' href='data:image/png;base64,\(Data(bytes).base64EncodedString())'/>"
        }
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><script>alert(1)</script>\(picture(png))\
            \(picture(Array(broken)))<path d="M0 0h9"/></svg>
            """
        let digest = try add(Array(svg.utf8))
        let file = try await renditions.file(.full, of: digest, format: .svg)
        let text = String(decoding: SharedPictures.bytes(file.path), as: UTF8.self)
        #expect(
            file.mediaType == "image/svg+xml" && text.hasPrefix("<svg") && text.contains("M0 0h9") && !text.contains("script"))
        let embedded = text.components(separatedBy: "base64,").dropFirst().compactMap {
            Data(base64Encoded: String($0.prefix { $0 != "\"" }))
        }
        #expect(embedded.count == 1)
        let again = try await TestWorkers.shared.examine(Array(embedded[0]))
        #expect((again.width, again.height) == (9, 9) && embedded[0].range(of: Data("Somebody".utf8)) == nil)
        #expect(await error(RenditionKey(.card(focalX: 500, focalY: 500), .jpeg), digest, .svg) == .notOffered)
        #expect(await error(RenditionKey(.exact(width: 9, height: 6), .original), digest, .svg) == .notOffered)
        // What was taken for a picture and is a page now.
        #expect(await error(.full, try add(Self.picture), .svg) == .refused(.notAPicture(nil)))
    }

    @Test("an SVG is not made without its pictures because no worker was there")
    func failsWithoutWorkers() async throws {
        let png = Data(TestPicture.png(9, 9) { _, _ in (1, 2, 3) }).base64EncodedString()
        let digest = try add(
            Array(
                "<svg xmlns='http://www.w3.org/2000/svg'><image width='9' height='9' href='data:image/png;base64,\(png)'/></svg>"
                    .utf8
            ))
        let workers = ImageWorkers(program: "/nonexistent/stet", arguments: [], settings: ImageWorkers.Settings(processes: 1))
        #expect(await error(.full, digest, .svg, renditions(workers))?.description.hasPrefix("No image worker") == true)
        #expect(try folder.contents(of: "renditions").isEmpty)
    }

    @Test(
        "a size variant has exactly its size: scaled where the shape is the picture's, else cut around the focal point",
        arguments: [
            (300, 200, 500, "whole"), (301, 200, 500, "whole"), (150, 150, 0, "left"), (150, 150, 1000, "right"),
            (300, 100, 500, "whole width"),
        ])
    func makesVariants(width: Int, height: Int, focalX: Int, shows: String) async throws {
        let digest = try add(Self.picture)
        let key = RenditionKey(.exact(width: width, height: height, focalX: focalX, focalY: 500), .original)
        let file = try await renditions.file(key, of: digest, format: .png)
        #expect(file.mediaType == "image/png")
        let plain = try await TestWorkers.shared.render(
            SharedPictures.bytes(file.path), [RenditionSpec(width: 2000, format: .png, effort: 0)])
        let pixels = try #require(PNGPixels(plain[0].bytes))
        #expect((pixels.width, pixels.height) == (width, height))
        let sides = [pixels.colour(2, 50), pixels.colour(width - 3, 50)]
        switch shows {
        case "left": #expect(sides == ["red", "green"])
        case "right": #expect(sides == ["green", "blue"])
        default: #expect(sides == ["red", "blue"])
        }
    }

    @Test("of sizes that are not on the ladder a picture has forty at most, the ladder not counted")
    func boundsVariants() async throws {
        let digest = try add(TestPicture.png(100, 100) { _, _ in (1, 2, 3) })
        _ = try await renditions.file(RenditionKey(.width(100), .webp), of: digest, format: .png)
        for width in 1...50 {
            let key = RenditionKey(.exact(width: width, height: 7), .original)
            let file = try await renditions.file(key, of: digest, format: .png)
            #expect(FileManager.default.fileExists(atPath: file.path))
        }
        #expect(try folder.contents(of: "renditions").count == 41)
    }

    @Test("a card is 1200 × 630, a JPEG, of a picture that is too small less in the same shape")
    func makesCards() async throws {
        let key = RenditionKey(.card(focalX: 500, focalY: 0), .jpeg)
        let file = try await renditions.file(key, of: try add(Self.picture), format: .png)
        #expect(file.mediaType == "image/jpeg")
        let found = try await look(file)
        #expect((found.width, found.height) == (1200, 630))
        let small = try await renditions.file(key, of: try add(TestPicture.noise(300, 300)), format: .png)
        let less = try await look(small)
        #expect(less.width == 300 && abs(less.height - 158) <= 1)
    }

    @Test("HEIC answers with JPEG, whatever is asked for as its own format")
    func turnsHEIC() async throws {
        let digest = try add(Self.picture)
        let file = try await renditions.file(.full, of: digest, format: .heif)
        #expect(file.mediaType == "image/jpeg")
        #expect(try await look(file).format == .jpeg)
    }

    @Test("what an interrupted process left behind is swept, and nothing else")
    func sweeps() async throws {
        let digest = try add(Self.picture)
        let file = try await renditions.file(Self.quick, of: digest, format: .png)
        try folder.write("half", to: "renditions/\(digest.prefix(2))/.\(digest)-480.webp.1.2")
        try folder.write("note", to: "renditions/.keep")
        renditions.sweep()
        #expect(
            try folder.contents(of: "renditions").keys.sorted() == [".keep", "\(digest.prefix(2))/\(digest)-320.webp"])
        #expect(try await renditions.file(Self.quick, of: digest, format: .png) == file)
    }

    @Test("a folder that cannot be written is told in a sentence, and its picture is tried again")
    func tellsUnwritable() async throws {
        let digest = try add(Self.picture)
        try folder.write("a file in the way", to: "renditions")
        #expect(await error(Self.quick, digest, .png)?.description.contains(" cannot be written: Not a directory") == true)
        unlink(folder["renditions"])
        #expect(await error(Self.quick, digest, .png) == nil)
    }

    @Test(
        "nothing that is served says where a picture was taken, or with which camera; exiftool wrote it and looks for it",
        .enabled(if: ExifTool.isAtHand, "\(ExifTool.absence)"), arguments: [RenditionSpec.Format.jpeg, .png, .webp, .avif])
    func hidesPlaces(format: RenditionSpec.Format) async throws {
        let incoming = try folder.write(try await made(Self.picture, format), to: "incoming")
        try await ExifTool.write(
            [
                "-GPSLatitude=59.9", "-GPSLatitudeRef=N", "-GPSLongitude=10.7", "-GPSLongitudeRef=E", "-SerialNumber=SECRET1",
                "-LensSerialNumber=SECRET2", "-XMP-exif:GPSLatitude=59.9", "-XMP-aux:SerialNumber=SECRET3", "-OwnerName=SECRET4",
                "-Artist=SECRET5", "-XMP-dc:Creator=SECRET6",
            ], incoming)
        #expect(SharedPictures.bytes(incoming).firstRange(of: "SECRET1".utf8) != nil)
        let facts = try await OwnThreads.run { () throws(ImageError) in
            try ImageIntake(workers: TestWorkers.shared, limits: ImageLimits()).examine(fileAt: incoming)
        }
        #expect(facts.dropped.starts(with: ["GPS position", "owner's name", "camera serial number", "lens serial number"]))
        #expect(facts.credit == "SECRET5")
        let digest = try originals.add(fileAt: incoming).digest
        let keys = [
            RenditionKey.full, RenditionKey(.width(320), .avif), RenditionKey(.width(320), .webp),
            RenditionKey(.width(320), .jpeg),
            RenditionKey(.width(320), .png), RenditionKey(.exact(width: 150, height: 150), .original),
            RenditionKey(.card(focalX: 500, focalY: 500), .jpeg),
        ]
        let renditions = renditions
        let files = try await OwnThreads.run { () throws(ImageError) in
            try renditions.make(keys, of: digest, format: facts.format)
        }
        #expect(files.count == 7)
        for file in files { #expect(SharedPictures.bytes(file.path).firstRange(of: "SECRET".utf8) == nil, "\(file.path)") }
        for (file, tags) in try await ExifTool.read(files.map(\.path)) {
            let told = tags.keys.filter { name in
                ["GPS", "Serial", "Owner", "Artist", "Creator"].contains(where: name.contains) || name.hasPrefix("XMP")
                    || name.hasPrefix("ExifIFD")
            }
            #expect(told.isEmpty, "\(file): \(told)")
        }
    }
}
