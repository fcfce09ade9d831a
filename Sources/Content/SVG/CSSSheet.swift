/// The rules of a `<style>`: those with simple selectors, written anew.
///
/// A selector is made of element names, classes, names and `*`, with white space or `>` between. What reacts to a
/// pointer or reads attributes is not kept. Of the at-rules only `@media` is, for light and dark, screen and print.
struct CSSSheet {
    static let ruleLimit = 20_000

    struct Rule {
        /// What the last part of each selector asks of an element: its name, its classes, its own name.
        let subjects: [CSSSelector.Subject]
        let references: [SVGReference]
        let filters: Int
    }

    private(set) var text: [UInt8] = []
    /// Only those that point at something or filter.
    private(set) var rules: [Rule] = []
    private var ruleCount = 0
    private let bytes: [UInt8]

    init(_ bytes: [UInt8], removed: inout SVGRemovals) throws(SVGError) {
        self.bytes = bytes
        try readRules(in: 0..<bytes.count, isInMedia: false, &removed)
    }

    private mutating func readRules(
        in range: Range<Int>, isInMedia: Bool, _ removed: inout SVGRemovals
    ) throws(SVGError) {
        var tokens = CSSTokenizer(bytes, in: range)
        while tokens.index < range.upperBound {
            let start = tokens.index
            guard let first = tokens.next(), first != .space else { continue }
            if case .keyword(let name) = first {
                try readAtRule(tokens.lowercased(name), &tokens, isInMedia: isInMedia, &removed)
            } else {
                tokens = CSSTokenizer(bytes, in: start..<range.upperBound)
                try readRule(&tokens, &removed)
            }
        }
    }

    private mutating func readRule(_ tokens: inout CSSTokenizer, _ removed: inout SVGRemovals) throws(SVGError) {
        let start = tokens.index
        guard let brace = Self.skip(&tokens, endsAtSemicolon: false) else { return removed.count(.styleRule) }
        let block = Self.block(&tokens)
        ruleCount += 1
        guard ruleCount <= Self.ruleLimit else { throw .tooComplex }
        let selectors = CSSSelector.list(bytes, in: start..<brace)
        guard block.isPlain, !selectors.isEmpty else { return removed.count(.styleRule) }
        let declarations = CSSDeclarations(bytes, in: block.range, removed: &removed)
        guard !declarations.text.isEmpty else { return }
        text += selectors.map(\.text).joined(separator: [UInt8(ascii: ",")])
        text.append(UInt8(ascii: "{"))
        text += declarations.text
        text += "}\n".utf8
        if !declarations.references.isEmpty || declarations.filters > 0 {
            rules.append(
                Rule(
                    subjects: selectors.map(\.subject), references: declarations.references, filters: declarations.filters))
        }
    }

    private mutating func readAtRule(
        _ name: String, _ tokens: inout CSSTokenizer, isInMedia: Bool, _ removed: inout SVGRemovals
    ) throws(SVGError) {
        let start = tokens.index
        let brace = Self.skip(&tokens, endsAtSemicolon: true)
        let block = brace.map { _ in Self.block(&tokens) }
        if name == "media", !isInMedia, let brace, let block, let media = CSSMedia(bytes, in: start..<brace) {
            let before = text
            text += "@media ".utf8
            text += media.text
            text += "{\n".utf8
            let filled = text.count
            try readRules(in: block.range, isInMedia: true, &removed)
            if text.count == filled { text = before } else { text += "}\n".utf8 }
            return
        }
        switch name {
        case "charset", "namespace": break
        case "import": removed.count(.loadingStyle)
        case "font-face": removed.count(.font)
        case let name where name.hasSuffix("keyframes"): removed.count(.animation)
        default: removed.count(.styleRule)
        }
    }

    /// Goes on to the next `{` and returns where it stands; nil where there is none, or a `;` comes first.
    private static func skip(_ tokens: inout CSSTokenizer, endsAtSemicolon: Bool) -> Int? {
        while let token = tokens.next() {
            if token == .mark(UInt8(ascii: "{")) { return tokens.index - 1 }
            if endsAtSemicolon, token == .mark(UInt8(ascii: ";")) { return nil }
        }
        return nil
    }

    /// Goes on to the `}` of an open block. Plain is one without blocks in it.
    private static func block(_ tokens: inout CSSTokenizer) -> (range: Range<Int>, isPlain: Bool) {
        let start = tokens.index
        var depth = 1
        var isPlain = true
        while let token = tokens.next() {
            if token == .mark(UInt8(ascii: "{")) {
                depth += 1
                isPlain = false
            } else if token == .mark(UInt8(ascii: "}")) {
                depth -= 1
                if depth == 0 { return (start..<(tokens.index - 1), isPlain) }
            }
        }
        return (start..<tokens.index, isPlain)
    }
}
