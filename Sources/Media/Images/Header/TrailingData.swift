/// What follows a picture's end in its file: a second picture or a film from a telephone, an archive or a page from somebody
/// who wants the file to be two things. None of it is ever served, since all that is served is made anew.
package struct TrailingData: Sendable, Equatable {
    package enum Kind: Sendable {
        case picture, video, archive, webPage, document, other

        var dropped: DroppedMetadata {
            switch self {
            case .picture: .furtherPictures
            case .video: .motionVideo
            case .archive, .webPage, .document, .other: .trailingData
            }
        }
    }

    package let kind: Kind
    /// In bytes, padding not counted that stands first.
    package let count: Int

    /// - Returns: nil where nothing follows but padding.
    init?(in source: inout ByteSource, from offset: Int) {
        var at = offset
        while let byte = source.byte(at: at), [0x00, 0x09, 0x0A, 0x0D, 0x20, 0xFF].contains(byte) {
            // 0xFF is padding, too, but not where a JPEG begins.
            if byte == 0xFF, source.byte(at: at + 1) == 0xD8 { break }
            at += 1
        }
        guard at < source.count else { return nil }
        count = source.count - at
        kind = TrailingData.kind(&source, at)
    }

    private static func kind(_ source: inout ByteSource, _ at: Int) -> Kind {
        if source.prefix(at: at, upTo: 3) == [0xFF, 0xD8, 0xFF] || source.has("PNG\r\n", at: at + 1) { return .picture }
        // Its first box begins with its length, of which the leading zeros passed for padding.
        if (1...4).contains(where: { source.has("ftyp", at: at + $0) }) { return .video }
        if source.has("%PDF-", at: at) { return .document }
        if source.has("PK\u{3}\u{4}", at: at) || endsAsArchive(&source) { return .archive }
        if source.byte(at: at) == UInt8(ascii: "<") { return .webPage }
        return .other
    }

    /// ZIP is read from its end, so whatever stands before does not matter to it.
    private static func endsAsArchive(_ source: inout ByteSource) -> Bool {
        var at = max(0, source.count - 1024)
        while let found = source.firstIndex(of: UInt8(ascii: "P"), from: at) {
            if source.has("PK\u{5}\u{6}", at: found) { return true }
            at = found + 1
        }
        return false
    }
}
