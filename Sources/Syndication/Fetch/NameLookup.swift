// For the system's own names: where libcurl's headers are seen, Swift takes some of them for part of those.
private import CCurl

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The addresses of a name, all of them, before any is connected to.
///
/// libcurl could look names up itself; but it shows only the address that it is about to try, and a name that has one private
/// address among public ones is not asked at all.
enum NameLookup {
    enum Answer: Equatable, Sendable {
        case addresses([IPAddress])
        /// There is no such name.
        case unknown
        /// The DNS did not answer.
        case silence
    }

    /// `EAI_NODATA` of the GNU library, which Swift does not see: there is the name, and it has no addresses.
    private static let noData: Int32 = -5

    typealias Function = @Sendable (_ name: String) -> Answer

    /// Asks the system. Blocks, for up to half a minute where the DNS is down.
    static let system: Function = { name in
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, nil, &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        guard code == 0 else { return code == EAI_NONAME || code == noData ? .unknown : .silence }
        var addresses: [IPAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = entry.ai_addr, let found = IPAddress(socketAddress: address, length: Int(entry.ai_addrlen)),
                !addresses.contains(found)
            {
                addresses.append(found)
            }
            next = entry.ai_next
        }
        return addresses.isEmpty ? .unknown : .addresses(addresses)
    }
}
