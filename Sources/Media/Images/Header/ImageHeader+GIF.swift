extension ImageHeader {
    /// Blocks and sub-blocks (GIF89a, appendix A).
    mutating func readGIF(_ source: inout ByteSource) {
        guard let width = source.uint16(at: 6, littleEndian: true), let height = source.uint16(at: 8, littleEndian: true),
            let flags = source.byte(at: 10)
        else { return }
        (self.width, self.height) = (width, height)
        bitsPerChannel = 8
        colorModel = .palette
        var images = 0
        defer { frames = max(1, images) }
        var at = 13 + colorTable(flags)
        while let introducer = source.byte(at: at) {
            at += 1
            switch introducer {
            case 0x2C:
                guard readImage(&source, at: at, isFirst: images == 0), let flags = source.byte(at: at + 8) else { return }
                images += 1
                // The descriptor, its colours, and one byte that says how wide LZW's first code is.
                guard let next = passSubBlocks(&source, from: at + 9 + colorTable(flags) + 1) else { return }
                at = next
            case 0x21:
                guard let next = readExtension(&source, at: at) else { return }
                at = next
            case 0x3B:
                if images > 0 { end(at: at, &source) }
                return
            case 0:
                // A stray end of sub-blocks, which old programs left and readers pass over.
                continue
            default:
                return
            }
        }
    }

    private func colorTable(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

    private mutating func readImage(_ source: inout ByteSource, at offset: Int, isFirst: Bool) -> Bool {
        guard let left = source.uint16(at: offset, littleEndian: true),
            let top = source.uint16(at: offset + 2, littleEndian: true),
            let width = source.uint16(at: offset + 4, littleEndian: true),
            let height = source.uint16(at: offset + 6, littleEndian: true)
        else { return false }
        // A screen of no size is as large as its first image.
        if isFirst, self.width == 0 || self.height == 0 { (self.width, self.height) = (left + width, top + height) }
        largestWidth = max(largestWidth, left + width)
        largestHeight = max(largestHeight, top + height)
        return true
    }

    private mutating func readExtension(_ source: inout ByteSource, at offset: Int) -> Int? {
        guard let label = source.byte(at: offset), let next = passSubBlocks(&source, from: offset + 1) else { return nil }
        switch label {
        case 0xF9:
            // Graphic control: whether one colour is transparent.
            if source.byte(at: offset + 2).map({ $0 & 1 }) == 1 { hasAlpha = true }
        case 0xFE:
            metadataBytes += next - offset
            dropped.insert(.comments)
        case 0xFF where source.has("XMP DataXMP", at: offset + 2):
            metadataBytes += next - offset
            // Not in sub-blocks, but bare, with 258 bytes after it that lead every reader of sub-blocks out (XMP, part 3, 1.1.2).
            note(.xmp, at: offset + 13, count: next - offset - 13 - 258)
        case 0xFF where source.has("NETSCAPE2.0", at: offset + 2) || source.has("ANIMEXTS1.0", at: offset + 2):
            break
        case 0xFF where source.has("ICCRGBG1012", at: offset + 2):
            metadataBytes += next - offset
            dropped.insert(.iccProfile)
        default:
            metadataBytes += next - offset
            if label == 0xFF { dropped.insert(.otherData) }
        }
        return next
    }

    /// - Returns: where the sub-blocks are over; nil where the file is first.
    private func passSubBlocks(_ source: inout ByteSource, from offset: Int) -> Int? {
        var at = offset
        while let length = source.byte(at: at) {
            at += 1
            if length == 0 { return at }
            at += Int(length)
        }
        return nil
    }
}
