/// What a card says that is drawn for those who share a page without a picture: a headline and the magazine's name.
package struct SharingCard: Hashable, Sendable {
    /// Raised whenever cards are drawn in another way, so that all of them get new addresses.
    package static let design = 1
    /// Of each text, in Unicode scalars; a card holds far less.
    private static let longest = 500

    package let headline: String
    package let magazine: String
    /// BCP 47: it decides the direction, and which forms of Chinese characters are drawn.
    package let language: String

    package init(headline: String, magazine: String, language: String) {
        func short(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.prefix(SharingCard.longest))) }
        self.headline = short(headline)
        self.magazine = short(magazine)
        self.language = short(language)
    }

    /// Everything that decides what is drawn. Each text stands after its length: no two cards have the same bytes.
    package var identity: [UInt8] {
        var bytes = Array("\(SharingCard.design)".utf8)
        for text in [headline, magazine, language] { bytes += Array(" \(text.utf8.count) ".utf8) + Array(text.utf8) }
        return bytes
    }
}
