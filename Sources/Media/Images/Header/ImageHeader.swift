/// What a picture's file says of itself, read before any decoder sees it: format, size, frames, orientation, where it ends.
///
/// Reading walks the file's structure once, from its first byte to its last at most, keeps nothing of it, and decodes nothing. A
/// file that is not a picture is refused; one that is broken further on gives what was read before, with `isComplete` false.
/// Whether it is small enough to be decoded is for `ImageLimits` to say.
package struct ImageHeader: Sendable, Equatable {
    package let format: ImageFormat
    /// In pixels, as stored. 0 where the file does not say, which a decoder must not be asked about either.
    package var width = 0
    package var height = 0
    /// What a decoder might have to make room for: larger than the picture where a frame, a tile or a second header is.
    package var largestWidth = 0
    package var largestHeight = 0
    /// For AVIF and HEIF it stands in the container and decoders apply it by themselves; in the others it is EXIF's.
    package var orientation = ImageOrientation.up
    /// Of an animation; otherwise 1.
    package var frames = 1
    /// The passes in which a JPEG is drawn.
    package var scans = 1
    package var bitsPerChannel: Int?
    package var colorModel: ColorModel?
    /// nil where only decoding would tell.
    package var hasAlpha: Bool?
    /// Whether the structure is closed as the format wants it. Many pictures that end too early can still be shown.
    package var isComplete = false
    /// What follows the picture's end: the mark of a file that wants to be two things.
    package var trailing: TrailingData?
    /// Bytes in the file that are neither pixels nor needed for them.
    package var metadataBytes = 0
    /// Where the metadata lies.
    var segments: [Segment] = []
    /// What was seen on the way of which only the presence matters.
    var dropped: Set<DroppedMetadata> = []

    package enum ColorModel: String, Sendable {
        case gray, rgb, palette, cmyk
    }

    /// Width and height as they are to be seen.
    package var uprightWidth: Int { orientation.swapsSides ? height : width }
    package var uprightHeight: Int { orientation.swapsSides ? width : height }
    package var isAnimated: Bool { frames > 1 }

    package init(_ bytes: [UInt8]) throws(ImageRefusal) { try self.init(ByteSource(bytes)) }

    package init(_ source: ByteSource) throws(ImageRefusal) {
        var source = source
        guard source.count > 0 else { throw .empty }
        guard let format = ImageFormat(of: &source) else { throw .notAPicture(ForeignFormat(of: &source)) }
        self.format = format
        switch format {
        case .jpeg: readJPEG(&source)
        case .png: readPNG(&source)
        case .gif: readGIF(&source)
        case .webp: readWebP(&source)
        case .avif, .heif: readHEIF(&source)
        case .svg: readSVG(&source)
        }
        largestWidth = max(largestWidth, width)
        largestHeight = max(largestHeight, height)
    }

    /// A blob of metadata in the file, without the identifier before it.
    struct Segment: Sendable, Equatable {
        enum Kind: Sendable {
            case exif, xmp, extendedXMP, photoshop
            /// PNG: keyword, NUL, text in Latin-1.
            case text
            /// PNG: keyword, NUL, flags, language, translated keyword, text in UTF-8.
            case internationalText
        }
        let kind: Kind
        let offset: Int
        let count: Int
    }

    /// No real file comes near it: extended XMP of 4 MiB in a JPEG is 64 segments.
    private static let mostSegments = 1000

    mutating func note(_ kind: Segment.Kind, at offset: Int, count: Int) {
        guard segments.count < ImageHeader.mostSegments, count > 0 else { return }
        segments.append(Segment(kind: kind, offset: offset, count: count))
    }

    /// Takes the first EXIF's orientation, as decoders do.
    mutating func readOrientation(_ source: inout ByteSource, at offset: Int, count: Int) {
        guard !segments.contains(where: { $0.kind == .exif }) else { return }
        var exif = TIFFReader(source.prefix(at: offset, upTo: min(count, MetadataBlocks.mostBytes)))
        if let value = exif?.orientation { orientation = ImageOrientation(exif: value) }
    }

    /// Where the picture ended and what is after.
    mutating func end(at offset: Int, _ source: inout ByteSource) {
        isComplete = true
        trailing = TrailingData(in: &source, from: offset)
        if let trailing { dropped.insert(trailing.kind.dropped) }
    }
}
