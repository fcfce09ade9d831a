/// A start tag. Prefixes are resolved and values decoded, white space in them as spaces.
struct XMLTag {
    struct Attribute {
        let namespace: XMLNamespace
        let name: ArraySlice<UInt8>
        let value: [UInt8]
    }

    let namespace: XMLNamespace
    let name: ArraySlice<UInt8>
    let attributes: [Attribute]
}

/// Reads XML from its beginning to its end, one piece at a time (XML 1.0, fifth edition).
///
/// Strict where files differ in meaning: tags match, attributes are quoted and unique, nothing but white space stands
/// outside the root. Lenient where nothing can follow from it: comments may hold `--`. What is outside this picture,
/// be it a DTD or an entity in another file, does not exist for it.
struct XMLReader {
    enum Token {
        case start(XMLTag)
        case end
        /// Decoded, with a line feed for each line end.
        case text([UInt8])
        case comment
        /// `<?target …?>`, but for the XML declaration.
        case instruction(target: ArraySlice<UInt8>)
    }

    static let attributeLimit = 128

    private let bytes: [UInt8]
    private let limits: SVGSanitizer.Limits
    private var index = 0
    private var open: [ArraySlice<UInt8>] = []
    private var elements = 0
    private var namespaces = XMLNamespaces()
    private var doctype: XMLDoctype?
    /// How many bytes declared entities have made so far.
    private var expanded = 0
    private var owesEnd = false

    /// Takes UTF-8.
    init(_ bytes: [UInt8], limits: SVGSanitizer.Limits) throws(SVGError) {
        self.bytes = bytes
        self.limits = limits
        let forbidden = bytes.indices.first { position in
            switch bytes[position] {
            case 0x09, 0x0A, 0x0D: false
            case 0..<0x20: true
            case 0xEF: position + 2 < bytes.count && bytes[position + 1] == 0xBF && bytes[position + 2] >= 0xBE
            default: false
            }
        }
        if let forbidden {
            index = forbidden
            throw malformed("has a character that XML forbids")
        }
    }

    /// The next piece, or nil at the end.
    mutating func next() throws(SVGError) -> Token? {
        if owesEnd {
            owesEnd = false
            leave()
            return .end
        }
        while index < bytes.count {
            if current != UInt8(ascii: "<") {
                let text = try readText()
                if !open.isEmpty { return .text(text) }
                guard text.allSatisfy(\.isXMLSpace) else { throw elements == 0 ? .notSVG : malformed("has text after the end") }
            } else if let token = try readMarkup() {
                return token
            }
        }
        if elements == 0 { throw .notSVG }
        guard open.isEmpty else { throw malformed("is the last, and an element is still open") }
        return nil
    }

    /// The byte here; no file that is read has a zero.
    private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

    private func malformed(_ problem: String) -> SVGError {
        .malformed(line: 1 + bytes.prefix(index).count { $0 == 0x0A }, problem: problem)
    }

    // MARK: Markup

    private mutating func readMarkup() throws(SVGError) -> Token? {
        let rest = bytes[index...]
        if rest.starts(with: "</".utf8) { return try readEnd() }
        if rest.starts(with: "<?".utf8) { return try readInstruction() }
        if rest.starts(with: "<!--".utf8) {
            index = try end(of: "-->", from: index + 4)
            return .comment
        }
        if rest.starts(with: "<![CDATA[".utf8), !open.isEmpty {
            let start = index + 9
            index = try end(of: "]]>", from: start)
            return .text(withLineFeeds(bytes[start..<(index - 3)]))
        }
        if rest.starts(with: "<!DOCTYPE".utf8), elements == 0, doctype == nil {
            let doctype = try XMLDoctype(in: bytes, from: index + 9)
            index = doctype.end
            self.doctype = doctype
            return nil
        }
        if rest.starts(with: "<!".utf8) { throw elements == 0 ? .notSVG : malformed("has a declaration out of place") }
        return try readStart()
    }

    private func end(of mark: StaticString, from start: Int) throws(SVGError) -> Int {
        guard let end = bytes.end(of: mark, from: start) else { throw malformed("begins something that never ends") }
        return end
    }

    private mutating func readInstruction() throws(SVGError) -> Token? {
        let end = try end(of: "?>", from: index + 2)
        let target = bytes[(index + 2)..<(end - 2)].prefix(while: \.isXMLNameByte)
        index = end
        return target.elementsEqual("xml".utf8) ? nil : .instruction(target: target)
    }

    private mutating func readEnd() throws(SVGError) -> Token {
        index += 2
        let name = readName()
        skipSpace()
        guard let expected = open.last, name == expected, current == UInt8(ascii: ">") else {
            throw malformed("has an end tag that ends nothing")
        }
        index += 1
        leave()
        return .end
    }

    private mutating func leave() {
        namespaces.leave(depth: open.count)
        open.removeLast()
    }

    private mutating func readStart() throws(SVGError) -> Token {
        if open.isEmpty, elements > 0 { throw malformed("has a second root element") }
        index += 1
        let name = readName()
        guard !name.isEmpty else { throw elements == 0 ? .notSVG : malformed("has a \"<\" that begins no tag") }
        elements += 1
        guard elements <= limits.elements else { throw .tooManyElements(limit: limits.elements) }
        guard open.count < limits.depth else { throw .tooDeep(limit: limits.depth) }
        open.append(name)
        let attributes = try readAttributes()
        owesEnd = current == UInt8(ascii: "/")
        index += owesEnd ? 2 : 1
        return .start(try resolve(name, attributes))
    }

    private mutating func readAttributes() throws(SVGError) -> [(name: ArraySlice<UInt8>, value: [UInt8])] {
        var attributes: [(name: ArraySlice<UInt8>, value: [UInt8])] = []
        var count = 0
        while true {
            let start = index
            skipSpace()
            if current == UInt8(ascii: ">") || bytes[index...].starts(with: "/>".utf8) { return attributes }
            let hasSpace = index > start
            let name = readName()
            guard hasSpace, !name.isEmpty else { throw malformed("has a tag that is not written right") }
            // The namespace of the root, which is written if it was missing, is none of them.
            count += name.elementsEqual("xmlns".utf8) ? 0 : 1
            guard count <= Self.attributeLimit else { throw .tooManyAttributes(limit: Self.attributeLimit) }
            guard !attributes.contains(where: { $0.name == name }) else { throw malformed("has an attribute twice") }
            skipSpace()
            guard current == UInt8(ascii: "=") else { throw malformed("has an attribute without a value") }
            index += 1
            skipSpace()
            attributes.append((name, try readValue()))
        }
    }

    private mutating func readValue() throws(SVGError) -> [UInt8] {
        let quote = current
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw malformed("has an attribute without quotes")
        }
        index += 1
        var value: [UInt8] = []
        while current != quote {
            switch current {
            case 0, UInt8(ascii: "<"): throw malformed("has an attribute that never ends")
            case UInt8(ascii: "&"): try readReference(into: &value)
            default:
                value.append(current)
                index += 1
            }
        }
        index += 1
        return value.map { $0.isXMLSpace ? 0x20 : $0 }
    }

    /// A name, or an empty one where none begins here.
    private mutating func readName() -> ArraySlice<UInt8> {
        let start = index
        let isStart = current.isASCIILetter || current == UInt8(ascii: "_") || current >= 0x80
        guard isStart else { return [] }
        while current.isXMLNameByte { index += 1 }
        return bytes[start..<index]
    }

    private mutating func skipSpace() {
        while current.isXMLSpace { index += 1 }
    }

    // MARK: Names

    private mutating func resolve(
        _ name: ArraySlice<UInt8>, _ attributes: [(name: ArraySlice<UInt8>, value: [UInt8])]
    ) throws(SVGError) -> XMLTag {
        var resolved: [XMLTag.Attribute] = []
        for (name, value) in attributes {
            let (prefix, local) = split(name)
            if name.elementsEqual("xmlns".utf8) {
                try namespaces.bind([], to: value, depth: open.count)
            } else if prefix.elementsEqual("xmlns".utf8) {
                try namespaces.bind(local, to: value, depth: open.count)
            }
        }
        for (name, value) in attributes {
            let (prefix, local) = split(name)
            if name.elementsEqual("xmlns".utf8) || prefix.elementsEqual("xmlns".utf8) { continue }
            let namespace = prefix.isEmpty ? .none : namespaces.namespace(of: prefix)
            let isTwice = namespace != .other && resolved.contains { $0.namespace == namespace && $0.name == local }
            guard !isTwice else { throw malformed("has an attribute twice") }
            resolved.append(XMLTag.Attribute(namespace: namespace, name: local, value: value))
        }
        let (prefix, local) = split(name)
        return XMLTag(namespace: namespaces.namespace(of: prefix), name: local, attributes: resolved)
    }

    private func split(_ name: ArraySlice<UInt8>) -> (prefix: ArraySlice<UInt8>, local: ArraySlice<UInt8>) {
        guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return ([], name) }
        return (name[..<colon], name[(colon + 1)...])
    }

    // MARK: Text

    private mutating func readText() throws(SVGError) -> [UInt8] {
        var text: [UInt8] = []
        while index < bytes.count, current != UInt8(ascii: "<") {
            if current == UInt8(ascii: "&") {
                try readReference(into: &text)
            } else {
                let end = bytes[index...].firstIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
                text += withLineFeeds(bytes[index..<(end ?? bytes.count)])
                index = end ?? bytes.count
            }
        }
        return text
    }

    private func withLineFeeds(_ text: ArraySlice<UInt8>) -> [UInt8] {
        guard text.contains(0x0D) else { return Array(text) }
        var plain: [UInt8] = []
        for position in text.indices where text[position] != 0x0D || position + 1 == text.endIndex || text[position + 1] != 0x0A {
            plain.append(text[position] == 0x0D ? 0x0A : text[position])
        }
        return plain
    }

    private mutating func readReference(into text: inout [UInt8]) throws(SVGError) {
        let start = index + 1
        guard let end = bytes[start...].prefix(256).firstIndex(of: UInt8(ascii: ";")) else {
            throw malformed("has a \"&\" that begins no character")
        }
        let name = bytes[start..<end]
        if name.first == UInt8(ascii: "#") {
            guard let scalar = Self.scalar(numbered: name.dropFirst()) else {
                throw malformed("has a number that stands for no character")
            }
            text += Array(String(scalar).utf8)
        } else if let byte = Self.predefined.first(where: { name.elementsEqual($0.0.utf8) })?.1 {
            text.append(byte)
        } else if let value = doctype?.entities[name] {
            expanded += value.count
            guard expanded <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
            text += value
        } else {
            throw malformed("has a \"&\" that begins no known character")
        }
        index = end + 1
    }

    private static let predefined: [(String, UInt8)] = [
        ("amp", UInt8(ascii: "&")), ("lt", UInt8(ascii: "<")), ("gt", UInt8(ascii: ">")), ("quot", UInt8(ascii: "\"")),
        ("apos", UInt8(ascii: "'")),
    ]

    private static func scalar(numbered text: ArraySlice<UInt8>) -> Unicode.Scalar? {
        let isHex = text.first == UInt8(ascii: "x")
        let digits = isHex ? text.dropFirst() : text
        guard digits.count <= 16, digits.allSatisfy({ isHex ? $0.isASCIIHexDigit : $0.isASCIIDigit }),
            let number = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10),
            let scalar = Unicode.Scalar(number)
        else { return nil }
        let isAllowed = number >= 0x20 || number == 0x09 || number == 0x0A || number == 0x0D
        return isAllowed && number != 0xFFFE && number != 0xFFFF ? scalar : nil
    }
}
