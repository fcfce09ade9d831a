/// How long a talk takes, as people write it and as machines read it.
package enum PlayingTime {
    /// The seconds in `2710`, `45:10`, `1:02:03`, `PT45M10S` (ISO 8601), `45 min` or `1h 5m`; nil for anything else, and
    /// for more than a thousand hours.
    package static func seconds(_ text: String) -> Int? {
        let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }.map { ($0 >= 0x41 && $0 <= 0x5A) ? $0 | 0x20 : $0 }
        let seconds = bytes.contains(UInt8(ascii: ":")) ? clock(bytes) : units(bytes)
        return seconds.flatMap { $0 <= 3_600_000 ? $0 : nil }
    }

    /// ISO 8601, for structured data: `PT45M10S`.
    package static func iso8601(_ seconds: Int) -> String {
        let parts = [(seconds / 3600, "H"), (seconds / 60 % 60, "M"), (seconds % 60, "S")].filter { $0.0 > 0 }
        return parts.isEmpty ? "PT0S" : "PT" + parts.map { "\($0.0)\($0.1)" }.joined()
    }

    /// `42:10`, `1:02:03`
    package static func clock(_ seconds: Int) -> String {
        func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        return hours > 0 ? "\(hours):\(pad(minutes)):\(pad(rest))" : "\(minutes):\(pad(rest))"
    }

    /// `1:02:03` and `45:10`.
    private static func clock(_ bytes: [UInt8]) -> Int? {
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count) else { return nil }
        var total = 0
        for (index, part) in parts.enumerated() {
            guard let value = number(part), index == 0 || (part.count == 2 && value < 60) else { return nil }
            total = total * 60 + value
        }
        return total
    }

    /// A number alone is seconds; otherwise each number has a unit, the larger first.
    private static func units(_ bytes: [UInt8]) -> Int? {
        var rest = bytes[...]
        if rest.starts(with: "pt".utf8) { rest = rest.dropFirst(2) }
        if let alone = number(rest) { return alone }
        var total = 0
        var previous = Int.max
        while !rest.isEmpty {
            let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
            rest = rest.dropFirst(unit.count)
            guard let value = number(digits), let size = size(of: String(decoding: unit, as: UTF8.self)),
                size < previous
            else { return nil }
            total += value * size
            previous = size
        }
        return previous == Int.max ? nil : total
    }

    private static func size(of unit: String) -> Int? {
        switch unit {
        case "h", "hr", "hrs", "hour", "hours": 3600
        case "m", "min", "mins", "minute", "minutes": 60
        case "s", "sec", "secs", "second", "seconds": 1
        default: nil
        }
    }

    /// At most seven digits, so that no product overflows.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...7).contains(digits.count) else { return nil }
        var value = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
