/// An instant, in milliseconds since 1970-01-01T00:00:00Z, within the years 1 to 9999.
///
/// Stored as the integer it is. `WallClock` is the other kind of time, the one that is printed; the two are different
/// types because to take one for the other is off by the time zone and still looks right.
package struct Timestamp: Sendable, Hashable, Comparable {
    package let milliseconds: Int64

    /// Nil outside the years 1 to 9999.
    package init?(milliseconds: Int64) {
        guard CivilTime.range.contains(milliseconds) else { return nil }
        self.milliseconds = milliseconds
    }

    /// The instant when it is `civil` in Greenwich.
    package init(utc civil: CivilTime) {
        milliseconds = civil.milliseconds
    }

    /// What a clock shows that goes `offset` seconds before UTC; nil outside the years 1 to 9999 or where no zone is
    /// so far from UTC.
    package func wallClock(offset: Int) -> WallClock? {
        guard WallClock.offsets.contains(offset) else { return nil }
        return WallClock(milliseconds: milliseconds + Int64(offset) * 1000)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
