import Content
import Testing

@Suite("Timestamps and wall clocks")
struct TimestampTests {
    /// The instant 2023-11-22T14:00:00Z.
    private let afternoon = 1_700_661_600_000 as Int64

    @Test("an instant is written in the form each reader wants")
    func formats() throws {
        let instant = try #require(Timestamp(milliseconds: afternoon + 987))
        #expect(instant.rfc3339 == "2023-11-22T14:00:00Z")
        #expect(instant.iso8601(offset: 3600) == "2023-11-22T15:00:00+01:00")
        #expect(instant.iso8601(offset: 0) == "2023-11-22T14:00:00+00:00")
        #expect(instant.iso8601(offset: -12_600) == "2023-11-22T10:30:00-03:30")
        #expect(instant.iso8601(offset: 20_700) == "2023-11-22T19:45:00+05:45")
        #expect(instant.rfc822() == "Wed, 22 Nov 2023 14:00:00 +0000")
        #expect(instant.rfc822(offset: -18_000) == "Wed, 22 Nov 2023 09:00:00 -0500")
    }

    @Test("a small number keeps its zeros")
    func zeros() throws {
        let instant = Timestamp(utc: try #require(CivilTime(year: 7, month: 3, day: 4, hour: 5, minute: 6, second: 9)))
        #expect(instant.rfc3339 == "0007-03-04T05:06:09Z")
        #expect(instant.rfc822() == "Sun, 04 Mar 0007 05:06:09 +0000")
    }

    @Test("an offset with seconds is cut to the minute and the instant stays exact")
    func localMeanTime() throws {
        let instant = try #require(Timestamp(milliseconds: afternoon))
        #expect(instant.iso8601(offset: 561) == "2023-11-22T14:09:00+00:09")
        #expect(instant.iso8601(offset: -561) == "2023-11-22T13:51:00-00:09")
    }

    @Test("an offset that no zone has, or that leaves the calendar, is printed as UTC")
    func impossibleOffset() throws {
        let instant = try #require(Timestamp(milliseconds: afternoon))
        #expect(instant.iso8601(offset: .max) == "2023-11-22T14:00:00+00:00")
        #expect(instant.rfc822(offset: .min) == "Wed, 22 Nov 2023 14:00:00 +0000")
        let last = try #require(Timestamp(milliseconds: CivilTime.range.upperBound))
        #expect(last.iso8601(offset: 3600) == "9999-12-31T23:59:59+00:00")
    }

    @Test("a wall clock becomes an instant with its offset, and back")
    func wallClock() throws {
        let clock = WallClock(try #require(CivilTime(year: 2023, month: 11, day: 22, hour: 15)))
        #expect(clock.timestamp(offset: 3600) == Timestamp(milliseconds: afternoon))
        #expect(Timestamp(milliseconds: afternoon)?.wallClock(offset: 3600) == clock)
        #expect(clock.timestamp(offset: 90_000) == nil)
        #expect(clock.civil?.hour == 15)
    }

    @Test("outside the years 1 to 9999 there is no time")
    func range() {
        #expect(Timestamp(milliseconds: -62_135_596_800_001) == nil)
        #expect(Timestamp(milliseconds: 253_402_300_800_000) == nil)
        #expect(WallClock(milliseconds: .max) == nil)
        #expect(Timestamp(milliseconds: -62_135_596_800_000)?.wallClock(offset: -60) == nil)
        #expect(WallClock(milliseconds: 253_402_300_799_999)?.timestamp(offset: -60) == nil)
    }

    @Test("earlier is less")
    func order() throws {
        #expect(try #require(Timestamp(milliseconds: 1)) < #require(Timestamp(milliseconds: 2)))
        #expect(try #require(WallClock(milliseconds: -1)) < #require(WallClock(milliseconds: 0)))
    }
}
