import Content
import Testing

@Suite("Civil time")
struct CivilTimeTests {
    @Test(
        "a time and its milliseconds are the same thing",
        arguments: [
            (CivilTime(year: 1970, month: 1, day: 1), 0),
            (CivilTime(year: 2023, month: 11, day: 22, hour: 14), 1_700_661_600_000),
            (CivilTime(year: 2000, month: 2, day: 29, hour: 23, minute: 59, second: 59), 951_868_799_000),
            (
                CivilTime(year: 1969, month: 12, day: 31, hour: 23, minute: 59, second: 59, millisecond: 999), -1
            ),
            (CivilTime(year: 1900, month: 3, day: 1), -2_203_891_200_000),
            (CivilTime(year: 1, month: 1, day: 1), -62_135_596_800_000),
            (
                CivilTime(year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59, millisecond: 999),
                253_402_300_799_999
            ),
        ] as [(CivilTime?, Int64)])
    func known(civil: CivilTime?, milliseconds: Int64) {
        #expect(civil?.milliseconds == milliseconds)
        #expect(CivilTime(milliseconds: milliseconds) == civil)
    }

    @Test("every day of four centuries follows the one before it")
    func everyDay() throws {
        var expected = try #require(CivilTime(year: 1900, month: 1, day: 1)).milliseconds
        var weekday = 1
        for year in 1900..<2300 {
            for month in 1...12 {
                for day in 1...(CivilTime.days(inMonth: month, ofYear: year) ?? 0) {
                    let civil = try #require(CivilTime(year: year, month: month, day: day))
                    guard civil.milliseconds == expected, civil.weekday == weekday,
                        CivilTime(milliseconds: expected) == civil
                    else {
                        Issue.record("\(year)-\(month)-\(day)")
                        return
                    }
                    expected += 86_400_000
                    weekday = (weekday + 1) % 7
                }
            }
        }
        #expect(expected == CivilTime(year: 2300, month: 1, day: 1)?.milliseconds)
    }

    @Test("what is not in the calendar or on the clock is nil")
    func invalid() {
        #expect(CivilTime(year: 0, month: 1, day: 1) == nil)
        #expect(CivilTime(year: 10_000, month: 1, day: 1) == nil)
        #expect(CivilTime(year: 2023, month: 0, day: 1) == nil)
        #expect(CivilTime(year: 2023, month: 13, day: 1) == nil)
        #expect(CivilTime(year: 2023, month: 2, day: 29) == nil)
        #expect(CivilTime(year: 1900, month: 2, day: 29) == nil)
        #expect(CivilTime(year: 2023, month: 4, day: 31) == nil)
        #expect(CivilTime(year: 2023, month: 1, day: 0) == nil)
        #expect(CivilTime(year: 2023, month: 1, day: 1, hour: 24) == nil)
        #expect(CivilTime(year: 2023, month: 1, day: 1, minute: 60) == nil)
        #expect(CivilTime(year: 2016, month: 12, day: 31, hour: 23, minute: 59, second: 60) == nil)
        #expect(CivilTime(milliseconds: -62_135_596_800_001) == nil)
        #expect(CivilTime(milliseconds: 253_402_300_800_000) == nil)
        #expect(CivilTime(milliseconds: .min) == nil)
        #expect(CivilTime(milliseconds: .max) == nil)
    }
}
