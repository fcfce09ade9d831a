extension ImageHeader {
    /// Markers and segments (ITU-T T.81, annex B). What stands between a segment's end and the next marker is passed over, as
    /// libjpeg does, and so are the entropy-coded data: a 0xFF in them is followed by 0 or is a restart marker.
    mutating func readJPEG(_ source: inout ByteSource) {
        var at = 2
        scans = 0
        while let (marker, start) = nextMarker(&source, from: at) {
            at = start
            switch marker {
            case 0x01, 0xD0...0xD8:
                continue
            case 0xD9:
                if scans > 0 { end(at: at, &source) }
                return
            default:
                guard let length = source.uint16(at: at), length >= 2, length <= source.count - at else { return }
                readSegment(marker, &source, at: at + 2, count: length - 2)
                at += length
            }
        }
    }

    private func nextMarker(_ source: inout ByteSource, from offset: Int) -> (marker: UInt8, end: Int)? {
        var at = offset
        while let found = source.firstIndex(of: 0xFF, from: at) {
            at = found + 1
            guard let marker = source.byte(at: at) else { return nil }
            // Any number of 0xFF may stand before a marker, and 0 after it makes it none.
            if marker != 0, marker != 0xFF { return (marker, at + 1) }
        }
        return nil
    }

    private mutating func readSegment(_ marker: UInt8, _ source: inout ByteSource, at offset: Int, count: Int) {
        switch marker {
        case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
            readFrame(&source, at: offset, count: count)
        case 0xDA:
            scans += 1
        case 0xE0...0xEF:
            metadataBytes += count
            readApplicationData(marker, &source, at: offset, count: count)
        case 0xFE:
            metadataBytes += count
            dropped.insert(.comments)
        default:
            break
        }
    }

    private mutating func readFrame(_ source: inout ByteSource, at offset: Int, count: Int) {
        guard count >= 6, let precision = source.byte(at: offset), let height = source.uint16(at: offset + 1),
            let width = source.uint16(at: offset + 3), let components = source.byte(at: offset + 5)
        else { return }
        // A second header is a lie to one reader or another: decoders take the first or none.
        largestWidth = max(largestWidth, width)
        largestHeight = max(largestHeight, height)
        guard colorModel == nil else { return }
        (self.width, self.height) = (width, height)
        bitsPerChannel = Int(precision)
        colorModel = components == 1 ? .gray : components == 4 ? .cmyk : .rgb
        hasAlpha = false
    }

    private mutating func readApplicationData(_ marker: UInt8, _ source: inout ByteSource, at offset: Int, count: Int) {
        func rest(_ length: Int) -> (Int, Int) { (offset + length, count - length) }
        func begins(_ text: StaticString) -> Bool { count >= text.utf8CodeUnitCount && source.has(text, at: offset) }
        switch marker {
        case 0xE0 where begins("JFIF\0"):
            if count >= 14, source.byte(at: offset + 12) ?? 0 > 0, source.byte(at: offset + 13) ?? 0 > 0 {
                dropped.insert(.thumbnail)
            }
        case 0xE0 where begins("JFXX\0"):
            dropped.insert(.thumbnail)
        case 0xE1 where begins("Exif\0"):
            let (start, length) = rest(6)
            readOrientation(&source, at: start, count: length)
            note(.exif, at: start, count: length)
        case 0xE1 where begins("http://ns.adobe.com/xap/1.0/\0"):
            let (start, length) = rest(29)
            note(.xmp, at: start, count: length)
        case 0xE1 where begins("http://ns.adobe.com/xmp/extension/\0"):
            let (start, length) = rest(35)
            note(.extendedXMP, at: start, count: length)
        case 0xE2 where begins("ICC_PROFILE\0"):
            dropped.insert(.iccProfile)
        case 0xE2 where begins("MPF\0"):
            dropped.insert(.furtherPictures)
        case 0xEB where begins("JP"):
            // JUMBF boxes, in pictures nearly always the manifest of C2PA.
            dropped.insert(.contentCredentials)
        case 0xED where begins("Photoshop 3.0\0"):
            let (start, length) = rest(14)
            note(.photoshop, at: start, count: length)
        case 0xE0, 0xEE:
            break
        default:
            dropped.insert(.otherData)
        }
    }
}
