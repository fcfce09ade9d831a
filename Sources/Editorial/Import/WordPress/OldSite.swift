import Content
import Storage

/// The site an export comes from: which addresses were its own, and what they are here.
struct OldSite: Sendable {
    /// `https://magazine.example`, without the last slash, its host in the letters of the DNS.
    let url: String
    /// `/blog`, or empty.
    let basePath: String
    private var hosts: Set<String>
    private var fileHosts: Set<String>

    /// - Returns: nil where the export names no address.
    init?(_ site: WXRSite) {
        let bases = [site.baseBlogURL, site.link, site.baseSiteURL].filter { OldSite.host(of: $0) != nil }
        guard let base = bases.first, let own = OldSite.host(of: base) else { return nil }
        url = Punycode.address(base.hasSuffix("/") ? String(base.dropLast()) : base)
        // `base_site_url` is the network's home on a multisite, `https://wordpress.com/`: not this site.
        let names = [site.baseBlogURL, site.link].compactMap(OldSite.host(of:)) + [own]
        hosts = OldSite.spellings(of: names)
        fileHosts = OldSite.fileHosts(of: names)
        let path = Permalink(url: url)?.path ?? "/"
        basePath = path == "/" ? "" : path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// No site at all: no address is its own.
    static let nowhere = OldSite()

    private init() { (url, basePath, hosts, fileHosts) = ("", "", [], []) }

    /// With the addresses of sites that it was before: links in its bodies still name them.
    func joined(by formerSites: [String]) -> OldSite {
        let names = formerSites.compactMap(OldSite.host(of:))
        var site = self
        site.hosts.formUnion(OldSite.spellings(of: names))
        site.fileHosts.formUnion(OldSite.fileHosts(of: names))
        return site
    }

    private static func spellings(of hosts: [String]) -> Set<String> {
        Set(hosts.flatMap { [withoutWWW($0), "www." + withoutWWW($0)] })
    }

    private static func fileHosts(of hosts: [String]) -> Set<String> {
        Set(hosts.filter { $0.hasSuffix(".wordpress.com") }.map { $0.dropLast(".wordpress.com".count) + ".files.wordpress.com" })
    }

    /// `https://magazine.example`, without a path.
    var origin: String { basePath.isEmpty || !url.hasSuffix(basePath) ? url : String(url.dropLast(basePath.count)) }

    var scheme: String { url.lowercased().hasPrefix("http:") ? "http" : "https" }

    /// Whether two exports are of one site: `www.` and the scheme make no difference.
    func isSame(_ other: OldSite) -> Bool { !hosts.isDisjoint(with: other.hosts) && basePath == other.basePath }

    /// The number of its row, which is made where this is the first export of it: that a later one has `https` or `www.` makes no other
    /// site of it.
    func source(in transaction: Transaction) throws -> Int64 {
        let known = try transaction.current.sources()
        if let same = known.first(where: { $0.url == url }) { return same.id }
        let same = known.first { source in
            var site = WXRSite()
            site.link = source.url
            return OldSite(site).map { $0.name == name } ?? false
        }
        return try same?.id ?? transaction.source(url: url)
    }

    /// Host, port and path.
    private var name: String {
        let rest = url.firstRange(of: "//").map { url[$0.upperBound...] } ?? url[...]
        return OldSite.withoutWWW(rest.lowercased())
    }

    /// The path of an address of this site, with query and fragment; nil for what is not of this site.
    func localPath(_ address: String) -> String? {
        guard let host = OldSite.host(of: address) else { return nil }
        if OldSite.mirrors.contains(host), let mirrored = mirrored(address) { return localPath(mirrored) }
        let isFile = fileHosts.contains(host)
        guard isFile || hosts.contains(host) else { return nil }
        guard let slashes = address.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let start = address.utf8.index(slashes, offsetBy: 2)
        let rest = address[start...]
        let path = rest.utf8.firstIndex { [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
        var local = path.map { String(rest[$0...]) } ?? "/"
        if local.utf8.first != UInt8(ascii: "/") { local = "/" + local }
        while local.hasPrefix("//") { local.removeFirst() }
        if isFile { return OldSite.uploads + OldSite.withoutQuery(local) }
        return local
    }

    /// Hosts of WordPress.com that keep smaller copies of a site's pictures (Jetpack's "Photon").
    private static let mirrors: Set<String> = ["i0.wp.com", "i1.wp.com", "i2.wp.com", "i3.wp.com"]

    /// `https://i0.wp.com/magazine.example/wp-content/…?resize=300` is a copy of `https://magazine.example/wp-content/…`.
    private func mirrored(_ address: String) -> String? {
        guard let slashes = address.firstRange(of: "//"), let slash = address[slashes.upperBound...].firstIndex(of: "/") else {
            return nil
        }
        let original = "https:/" + OldSite.withoutQuery(String(address[slash...]))
        guard let host = OldSite.host(of: original), hosts.contains(host) || fileHosts.contains(host) else { return nil }
        return original
    }

    /// Where the file of an attachment is served: its old path, to the letter.
    func filePath(attachmentURL: String, attachedFile: String) -> String {
        if let local = localPath(attachmentURL) { return PercentEncoding.decoded(OldSite.withoutQuery(local)) }
        if !attachedFile.isEmpty, !attachedFile.contains("..") { return basePath + OldSite.uploads + "/" + attachedFile }
        // From another host: a CDN's copy of the same folder.
        if let range = attachmentURL.firstRange(of: "/uploads/") {
            return PercentEncoding.decoded(
                basePath + OldSite.uploads + "/" + OldSite.withoutQuery(String(attachmentURL[range.upperBound...])))
        }
        return Permalink(url: attachmentURL).map { basePath + OldSite.uploads + PercentEncoding.decoded($0.path) } ?? ""
    }

    static let uploads = "/wp-content/uploads"

    /// The host of an absolute address, without a port; however it is written, in the letters of the DNS, in lower case.
    static func host(of address: String) -> String? {
        for scheme in ["https://", "http://", "//"] where address.utf8.count > scheme.utf8.count {
            guard address.prefix(scheme.count).lowercased() == scheme else { continue }
            let authority = address.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
            let name = authority.split(separator: "@").last?.split(separator: ":").first.map(String.init) ?? ""
            guard !name.isEmpty else { return nil }
            return Punycode.host(name.utf8.contains(UInt8(ascii: "%")) ? PercentEncoding.decoded(name) : name)
                ?? name.lowercased()
        }
        return nil
    }

    private static func withoutWWW(_ host: String) -> String { host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }

    private static func withoutQuery(_ path: String) -> String {
        String(path.prefix { $0 != "?" && $0 != "#" })
    }
}
