/// A derived file of a picture, ready to be served.
package struct RenditionFile: Sendable, Equatable {
    package let path: String
    /// In bytes.
    package let size: Int64
    package let mediaType: String
    /// Strong, with its quotes: another file under the same name has another.
    package let etag: String
}
