extension ImageHeader {
    mutating func readSVG(_ source: inout ByteSource) {
        guard let root = SVGRoot(&source) else { return }
        (width, height) = (root.width ?? 0, root.height ?? 0)
        // Near its end it must be closed; what a comment hides there is for the sanitiser.
        let tail = XMLText.utf8(source.prefix(at: max(0, source.count - 1024) & ~1, upTo: 1026), like: root.encoding)
        let text = tail.reversed().drop { $0 <= 0x20 }
        isComplete = text.first == UInt8(ascii: ">")
    }
}

/// An SVG's root element, found behind what may stand before it: a mark of byte order, a declaration, comments, a DOCTYPE.
///
/// Only so much is read as tells the type and the size. That nothing in it is dangerous is the sanitiser's to see.
struct SVGRoot {
    /// In CSS pixels; nil where the document does not say.
    private(set) var width: Int?
    private(set) var height: Int?
    let encoding: XMLText.Encoding

    /// Programs put their licence, or a DTD of some kilobytes, before it.
    private static let mostBefore = 65_536

    init?(_ source: inout ByteSource) {
        let head = source.prefix(at: 0, upTo: SVGRoot.mostBefore)
        encoding = XMLText.encoding(of: head)
        let bytes = XMLText.utf8(head, like: encoding)
        guard let start = SVGRoot.start(bytes) else { return nil }
        var reader = XMLReader(Array(bytes[start...]))
        guard let event = try? reader.next(), case .start(let element) = event, element.name.local == "svg" else { return nil }
        var sides: [String: Int] = [:]
        var box: [Double] = []
        for attribute in element.attributes where attribute.name.prefix.isEmpty {
            switch attribute.name.local {
            case "width", "height": sides[attribute.name.local] = SVGRoot.pixels(reader.text(of: attribute))
            case "viewBox":
                let numbers = reader.text(of: attribute).prefix(200).split(whereSeparator: { $0 == " " || $0 == "," })
                box = numbers.compactMap { Double($0) }
            default: break
            }
        }
        let shown = box.count == 4 ? (SVGRoot.whole(box[2]), SVGRoot.whole(box[3])) : (nil, nil)
        // Without both, what the view box says, else nothing: 300 × 150 is a browser's invention.
        width = sides["width"] ?? shown.0
        height = sides["height"] ?? shown.1
    }

    /// Where the first element's tag begins.
    private static func start(_ bytes: [UInt8]) -> Int? {
        var at = 0
        while let next = bytes[at...].firstIndex(where: { $0 > 0x20 }) {
            at = next
            let rest = bytes[at...]
            if rest.starts(with: "<?".utf8) {
                guard let end = find("?>", bytes, from: at + 2) else { return nil }
                at = end
            } else if rest.starts(with: "<!--".utf8) {
                guard let end = find("-->", bytes, from: at + 4) else { return nil }
                at = end
            } else if rest.starts(with: "<!DOCTYPE".utf8) || rest.starts(with: "<!doctype".utf8) {
                guard let end = passDOCTYPE(bytes, from: at) else { return nil }
                at = end
            } else {
                return rest.first == UInt8(ascii: "<") ? at : nil
            }
        }
        return nil
    }

    private static func find(_ text: StaticString, _ bytes: [UInt8], from offset: Int) -> Int? {
        var at = offset
        while at <= bytes.count - text.utf8CodeUnitCount {
            if (0..<text.utf8CodeUnitCount).allSatisfy({ bytes[at + $0] == text.utf8Start[$0] }) {
                return at + text.utf8CodeUnitCount
            }
            at += 1
        }
        return nil
    }

    private static func passDOCTYPE(_ bytes: [UInt8], from offset: Int) -> Int? {
        var isInside = false
        for index in bytes.indices[offset...] {
            switch bytes[index] {
            case UInt8(ascii: "["): isInside = true
            case UInt8(ascii: "]"): isInside = false
            case UInt8(ascii: ">") where !isInside: return index + 1
            default: break
            }
        }
        return nil
    }

    /// A length such as `210mm` (CSS Values, 5.2); shares of an unknown whole, and `em`, say nothing.
    private static func pixels(_ text: String) -> Int? {
        let trimmed = text.prefix(40).filter { $0 != " " }
        let units = ["px": 1.0, "pt": 96.0 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54]
        if let unit = units[String(trimmed.suffix(2)).lowercased()] {
            return Double(trimmed.dropLast(2)).flatMap { whole($0 * unit) }
        }
        return Double(trimmed).flatMap(whole)
    }

    private static func whole(_ number: Double) -> Int? {
        guard number.isFinite, number > 0, number < 1e9 else { return nil }
        // A part of a pixel takes one.
        let whole = Int(number)
        return Double(whole) < number ? whole + 1 : whole
    }
}
