/// The picture formats that are taken, told by a file's bytes and never by its name.
package enum ImageFormat: String, Sendable, CaseIterable {
    case jpeg, png, gif, webp, avif, heif
    /// Text, and never handed to a decoder of pixels as it is.
    case svg

    /// The format that a media type names.
    package init?(mediaType: String) {
        guard let format = ImageFormat.allCases.first(where: { $0.mediaType == mediaType }) else { return nil }
        self = format
    }

    package var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .gif: "image/gif"
        case .webp: "image/webp"
        case .avif: "image/avif"
        case .heif: "image/heic"
        case .svg: "image/svg+xml"
        }
    }

    /// Whether it is written with all frames of an animation. AVIF could be, and PNG; libvips writes one frame.
    package var keepsAnimation: Bool { self == .gif || self == .webp }

    /// What cannot be written beyond, in pixels a side: WebP has 14 bits for it.
    var maximumSide: Int { self == .webp ? 16_383 : 65_535 }

    /// Tells the format by the first bytes; 64 are enough for every format but SVG, whose root element may come late.
    package init?(head: [UInt8]) {
        var source = ByteSource(head)
        self.init(of: &source)
    }

    /// The same, of what is for a decoder of pixels: never SVG.
    init?(decodable bytes: some Collection<UInt8>) {
        self.init(head: Array(bytes.prefix(64)))
        if self == .svg { return nil }
    }

    init?(of source: inout ByteSource) {
        if source.prefix(at: 0, upTo: 3) == [0xFF, 0xD8, 0xFF] {
            self = .jpeg
        } else if source.prefix(at: 0, upTo: 8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] {
            self = .png
        } else if source.has("GIF87a", at: 0) || source.has("GIF89a", at: 0) {
            self = .gif
        } else if source.has("RIFF", at: 0), source.has("WEBP", at: 8) {
            self = .webp
        } else if let format = ImageFormat.byBrand(&source) {
            self = format
        } else if SVGRoot(&source) != nil {
            self = .svg
        } else {
            return nil
        }
    }

    /// ISO/IEC 14496-12, 4.3, and 23008-12, annex B: the brand before all others says what the file is for, unless it is one of
    /// the brands that only say "pictures"; then the codec's brand is among the compatible ones.
    private static func byBrand(_ source: inout ByteSource) -> ImageFormat? {
        guard source.has("ftyp", at: 4), let length = source.uint32(at: 0), length >= 16 else { return nil }
        for offset in [8] + stride(from: 16, to: min(length, 16 + 4 * 64), by: 4) {
            guard let brand = source.bytes(at: offset, count: 4) else { return nil }
            switch String(decoding: brand, as: UTF8.self) {
            case "avif", "avis": return .avif
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs": return .heif
            case "mif1", "msf1", "mif2", "miaf": continue
            default: if offset == 8 { return nil }
            }
        }
        // "Pictures" only: of which codec, the decoder sees.
        return .heif
    }
}
