package import Content

/// A date as front matter has it: a local time, and its offset from UTC where one is written.
///
/// Without an offset the publication's time zone is meant, which this type does not know.
package struct FolderDate: Sendable, Hashable {
    package let wallClock: WallClock
    /// Seconds east of UTC.
    package let offset: Int?

    package init(wallClock: WallClock, offset: Int? = nil) {
        self.wallClock = wallClock
        self.offset = offset
    }

    /// The instant, where an offset is written.
    package var instant: Timestamp? {
        offset.flatMap { wallClock.timestamp(offset: $0) }
    }

    /// Reads ISO 8601 and what YAML, Hugo and Jekyll make of it; nil for anything else.
    ///
    /// `2023-02-01`, `2023-02-01T10:00`, `2023-02-01 10:00:00 +0100`, `2023-2-1 10:00:00.123Z`,
    /// `2023-02-01 10:00:00 UTC`. A month may have one digit (yaml.org/type/timestamp.html) and `/` may part the day, but the order is always
    /// year, month, day: `01/02/2023` is two different days in two countries.
    package init?(_ text: String) {
        var scanner = FolderDateScanner(text)
        guard let year = scanner.number(digits: 4...4), let separator = scanner.any(of: "-/"),
            let month = scanner.number(digits: 1...2), scanner.any(of: [separator]) != nil,
            let day = scanner.number(digits: 1...2)
        else { return nil }
        var clock = (hour: 0, minute: 0, second: 0, millisecond: 0)
        var offset: Int?
        let gap = scanner.skipSpaces()
        if !scanner.isAtEnd {
            guard scanner.any(of: "Tt") != nil || gap > 0, let hour = scanner.number(digits: 1...2),
                scanner.any(of: ":") != nil, let minute = scanner.number(digits: 2...2)
            else { return nil }
            clock.hour = hour
            clock.minute = minute
            if scanner.any(of: ":") != nil {
                guard let second = scanner.number(digits: 2...2) else { return nil }
                clock.second = second
                if scanner.any(of: ".,") != nil {
                    guard let fraction = scanner.thousandths() else { return nil }
                    clock.millisecond = fraction
                }
            }
            scanner.skipSpaces()
            if !scanner.isAtEnd {
                guard let seconds = scanner.offset() else { return nil }
                offset = seconds
                scanner.skipSpaces()
            }
        }
        guard scanner.isAtEnd,
            let civil = CivilTime(
                year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second,
                millisecond: clock.millisecond)
        else { return nil }
        self.init(wallClock: WallClock(civil), offset: offset)
    }
}

/// The bytes of a date, read from left to right.
private struct FolderDateScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
        skipSpaces()
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes as many digits as there are, which must be as many as allowed.
    mutating func number(digits: ClosedRange<Int>) -> Int? {
        let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits.contains(run.count) else { return nil }
        rest = rest.dropFirst(run.count)
        return run.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    mutating func any(of bytes: String) -> UInt8? {
        any(of: Array(bytes.utf8))
    }

    mutating func any(of bytes: [UInt8]) -> UInt8? {
        guard let first = rest.first, bytes.contains(first) else { return nil }
        rest = rest.dropFirst()
        return first
    }

    @discardableResult
    mutating func skipSpaces() -> Int {
        let run = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        rest = rest.dropFirst(run)
        return run
    }

    /// The first three digits of a fraction; Go writes nine.
    mutating func thousandths() -> Int? {
        let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !run.isEmpty else { return nil }
        rest = rest.dropFirst(run.count)
        var value = 0
        var digits = run.makeIterator()
        for _ in 0..<3 { value = value * 10 + (digits.next().map { Int($0 - UInt8(ascii: "0")) } ?? 0) }
        return value
    }

    /// `Z`, `UTC`, `GMT`, `+1`, `+01`, `+0100`, `+01:00`.
    mutating func offset() -> Int? {
        for name in ["UTC", "GMT", "Z", "z"] where rest.starts(with: name.utf8) {
            rest = rest.dropFirst(name.utf8.count)
            return 0
        }
        guard let sign = any(of: "+-") else { return nil }
        let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        var hours: Int
        var minutes = 0
        if run == 4 {
            guard let both = number(digits: 4...4) else { return nil }
            (hours, minutes) = both.quotientAndRemainder(dividingBy: 100)
        } else {
            guard let whole = number(digits: 1...2) else { return nil }
            hours = whole
            if any(of: ":") != nil {
                guard let part = number(digits: 2...2) else { return nil }
                minutes = part
            }
        }
        guard hours < 24, minutes < 60 else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
}
