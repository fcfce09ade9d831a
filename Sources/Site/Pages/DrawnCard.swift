package import Content
import Crypto
import Storage

/// A card that is drawn for a page without a picture, and the address it has.
///
/// The address carries a hash of all that decides what is drawn. The one that stands in a page answers and no other: so nobody
/// can have cards drawn, and nobody learns what is not published.
package struct DrawnCard: Hashable, Sendable {
    package let card: SharingCard
    /// SHA-256 of all that is drawn, in hexadecimal.
    package let digest: String
    /// Where it is, below `images/`: `card-1734-0a1b2c3d4e5f60718293.png`, without a number for the magazine's own.
    package let fileName: String

    private init(_ card: SharingCard, article: Int64?) {
        self.card = card
        digest = SHA256.hash(data: card.identity).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        fileName = "card-" + (article.map { "\($0)-" } ?? "") + digest.prefix(20) + ".png"
    }

    /// The magazine's own: its name, and what it says of itself.
    init(of publication: Publication) {
        self.init(
            SharingCard(headline: publication.name, magazine: publication.tagline, language: publication.language), article: nil)
    }

    /// - Returns: nil where the article has a picture to share.
    init?(of article: ArticleView, in publication: Publication) {
        guard article.picture?.image.flatMap(SharingPicture.size) == nil else { return nil }
        let headline = article.headline.text
        // Without a word to draw it is the magazine's.
        guard
            headline.unicodeScalars.contains(where: { !$0.properties.isWhitespace && $0.properties.generalCategory != .control })
        else { return nil }
        let language = article.language.isEmpty ? publication.language : article.language
        self.init(SharingCard(headline: headline, magazine: publication.name, language: language), article: article.id)
    }

    /// What a file name below `images/` stands for, if it is the current one.
    static func named(_ name: String, _ library: Library, _ publication: Publication) throws -> DrawnCard? {
        guard name.hasPrefix("card-"), name.utf8.count <= 64 else { return nil }
        let parts = name.dropFirst("card-".count).split(separator: "-", omittingEmptySubsequences: false)
        var card: DrawnCard?
        if parts.count == 1 {
            card = DrawnCard(of: publication)
        } else if parts.count == 2, let id = Int64(parts[0]) {
            card = try library.article(id).flatMap { DrawnCard(of: $0, in: publication) }
        }
        return card?.fileName == name ? card : nil
    }
}
