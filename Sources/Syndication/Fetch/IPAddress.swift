#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// An address of the Internet, and whether it is anybody's: what is not is never asked.
enum IPAddress: Hashable, Sendable, CustomStringConvertible {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads `192.0.2.1` and `2001:db8::1`, with or without brackets; nil for everything else, a zone included.
    init?(_ text: some StringProtocol) {
        var name = String(text)
        if name.utf8.first == UInt8(ascii: "["), name.utf8.last == UInt8(ascii: "]") {
            name = String(name.dropFirst().dropLast())
        }
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, name, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, name, &six) == 1 {
            self = .v6(withUnsafeBytes(of: &six) { UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)) })
        } else {
            return nil
        }
    }

    /// Reads what `connect` would be called with; nil for other families than IPv4 and IPv6, and where it is cut short.
    init?(socketAddress: UnsafeRawPointer, length: Int) {
        guard length >= MemoryLayout<sa_family_t>.size else { return nil }
        switch Int32(socketAddress.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            self = .v4(UInt32(bigEndian: socketAddress.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            var six = socketAddress.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            self = .v6(withUnsafeBytes(of: &six) { UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)) })
        default: return nil
        }
    }

    /// Whether it is in a range where the servers of the public lie.
    ///
    /// By the registries of special-purpose addresses (RFC 6890, https://www.iana.org/assignments/iana-ipv4-special-registry,
    /// iana-ipv6-special-registry). An IPv6 address that carries an IPv4 address is as public as that one is; to look at
    /// its first bits only would let `::ffff:127.0.0.1` through.
    var isPublic: Bool {
        switch self {
        case .v4(let bits):
            return !IPAddress.privateV4.contains { range in bits >> (32 - range.length) == range.prefix >> (32 - range.length) }
        case .v6(let bits):
            let inner = IPAddress.v4(UInt32(truncatingIfNeeded: bits))
            // IPv4-mapped (RFC 4291), and NAT64 (RFC 6052), by which networks without IPv4 reach everybody.
            if bits >> 32 == 0xFFFF || bits >> 32 == 0x0064_FF9B << 64 { return inner.isPublic }
            // Global unicast; everything else is local, multicast, unspecified, loopback, or not given out yet.
            guard bits >> 125 == 1 else { return false }
            if IPAddress.privateV6.contains(where: { bits >> (128 - $0.length) == $0.prefix >> (128 - $0.length) }) {
                return false
            }
            // ISATAP (RFC 5214): the interface's name is an IPv4 address.
            let marker = UInt32(truncatingIfNeeded: bits >> 32)
            if marker == 0x0000_5EFE || marker == 0x0200_5EFE { return inner.isPublic }
            return true
        }
    }

    private static let privateV4: [(prefix: UInt32, length: UInt32)] = [
        (0x0000_0000, 8),  // 0.0.0.0: this network
        (0x0A00_0000, 8),  // 10.0.0.0: private
        (0x6440_0000, 10),  // 100.64.0.0: behind a carrier's NAT; 100.100.100.200 is a cloud's metadata
        (0x7F00_0000, 8),  // 127.0.0.0: loopback
        (0xA83F_8110, 32),  // 168.63.129.16: a cloud's metadata, in an otherwise public range
        (0xA9FE_0000, 16),  // 169.254.0.0: link-local; 169.254.169.254 is most clouds' metadata
        (0xAC10_0000, 12),  // 172.16.0.0: private
        (0xC000_0000, 24),  // 192.0.0.0: protocols; 192.0.0.192 is a cloud's metadata
        (0xC000_0200, 24),  // 192.0.2.0: documentation
        (0xC058_6300, 24),  // 192.88.99.0: 6to4 relays
        (0xC0A8_0000, 16),  // 192.168.0.0: private
        (0xC612_0000, 15),  // 198.18.0.0: benchmarks
        (0xC633_6400, 24),  // 198.51.100.0: documentation
        (0xCB00_7100, 24),  // 203.0.113.0: documentation
        (0xE000_0000, 4),  // 224.0.0.0: multicast
        (0xF000_0000, 4),  // 240.0.0.0: reserved, and the broadcast
    ]

    private static let privateV6: [(prefix: UInt128, length: UInt128)] = [
        (0x2001 << 112, 23),  // 2001::/23: Teredo, ORCHID, benchmarks
        (0x2001_0DB8 << 96, 32),  // documentation
        (0x2002 << 112, 16),  // 6to4, given up since RFC 7526, and any IPv4 address can be in it
        (0x3FFF << 112, 20),  // documentation
    ]

    var description: String {
        var text = [CChar](repeating: 0, count: 64)
        switch self {
        case .v4(let bits):
            var address = in_addr(s_addr: bits.bigEndian)
            inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
        case .v6(let bits):
            var address = bits.bigEndian
            inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
        }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
