/// The way from the address that was wanted to the one that is asked now: each step is looked at before it is taken.
///
/// Names are looked at again when their addresses are known, and once more when connecting (`FetchTransfer`).
struct RedirectChain: Sendable {
    private(set) var current: WebAddress
    private(set) var steps = 0
    private let ports: Set<Int>
    private let hostMap: HostMap
    private let limit: Int

    init(_ start: WebAddress, hostMap: HostMap, limit: Int) throws(FetchError) {
        current = start
        self.hostMap = hostMap
        self.limit = limit
        var ports: Set<Int> = [80, 443, 8080, 8443]
        if let named = start.namedPort { ports.insert(named) }
        self.ports = ports
        try check(start)
    }

    /// Which host is asked in the place of the current one.
    var target: HostMap.Target? { hostMap[current] }

    /// Takes the step that an answer asks for.
    mutating func follow(_ location: String) throws(FetchError) {
        guard steps < limit else { throw .tooManyRedirects(limit: limit) }
        let next = try current.resolving(location)
        try check(next)
        current = next
        steps += 1
    }

    private func check(_ address: WebAddress) throws(FetchError) {
        guard hostMap[address] == nil else { return }
        if let literal = IPAddress(address.host), !literal.isPublic { throw .privateAddress(literal.description) }
        guard ports.contains(address.port), !RedirectChain.services.contains(address.port) else {
            throw .forbiddenPort(address.port)
        }
    }

    /// Ports where something else than a web server listens, which must not be sent requests even by an address that names
    /// one: the bad ports of the Fetch standard (https://fetch.spec.whatwg.org/#port-blocking), and the usual databases.
    private static let services: Set<Int> = [
        1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111,
        113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548,
        554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566,
        6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
        1433, 2375, 2379, 3306, 5432, 6379, 9200, 11211, 27017,
    ]
}
