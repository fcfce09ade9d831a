/// A style sheet as it is served: without its comments and without the white space that means nothing.
///
/// The source can so be written for people and still cost readers little. Only what cannot change a meaning goes: strings and
/// `url(…)` stay to the letter, as do spaces that part words, the one before a colon (`a :hover` is not `a:hover`) and those
/// around `+`, `-` and `*`, which a calculation needs. A comment that begins with `/*!` stays: licences are written so.
/// Grammar: https://www.w3.org/TR/css-syntax-3/#tokenization
struct StyleSheet {
    /// The same sheet; the source itself where a comment or a string in it never ends, for then nobody can say what is meant.
    static func minified(_ source: [UInt8]) -> [UInt8] {
        var sheet = StyleSheet(source)
        return sheet.minified() ?? source
    }

    private let source: [UInt8]
    private var index = 0
    private var output: [UInt8] = []
    /// White space or a comment was met since the last byte that was written.
    private var isParted = false
    /// Open round brackets: a `>` outside of them stands between selectors.
    private var depth = 0

    private init(_ source: [UInt8]) {
        self.source = source
        output.reserveCapacity(source.count)
    }

    private mutating func minified() -> [UInt8]? {
        while index < source.count {
            let byte = source[index]
            switch byte {
            case 0x09, 0x0A, 0x0C, 0x0D, 0x20:
                isParted = true
                index += 1
            case UInt8(ascii: "/") where next(1) == UInt8(ascii: "*"):
                guard comment() else { return nil }
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let end = endOfString(from: index) else { return nil }
                copy(upTo: end)
            case UInt8(ascii: "\\"):
                // A newline after it cannot be part of a name; whatever is, is kept.
                copy(upTo: min(index + 2, source.count))
            case UInt8(ascii: "(") where isAddress:
                guard let end = endOfAddress() else { return nil }
                copy(upTo: end)
            default:
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                // The last declaration of a block needs no semicolon.
                if byte == UInt8(ascii: "}"), output.last == UInt8(ascii: ";") { output.removeLast() }
                copy(upTo: index + 1)
            }
        }
        return output
    }

    private func next(_ distance: Int) -> UInt8? {
        source.indices.contains(index + distance) ? source[index + distance] : nil
    }

    /// Takes source bytes over as they are, with one space before them where they were parted from what came before and it matters.
    private mutating func copy(upTo end: Int) {
        if isParted, let last = output.last, let first = source[index..<end].first, !isTight(after: last), !isTight(before: first)
        {
            output.append(0x20)
        }
        isParted = false
        output += source[index..<end]
        index = end
    }

    private func isTight(after byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "("):
            true
        case UInt8(ascii: ">"): depth <= 0
        default: false
        }
    }

    private func isTight(before byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "!"):
            true
        case UInt8(ascii: ">"): depth <= 0
        default: false
        }
    }

    /// - Returns: whether it ends.
    private mutating func comment() -> Bool {
        let isKept = next(2) == UInt8(ascii: "!")
        var end = index + 2
        while end + 1 < source.count {
            if source[end] == UInt8(ascii: "*"), source[end + 1] == UInt8(ascii: "/") {
                if isKept { copy(upTo: end + 2) } else { (index, isParted) = (end + 2, true) }
                return true
            }
            end += 1
        }
        return false
    }

    private func endOfString(from start: Int) -> Int? {
        var end = start + 1
        while end < source.count {
            switch source[end] {
            case UInt8(ascii: "\\"): end += 2
            case source[start]: return end + 1
            // An unescaped end of line makes it a bad string.
            case 0x0A, 0x0C, 0x0D: return nil
            default: end += 1
            }
        }
        return nil
    }

    /// Whether the bracket at hand opens an address without quotes or with them: `url(`.
    private var isAddress: Bool {
        !isParted && output.count >= 3 && output.suffix(3).map { $0 | 0x20 }.elementsEqual("url".utf8)
    }

    private func endOfAddress() -> Int? {
        var end = index + 1
        while end < source.count {
            switch source[end] {
            case UInt8(ascii: "\\"): end += 2
            case UInt8(ascii: ")"): return end + 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let after = endOfString(from: end) else { return nil }
                end = after
            default: end += 1
            }
        }
        return nil
    }
}
