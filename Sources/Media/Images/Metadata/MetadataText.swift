/// Text that came in a picture's metadata, as something to be printed.
enum MetadataText {
    /// UTF-8 where the bytes are that, else Windows-1252, which holds Latin-1: whatever the format or the file announces.
    static func decode(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = String.UnicodeScalarView()
        for byte in bytes {
            switch byte {
            case 0x80...0x9F: if let scalar = windows1252[Int(byte) - 0x80] { text.append(scalar) }
            default: text.append(Unicode.Scalar(byte))
            }
        }
        return String(text)
    }

    /// In Unicode's scalars; whoever needs a longer caption writes an article.
    static let longest = 5000

    /// Trimmed, without what is not to be seen, at most `longest` long and then cut at a space.
    /// - Parameter keepingLines: line breaks stay, at most two in a row, else they are spaces.
    /// - Returns: nil where no letter and no digit is left.
    static func clean(_ text: String?, keepingLines: Bool = false) -> String? {
        guard let text else { return nil }
        var kept: [Unicode.Scalar] = []
        var space: Unicode.Scalar?
        var lines = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                if scalar == "\n", space == "\r" { continue }
                lines += 1
                space = scalar
            case " ", "\t", "\u{A0}":
                if space == nil { space = scalar }
            case _ where isUnwanted(scalar):
                continue
            default:
                if space != nil, !kept.isEmpty {
                    if keepingLines, lines > 0 {
                        for _ in 0..<min(lines, 2) { kept.append("\n") }
                    } else {
                        kept.append(space == "\u{A0}" ? "\u{A0}" : " ")
                    }
                }
                (space, lines) = (nil, 0)
                kept.append(scalar)
            }
            if kept.count > longest { break }
        }
        if kept.count > longest {
            kept.removeLast(kept.count - longest + 1)
            if let space = kept.lastIndex(of: " "), space > longest - 200 { kept.removeSubrange(space...) }
            kept.append("…")
        }
        guard kept.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }) else { return nil }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: kept)
        return String(result)
    }

    /// Controls; what turns the direction of a whole page, while the marks that Arabic and Hebrew need stay; what is nothing.
    private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFC, 0xE0000...0xE007F: true
        case let value: value & 0xFFFE == 0xFFFE
        }
    }

    /// An address to link to: http or https, nothing in it that ends an attribute.
    static func address(_ text: String?) -> String? {
        guard var address = clean(text) else { return nil }
        if address.lowercased().hasPrefix("www.") { address = "https://" + address }
        let start = address.prefix(8).lowercased()
        guard start.hasPrefix("http://") || start == "https://", address.utf8.count <= 2000, address.utf8.count > 10,
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"'<>\\`".utf8.contains($0) })
        else { return nil }
        return address
    }

    private static let windows1252: [Unicode.Scalar?] = [
        "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
        nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
    ]
}
