/// A file on disk together with what is known about it, ready to be sent.
///
/// The caller has looked it up by its own key. A path never comes from a request: what a reader writes is a key
/// into a table, so there is nothing to traverse.
package struct StoredFile: Sendable, Equatable {
    /// Absolute path on disk.
    package var path: String
    /// Bytes.
    package var size: Int64
    /// `image/jpeg`, `text/css; charset=utf-8`.
    package var mediaType: String
    /// Strong entity tag with its quotes: a hash of the content, never of time and size.
    package var etag: String
    /// Seconds since 1970.
    package var lastModified: Int64
    /// The address carries the hash, so what it names never changes.
    package var immutable: Bool
    /// What a browser should call the file when it saves it.
    package var downloadName: String?

    package init(
        path: String, size: Int64, mediaType: String, etag: String, lastModified: Int64, immutable: Bool = false,
        downloadName: String? = nil
    ) {
        self.path = path
        self.size = max(0, size)
        self.mediaType = mediaType
        self.etag = etag
        self.lastModified = lastModified
        self.immutable = immutable
        self.downloadName = downloadName
    }

    /// How far a browser may be trusted with the file when somebody opens its address in a tab.
    enum Kind {
        /// Cannot run script: pictures, sound, film, fonts, plain text, style sheets.
        case passive
        /// Runs script in the reader's viewer, but not in the site's origin.
        case pdf
        /// Runs script in the site's origin, or might: HTML, SVG, XML and all that is not known to be passive.
        case active
    }

    /// A list of what is harmless rather than of what harms: a forgotten type is then a download, not a hole.
    var kind: Kind {
        let type = mediaType.prefix(while: { $0 != ";" && $0 != " " }).lowercased()
        switch type {
        case "image/svg+xml": return .active
        case "text/plain", "text/css", "text/javascript", "text/vtt": return .passive
        case "application/pdf": return .pdf
        default:
            let family = type.utf8.prefix(while: { $0 != UInt8(ascii: "/") })
            let passive = ["image", "audio", "video", "font"].contains { $0.utf8.elementsEqual(family) }
            return passive && !type.utf8.suffix(4).elementsEqual("+xml".utf8) ? .passive : .active
        }
    }
}
