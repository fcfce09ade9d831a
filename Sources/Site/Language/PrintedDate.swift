import Content

/// Dates as a reader of a language sees them. A language without month names of its own gets the numbers of ISO 8601, which
/// everybody reads.
struct PrintedDate: Sendable {
    private let words: DateWords
    private let inWords: Bool

    init(_ words: DateWords) {
        self.words = words
        // Half of them would print `22  2023`.
        inWords = words.missing.isEmpty
    }

    /// `22 November 2023`
    func day(_ time: CivilTime) -> String {
        inWords ? printed(.day, time, months: words.months) : machineDay(time)
    }

    /// `Wednesday, 22 November 2023`
    func weekdayAndDay(_ time: CivilTime) -> String {
        inWords ? printed(.weekdayAndDay, time, months: words.months) : machineDay(time)
    }

    /// `November 2023`
    func month(_ time: CivilTime) -> String {
        inWords
            ? printed(.month, time, months: words.monthsAlone ?? words.months) : "\(pad(time.year, 4))-\(pad(time.month))"
    }

    /// `19:30`
    func time(_ time: CivilTime) -> String {
        inWords ? printed(.time, time, months: nil) : "\(pad(time.hour)):\(pad(time.minute))"
    }

    /// `Wednesday, 22 November 2023, 19:30`
    func weekdayAndTime(_ time: CivilTime) -> String {
        let (date, clock) = (weekdayAndDay(time), self.time(time))
        return inWords ? words.patterns[.dayAndTime]?.filled(["date": date, "time": clock]) ?? "" : "\(date), \(clock)"
    }

    /// `2023-11-22`: what machines read.
    func machineDay(_ time: CivilTime) -> String { "\(pad(time.year, 4))-\(pad(time.month))-\(pad(time.day))" }

    /// `2023-11-22T19:30`
    func machineTime(_ time: CivilTime) -> String { "\(machineDay(time))T\(pad(time.hour)):\(pad(time.minute))" }

    private func printed(_ pattern: DateWords.Pattern, _ time: CivilTime, months: [String]?) -> String {
        // From Monday: Sunday, which the calendar counts as 0, is the last.
        let weekday = name((time.weekday + 6) % 7, of: words.weekdays)
        return words.patterns[pattern]?.filled([
            "day": String(time.day), "month": name(time.month - 1, of: months), "year": String(time.year), "weekday": weekday,
            "hour": pad(time.hour), "hourShort": String(time.hour), "hour12": String((time.hour + 11) % 12 + 1),
            "minute": pad(time.minute), "period": name(time.hour < 12 ? 0 : 1, of: words.periods),
        ]) ?? ""
    }

    private func name(_ index: Int, of names: [String]?) -> String {
        guard let names, names.indices.contains(index) else { return "" }
        return names[index]
    }

    private func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
