package import Content

/// What the site says to an address.
package enum Answer: Sendable {
    case page(RenderedPage)
    /// For good (301): a path of this magazine with its query, or an absolute address that an editor wrote.
    case redirect(String)
    /// A file in the store.
    case upload(Upload)
}

/// A page, ready to be sent.
package struct RenderedPage: Sendable {
    package var status: Int
    package var mediaType: String
    package var bytes: [UInt8]
    package var lastModified: Timestamp?
    /// Whether its address names its content, so that it can be kept for ever.
    package var isImmutable = false
    /// What it was made of: when one of these changes, it is another page.
    package var dependencies: Set<Dependency>
}
