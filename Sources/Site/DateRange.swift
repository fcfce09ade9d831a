import Content

/// A year, a month or a day of the magazine's calendar.
struct DateRange {
    let start: WallClock
    let end: WallClock
    /// `2023`, `November 2023`, `22 November 2023`.
    let title: (PrintedDate) -> String
    /// The wider ranges around it, the widest first, each as a path from `/`.
    let parents: [(path: String, title: (PrintedDate) -> String)]

    /// Reads `/2023/`, `/2023/11/`, `/2023/11/22/`.
    init?(path: String) {
        guard path.hasPrefix("/"), path.hasSuffix("/"), path.utf8.count <= 12 else { return nil }
        let parts = path.dropFirst().dropLast().split(separator: "/", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts[0].utf8.count == 4 else { return nil }
        guard parts.dropFirst().allSatisfy({ (1...2).contains($0.utf8.count) }) else { return nil }
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
        }
        guard numbers.count == parts.count else { return nil }
        let year = numbers[0]
        let month = numbers.count > 1 ? numbers[1] : 1
        let day = numbers.count > 2 ? numbers[2] : 1
        guard let first = CivilTime(year: year, month: month, day: day) else { return nil }
        start = WallClock(first)
        switch numbers.count {
        case 1:
            end = WallClock.endOfMonth(Int64(year) * 12 + 11)
            title = { _ in String(year) }
            parents = []
        case 2:
            end = WallClock.endOfMonth(Int64(year) * 12 + Int64(month) - 1)
            title = { $0.month(first) }
            parents = [("/\(parts[0])/", { _ in String(year) })]
        default:
            end = WallClock(stored: start.milliseconds + 86_400_000)
            title = { $0.day(first) }
            parents = [("/\(parts[0])/", { _ in String(year) }), ("/\(parts[0])/\(parts[1])/", { $0.month(first) })]
        }
    }
}
