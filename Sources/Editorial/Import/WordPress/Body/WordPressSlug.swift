@_spi(_Unicode) import Swift

/// Slugs as WordPress makes them of titles (`sanitize_title`, wp-includes/formatting.php).
package enum WordPressSlug {
    /// The slug of a title: accents folded, in lower case, words joined by `-`, and what is not ASCII as lower-case
    /// percent-encoded octets, cut where they would pass 200 bytes. May be empty.
    ///
    /// `language` is that of the site, such as `de_DE`; German, Danish, Serbian and Bosnian fold some letters their own
    /// way.
    package static func sanitized(_ title: String, language: String = "") -> String {
        let folded = foldingAccents(title, language: language)
        let encoded = percentEncoded(preservingOctets(withoutTags(Array(folded.utf8))))
        return String(decoding: joined(replacingPunctuation(encoded)), as: UTF8.self)
    }

    private static func foldingAccents(_ title: String, language: String) -> String {
        guard title.utf8.contains(where: { $0 >= 0x80 }) else { return title }
        var output = String.UnicodeScalarView()
        // The normaliser of the standard library; Foundation's comes with ICU.
        for letter in title._nfc {
            if let folded = AccentFolding.folded(letter, language: language) {
                output.append(contentsOf: folded.unicodeScalars)
            } else {
                output.append(letter)
            }
        }
        return String(output)
    }

    /// PHP's `strip_tags`: a `<` without white space behind it begins a tag, which ends at a `>` outside quotes and
    /// nested `<`, or never.
    private static func withoutTags(_ source: [UInt8]) -> [UInt8] {
        let bytes = source.span
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "<"), index + 1 == bytes.count || !bytes[index + 1].isSpace else {
                output.append(byte)
                index += 1
                continue
            }
            if bytes.has("<!--", at: index) {
                index = min(bytes.index(of: "-->", from: index + 4) + 3, bytes.count)
            } else if bytes.has("<?", at: index) {
                index = min(bytes.index(of: "?>", from: index + 2) + 2, bytes.count)
            } else {
                index = endOfTag(in: bytes, from: index + 1)
            }
        }
        return output
    }

    private static func endOfTag(in bytes: Span<UInt8>, from start: Int) -> Int {
        var quote: UInt8?
        var depth = 1
        let isDeclaration = start < bytes.count && bytes[start] == UInt8(ascii: "!")
        for index in start..<bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: "<"):
                if !isDeclaration, index + 1 == bytes.count || !bytes[index + 1].isSpace { depth += 1 }
            case UInt8(ascii: ">"):
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
        }
        return bytes.count
    }

    /// Takes every `%` out but those of octets, `%c3`; WordPress does it by way of `---c3---`, which it reads back even
    /// where the title has it.
    private static func preservingOctets(_ source: [UInt8]) -> [UInt8] {
        let bytes = source.span
        var marked: [UInt8] = []
        marked.reserveCapacity(bytes.count)
        for index in 0..<bytes.count {
            if bytes[index] != UInt8(ascii: "%") {
                marked.append(bytes[index])
                if isOctet(bytes, at: index - 2, sign: "%") { marked.append("---") }
            } else if isOctet(bytes, at: index, sign: "%") {
                marked.append("---")
            }
        }
        let read = marked.span
        var output: [UInt8] = []
        output.reserveCapacity(read.count)
        var index = 0
        while index < read.count {
            if isOctet(read, at: index, sign: "---"), read.has("---", at: index + 5) {
                output.append(UInt8(ascii: "%"))
                output.append(read, index + 3..<index + 5)
                index += 8
            } else {
                output.append(read[index])
                index += 1
            }
        }
        return output
    }

    private static func isOctet(_ bytes: Span<UInt8>, at index: Int, sign: StaticString) -> Bool {
        let digits = index + sign.utf8CodeUnitCount
        return index >= 0 && digits + 2 <= bytes.count && bytes.has(sign, at: index) && bytes[digits].isHexDigit
            && bytes[digits + 1].isHexDigit
    }

    /// Lower case, and octets for what is not ASCII, as many whole characters as 200 bytes hold.
    private static func percentEncoded(_ source: [UInt8]) -> [UInt8] {
        let hex: StaticString = "0123456789abcdef"
        var output: [UInt8] = []
        for letter in String(decoding: source, as: UTF8.self).unicodeScalars {
            for lower in letter.properties.lowercaseMapping.unicodeScalars {
                if lower.isASCII {
                    guard output.count < 200 else { return output }
                    output.append(UInt8(ascii: lower))
                    continue
                }
                let octets = UTF8.encode(lower) ?? UTF8.encodedReplacementCharacter
                guard output.count + octets.count * 3 <= 200 else { return output }
                for octet in octets {
                    output.append(UInt8(ascii: "%"))
                    output.append(hex.utf8Start[Int(octet >> 4)])
                    output.append(hex.utf8Start[Int(octet & 15)])
                }
            }
        }
        return output
    }

    /// Dashes, slashes and wide spaces become `-`, quotes and invisible characters go, `×` becomes `x`.
    private static func replacingPunctuation(_ source: [UInt8]) -> [UInt8] {
        let bytes = source.span
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "/"):
                output.append(UInt8(ascii: "-"))
                index += 1
                continue
            case UInt8(ascii: "&"):
                if let length = dashEntity(bytes, at: index) {
                    output.append(UInt8(ascii: "-"))
                    index += length
                    continue
                }
            case UInt8(ascii: "%"):
                if let (letter, end) = decoded(bytes, at: index), let replacement = replacement(of: letter) {
                    output.append(replacement)
                    index = end
                    continue
                }
            default: break
            }
            output.append(bytes[index])
            index += 1
        }
        return output
    }

    private static func dashEntity(_ bytes: Span<UInt8>, at index: Int) -> Int? {
        for entity: StaticString in ["&nbsp;", "&#160;", "&ndash;", "&#8211;", "&mdash;", "&#8212;"]
        where bytes.has(entity, at: index) {
            return entity.utf8CodeUnitCount
        }
        return nil
    }

    /// The character of two or three octets that begin at `index`.
    private static func decoded(_ bytes: Span<UInt8>, at index: Int) -> (letter: UInt32, end: Int)? {
        guard let first = octet(bytes, at: index) else { return nil }
        let count = first & 0xE0 == 0xC0 ? 2 : first & 0xF0 == 0xE0 ? 3 : 0
        guard count > 0 else { return nil }
        var letter = UInt32(count == 2 ? first & 0x1F : first & 0x0F)
        for number in 1..<count {
            guard let next = octet(bytes, at: index + number * 3), next & 0xC0 == 0x80 else { return nil }
            letter = letter << 6 | UInt32(next & 0x3F)
        }
        return (letter, index + count * 3)
    }

    private static func octet(_ bytes: Span<UInt8>, at index: Int) -> UInt8? {
        guard isOctet(bytes, at: index, sign: "%") else { return nil }
        return UInt8(bytes.text(index + 1..<index + 3), radix: 16)
    }

    private static func replacement(of letter: UInt32) -> StaticString? {
        switch letter {
        case 0xA0, 0x2000...0x200A, 0x2013, 0x2014, 0x2028, 0x2029, 0x202F: "-"
        case 0xD7: "x"
        // Inverted marks, angle and curly quotes, bullet, signs, accents that stand alone, marks without width.
        case 0xA1, 0xA9, 0xAB, 0xAD, 0xAE, 0xB0, 0xB4, 0xBB, 0xBF, 0x2CA, 0x300, 0x301, 0x304, 0x30C, 0x341,
            0x200B...0x200F, 0x2018...0x201F, 0x2022, 0x2026, 0x202A...0x202E, 0x2039, 0x203A, 0x2122, 0xFEFF, 0xFFFC:
            ""
        default: nil
        }
    }

    /// Entities go, a dot is a `-`, and only `%a-z0-9_` stay, in words joined by single dashes.
    private static func joined(_ source: [UInt8]) -> [UInt8] {
        let bytes = source.span
        var output: [UInt8] = []
        var isJoining = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "&") {
                let end = bytes.index(of: UInt8(ascii: ";"), or: 0x0A, from: index + 2)
                if end < bytes.count, bytes[end] == UInt8(ascii: ";"), bytes[index + 1] != 0x0A {
                    index = end + 1
                    continue
                }
            }
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") {
                isJoining = true
            } else if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "_") || byte.isLetter || byte.isDigit {
                if isJoining, !output.isEmpty { output.append(UInt8(ascii: "-")) }
                isJoining = false
                output.append(byte)
            }
            index += 1
        }
        return output
    }
}
