import Content
import Testing

@Suite("The ladder of widths and formats")
struct ImageLadderTests {
    @Test(
        "a picture comes in the widths below its own, and in its own unless that is beyond the ladder",
        arguments: [
            (0, []), (-5, []), (1, [1]), (320, [320]), (321, [320, 321]), (1000, [320, 480, 640, 960, 1000]),
            (2560, [320, 480, 640, 960, 1280, 1920, 2560]), (2561, [320, 480, 640, 960, 1280, 1920, 2560]),
            (6000, [320, 480, 640, 960, 1280, 1920, 2560]),
        ])
    func widths(original: Int, expected: [Int]) {
        #expect(ImageLadder.widths(upTo: original) == expected)
    }

    @Test(
        "a portrait comes in the sides below the picture's shorter one, and in that one unless it is beyond the ladder",
        arguments: [
            (0, 10, []), (30, 40, [30]), (48, 100, [48]), (100, 90, [48, 90]), (4000, 3000, [48, 96, 144, 192, 288]),
            (288, 289, [48, 96, 144, 192, 288]),
        ])
    func squares(width: Int, height: Int, expected: [Int]) {
        #expect(ImageLadder.squares(upTo: width, height) == expected)
    }

    private func image(_ format: String, _ fallback: String, frames: Int64 = 1) -> ImageRecord {
        var image = ImageRecord(
            digest: String(repeating: "a", count: 64), format: format, width: 1000, height: 700, fallback: fallback)
        (image.frames, image.focalX, image.focalY) = (frames, 400, 600)
        return image
    }

    private func offered(_ names: String, of image: ImageRecord) -> String {
        names.split(separator: " ").filter { name in
            RenditionKey(fileName: String(name)).map { ImageLadder.offers($0, of: image) } ?? false
        }.joined(separator: " ")
    }

    private let asked = """
        full.original full.jpg full.svg 320.avif 320.webp 320.jpg 320.png 320.gif 320.svg 320.original 321.webp 1000.webp 1280.webp \
        300x210-400-600.original 300x210.original 300x210-400-600.webp 1001x700-400-600.original card-400-600.jpg card-400-601.jpg \
        card-400-600.png square-96-400-600.webp square-96-400-601.webp square-97-400-600.webp square-96-400-600.tiff drawn.png
        """

    @Test("only what is on the ladder, or has the picture's own focal point, is offered")
    func offers() {
        let sizes = "300x210-400-600.original card-400-600.jpg square-96-400-600.webp"
        #expect(offered(asked, of: image("jpeg", "jpeg")) == "full.original 320.avif 320.webp 320.jpg 1000.webp \(sizes)")
        #expect(offered(asked, of: image("png", "png")) == "full.original 320.avif 320.webp 320.png 1000.webp \(sizes)")
        // AVIF would show the first frame only.
        #expect(offered(asked, of: image("gif", "gif", frames: 9)) == "full.original 320.webp 320.gif 1000.webp \(sizes)")
        #expect(offered(asked, of: image("svg", "svg")) == "full.original full.svg")
    }
}
