/// The value of a property, written anew from its tokens.
///
/// Kept are numbers with known units, colours, plain words, the functions listed here and `url(#name)`. A value with
/// anything else is not kept at all, as a browser does with one that it does not understand.
struct CSSValue {
    private(set) var text: [UInt8] = []
    /// The names that `url(#name)` points at.
    private(set) var targets: [ArraySlice<UInt8>] = []
    /// How many functions of filters it has.
    private(set) var filters = 0
    private(set) var isImportant = false

    /// Reads to the end of the range. Nil with what is wrong: something that is loaded, a link, or nothing to tell.
    static func clean(
        _ bytes: [UInt8], in range: Range<Int>, for property: SVGProperty
    ) -> (value: CSSValue?, refused: SVGRemoval?) {
        var tokens = CSSTokenizer(bytes, in: range)
        var value = CSSValue()
        var depth = 0
        var isGood = true
        while let token = tokens.next() {
            switch token {
            case .url(let address):
                let address = bytes[address]
                guard SVGReference.isName(address.dropFirst()), address.first == UInt8(ascii: "#") else {
                    return (nil, SVGReference.removal(of: address))
                }
                guard property.target != nil else { return (nil, nil) }
                value.text += "url(".utf8
                value.text += address
                value.text.append(UInt8(ascii: ")"))
                value.targets.append(address.dropFirst())
            case .function(let name):
                let name = tokens.lowercased(name)
                if name == "image-set" || name == "image" || name == "src" || name == "-webkit-image-set" {
                    return (nil, .loadingStyle)
                }
                if name == "expression" { return (nil, .script) }
                guard let written = functions[name], depth < 8 else {
                    isGood = false
                    continue
                }
                depth += 1
                if property.name == "filter" { value.filters += 1 }
                value.text += written
                value.text.append(UInt8(ascii: "("))
            case .identifier(let name) where property.name == "transform" && tokens.skipToParenthesis():
                guard let written = functions[tokens.lowercased(name)], depth == 0 else { return (nil, nil) }
                depth += 1
                value.text += written
                value.text.append(UInt8(ascii: "("))
            case .mark(UInt8(ascii: "!")) where depth == 0:
                guard value.readImportance(&tokens) else { return (nil, nil) }
            default: isGood = value.append(token, in: tokens, depth: &depth, property: property) && isGood
            }
        }
        while value.text.last == 0x20 { value.text.removeLast() }
        return (isGood && depth == 0 && !value.text.isEmpty ? value : nil, nil)
    }

    private mutating func append(
        _ token: CSSToken, in tokens: CSSTokenizer, depth: inout Int, property: SVGProperty
    ) -> Bool {
        switch token {
        case .space:
            if let last = text.last, last != 0x20 { text.append(0x20) }
            return true
        case .identifier(let range):
            let word = tokens.bytes[range]
            guard word.count <= 64, property.namesFonts || word.allSatisfy({ $0 < 0x80 }) else { return false }
            text += word
        case .string(let range):
            let isName = tokens.bytes[range].allSatisfy {
                $0.isASCIILetter || $0.isASCIIDigit || $0 >= 0x80 || " -_.,@+".utf8.contains($0)
            }
            guard property.namesFonts, range.count <= 128, isName else { return false }
            text.append(UInt8(ascii: "'"))
            text += tokens.bytes[range]
            text.append(UInt8(ascii: "'"))
        case .number(let digits, let unit):
            guard let unit = Self.units[tokens.lowercased(unit)], digits.count <= 64 else { return false }
            text += tokens.bytes[digits]
            text += unit
        case .hash(let range):
            let digits = tokens.bytes[range]
            guard [3, 4, 6, 8].contains(digits.count), digits.allSatisfy(\.isASCIIHexDigit) else { return false }
            text.append(UInt8(ascii: "#"))
            text += digits
        case .mark(let mark):
            guard mark == UInt8(ascii: ",") || mark == UInt8(ascii: "/") || depth > 0 && "()*+-".utf8.contains(mark) else {
                return false
            }
            if mark == UInt8(ascii: "(") { depth += 1 }
            if mark == UInt8(ascii: ")") { depth -= 1 }
            text.append(mark)
            return depth <= 8
        case .url, .function, .keyword, .bad: return false
        }
        return true
    }

    /// Reads what follows the `!` of `!important`, which ends a value.
    private mutating func readImportance(_ tokens: inout CSSTokenizer) -> Bool {
        var words = 0
        while let token = tokens.next() {
            if token == .space { continue }
            guard case .identifier(let word) = token, tokens.lowercased(word) == "important" else { return false }
            words += 1
        }
        isImportant = words == 1
        return isImportant
    }

    /// Written as here: in the attribute `transform` upper and lower case differ.
    private static let functions = listed(
        """
        blur brightness calc circle color contrast drop-shadow ellipse grayscale hsl hsla hue-rotate hwb inset invert \
        lab lch matrix max min oklab oklch opacity polygon rect rgb rgba rotate saturate scale scaleX scaleY sepia \
        skew skewX skewY translate translateX translateY
        """)

    private static let units = listed(
        "% ch cm deg em ex grad in mm pc pt px q rad rem turn vh vmax vmin vw"
    ).merging(["": []]) { first, _ in first }

    private static func listed(_ names: String) -> [String: [UInt8]] {
        Dictionary(names.split(separator: " ").map { ($0.lowercased(), Array($0.utf8)) }) { first, _ in first }
    }
}
