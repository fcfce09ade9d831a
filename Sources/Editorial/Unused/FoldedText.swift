/// A text in the one form in which addresses are looked for in it: entities, the escapes of JSON and percent-encoding undone, also
/// percent-encoding of percent-encoding, and the letters of ASCII in lower case.
///
/// A body has `M%C3%BCller.jpg`, a block's settings `M\u00fcller.jpg`, a shortcode `Müller.jpg`: they are one file.
enum FoldedText {
    static func of(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { bytes in
            [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
                // Nothing becomes longer: every escape has more bytes than what it stands for.
                var rest = bytes[...]
                while let byte = rest.first {
                    switch byte {
                    case UInt8(ascii: "A")...UInt8(ascii: "Z"): append(byte | 0x20)
                    case UInt8(ascii: "%"):
                        guard let (decoded, length) = percent(rest) else { append(byte); break }
                        append(lower(decoded))
                        rest = rest.dropFirst(length)
                        continue
                    case UInt8(ascii: "&"), UInt8(ascii: "\\"):
                        guard let (scalar, length) = byte == UInt8(ascii: "&") ? entity(rest) : escape(rest) else {
                            append(byte)
                            break
                        }
                        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(lower(byte)) }
                        rest = rest.dropFirst(length)
                        continue
                    default: append(byte)
                    }
                    rest = rest.dropFirst()
                }

                func append(_ byte: UInt8) {
                    guard count < output.count else { return }
                    output[count] = byte
                    count += 1
                }
            }
        }
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// `%2F`, and `%252F` too.
    private static func percent(_ bytes: Bytes) -> (UInt8, length: Int)? {
        var length = 1
        for _ in 0..<4 {
            guard let value = number(bytes.dropFirst(length).prefix(2), radix: 16, digits: 2) else { return nil }
            length += 2
            guard value == 0x25, number(bytes.dropFirst(length).prefix(2), radix: 16, digits: 2) != nil else {
                return (UInt8(truncatingIfNeeded: value), length)
            }
        }
        return nil
    }

    /// `\/` and `\u00fc`, as JSON writes them.
    private static func escape(_ bytes: Bytes) -> (Unicode.Scalar, length: Int)? {
        switch bytes.dropFirst().first {
        case UInt8(ascii: "/"): return ("/", 2)
        case UInt8(ascii: "u"):
            guard let value = number(bytes.dropFirst(2).prefix(4), radix: 16, digits: 4) else { return nil }
            return (Unicode.Scalar(value) ?? "\u{FFFD}", 6)
        default: return nil
        }
    }

    /// `&amp;`, `&#38;`, `&#x26;`
    private static func entity(_ bytes: Bytes) -> (Unicode.Scalar, length: Int)? {
        let name = bytes.dropFirst().prefix(8).prefix { $0 != UInt8(ascii: ";") }
        guard bytes.dropFirst(1 + name.count).first == UInt8(ascii: ";") else { return nil }
        if name.first == UInt8(ascii: "#") {
            let isHexadecimal = name.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
            let digits = name.dropFirst(isHexadecimal ? 2 : 1)
            guard let value = number(digits, radix: isHexadecimal ? 16 : 10, digits: digits.count),
                let scalar = Unicode.Scalar(value)
            else { return nil }
            return (scalar, name.count + 2)
        }
        let scalar: Unicode.Scalar? =
            switch String(decoding: name, as: UTF8.self) {
            case "amp": "&"
            case "quot": "\""
            case "apos": "'"
            case "lt": "<"
            case "gt": ">"
            case "nbsp": " "
            default: nil
            }
        return scalar.map { ($0, name.count + 2) }
    }

    /// Exactly so many digits, and nothing else.
    private static func number(_ bytes: Bytes, radix: UInt32, digits: Int) -> UInt32? {
        guard digits > 0, digits <= 7, bytes.count == digits else { return nil }
        var value: UInt32 = 0
        for byte in bytes {
            let digit: UInt8
            switch lower(byte) {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = lower(byte) - UInt8(ascii: "a") + 10
            default: return nil
            }
            guard UInt32(digit) < radix else { return nil }
            value = value * radix + UInt32(digit)
        }
        return value
    }
}

extension UInt8 {
    /// Whether a byte of a folded text may be a part of a file's or folder's name. White space, quotes and brackets may be too, but
    /// they may as well be around it.
    var isFileNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "@"),
            UInt8(ascii: "%"), UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "*"):
            true
        default: false
        }
    }

    var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }

    /// Whether a name is over here, whatever it may hold: a folder, a value, an element or a line ends.
    var endsName: Bool {
        self < 0x20 || self == UInt8(ascii: "/") || self == UInt8(ascii: "\"") || self == UInt8(ascii: "<")
            || self == UInt8(ascii: ">")
    }
}
