/// One form of a picture to be made: its size, its crop, its format.
///
/// Whatever is asked, it comes upright, in sRGB of 8 bits, without any metadata or profile, and never enlarged.
package struct RenditionSpec: Sendable, Equatable {
    package enum Fit: Sendable, Equatable {
        /// The whole picture, within the width and, if there is one, the height.
        case within
        /// The whole picture at width and height, which must have its shape: a rounding of them is not corrected.
        case exactly
        /// Cut to the shape of width and height around a point.
        case cover(FocalPoint)
    }

    package enum Format: UInt8, Sendable {
        /// The picture's own, JPEG for HEIC.
        case original = 0
        case jpeg
        case png
        case gif
        case webp
        case avif
    }

    /// At most, in pixels. A width beyond the picture's is the picture's.
    package var width: Int
    package var height: Int?
    package var fit: Fit
    package var format: Format
    /// 1 to 100, of JPEG, WebP and AVIF; nil for what suits the format.
    package var quality: Int?
    /// How much time is spent for smaller files, in the format's own steps; nil for what is quick.
    package var effort: Int?
    /// Whether an animation stays one where the format can (GIF, WebP). Else its first frame is taken.
    package var keepsAnimation: Bool

    package init(
        width: Int, height: Int? = nil, fit: Fit = .within, format: Format, quality: Int? = nil, effort: Int? = nil,
        keepsAnimation: Bool = true
    ) {
        (self.width, self.height, self.fit, self.format) = (width, height, fit, format)
        (self.quality, self.effort, self.keepsAnimation) = (quality, effort, keepsAnimation)
    }

    /// The size that comes of a picture of a size, exactly: for `width` and `height` of an `<img>` before it is made.
    package func size(ofPictureOf pictureWidth: Int, _ pictureHeight: Int) -> (width: Int, height: Int) {
        let plan = plan(pictureWidth, pictureHeight)
        return (plan.width, plan.height)
    }

    /// The picture is first brought to `scaledWidth` × `scaledHeight`, then `width` × `height` is cut out at `left`, `top`.
    struct Plan: Equatable {
        var scaledWidth: Int
        var scaledHeight: Int
        var left = 0
        var top = 0
        var width: Int
        var height: Int
    }

    func plan(_ pictureWidth: Int, _ pictureHeight: Int) -> Plan {
        let (from, high) = (Double(max(1, pictureWidth)), Double(max(1, pictureHeight)))
        let wanted = (width: Double(max(1, min(width, 100_000))), height: height.map { Double(max(1, min($0, 100_000))) })
        func whole(_ value: Double) -> Int { max(1, Int(value.rounded())) }
        switch (fit, wanted.height) {
        case (.exactly, .some(let wantedHeight)) where wanted.width <= from && wantedHeight <= high:
            let size = (width: whole(wanted.width), height: whole(wantedHeight))
            return Plan(scaledWidth: size.width, scaledHeight: size.height, width: size.width, height: size.height)
        case (.within, _), (.exactly, _), (.cover, nil):
            let factor = min(1, wanted.width / from, (wanted.height ?? .infinity) / high)
            let size = (width: whole(from * factor), height: whole(high * factor))
            return Plan(scaledWidth: size.width, scaledHeight: size.height, width: size.width, height: size.height)
        case (.cover(let point), .some(let wantedHeight)):
            let factor = max(wanted.width / from, wantedHeight / high)
            // A picture that is too small gives the largest area of the shape that was asked for.
            let size = (width: whole(wanted.width / max(1, factor)), height: whole(wantedHeight / max(1, factor)))
            var plan = Plan(
                scaledWidth: max(size.width, whole(from * min(1, factor))),
                scaledHeight: max(size.height, whole(high * min(1, factor))), width: size.width, height: size.height)
            // Rounding must not ask for a pixel more than there is.
            plan.scaledWidth = min(plan.scaledWidth, max(1, pictureWidth))
            plan.scaledHeight = min(plan.scaledHeight, max(1, pictureHeight))
            plan.width = min(plan.width, plan.scaledWidth)
            plan.height = min(plan.height, plan.scaledHeight)
            func start(_ point: Double, _ whole: Int, _ part: Int) -> Int {
                max(0, min(whole - part, Int((point * Double(whole) - Double(part) / 2).rounded())))
            }
            plan.left = start(point.x, plan.scaledWidth, plan.width)
            plan.top = start(point.y, plan.scaledHeight, plan.height)
            return plan
        }
    }

    func target(for source: ImageFormat) -> ImageFormat {
        switch format {
        case .original: source == .heif ? .jpeg : source
        case .jpeg: .jpeg
        case .png: .png
        case .gif: .gif
        case .webp: .webp
        case .avif: .avif
        }
    }
}
