extension ImageHeader {
    /// Chunks of RIFF (RFC 9649, 2).
    mutating func readWebP(_ source: inout ByteSource) {
        guard let size = source.uint32(at: 4, littleEndian: true) else { return }
        let end = 8 + size
        var at = 12
        var animation = 0
        bitsPerChannel = 8
        colorModel = .rgb
        while at < end - 8, let length = source.uint32(at: at + 4, littleEndian: true),
            let type = source.bytes(at: at, count: 4)
        {
            guard length <= min(end, source.count) - at - 8 else { break }
            readChunk(String(decoding: type, as: UTF8.self), &source, at: at + 8, count: length, &animation)
            at += 8 + length + length & 1
        }
        frames = max(1, animation)
        // A chunk of odd length is padded; some writers leave that byte out, or out of the size, at the very end.
        if at >= end, end <= source.count + 1, width > 0 { self.end(at: at, &source) }
    }

    private mutating func readChunk(
        _ name: String, _ source: inout ByteSource, at offset: Int, count: Int, _ animation: inout Int
    ) {
        switch name {
        case "VP8X":
            guard count >= 10, let flags = source.byte(at: offset),
                let width = source.uint24(at: offset + 4, littleEndian: true),
                let height = source.uint24(at: offset + 7, littleEndian: true), self.width == 0
            else { return }
            (self.width, self.height) = (width + 1, height + 1)
            hasAlpha = flags & 0x10 != 0
        case "VP8 ":
            // RFC 6386, 9.1: three bytes of frame tag, three of start code, fourteen bits each of width and height.
            guard count >= 10, source.bytes(at: offset + 3, count: 3) == [0x9D, 0x01, 0x2A],
                let width = source.uint16(at: offset + 6, littleEndian: true),
                let height = source.uint16(at: offset + 8, littleEndian: true)
            else { return }
            take(width & 0x3FFF, height & 0x3FFF, alpha: false)
        case "VP8L":
            guard count >= 5, source.byte(at: offset) == 0x2F, let bits = source.uint32(at: offset + 1, littleEndian: true)
            else { return }
            take(bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1, alpha: bits >> 28 & 1 == 1)
        case "ANMF":
            guard count >= 16, let width = source.uint24(at: offset + 6, littleEndian: true),
                let height = source.uint24(at: offset + 9, littleEndian: true)
            else { return }
            animation += 1
            largestWidth = max(largestWidth, width + 1)
            largestHeight = max(largestHeight, height + 1)
        case "ALPH", "ANIM":
            break
        default:
            metadataBytes += count
            readMetadata(name, &source, at: offset, count: count)
        }
    }

    /// A bitstream's own size: the picture's, unless an extended header came before.
    private mutating func take(_ width: Int, _ height: Int, alpha: Bool) {
        if self.width == 0 {
            (self.width, self.height) = (width, height)
            hasAlpha = alpha
        }
        largestWidth = max(largestWidth, width)
        largestHeight = max(largestHeight, height)
    }

    private mutating func readMetadata(_ name: String, _ source: inout ByteSource, at offset: Int, count: Int) {
        switch name {
        case "EXIF":
            // Some writers put JPEG's identifier before it.
            let skipped = count > 6 && source.has("Exif\0\0", at: offset) ? 6 : 0
            readOrientation(&source, at: offset + skipped, count: count - skipped)
            note(.exif, at: offset + skipped, count: count - skipped)
        case "XMP ":
            note(.xmp, at: offset, count: count)
        case "ICCP":
            dropped.insert(.iccProfile)
        case "C2PA":
            dropped.insert(.contentCredentials)
        default:
            dropped.insert(.otherData)
        }
    }
}
