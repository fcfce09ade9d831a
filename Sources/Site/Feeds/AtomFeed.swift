import Content

/// A feed as Atom (RFC 4287).
struct AtomFeed {
    private let feed: Feed

    init(_ feed: Feed) { self.feed = feed }

    var bytes: [UInt8] {
        var xml = XMLText()
        xml.raw(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\" "
                + "xmlns:thr=\"http://purl.org/syndication/thread/1.0\" xml:lang=\"")
        xml.escaped(feed.language)
        xml.raw("\">\n")
        xml.element("id", feed.home)
        xml.element("title", feed.title)
        if !feed.description.isEmpty { xml.element("subtitle", feed.description) }
        // An instant is required, also where nothing was ever published.
        xml.element("updated", (feed.updated ?? Timestamp(stored: 0)).rfc3339)
        xml.element("link", ["rel": "self", "type": FeedFormat.atom.mediaType, "href": feed.address])
        xml.element("link", ["rel": "alternate", "type": "text/html", "href": feed.home])
        // Whose an entry without a byline is.
        write(feed.publisher, to: &xml)
        xml.element("generator", "Stet")
        for entry in feed.entries { write(entry, to: &xml) }
        xml.raw("</feed>\n")
        return xml.bytes
    }

    private func write(_ entry: Feed.Entry, to xml: inout XMLText) {
        xml.raw("<entry")
        if !entry.language.isEmpty {
            xml.raw(" xml:lang=\"")
            xml.escaped(entry.language)
            xml.raw("\"")
        }
        xml.raw(">\n")
        xml.element("id", AtomFeed.isIRI(entry.guid) ? entry.guid : entry.address)
        xml.element("title", entry.title)
        xml.element("link", ["rel": "alternate", "type": "text/html", "href": entry.address])
        xml.element("published", entry.published.rfc3339)
        xml.element("updated", entry.updated.rfc3339)
        for author in entry.authors { write(author, to: &xml) }
        for category in entry.categories { xml.element("category", ["term": category]) }
        for media in [entry.media].compactMap({ $0 }) + entry.enclosures {
            xml.element(
                "link",
                [
                    "rel": "enclosure", "type": media.mediaType, "href": media.address,
                    "length": media.length.map { String($0) },
                ])
        }
        if let comments = entry.comments {
            xml.element(
                "link", ["rel": "replies", "type": "text/html", "href": comments.address, "thr:count": String(comments.count)])
            xml.element(
                "link",
                [
                    "rel": "replies", "type": FeedFormat.atom.mediaType, "href": comments.feed(.atom),
                    "thr:count": String(comments.count),
                ])
        }
        xml.element("summary", entry.summary)
        xml.element("content", ["type": "html"], entry.content)
        if let picture = entry.picture { xml.write(picture) }
        xml.raw("</entry>\n")
    }

    private func write(_ person: Feed.Person, to xml: inout XMLText) {
        xml.raw("<author>\n")
        xml.element("name", person.name)
        if !person.address.isEmpty { xml.element("uri", person.address) }
        xml.raw("</author>\n")
    }

    /// Whether a text can be the `id` of an entry: a scheme, a colon, and none of what no address holds (RFC 3987).
    private static func isIRI(_ text: String) -> Bool {
        let scheme = text.utf8.prefix { $0 != UInt8(ascii: ":") }
        guard scheme.endIndex != text.utf8.endIndex, text.utf8.index(after: scheme.endIndex) != text.utf8.endIndex else {
            return false
        }
        let isScheme = scheme.enumerated().allSatisfy { index, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): index > 0
            default: false
            }
        }
        guard isScheme, !scheme.isEmpty else { return false }
        return !text.unicodeScalars.contains { scalar in
            switch scalar {
            case "\0"..." ", "\u{7F}"..."\u{A0}", "\"", "<", ">", "\\", "^", "`", "{", "|", "}": true
            case "\u{FFF0}"..."\u{FFFF}", "\u{2028}", "\u{2029}", "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}": true
            default: false
            }
        }
    }
}
