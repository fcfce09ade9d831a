package import Content

/// An address that a magazine has, as a link writes it.
package struct SiteAddress: Hashable, Sendable {
    /// From `/`, percent-encoded, with its query where it has one.
    package var text: String
    /// What it belongs to, as the change log writes it: when that is touched, it may be gone, and others may have come.
    package var owner: String

    package init(_ text: String, of owner: Dependency) { (self.text, self.owner) = (text, owner.text) }
}

/// A part of a magazine's addresses, small enough to be listed and rendered in one go.
package enum SiteStretch: Sendable {
    /// Those of the articles and pages with numbers after one and up to another.
    case articles(after: Int64, upTo: Int64)
    /// The pages about files, by their numbers.
    case pictures(after: Int64, upTo: Int64)
    /// Some pages of a listing.
    case listing(Listing, path: String, pages: ClosedRange<Int64>)
    /// The feeds of a listing.
    case feeds(Listing, path: String)
    /// Some that were listed already.
    case addresses([SiteAddress])
}
