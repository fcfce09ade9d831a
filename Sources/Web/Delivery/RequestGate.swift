import HTTPTypes
import NIOHTTP1

/// Decides about one request head before anything else sees it (RFC 9112, sections 2 to 6).
///
/// The parser below reads what it can; what is well formed but has two readings is refused here, because a proxy
/// in front may take the other one.
struct RequestGate: Sendable {
    enum Decision {
        /// Hand it on. `closes`: the answer is the last one on this connection.
        case forward(HTTPRequest, bodyLimit: Int, closes: Bool, expectsContinue: Bool)
        /// Say why not and close.
        case refuse(Refusal)
    }

    let bodyLimit: @Sendable (HTTPRequest) -> Int

    func decide(_ head: HTTPRequestHead) -> Decision {
        // What begins like this one has a meaning of its own behind it.
        if head.version.major != 1 { return .refuse(.version) }
        guard let method = method(head.method) else { return .refuse(.method) }
        if head.uri.utf8.count > RequestTarget.maximumLength { return .refuse(.longTarget) }
        // `OPTIONS *` asks the server, not one of its pages (RFC 9112, 3.2.4).
        let ofServer = method == .options && head.uri == "*"
        guard let path = ofServer ? "*" : RequestTarget.originForm(head.uri) else { return .refuse(.target) }
        var fields = HTTPFields()
        fields.reserveCapacity(head.headers.count)
        var hosts: [String] = []
        var lengths: [String] = []
        var codings: [String] = []
        for header in head.headers {
            guard let name = HTTPField.Name(header.name) else { return .refuse(.malformed) }
            if name == Self.host {
                hosts.append(header.value)
                continue
            }
            switch name {
            case .contentLength: lengths.append(header.value)
            case .transferEncoding: codings.append(header.value)
            default: break
            }
            fields.append(HTTPField(name: name, value: header.value))
        }
        if let refusal = refusal(hosts: hosts, lengths: lengths, codings: codings, version: head.version) {
            return .refuse(refusal)
        }
        // A host in the target goes before the field, which must be there all the same (RFC 9112, 3.2.2).
        var authority = hosts.first
        if let named = RequestTarget.authority(head.uri) {
            guard !named.isEmpty, isHost(String(named)) else { return .refuse(.target) }
            authority = String(named)
        }
        // After an upgrade that nobody takes up, the decoder reads no further request.
        let closes = !head.isKeepAlive || head.version != .http1_1 || fields[.upgrade] != nil
        if closes { fields[.connection] = "close" }
        let request = HTTPRequest(
            method: method, scheme: "http", authority: authority, path: String(path), headerFields: fields)
        let limit = bodyLimit(request)
        if let length = lengths.first {
            guard let length = Int(length) else { return .refuse(.framing) }
            if length > limit { return .refuse(.largeBody) }
        }
        let expects = fields[.expect].map { $0.utf8.elementsEqual("100-continue".utf8) { $0 | 0x20 == $1 } } ?? false
        return .forward(request, bodyLimit: limit, closes: closes, expectsContinue: expects)
    }

    private func refusal(
        hosts: [String], lengths: [String], codings: [String], version: HTTPVersion
    ) -> Refusal? {
        // Two hosts, or none in 1.1, are an error by the letter: section 3.2.
        if hosts.count > 1 || (hosts.isEmpty && version == .http1_1) { return .host }
        if let host = hosts.first, !isHost(host) { return .host }
        if lengths.count > 1 || (!lengths.isEmpty && !codings.isEmpty) { return .framing }
        if codings.isEmpty { return nil }
        if version != .http1_1 || codings.count > 1 { return .framing }
        return codings.first.map { $0.lowercased() == "chunked" } == true ? nil : .coding
    }

    /// Methods of HTTP itself. CONNECT and TRACE are for proxies; WebDAV and the rest nobody here answers.
    private func method(_ method: HTTPMethod) -> HTTPRequest.Method? {
        switch method {
        case .GET: .get
        case .HEAD: .head
        case .POST: .post
        case .PUT: .put
        case .PATCH: .patch
        case .DELETE: .delete
        case .OPTIONS: .options
        default: nil
        }
    }

    /// Letters, digits and `.-_:[]`; that leaves no `/`, `@` or space for a second reading.
    private func isHost(_ host: String) -> Bool {
        host.utf8.count <= 255
            && host.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): true
                case UInt8(ascii: "["), UInt8(ascii: "]"): true
                default: false
                }
            }
    }

    private static let host = HTTPField.Name("Host")
}
