/// Reads markup strictly as the sanitiser promises to write it, and names the first thing that is not allowed there.
///
/// Its own lists and its own scan, on purpose: were they the sanitiser's, they would agree with its mistakes.
enum CanonicalMarkup {
    static func fault(in markup: String) -> String? {
        var scanner = Scanner(bytes: Array(markup.utf8))
        return scanner.fault()
    }

    private static let elements = Set(
        """
        a abbr address aside audio b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div \
        dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark meter ol p picture pre progress q rp rt \
        ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr track u ul \
        var video wbr
        """.split(separator: " ").map(String.init))
    private static let void: Set = ["br", "col", "hr", "img", "source", "track", "wbr"]
    private static let attributes = Set(
        """
        alt aria-label cite class colspan controls datetime decoding default dir headers height high href hreflang id \
        kind label lang loading loop low max media min muted open optimum poster preload rel reversed role rowspan \
        scope sizes span src srclang srcset start title type value width
        """.split(separator: " ").map(String.init))
    /// Names of parts of the page that a text stands in.
    private static let taken: Set = [
        "main", "comments", "comments-label", "latest", "nearest", "related", "search-words", "series", "site-nav",
    ]
    private static let addresses: Set = ["cite", "href", "poster", "src", "srcset"]
    private static let entities = ["&amp;", "&lt;", "&gt;", "&nbsp;"]

    private struct Scanner {
        let bytes: [UInt8]
        var index = 0
        var open: [String] = []

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func fault() -> String? {
            while index < bytes.count {
                let fault = bytes[index] == UInt8(ascii: "<") ? tagFault() : textFault(until: "<", quoted: false)
                if let fault { return "\(fault) at byte \(index)" }
            }
            return open.isEmpty ? nil : "<\(open.joined(separator: "><"))> not ended"
        }

        private mutating func tagFault() -> String? {
            index += 1
            if take("/") {
                let name = word()
                guard open.popLast() == name else { return "</\(name)> ends nothing" }
                return take(">") ? nil : "</\(name) not ended"
            }
            let name = word()
            guard elements.contains(name) else { return "<\(name)>" }
            if !void.contains(name) { open.append(name) }
            var seen: Set<String> = []
            while take(" ") {
                let attribute = word()
                guard attributes.contains(attribute) else { return "<\(name) \(attribute)>" }
                guard seen.insert(attribute).inserted else { return "\(attribute) twice" }
                guard take("="), take("\"") else { return "\(attribute) without its value" }
                let start = index
                if let fault = textFault(until: "\"", quoted: true) { return "\(attribute): \(fault)" }
                let value = String(decoding: bytes[start..<index], as: UTF8.self)
                guard take("\"") else { return "\(attribute) not ended" }
                if addresses.contains(attribute), let scheme = forbiddenScheme(value, in: attribute) {
                    return "\(attribute)=\"\(scheme)"
                }
                if attribute == "id", taken.contains(value) || value.hasPrefix("comment-") { return "id=\"\(value)\"" }
            }
            return take(">") ? nil : "<\(name) not ended"
        }

        private mutating func textFault(until end: Unicode.Scalar, quoted: Bool) -> String? {
            while index < bytes.count, bytes[index] != UInt8(ascii: end) {
                switch bytes[index] {
                case UInt8(ascii: "<"), UInt8(ascii: ">"): return "an angle in a text"
                case UInt8(ascii: "&"):
                    let rest = bytes[index...]
                    let known = entities + (quoted ? ["&quot;"] : [])
                    guard known.contains(where: { rest.starts(with: $0.utf8) }) else { return "an unknown entity" }
                case 0x09, 0x0A: break
                case 0..<0x20, 0x7F: return "a control character"
                case 0xC2: if bytes[index...].starts(with: [0xC2, 0xA0]) { return "a plain no-break space" }
                default: break
                }
                index += 1
            }
            return nil
        }

        private func forbiddenScheme(_ value: String, in attribute: String) -> String? {
            let urls = attribute == "srcset" ? value.split(separator: ", ").map(String.init) : [value]
            let allowed =
                attribute == "href" || attribute == "cite"
                ? ["http:", "https:", "mailto:", "tel:"] : ["http:", "https:"]
            for url in urls {
                let plain = String(String.UnicodeScalarView(url.lowercased().unicodeScalars.filter { $0.value > 0x20 }))
                if plain.hasPrefix("\\") || plain.hasPrefix("/\\") { return plain }
                let head = plain.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
                // Anything else before a colon is no scheme to a browser (https://url.spec.whatwg.org/#scheme-state), and the address a path.
                guard let colon = head.firstIndex(of: ":"), head[..<colon].utf8.allSatisfy(isOfScheme) else { continue }
                if !allowed.contains(String(head[...colon])) { return plain }
            }
            return nil
        }

        private func isOfScheme(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: false
            }
        }

        private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: scalar) else { return false }
            index += 1
            return true
        }

        private mutating func word() -> String {
            let start = index
            while index < bytes.count,
                (0x61...0x7A).contains(bytes[index]) || (0x30...0x39).contains(bytes[index]) || bytes[index] == 0x2D
            {
                index += 1
            }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
    }
}
