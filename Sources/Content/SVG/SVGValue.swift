/// The value of an attribute, written anew where its kind allows.
struct SVGValue {
    private(set) var text: [UInt8] = []
    private(set) var references: [SVGReference] = []
    /// How many functions of filters it has.
    private(set) var filters = 0

    init(_ text: [UInt8]) { self.text = text }

    /// Nil where nothing can be kept. What is then told, or within a style left out, is counted here.
    init?(
        _ value: [UInt8], of attribute: SVGAttribute, on element: SVGElement,
        rewritingPictures: SVGSanitizer.PictureRewriting?, removed: inout SVGRemovals
    ) {
        var removal: SVGRemoval? = .attribute(Array(attribute.name.utf8)[...])
        switch attribute.value {
        case .numbers: text = Self.numbers(value) ?? []
        case .bounded(let count, let size): text = Self.numbers(value, atMost: count, size: size) ?? []
        case .words: text = Self.words(value, limit: 4) ?? []
        case .path:
            let isPath = value.allSatisfy { $0.isASCIIDigit || $0 == 0x20 || "+-.,eEMmZzLlHhVvCcSsQqTtAa".utf8.contains($0) }
            text = isPath ? Self.collapsed(value) : []
        case .property(let property):
            // Browsers take no offence at `opacity="0.8;"`.
            let end = value.lastIndex { $0 != 0x20 && $0 != UInt8(ascii: ";") }.map { $0 + 1 } ?? 0
            let (clean, refused) = CSSValue.clean(value, in: 0..<end, for: property)
            if let clean, !clean.isImportant {
                text = clean.text
                references = clean.references(for: property)
                filters = clean.filters
            }
            removal = refused ?? removal
        case .style:
            let declarations = CSSDeclarations(value, in: 0..<value.count, removed: &removed)
            text = declarations.text
            references = declarations.references
            filters = declarations.filters
            removal = nil
        case .reference:
            if value.first == UInt8(ascii: "#"), element != .image, SVGReference.isName(value.dropFirst()) {
                text = value
                references = [SVGReference(use: .href, name: Array(value.dropFirst()))]
            } else if element == .image {
                let (address, refused) = SVGEmbeddedPicture.clean(value, rewriting: rewritingPictures)
                text = address ?? []
                removal = refused
            } else {
                removal = SVGReference.removal(of: value)
            }
        case .identifier:
            let isName = (1...256).contains(value.count) && value.allSatisfy { $0.isXMLNameByte || $0 == 0x20 }
            text = isName ? value : []
            removal = nil
        case .classes, .names:
            let names = value.split(separator: 0x20).filter { $0.allSatisfy(\.isXMLNameByte) }
            text = Array(names.prefix(64).joined(separator: [0x20]))
            removal = nil
        case .languages:
            let isList = value.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "-, ".utf8.contains($0) }
            text = isList ? Self.collapsed(value) : []
        case .text: text = Self.collapsed(value)
        case .needless: removal = nil
        }
        guard text.isEmpty else { return }
        if let removal, value.contains(where: { $0 != 0x20 }) { removed.count(removal) }
        return nil
    }

    /// Numbers with known units, and words of the list; the same, with single spaces.
    private static func numbers(_ value: [UInt8], atMost limit: Int = .max, size: Double = .infinity) -> [UInt8]? {
        var tokens = CSSTokenizer(value, in: 0..<value.count)
        var text: [UInt8] = []
        var count = 0
        while let token = tokens.next() {
            switch token {
            case .space: if let last = text.last, last != 0x20 { text.append(0x20) }
            case .mark(UInt8(ascii: ",")): text.append(UInt8(ascii: ","))
            case .number(let digits, let unit):
                let unit = tokens.lowercased(unit)
                let number = Double(String(decoding: value[digits], as: UTF8.self))
                count += 1
                guard SVGSize.units[unit] != nil, let number, abs(number) <= size, count <= limit else { return nil }
                text += value[digits]
                text += unit.utf8
            case .identifier(let word):
                guard let word = SVGAttribute.words[String(decoding: value[word], as: UTF8.self)] else { return nil }
                text += word
            default: return nil
            }
        }
        return collapsed(text)
    }

    private static func words(_ value: [UInt8], limit: Int) -> [UInt8]? {
        let words = value.split(separator: 0x20).map { SVGAttribute.words[String(decoding: $0, as: UTF8.self)] }
        let known = words.compactMap(\.self)
        return known.count == words.count && words.count <= limit ? Array(known.joined(separator: [0x20])) : nil
    }

    /// Without spaces at the ends and two in a row.
    private static func collapsed(_ value: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(value.count)
        for byte in value where byte != 0x20 || text.last != 0x20 && !text.isEmpty { text.append(byte) }
        if text.last == 0x20 { text.removeLast() }
        return text
    }
}
