import Testing

@testable import Web

@Suite("Request targets")
struct RequestTargetTests {
    /// One word for what a target is read as, so that the grids below can be read as tables.
    private func reading(_ raw: String) -> String {
        switch RequestTarget.parse(raw) {
        case .target(let target): "= " + target.normalPath
        case .redirect(let location): "> " + location
        case .bad: "400"
        case .notFound: "404"
        case .tooLong: "414"
        }
    }

    @Test(
        "a path has one spelling for look-up",
        arguments: [
            ("/", "= /"),
            ("/a/b/", "= /a/b/"),
            ("/a-b_c.d~e", "= /a-b_c.d~e"),
            ("/%61%2D%7e", "= /a-~"),
            ("/caf%c3%a9/", "= /café/"),
            ("/caf%C3%A9/", "= /café/"),
            ("/café/", "= /café/"),
            ("/cafe%cc%81/", "= /cafe\u{301}/"),
            ("/%f0%9f%8d%8e", "= /🍎"),
            ("/caf%e9/", "= /caf%E9/"),
            ("/%c3", "= /%C3"),
            ("/%c3/%a9", "= /%C3/%A9"),
            ("/%c0%af", "= /%C0%AF"),
            ("/%ed%a0%80", "= /%ED%A0%80"),
            ("/a%2fb", "= /a%2Fb"),
            ("/a%3fb%23%25", "= /a%3Fb%23%25"),
            ("/a%2bb+c", "= /a%2Bb+c"),
            ("/a%5cb", "= /a%5Cb"),
            ("/a;x.css", "= /a;x.css"),
            ("/%252e%252e/x", "= /%252e%252e/x"),
            ("/..%2f..%2fetc", "= /..%2F..%2Fetc"),
            ("/..%5c..%5cetc", "= /..%5C..%5Cetc"),
            ("/a..b.jpg", "= /a..b.jpg"),
            ("/...", "= /..."),
            ("/.well-known/x", "= /.well-known/x"),
        ])
    func normalForm(raw: String, expected: String) {
        #expect(reading(raw) == expected)
    }

    @Test(
        "dots and double slashes are led to the page they mean",
        arguments: [
            ("//", "> /"),
            ("/a//b", "> /a/b"),
            ("/a//", "> /a/"),
            ("//evil.example", "> /evil.example"),
            ("//evil.example/", "> /evil.example/"),
            ("//evil.example/%2e%2e", "> /"),
            ("///evil.example//", "> /evil.example/"),
            ("/./a", "> /a"),
            ("/a/.", "> /a/"),
            ("/a/./b/../c", "> /a/c"),
            ("/a/..", "> /"),
            ("/../../etc/passwd", "> /etc/passwd"),
            ("/%2e%2e/%2E%2e/x", "> /x"),
            ("/.%2e//evil.example", "> /evil.example"),
            ("/a/../caf%c3%a9?q=%c3%a9&r=\"<>", "> /caf%C3%A9?q=%c3%a9&r=%22%3C%3E"),
            ("/./%2f/evil", "> /%2F/evil"),
            ("/.//é", "> /%C3%A9"),
        ])
    func redirects(raw: String, expected: String) {
        #expect(reading(raw) == expected)
    }

    @Test(
        "what is dangerous or broken is refused",
        arguments: [
            ("", "400"), ("*", "400"), ("a", "400"), ("?q", "400"), ("javascript:alert(1)", "400"), ("ftp://x/", "400"),
            ("/%00", "400"), ("/a%00.js", "400"), ("/%09/evil", "400"), ("/%0d%0aSet-Cookie:x", "400"), ("/%7f", "400"),
            ("/%", "400"), ("/%4", "400"), ("/%zz", "400"), ("/%+1", "400"), ("/a b", "400"), ("/a\tb", "400"),
            ("/a\r\nX: y", "400"), ("/a\u{0}", "400"), ("/a#b", "400"), ("/a?b\nc", "400"), ("/?q=%00", "400"),
            ("/\\evil.example", "404"), ("\\evil", "400"), ("/a\\..\\b", "404"),
        ])
    func refused(raw: String, expected: String) {
        #expect(reading(raw) == expected)
    }

    @Test("a backslash in the query is an ordinary character")
    func backslashInQuery() throws {
        guard case .target(let target) = RequestTarget.parse("/s?q=a\\b") else {
            Issue.record("not a target")
            return
        }
        #expect(target.value("q") == "a\\b")
    }

    @Test(
        "the host of the absolute form is ignored",
        arguments: [
            ("http://evil.example/a?b", "= /a"), ("HTTPS://evil.example", "= /"), ("http://x?q=1", "= /"),
            ("http://user:pw@evil.example//b", "> /b"), ("http://", "= /"), ("http:/a", "400"),
        ])
    func absoluteForm(raw: String, expected: String) {
        #expect(reading(raw) == expected)
    }

    @Test(
        "parameters keep their order and are decoded",
        arguments: [
            ("/?", []),
            ("/?a", ["a="]),
            ("/?a=1&b=2&a=3", ["a=1", "b=2", "a=3"]),
            ("/?q=a+b%2Bc%20d", ["q=a b+c d"]),
            ("/?q=100%", ["q=100%"]),
            ("/?q=%e4", ["q=\u{FFFD}"]),
            ("/?q=caf%C3%A9", ["q=café"]),
            ("/?&&a=&=b&", ["a=", "=b"]),
            ("/?a=b=c", ["a=b=c"]),
            ("/?a?b=c", ["a?b=c"]),
        ])
    func query(raw: String, expected: [String]) {
        guard case .target(let target) = RequestTarget.parse(raw) else {
            Issue.record("\(raw) is no target")
            return
        }
        #expect(target.query.map { "\($0.name)=\($0.value)" } == expected)
    }

    @Test("64 parameters are read and 65 are refused; 8 KiB are read and a byte more is refused")
    func limits() {
        let list = { (count: Int) in "/?" + (0..<count).map { "p\($0)=1" }.joined(separator: "&") }
        #expect(reading(list(64)) == "= /")
        #expect(reading(list(65)) == "400")
        let path = "/" + String(repeating: "a", count: 8191)
        #expect(reading(path) == "= " + path)
        #expect(reading(path + "a") == "414")
    }

    @Test("whatever the bytes, nothing traps and a redirect stays on the site")
    func fuzz() {
        var generator = SystemRandomNumberGenerator()
        let alphabet: [String] = [
            "/", "\\", ".", "%", "2e", "2f", "5c", "00", "09", "0d", "c3", "a9", "ff", "?", "&", "=", "+", "#", "é",
            "a",
            "http://", ":", "@", " ", "\u{301}",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &generator)
            let raw = "/" + (0..<count).compactMap { _ in alphabet.randomElement(using: &generator) }.joined()
            guard case .redirect(let location) = RequestTarget.parse(raw) else { continue }
            let bytes = Array(location.utf8)
            #expect(bytes.first == UInt8(ascii: "/"), "\(raw) → \(location)")
            #expect(
                !bytes.dropFirst().starts(with: "/".utf8) && !bytes.contains(UInt8(ascii: "\\")), "\(raw) → \(location)"
            )
            #expect(bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(raw) → \(location)")
            // Where it leads is the end of the way: no loop.
            if case .redirect = RequestTarget.parse(location) { Issue.record("\(raw) → \(location) → again") }
        }
    }
}
