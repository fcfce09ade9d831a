import Content
import Storage

/// The recording of a talk: the magazine's own file, or one elsewhere.
struct TalkMedia: Sendable {
    /// Absolute.
    var address: String
    var mediaType: String
    /// In bytes; nil where the file is elsewhere.
    var length: Int64?

    var isVideo: Bool { mediaType.hasPrefix("video/") }
    var isPlayed: Bool { isVideo || mediaType.hasPrefix("audio/") }

    /// A file that an old site's feeds named.
    init(_ enclosure: Article.Enclosure, origin: String) {
        address = TalkMedia.address(of: enclosure.address, origin: origin)
        mediaType = enclosure.mediaType
        length = enclosure.length > 0 ? enclosure.length : nil
    }

    /// - Parameter upload: the file at `TalkMedia.path`, where there is one.
    /// - Returns: nil where there is no recording, or nobody knows of what kind it is.
    init?(_ talk: Article.Talk, _ upload: Upload?, origin: String) {
        guard let mediaType = upload?.mediaType ?? TalkMedia.mediaType(of: talk.mediaURL) else { return nil }
        guard mediaType.hasPrefix("audio/") || mediaType.hasPrefix("video/") else { return nil }
        address = TalkMedia.address(of: talk.mediaURL, origin: origin)
        (self.mediaType, length) = (mediaType, upload?.size)
    }

    private static func address(of mediaURL: String, origin: String) -> String {
        let address = PercentEncoding.encoded(mediaURL)
        return address.hasPrefix("//") ? "https:" + address : address.hasPrefix("/") ? origin + address : address
    }

    /// The path of a file of the magazine's own, decoded, as the table of files has it.
    static func path(of mediaURL: String) -> String? {
        guard mediaURL.hasPrefix("/"), !mediaURL.hasPrefix("//") else { return nil }
        return PercentEncoding.decoded(String(mediaURL.prefix { $0 != "?" && $0 != "#" }))
    }

    /// By the ending of its name.
    static func mediaType(of mediaURL: String) -> String? {
        let path = mediaURL.prefix { $0 != "?" && $0 != "#" }
        guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        return byEnding[path[path.utf8.index(after: dot)...].lowercased()]
    }

    private static let byEnding = [
        "mp3": "audio/mpeg", "m4a": "audio/mp4", "m4b": "audio/mp4", "aac": "audio/aac", "oga": "audio/ogg", "ogg": "audio/ogg",
        "opus": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac", "mp4": "video/mp4", "m4v": "video/mp4",
        "webm": "video/webm", "mov": "video/quicktime", "ogv": "video/ogg",
    ]
}
