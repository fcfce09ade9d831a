/// The blobs of metadata of one picture, unread: as they lie in its file, or as a decoder hands them over.
package struct MetadataBlocks: Sendable, Equatable {
    /// A TIFF structure, with or without `Exif` before it.
    package var exif: [UInt8]?
    package var xmp: [UInt8]?
    /// JPEG's second packet for what did not fit into the first.
    package var extendedXMP: [UInt8]?
    /// Photoshop's resources with IPTC-IIM in them, or IPTC-IIM alone.
    package var iptc: [UInt8]?
    /// PNG's texts by their keywords.
    package var texts: [String: String] = [:]
    /// Already known to be there: profiles, thumbnails, what follows the picture's end.
    package var dropped: Set<DroppedMetadata> = []

    /// Of one blob; more is metadata in name only.
    package static let mostBytes = 4 << 20
    private static let mostTexts = 20

    package init(exif: [UInt8]? = nil, xmp: [UInt8]? = nil, iptc: [UInt8]? = nil) {
        (self.exif, self.xmp, self.iptc) = (exif, xmp, iptc)
    }

    /// Fetches them from a file whose header was read.
    package init(_ header: ImageHeader, _ source: ByteSource) {
        var source = source
        dropped = header.dropped
        var extended = ExtendedXMP()
        for segment in header.segments {
            if segment.count > MetadataBlocks.mostBytes { dropped.insert(.unread) }
            func bytes() -> [UInt8] { source.prefix(at: segment.offset, upTo: min(segment.count, MetadataBlocks.mostBytes)) }
            switch segment.kind {
            case .exif: if exif == nil { exif = bytes() }
            case .xmp: if xmp == nil { xmp = bytes() }
            case .extendedXMP: extended.add(bytes())
            case .photoshop:
                // Resources that are longer than a segment go on in the next one.
                if iptc?.count ?? 0 < MetadataBlocks.mostBytes { iptc = (iptc ?? []) + bytes() }
            case .text: keepText(bytes(), isUTF8: false)
            case .internationalText: keepText(bytes(), isUTF8: true)
            }
        }
        extendedXMP = extended.packet
    }

    /// PNG, third edition, 11.3.3. Compressed ones are left.
    private mutating func keepText(_ bytes: [UInt8], isUTF8: Bool) {
        guard texts.count < MetadataBlocks.mostTexts, let end = bytes.prefix(80).firstIndex(of: 0) else { return }
        let keyword = String(decoding: bytes[..<end], as: UTF8.self)
        guard ["Title", "Author", "Artist", "Description", "Copyright"].contains(keyword), texts[keyword] == nil else { return }
        var text = bytes[(end + 1)...]
        if isUTF8 {
            guard text.first == 0 else { return }
            // Compression's flag and method, then language and translated keyword, each ended by NUL.
            text = text.dropFirst(2)
            for _ in 0..<2 {
                guard let end = text.firstIndex(of: 0) else { return }
                text = text[(end + 1)...]
            }
        }
        texts[keyword] = MetadataText.decode(Array(text.prefix(40_000)))
    }
}

/// JPEG's extended XMP put together: pieces that name the packet by its MD5, its length, and where in it they belong (XMP, part
/// 3, 1.1.3.1).
private struct ExtendedXMP {
    private var name: [UInt8] = []
    private var bytes: [UInt8] = []
    private var missing = 0

    /// The packet when all of it has come.
    var packet: [UInt8]? { missing == 0 && !bytes.isEmpty ? bytes : nil }

    mutating func add(_ segment: [UInt8]) {
        var source = ByteSource(segment)
        guard let name = source.bytes(at: 0, count: 32), let length = source.uint32(at: 32), let offset = source.uint32(at: 36),
            length <= MetadataBlocks.mostBytes
        else { return }
        let piece = source.prefix(at: 40, upTo: segment.count)
        if self.name.isEmpty {
            (self.name, missing) = (name, length)
            bytes = [UInt8](repeating: 0, count: length)
        }
        guard name == self.name, offset <= bytes.count, piece.count <= bytes.count - offset else { return }
        bytes.replaceSubrange(offset..<offset + piece.count, with: piece)
        missing = max(0, missing - piece.count)
    }
}
