/// The sizes and formats in which a picture is offered. There are no others, so that nobody can fill the disk by asking.
package enum ImageLadder {
    package static let widths = [320, 480, 640, 960, 1280, 1920, 2560]

    /// The widths for a picture of a width: those below it, and its own unless that is beyond the ladder.
    package static func widths(upTo original: Int) -> [Int] {
        guard original > 0 else { return [] }
        return widths.filter { $0 < original } + (original <= 2560 ? [original] : [])
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
        }
    }
}
