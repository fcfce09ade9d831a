import Content
import Storage

/// Which parameters change nothing of what an address says. It is known when its page is made, so that what was added to an address
/// costs nobody a look: what comes from a newsletter is asked for with `?utm_source=…`.
///
/// It says less than `Router.asked` would find, never more.
package enum IdleParameters: Sendable {
    /// Any may mean something.
    case none
    /// Those that mails and networks add for their own counting.
    case counting
    /// All but those that WordPress adds to the address of anything, and those of the search.
    case unknown

    /// Whether none of these says anything.
    package func hold(_ parameters: [(name: String, value: String)]) -> Bool {
        switch self {
        case .none: false
        case .counting: parameters.allSatisfy { IdleParameters.isCounting($0.name) }
        case .unknown: !parameters.contains { IdleParameters.telling.contains($0.name) }
        }
    }

    static func isCounting(_ name: String) -> Bool {
        ["utm_", "fbclid", "gclid", "mc_", "ref"].contains { name.hasPrefix($0) }
    }

    /// What `Router.asked` looks at away from front pages.
    private static let telling = QueryAddress.dropped.union(["attachment_id", "feed", "page", "paged", "q", "s"])
}

extension Router {
    /// As `asked` looks an address with a query up.
    static func key(ofQueriesAt path: String) -> String { Permalink.key(of: PercentEncoding.encoded(path)) }

    func idleParameters(at path: String) throws -> IdleParameters {
        let key = Router.key(ofQueriesAt: path)
        if try library.hasQueries(at: key) || path == publication.home + "oembed" { return .none }
        // There numbers and names of anything may be asked for.
        let fronts = try [publication.home] + sites.map(\.home)
        return fronts.contains { path == $0 || path == $0.dropLast() || path == $0 + "index.php" } ? .counting : .unknown
    }
}
