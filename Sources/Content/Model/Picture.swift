/// An uploaded file with its words: a picture, a recording, a document. (A WordPress attachment.)
package struct Picture: Hashable, Sendable {
    package var title = ""
    package var slug = ""
    /// The page about it, which WordPress calls the attachment page.
    package var permalink: Permalink?
    /// Where its file is served: `/wp-content/uploads/2013/04/x.jpg`.
    package var file = ""
    /// Empty: missing, unless it is decorative.
    package var alt = ""
    /// By decision without alt text: it says nothing that the words around it do not.
    package var isDecorative = false
    package var caption: HTML = .empty
    package var credit = ""
    package var summary: HTML = .empty
    package var width: Int64?
    package var height: Int64?
    /// The article it was uploaded to.
    package var articleID: Int64?
    package var position: Int64 = 0

    package init() {}
}

/// A file that is served at a path. Its bytes are in the file store, under their hash.
package struct Upload: Hashable, Sendable {
    package var path: String
    /// SHA-256 of the bytes, in hexadecimal.
    package var digest: String
    package var size: Int64
    package var mediaType: String
    package var modifiedAt: Timestamp

    package init(path: String, digest: String, size: Int64, mediaType: String, modifiedAt: Timestamp) {
        (self.path, self.digest, self.size, self.mediaType, self.modifiedAt) = (path, digest, size, mediaType, modifiedAt)
    }
}
