#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Makes the text of a value from the bytes of the file: decodes, normalises line ends, resolves references, and
/// takes out what XML does not allow.
///
/// A value that needs none of this, as nearly all do, becomes a String in one step (`plain`). Otherwise its parts are
/// appended one after the other and `string` gives the whole.
struct WXRText: ~Copyable {
    enum Part {
        /// A CDATA section: `&` is itself.
        case section
        case text
        /// As text, and white space is a space (XML 1.0 section 3.3.3).
        case attribute
    }

    struct Flaw {
        var kind: WXRNote.Kind
        var offset: Int
        var count: Int
    }

    private(set) var flaws: [Flaw] = []
    private var output: [UInt8] = []
    private let encoding: WXREncoding

    init(_ encoding: WXREncoding) {
        self.encoding = encoding
    }

    var string: String { String(decoding: output, as: UTF8.self) }

    /// Without white space at both ends.
    var trimmed: String { output.withUnsafeBufferPointer { String(decoding: Self.trim($0), as: UTF8.self) } }

    /// The text of a value of one part, nil if something in it needs care.
    static func plain(
        _ bytes: UnsafeBufferPointer<UInt8>, _ part: Part, _ encoding: WXREncoding, trimmed: Bool
    ) -> String? {
        let bytes = trimmed ? trim(bytes) : bytes
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return "" }
        if part != .section, memchr(start, 0x26, bytes.count) != nil { return nil }
        if part == .attribute, bytes.contains(where: { $0 < 0x20 }) { return nil }
        // One pass without branches, which the compiler makes wide.
        var control: UInt8 = 0
        var all: UInt8 = 0
        for byte in bytes {
            control |= (byte < 0x20 && byte != 0x0A && byte != 0x09) ? 1 : 0
            all |= byte
        }
        if control != 0 { return nil }
        if all < 0x80 { return String(decoding: bytes, as: UTF8.self) }
        if encoding != .utf8 || holdsNoncharacter(bytes) { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Part, at offset: Int) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x0D:
                output.append(part == .attribute ? 0x20 : 0x0A)
                if index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
            case 0x09, 0x0A:
                output.append(part == .attribute ? 0x20 : byte)
            case 0..<0x20:
                flaw(.controlCharacter, at: offset + index)
            case 0x26 where part != .section:
                index += reference(bytes[index...], at: offset + index)
                continue
            case 0..<0x80:
                // Runs at once: in a file with CR LF every body comes this way.
                let start = index
                repeat { index += 1 } while index < bytes.count && Self.isItself(bytes[index])
                output.append(contentsOf: bytes[start..<index])
                continue
            default:
                index += encoding == .utf8 ? sequence(bytes[index...], at: offset + index) : single(byte)
                continue
            }
            index += 1
        }
    }

    /// U+FFFE and U+FFFF (EF BF BE, EF BF BF), which XML does not allow.
    private static func holdsNoncharacter(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        var from = 0
        while let hit = memchr(start + from, 0xEF, bytes.count - from) {
            from = UnsafeRawPointer(hit) - UnsafeRawPointer(start) + 1
            if from + 1 < bytes.count, bytes[from] == 0xBF, bytes[from + 1] >= 0xBE { return true }
        }
        return false
    }

    private static func trim(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var low = 0
        var high = bytes.count
        while low < high, isSpace(bytes[low]) { low += 1 }
        while high > low, isSpace(bytes[high - 1]) { high -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[low..<high])
    }

    /// Whether a byte is text in every part: ASCII, no control, no `&`.
    @inline(__always)
    private static func isItself(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != 0x26
    }

    private mutating func flaw(_ kind: WXRNote.Kind, at offset: Int) {
        for index in flaws.indices where flaws[index].kind == kind {
            flaws[index].count += 1
            return
        }
        flaws.append(Flaw(kind: kind, offset: offset, count: 1))
    }

    private mutating func single(_ byte: UInt8) -> Int {
        let value = byte < 0xA0 ? WXREncoding.upperControls[Int(byte - 0x80)] : UInt16(byte)
        if let scalar = Unicode.Scalar(value) { output.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? []) }
        return 1
    }

    /// One sequence of UTF-8, or U+FFFD for the longest start of one that is there (Unicode, "maximal subpart", as
    /// `String(decoding:as:)` does it). Gives the number of bytes taken.
    private mutating func sequence(_ rest: Slice<UnsafeBufferPointer<UInt8>>, at offset: Int) -> Int {
        let first = rest[rest.startIndex]
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (1, 0x80...0xBF)
            }
        var taken = 1
        for byte in rest.dropFirst().prefix(length - 1) {
            guard (taken == 1 ? second : 0x80...0xBF).contains(byte) else { break }
            taken += 1
        }
        if length == 1 || taken < length {
            flaw(.invalidUTF8, at: offset)
            output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        } else if first == 0xEF, rest[rest.startIndex + 1] == 0xBF, rest[rest.startIndex + 2] >= 0xBE {
            flaw(.controlCharacter, at: offset)
        } else {
            output.append(contentsOf: rest.prefix(length))
        }
        return taken
    }

    /// A reference at `&`: one of the five entities or a number. Anything else leaves the `&` as text.
    private mutating func reference(_ rest: Slice<UnsafeBufferPointer<UInt8>>, at offset: Int) -> Int {
        let body = rest.dropFirst().prefix(32)
        guard let end = body.firstIndex(of: 0x3B) else { return keepAmpersand(.loneAmpersand, at: offset) }
        let name = body[..<end]
        let taken = end - rest.startIndex + 1
        if name.first == 0x23 {
            guard let number = Self.number(name.dropFirst()) else {
                return keepAmpersand(.loneAmpersand, at: offset)
            }
            let allowed = number >= 0x20 || number == 0x09 || number == 0x0A || number == 0x0D
            if allowed, number & 0xFFFE != 0xFFFE || number > 0xFFFF, let scalar = Unicode.Scalar(number) {
                output.append(contentsOf: String(scalar).utf8)
            } else {
                flaw(.controlCharacter, at: offset)
            }
            return taken
        }
        switch String(decoding: name, as: UTF8.self) {
        case "amp": output.append(0x26)
        case "lt": output.append(0x3C)
        case "gt": output.append(0x3E)
        case "quot": output.append(0x22)
        case "apos": output.append(0x27)
        default:
            let isName =
                !name.isEmpty && name.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
            return keepAmpersand(isName ? .unknownEntity : .loneAmpersand, at: offset)
        }
        return taken
    }

    private mutating func keepAmpersand(_ kind: WXRNote.Kind, at offset: Int) -> Int {
        flaw(kind, at: offset)
        output.append(0x26)
        return 1
    }

    /// "38", "x26"; a number beyond Unicode gives one that is no scalar.
    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
        let isHex = digits.first == 0x78
        let digits = isHex ? digits.dropFirst() : digits
        guard !digits.isEmpty else { return nil }
        var value: UInt32 = 0
        for byte in digits {
            let digit: UInt32
            switch byte {
            case 0x30...0x39: digit = UInt32(byte - 0x30)
            case 0x41...0x46 where isHex: digit = UInt32(byte - 0x37)
            case 0x61...0x66 where isHex: digit = UInt32(byte - 0x57)
            default: return nil
            }
            value = min(value * (isHex ? 16 : 10) + digit, 0x11_0000)
        }
        return value
    }
}
