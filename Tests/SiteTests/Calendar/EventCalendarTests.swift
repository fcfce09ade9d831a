import Content
import Foundation
import Storage
import TestSupport
import Testing

@testable import Site

@Suite("Calendars", .everyEngine)
struct EventCalendarTests {
    private static func wall(_ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) throws -> WallClock {
        WallClock(try #require(CivilTime(year: 2025, month: month, day: day, hour: hour, minute: minute)))
    }

    private func magazine(zone: String = "Europe/Oslo") throws -> TemporaryMagazine {
        try TemporaryMagazine(timeZone: zone) { transaction in
            func add(_ path: String, _ name: String, _ event: Article.Event, _ change: (inout Article) -> Void = { _ in }) throws
            {
                var article = Article.published(path, name, body: "<p>Come; bring a boat, or\\not.</p>")
                (article.kind, article.event) = (.event, event)
                change(&article)
                _ = try transaction.add(article)
            }
            try add(
                "/concert/", "Concert & dance",
                Article.Event(
                    starts: try Self.wall(6, 14, 19, 30), ends: try Self.wall(6, 14, 22), place: "Hall, upstairs",
                    address: "Quay 1")
            ) { $0.guid = "https://old.example/?p=7" }
            try add(
                "/fair", "Fair", Article.Event(starts: try Self.wall(7, 1), ends: try Self.wall(7, 3), place: "", address: ""))
            try add(
                "/?p=9", "Plain", Article.Event(starts: try Self.wall(1, 2, 9), ends: try Self.wall(1, 1), place: "", address: "")
            )
            try add("/draft/", "Canary", Article.Event(starts: try Self.wall(8, 1), ends: nil, place: "", address: "")) {
                $0.status = .draft
            }
            _ = try transaction.add(.published("/article/"))
        }
    }

    @Test("an event can be put into a calendar, from a link on its page")
    func one() async throws {
        let magazine = try magazine()
        #expect(
            try await magazine.page("/concert/").body.contains(
                "href=\"/concert/calendar.ics\" type=\"text/calendar\">Add to calendar</a>"))
        let page = try await magazine.page("/concert/calendar.ics")
        #expect(page.mediaType == "text/calendar; charset=utf-8")
        #expect(
            page.body
                == """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//Stet//Stet//EN
                CALSCALE:GREGORIAN
                BEGIN:VEVENT
                UID:https://old.example/?p=7
                DTSTAMP:20200101T000000Z
                DTSTART:20250614T173000Z
                DTEND:20250614T200000Z
                SUMMARY:Concert & dance
                DESCRIPTION:Come\\; bring a boat\\, or\\\\not.\\nhttps://m.example/concert/
                LOCATION:Hall\\, upstairs\\, Quay 1
                URL:https://m.example/concert/
                END:VEVENT
                END:VCALENDAR

                """.replacing("\n", with: "\r\n"))
    }

    @Test("what begins at midnight takes whole days, the last one included")
    func wholeDays() async throws {
        let page = try await magazine().page("/fair/calendar.ics").body
        #expect(page.contains("DTSTART;VALUE=DATE:20250701\r\nDTEND;VALUE=DATE:20250704\r\n"))
        #expect(page.contains("UID:event-2@m.example\r\n"))
    }

    @Test("all events are one calendar, the last to begin first")
    func all() async throws {
        let page = try await magazine().page("/events.ics")
        let lines = page.body.components(separatedBy: "\r\n")
        #expect(page.mediaType == "text/calendar; charset=utf-8" && lines.contains("X-WR-CALNAME:The Harbour Post"))
        #expect(lines.filter { $0.hasPrefix("SUMMARY:") } == ["SUMMARY:Fair", "SUMMARY:Concert & dance", "SUMMARY:Plain"])
        // An end before the beginning is none.
        #expect(lines.filter { $0.hasPrefix("DTEND") }.count == 2)
    }

    @Test("in a zone that nobody knows a time is what the clock on the wall shows")
    func unknownZone() async throws {
        #expect(
            try await magazine(zone: "Atlantis/Poseidonis").page("/concert/calendar.ics").body.contains(
                "DTSTART:20250614T193000\r\n"))
    }

    @Test(
        "what is no published event has no calendar",
        arguments: [
            "/article/calendar.ics", "/draft/calendar.ics", "/nowhere/calendar.ics", "/calendar.ics", "/concert/other.ics",
        ])
    func none(_ path: String) async throws {
        #expect(try await magazine().page(path).status == 404)
    }

    @Test("an event whose address has a query has a page without that link")
    func plain() async throws {
        let page = try await magazine().page("/?p=9")
        #expect(page.status == 200 && !page.body.contains("calendar.ics"))
    }

    @Test("lines are at most 75 bytes long and whole characters, whatever is in them")
    func folding() throws {
        for text in [String(repeating: "ä", count: 200), String(repeating: "🐚", count: 100), hostileText, "a", ""] {
            for shift in 0..<4 {
                var calendar = CalendarText()
                calendar.text("SUMMARY", String(repeating: "x", count: shift) + text)
                let lines = calendar.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
                for line in lines {
                    #expect(line.count <= 76 && line.last == 0x0D)
                    #expect(String(validating: line, as: UTF8.self) != nil)
                    #expect(!line.dropLast().contains { $0 < 0x20 || $0 == 0x7F })
                }
                let unfolded = String(decoding: calendar.bytes, as: UTF8.self).replacing("\r\n ", with: "")
                #expect(unfolded.hasPrefix("SUMMARY:" + String(repeating: "x", count: shift)) && unfolded.hasSuffix("\r\n"))
                if text != hostileText { #expect(unfolded.dropFirst("SUMMARY:".count + shift).dropLast() == text) }
            }
        }
    }

    @Test(
        "an hour is of the zone that the day has",
        arguments: [
            ("Europe/Oslo", 1, 15, 12, 3600), ("Europe/Oslo", 7, 15, 12, 7200), ("UTC", 7, 15, 12, 0),
            ("Asia/Kolkata", 7, 15, 12, 19_800), ("America/New_York", 3, 9, 1, -18_000), ("America/New_York", 3, 9, 3, -14_400),
            ("Europe/Oslo", 10, 26, 1, 7200), ("Europe/Oslo", 10, 26, 4, 3600),
        ])
    func zones(name: String, month: Int, day: Int, hour: Int, offset: Int) throws {
        #expect(try #require(LocalZone(name)).offset(at: try Self.wall(month, day, hour)) == offset)
    }
}
