import Content
private import Foundation

/// A time zone by IANA's name, for what is dated by the clock on the wall.
struct LocalZone {
    private let zone: TimeZone

    /// Nil for a name that nobody knows.
    init?(_ name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.zone = zone
    }

    /// How many seconds before UTC the clock is that shows this time. Of two times with the same name in autumn, it is the later
    /// one's; a time that no clock shows in spring is read by the offset after the change.
    func offset(at wall: WallClock) -> Int {
        let first = offset(secondsSince1970: wall.milliseconds / 1000)
        return offset(secondsSince1970: wall.milliseconds / 1000 - Int64(first))
    }

    private func offset(secondsSince1970 seconds: Int64) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }
}
