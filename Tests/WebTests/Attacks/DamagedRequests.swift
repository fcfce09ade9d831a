/// Requests that were good once, damaged by chance: the same ones for the same seed.
struct DamagedRequests {
    private(set) var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Bytes for one connection, and how many requests they were made of.
    mutating func next() -> (bytes: [UInt8], requests: Int) {
        let count = Int.random(in: 1...8, using: &random)
        var bytes: [UInt8] = []
        // One at most, and good ones before it: damage often ends the connection.
        let bad = Int.random(in: 0..<count * 2, using: &random)
        for number in 0..<count { bytes += number == bad ? damaged() : good() }
        if Int.random(in: 0..<6, using: &random) == 0 { bytes = changed(bytes) }
        if Int.random(in: 0..<8, using: &random) == 0 {
            bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
        }
        return (bytes, count)
    }

    /// Where the bytes of a connection are cut into pieces; in their order.
    mutating func cuts(_ count: Int) -> [Int] {
        guard count > 1 else { return [] }
        return (0..<Int.random(in: 0...3, using: &random)).map { _ in Int.random(in: 1..<count, using: &random) }.sorted()
    }

    private mutating func good() -> [UInt8] {
        let method = pick(Self.methods)
        let target = self.target()
        var fields = ["Host: \(pick(["magazine.example", "www.magazine.example", "x", "[::1]:80"]))"]
        for _ in 0..<Int.random(in: 0...4, using: &random) { fields.append(pick(Self.fields)) }
        var body: [UInt8] = []
        if Int.random(in: 0..<8, using: &random) == 0 {
            if Bool.random(using: &random) {
                body = Array("s=quay&p=7".utf8)
                fields.append("Content-Length: \(body.count)")
            } else {
                body = Array("5\r\nhello\r\n3;a=b\r\nyes\r\n0\r\n\r\n".utf8)
                fields.append("Transfer-Encoding: chunked")
            }
        }
        return Array("\(method) \(target) HTTP/1.1\r\n\(fields.joined(separator: "\r\n"))\r\n\r\n".utf8) + body
    }

    private mutating func target() -> String {
        let path = pick(Self.paths)
        guard Bool.random(using: &random) else { return path }
        let names = [
            "p", "s", "q", "page", "paged", "feed", "m", "cat", "author", "page_id", "attachment_id", "url", "maxwidth", "format",
            "x", "rest_route",
        ]
        let query = (0..<Int.random(in: 1...4, using: &random)).map { _ in "\(pick(names))=\(pick(Self.words))" }.joined(
            separator: "&")
        return path + (path.contains("?") ? "&" : "?") + query
    }

    private mutating func damaged() -> [UInt8] {
        var bytes = good()
        for _ in 0..<Int.random(in: 1...4, using: &random) { bytes = changed(bytes) }
        return bytes
    }

    private mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        guard !bytes.isEmpty else { return Array(pick(Self.words).utf8) }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...40, using: &random))
        switch Int.random(in: 0..<9, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 4: bytes.insert(contentsOf: pick(Self.pieces).utf8, at: place)
        case 5: bytes.insert(contentsOf: pick(Self.words).utf8, at: place)
        case 6: bytes = replacingNumber(in: bytes, from: place)
        case 7: bytes.insert(contentsOf: repeatElement(bytes[place], count: pick([2, 64, 300, 9000, 17_000])), at: place)
        default: bytes = Array(bytes[..<place]) + good().suffix(Int.random(in: 1...200, using: &random))
        }
        return bytes
    }

    /// The next digits become another number.
    private mutating func replacingNumber(in bytes: [UInt8], from place: Int) -> [UInt8] {
        guard let start = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return bytes }
        let end = bytes[start...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
        return bytes[..<start] + Array(pick(Self.numbers).utf8) + bytes[end...]
    }

    private mutating func pick<Element>(_ list: [Element]) -> Element { list[Int.random(in: 0..<list.count, using: &random)] }

    private static let methods = [String](repeating: "GET", count: 12) + ["HEAD", "HEAD", "POST", "OPTIONS", "DELETE"]
    private static let numbers = [
        "0", "-1", "1", "00", "2147483647", "2147483648", "4294967295", "4294967296", "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615", "18446744073709551616", "99999999999999999999999999", "-9223372036854775808", "1e400", "0x10",
        "1.5", "NaN",
        "٣", "9999", "10000", "13", "31", "60", "253402300800",
    ]
    private static let words =
        numbers + [
            "", "quay", "%", "%0", "%zz", "%00", "%2f", "%2e%2e", "%ff", "%e2%80%a8", "%f4%90%80%80", "%ed%a0%80", "\"",
            "NEAR(a b)", "a*", "*",
            "-", "a\" OR \"b", "'; DROP TABLE article; --", "../../etc/passwd", "\\", "é", "\u{202E}",
            "https://old.example/2020/01/item-7/", "//", "json",
            "rss2", "atom", "/oembed/1.0/embed", "2020-02-30", "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 99 Foo 9999999999 99:99:99 GMT",
        ]
    private static let pieces = [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", "\r\n\r\n", "\r\n ", ";", ",", "=", "?", "#", "&", "/", "//", "/./", "/../",
        "HTTP/1.1", "HTTP/1.0",
        "HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "Host: y\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: -1\r\n", "Content-Length: 18446744073709551616\r\n", "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Expect: 100-continue\r\n", "Upgrade: h2c\r\nConnection: Upgrade\r\n", "Connection: close\r\n", "ffffffffffffffff\r\n",
        "-5\r\n", "0\r\n\r\n",
        "http://user@evil.example:99999", "\u{16}\u{3}\u{1}", "é", "%", "\"", "bytes=",
    ]
    private static let fields = [
        "Accept-Encoding: gzip, deflate, br", "Accept-Encoding: br;q=0, gzip;q=0.5", "If-None-Match: \"abc\"", "If-None-Match: *",
        "If-None-Match: W/\"a\", \"b\"", "If-Match: \"abc\"", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
        "If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT", "If-Unmodified-Since: Sun Nov  6 08:49:37 1994", "If-Range: \"abc\"",
        "Range: bytes=0-4", "Range: bytes=-5", "Range: bytes=9-", "Range: bytes=0-0,2-3", "Connection: keep-alive",
        "Connection: close",
        "Cookie: a=b; c=\"d\"", "Expect: 100-continue", "TE: trailers", "Upgrade: websocket", "Accept: application/activity+json",
        "X-Forwarded-Host: evil",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64)", "Authorization: Basic YTpi",
        "Content-Type: multipart/form-data; boundary=x",
    ]
    private static let paths = [
        "/", AttackedServer.page, AttackedServer.page, "/2020/01/item-8/2/", "/2020/01/item-8/99999/", "/category/sea/",
        "/category/sea/page/2/",
        "/tag/boats/feed/atom/", "/author/anna/", "/authors/", "/feed/", "/feed/json/", "/comments/feed/", "/sitemap.xml",
        "/sitemap-1.xml",
        "/sitemap-0-2.xml", "/sitemap-news.xml", "/robots.txt", "/humans.txt", "/events.ics",
        "/oembed?url=https://magazine.example/2020/01/item-7/",
        "/search/?q=quay", "/search/quay/page/2/", "/search/quay/feed/rss2/", "/2020/", "/2020/01/", "/2020/13/45/",
        "/2020/1/15/page/3/",
        AttackedServer.redirect, AttackedServer.gone, AttackedServer.file, AttackedServer.picture, AttackedServer.document,
        "/wp-content/uploads/2020/01/a-300x200.gif", "/images/quay/960.webp", "/images/card-7-0123456789abcdef.png",
        "/theme/style.abc.css", "/?p=7",
        "/?m=202001", "/index.php/2020/01/item-7/", "/2020/01/ITEM-7/).", "/caf%C3%A9/", "/%e2%80%8e", "/a\"b/", "//x//y/../z",
        "http://y/2020/01/item-7/",
        "*", "/.well-known/security.txt", "/wp-json/oembed/1.0/embed?url=x", "/xmlrpc.php", "/2020/01/item-7/attachment/a/",
        "/page/0/", "/page/00002/",
    ]
}
