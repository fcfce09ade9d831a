/// A day and a time of day in the Gregorian calendar, without a time zone: what a clock on a wall and a calendar show.
///
/// The calendar is carried backwards before 1582 (proleptic), as ISO 8601 has it. Only the years 1 to 9999 exist, since
/// every format we write has four digits for the year; there is no second 60 and no hour 24.
package struct CivilTime: Sendable, Hashable {
    package let year: Int
    package let month: Int
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int
    package let millisecond: Int

    /// Nil where the day is not in the calendar or the time not on the clock.
    package init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0
    ) {
        guard (1...9999).contains(year), let lastDay = CivilTime.days(inMonth: month, ofYear: year),
            day >= 1, day <= lastDay, (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            (0..<1000).contains(millisecond)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.millisecond = millisecond
    }

    /// The time `milliseconds` after the beginning of 1970; nil outside the years 1 to 9999.
    package init?(milliseconds: Int64) {
        guard CivilTime.range.contains(milliseconds) else { return nil }
        let (days, rest) = CivilTime.floored(milliseconds, by: CivilTime.millisecondsPerDay)
        let date = CivilTime.date(daysSince1970: Int(days))
        let time = Int(rest)
        self.init(
            year: date.year, month: date.month, day: date.day, hour: time / 3_600_000, minute: time / 60_000 % 60,
            second: time / 1000 % 60, millisecond: time % 1000)
    }

    /// Milliseconds from the beginning of 1970 to this time, on the same wall.
    package var milliseconds: Int64 {
        let seconds = (daysSince1970 * 24 + hour) * 3600 + minute * 60 + second
        return Int64(seconds) * 1000 + Int64(millisecond)
    }

    /// The day of the week, Sunday being 0.
    package var weekday: Int {
        // 1970-01-01 was a Thursday.
        ((daysSince1970 + 4) % 7 + 7) % 7
    }

    /// The milliseconds that a time of the years 1 to 9999 can have.
    package static let range: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    /// The number of days of a month; nil where there is no such month.
    package static func days(inMonth month: Int, ofYear year: Int) -> Int? {
        switch month {
        case 1, 3, 5, 7, 8, 10, 12: 31
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: nil
        }
    }
}

/// Howard Hinnant's `days_from_civil` and `civil_from_days` (howardhinnant.github.io/date_algorithms.html): the year
/// begins in March, so that the leap day is its last, and 400 years are one era of 146,097 days.
extension CivilTime {
    private var daysSince1970: Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        // Not negative: the range begins after the first day of March of the year 0.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    private static let millisecondsPerDay: Int64 = 86_400_000

    /// Division that rounds down, with a rest that is never negative: times before 1970 are negative.
    private static func floored(_ value: Int64, by divisor: Int64) -> (quotient: Int64, rest: Int64) {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }
}
