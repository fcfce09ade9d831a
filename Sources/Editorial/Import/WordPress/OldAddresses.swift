import Content

/// The addresses that an item had before its slug or its date was changed: WordPress notes both and leads from there to where the
/// item is now (`wp_old_slug_redirect`, wp-includes/query.php). Pages have none there.
struct OldAddresses {
    let item: WXRItem
    let permalink: Permalink
    /// The path below which the magazine lives: empty, or `/blog`.
    let basePath: String

    /// An editor changes them a few times; a hostile export as often as it likes.
    private static let most = 50

    var all: [Permalink] {
        let slugs = values("_wp_old_slug").filter { !$0.isEmpty && !$0.contains("/") }
        let dates = values("_wp_old_date").compactMap(OldAddresses.parts)
        guard !slugs.isEmpty || !dates.isEmpty, permalink.text == permalink.path else { return [] }
        var found: [Permalink] = []
        var seen: Set<String> = [permalink.key]
        let segments = permalink.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for slug in [nil] + slugs.map(Optional.some) {
            for date in [nil] + dates.map(Optional.some) {
                guard let renamed = renamed(segments, to: slug), let dated = dated(renamed, as: date),
                    let address = Permalink(dated.joined(separator: "/")), seen.insert(address.key).inserted
                else { continue }
                found.append(address)
                if found.count == OldAddresses.most { return found }
            }
        }
        // WordPress looks for an old slug wherever it is asked for.
        for slug in slugs {
            guard let address = Permalink("\(basePath)/\(slug)/"), found.count < OldAddresses.most,
                seen.insert(address.key).inserted
            else { continue }
            found.append(address)
        }
        return found
    }

    private func values(_ key: String) -> [String] { item.meta.filter { $0.key == key }.map { $0.value.trimmed } }

    /// With another slug; nil where the address does not hold the slug.
    private func renamed(_ segments: [String], to slug: String?) -> [String]? {
        guard let slug else { return segments }
        let name = Permalink.key(of: item.name)
        guard !name.isEmpty,
            let index = segments.lastIndex(where: { segment in
                let key = Permalink.key(of: segment)
                return key == name || key.hasPrefix(name + ".")
            })
        else { return nil }
        var segments = segments
        // `/%postname%.html`
        let ending = Permalink.key(of: segments[index]).dropFirst(name.count)
        segments[index] = slug + ending
        return segments
    }

    /// With another date; nil where the address does not hold the date.
    private func dated(_ segments: [String], as date: [String]?) -> [String]? {
        guard let date else { return segments }
        guard let now = OldAddresses.parts(String(item.postDate.prefix(10))) else { return nil }
        var segments = segments
        for length in [3, 2, 1] {
            let places = segments.indices.dropLast(length - 1)
            guard let start = places.first(where: { Array(segments[$0..<$0 + length]) == Array(now.prefix(length)) }) else {
                continue
            }
            segments.replaceSubrange(start..<start + length, with: date.prefix(length))
            return segments
        }
        return nil
    }

    /// `2019-05-03` as `2019`, `05`, `03`.
    private static func parts(_ date: String) -> [String]? {
        let parts = date.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return parts
    }
}
