import Content
package import HTTPTypes

/// What the conditional headers of a request decide about an answer (RFC 9110, section 13.2.2).
///
/// A pure value: give it the validators of what would be sent, get what to send instead.
package enum Precondition: Sendable, Equatable {
    /// Answer as if there were no condition.
    case proceed
    /// 304: the client's copy is current.
    case notModified
    /// 412: the client asked for a version that is no longer there.
    case failed

    /// - Parameters:
    ///   - headers: those of a GET or HEAD request.
    ///   - etag: the entity tag with its quotes, and with `W/` if weak.
    ///   - lastModified: seconds since 1970, if known.
    package init(_ headers: HTTPFields, etag: String, lastModified: Int64? = nil) {
        if let wanted = headers[.ifMatch] {
            guard Self.list(wanted, contains: etag, strongly: true) else {
                self = .failed
                return
            }
        } else if let date = headers[.ifUnmodifiedSince].flatMap(HTTPDate.parse), let lastModified, lastModified > date {
            self = .failed
            return
        }
        if let known = headers[.ifNoneMatch] {
            // If-Modified-Since is not read beside If-None-Match, even where the tags differ: the date is
            // coarser, and a 304 on its word would keep a stale page in the client's cache.
            self = Self.list(known, contains: etag, strongly: false) ? .notModified : .proceed
        } else if let date = headers[.ifModifiedSince].flatMap(HTTPDate.parse), let lastModified, lastModified <= date {
            self = .notModified
        } else {
            self = .proceed
        }
    }

    /// Whether a list of entity tags, or `*`, names this one.
    ///
    /// A weak tag never matches strongly. Reading stops at the first thing that is not a tag.
    static func list(_ list: String, contains etag: String, strongly: Bool) -> Bool {
        var rest = Substring(list).utf8
        let own = opaque(Substring(etag).utf8)
        while true {
            while let byte = rest.first, byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ",") {
                rest.removeFirst()
            }
            if rest.first == UInt8(ascii: "*") { return true }
            let weak = rest.starts(with: "W/".utf8)
            if weak { rest.removeFirst(2) }
            guard rest.first == UInt8(ascii: "\""),
                let close = rest.dropFirst().firstIndex(of: UInt8(ascii: "\""))
            else { return false }
            let tag = rest[...close]
            if tag.elementsEqual(own.tag), !strongly || !(weak || own.weak) { return true }
            rest = rest[rest.index(after: close)...]
        }
    }

    private static func opaque(_ etag: Substring.UTF8View) -> (tag: Substring.UTF8View, weak: Bool) {
        etag.starts(with: "W/".utf8) ? (etag.dropFirst(2), true) : (etag, false)
    }
}
