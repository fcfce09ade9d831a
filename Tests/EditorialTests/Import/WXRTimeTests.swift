import Testing

@testable import Editorial

@Suite("Times in WordPress exports")
struct WXRTimeTests {
    @Test(
        "wall-clock times become milliseconds",
        arguments: [
            ("1970-01-01 00:00:00", 0), ("2012-01-05 14:30:46", 1_325_773_846_000), ("1969-12-31 23:59:59", -1_000),
            ("2000-02-29 12:00:00", 951_825_600_000), ("0001-01-01 00:00:00", -62_135_596_800_000),
            ("9999-12-31 23:59:59", 253_402_300_799_000), (" 2012-01-05 14:30:46\n", 1_325_773_846_000),
            ("2012-01-05T14:30:46", 1_325_773_846_000), ("2012-1-5 4:3:6", 1_325_736_186_000),
        ] as [(String, Int64)])
    func wallClock(text: String, expected: Int64) {
        #expect(WXRTime.wallClock(text) == expected)
    }

    @Test(
        "times that no calendar has are nil",
        arguments: [
            "", "0000-00-00 00:00:00", "2012-00-05 00:00:00", "2012-13-05 00:00:00", "2012-02-30 00:00:00",
            "1900-02-29 00:00:00", "-0001-11-30 00:00:00", "0000-01-01 00:00:00", "10000-01-01 00:00:00",
            "9223372036854775808-01-01 00:00:00", "2012-01-05 24:00:00", "2012-01-05 00:60:00", "2012-01-05 00:00:60",
            "2012-01-05", "2012-01-05 14:30:46 PM", "2012-01-05 14:30:46.5", "abc",
            "2012-01-99999999999999999999 00:00:00",
        ])
    func noTimes(text: String) {
        #expect(WXRTime.wallClock(text) == nil)
    }

    @Test(
        "pubDate becomes milliseconds in UTC",
        arguments: [
            ("Thu, 05 Jan 2012 14:30:46 +0000", 1_325_773_846_000),
            ("Thu, 05 Jan 2012 14:30:46 +0100", 1_325_770_246_000),
            ("5 Jan 2012 14:30:46 -0530", 1_325_793_646_000), ("Thu, 05 Jan 12 14:30:46 GMT", 1_325_773_846_000),
            ("Thu, 5 January 2012 09:30:46 EST", 1_325_773_846_000),
            ("Thu, 05 Jan 2012 14:30 +0000", 1_325_773_800_000),
            ("05 Jan 2012 14:30:46", 1_325_773_846_000), ("Sun, 06 Nov 94 08:49:37 GMT", 784_111_777_000),
        ] as [(String, Int64)])
    func rfc822(text: String, expected: Int64) {
        #expect(WXRTime.rfc822(text) == expected)
    }

    @Test(
        "pubDates of undated drafts and other nonsense are nil",
        arguments: [
            "Wed, 30 Nov -0001 00:00:00 +0000", "", "Thu", "Thu, 31 Feb 2012 00:00:00 +0000",
            "Thu, 05 Foo 2012 14:30:46 +0000", "Thu, 05 Jan 2012 14:30:46 +00", "Thu, 05 Jan 20120 14:30:46 +0000",
            "Thu 05 Jan 2012 14:30:46 +0000", "Thu, 05 Jan 2012 14:30:46 +0099",
        ])
    func noPubDates(text: String) {
        #expect(WXRTime.rfc822(text) == nil)
    }
}
