/// What is known of a picture once it has come in.
package struct ImageFacts: Sendable, Equatable {
    package var format: ImageFormat
    /// Upright, in pixels; of an SVG, in pixels of CSS.
    package var width: Int
    package var height: Int
    /// That are kept: of an APNG the first only.
    package var frames = 1
    package var hasAlpha = false
    /// What browsers get that know neither AVIF nor WebP.
    package var fallback: ImageFormat
    /// As `#rrggbb`; of an SVG, which is not drawn here, empty.
    package var dominantColour = ""
    /// The picture at about 20 pixels, as WebP; of an SVG, empty.
    package var preview: [UInt8] = []
    /// What a crop keeps in sight, in thousandths of width and height.
    package var focalX = 500
    package var focalY = 500
    /// What the file says of itself; empty where it says nothing.
    package var credit = ""
    package var license = ""
    package var caption = ""
    package var alt = ""
    package var title = ""
    /// What nothing served has any more, in words for a person.
    package var dropped: [String] = []

    init(format: ImageFormat, width: Int, height: Int, fallback: ImageFormat) {
        (self.format, self.width, self.height, self.fallback) = (format, width, height, fallback)
    }
}
