/// What a setting may be, and the form in which it is kept.
package enum SettingType: Sendable, Hashable {
    /// One line, of at most so many characters.
    case text(longest: Int, isRequired: Bool)
    case number(ClosedRange<Int>)
    case yesOrNo
    case choice([String])
    case language
    /// Of the magazine itself.
    case webAddress
    /// Whether the machine knows it is asked elsewhere.
    case timeZone
    /// Of WordPress: a path with tokens.
    case permalinks
    /// Of the magazine itself; may be empty.
    case path
    /// The first parts of a path: `topics`, `news/topics`.
    case base
    /// The slug of a menu; whether there is one is asked elsewhere.
    case menu
    /// `#a3271c`, or empty.
    case color
    /// The path of a picture of the magazine, or empty; whether there is one is asked elsewhere.
    case picture
    /// An address to write to, or empty.
    case contact

    /// Why a value will not do: the end of a sentence.
    struct Fault: Error {
        let reason: String
    }

    /// For a person: `number, 1 to 100`.
    package var name: String {
        switch self {
        case .text: "text"
        case .number(let range): "number, \(range.lowerBound) to \(range.upperBound)"
        case .yesOrNo: "`yes` or `no`"
        case .choice(let words): SettingType.listed(words.map { "`\($0)`" })
        case .language: "language tag"
        case .webAddress: "web address"
        case .timeZone: "time zone"
        case .permalinks: "path with tokens"
        case .path: "path"
        case .base: "part of a path"
        case .menu: "menu"
        case .color: "colour"
        case .picture: "path of a picture"
        case .contact: "address to write to"
        }
    }

    /// The value as it is kept: without space around it, an address without its last slash, a tag in its usual capitals.
    func checked(_ value: String) throws(Fault) -> String {
        let text = SettingType.trimmed(value)
        switch self {
        case .text(let longest, let isRequired):
            try SettingType.checkLine(text, longest: longest)
            guard !isRequired || !text.isEmpty else { throw Fault(reason: "it must say something") }
            return text
        case .number(let range):
            guard let number = Int(text), range.contains(number) else {
                throw Fault(reason: "it is a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return String(number)
        case .yesOrNo:
            switch text.lowercased() {
            case "yes", "true", "on", "1": return "yes"
            case "no", "false", "off", "0": return "no"
            default: throw Fault(reason: "it is yes or no")
            }
        case .choice(let words):
            guard words.contains(text.lowercased()) else {
                let nearest = NearestName.suggestion(for: text.lowercased(), among: words)
                throw Fault(reason: "it is \(SettingType.listed(words))\(nearest)")
            }
            return text.lowercased()
        case .language:
            guard let tag = WellFormedLanguage(text) else {
                throw Fault(reason: "it is no language tag as BCP 47 has them: en, ko-KR, zh-Hant")
            }
            return tag.text
        case .webAddress: return try SettingType.webAddress(text)
        case .color:
            guard !text.isEmpty else { return "" }
            guard let color = Color(text) else { throw Fault(reason: "it is a colour as #a3271c") }
            return color.text
        case .picture:
            guard !text.isEmpty else { return "" }
            guard text.utf8.first == UInt8(ascii: "/"), !text.hasPrefix("//"), Permalink(PercentEncoding.encoded(text)) != nil
            else {
                throw Fault(reason: "it is the path of a picture in the magazine, and begins with /")
            }
            return text
        case .contact:
            guard !text.isEmpty else { return "" }
            let isAddress = ["https://", "mailto:", "tel:"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
            guard isAddress, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), text.utf8.count <= 500 else {
                throw Fault(reason: "it begins with mailto:, https:// or tel:, and has no spaces")
            }
            return text
        case .permalinks:
            guard PermalinkStructure(text) != nil else {
                throw Fault(reason: "it is a path from / with %postname% or %post_id% in it: /%year%/%monthnum%/%postname%/")
            }
            return text
        case .path:
            guard text.isEmpty || Permalink(text)?.path == text else {
                throw Fault(reason: "it is a path of this magazine, from its first slash: /blog/")
            }
            return text
        case .base:
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard text.utf8.count <= 100, !parts.isEmpty, parts.allSatisfy({ Slug(String($0)) != nil }),
                Permalink("/" + text)?.text == "/" + text
            else { throw Fault(reason: "it is a part of a path without a slash around it: topics") }
            return text
        case .timeZone, .menu:
            try SettingType.checkLine(text, longest: 200)
            return text
        }
    }

    /// `a`, `a or b`, `a, b or c`
    private static func listed(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.endIndex
        let rest = scalars[start...]
        let last = rest.lastIndex { !$0.properties.isWhitespace }
        return last.map { String(rest[...$0]) } ?? ""
    }

    private static func checkLine(_ text: String, longest: Int) throws(Fault) {
        guard text.count <= longest else { throw Fault(reason: "it is longer than \(longest) characters") }
        // What turns writing round or moves a terminal's cursor is no text of a header either; joiners are letters' own.
        let isLine = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            case .format: scalar.value == 0x200C || scalar.value == 0x200D || scalar.value == 0x00AD
            default: true
            }
        }
        guard isLine else { throw Fault(reason: "it is one line of text, without control characters") }
    }

    /// `https://magazine.example`, `http://localhost:8080/blog`
    private static func webAddress(_ written: String) throws(Fault) -> String {
        let text = Punycode.address(written)
        guard let colon = text.firstRange(of: "://"), ["http", "https"].contains(text[..<colon.lowerBound].lowercased()) else {
            throw Fault(reason: "it begins with https:// or http://")
        }
        guard !text.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
            throw Fault(reason: "it has neither a query (?) nor a fragment (#)")
        }
        let rest = text[colon.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let host = String(rest[..<slash]).lowercased()
        try checkHost(host)
        var path = rest[slash...]
        while path.hasSuffix("/") { path = path.dropLast() }
        guard path.isEmpty || !path.contains("//") && Permalink(String(path))?.text == String(path) else {
            throw Fault(reason: "its path is none that can be asked for")
        }
        return text[..<colon.lowerBound].lowercased() + "://" + host + path
    }

    /// A name or an address, perhaps with a port.
    private static func checkHost(_ host: String) throws(Fault) {
        guard !host.contains("@") else { throw Fault(reason: "it holds a user or a password, which every reader would see") }
        guard host.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw Fault(reason: "its host is none that the network can know")
        }
        let end = host.hasPrefix("[") ? host.firstIndex(of: "]").map { host.index(after: $0) } : host.firstIndex(of: ":")
        let name = host[..<(end ?? host.endIndex)]
        let port = end.map { host[$0...] } ?? ""
        let isIPv6 = name.hasPrefix("[") && name.hasSuffix("]") && name.count > 3
        let letters = isIPv6 ? name.dropFirst().dropLast() : name
        let isName = letters.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): true
            case UInt8(ascii: "g")...UInt8(ascii: "z"): !isIPv6
            case UInt8(ascii: ":"): isIPv6
            case UInt8(ascii: "-"), UInt8(ascii: "_"): !isIPv6
            default: false
            }
        }
        guard isName, !letters.isEmpty, !letters.hasPrefix("."), !letters.contains("..") else {
            throw Fault(reason: "it has no host that can be asked for")
        }
        guard port.isEmpty || port.hasPrefix(":") && UInt16(port.dropFirst()) != nil && port != ":0" else {
            throw Fault(reason: "its port is a number from 1 to 65535")
        }
    }
}
