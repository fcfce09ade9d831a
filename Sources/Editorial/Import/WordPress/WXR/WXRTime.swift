/// Reads the two ways in which an export writes times, on bytes and without a calendar library.
package enum WXRTime {
    /// "2012-01-05 14:30:46" as milliseconds since 1970-01-01 00:00:00 on the same clock.
    ///
    /// The text says no zone: `post_date` is the site's local time, `post_date_gmt` is UTC, and the number counts as if
    /// either were UTC. nil for "0000-00-00 00:00:00" (WordPress's "no date"), for days no calendar has, and for years
    /// outside 1…9999, which is what MySQL's DATETIME can hold.
    package static func wallClock(_ text: String) -> Int64? {
        var text = Scanner(text)
        text.skipSpaces()
        guard let year = text.number(digits: 4...4), text.take("-"),
            let month = text.number(digits: 1...2), text.take("-"),
            let day = text.number(digits: 1...2), text.take(" ") || text.take("T"),
            let hour = text.number(digits: 1...2), text.take(":"),
            let minute = text.number(digits: 1...2), text.take(":"),
            let second = text.number(digits: 1...2)
        else { return nil }
        text.skipSpaces()
        guard text.isAtEnd else { return nil }
        return milliseconds(year, month, day, hour, minute, second)
    }

    /// "Thu, 05 Jan 2012 14:30:46 +0000" (RFC 822, RFC 5322 section 4.3) as milliseconds since 1970 in UTC.
    ///
    /// nil for what WordPress writes for undated drafts, "Wed, 30 Nov -0001 00:00:00 +0000". The name of the day is not
    /// checked. A zone that is missing or unknown counts as UTC, as RFC 5322 tells.
    package static func rfc822(_ text: String) -> Int64? {
        var text = Scanner(text)
        text.skipSpaces()
        if text.word() != nil {
            text.skipSpaces()
            guard text.take(",") else { return nil }
            text.skipSpaces()
        }
        guard let day = text.number(digits: 1...2) else { return nil }
        text.skipSpaces()
        guard let name = text.word(), let month = months.firstIndex(of: String(name.prefix(3))) else { return nil }
        text.skipSpaces()
        let yearStart = text.position
        guard var year = text.number(digits: 2...4) else { return nil }
        switch text.position - yearStart {
        case 2: year += year < 50 ? 2000 : 1900
        case 3: year += 1900
        default: break
        }
        text.skipSpaces()
        guard let hour = text.number(digits: 1...2), text.take(":"), let minute = text.number(digits: 1...2) else {
            return nil
        }
        var second = 0
        if text.take(":") {
            guard let seconds = text.number(digits: 1...2) else { return nil }
            second = seconds
        }
        text.skipSpaces()
        guard let zone = text.zone(), let local = milliseconds(year, month + 1, day, hour, minute, second) else {
            return nil
        }
        return local - Int64(zone) * 60_000
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Civil date to days since 1970: Howard Hinnant's `days_from_civil`, for years 1…9999.
    private static func milliseconds(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int
    ) -> Int64? {
        guard (1...9999).contains(year), (1...12).contains(month), hour < 24, minute < 60, second < 60 else {
            return nil
        }
        let leap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day >= 1, day <= lengths[month - 1] else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return (Int64(days) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)) * 1_000
    }

    private struct Scanner {
        private let bytes: [UInt8]
        private(set) var position = 0

        init(_ text: String) { bytes = Array(text.utf8.prefix(128)) }

        var isAtEnd: Bool { position == bytes.count }
        private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

        mutating func skipSpaces() {
            while let byte = next, byte == 0x20 || (9...13).contains(byte) { position += 1 }
        }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard let byte = next, UInt32(byte) == character.value else { return false }
            position += 1
            return true
        }

        /// A run of digits; nil where it is shorter or longer than asked.
        mutating func number(digits: ClosedRange<Int>) -> Int? {
            var value = 0
            let start = position
            while let byte = next, (0x30...0x39).contains(byte) {
                guard position - start < digits.upperBound else { return nil }
                value = value * 10 + Int(byte - 0x30)
                position += 1
            }
            return position - start >= digits.lowerBound ? value : nil
        }

        /// A run of ASCII letters in lower case, nil for none.
        mutating func word() -> String? {
            let start = position
            while let byte = next, (0x41...0x5A).contains(byte & 0xDF) { position += 1 }
            guard position > start else { return nil }
            return String(decoding: bytes[start..<position].map { $0 | 0x20 }, as: UTF8.self)
        }

        /// Minutes east of UTC of a zone at the end of the text; nil for a sign without four digits.
        mutating func zone() -> Int? {
            if let name = word() {
                return switch name {
                case "est": -300
                case "edt": -240
                case "cst": -360
                case "cdt": -300
                case "mst": -420
                case "mdt": -360
                case "pst": -480
                case "pdt": -420
                default: 0
                }
            }
            let west = take("-")
            guard west || take("+") else { return isAtEnd ? 0 : nil }
            guard let digits = number(digits: 4...4), digits % 100 < 60 else { return nil }
            let minutes = digits / 100 * 60 + digits % 100
            return west ? -minutes : minutes
        }
    }
}
