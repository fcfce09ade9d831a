import Content

/// When an event takes place, for machines: instants where the magazine's time zone is known.
struct EventTimes {
    enum Moment {
        /// A whole day: nobody said at what hour.
        case day(CivilTime)
        case instant(Timestamp, offset: Int)
        /// By a clock of which nobody knows the zone.
        case floating(CivilTime)

        /// `2025-06-14`, `2025-06-14T19:30:00+02:00`, `2025-06-14T19:30:00`
        var iso8601: String {
            switch self {
            case .day(let day): Moment.date(day, "-")
            case .instant(let instant, let offset): instant.iso8601(offset: offset)
            case .floating(let time): Moment.date(time, "-") + "T" + Moment.clock(time, ":")
            }
        }

        /// `20250614`, `20250614T173000Z`, `20250614T193000` (RFC 5545, 3.3.5)
        var basic: String {
            switch self {
            case .day(let day): return Moment.date(day, "")
            case .instant(let instant, _):
                guard let utc = CivilTime(milliseconds: instant.milliseconds) else { return "" }
                return Moment.date(utc, "") + "T" + Moment.clock(utc, "") + "Z"
            case .floating(let time): return Moment.date(time, "") + "T" + Moment.clock(time, "")
            }
        }

        private static func date(_ time: CivilTime, _ mark: String) -> String {
            pad(time.year, 4) + mark + pad(time.month) + mark + pad(time.day)
        }

        private static func clock(_ time: CivilTime, _ mark: String) -> String {
            pad(time.hour) + mark + pad(time.minute) + mark + pad(time.second)
        }

        private static func pad(_ number: Int, _ width: Int = 2) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
    }

    let starts: Moment
    /// Nil where nobody said so, and where it lies before the beginning.
    let ends: Moment?
    /// Whether it takes whole days: it begins at midnight and ends at none, or at midnight.
    let isWholeDays: Bool

    init(_ event: Article.Event, zone: LocalZone?) {
        let end = event.ends.flatMap { $0 > event.starts ? $0 : nil }
        let isWholeDays = EventTimes.isMidnight(event.starts) && end.map(EventTimes.isMidnight) ?? true
        func moment(_ wall: WallClock) -> Moment {
            // A wall clock is always within the years that there are.
            guard let civil = wall.civil else { return .instant(Timestamp(stored: wall.milliseconds), offset: 0) }
            if isWholeDays { return .day(civil) }
            guard let offset = zone?.offset(at: wall), let instant = wall.timestamp(offset: offset) else {
                return .floating(civil)
            }
            return .instant(instant, offset: offset)
        }
        (starts, ends, self.isWholeDays) = (moment(event.starts), end.map(moment), isWholeDays)
    }

    private static func isMidnight(_ wall: WallClock) -> Bool { wall.milliseconds % 86_400_000 == 0 }
}
