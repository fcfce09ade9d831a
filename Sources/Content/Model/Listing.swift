/// An ordered run of articles, newest first: the front page's, a section's, a tag's, an author's.
package enum Listing: Hashable, Sendable {
    case front
    /// Its own articles and those of the sections below it.
    case section(Int64)
    case tag(Int64)
    case author(Int64)

    /// Whether a number is that of a section's listing.
    package static func isSection(_ number: Int64) -> Bool { number % 4 == 1 }

    /// Whether a number is that of a tag's or a term's listing.
    package static func isTag(_ number: Int64) -> Bool { number % 4 == 2 }

    package init?(number: Int64) {
        guard number >= 0 else { return nil }
        switch number % 4 {
        case 1: self = .section(number / 4)
        case 2: self = .tag(number / 4)
        case 3: self = .author(number / 4)
        default:
            guard number == 0 else { return nil }
            self = .front
        }
    }

    /// One number for each: what the tables are keyed by.
    package var number: Int64 {
        switch self {
        case .front: 0
        case .section(let id): id &* 4 &+ 1
        case .tag(let id): id &* 4 &+ 2
        case .author(let id): id &* 4 &+ 3
        }
    }
}
