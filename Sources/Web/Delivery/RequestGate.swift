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
        /// Answer with this and close.
        case refuse(HTTPResponse.Status)
    }

    let bodyLimit: @Sendable (HTTPRequest) -> Int

    func decide(_ head: HTTPRequestHead) -> Decision {
        guard let method = method(head.method) else { return .refuse(.notImplemented) }
        if head.uri.utf8.count > RequestTarget.maximumLength { return .refuse(.uriTooLong) }
        guard let path = RequestTarget.originForm(head.uri) else { return .refuse(.badRequest) }
        var fields = HTTPFields()
        fields.reserveCapacity(head.headers.count)
        var hosts: [String] = []
        var lengths: [String] = []
        var codings: [String] = []
        for header in head.headers {
            guard let name = HTTPField.Name(header.name) else { return .refuse(.badRequest) }
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
        if let status = refusal(hosts: hosts, lengths: lengths, codings: codings, version: head.version) {
            return .refuse(status)
        }
        // After an upgrade that nobody takes up, the decoder reads no further request.
        let closes = !head.isKeepAlive || head.version != .http1_1 || fields[.upgrade] != nil
        if closes { fields[.connection] = "close" }
        let request = HTTPRequest(
            method: method, scheme: "http", authority: hosts.first, path: String(path), headerFields: fields)
        let limit = bodyLimit(request)
        if let length = lengths.first {
            guard let length = Int(length) else { return .refuse(.badRequest) }
            if length > limit { return .refuse(.contentTooLarge) }
        }
        let expects = fields[.expect].map { $0.utf8.elementsEqual("100-continue".utf8) { $0 | 0x20 == $1 } } ?? false
        return .forward(request, bodyLimit: limit, closes: closes, expectsContinue: expects)
    }

    private func refusal(
        hosts: [String], lengths: [String], codings: [String], version: HTTPVersion
    ) -> HTTPResponse.Status? {
        // Two hosts, or none in 1.1, are an error by the letter: section 3.2.
        if hosts.count > 1 || (hosts.isEmpty && version == .http1_1) { return .badRequest }
        if let host = hosts.first, !isHost(host) { return .badRequest }
        if lengths.count > 1 || (!lengths.isEmpty && !codings.isEmpty) { return .badRequest }
        if codings.isEmpty { return nil }
        if version != .http1_1 || codings.count > 1 { return .badRequest }
        return codings.first.map { $0.lowercased() == "chunked" } == true ? nil : .notImplemented
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
