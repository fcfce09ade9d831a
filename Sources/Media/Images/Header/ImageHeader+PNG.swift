extension ImageHeader {
    /// Chunks (PNG, third edition, 5). Their checksums are the decoder's to compare.
    mutating func readPNG(_ source: inout ByteSource) {
        var at = 8
        var animation = Animation()
        defer { frames = animation.frames }
        guard source.uint32(at: at) == 13, source.has("IHDR", at: at + 4) else { return }
        readIHDR(&source, at: at + 8)
        while let length = source.uint32(at: at), let type = source.bytes(at: at + 4, count: 4) {
            guard length <= source.count - at - 12, type.allSatisfy(isLetter) else { return }
            let name = String(decoding: type, as: UTF8.self)
            switch name {
            case "IEND":
                end(at: at + 12 + length, &source)
                return
            case "IDAT":
                animation.hasData = true
            case "acTL":
                if !animation.hasData, let count = source.uint32(at: at + 8), count > 0, count < 1 << 31 {
                    animation.isDeclared = true
                }
            case "fcTL":
                animation.controls += 1
                if length >= 20, let width = source.uint32(at: at + 12), let height = source.uint32(at: at + 16) {
                    largestWidth = max(largestWidth, width)
                    largestHeight = max(largestHeight, height)
                }
            case "fdAT", "IHDR", "PLTE":
                break
            default:
                metadataBytes += length
                readAncillary(name, &source, at: at + 8, count: length)
            }
            at += 12 + length
        }
    }

    /// The frames that are there, not those that are promised: the promise may be two thousand million.
    private struct Animation {
        var isDeclared = false
        var hasData = false
        var controls = 0
        var frames: Int { isDeclared ? max(1, controls) : 1 }
    }

    private mutating func readIHDR(_ source: inout ByteSource, at offset: Int) {
        guard let width = source.uint32(at: offset), let height = source.uint32(at: offset + 4),
            let depth = source.byte(at: offset + 8), let type = source.byte(at: offset + 9)
        else { return }
        (self.width, self.height) = (width, height)
        bitsPerChannel = type == 3 ? 8 : Int(depth)
        colorModel = type == 3 ? .palette : type & 2 == 0 ? .gray : .rgb
        hasAlpha = type & 4 != 0
    }

    private mutating func readAncillary(_ name: String, _ source: inout ByteSource, at offset: Int, count: Int) {
        switch name {
        case "tRNS":
            hasAlpha = true
        case "eXIf":
            readOrientation(&source, at: offset, count: count)
            note(.exif, at: offset, count: count)
        case "iTXt":
            // Uncompressed, as XMP's specification wants it: keyword, NUL, two flags, two empty texts.
            if source.has("XML:com.adobe.xmp\0\0\0\0\0", at: offset) {
                note(.xmp, at: offset + 22, count: count - 22)
            } else {
                note(.internationalText, at: offset, count: count)
                dropped.insert(.comments)
            }
        case "tEXt":
            note(.text, at: offset, count: count)
            dropped.insert(.comments)
        case "zTXt":
            dropped.insert(.comments)
        case "iCCP":
            dropped.insert(.iccProfile)
        case "tIME":
            dropped.insert(.dates)
        case "caBX":
            dropped.insert(.contentCredentials)
        case "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "hIST", "pHYs", "sPLT", "cICP", "mDCV", "cLLI", "oFFs", "sCAL", "vpAg":
            break
        default:
            dropped.insert(.otherData)
        }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }
}
