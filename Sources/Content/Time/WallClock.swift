/// A local time as it is printed, in milliseconds since 1970 as if the clock on the wall showed UTC, within the years 1
/// to 9999.
///
/// Which instant it is can be told only with an offset from UTC. An address such as `/2023/02/01/…` is made of this one.
package struct WallClock: Sendable, Hashable, Comparable {
    package let milliseconds: Int64

    /// Nil outside the years 1 to 9999.
    package init?(milliseconds: Int64) {
        guard CivilTime.range.contains(milliseconds) else { return nil }
        self.milliseconds = milliseconds
    }

    package init(_ civil: CivilTime) {
        milliseconds = civil.milliseconds
    }

    /// The day and time shown.
    package var civil: CivilTime? {
        CivilTime(milliseconds: milliseconds)
    }

    /// The instant when a clock that goes `offset` seconds before UTC shows this; nil outside the years 1 to 9999 or
    /// where no zone is so far from UTC.
    package func timestamp(offset: Int) -> Timestamp? {
        guard WallClock.offsets.contains(offset) else { return nil }
        return Timestamp(milliseconds: milliseconds - Int64(offset) * 1000)
    }

    /// Offsets from UTC in seconds that are taken for real: RFC 3339 can write up to ±23:59.
    package static let offsets: ClosedRange<Int> = -86_340...86_340

    package static func < (left: WallClock, right: WallClock) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
