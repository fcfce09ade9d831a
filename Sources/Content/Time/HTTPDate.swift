/// Dates as HTTP writes them, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
///
/// Written by hand because a `DateFormatter` costs about a hundred times as much per header.
package enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    /// 9999-12-31T23:59:59Z; years of five digits cannot be written.
    private static let latest: Int64 = 253_402_300_799

    /// Writes seconds since 1970; held between 1970 and the end of 9999.
    package static func format(_ seconds: Int64) -> String {
        let seconds = min(max(seconds, 0), latest)
        let (day, time) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = civil(day)
        var text = "\(days[Int(day % 7)]), "
        text += two(date.day) + " \(months[Int(date.month - 1)]) "
        text += two(date.year / 100) + two(date.year % 100) + " "
        text += two(time / 3600) + ":" + two(time / 60 % 60) + ":" + two(time % 60) + " GMT"
        return text
    }

    /// Reads the fixed form and the two obsolete ones (`Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`).
    ///
    /// The day of the week is not checked. nil for anything else, which callers treat as if the header were absent.
    package static func parse(_ text: String) -> Int64? {
        guard text.utf8.count <= 40 else { return nil }
        let words = text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x2C || $0 == 0x2D })
        guard words.count == 5 || words.count == 6 else { return nil }
        if let month = month(words[1]), words.count == 5 {
            return seconds(year: number(words[4]), month: month, day: number(words[2]), time: words[3])
        }
        guard words.count == 6, words[5].elementsEqual("GMT".utf8), let month = month(words[2]) else { return nil }
        var year = number(words[3])
        if words[3].count == 2, let short = year {
            // RFC 850 years: RFC 9110 puts those more than fifty years ahead into the past.
            year = short + (short < 70 ? 2000 : 1900)
        }
        return seconds(year: year, month: month, day: number(words[1]), time: words[4])
    }

    private static func seconds(year: Int64?, month: Int64, day: Int64?, time: Substring.UTF8View) -> Int64? {
        let clock = time.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = number(clock[0]), let minute = number(clock[1]),
            let second = number(clock[2]), let year, let day,
            (1970...9999).contains(year), (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        return days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static func month(_ word: Substring.UTF8View) -> Int64? {
        months.firstIndex { $0.utf8.elementsEqual(word) }.map { Int64($0 + 1) }
    }

    /// One to four digits.
    private static func number(_ word: Substring.UTF8View) -> Int64? {
        guard (1...4).contains(word.count), word.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return word.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    private static func two(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// Days since 1970 of a date in the Gregorian calendar, counted in years that begin in March.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }

    /// The inverse of `days(year:month:day:)`, for days from 1970 on.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
