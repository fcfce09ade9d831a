import Content
private import Foundation

/// Which time zone a site kept, told from its pairs of local time and UTC: an export does not say.
struct TimeZoneInference {
    private var pairs: [Key: (instant: Int64, count: Int)] = [:]

    /// One pair for each offset and month is enough, and keeps it small for any number of articles.
    private struct Key: Hashable {
        var offset: Int
        var month: Int64
    }

    /// Notes when an article was written, by the clock on the wall and in UTC.
    mutating func add(_ local: WallClock, _ instant: Timestamp) {
        let seconds = (local.milliseconds - instant.milliseconds) / 1000
        // Offsets are whole quarters of an hour; others are somebody's later edit of one of the two times.
        guard abs(seconds) <= 14 * 3600, seconds % 900 == 0 else { return }
        let key = Key(offset: Int(seconds), month: local.monthNumber)
        pairs[key, default: (instant.milliseconds, 0)].count += 1
    }

    struct Result {
        /// IANA's name.
        var name: String
        var agreeing: Int
        var pairs: Int
        /// The commonest offset in seconds: for a time whose other half is missing.
        var offset: Int
    }

    /// - Parameter language: of the site; of zones that fit equally well, its country's is taken.
    func result(language: String) -> Result? {
        let total = pairs.values.reduce(0) { $0 + $1.count }
        guard total > 0 else { return nil }
        var counts: [Int: Int] = [:]
        for (key, pair) in pairs { counts[key.offset, default: 0] += pair.count }
        let common = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
        var best = ("UTC", -1)
        var seen: Set<String> = []
        for name in TimeZoneInference.likely(language) + TimeZone.knownTimeZoneIdentifiers where seen.insert(name).inserted {
            guard let zone = TimeZone(identifier: name) else { continue }
            let agreeing = pairs.reduce(0) { sum, pair in
                let date = Date(timeIntervalSince1970: Double(pair.value.instant) / 1000)
                return sum + (zone.secondsFromGMT(for: date) == pair.key.offset ? pair.value.count : 0)
            }
            // The first of the best: the list begins with the likeliest.
            if agreeing > best.1 { best = (name, agreeing) }
            if agreeing == total { break }
        }
        return Result(name: best.0, agreeing: best.1, pairs: total, offset: common)
    }

    private static func likely(_ language: String) -> [String] {
        let tag = language.lowercased()
        let own = byLanguage.first { tag.hasPrefix($0.0) }.map { [$0.1] } ?? []
        return own + [
            "UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London",
            "Europe/Berlin", "Europe/Helsinki", "Europe/Moscow", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo",
            "Australia/Sydney", "America/Sao_Paulo", "America/Phoenix", "America/Anchorage", "Pacific/Auckland", "Asia/Dubai",
            "Asia/Bangkok", "Asia/Karachi", "Africa/Lagos", "Africa/Johannesburg",
        ]
    }

    private static let byLanguage = [
        ("ko", "Asia/Seoul"), ("ja", "Asia/Tokyo"), ("zh-tw", "Asia/Taipei"), ("zh-hk", "Asia/Hong_Kong"),
        ("zh", "Asia/Shanghai"), ("de-at", "Europe/Vienna"), ("de-ch", "Europe/Zurich"), ("de", "Europe/Berlin"),
        ("fr", "Europe/Paris"), ("it", "Europe/Rome"), ("es-mx", "America/Mexico_City"), ("es-ar", "America/Buenos_Aires"),
        ("es", "Europe/Madrid"), ("pt-br", "America/Sao_Paulo"), ("pt", "Europe/Lisbon"), ("nl", "Europe/Amsterdam"),
        ("nb", "Europe/Oslo"), ("nn", "Europe/Oslo"), ("no", "Europe/Oslo"), ("sv", "Europe/Stockholm"),
        ("da", "Europe/Copenhagen"), ("fi", "Europe/Helsinki"), ("pl", "Europe/Warsaw"), ("cs", "Europe/Prague"),
        ("ru", "Europe/Moscow"), ("tr", "Europe/Istanbul"), ("en-gb", "Europe/London"), ("en-au", "Australia/Sydney"),
        ("hi", "Asia/Kolkata"), ("fa", "Asia/Tehran"), ("he", "Asia/Jerusalem"),
    ]
}
