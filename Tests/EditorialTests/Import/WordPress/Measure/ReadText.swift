import Foundation

/// The text of a page's body as the measure compares it: tags stripped, entities read, white space folded. It knows nothing of the
/// program's own reading of HTML, which is what is measured.
enum ReadText {
    static func words(of html: String) -> [String] {
        // Nobody sees a byte order mark in the middle of a text.
        text(of: html).replacing("\u{FEFF}", with: "").split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// Tags of blocks part words.
    static func text(of html: String) -> String {
        let bytes = Array(html.utf8)
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count, beginsTag(bytes[index + 1]) else {
                output.append(bytes[index])
                index += 1
                continue
            }
            if bytes[index...].starts(with: "<!--".utf8) {
                index = bytes[index...].firstRange(of: "-->".utf8)?.upperBound ?? bytes.count
                continue
            }
            let name = String(
                decoding: bytes[(index + 1)...].drop { $0 == UInt8(ascii: "/") }.prefix {
                    isLetter($0) || (0x30...0x39).contains($0)
                },
                as: UTF8.self
            ).lowercased()
            let isEnd = bytes[index + 1] == UInt8(ascii: "/")
            index = endOfTag(bytes, from: index)
            if !isEnd, name == "script" || name == "style" {
                index = bytes[index...].firstRange(of: "</\(name)".utf8)?.lowerBound ?? bytes.count
            }
            if blocks.contains(name) { output.append(0x20) }
        }
        return decoded(String(decoding: output, as: UTF8.self))
    }

    private static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "br", "caption", "center", "col", "dd", "details", "dialog", "div", "dl",
        "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
        "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
        "iframe", "video", "audio", "select", "option", "textarea", "button", "label",
    ]

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func beginsTag(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }

    private static func endOfTag(_ bytes: [UInt8], from start: Int) -> Int {
        var quote: UInt8?
        var isValue = false
        for index in start..<bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            } else if isValue, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            isValue = byte == UInt8(ascii: "=") || isValue && byte == 0x20
        }
        return bytes.count
    }

    private static func decoded(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var output = ""
        var rest = text[...]
        while let sign = rest.firstIndex(of: "&") {
            output += rest[..<sign]
            let name = rest[rest.index(after: sign)...].prefix { $0.isLetter || $0.isNumber || $0 == "#" }
            let isClosed = name.endIndex < rest.endIndex && rest[name.endIndex] == ";"
            if isClosed, let character = character(named: String(name)) {
                output += character
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                output += "&"
                rest = rest[rest.index(after: sign)...]
            }
        }
        return output + rest
    }

    /// From U+00A1 on.
    private static let latin = """
        iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil \
        sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave \
        Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave \
        aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc \
        otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
        """.split(separator: " ")

    private static func character(named name: String) -> String? {
        if name.hasPrefix("#") {
            let isHex = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
            let number = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
            return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
        }
        if let index = latin.firstIndex(of: name[...]) {
            return Unicode.Scalar(UInt32(0xA1 + index)).map { String(Character($0)) }
        }
        return [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "hellip": "…", "mdash": "—",
            "ndash": "–",
            "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "bull": "•", "larr": "←", "rarr": "→", "uarr": "↑",
            "harr": "↔",
        ][name]
    }
}
