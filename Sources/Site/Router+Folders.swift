import Content
import Storage

/// Old sites that lived in a folder of another's address, `https://magazine.example/blog`: their articles and pages have the addresses
/// they had, and what listed them there is the magazine's.
extension Router {
    /// Where such a site had its front page, and by what number it is known.
    struct FolderSite {
        let source: Int64
        /// `/blog/`
        let home: String
    }

    var sites: [FolderSite] {
        get throws {
            try library.sources().compactMap { source in
                guard source.url.hasPrefix("http"), let path = Permalink(url: source.url)?.path else { return nil }
                let home = path.hasSuffix("/") ? path : path + "/"
                guard home.hasPrefix(publication.home), home != publication.home else { return nil }
                return FolderSite(source: source.id, home: home)
            }
        }
    }

    /// Its front page, its years, its sections, tags, authors and feeds lead to those of the magazine. What would be an article or a page
    /// is another site's: that leads nowhere.
    func folder(_ path: String) throws -> Answer? {
        guard path != "/", let site = try sites.first(where: { path.hasPrefix($0.home) || path + "/" == $0.home }) else {
            return nil
        }
        let meant = publication.home + path.dropFirst(site.home.count)
        for base in [meant, meant + "/", AddressEnding(path: meant)?.base].compactMap({ $0 }) {
            switch try library.destination(at: Permalink.key(of: base)) {
            case .article?, .picture?, .gone?: return nil
            default: continue
            }
        }
        if let answer = try leading(to: meant) { return answer }
        return meant.hasSuffix("/") ? nil : try leading(to: meant + "/")
    }
}
