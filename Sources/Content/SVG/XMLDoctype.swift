/// A DOCTYPE: the names it gives to pieces of plain text, as Illustrator does for namespaces and styles.
///
/// `<!ENTITY name "text">` is all that is read, with no reference and no markup in the text, so that nothing can grow
/// within anything. Defaults for attributes (`<!ATTLIST`, by which some programs declare a namespace) are passed over,
/// whatever else an internal subset declares is refused. The address of an outer subset is never looked at.
struct XMLDoctype {
    static let limit = 64

    private(set) var entities: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
    /// Where the DOCTYPE ends.
    private(set) var end: Int
    private let bytes: [UInt8]

    /// Reads what follows `<!DOCTYPE`, from `start`.
    init(in bytes: [UInt8], from start: Int) throws(SVGError) {
        self.bytes = bytes
        end = start
        while true {
            switch current {
            case UInt8(ascii: ">"):
                end += 1
                return
            case UInt8(ascii: "["):
                end += 1
                try readSubset()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = try quoted()
            case 0, UInt8(ascii: "<"): throw .declaresEntities
            default: end += 1
            }
        }
    }

    /// The byte here; no file that is read has a zero.
    private var current: UInt8 { end < bytes.count ? bytes[end] : 0 }

    private mutating func readSubset() throws(SVGError) {
        while true {
            skipSpace()
            if current == UInt8(ascii: "]") {
                end += 1
                return
            }
            let rest = bytes[min(end, bytes.count)...]
            if rest.starts(with: "<!--".utf8) {
                guard let after = bytes.end(of: "-->", from: end + 4) else { throw .declaresEntities }
                end = after
            } else if rest.starts(with: "<!ENTITY".utf8) {
                end += 8
                try readEntity()
            } else if rest.starts(with: "<!ATTLIST".utf8) {
                try skipDeclaration()
            } else {
                throw .declaresEntities
            }
        }
    }

    private mutating func skipDeclaration() throws(SVGError) {
        end += 2
        while current != UInt8(ascii: ">") {
            switch current {
            case 0, UInt8(ascii: "<"), UInt8(ascii: "%"): throw .declaresEntities
            case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = try quoted()
            default: end += 1
            }
        }
        end += 1
    }

    private mutating func readEntity() throws(SVGError) {
        guard current.isXMLSpace else { throw .declaresEntities }
        skipSpace()
        let start = end
        while current.isXMLNameByte { end += 1 }
        let name = bytes[start..<end]
        skipSpace()
        guard !name.isEmpty, current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") else {
            throw .declaresEntities
        }
        let text = try quoted()
        skipSpace()
        let isPlain = text.allSatisfy { $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "<") }
        guard isPlain, current == UInt8(ascii: ">"), entities.count < Self.limit else { throw .declaresEntities }
        end += 1
        // The first declaration of a name holds.
        if entities[name] == nil { entities[name] = text }
    }

    private mutating func quoted() throws(SVGError) -> ArraySlice<UInt8> {
        let start = end + 1
        guard let close = bytes[start...].firstIndex(of: current) else { throw .declaresEntities }
        end = close + 1
        return bytes[start..<close]
    }

    private mutating func skipSpace() {
        while current.isXMLSpace { end += 1 }
    }
}

extension [UInt8] {
    /// The index after the first occurrence of a mark at or after `start`.
    func end(of mark: StaticString, from start: Int) -> Int? {
        mark.withUTF8Buffer { mark in
            guard let first = mark.first, start <= count else { return nil }
            var index = start
            while let candidate = self[index...].firstIndex(of: first) {
                if self[candidate...].starts(with: mark) { return candidate + mark.count }
                index = candidate + 1
            }
            return nil
        }
    }
}
