package import Content
private import Foundation

/// The time of the magazine's own town.
package struct MagazineClock: Sendable {
    package let now: Timestamp
    private let zone: TimeZone

    /// - Parameter zone: an IANA name; UTC where this machine does not know it.
    package init(zone: String, now: Timestamp) {
        self.now = now
        self.zone = TimeZone(identifier: zone) ?? .gmt
    }

    /// What its clocks show at an instant.
    package func wallClock(at instant: Timestamp) -> WallClock {
        instant.wallClock(offset: offset(instant.milliseconds)) ?? WallClock(stored: instant.milliseconds)
    }

    /// When its clocks show a time. In the hour that comes twice it is the second one, which is off by an hour at most.
    package func instant(of wall: WallClock) -> Timestamp {
        let guess = wall.milliseconds - Int64(offset(wall.milliseconds)) * 1000
        return wall.timestamp(offset: offset(guess)) ?? Timestamp(stored: wall.milliseconds)
    }

    /// A date as a person writes it: `2026-03-01`, `2026-03-01 14:05`, with `Z` or an offset behind where it is not the magazine's own
    /// time. Nil for anything else.
    package func read(_ text: String) -> (dated: WallClock, instant: Timestamp)? {
        guard let date = FolderDate(text) else { return nil }
        if let instant = date.instant { return (wallClock(at: instant), instant) }
        return (date.wallClock, instant(of: date.wallClock))
    }

    private func offset(_ milliseconds: Int64) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
    }
}
