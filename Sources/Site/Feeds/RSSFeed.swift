import Content

/// A feed as RSS 2.0 (https://www.rssboard.org/rss-specification), as WordPress's `/feed/` has it.
///
/// Pictures are in Media RSS (https://www.rssboard.org/media-rss), which has words for them; an `enclosure` is what can be
/// played. The tags of podcasts are there where the whole feed is one.
struct RSSFeed {
    private let feed: Feed

    init(_ feed: Feed) { self.feed = feed }

    var bytes: [UInt8] {
        var xml = XMLText()
        xml.raw(
            """
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" \
            xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" \
            xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"\
            \(feed.isPodcast ? " xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"" : "")>
            <channel>

            """)
        xml.element("title", feed.title)
        xml.element("link", feed.home)
        xml.element("description", HTML(escaping: feed.description).markup)
        xml.element("language", feed.language)
        if let updated = feed.updated { xml.element("lastBuildDate", updated.rfc822()) }
        xml.element("sy:updatePeriod", "hourly")
        xml.element("sy:updateFrequency", "1")
        xml.element("generator", "Stet")
        xml.element(
            "atom:link", ["rel": "self", "type": FeedFormat.rss.mediaType, "href": feed.address])
        if feed.isPodcast { xml.element("itunes:author", feed.publisher.name) }
        for entry in feed.entries { write(entry, to: &xml) }
        xml.raw("</channel>\n</rss>\n")
        return xml.bytes
    }

    private func write(_ entry: Feed.Entry, to xml: inout XMLText) {
        xml.raw("<item>\n")
        xml.element("title", entry.title)
        xml.element("link", entry.address)
        if let comments = entry.comments { xml.element("comments", comments.address) }
        for author in entry.authors { xml.element("dc:creator", author.name) }
        if !entry.language.isEmpty { xml.element("dc:language", entry.language) }
        xml.element("pubDate", entry.published.rfc822())
        for category in entry.categories { xml.element("category", category) }
        xml.element("guid", ["isPermaLink": entry.isGUIDAddress ? "true" : "false"], entry.guid)
        // HTML to whoever reads it, so that text is escaped twice.
        xml.element("description", HTML(escaping: entry.summary).markup)
        xml.element("content:encoded", entry.content)
        if let media = entry.media {
            // The length is required, and 0 says that it is not known.
            xml.element(
                "enclosure", ["url": media.address, "length": String(media.length ?? 0), "type": media.mediaType])
            if feed.isPodcast, let duration = entry.duration { xml.element("itunes:duration", String(duration)) }
        }
        for media in entry.enclosures {
            xml.element("enclosure", ["url": media.address, "length": String(media.length ?? 0), "type": media.mediaType])
        }
        if let comments = entry.comments {
            xml.element("wfw:commentRss", comments.feed(.rss))
            xml.element("slash:comments", String(comments.count))
        }
        if let picture = entry.picture { xml.write(picture) }
        xml.raw("</item>\n")
    }
}

extension XMLText {
    /// A picture in Media RSS.
    mutating func write(_ picture: Feed.Picture) {
        raw("<media:content medium=\"image\" url=\"")
        escaped(picture.address)
        raw("\" type=\"")
        escaped(picture.mediaType)
        if let width = picture.width, let height = picture.height { raw("\" width=\"\(width)\" height=\"\(height)") }
        raw("\">\n")
        if !picture.alt.isEmpty { element("media:description", ["type": "plain"], picture.alt) }
        if !picture.credit.isEmpty { element("media:credit", picture.credit) }
        raw("</media:content>\n")
    }
}
