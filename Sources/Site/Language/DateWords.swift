/// What dates are made of in one language, as its file has it. What is missing is another file's.
struct DateWords: Hashable, Sendable {
    /// From January, as they stand in a date: `noviembre`, `ноября`.
    private(set) var months: [String]?
    /// As they stand alone, where that differs: `ноябрь`.
    private(set) var monthsAlone: [String]?
    /// From Monday.
    private(set) var weekdays: [String]?
    /// Before and after noon, where the hours are counted twice to twelve.
    private(set) var periods: [String]?
    private(set) var patterns: [Pattern: WordPattern] = [:]

    enum Pattern: String, CaseIterable {
        case day, weekdayAndDay, month, time, dayAndTime

        var places: Set<String> {
            switch self {
            case .day: ["day", "month", "year"]
            case .weekdayAndDay: ["weekday", "day", "month", "year"]
            case .month: ["month", "year"]
            case .time: ["hour", "hourShort", "hour12", "minute", "period"]
            case .dayAndTime: ["date", "time"]
            }
        }
    }

    init() {}

    init(_ object: [String: WordsFile.Value]) throws(WordsFile.Fault) {
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            do throws(WordsFile.Fault) {
                switch name {
                case "months": months = try DateWords.names(value, 12)
                case "monthsAlone": monthsAlone = try DateWords.names(value, 12)
                case "weekdays": weekdays = try DateWords.names(value, 7)
                case "periods": periods = try DateWords.names(value, 2)
                default:
                    let pattern = try WordsFile.Fault.unless(Pattern(rawValue: name), "means nothing here")
                    patterns[pattern] = try value.pattern(with: pattern.places)
                }
            } catch {
                throw WordsFile.Fault(reason: "is wrong: ‘\(name)’ \(error.reason)")
            }
        }
    }

    private static func names(_ value: WordsFile.Value, _ count: Int) throws(WordsFile.Fault) -> [String] {
        let names = try value.list()
        guard names.count == count else { throw WordsFile.Fault(reason: "has \(names.count) names instead of \(count)") }
        return names
    }

    /// This one, and what it lacks from another.
    func filled(from other: DateWords) -> DateWords {
        var dates = self
        // Names that stand alone belong to those that stand in a date.
        if months == nil { (dates.months, dates.monthsAlone) = (other.months, monthsAlone ?? other.monthsAlone) }
        dates.weekdays = weekdays ?? other.weekdays
        dates.periods = periods ?? other.periods
        dates.patterns.merge(other.patterns) { own, _ in own }
        return dates
    }

    /// What a language needs for its dates to be printed in words, and this does not have.
    var missing: [String] {
        var missing = Pattern.allCases.filter { patterns[$0] == nil }.map(\.rawValue)
        if months == nil { missing.append("months") }
        if weekdays == nil { missing.append("weekdays") }
        if patterns[.time]?.places.contains("period") == true, periods == nil { missing.append("periods") }
        return missing
    }
}
