/// A file that is served as it stands: a picture of `static/`, or one that lies beside the text it belongs to.
package struct FolderStatic: Sendable, Hashable {
    /// The path on disk.
    package let path: String
    /// The path it is served at, from `/`, not percent-encoded.
    package let served: String
}
