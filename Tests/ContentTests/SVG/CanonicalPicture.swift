/// Reads a picture strictly as the sanitiser promises to write it, and names the first thing that is not allowed there.
///
/// Its own lists and its own scan, on purpose: were they the sanitiser's, they would agree with its mistakes.
enum CanonicalPicture {
    static func fault(in svg: [UInt8]) -> String? {
        let text = String(decoding: svg, as: UTF8.self)
        guard Array(text.utf8) == svg else { return "not UTF-8" }
        guard text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\"") else { return "begins \(text.prefix(40))" }
        var scanner = Scanner(bytes: svg)
        return scanner.fault().map { "\($0) at byte \(scanner.index)" }
    }

    private static let elements = Set(
        """
        circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix \
        feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR \
        feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight \
        feTile feTurbulence filter g image line linearGradient marker mask path pattern polygon polyline \
        radialGradient rect stop style svg switch symbol text textPath title tspan use
        """.split(separator: " ").map(String.init))

    private struct Scanner {
        let bytes: [UInt8]
        var index = 0
        var open: [String] = []

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func fault() -> String? {
            repeat {
                guard index < bytes.count else { return "<\(open.last ?? "nothing")> not ended" }
                let fault = bytes[index] == UInt8(ascii: "<") ? tagFault() : textFault(until: "<")
                if let fault { return fault }
            } while !open.isEmpty
            return index == bytes.count ? nil : "something after the end"
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
            guard open.count < 64 else { return "too deep" }
            let isRoot = open.isEmpty
            open.append(name)
            var seen: Set<String> = []
            while take(" ") {
                let attribute = word()
                guard seen.insert(attribute).inserted else { return "\(attribute) twice" }
                guard take("="), take("\"") else { return "\(attribute) without its value" }
                let start = index
                if let fault = textFault(until: "\"") { return "\(attribute): \(fault)" }
                let value = String(decoding: bytes[start..<index], as: UTF8.self)
                guard take("\"") else { return "\(attribute) not ended" }
                if let fault = fault(of: attribute, value, on: name, isRoot: isRoot) { return fault }
            }
            if take("/") { open.removeLast() }
            return take(">") ? nil : "<\(name) not ended"
        }

        private func fault(of attribute: String, _ value: String, on element: String, isRoot: Bool) -> String? {
            let plain = value.lowercased().filter { !$0.isWhitespace }
            if attribute.lowercased().hasPrefix("on") { return attribute }
            if attribute == "xmlns" { return isRoot ? nil : "xmlns within" }
            if attribute.contains(":") && attribute != "xml:lang" && attribute != "xml:space" { return attribute }
            if ["src", "action", "formaction", "ping", "from", "to", "by", "target", "base"].contains(attribute) {
                return attribute
            }
            if attribute == "href" {
                if element == "image" {
                    let isData = ["png", "jpeg", "gif", "webp"].contains { plain.hasPrefix("data:image/\($0);base64,") }
                    return isData ? nil : "an image of \(value.prefix(40))"
                }
                return value.hasPrefix("#") ? nil : "a link to \(value)"
            }
            if attribute.hasPrefix("aria-") { return nil }
            return styleFault(in: plain)
        }

        /// What CSS must not have, wherever it stands.
        private func styleFault(in style: String) -> String? {
            let plain = style.lowercased().filter { !$0.isWhitespace }
            let rest = plain.replacing("url(#", with: "")
            let words = [
                "url(", "\\", "@import", "@font", "expression", "javascript", "image-set", "src(", "/*", "var(", "env(",
                "binding",
            ]
            return words.first { rest.contains($0) }.map { "\($0) in a style" }
        }

        private mutating func textFault(until end: Unicode.Scalar) -> String? {
            let start = index
            while index < bytes.count, bytes[index] != UInt8(ascii: end) {
                switch bytes[index] {
                case UInt8(ascii: "<"), UInt8(ascii: ">"): return "an angle in a text"
                case UInt8(ascii: "&"):
                    let rest = bytes[index...]
                    let known = ["&amp;", "&lt;", "&gt;", "&quot;"].contains { rest.starts(with: $0.utf8) }
                    guard known else { return "an unknown entity" }
                case 0x09, 0x0A: break
                case 0..<0x20: return "a control character"
                default: break
                }
                index += 1
            }
            if end == "<", open.last == "style" {
                let style = String(decoding: bytes[start..<index], as: UTF8.self)
                let known = style.replacing("@media", with: "")
                return known.contains("@") ? "another at-rule" : styleFault(in: style)
            }
            let holdsText = ["desc", "style", "text", "textPath", "title", "tspan"].contains(open.last ?? "")
            return end == "<" && !holdsText ? "text in <\(open.last ?? "")>" : nil
        }

        private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: scalar) else { return false }
            index += 1
            return true
        }

        private mutating func word() -> String {
            let start = index
            while index < bytes.count, !" =/>\"<".utf8.contains(bytes[index]) { index += 1 }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
    }
}
