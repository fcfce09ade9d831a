import Content

/// The magazine's own host, and the one that differs from it by `www.` alone. WordPress leads from the one to the other, and to no
/// third (`redirect_canonical`): what a request says of its host decides nothing else.
struct SiteHost {
    private let origin: String
    private let host: String

    /// - Parameter origin: `https://magazine.example`
    init(_ origin: String) {
        self.origin = origin
        host = SiteHost.name(origin.firstRange(of: "://").map { origin[$0.upperBound...] } ?? origin[...])
    }

    /// The host from which readers are led to the magazine's own: `www.magazine.example`, or the same without; in small letters.
    static func other(than origin: String) -> String {
        let host = SiteHost(origin).host
        return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host.isEmpty ? "" : "www." + host
    }

    /// The answer, or the way to the magazine's own host: to where the answer leads, in one step.
    func answer(_ answer: Answer, asked: String, _ path: String, _ query: String?) -> Answer {
        let asked = SiteHost.name(asked[...])
        guard asked != host, SiteHost.withoutWWW(asked) == SiteHost.withoutWWW(host), !host.isEmpty else { return answer }
        switch answer {
        case .redirect(let location): return .redirect(location.hasPrefix("/") ? origin + location : location)
        case .page(let page) where page.status != 200: return answer
        case .page: return .redirect(origin + PathText.adding(query ?? "", to: PercentEncoding.encoded(path)))
        // A file is the same under either name, and pages of others show it.
        case .upload, .picture, .card: return answer
        }
    }

    /// In small letters, without a port.
    private static func name(_ text: Substring) -> String { text.prefix { $0 != ":" && $0 != "/" }.lowercased() }

    private static func withoutWWW(_ host: String) -> Substring { host.hasPrefix("www.") ? host.dropFirst(4) : host[...] }
}
