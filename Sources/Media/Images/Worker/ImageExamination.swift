/// What a picture is, found by decoding all of it.
package struct ImageExamination: Sendable, Equatable {
    package var format: ImageFormat
    /// In pixels, upright: after the orientation in EXIF or HEIF is applied.
    package var width: Int
    package var height: Int
    /// As stored. HEIF turns while decoding and is always upright.
    package var orientation: ImageOrientation
    package var frames: Int
    package var hasAlpha: Bool
    /// As it was stored, by libvips' name: `srgb`, `b-w`, `cmyk`, `rgb16`, `grey16`.
    package var colours: String
    /// Of one channel as decoded: 8 or 16.
    package var bits: Int
    /// Whether it has an ICC profile of its own.
    package var hasColourProfile: Bool
    /// What was found beside the pixels, as it lay in the file; nil for none, and for what is larger than a megabyte.
    package var exif: [UInt8]?
    package var xmp: [UInt8]?
    package var iptc: [UInt8]?
    /// The fullest of 4096 bins of colour, as `#rrggbb`.
    package var dominantColour: String
    /// The picture at about 20 pixels, a WebP of some 100 bytes for a `data:` address.
    package var preview: [UInt8]
    package var focalPoint: FocalPoint
}

/// What a crop keeps in sight, from 0 at the left and the top to 1 at the right and the bottom.
package struct FocalPoint: Sendable, Equatable {
    package let x: Double
    package let y: Double

    package static let centre = FocalPoint(x: 0.5, y: 0.5)

    /// What lies outside is brought to the edge, and what is no number to the centre.
    package init(x: Double, y: Double) {
        self.x = x.isFinite ? min(1, max(0, x)) : 0.5
        self.y = y.isFinite ? min(1, max(0, y)) : 0.5
    }
}
