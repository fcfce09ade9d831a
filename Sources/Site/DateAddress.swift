import Content

/// An address of a year, a month or a day, however it is written: `/2023/11/22/`, `/2023/1/`, `/2023/13/` for the year, `/2023/02/30/`
/// for the month.
struct DateAddress {
    let range: DateRange
    /// Its own, from `/`.
    let path: String

    /// Reads a path below where the old site had its years, or below the front page.
    init?(path: String, _ publication: Publication) {
        let bases = [publication.datesHome, publication.home]
        let found = bases.lazy.compactMap { base -> DateAddress? in
            guard path.hasPrefix(base), path.hasSuffix("/") else { return nil }
            let parts = path.dropFirst(base.count).dropLast().split(separator: "/", omittingEmptySubsequences: false)
            return DateAddress(parts.map { $0 }, below: publication.datesHome)
        }.first
        guard let found else { return nil }
        self = found
    }

    /// - Parameters:
    ///   - parts: a year, a month and a day, or fewer of them.
    ///   - base: below which it answers.
    init?(_ parts: [Substring], below base: String) {
        guard (1...3).contains(parts.count), parts[0].utf8.count == 4 else { return nil }
        guard parts.dropFirst().allSatisfy({ (1...2).contains($0.utf8.count) }) else { return nil }
        let digits = parts.map { $0.utf8.count == 1 ? "0" + $0 : String($0) }
        guard digits.allSatisfy({ PathText.number($0[...]) != nil }) else { return nil }
        for count in stride(from: digits.count, through: 1, by: -1) {
            let path = digits.prefix(count).joined(separator: "/") + "/"
            guard let range = DateRange(path: "/" + path) else { continue }
            (self.range, self.path) = (range, base + path)
            return
        }
        return nil
    }
}
