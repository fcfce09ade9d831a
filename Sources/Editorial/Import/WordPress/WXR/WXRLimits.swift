/// The sizes up to which the reader keeps something: memory stays bounded whatever the file holds.
///
/// They are far above what WordPress can store, so a file that meets one is damaged or hostile.
package enum WXRLimits {
    /// One value, in bytes of the file. A larger one is passed over and its record is `.broken`.
    package static let value = 16 << 20
    /// All values of one record together, likewise.
    package static let record = 128 << 20
    /// Terms of an item, meta rows of an item, comment or term; further ones are left out with a note.
    package static let rows = 10_000
    package static let comments = 100_000
    /// Different names in `WXRItem.unknownElements`.
    package static let unknownNames = 64
    /// Elements within elements.
    package static let depth = 64
    /// Bytes of one tag with its attributes; what is longer is no tag.
    package static let tag = 65_536
    package static let name = 256
    package static let attributes = 64
    /// Namespace declarations in force at one place.
    package static let bindings = 256
    /// Notes of one record.
    package static let notes = 100
    /// How far the site record is waited for.
    package static let head = 8 << 20
    /// How far `]]>` looks ahead for the `<` that decides whether it ends the section.
    package static let lookahead = 1 << 20
}
