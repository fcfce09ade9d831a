/// A selector of elements, classes and names, written anew.
struct CSSSelector {
    /// What its last part asks of an element.
    struct Subject {
        var element: SVGElement?
        var classes: [[UInt8]] = []
        var name: [UInt8]?
    }

    private(set) var text: [UInt8] = []
    private(set) var subject = Subject()
    private var parts = 0

    /// Those of the list that are kept.
    static func list(_ bytes: [UInt8], in range: Range<Int>) -> [CSSSelector] {
        var tokens = CSSTokenizer(bytes, in: range)
        var selectors: [CSSSelector] = []
        var start = range.lowerBound
        while let token = tokens.next() {
            if token == .mark(UInt8(ascii: ",")) {
                if let selector = CSSSelector(bytes, in: start..<(tokens.index - 1)) { selectors.append(selector) }
                start = tokens.index
            }
        }
        if let selector = CSSSelector(bytes, in: start..<range.upperBound) { selectors.append(selector) }
        return selectors
    }

    private init?(_ bytes: [UInt8], in range: Range<Int>) {
        var tokens = CSSTokenizer(bytes, in: range)
        // White space before a `>` is none of its own, so it is written with what follows.
        var combinator: UInt8?
        var isAtStart = true
        while let token = tokens.next() {
            if token == .space {
                if !isAtStart, combinator == nil { combinator = 0x20 }
                continue
            }
            if token == .mark(UInt8(ascii: ">")) {
                guard !isAtStart, combinator != UInt8(ascii: ">") else { return nil }
                combinator = UInt8(ascii: ">")
                continue
            }
            let beginsPart = isAtStart || combinator != nil
            if beginsPart {
                if let combinator { text.append(combinator) }
                subject = Subject()
                parts += 1
                guard parts <= 8 else { return nil }
            }
            combinator = nil
            isAtStart = false
            guard append(token, &tokens, beginsPart: beginsPart) else { return nil }
        }
        if text.isEmpty || combinator == UInt8(ascii: ">") { return nil }
    }

    private mutating func append(_ token: CSSToken, _ tokens: inout CSSTokenizer, beginsPart: Bool) -> Bool {
        switch token {
        case .mark(UInt8(ascii: "*")) where beginsPart: text.append(UInt8(ascii: "*"))
        case .identifier(let range) where beginsPart:
            guard let element = SVGElement(rawValue: String(decoding: tokens.bytes[range], as: UTF8.self)) else {
                return false
            }
            subject.element = element
            text += element.rawValue.utf8
        case .mark(UInt8(ascii: ".")):
            guard case .identifier(let range) = tokens.next(), range.count <= 256 else { return false }
            subject.classes.append(Array(tokens.bytes[range]))
            text.append(UInt8(ascii: "."))
            text += tokens.bytes[range]
        case .hash(let range):
            let name = tokens.bytes[range]
            guard name.count <= 256, let first = name.first, !first.isASCIIDigit, first != UInt8(ascii: "-") else {
                return false
            }
            subject.name = Array(name)
            text.append(UInt8(ascii: "#"))
            text += name
        default: return false
        }
        return true
    }
}
