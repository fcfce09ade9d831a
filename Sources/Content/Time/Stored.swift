/// Times as the tables have them.
extension WallClock {
    /// A time read back from the database; what a damaged row holds beyond the years 1 to 9999 is brought to their rim.
    package init(stored milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, CivilTime.range.lowerBound), CivilTime.range.upperBound)
    }

    /// Months since the year 0: what the counts of a listing are kept by.
    package var monthNumber: Int64 {
        guard let civil else { return 0 }
        return Int64(civil.year * 12 + civil.month - 1)
    }

    /// The first moment after a month, as `monthNumber` counts them.
    package static func endOfMonth(_ number: Int64) -> WallClock {
        let next = number &+ 1
        guard let year = Int(exactly: next / 12), let month = Int(exactly: next % 12),
            let civil = CivilTime(year: year, month: month + 1, day: 1)
        else { return WallClock(stored: .max) }
        return WallClock(civil)
    }
}

extension Timestamp {
    /// An instant read back from the database; what a damaged row holds beyond the years 1 to 9999 is brought to their rim.
    package init(stored milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, CivilTime.range.lowerBound), CivilTime.range.upperBound)
    }
}
