/// Percent-encoding on bytes (RFC 3986, section 2).
enum PercentCoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Decodes what may be decoded without changing the meaning of a path: unreserved ASCII, and whole
    /// characters beyond ASCII. Any other triplet stays, with capital digits.
    ///
    /// nil for a `%` that is not followed by two digits, and for encoded control characters. Bytes that are no
    /// UTF-8 stay encoded: old links hold Latin-1, and a redirect may be waiting for them.
    static func decodePath(_ path: Substring.UTF8View) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(path.count)
        // Encoded bytes beyond ASCII, held until it is known whether they are characters.
        var run: [UInt8] = []
        var rest = path[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                flush(&run, to: &output)
                output.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value) else {
                return nil
            }
            let decoded = high << 4 | low
            if decoded >= 0x80 {
                run.append(decoded)
                continue
            }
            if decoded < 0x20 || decoded == 0x7F { return nil }
            flush(&run, to: &output)
            if isUnreserved(decoded) { output.append(decoded) } else { triplet(decoded, to: &output) }
        }
        flush(&run, to: &output)
        return output
    }

    /// Decodes one name or value of a query: `+` is a space, a lone `%` stays, broken UTF-8 becomes U+FFFD
    /// (as the WHATWG URL standard has it, since links like `?q=100%` exist). nil for NUL, which no text holds.
    static func decodeForm(_ text: Substring.UTF8View) -> String? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"):
                output.append(0x20)
            case UInt8(ascii: "%"):
                let pair = rest.prefix(2)
                if pair.count == 2, let high = pair.first.flatMap(value), let low = pair.last.flatMap(value) {
                    if high | low == 0 { return nil }
                    output.append(high << 4 | low)
                    rest.removeFirst(2)
                } else {
                    output.append(byte)
                }
            default:
                output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Encodes all that may not stand in a path; triplets that are already there stay.
    static func encodePath(_ path: [UInt8]) -> String {
        encode(path) { isUnreserved($0) || "/%!$&'()*+,;=:@".utf8.contains($0) }
    }

    /// The same for a query, which may hold `/` and `?` as well.
    static func encodeQuery(_ query: Substring.UTF8View) -> String {
        encode(query) { isUnreserved($0) || "/?%!$&'()*+,;=:@".utf8.contains($0) }
    }

    /// Encodes characters beyond ASCII alone. So a normal path becomes the one spelling in which a request line has it, and no two
    /// normal paths become the same: `/"/` and `/%22/` are looked up as two addresses.
    static func encodeBeyondASCII(_ path: String) -> String {
        if path.utf8.allSatisfy({ $0 < 0x80 }) { return path }
        return encode(Array(path.utf8)) { $0 < 0x80 }
    }

    private static func encode(_ bytes: some Sequence<UInt8>, keeping isKept: (UInt8) -> Bool) -> String {
        var output: [UInt8] = []
        for byte in bytes {
            if isKept(byte) { output.append(byte) } else { triplet(byte, to: &output) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Writes the characters of a run as they are and its stray bytes encoded.
    private static func flush(_ run: inout [UInt8], to output: inout [UInt8]) {
        guard !run.isEmpty else { return }
        var rest = run[...]
        while let byte = rest.first {
            // The shortest prefix that is a character; overlong forms and surrogates are none.
            if let length = (2...4).first(where: {
                String(validating: rest.prefix($0), as: UTF8.self)?.isEmpty == false
            }) {
                output += rest.prefix(length)
                rest.removeFirst(min(length, rest.count))
            } else {
                triplet(byte, to: &output)
                rest.removeFirst()
            }
        }
        run.removeAll(keepingCapacity: true)
    }

    private static func triplet(_ byte: UInt8, to output: inout [UInt8]) {
        output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default:
            false
        }
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
