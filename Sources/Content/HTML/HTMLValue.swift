extension HTMLAttribute.Value {
    /// The value as it is written, or nil where it is not of this kind. Addresses and names are not checked here.
    func clean(_ value: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        switch self {
        case .text: return Array(value)
        case .flag: return []
        case .digits: return trimmed(value).isDigits ? trimmed(value) : nil
        case .number: return trimmed(value).isNumber ? trimmed(value) : nil
        case .language:
            let tag = trimmed(value)
            let isTag =
                tag.count <= 35 && tag.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
            return isTag ? tag : nil
        case .keyword(let words):
            // `type="a"` and `type="A"` number a list differently.
            let word = trimmed(value)
            let match =
                words.first { word.elementsEqual($0.utf8) }
                ?? words.first { word.elementsEqual($0.utf8, by: { ($0 | 0x20) == $1 }) }
            return match.map { Array($0.utf8) }
        case .classes:
            var names: [ArraySlice<UInt8>] = []
            for name in Array(value).split(whereSeparator: \.isHTMLSpace) where HTMLClass.isKept(name) {
                if names.count < 64, !names.contains(name) { names.append(name) }
            }
            return names.isEmpty ? nil : Array(names.joined(separator: [0x20]))
        case .role:
            let role = trimmed(value)
            let isKept =
                role.elementsEqual("none".utf8) || role.elementsEqual("presentation".utf8)
                || role.starts(with: "doc-".utf8)
            let isName = role.count <= 32 && role.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
            return isKept && isName ? role : nil
        case .link, .resource, .pictures, .identifier, .identifiers, .rel, .target: return nil
        }
    }

    private func trimmed(_ value: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var value = Array(value.drop(while: \.isHTMLSpace))
        while let last = value.last, last.isHTMLSpace { value.removeLast() }
        return value
    }
}

extension [UInt8] {
    fileprivate var isDigits: Bool {
        (1...6).contains(count) && allSatisfy(\.isASCIIDigit)
    }

    /// Digits with at most one point among them and perhaps a minus before them.
    fileprivate var isNumber: Bool {
        let digits = first == UInt8(ascii: "-") ? dropFirst() : self[...]
        guard (1...16).contains(digits.count), digits.contains(where: \.isASCIIDigit) else { return false }
        return digits.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
            && digits.count { $0 == UInt8(ascii: ".") } <= 1
    }
}
