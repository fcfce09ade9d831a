/// A language tag as a person writes it and as it is kept, by BCP 47: `en`, `ko-KR`, `zh-Hant-TW`. (RFC 5646, 2.1: well-formed, in the capitals of 2.1.1. The
/// handful of old irregular tags such as `i-klingon` are none here.)
package struct WellFormedLanguage: Hashable, Sendable {
    package let text: String

    /// - Parameter text: with `-`, or with `_` as some programs write it.
    package init?(_ text: String) {
        let parts = text.utf8.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
            .map { String(Substring($0)).lowercased() }
        guard text.utf8.count <= 100,
            parts.allSatisfy({ (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(Self.isAlphanumeric) })
        else { return nil }
        var rest = parts[...]
        var tag: [String] = []
        /// Takes the next part where it has the shape that is asked for.
        func take(_ shape: (String) -> Bool, as spelt: (String) -> String = { $0 }) -> Bool {
            guard let part = rest.first, shape(part) else { return false }
            tag.append(spelt(part))
            rest = rest.dropFirst()
            return true
        }
        if rest.first != "x" {
            let count = rest.first?.utf8.count ?? 0
            guard take({ (2...8).contains($0.utf8.count) && Self.isAlphabetic($0) }) else { return nil }
            // Up to three parts of an extended language, as in zh-yue.
            var extended = count <= 3 ? 3 : 0
            while extended > 0, take({ $0.utf8.count == 3 && Self.isAlphabetic($0) }) { extended -= 1 }
            _ = take({ $0.utf8.count == 4 && Self.isAlphabetic($0) }, as: { $0.prefix(1).uppercased() + $0.dropFirst() })
            _ = take({ Self.isRegion($0) }, as: { $0.uppercased() })
            while take(Self.isVariant) {}
            // Extensions: a single letter or digit, and what belongs to it.
            while take({ $0.utf8.count == 1 && $0 != "x" }) {
                guard take({ $0.utf8.count >= 2 }) else { return nil }
                while take({ $0.utf8.count >= 2 }) {}
            }
        }
        if take({ $0 == "x" }) {
            guard take({ _ in true }) else { return nil }
            while take({ _ in true }) {}
        }
        guard rest.isEmpty else { return nil }
        self.text = tag.joined(separator: "-")
    }

    private static func isRegion(_ part: String) -> Bool {
        part.utf8.count == 2 && isAlphabetic(part) || part.utf8.count == 3 && part.utf8.allSatisfy(isDigit)
    }

    /// Five to eight letters or digits, or four of which the first is a digit: `valencia`, `1996`.
    private static func isVariant(_ part: String) -> Bool {
        part.utf8.count >= 5 || part.utf8.count == 4 && part.utf8.first.map(isDigit) == true
    }

    private static func isAlphabetic(_ part: String) -> Bool {
        part.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
