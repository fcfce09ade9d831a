import Content
import Storage

/// What is shown where somebody shares a page (https://ogp.me): its picture cut to 1200 × 630, or a card with its words.
struct SharingPicture {
    /// Narrower ones are shown as a stamp beside the text, or not at all: a card does more.
    private static let narrowest = 600

    let path: String
    let width: Int
    let height: Int
    let mediaType: String
    let alt: String

    /// - Returns: nil for a drawing, which no such place shows, and for what is too small.
    init?(_ image: ImageView, alt: String, home: String) {
        guard let size = SharingPicture.size(image), let card = PictureForms(image, in: .lead, home: home).card else {
            return nil
        }
        path = card
        (width, height) = size
        (mediaType, self.alt) = ("image/jpeg", alt)
    }

    init(_ drawn: DrawnCard, home: String) {
        path = home + "images/" + drawn.fileName
        (width, height, mediaType) = (RenditionKey.cardWidth, RenditionKey.cardHeight, "image/png")
        alt = drawn.card.headline
    }

    /// How large the cut-out is.
    static func size(_ image: ImageView) -> (width: Int, height: Int)? {
        guard image.format != "svg", image.width > 0, image.height > 0 else { return nil }
        let size = RenditionKey.cut(
            RenditionKey.cardWidth, RenditionKey.cardHeight, ofPictureOf: Int(clamping: image.width),
            Int(clamping: image.height))
        return size.width >= narrowest ? size : nil
    }
}
