/// Which characters a text may have.
enum HTMLCharacters {
    /// The text with a line feed for each line end and a space for each form feed, and without what is forbidden.
    static func plain(_ text: [UInt8]) -> [UInt8] {
        text.withUnsafeBufferPointer { bytes in
            var plain: [UInt8] = []
            plain.reserveCapacity(bytes.count)
            var clean = 0
            var index = 0
            while index < bytes.count {
                guard isSuspect[Int(bytes[index])] else {
                    index += 1
                    continue
                }
                let length = forbiddenLength(at: index, in: bytes)
                let replacement = replacement(of: bytes[index])
                guard length > 0 || replacement != nil else {
                    index += 1
                    continue
                }
                plain.append(contentsOf: bytes[clean..<index])
                let isHalfOfLineEnd = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
                if let replacement, !isHalfOfLineEnd { plain.append(replacement) }
                index += max(length, 1)
                clean = index
            }
            plain.append(contentsOf: bytes[clean...])
            return plain
        }
    }

    /// How many bytes the character here has if it is forbidden; else 0.
    ///
    /// Forbidden is what the HTML standard lets no document have, and gumbo replaces only where it stands as itself
    /// and not as a number: control characters but white space, and noncharacters such as U+FFFE. Feeds, being XML
    /// 1.0, could not hold most of them either.
    static func forbiddenLength(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
        switch bytes[index] {
        case 0x09, 0x0A, 0x0C, 0x0D: return 0
        case 0..<0x20, 0x7F: return 1
        case 0xC2: return (0x80...0x9F).contains(byte(1)) ? 2 : 0
        case 0xEF:
            let isNoncharacter =
                byte(1) == 0xBF && byte(2) >= 0xBE || byte(1) == 0xB7 && (0x90...0xAF).contains(byte(2))
            // The mark of byte order, wherever it is: were it taken from the beginning alone, the next one would be there then, and
            // cleaning twice would not be cleaning once.
            return isNoncharacter || byte(1) == 0xBB && byte(2) == 0xBF ? 3 : 0
        case 0xF0...: return byte(1) & 0x0F == 0x0F && byte(2) == 0xBF && byte(3) >= 0xBE ? 4 : 0
        default: return 0
        }
    }

    /// A parser reads a carriage return as a line feed. A form feed is white space to it but forbidden in a feed.
    static func replacement(of byte: UInt8) -> UInt8? {
        switch byte {
        case 0x0D: 0x0A
        case 0x0C: 0x20
        default: nil
        }
    }

    /// Bytes at which one of the others may begin.
    static let isSuspect: [Bool] = (0...255).map { byte in
        switch byte {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F, 0xC2, 0xEF, 0xF0...: true
        default: false
        }
    }
}
