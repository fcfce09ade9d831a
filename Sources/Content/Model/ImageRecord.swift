/// What is known about a picture's file, by its bytes: found once when it comes in. (`Picture` has the words of one use of it.)
package struct ImageRecord: Hashable, Sendable {
    /// SHA-256 of the original's bytes, in hexadecimal.
    package var digest: String
    /// `jpeg`, `png`, `gif`, `webp`, `avif`, `heif`, `svg`.
    package var format: String
    /// Upright, in pixels.
    package var width: Int64
    package var height: Int64
    package var frames: Int64 = 1
    package var hasAlpha = false
    /// The format for browsers that know neither AVIF nor WebP.
    package var fallback: String
    /// The colour there is most of, as `#rrggbb`.
    package var color = ""
    /// What every crop keeps in sight, in thousandths of width and height.
    package var focalX: Int64 = 500
    package var focalY: Int64 = 500
    /// Whether a person chose that point.
    package var isFocalChosen = false
    /// What the file itself says.
    package var title = ""
    package var credit = ""
    package var license = ""
    package var caption = ""
    package var alt = ""
    /// What is kept from readers: `GPS position, maker notes`.
    package var dropped = ""

    package init(digest: String, format: String, width: Int64, height: Int64, fallback: String) {
        (self.digest, self.format, self.width, self.height, self.fallback) = (digest, format, width, height, fallback)
    }

    package var mediaType: String {
        switch format {
        case "svg": "image/svg+xml"
        case "heif": "image/heic"
        default: "image/\(format)"
        }
    }

    /// What stands for the digest in addresses: 80 bits of it.
    package var name: String { String(digest.prefix(20)) }
}
