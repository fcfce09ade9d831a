import Content
import Storage

/// Events as iCalendar (RFC 5545): one, to be added to somebody's calendar, or all, to be subscribed to.
///
/// Times are in UTC, which every calendar reads and shows in the reader's own zone; a `TZID` would need the zone's rules beside it.
struct EventCalendar {
    private let library: Library
    private let publication: Publication

    init(_ library: Library, _ publication: Publication) {
        self.library = library
        self.publication = publication
    }

    /// Enough for all that are to come. Which these are depends on no clock: they are the ones that begin last.
    private static let most: Int64 = 200

    /// Where the calendar of an event is; nil where its address has a query.
    static func path(of event: String) -> String? {
        event.contains("?") ? nil : (event.hasSuffix("/") ? event : event + "/") + "calendar.ics"
    }

    /// `…/calendar.ics`
    /// - Parameter article: where the event's page would be.
    func page(ofEventAt article: String) throws -> RenderedPage? {
        for path in article.hasSuffix("/") ? [article, String(article.dropLast())] : [article] where !path.isEmpty {
            guard case .article(let id) = try library.destination(at: Permalink.key(of: path)) else { continue }
            guard let event = try library.calendarEvent(id) else { return nil }
            return page([event], name: nil)
        }
        return nil
    }

    /// `/events.ics`
    func page() throws -> RenderedPage {
        page(try library.latestEvents(limit: EventCalendar.most), name: publication.name)
    }

    private func page(_ events: [CalendarEvent], name: String?) -> RenderedPage {
        var calendar = CalendarText()
        calendar.line("BEGIN", "VCALENDAR")
        calendar.line("VERSION", "2.0")
        calendar.line("PRODID", "-//Stet//Stet//EN")
        calendar.line("CALSCALE", "GREGORIAN")
        if let name {
            // The second is what programs knew before RFC 7986.
            calendar.text("NAME", name)
            calendar.text("X-WR-CALNAME", name)
        }
        let zone = LocalZone(publication.timeZone)
        for event in events { write(event, zone, to: &calendar) }
        calendar.line("END", "VCALENDAR")
        return RenderedPage(
            status: 200, mediaType: "text/calendar; charset=utf-8", bytes: calendar.bytes, dependencies: library.dependencies)
    }

    private func write(_ event: CalendarEvent, _ zone: LocalZone?, to calendar: inout CalendarText) {
        let address = publication.url(PercentEncoding.encoded(event.path))
        let times = EventTimes(event.event, zone: zone)
        calendar.line("BEGIN", "VEVENT")
        // What feeds call it, and else its number: neither changes when it gets another address.
        let host = publication.origin.split(separator: "/").last ?? "localhost"
        calendar.text("UID", event.guid.isEmpty ? "event-\(event.id)@\(host)" : event.guid)
        let changed = event.modifiedAt ?? event.publishedAt ?? Timestamp(stored: 0)
        calendar.line("DTSTAMP", EventTimes.Moment.instant(changed, offset: 0).basic)
        let type = times.isWholeDays ? ";VALUE=DATE" : ""
        calendar.line("DTSTART\(type)", times.starts.basic)
        if let ends = times.ends?.afterLastDay { calendar.line("DTEND\(type)", ends.basic) }
        calendar.text("SUMMARY", event.headline.text)
        calendar.text("DESCRIPTION", event.teaser.isEmpty ? address : event.teaser + "\n" + address)
        let place = [event.event.place, event.event.address].filter { !$0.isEmpty }.joined(separator: ", ")
        if !place.isEmpty { calendar.text("LOCATION", place) }
        calendar.line("URL", address)
        calendar.line("END", "VEVENT")
    }
}

extension EventTimes.Moment {
    /// The end as calendars write it: the day after the last, for whole days.
    fileprivate var afterLastDay: EventTimes.Moment? {
        guard case .day(let day) = self else { return self }
        return CivilTime(milliseconds: day.milliseconds + 86_400_000).map(EventTimes.Moment.day)
    }
}
