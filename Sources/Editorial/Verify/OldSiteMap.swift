/// The addresses that the site map of a running site names: that of WordPress, of Yoast and its like, or any other
/// (https://www.sitemaps.org/protocol.html).
struct OldSiteMap {
    private(set) var addresses: [String] = []
    private(set) var notes: [String] = []

    private static let mostMaps = 5000
    private static let mostAddresses = 500_000

    /// - Parameter site: `https://old.example`, or what it is below.
    /// - Throws: a sentence, where it has none.
    init(of site: String, fetch: PageFetching, isCancelled: @escaping @Sendable () -> Bool) throws {
        let base = site.hasSuffix("/") ? String(site.dropLast()) : site
        var failure = ""
        var waiting: [String] = []
        for name in ["wp-sitemap.xml", "sitemap_index.xml", "sitemap.xml"] where waiting.isEmpty {
            try fetch(["\(base)/\(name)"], isCancelled) { address, result in
                switch result {
                case .success(let page):
                    if SiteMapText(page.bytes).isSiteMap { waiting = [address] } else { failure = "It is no site map." }
                case .failure(let error): failure = error.sentence
                }
            }
        }
        guard !waiting.isEmpty else {
            throw ImportError.unreadable(
                "\(base) has no site map that can be read at /wp-sitemap.xml, /sitemap_index.xml or /sitemap.xml. \(failure) Give the "
                    + "addresses in a file: --urls FILE.")
        }
        var (seen, known) = (Set(waiting), Set<String>())
        var asked = 0
        while !waiting.isEmpty, asked < OldSiteMap.mostMaps {
            let maps = waiting.sorted()
            waiting = []
            asked += maps.count
            var order: [String: [String]] = [:]
            try fetch(maps, isCancelled) { address, result in
                switch result {
                case .success(let page):
                    let map = SiteMapText(page.bytes)
                    if !map.isSiteMap { notes.append("\(address) is no site map that can be read.") }
                    if map.isIndex {
                        for next in map.addresses where seen.insert(next).inserted { waiting.append(next) }
                    } else {
                        order[address] = map.addresses
                    }
                case .failure(let error): notes.append("\(address) could not be fetched. \(error.sentence)")
                }
            }
            for map in maps {
                for address in order[map] ?? [] where known.count < OldSiteMap.mostAddresses && known.insert(address).inserted {
                    addresses.append(address)
                }
            }
        }
    }
}

/// What a site map says, read without an XML parser: it is another's text, and only its addresses are wanted.
struct SiteMapText {
    let isIndex: Bool
    let isSiteMap: Bool
    private(set) var addresses: [String] = []

    private static let longest = 4000

    init(_ bytes: [UInt8]) {
        let head = bytes.prefix(4096)
        isIndex = head.firstRange(of: "<sitemapindex".utf8) != nil
        isSiteMap = isIndex || head.firstRange(of: "<urlset".utf8) != nil
        guard isSiteMap else { return }
        var rest = bytes[...]
        // Not `<image:loc>`: that is a picture's.
        while let start = rest.firstRange(of: "<loc>".utf8) {
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "</loc>".utf8) else { return }
            var text = rest[..<end.lowerBound]
            rest = rest[end.upperBound...]
            if text.count > SiteMapText.longest { continue }
            if let opening = text.firstRange(of: "<![CDATA[".utf8), let closing = text.firstRange(of: "]]>".utf8),
                opening.upperBound <= closing.lowerBound
            {
                text = text[opening.upperBound..<closing.lowerBound]
            }
            let address = SiteMapText.unescaped(String(decoding: text, as: UTF8.self).trimmed)
            if !address.isEmpty { addresses.append(address) }
        }
    }

    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var plain = text
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#038;", "&"), ("&#38;", "&"), ("&amp;", "&"),
        ] {
            plain = plain.replacing(entity, with: character)
        }
        return plain
    }
}
