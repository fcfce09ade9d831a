/// A token of CSS. Ranges are of the text that is read.
enum CSSToken: Equatable {
    /// White space, comments, and the `<!--` and `-->` that may stand around a sheet.
    case space
    case identifier(Range<Int>)
    /// The name before a parenthesis, which is read.
    case function(Range<Int>)
    /// What follows an `@`.
    case keyword(Range<Int>)
    /// What follows a `#`.
    case hash(Range<Int>)
    /// What is between the quotes.
    case string(Range<Int>)
    /// The address in `url(…)`, with or without quotes.
    case url(Range<Int>)
    /// The digits, and a unit or `%`.
    case number(Range<Int>, unit: Range<Int>)
    case mark(UInt8)
    /// An escape, or a string or an address that is not ended. Nothing that has one is kept.
    case bad
}

/// Reads CSS (css-syntax-3) but for escapes: no honest picture needs one, and no hostile one can hide behind one.
struct CSSTokenizer {
    let bytes: [UInt8]
    private(set) var index: Int
    private let end: Int

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
    }

    mutating func next() -> CSSToken? {
        guard index < end else { return nil }
        if skipSpace() { return .space }
        let byte = byte(0)
        if byte.isASCIIDigit || isNumber() { return number() }
        if isName() {
            let name = name()
            guard self.byte(0) == UInt8(ascii: "(") else { return .identifier(name) }
            index += 1
            return lowercased(name) == "url" ? url() : .function(name)
        }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return string(quote: byte)
        case UInt8(ascii: "@") where isName(): return .keyword(name())
        case UInt8(ascii: "#") where self.byte(0).isCSSNameByte: return .hash(name())
        case UInt8(ascii: "\\"): return .bad
        case UInt8(ascii: "/") where self.byte(0) == UInt8(ascii: "*"):
            // A comment that is not ended goes on to the end.
            index = end
            return .space
        default: return .mark(byte)
        }
    }

    /// Reads `(` and the white space before it, which the attribute `transform` may have; or nothing.
    mutating func skipToParenthesis() -> Bool {
        let start = index
        _ = skipSpace()
        if byte(0) == UInt8(ascii: "(") {
            index += 1
            return true
        }
        index = start
        return false
    }

    func lowercased(_ range: Range<Int>) -> String {
        String(decoding: bytes[range].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// The byte so far ahead, or 0 at the end.
    private func byte(_ offset: Int) -> UInt8 { index + offset < end ? bytes[index + offset] : 0 }

    private mutating func skipSpace() -> Bool {
        let start = index
        while index < end {
            if bytes[index].isHTMLSpace {
                index += 1
            } else if starts(with: "/*") {
                guard let close = bytes.end(of: "*/", from: index + 2), close <= end else { break }
                index = close
            } else if starts(with: "<!--") {
                index += 4
            } else if starts(with: "-->") {
                index += 3
            } else {
                break
            }
        }
        return index > start
    }

    private func starts(with mark: StaticString) -> Bool {
        mark.withUTF8Buffer { bytes[index..<end].starts(with: $0) }
    }

    /// Whether a number begins here: `5` `.5` `-5` `+.5`.
    private func isNumber() -> Bool {
        let isSigned = byte(0) == UInt8(ascii: "-") || byte(0) == UInt8(ascii: "+")
        let first = byte(isSigned ? 1 : 0)
        return first.isASCIIDigit || first == UInt8(ascii: ".") && byte(isSigned ? 2 : 1).isASCIIDigit
    }

    private func isName() -> Bool {
        if byte(0).isCSSNameStart { return true }
        return byte(0) == UInt8(ascii: "-") && (byte(1).isCSSNameStart || byte(1) == UInt8(ascii: "-"))
    }

    private mutating func name() -> Range<Int> {
        let start = index
        while byte(0).isCSSNameByte { index += 1 }
        return start..<index
    }

    private mutating func number() -> CSSToken {
        let start = index
        if !byte(0).isASCIIDigit { index += 1 }
        while byte(0).isASCIIDigit { index += 1 }
        if byte(0) == UInt8(ascii: "."), byte(1).isASCIIDigit {
            index += 1
            while byte(0).isASCIIDigit { index += 1 }
        }
        let hasSign = byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+")
        if byte(0) | 0x20 == UInt8(ascii: "e"), byte(hasSign ? 2 : 1).isASCIIDigit {
            index += hasSign ? 2 : 1
            while byte(0).isASCIIDigit { index += 1 }
        }
        let digits = start..<index
        if byte(0) == UInt8(ascii: "%") {
            index += 1
            return .number(digits, unit: (index - 1)..<index)
        }
        return .number(digits, unit: isName() ? name() : index..<index)
    }

    private mutating func string(quote: UInt8) -> CSSToken {
        let start = index
        while index < end, bytes[index] != quote {
            if bytes[index] == UInt8(ascii: "\\") || bytes[index] == 0x0A || bytes[index] == 0x0C { return .bad }
            index += 1
        }
        guard index < end else { return .bad }
        index += 1
        return .string(start..<(index - 1))
    }

    private mutating func url() -> CSSToken {
        while byte(0).isHTMLSpace { index += 1 }
        let quote = byte(0)
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            index += 1
            guard case .string(let address) = string(quote: quote) else { return .bad }
            while byte(0).isHTMLSpace { index += 1 }
            guard byte(0) == UInt8(ascii: ")") else { return .bad }
            index += 1
            return .url(address)
        }
        let start = index
        while index < end, bytes[index] != UInt8(ascii: ")") {
            if "\"'(\\".utf8.contains(bytes[index]) { return .bad }
            index += 1
        }
        var address = bytes[start..<index]
        while let last = address.last, last.isHTMLSpace { address.removeLast() }
        guard index < end, !address.contains(where: \.isHTMLSpace) else { return .bad }
        index += 1
        return .url(address.indices)
    }
}

extension UInt8 {
    fileprivate var isCSSNameStart: Bool { isASCIILetter || self == UInt8(ascii: "_") || self >= 0x80 }

    fileprivate var isCSSNameByte: Bool { isCSSNameStart || isASCIIDigit || self == UInt8(ascii: "-") }
}
