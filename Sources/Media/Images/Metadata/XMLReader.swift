/// Reads XML by steps, for documents of which nothing is known but that they may be hostile.
///
/// Elements, attributes, text, CDATA, comments and processing instructions; the five entities and numbers. A DOCTYPE is refused,
/// and with it every other entity. Every byte is visited once, nesting ends at 64, and what the reader gives are places in the
/// bytes: text is only made where somebody asks for it. After an error there is nothing more to read.
struct XMLReader {
    struct Malformed: Error {
        /// In the bytes, as UTF-8.
        let offset: Int
    }

    struct Name: Equatable {
        /// Empty where there is none. What it stands for is for the namespaces to say.
        let prefix: String
        let local: String
    }

    struct Attribute {
        let name: Name
        let value: Range<Int>
    }

    struct Element {
        let name: Name
        let attributes: [Attribute]
    }

    enum Event {
        case start(Element)
        case end
        /// - Parameter isLiteral: it comes from CDATA, where `&` is itself.
        case text(Range<Int>, isLiteral: Bool)
    }

    private let bytes: [UInt8]
    private var at = 0
    private var open: [Name] = []
    private var closesAtOnce = false

    static let deepest = 64
    /// A picture's development settings come as some hundred attributes of one element.
    private static let mostAttributes = 2000
    private static let longestName = 200

    init(_ utf8: [UInt8]) { bytes = utf8 }

    /// - Returns: nil where the document is over.
    mutating func next() throws(Malformed) -> Event? {
        if closesAtOnce {
            closesAtOnce = false
            open.removeLast()
            return .end
        }
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "<") else {
                let start = at
                at = bytes[at...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                return .text(start..<at, isLiteral: false)
            }
            if begins("<!--") {
                _ = try pass("-->", from: 4)
            } else if begins("<![CDATA[") {
                return .text(try pass("]]>", from: 9), isLiteral: true)
            } else if begins("<?") {
                _ = try pass("?>", from: 2)
            } else if begins("</") {
                try readEnd()
                return .end
            } else {
                return .start(try readStart())
            }
        }
        if !open.isEmpty { throw Malformed(offset: at) }
        return nil
    }

    /// An attribute's value, with line ends as spaces (XML 1.0, 3.3.3).
    func text(of attribute: Attribute, limit: Int = 4000) -> String {
        let text = self.text(of: attribute.value, limit: limit).map { [0x09, 0x0A, 0x0D].contains($0) ? 0x20 : $0 }
        return String(decoding: text, as: UTF8.self)
    }

    /// The text of a place, entities resolved; unknown ones stay as they are written.
    /// - Parameter limit: in bytes; what is longer is cut.
    func text(of place: Range<Int>, isLiteral: Bool = false, limit: Int) -> [UInt8] {
        var text: [UInt8] = []
        var rest = bytes[place]
        while let byte = rest.first, text.count < limit {
            if byte == UInt8(ascii: "&"), !isLiteral, let semicolon = rest.prefix(12).firstIndex(of: UInt8(ascii: ";")),
                let scalar = XMLReader.entity(rest[(rest.startIndex + 1)..<semicolon])
            {
                text += Array(String(Character(scalar)).utf8)
                rest = rest[(semicolon + 1)...]
            } else {
                text.append(byte)
                rest = rest.dropFirst()
            }
        }
        return text
    }

    private static func entity(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
        switch String(decoding: name, as: UTF8.self) {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        case let text where text.hasPrefix("#x"): return UInt32(text.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        case let text where text.hasPrefix("#"): return UInt32(text.dropFirst()).flatMap(Unicode.Scalar.init)
        default: return nil
        }
    }

    private mutating func readStart() throws(Malformed) -> Element {
        guard open.count < XMLReader.deepest else { throw Malformed(offset: at) }
        at += 1
        let name = try readName()
        var attributes: [Attribute] = []
        while true {
            let before = at
            passSpace()
            guard at < bytes.count else { throw Malformed(offset: at) }
            switch bytes[at] {
            case UInt8(ascii: ">"):
                at += 1
                open.append(name)
                return Element(name: name, attributes: attributes)
            case UInt8(ascii: "/"):
                guard begins("/>") else { throw Malformed(offset: at) }
                at += 2
                open.append(name)
                closesAtOnce = true
                return Element(name: name, attributes: attributes)
            default:
                guard at > before, attributes.count < XMLReader.mostAttributes else { throw Malformed(offset: at) }
                attributes.append(try readAttribute())
            }
        }
    }

    private mutating func readAttribute() throws(Malformed) -> Attribute {
        let name = try readName()
        passSpace()
        guard begins("=") else { throw Malformed(offset: at) }
        at += 1
        passSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'"),
            let end = bytes[(at + 1)...].firstIndex(of: bytes[at])
        else { throw Malformed(offset: at) }
        defer { at = end + 1 }
        return Attribute(name: name, value: at + 1..<end)
    }

    private mutating func readEnd() throws(Malformed) {
        at += 2
        let name = try readName()
        passSpace()
        guard begins(">"), open.last == name else { throw Malformed(offset: at) }
        at += 1
        open.removeLast()
    }

    private mutating func readName() throws(Malformed) -> Name {
        let start = at
        while at < bytes.count, isNamePart(bytes[at]) { at += 1 }
        let name = bytes[start..<at]
        guard let first = name.first, first >= 0x3A, name.count <= XMLReader.longestName else { throw Malformed(offset: start) }
        guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else {
            return Name(prefix: "", local: String(decoding: name, as: UTF8.self))
        }
        let local = name[(colon + 1)...]
        guard colon > start, !local.isEmpty, !local.contains(UInt8(ascii: ":")) else { throw Malformed(offset: start) }
        return Name(prefix: String(decoding: name[..<colon], as: UTF8.self), local: String(decoding: local, as: UTF8.self))
    }

    private func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x3A, 0x2D, 0x2E, 0x5F, 0x80...: true
        default: false
        }
    }

    private mutating func passSpace() {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }

    private func begins(_ text: StaticString, at offset: Int? = nil) -> Bool {
        let offset = offset ?? at
        guard offset <= bytes.count - text.utf8CodeUnitCount else { return false }
        for index in 0..<text.utf8CodeUnitCount where bytes[offset + index] != text.utf8Start[index] { return false }
        return true
    }

    /// Goes behind a mark.
    /// - Returns: what was before it.
    private mutating func pass(_ mark: StaticString, from length: Int) throws(Malformed) -> Range<Int> {
        let start = at + length
        var end = start
        while end < bytes.count {
            if begins(mark, at: end) {
                at = end + mark.utf8CodeUnitCount
                return start..<end
            }
            end += 1
        }
        throw Malformed(offset: at)
    }
}
