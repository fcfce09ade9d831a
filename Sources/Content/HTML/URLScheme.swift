/// What may stand in an address within safe markup.
enum URLScheme {
    /// The address as a browser would take it, or nil with the scheme that was refused ("javascript:", or "" where the
    /// address is not one).
    ///
    /// As the URL standard's parser does, spaces at the ends and control characters are removed first, wherever they
    /// stand: `java\tscript:` is `javascript:`. Unlike it, this refuses what nobody writes in good faith: a colon in
    /// the first part of a path, `\\host` and `/\host`, and `http:` without its two slashes.
    static func check(_ address: some Sequence<UInt8>, for use: HTMLSanitizer.LinkUse) -> (
        url: [UInt8]?, refused: String
    ) {
        var url = address.filter { $0 >= 0x20 && $0 != 0x7F }
        while url.last == 0x20 { url.removeLast() }
        url.removeFirst(url.prefix { $0 == 0x20 }.count)
        let colon = url.firstIndex { byte in
            byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?")
                || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "\\")
        }
        guard let colon, url[colon] == UInt8(ascii: ":") else {
            return isPath(url) ? (url, "") : (nil, "")
        }
        let scheme = url[..<colon].map { $0 | 0x20 }
        let rest = url[(colon + 1)...]
        if scheme.elementsEqual("http".utf8) || scheme.elementsEqual("https".utf8) {
            return rest.starts(with: "//".utf8) ? (url, "") : (nil, "")
        }
        if use == .link, scheme.elementsEqual("mailto".utf8) || scheme.elementsEqual("tel".utf8) {
            return (url, "")
        }
        let isScheme = !scheme.isEmpty && scheme.count <= 32 && scheme.allSatisfy { $0.isHTMLNameByte }
        return (nil, isScheme ? String(decoding: scheme, as: UTF8.self) + ":" : "")
    }

    /// Relative to a page, a site or a scheme.
    private static func isPath(_ url: [UInt8]) -> Bool {
        guard let first = url.first else { return true }
        let second = url.dropFirst().first
        if first == UInt8(ascii: "\\") { return false }
        return first != UInt8(ascii: "/") || second != UInt8(ascii: "\\")
    }

    /// `host` of `https://user@host:80/path`, or nil where there is none.
    static func host(of url: [UInt8]) -> String? {
        guard let start = url.firstIndex(of: UInt8(ascii: "/")), url[start...].starts(with: "//".utf8) else {
            return nil
        }
        let authority = url[(start + 2)...].prefix { byte in
            byte != UInt8(ascii: "/") && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#")
                && byte != UInt8(ascii: "\\")
        }
        let host = authority.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).last ?? []
        return host.isEmpty ? nil : String(decoding: host, as: UTF8.self)
    }
}

extension UInt8 {
    var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    var isASCIIHexDigit: Bool { isASCIIDigit || (0x61...0x66).contains(self | 0x20) }

    /// A letter, a digit, or one of `.` `:` `_` `-` `+`.
    var isHTMLNameByte: Bool {
        isASCIILetter || isASCIIDigit || self == UInt8(ascii: ".") || self == UInt8(ascii: ":")
            || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") || self == UInt8(ascii: "+")
    }
}
