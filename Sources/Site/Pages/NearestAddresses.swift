import Content
import Storage

/// What a reader may have meant who asked for an address that does not answer: what has the same last part in another folder, what it
/// is the beginning of, what differs by a slip or two.
struct NearestAddresses {
    /// How many are offered at most.
    private static let most = 4
    /// Longer parts are no names, and the distance costs length times length.
    private static let longest = 100

    /// - Parameter path: as it was asked for.
    /// - Returns: the nearest first.
    static func of(_ path: String, in library: Library) throws -> [NearAddress] {
        let key = Permalink.key(of: path)
        guard let slug = slug(of: key) else { return [] }
        let wanted = letters(of: slug)
        guard (3...longest).contains(wanted.count) else { return [] }
        var nearest: [String: (rank: Int, address: NearAddress)] = [:]
        for candidate in try library.addresses(near: key, slug: slug) {
            guard let rank = rank(letters(of: self.slug(of: "/" + candidate.slug) ?? candidate.slug), wanted) else { continue }
            if let known = nearest[candidate.path], known.rank <= rank { continue }
            nearest[candidate.path] = (rank, candidate)
        }
        let sorted = nearest.values.sorted { ($0.rank, $0.address.path) < ($1.rank, $1.address.path) }
        return sorted.prefix(most).map(\.address)
    }

    /// 0 where they are the same, nil where they are too far apart to be offered.
    private static func rank(_ candidate: [Unicode.Scalar], _ wanted: [Unicode.Scalar]) -> Int? {
        if candidate == wanted { return 0 }
        let (shorter, longer) = candidate.count < wanted.count ? (candidate, wanted) : (wanted, candidate)
        // `the-autumn` of `the-autumn-timetable`: a whole word, and no word alone.
        if shorter.count >= 6, longer.starts(with: shorter), longer[shorter.count] == "-" { return 1 }
        guard longer.count <= longest else { return nil }
        let limit = min(1 + wanted.count / 5, 6)
        guard longer.count - shorter.count <= limit else { return nil }
        let distance = NearestName.distance(candidate, wanted)
        return distance <= limit ? 1 + distance : nil
    }

    /// The part of a key that names something: without a feed's or a page's number behind it, an ending, and the number that some
    /// systems put in front.
    private static func slug(of key: String) -> String? {
        var parts = key.prefix { $0 != "?" }.split(separator: "/")
        while let last = parts.last, parts.count > 1, ["feed", "amp", "embed", "page"].contains(last) || isNumber(last) {
            parts.removeLast()
        }
        guard var slug = parts.last else { return nil }
        if let dot = slug.lastIndex(of: "."), [".html", ".htm", ".php", ".aspx"].contains(slug[dot...].lowercased()) {
            slug = slug[..<dot]
        }
        let digits = slug.prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty, slug.dropFirst(digits.count).hasPrefix("-") {
            let rest = slug.dropFirst(digits.count + 1)
            if rest.count >= 3 { slug = rest }
        }
        return slug.isEmpty ? nil : slug.lowercased()
    }

    private static func isNumber(_ part: Substring) -> Bool { part.allSatisfy { $0.isASCII && $0.isNumber } }

    private static func letters(of slug: String) -> [Unicode.Scalar] {
        Array(PercentEncoding.decoded(slug).lowercased().unicodeScalars.prefix(longest + 1))
    }
}
