/// Which host is asked in the place of another.
struct HostMap: Sendable {
    struct Target: Hashable, Sendable {
        /// A name or an address; an IPv6 address is in brackets.
        let host: String
        /// nil: the port of the address that is asked for.
        let port: Int?
        /// Whether `https:` addresses are asked without TLS.
        let isPlain: Bool
    }

    private let targets: [String: Target]

    init(_ entries: [String: String]) throws(FetchError) {
        var targets: [String: Target] = [:]
        for (name, target) in entries {
            do throws(FetchError) {
                let key = try WebAddress("http://\(name)/")
                let isPlain = target.hasPrefix("http://")
                let value = try WebAddress(isPlain ? target : "http://\(target)")
                guard key.target == "/", value.target == "/" else { throw .malformed(address: target) }
                targets[HostMap.key(key.host, key.namedPort)] = Target(
                    host: value.host, port: value.namedPort ?? (isPlain ? 80 : nil), isPlain: isPlain)
            } catch {
                throw .badHostMap(name: name, target: target)
            }
        }
        self.targets = targets
    }

    /// The host to ask for this address; nil where it is asked itself.
    subscript(address: WebAddress) -> Target? {
        targets[HostMap.key(address.host, address.port)] ?? targets[HostMap.key(address.host, nil)]
    }

    /// `old.example.` is `old.example`.
    private static func key(_ host: String, _ port: Int?) -> String {
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        return port.map { "\(name):\($0)" } ?? name
    }
}
