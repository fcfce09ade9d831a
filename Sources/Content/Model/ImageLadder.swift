/// The sizes and formats in which a picture is offered. There are no others, so that nobody can fill the disk by asking.
package enum ImageLadder {
    package static let widths = [320, 480, 640, 960, 1280, 1920, 2560]

    /// The widths for a picture of a width: those below it, and its own unless that is beyond the ladder.
    package static func widths(upTo original: Int) -> [Int] {
        guard original > 0 else { return [] }
        return widths.filter { $0 < original } + (original <= 2560 ? [original] : [])
    }

    /// Sides of portraits, which stand at 44 and at 96 pixels, for screens of up to three dots to a pixel.
    package static let squares = [48, 96, 144, 192, 288]

    /// The sides for a picture: those below its shorter one, and that one itself unless it is beyond the ladder.
    package static func squares(upTo width: Int, _ height: Int) -> [Int] {
        let most = min(width, height)
        guard most > 0 else { return [] }
        return squares.filter { $0 < most } + (most <= 288 ? [most] : [])
    }

    /// In the order in which a page offers them. AVIF would be the first frame of an animation only.
    package static func formats(of image: ImageRecord) -> [RenditionKey.Format] {
        formats(of: image.format, frames: image.frames, fallback: image.fallback)
    }

    package static func formats(of format: String, frames: Int64, fallback: String) -> [RenditionKey.Format] {
        guard format != "svg" else { return [.svg] }
        let fallback = RenditionKey.Format(rawValue: fallback) ?? .jpeg
        return (frames > 1 ? [.webp] : [.avif, .webp]) + [fallback]
    }

    /// Whether a picture has such a file. An SVG has only itself.
    package static func offers(_ key: RenditionKey, of image: ImageRecord) -> Bool {
        switch key.size {
        case .full: key.format == .original || key.format == .svg && image.format == "svg"
        case .width(let width):
            image.format != "svg" && widths(upTo: Int(clamping: image.width)).contains(width)
                && formats(of: image).contains(key.format)
        case .exact(let width, let height, let x, let y):
            image.format != "svg" && key.format == .original && width <= image.width && height <= image.height
                && (x, y) == (Int(clamping: image.focalX), Int(clamping: image.focalY))
        case .card(let x, let y):
            image.format != "svg" && key.format == .jpeg
                && (x, y) == (Int(clamping: image.focalX), Int(clamping: image.focalY))
        case .square(let side, let x, let y):
            image.format != "svg"
                && squares(upTo: Int(clamping: image.width), Int(clamping: image.height)).contains(side)
                && formats(of: image).contains(key.format)
                && (x, y) == (Int(clamping: image.focalX), Int(clamping: image.focalY))
        case .drawn: false
        }
    }
}
