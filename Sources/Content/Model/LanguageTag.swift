/// A language tag by BCP 47 (RFC 5646), as it is compared here: `de-at` for `de-AT`, also where somebody wrote `de_AT`.
package struct LanguageTag: Hashable, Sendable {
    /// In lower case, parted by `-`; never empty.
    package let text: String

    /// Nil for what is not well-formed, and for a private tag, `x-…`, which says nothing to others.
    package init?(_ written: String) {
        guard let tag = WellFormedLanguage(written)?.text.lowercased(), !tag.hasPrefix("x-") else { return nil }
        let primary = String(tag.prefix { $0 != "-" })
        text = (LanguageTag.current[primary] ?? primary) + tag.dropFirst(primary.count)
    }

    /// WordPress's name of a language, `de_DE_formal`: only language, script and region of it are BCP 47's.
    package init?(wordPressLocale name: String) {
        let parts = name.split { $0 == "_" || $0 == "-" }
        let kept = parts.dropFirst().prefix { part in
            part.utf8.count == 2 || part.utf8.count == 3 && part.utf8.allSatisfy(LanguageTag.isDigit)
                || part.utf8.count == 4 && part.utf8.allSatisfy { LanguageTag.isLetter($0 | 0x20) }
        }
        guard let first = parts.first else { return nil }
        self.init(([first] + kept).joined(separator: "-"))
    }

    private init(known: String) { text = known }

    /// What every other language's words fall back to.
    package static let english = LanguageTag(known: "en")

    /// As it is written: `de-AT`, `zh-Hant-TW`.
    package var formatted: String { WellFormedLanguage(text)?.text ?? text }

    /// The language alone: `de` of `de-AT`.
    package var primary: String { String(text.prefix { $0 != "-" }) }

    /// Itself, then with one subtag after the other taken away: `de-at`, `de` (RFC 4647, 3.4).
    package var lookup: [String] {
        var found: [String] = []
        var parts = text.split(separator: "-")
        while !parts.isEmpty {
            found.append(parts.joined(separator: "-"))
            parts.removeLast()
            // A single letter begins an extension: it means nothing without what followed it.
            if parts.last?.utf8.count == 1 { parts.removeLast() }
        }
        return found
    }

    /// Whether it is written from right to left: by its script where it says one, else by its language.
    package var isRightToLeft: Bool {
        let script = text.split(separator: "-").dropFirst().first {
            $0.utf8.count == 4 && $0.utf8.allSatisfy(LanguageTag.isLetter)
        }
        if let script { return LanguageTag.rightToLeftScripts.contains(String(script)) }
        return LanguageTag.rightToLeft.contains(primary)
    }

    private static let rightToLeftScripts: Set<String> = [
        "adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi",
    ]

    private static let rightToLeft: Set<String> = [
        "aii", "ar", "arc", "azb", "bal", "bgn", "bqi", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "nqo", "pnb", "ps",
        "rhg", "sd", "sdh", "skr", "syr", "ug", "ur", "yi",
    ]

    /// Old codes that are still met, and `no`, by which Bokmål is meant.
    private static let current = [
        "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "no": "nb", "tl": "fil", "sh": "sr",
    ]

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
