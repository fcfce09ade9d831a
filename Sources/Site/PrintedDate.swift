import Content

/// Dates as a reader of the publication's language sees them. English has month names; other languages get the numbers of
/// ISO 8601, which everybody reads, until they have names of their own here.
struct PrintedDate: Sendable {
    private let isEnglish: Bool

    init(language: String) { isEnglish = language.lowercased().hasPrefix("en") }

    /// `22 November 2023`
    func day(_ time: CivilTime) -> String {
        isEnglish
            ? "\(time.day) \(name(of: time.month)) \(time.year)" : "\(pad(time.year, 4))-\(pad(time.month))-\(pad(time.day))"
    }

    /// `November 2023`
    func month(_ time: CivilTime) -> String {
        isEnglish ? "\(name(of: time.month)) \(time.year)" : "\(pad(time.year, 4))-\(pad(time.month))"
    }

    /// `22 November 2023, 19:30`
    func dayAndTime(_ time: CivilTime) -> String { "\(day(time)), \(pad(time.hour)):\(pad(time.minute))" }

    /// `2023-11-22`: what machines read.
    func machineDay(_ time: CivilTime) -> String { "\(pad(time.year, 4))-\(pad(time.month))-\(pad(time.day))" }

    /// `2023-11-22T19:30`
    func machineTime(_ time: CivilTime) -> String { "\(machineDay(time))T\(pad(time.hour)):\(pad(time.minute))" }

    private func name(of month: Int) -> String {
        PrintedDate.months.indices.contains(month - 1) ? PrintedDate.months[month - 1] : ""
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
