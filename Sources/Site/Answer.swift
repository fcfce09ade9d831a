package import Content
import Crypto

/// What the site says to an address.
package enum Answer: Sendable {
    case page(RenderedPage)
    /// For good (301): a path of this magazine with its query, or an absolute address that an editor wrote.
    case redirect(String)
    /// A file in the store, as it is: no picture.
    case upload(Upload)
    /// A form of a picture, of the original with a digest.
    case picture(PictureAnswer)
    /// A card that is drawn for a page without a picture.
    case card(DrawnCard)
}

/// An answer with all that must be known to send it again.
package struct MadeAnswer: Sendable {
    package var answer: Answer
    /// The last commit that its snapshot has seen.
    package var commit: Int64
    /// What was read for it: when one of these changes, it may be another answer.
    package var dependencies: Set<Dependency>
    /// The magazine's own address: `https://magazine.example`.
    package var origin: String
    /// The host that leads to the magazine's own.
    package var otherHost: String
    /// What may be added to the address without a change of the answer.
    package var idle = IdleParameters.none
}

/// Which form of which picture is asked for.
package struct PictureAnswer: Sendable, Hashable {
    /// SHA-256 of the original, which is never sent itself.
    package var digest: String
    package var mediaType: String
    package var key: RenditionKey
    package var modifiedAt: Timestamp
    /// Whether its address names its content, so that it can be kept for ever.
    package var isImmutable: Bool
    /// What a browser calls it when somebody saves it.
    package var name: String
}

/// A page, ready to be sent.
package struct RenderedPage: Sendable {
    package var status: Int
    package var mediaType: String
    package var bytes: [UInt8]
    package var lastModified: Timestamp?
    /// Whether its address names its content, so that it can be kept for ever.
    package var isImmutable = false
    /// Whether a cache may keep it. Not what somebody typed: there are as many such pages as there are words.
    package var mayBeKept = true
    /// Until when it is right, where time alone can make it wrong; nil: until one of its dependencies changes.
    package var rightUntil: Timestamp?
    /// A strong entity tag: the beginning of the bytes' SHA-256, in quotes.
    package var entityTag: String {
        let digest = SHA256.hash(data: bytes).prefix(10)
        return "\"" + digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "\""
    }

    /// What it was made of: when one of these changes, it is another page.
    package var dependencies: Set<Dependency>
}
