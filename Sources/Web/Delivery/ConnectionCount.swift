import NIOCore
import Synchronization

/// Counts open connections, in all and by address.
final class ConnectionCount: Sendable {
    /// An IPv4 address, or the /64 of an IPv6 one, which is what one household or one server gets.
    struct Client: Hashable, Sendable {
        let high: UInt64
        let isV4: Bool
        let isLoopback: Bool
    }

    private struct State {
        var total = 0
        var clients: [Client: Int] = [:]
    }

    private let limits: ConnectionLimits
    private let state = Mutex(State())

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    /// Counts a connection in; false, and nothing counted, where one limit is reached.
    func open(_ client: Client?) -> Bool {
        let limited = client.flatMap { limits.loopbackIsProxy && $0.isLoopback ? nil : $0 }
        return state.withLock { state in
            guard state.total < limits.connections else { return false }
            if let limited {
                guard state.clients[limited, default: 0] < limits.connectionsPerAddress else { return false }
                state.clients[limited, default: 0] += 1
            }
            state.total += 1
            return true
        }
    }

    /// Counts out what `open` counted in.
    func close(_ client: Client?) {
        let limited = client.flatMap { limits.loopbackIsProxy && $0.isLoopback ? nil : $0 }
        state.withLock { state in
            state.total -= 1
            guard let limited, let count = state.clients[limited] else { return }
            // Not left at zero: the table would keep every address that ever came.
            state.clients[limited] = count > 1 ? count - 1 : nil
        }
    }

    var total: Int {
        state.withLock { $0.total }
    }
}

extension ConnectionCount.Client {
    /// nil for Unix sockets and for peers that are gone already.
    init?(_ address: SocketAddress?) {
        switch address {
        case .v4(let v4):
            // `sockaddr_in`: family, port, then four bytes of address.
            self.init(
                v4: withUnsafeBytes(of: v4.address) { $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self) }.bigEndian)
        case .v6(let v6):
            // `sockaddr_in6`: family, port, flow, then sixteen bytes of address.
            let halves = withUnsafeBytes(of: v6.address) { bytes in
                (
                    bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                    bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                )
            }
            let high = UInt64(bigEndian: halves.0)
            let low = UInt64(bigEndian: halves.1)
            if high == 0, low >> 32 == 0xFFFF {
                // An IPv4 address in the clothes of IPv6, as a dual-stack socket shows it.
                self.init(v4: UInt32(truncatingIfNeeded: low))
            } else {
                self.init(high: high, isV4: false, isLoopback: high == 0 && low == 1)
            }
        default:
            return nil
        }
    }

    private init(v4: UInt32) {
        self.init(high: UInt64(v4), isV4: true, isLoopback: v4 >> 24 == 127)
    }
}
