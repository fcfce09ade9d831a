import Glibc
import NIOCore
import NIOPosix

/// Why the server could not begin to listen, in words for the person who started it.
package enum ServerError: Error, Equatable, CustomStringConvertible {
    case portTaken(host: String, port: Int)
    case portForbidden(host: String, port: Int)
    case notOurAddress(host: String)
    case unknownHost(String)

    package var description: String {
        switch self {
        case .portTaken(let host, let port):
            "port \(port) on \(host) is taken by another program; choose another with --port"
        case .portForbidden(let host, let port):
            "port \(port) on \(host) may only be opened by root; choose one above 1023 with --port"
        case .notOurAddress(let host):
            "\(host) is not an address of this machine; choose another with --host"
        case .unknownHost(let host):
            "the host name \(host) is not known; choose another with --host"
        }
    }

    /// nil for what is not about the address.
    init?(_ error: any Error, host: String, port: Int) {
        if error is SocketAddressError || error is NIOConnectionError {
            self = .unknownHost(host)
            return
        }
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: self = .portTaken(host: host, port: port)
        case EACCES: self = .portForbidden(host: host, port: port)
        case EADDRNOTAVAIL: self = .notOurAddress(host: host)
        default: return nil
        }
    }
}
