/// The three ways an instant is written for machines. The fraction of a second is left out of all of them.
///
/// Written byte by byte: a `DateFormatter` takes a hundred times as long, and a feed has one for every entry.
extension Timestamp {
    /// RFC 3339 in UTC, for Atom, JSON Feed and the site map: `2023-11-22T14:00:00Z`.
    package var rfc3339: String {
        var bytes: [UInt8] = []
        appendRFC3339(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// ISO 8601 with the local time, `offset` seconds before UTC, for `<time>`: `2023-11-22T15:00:00+01:00`.
    package func iso8601(offset: Int) -> String {
        var bytes: [UInt8] = []
        appendISO8601(offset: offset, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// RFC 822 with the four-digit year of RFC 2822, for RSS and mail: `Wed, 22 Nov 2023 14:00:00 +0000`.
    package func rfc822(offset: Int = 0) -> String {
        var bytes: [UInt8] = []
        appendRFC822(offset: offset, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    package func appendRFC3339(to bytes: inout [UInt8]) {
        Printed(self, offset: 0).appendDateTime(to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    package func appendISO8601(offset: Int, to bytes: inout [UInt8]) {
        let printed = Printed(self, offset: offset)
        printed.appendDateTime(to: &bytes)
        printed.appendOffset(colon: true, to: &bytes)
    }

    package func appendRFC822(offset: Int = 0, to bytes: inout [UInt8]) {
        let printed = Printed(self, offset: offset)
        guard let time = printed.time else { return }
        bytes.append(contentsOf: Printed.weekdays.dropFirst(time.weekday * 3).prefix(3))
        bytes.append(contentsOf: ", ".utf8)
        Printed.append(time.day, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: Printed.months.dropFirst((time.month - 1) * 3).prefix(3))
        bytes.append(UInt8(ascii: " "))
        Printed.append(time.year, digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        printed.appendClock(to: &bytes)
        bytes.append(UInt8(ascii: " "))
        printed.appendOffset(colon: false, to: &bytes)
    }
}

/// A local time and the offset it is printed with.
private struct Printed {
    let time: CivilTime?
    private let minutes: Int

    /// A time that is printed `offset` seconds before UTC; an offset that no zone has is printed as UTC.
    ///
    /// Offsets of old local times have seconds (Paris was at +00:09:21), the formats only minutes: the clock is set to
    /// the whole minute, so that the instant stays exact.
    init(_ instant: Timestamp, offset: Int) {
        let whole = offset / 60
        if let clock = instant.wallClock(offset: whole * 60) {
            time = clock.civil
            minutes = whole
        } else {
            time = CivilTime(milliseconds: instant.milliseconds)
            minutes = 0
        }
    }

    func appendDateTime(to bytes: inout [UInt8]) {
        guard let time else { return }
        Printed.append(time.year, digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Printed.append(time.month, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Printed.append(time.day, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        appendClock(to: &bytes)
    }

    func appendClock(to bytes: inout [UInt8]) {
        guard let time else { return }
        Printed.append(time.hour, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Printed.append(time.minute, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Printed.append(time.second, digits: 2, to: &bytes)
    }

    func appendOffset(colon: Bool, to bytes: inout [UInt8]) {
        bytes.append(minutes < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        Printed.append(abs(minutes) / 60, digits: 2, to: &bytes)
        if colon { bytes.append(UInt8(ascii: ":")) }
        Printed.append(abs(minutes) % 60, digits: 2, to: &bytes)
    }

    static func append(_ number: Int, digits: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    static let weekdays = Array("SunMonTueWedThuFriSat".utf8)
    static let months = Array("JanFebMarAprMayJunJulAugSepOctNovDec".utf8)
}
