package import Storage

/// What the magazine says to an address, as a program that asks for it hears it.
package struct AddressAnswer: Sendable {
    package var status: Int
    /// Where it redirects to.
    package var location: String?
    /// Of a page of HTML; empty for anything else.
    package var page: [UInt8]
    /// Whether it redirects to but the likeliest thing: nothing says that this is meant.
    package var isGuess = false

    package init(status: Int, location: String? = nil, page: [UInt8] = []) {
        (self.status, self.location, self.page) = (status, location, page)
    }
}

/// Asks the magazine for an address, a path with its query, in a snapshot at hand. This target knows no pages: whoever puts the program
/// together hands over who does.
package typealias MagazineReading = (_ address: String, _ library: Library) throws -> AddressAnswer

/// A page of an old site.
package struct FetchedPage: Sendable {
    package var bytes: [UInt8]
    package var contentType: String

    package init(bytes: [UInt8], contentType: String) { (self.bytes, self.contentType) = (bytes, contentType) }
}

/// Brings pages from the web, some at a time, and hands over each in the order in which they arrive, on the caller's thread.
package typealias PageFetching = (
    _ addresses: [String], _ isCancelled: @escaping @Sendable () -> Bool,
    _ each: (String, Result<FetchedPage, FetchFailure>) throws -> Void
) throws -> Void
