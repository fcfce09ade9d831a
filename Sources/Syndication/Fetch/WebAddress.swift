private import CCurl
private import Content

/// The address of something on the web, `https://old.example/a.jpg`, taken apart by libcurl's own parser.
///
/// What is checked is what is asked: libcurl is handed `text`, which is put together again from the parts that were looked
/// at. A second parser, Foundation's `URL` say, sees another host in some addresses than the one that is connected to.
struct WebAddress: Hashable, Sendable {
    enum Scheme: String, Sendable {
        case http
        case https

        var port: Int { self == .http ? 80 : 443 }
    }

    var scheme: Scheme
    /// In the letters of the DNS, in lower case; an IPv6 address is in brackets. `0x7f.1` is `127.0.0.1` here.
    let host: String
    /// The port that the address names, if any.
    let namedPort: Int?
    /// Path and query.
    let target: String

    var port: Int { namedPort ?? scheme.port }

    /// In one form: encoded as needed, without name and password, without fragment.
    var text: String { "\(scheme.rawValue)://\(host)\(namedPort.map { ":\($0)" } ?? "")\(target)" }

    init(_ text: String) throws(FetchError) { try self.init(text, from: nil) }

    /// Where a `Location` leads that was answered here.
    func resolving(_ location: String) throws(FetchError) -> WebAddress { try WebAddress(location, from: self) }

    private init(_ text: String, from base: WebAddress?) throws(FetchError) {
        let trimmed = WebAddress.trimmed(text)
        guard trimmed.utf8.count <= 8192, let url = curl_url() else { throw .malformed(address: text) }
        defer { curl_url_cleanup(url) }
        // The base comes from here and is in order.
        if let base { curl_url_set(url, CURLUPART_URL, base.text, 0) }
        guard curl_url_set(url, CURLUPART_URL, trimmed, UInt32(CURLU_URLENCODE)) == CURLUE_OK,
            let schemeName = WebAddress.part(CURLUPART_SCHEME, of: url)
        else { throw .malformed(address: text) }
        guard let scheme = Scheme(rawValue: schemeName.lowercased()) else { throw .unspoken(scheme: schemeName) }
        guard let name = WebAddress.part(CURLUPART_HOST, of: url), let host = Punycode.host(name),
            WebAddress.isHost(host), WebAddress.part(CURLUPART_ZONEID, of: url) == nil
        else { throw .malformed(address: text) }
        self.scheme = scheme
        self.host = host
        if let port = WebAddress.part(CURLUPART_PORT, of: url) {
            guard let number = Int(port), (1...65535).contains(number) else { throw .malformed(address: text) }
            namedPort = number
        } else {
            namedPort = nil
        }
        let query = WebAddress.part(CURLUPART_QUERY, of: url).map { "?" + $0 } ?? ""
        target = (WebAddress.part(CURLUPART_PATH, of: url) ?? "/") + query
    }

    private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    private static func isHost(_ host: String) -> Bool {
        if host.utf8.first == UInt8(ascii: "[") { return IPAddress(host) != nil }
        return !host.isEmpty && host.utf8.count <= 255
            && host.utf8.allSatisfy { byte in
                switch byte {
                case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    private static func trimmed(_ text: String) -> String {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let bytes = text.utf8.drop(while: isSpace)
        guard let last = bytes.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(bytes[...last]) ?? ""
    }
}
