/// The target of libFuzzer: everything that reads a picture in the server's own process. Nothing may trap, hang, or take
/// memory that the input's size does not explain.
@_cdecl("LLVMFuzzerTestOneInput")
func readPicture(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let header = try? ImageHeader(bytes) {
        try? ImageLimits().check(header)
        keepsItsPromises(PictureMetadata(header, ByteSource(bytes), language: "de-AT"))
        // In pieces, as from a file, the same must come out.
        let source = ByteSource(count: count) { offset, count in Array(bytes[offset...].prefix(count)) }
        let pieces = try? ImageHeader(source)
        precondition(pieces == header)
    }
    // A decoder hands over blobs without the file around them, and none of them need be what it should.
    keepsItsPromises(PictureMetadata(MetadataBlocks(exif: bytes, xmp: bytes, iptc: bytes)))
    _ = MediaType.of(path: "a.zip", head: Array(bytes.prefix(64)))
    return 0
}

private func keepsItsPromises(_ metadata: PictureMetadata) {
    let texts = [
        metadata.creator, metadata.creditLine, metadata.copyright, metadata.caption, metadata.headline, metadata.title,
        metadata.altText, metadata.extendedDescription, metadata.license?.url, metadata.license?.terms,
    ]
    for case let text? in texts {
        precondition(!text.isEmpty && text.unicodeScalars.count <= 5000)
        precondition(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F || $0.value == 0x202E })
    }
    precondition((metadata.summary == nil) == metadata.dropped.isEmpty)
}
