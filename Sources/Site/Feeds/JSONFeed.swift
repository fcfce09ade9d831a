import Content

/// A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
struct JSONFeed {
    private let feed: Feed

    init(_ feed: Feed) { self.feed = feed }

    var bytes: [UInt8] {
        let value: JSONValue = [
            "version": "https://jsonfeed.org/version/1.1", "title": .text(feed.title), "home_page_url": .text(feed.home),
            "feed_url": .text(feed.address), "description": .filled(feed.description),
            "language": .text(feed.language), "authors": [person(feed.publisher)],
            "items": .list(feed.entries.map(item)),
        ]
        return value.bytes
    }

    private func item(_ entry: Feed.Entry) -> JSONValue {
        [
            "id": .text(entry.guid), "url": .text(entry.address), "title": .text(entry.title),
            "content_html": .text(entry.content), "summary": .filled(entry.summary),
            "image": entry.picture.map { .text($0.address) }, "date_published": .text(entry.published.rfc3339),
            "date_modified": .text(entry.updated.rfc3339), "authors": .filled(entry.authors.map(person)),
            "tags": .filled(entry.categories.map(JSONValue.text)), "language": .filled(entry.language),
            "attachments": .filled(
                [entry.media].compactMap { $0 }.map { attachment($0, entry.duration) }
                    + entry.enclosures.map { attachment($0, nil) }),
        ]
    }

    private func attachment(_ media: TalkMedia, _ duration: Int?) -> JSONValue {
        [
            "url": .text(media.address), "mime_type": .text(media.mediaType),
            "size_in_bytes": media.length.map(JSONValue.number), "duration_in_seconds": duration.map { .number(Int64($0)) },
        ]
    }

    private func person(_ person: Feed.Person) -> JSONValue {
        ["name": .text(person.name), "url": .filled(person.address)]
    }
}
