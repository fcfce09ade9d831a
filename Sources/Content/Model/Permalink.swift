/// The address of something published: a path, and a query where the old site had no other address (`/?p=7`).
///
/// It is kept as it was written, to the letter, because readers, feeds and search engines know it so. `key` is the form
/// that two spellings of one address share; it is what the address table is asked for.
package struct Permalink: Hashable, Sendable, CustomStringConvertible {
    /// As it was written, starting with one `/`.
    package let text: String

    /// A path that starts with `/`, of at most 2,000 bytes, without fragment, control characters, spaces or backslashes.
    package init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "/"), text.utf8.count <= 2000 else { return nil }
        // `//host/` would leave the site when it is written into a link.
        guard text.utf8.dropFirst().first != UInt8(ascii: "/") else { return nil }
        for byte in text.utf8 {
            guard byte > 0x20, byte != 0x7F, byte != UInt8(ascii: "\\"), byte != UInt8(ascii: "#") else { return nil }
        }
        guard Permalink.canBeAsked(text) else { return nil }
        self.text = text
    }

    /// The path of an absolute address, or of one that is a path already. The host is not looked at.
    package init?(url: String) {
        var rest = Substring(url)
        if let fragment = rest.utf8.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<fragment] }
        if let scheme = Permalink.endOfScheme(rest) {
            let host = rest[scheme...]
            let path = host.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
            rest = path.map { host[$0...] } ?? "/"
            if rest.utf8.first == UInt8(ascii: "?") { rest = "/" + rest }
            // `https://host//x/`, which real exports hold, is asked for as `/x/`: servers collapse slashes.
            while rest.hasPrefix("//") { rest = rest.dropFirst() }
        }
        self.init(Permalink.tidied(rest))
    }

    package var description: String { text }

    /// The path without the query.
    package var path: String {
        text.utf8.firstIndex(of: UInt8(ascii: "?")).map { String(text[..<$0]) } ?? text
    }

    /// What two spellings of one address share.
    package var key: String { Permalink.key(of: text) }

    /// Percent-triplets of letters, digits, `-`, `.`, `_` and `~` are decoded; every other triplet has upper-case digits; bytes
    /// that must be encoded are. (RFC 3986, 6.2.2: these spellings are one address.)
    package static func key(of path: String) -> String {
        var path = path
        return path.withUTF8 { bytes in
            guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 >= 0x80 }) else {
                return String(decoding: bytes, as: UTF8.self)
            }
            var key: [UInt8] = []
            key.reserveCapacity(bytes.count + 16)
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                if byte == UInt8(ascii: "%"), index + 1 < bytes.count,
                    let high = hexValue(bytes[index]), let low = hexValue(bytes[index + 1])
                {
                    let decoded = high << 4 | low
                    index += 2
                    if isUnreserved(decoded) { key.append(decoded) } else { appendTriplet(decoded, to: &key) }
                } else if byte >= 0x80 {
                    appendTriplet(byte, to: &key)
                } else {
                    key.append(byte)
                }
            }
            return String(decoding: key, as: UTF8.self)
        }
    }

    /// An address as servers understand it: spaces and backslashes encoded, slashes not doubled.
    private static func tidied(_ address: Substring) -> String {
        var text: [UInt8] = []
        var isPath = true
        for byte in address.utf8 {
            if byte == UInt8(ascii: "?") { isPath = false }
            switch byte {
            case UInt8(ascii: " "): text += Array("%20".utf8)
            case UInt8(ascii: "\\"): text += Array("%5C".utf8)
            // Not at the beginning: `//host/` is an address of another site, and stays refused.
            case UInt8(ascii: "/") where isPath && text.count > 1 && text.last == byte: continue
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether a request for it could ever come in: whole percent-triplets, none of a control character, no `.` or `..`.
    private static func canBeAsked(_ text: String) -> Bool {
        let path = text.utf8.prefix { $0 != UInt8(ascii: "?") }
        var rest = path
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else { continue }
            guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else { return false }
            let decoded = high << 4 | low
            if decoded < 0x20 || decoded == 0x7F { return false }
        }
        return !path.split(separator: UInt8(ascii: "/")).contains { segment in
            let decoded = Permalink.key(of: String(Substring(segment)))
            return decoded == "." || decoded == ".."
        }
    }

    /// The index after `scheme://`, where there is one.
    private static func endOfScheme(_ text: Substring) -> Substring.Index? {
        for scheme in ["https://", "http://", "HTTPS://", "HTTP://", "//"] where text.hasPrefix(scheme) {
            return text.utf8.index(text.startIndex, offsetBy: scheme.utf8.count)
        }
        return nil
    }

    private static func appendTriplet(_ byte: UInt8, to key: inout [UInt8]) {
        let digits: StaticString = "0123456789ABCDEF"
        key.append(UInt8(ascii: "%"))
        key.append(digits.utf8Start[Int(byte >> 4)])
        key.append(digits.utf8Start[Int(byte & 15)])
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
