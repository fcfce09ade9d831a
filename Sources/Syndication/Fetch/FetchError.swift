/// Why something was not fetched, in a sentence for a person.
package enum FetchError: Error, Hashable, Sendable, CustomStringConvertible {
    case malformed(address: String)
    case unspoken(scheme: String)
    case privateAddress(String)
    case forbiddenPort(Int)
    case badHostMap(name: String, target: String)
    case unknownHost(String)
    case unreachable(host: String)
    case givenUp(host: String)
    case untrusted(host: String)
    case garbled(host: String)
    case answered(status: Int)
    case tooManyRedirects(limit: Int)
    case brokenOff(host: String)
    case tooSlow(host: String)
    case tooLarge(maximum: Int64)
    case compressed(coding: String)
    /// The caller's own reason, a sentence.
    case unwanted(String)
    case unwritable(path: String, reason: String)
    case cancelled
    /// The system gives no thread or no memory.
    case unavailable

    /// Whether it may be there another time: what was had of it is kept.
    package var mayPass: Bool {
        switch self {
        case .unreachable, .givenUp, .brokenOff, .tooSlow, .unwritable, .cancelled, .unavailable: true
        case .answered(let status): RetryPlan.mayPass(status)
        default: false
        }
    }

    package var description: String {
        switch self {
        case .malformed(let address): "\(address.prefix(200)) is no address of something on the web."
        case .unspoken(let scheme): "It leads to \(scheme): and only http: and https: are asked."
        case .privateAddress(let address): "It leads to a private address (\(address)), which is not asked."
        case .forbiddenPort(let port): "It leads to port \(port), which is not asked."
        case .badHostMap(let name, let target): "\(name)=\(target) does not say which host is to be asked for which name."
        case .unknownHost(let host): "There is no server named \(host)."
        case .unreachable(let host): "The server \(host) does not answer."
        case .givenUp(let host): "The server \(host) failed too often in a row and is not asked any more."
        case .untrusted(let host): "The server \(host) has no valid certificate."
        case .garbled(let host): "The server \(host) answers in a way that is not understood."
        case .answered(let status): "It answered \(status): \(FetchError.meaning(of: status))."
        case .tooManyRedirects(let limit): "It redirects more than \(limit) times."
        case .brokenOff(let host): "The server \(host) broke off midway."
        case .tooSlow(let host): "The server \(host) is too slow."
        case .tooLarge(let maximum): "It is larger than \(FetchError.size(maximum))."
        case .compressed(let coding): "It came compressed (\(coding.prefix(40))), unasked."
        case .unwanted(let reason): reason
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)."
        case .cancelled: "It was cancelled."
        case .unavailable: "The system gives no thread to fetch with."
        }
    }

    private static func meaning(of status: Int) -> String {
        switch status {
        case 401, 407: "a password is asked for"
        case 403, 451: "not for us"
        case 404: "not there"
        case 410: "gone"
        case 408, 504: "it took the server too long"
        case 429: "too many requests"
        case 300..<400: "it redirects to nowhere"
        case 400..<500: "the request is not accepted"
        case 500..<600: "the server is in trouble"
        default: "not what was asked for"
        }
    }

    private static func size(_ bytes: Int64) -> String {
        switch bytes {
        case 1_000_000...: "\(bytes / 1_000_000) MB"
        case 1000...: "\(bytes / 1000) kB"
        default: "\(bytes) bytes"
        }
    }
}
