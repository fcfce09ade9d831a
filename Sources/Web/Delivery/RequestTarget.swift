/// The address a request asks for, split and brought into one spelling (RFC 9112, section 3.2; RFC 3986, section 6).
///
/// Not `URLComponents`: it repairs what it reads, and two readings of one address are how caches are poisoned.
/// Not NFC either: whoever looks a slug up normalises both sides, as WordPress does.
package struct RequestTarget: Sendable {
    /// The path as the client wrote it.
    package let path: String
    /// The path to look up. Percent-encoded unreserved and non-ASCII characters are decoded; whatever else is
    /// encoded stays so, with capital digits: `%2F` is never a slash. Begins with one `/`, has no empty segment
    /// but the last, and no `.` or `..`.
    package let normalPath: String
    /// What follows the `?`, as written; nil without one.
    package let rawQuery: String?
    /// The parameters of the query in their order, decoded, `+` as a space; a name alone has an empty value.
    package let query: [(name: String, value: String)]

    /// The first value of a parameter.
    package func value(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// What to do with a target.
    package enum Reading: Sendable {
        case target(RequestTarget)
        /// The same page has another address. The location is a path, never `//` or `/\`, and pure ASCII
        /// without controls, so it can neither leave the site nor split a header.
        case redirect(to: String)
        /// 400: control characters, broken percent-encoding of the path, no path at all, too many parameters.
        case bad
        /// 404: a backslash, which some clients turn into a slash.
        case notFound
        /// 414
        case tooLong
    }

    package static let maximumLength = 8192
    package static let maximumParameters = 64

    /// Reads the second word of a request line. In absolute form the host is for `RequestGate`, which has
    /// read it already.
    package static func parse(_ raw: String) -> Reading {
        guard raw.utf8.count <= maximumLength else { return .tooLong }
        guard let target = originForm(raw) else { return .bad }
        var needsWork = false
        var backslash = false
        for byte in target.utf8 {
            switch byte {
            case 0...0x20, 0x7F, UInt8(ascii: "#"): return .bad
            case UInt8(ascii: "\\"): backslash = true
            // Only these can make the normal form differ.
            case UInt8(ascii: "%"), UInt8(ascii: "."): needsWork = true
            default: break
            }
        }
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        let path = target[..<(mark ?? target.endIndex)]
        if backslash, path.utf8.contains(UInt8(ascii: "\\")) { return .notFound }
        let rawQuery = mark.map { target[target.utf8.index(after: $0)...] }
        var normal = String(path)
        if needsWork || hasEmptySegment(path.utf8) {
            guard let decoded = PercentCoding.decodePath(path.utf8) else { return .bad }
            let segments = decoded.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
            if segments.dropLast().contains(where: \.isEmpty) || segments.contains(where: isDots) {
                return .redirect(to: location(withoutDots(segments), query: rawQuery))
            }
            normal = String(decoding: decoded, as: UTF8.self)
        }
        guard let query = parameters(rawQuery) else { return .bad }
        return .target(
            RequestTarget(path: String(path), normalPath: normal, rawQuery: rawQuery.map { String($0) }, query: query))
    }

    /// The path and query of a target in origin form, or in absolute form without its host.
    static func originForm(_ raw: String) -> Substring? {
        if raw.utf8.first == UInt8(ascii: "/") { return raw[...] }
        guard let rest = behindScheme(raw) else { return nil }
        guard let slash = rest.utf8.firstIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") })
        else { return "/" }
        return rest.utf8[slash] == UInt8(ascii: "/") ? rest[slash...] : "/" + rest[slash...]
    }

    /// Host and port of a target in absolute form, as written; nil in any other form.
    static func authority(_ raw: String) -> Substring? {
        guard let rest = behindScheme(raw) else { return nil }
        let end = rest.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        return rest[..<(end ?? rest.endIndex)]
    }

    private static func behindScheme(_ raw: String) -> Substring? {
        for scheme in ["http://", "https://"] {
            let start = raw.utf8.prefix(scheme.utf8.count)
            if start.elementsEqual(scheme.utf8, by: { ($0 | 0x20) == ($1 | 0x20) }) { return raw[start.endIndex...] }
        }
        return nil
    }

    private static func hasEmptySegment(_ path: Substring.UTF8View) -> Bool {
        var previous: UInt8 = 0
        for byte in path {
            if byte == UInt8(ascii: "/"), previous == byte { return true }
            previous = byte
        }
        return false
    }

    private static func isDots(_ segment: ArraySlice<UInt8>) -> Bool {
        segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8)
    }

    /// RFC 3986, 5.2.4, and empty segments taken out. What ends in `/`, `/.` or `/..` ends in a slash.
    private static func withoutDots(_ segments: ArraySlice<ArraySlice<UInt8>>) -> [UInt8] {
        var kept: [ArraySlice<UInt8>] = []
        for segment in segments where !segment.isEmpty {
            if segment.elementsEqual("..".utf8) {
                _ = kept.popLast()
            } else if !isDots(segment) {
                kept.append(segment)
            }
        }
        var path: [UInt8] = []
        for segment in kept {
            path.append(UInt8(ascii: "/"))
            path += segment
        }
        if kept.isEmpty || segments.last.map({ $0.isEmpty || isDots($0) }) == true { path.append(UInt8(ascii: "/")) }
        return path
    }

    private static func location(_ path: [UInt8], query: Substring?) -> String {
        let path = PercentCoding.encodePath(path)
        guard let query else { return path }
        return path + "?" + PercentCoding.encodeQuery(query.utf8)
    }

    private static func parameters(_ query: Substring?) -> [(name: String, value: String)]? {
        guard let query, !query.isEmpty else { return [] }
        var list: [(name: String, value: String)] = []
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            guard list.count < maximumParameters else { return nil }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = PercentCoding.decodeForm(pair[..<equals]),
                let value = PercentCoding.decodeForm(pair[equals...].dropFirst())
            else { return nil }
            list.append((name, value))
        }
        return list
    }
}
