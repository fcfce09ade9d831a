/// Declarations, `fill:red;stroke:none`: those of allowed properties, written anew.
struct CSSDeclarations {
    private(set) var text: [UInt8] = []
    private(set) var references: [SVGReference] = []
    /// How many functions of filters they have.
    private(set) var filters = 0

    init(_ bytes: [UInt8], in range: Range<Int>, removed: inout SVGRemovals) {
        var tokens = CSSTokenizer(bytes, in: range)
        var start = range.lowerBound
        var depth = 0
        while let token = tokens.next() {
            switch token {
            case .function, .mark(UInt8(ascii: "(")): depth += 1
            case .mark(UInt8(ascii: ")")): depth = max(depth - 1, 0)
            case .mark(UInt8(ascii: ";")) where depth == 0:
                read(bytes, start..<(tokens.index - 1), &removed)
                start = tokens.index
            default: break
            }
        }
        read(bytes, start..<range.upperBound, &removed)
    }

    private mutating func read(_ bytes: [UInt8], _ range: Range<Int>, _ removed: inout SVGRemovals) {
        var tokens = CSSTokenizer(bytes, in: range)
        var first = tokens.next()
        if first == .space { first = tokens.next() }
        guard let first else { return }
        guard case .identifier(let name) = first else { return removed.count(.styleRule) }
        var second = tokens.next()
        if second == .space { second = tokens.next() }
        guard second == .mark(UInt8(ascii: ":")) else { return removed.count(.styleRule) }
        let lowercased = tokens.lowercased(name)
        guard let property = SVGProperty.named(lowercased) else {
            if let removal = Self.removal(of: lowercased, bytes, tokens.index..<range.upperBound) { removed.count(removal) }
            return
        }
        let (value, refused) = CSSValue.clean(bytes, in: tokens.index..<range.upperBound, for: property)
        guard let value else {
            let isLink = refused == .outerFile || refused == .outerSite || refused == .link
            return removed.count(isLink ? .loadingStyle : refused ?? .property(bytes[name]))
        }
        if !text.isEmpty { text.append(UInt8(ascii: ";")) }
        text += property.name.utf8
        text.append(UInt8(ascii: ":"))
        text += value.text
        if value.isImportant { text += "!important".utf8 }
        references += value.references(for: property)
        filters += value.filters
    }

    /// What to tell of a property that is not kept; nothing where it says nothing to a browser.
    private static func removal(of name: String, _ bytes: [UInt8], _ value: Range<Int>) -> SVGRemoval? {
        if name == "enable-background" || name == "cursor" || name == "pointer-events" {
            return loads(bytes, value) ? .loadingStyle : nil
        }
        if name.hasPrefix("-inkscape-") || name.hasPrefix("-adobe-") || name.hasPrefix("-sodipodi-") { return .programData }
        if name.contains("animation") || name.contains("transition") { return .animation }
        return loads(bytes, value) ? .loadingStyle : .property(Array(name.utf8)[...])
    }

    private static func loads(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var tokens = CSSTokenizer(bytes, in: range)
        while let token = tokens.next() {
            if case .url(let address) = token, bytes[address].first != UInt8(ascii: "#") { return true }
        }
        return false
    }
}

extension CSSValue {
    func references(for property: SVGProperty) -> [SVGReference] {
        guard let target = property.target else { return [] }
        return targets.map { SVGReference(use: .property(target), name: Array($0)) }
    }
}
