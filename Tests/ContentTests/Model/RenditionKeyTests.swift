import Content
import Testing

@Suite("Names of derived files")
struct RenditionKeyTests {
    @Test(
        "each file has a name, and each name its file",
        arguments: [
            (RenditionKey.full, "full.original"), (RenditionKey(.full, .svg), "full.svg"),
            (RenditionKey(.width(960), .webp), "960.webp"), (RenditionKey(.width(1), .jpeg), "1.jpg"),
            (RenditionKey(.exact(width: 300, height: 200), .original), "300x200.original"),
            (RenditionKey(.exact(width: 150, height: 150, focalX: 0, focalY: 1000), .original), "150x150-0-1000.original"),
            (RenditionKey(.card(focalX: 500, focalY: 333), .jpeg), "card-500-333.jpg"),
            (RenditionKey(.square(96, focalX: 500, focalY: 333), .webp), "square-96-500-333.webp"),
            (RenditionKey.drawn, "drawn.png"),
        ])
    func names(key: RenditionKey, name: String) {
        #expect(key.fileName == name)
        #expect(RenditionKey(fileName: name) == key)
    }

    @Test(
        "every other name is none",
        arguments: [
            "", ".", "960", "960.", ".webp", "960.jpeg", "960.WEBP", "960.heif", "0960.webp", "+960.webp", "-960.webp", "0.webp",
            "65536.webp", "99999999999999999999.webp", "960.webp.webp", "../960.webp", "960/.webp", "300x.original", "x200.png",
            "300x200x1.png", "300X200.png", "300x200-500.original", "300x200-500-500.original", "300x200-1-1001.original",
            "300x200-1-1-1.original", "card.jpg", "card-1.jpg", "card-1-2-3.jpg", "card--1-2.jpg", "card-01-2.jpg", "full-1.png",
            "960-1-1.webp", "fulL.png", "square.webp", "square-96.webp", "square-96-1.webp", "square-0-1-1.webp",
            "square-96-1-1001.webp",
            "square-096-1-1.webp", "square-65536-1-1.webp", "square-96-1-1-1.webp", "drawn.jpg", "drawn-1.png", "٩٦٠.webp",
            "960.w\u{0}ebp", "full.original ",
        ])
    func refuses(name: String) {
        #expect(RenditionKey(fileName: name) == nil)
    }

    @Test(
        "what is cut out of a picture has the size that was asked for, or is the largest of that shape",
        arguments: [
            (1200, 630, 4000, 3000, 1200, 630), (1200, 630, 1200, 630, 1200, 630), (1200, 630, 600, 600, 600, 315),
            (1200, 630, 2400, 315, 600, 315), (96, 96, 60, 40, 40, 40), (96, 96, 96, 4000, 96, 96), (1200, 630, 1, 1, 1, 1),
            (1200, 630, 0, -1, 1, 1), (48, 48, 10_000, 1, 1, 1),
        ])
    func cuts(width: Int, height: Int, pictureWidth: Int, pictureHeight: Int, cutWidth: Int, cutHeight: Int) {
        let cut = RenditionKey.cut(width, height, ofPictureOf: pictureWidth, pictureHeight)
        #expect(cut == (cutWidth, cutHeight))
    }

    /// Sizes that WordPress made, of pictures in its theme unit test among them.
    @Test(
        "a size variant that WordPress scaled has the picture's shape, one that it cropped has not",
        arguments: [
            (300, 200, 1800, 1200, true), (1024, 683, 1800, 1200, true), (225, 300, 3000, 4001, true),
            (300, 199, 1023, 681, true),
            // One pixel too many is a rounding, two are a crop.
            (300, 201, 1800, 1200, true), (300, 202, 1800, 1200, false), (150, 150, 1800, 1200, false),
            (150, 150, 150, 150, true),
            // A long narrow one whose width rounds by much.
            (10, 300, 104, 3001, true), (1, 300, 2, 3001, true), (1568, 1, 3000, 2, true), (0, 0, 10, 10, false),
            (10, 10, 0, 0, false),
        ])
    func shapes(width: Int, height: Int, pictureWidth: Int, pictureHeight: Int, keeps: Bool) {
        #expect(RenditionKey.keepsShape(width, height, ofPictureOf: pictureWidth, pictureHeight) == keeps)
    }
}
