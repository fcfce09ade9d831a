/// A language tag by BCP 47, as it is compared here: `de-AT`, also where somebody wrote `de_at`.
struct LanguageTag: Hashable, Sendable {
    /// In lower case, parted by `-`; never empty.
    let text: String

    /// Nil for what cannot be a tag: a subtag has one to eight letters or digits, the first one two or three letters or more.
    init?(_ written: String) {
        let parts = written.lowercased().split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        guard let first = parts.first, (2...8).contains(first.utf8.count), first.utf8.allSatisfy(LanguageTag.isLetter),
            parts.count <= 8,
            parts.allSatisfy({
                (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy { LanguageTag.isLetter($0) || LanguageTag.isDigit($0) }
            })
        else { return nil }
        let primary = LanguageTag.current[String(first)] ?? String(first)
        text = ([primary] + parts.dropFirst().map(String.init)).joined(separator: "-")
    }

    private init(known: String) { text = known }

    /// What every other language falls back to.
    static let english = LanguageTag(known: "en")

    /// The language alone: `de` of `de-AT`.
    var primary: String { String(text.prefix { $0 != "-" }) }

    /// Itself, then with one subtag after the other taken away: `de-AT`, `de` (RFC 4647, 3.4).
    var lookup: [String] {
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

    /// Old codes that are still met, `no` among them, which is hardly ever meant to include Nynorsk.
    private static let current = [
        "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "no": "nb", "tl": "fil", "sh": "sr",
    ]

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
