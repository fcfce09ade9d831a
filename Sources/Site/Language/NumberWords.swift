/// How numbers are written in one language, as its file has it. The digits are 0 to 9 in every language.
struct NumberWords: Hashable, Sendable {
    /// Between thousands: `1,234`.
    private(set) var group: String?
    /// Before the first decimal.
    private(set) var decimal: String?
    /// How many digits a number has at least that is grouped: 5 in Spanish, which writes 1234 and 12.345.
    private(set) var groupFrom: Int?

    init() {}

    init(_ object: [String: WordsFile.Value]) throws(WordsFile.Fault) {
        for (name, value) in object {
            switch name {
            case "group": group = try value.text()
            case "decimal": decimal = try value.text()
            case "groupFrom":
                guard case .number(let digits) = value, (4...20).contains(digits) else {
                    throw WordsFile.Fault(reason: "is wrong: ‘groupFrom’ is a number of digits, 4 or more")
                }
                groupFrom = digits
            default: throw WordsFile.Fault(reason: "is wrong: ‘\(name)’ means nothing here")
            }
        }
    }

    func filled(from other: NumberWords) -> NumberWords {
        var numbers = self
        numbers.group = group ?? other.group
        numbers.decimal = decimal ?? other.decimal
        numbers.groupFrom = groupFrom ?? other.groupFrom
        return numbers
    }

    func whole(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        guard digits.count >= groupFrom ?? 4, let group, !group.isEmpty else { return String(number) }
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += group }
            text.append(digit)
        }
        return text
    }

    /// A number of tenths: `2.3`, and `2` for twenty.
    func tenths(_ number: Int) -> String {
        let whole = self.whole(number / 10)
        return number % 10 == 0 ? whole : whole + (decimal ?? ".") + String((number % 10).magnitude)
    }
}
