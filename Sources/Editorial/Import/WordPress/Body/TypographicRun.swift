/// One stretch of text between two tags while it gets its marks: WordPress's replacements in WordPress's order, each over the
/// whole stretch.
struct TypographicRun {
    private(set) var bytes: [UInt8]
    private let marks: TypographicMarks

    // Stand for a mark until it is known which; no text has these characters, HTML forbids them.
    private static let apostropheFlag: UInt8 = 0x01
    private static let openingFlag: UInt8 = 0x02
    private static let closingOrPrime: UInt8 = 0x03
    private static let single = UInt8(ascii: "'")
    private static let double = UInt8(ascii: "\"")

    init(_ bytes: [UInt8], _ marks: TypographicMarks) {
        self.bytes = bytes.filter { $0 > 0x03 }
        self.marks = marks
    }

    mutating func setMarks() {
        setLiterals()
        if bytes.contains(Self.single) { setSingleQuotes() }
        if bytes.contains(Self.double) { setDoubleQuotes() }
        if bytes.contains(UInt8(ascii: "-")) { setDashes() }
        if bytes.contains(UInt8(ascii: "x")) { setTimes() }
        setName()
    }

    // MARK: - Literal ones

    private static let cockney = [
        "'tain't", "'twere", "'twas", "'tis", "'twill", "'til", "'bout", "'nuff", "'round", "'cause", "'em",
    ]

    private mutating func setLiterals() {
        if bytes.contains(UInt8(ascii: ".")) { replace("...", with: Array("…".utf8)) }
        if bytes.contains(UInt8(ascii: "`")) { replace("``", with: marks.openingDouble) }
        if bytes.contains(Self.single) { replace("''", with: marks.closingDouble) }
        if bytes.contains(UInt8(ascii: "(")) { replace(" (tm)", with: Array(" ™".utf8)) }
        guard bytes.contains(Self.single) else { return }
        for word in Self.cockney {
            replace(word, with: Array(word.replacing("'", with: "\u{2019}").utf8))
        }
    }

    private mutating func replace(_ text: String, with replacement: [UInt8]) {
        let literal = Array(text.utf8)
        guard let first = literal.first else { return }
        each(first) { run, index in
            run[index...].starts(with: literal) ? (literal.count, replacement) : nil
        }
    }

    /// `Wordpress` at the beginning of a word is a slip of the pen, says WordPress.
    private mutating func setName() {
        let slip = Array("Wordpress".utf8)
        each(UInt8(ascii: "W")) { run, index in
            guard run[index...].starts(with: slip) else { return nil }
            let before = index > 0 ? run[index - 1] : UInt8(ascii: ">")
            guard before == 0x20 || before == UInt8(ascii: "(") || before == UInt8(ascii: ">") || before >= 0x80 else {
                return nil
            }
            return (slip.count, Array("WordPress".utf8))
        }
    }

    // MARK: - Quotation marks

    private mutating func setSingleQuotes() {
        let marks = marks
        // '99' and '99": a year at the end of a quotation.
        each(Self.single) { run, index in
            guard run.isDigit(index + 1), run.isDigit(index + 2), index + 3 < run.count, run.endsQuotation(index + 4) else {
                return nil
            }
            let closing: [UInt8]
            switch run[index + 3] {
            case Self.single: closing = marks.closingSingle
            default: return nil
            }
            return (4, [Self.apostropheFlag, run[index + 1], run[index + 2]] + closing)
        }
        each(Self.single) { run, index in
            guard run.isDigit(index + 1), run.isDigit(index + 2), index + 3 < run.count, run[index + 3] == Self.double,
                run.endsQuotation(index + 4)
            else { return nil }
            return (4, [Self.apostropheFlag, run[index + 1], run[index + 2]] + marks.closingDouble)
        }
        // '99, '99s, but not '9, '999, '99%, '99.0
        each(Self.single) { run, index in
            guard run.isDigit(index + 1), run.isDigit(index + 2), !run.isDigit(index + 3) else { return nil }
            if index + 3 < run.count {
                let next = run[index + 3]
                if next == UInt8(ascii: "%") { return nil }
                if next == UInt8(ascii: ".") || next == UInt8(ascii: ","), run.isDigit(index + 4) { return nil }
            }
            return (1, [Self.apostropheFlag])
        }
        setQuotedNumbers(Self.single, marks.closingSingle)
        each(Self.single) { run, index in
            let opens = run.opensQuotation(index) || index > 0 && run[index - 1] == Self.double
            return opens ? (1, [Self.openingFlag]) : nil
        }
        each(Self.single) { run, index in
            run.hasSpace(before: index) || !run.goesOn(index + 1) ? nil : (1, [Self.apostropheFlag])
        }
        setClosings(Self.single, marks.closingSingle, marks.prime)
        let (apostrophe, opening) = (marks.apostrophe, marks.openingSingle)
        each(Self.apostropheFlag) { _, _ in (1, apostrophe) }
        each(Self.openingFlag) { _, _ in (1, opening) }
    }

    private mutating func setDoubleQuotes() {
        setQuotedNumbers(Self.double, marks.closingDouble)
        each(Self.double) { run, index in
            run.opensQuotation(index) && !run.hasSpace(at: index + 1) ? (1, [Self.openingFlag]) : nil
        }
        setClosings(Self.double, marks.closingDouble, marks.doublePrime)
        let opening = marks.openingDouble
        each(Self.openingFlag) { _, _ in (1, opening) }
    }

    /// `"42"`, `'0.42'`
    private mutating func setQuotedNumbers(_ quote: UInt8, _ closing: [UInt8]) {
        each(quote) { run, index in
            guard index == 0 || run.hasSpace(before: index), run.isDigit(index + 1) else { return nil }
            var end = index + 2
            while end < run.count, run.isDigit(end) || run[end] == UInt8(ascii: ".") || run[end] == UInt8(ascii: ",") { end += 1 }
            guard end < run.count, run[end] == quote else { return nil }
            return (end + 1 - index, [Self.openingFlag] + run[index + 1..<end] + closing)
        }
    }

    /// `wptexturize_primes`: whether a quote behind a digit closes a quotation or stands for feet and inches is decided for each
    /// stretch that an opening quote begins.
    private mutating func setClosings(_ quote: UInt8, _ closing: [UInt8], _ prime: [UInt8]) {
        let parts = bytes.split(separator: Self.openingFlag, omittingEmptySubsequences: false)
        var whole: [UInt8] = []
        whole.reserveCapacity(bytes.count + 64)
        for (number, part) in parts.enumerated() {
            if number > 0 { whole.append(Self.openingFlag) }
            guard part.contains(quote) else {
                whole += part
                continue
            }
            var run = TypographicRun(Array(part), marks)
            run.bytes = Array(part)
            if number > 0, part.firstRange(of: closing) == nil {
                run.closeOnce(quote, closing, prime)
            } else {
                run.setPrimes(quote, prime)
                run.each(quote) { run, index in run.endsQuotation(index + 1) ? (1, closing) : nil }
            }
            if quote == Self.double { run.each(quote) { _, _ in (1, closing) } }
            whole += run.bytes
        }
        bytes = whole
    }

    private mutating func closeOnce(_ quote: UInt8, _ closing: [UInt8], _ prime: [UInt8]) {
        var count = 0
        each(quote) { run, index in
            guard run.endsQuotation(index + 1) else { return nil }
            count += 1
            return (1, [Self.closingOrPrime])
        }
        if count > 1 {
            var closed = 0
            each(Self.closingOrPrime) { run, index in
                guard !run.isDigit(index - 1) else { return nil }
                closed += 1
                return (1, closing)
            }
            if closed == 0 {
                let candidates = bytes.indices.filter { bytes[$0] == Self.closingOrPrime }
                let full = candidates.last { $0 + 1 < bytes.count && bytes[$0 + 1] == UInt8(ascii: ".") }
                if let last = full ?? candidates.last { bytes.replaceSubrange(last...last, with: closing) }
            }
            setPrimes(quote, prime)
            each(Self.closingOrPrime) { run, index in (1, run.isDigit(index - 1) ? prime : closing) }
        } else {
            each(Self.closingOrPrime) { _, _ in (1, closing) }
            setPrimes(quote, prime)
        }
    }

    private mutating func setPrimes(_ quote: UInt8, _ prime: [UInt8]) {
        each(quote) { run, index in run.isDigit(index - 1) ? (1, prime) : nil }
    }

    // MARK: - Dashes and the sign of multiplication

    private mutating func setDashes() {
        let dash = UInt8(ascii: "-")
        let (en, em) = (Array("–".utf8), Array("—".utf8))
        each(dash) { run, index in run[index...].starts(with: [dash, dash, dash]) ? (3, em) : nil }
        each(dash) { run, index in
            run[index...].starts(with: [dash, dash]) && run.isAlone(index..<index + 2) ? (2, em) : nil
        }
        each(dash) { run, index in
            guard run[index...].starts(with: [dash, dash]) else { return nil }
            // The names of domains in other scripts: xn--…
            return run[..<index].suffix(2).elementsEqual("xn".utf8) ? nil : (2, en)
        }
        each(dash) { run, index in run.isAlone(index..<index + 1) ? (1, en) : nil }
    }

    /// `9x9`, never `0x9999`.
    private mutating func setTimes() {
        each(UInt8(ascii: "x")) { run, index in
            guard run.isDigit(index + 1), index > 0 else { return nil }
            var start = index
            while start > 0, run.isDigit(start - 1) || run[start - 1] == UInt8(ascii: ".") || run[start - 1] == UInt8(ascii: ",")
            {
                start -= 1
            }
            // The number begins with a digit at the beginning of a word, and is not the nought of `0x`.
            var first = start
            while first < index, !run.isDigit(first) || first > 0 && run.isWord(first - 1) { first += 1 }
            guard first < index, !(run[first] == UInt8(ascii: "0") && first + 1 == index) else { return nil }
            var end = index + 1
            while end < run.count, run.isDigit(end) || run[end] == UInt8(ascii: ".") || run[end] == UInt8(ascii: ",") { end += 1 }
            // Back to where a word ends.
            while end > index + 1 {
                if run.isDigit(end - 1) != (end < run.count && run.isWord(end)) { break }
                end -= 1
            }
            return end > index + 1 ? (1, Array("×".utf8)) : nil
        }
    }

    /// Calls `visit` at every such byte, which answers with how many bytes to replace and by what.
    private mutating func each(_ byte: UInt8, _ visit: ([UInt8], Int) -> (Int, [UInt8])?) {
        var output: [UInt8] = []
        var copied = 0
        var index = 0
        while let found = bytes[index...].firstIndex(of: byte) {
            index = found + 1
            guard let (length, replacement) = visit(bytes, found) else { continue }
            output += bytes[copied..<found]
            output += replacement
            copied = found + length
            index = copied
        }
        guard copied > 0 else { return }
        bytes = output + bytes[copied...]
    }
}

extension [UInt8] {
    fileprivate func isDigit(_ index: Int) -> Bool { index >= 0 && index < count && self[index].isDigit }

    fileprivate func isWord(_ index: Int) -> Bool {
        index >= 0 && index < count && (self[index].isLetter || self[index].isDigit || self[index] == UInt8(ascii: "_"))
    }

    /// Whether white space begins there (`wp_spaces_regexp`).
    fileprivate func hasSpace(at index: Int) -> Bool {
        guard index < count else { return false }
        switch self[index] {
        case 0x20, 0x0A, 0x0D, 0x09: return true
        case 0xC2: return index + 1 < count && self[index + 1] == 0xA0
        case UInt8(ascii: "&"): return self[index...].starts(with: "&nbsp;".utf8)
        default: return false
        }
    }

    fileprivate func hasSpace(before index: Int) -> Bool {
        guard index > 0 else { return false }
        switch self[index - 1] {
        case 0x20, 0x0A, 0x0D, 0x09: return true
        case 0xA0: return index > 1 && self[index - 2] == 0xC2
        case UInt8(ascii: ";"): return self[..<index].suffix(6).elementsEqual("&nbsp;".utf8)
        default: return false
        }
    }

    /// At the start, behind a bracket, a dash or white space.
    fileprivate func opensQuotation(_ index: Int) -> Bool {
        guard index > 0 else { return true }
        switch self[index - 1] {
        case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "-"): return true
        case UInt8(ascii: ";"): return self[..<index].suffix(4).elementsEqual("&lt;".utf8) || hasSpace(before: index)
        default: return hasSpace(before: index)
        }
    }

    /// At the end, before punctuation or white space.
    fileprivate func endsQuotation(_ index: Int) -> Bool {
        guard index < count else { return true }
        switch self[index] {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "!"),
            UInt8(ascii: "?"), UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "-"), UInt8(ascii: "]"):
            return true
        case 0x0A where index + 1 == count: return true
        case UInt8(ascii: "&"): return self[index...].starts(with: "&gt;".utf8) || hasSpace(at: index)
        default: return hasSpace(at: index)
        }
    }

    /// Whether a word goes on there: no end, no punctuation, no bracket.
    fileprivate func goesOn(_ index: Int) -> Bool {
        guard index < count, !endsQuotation(index) else { return false }
        switch self[index] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["): return false
        case UInt8(ascii: "&"): return !self[index...].starts(with: "&lt;".utf8)
        default: return true
        }
    }

    /// White space or an end on either side.
    fileprivate func isAlone(_ range: Range<Int>) -> Bool {
        (range.lowerBound == 0 || hasSpace(before: range.lowerBound))
            && (range.upperBound >= count || hasSpace(at: range.upperBound))
    }
}
