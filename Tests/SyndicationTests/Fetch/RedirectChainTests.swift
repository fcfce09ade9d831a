import Testing

@testable import Syndication

@Suite("The way of redirects")
struct RedirectChainTests {
    private func chain(_ start: String, _ map: [String: String] = [:]) throws(FetchError) -> RedirectChain {
        try RedirectChain(WebAddress(start), hostMap: HostMap(map), limit: 5)
    }

    @Test(
        "a step to a private address is not taken",
        arguments: [
            ("http://10.0.0.1/x", "10.0.0.1"), ("http://0x7f000001/", "127.0.0.1"),
            ("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1"),
            ("//169.254.169.254/latest/meta-data/", "169.254.169.254"), ("http://[64:ff9b::a9fe:a9fe]/", "64:ff9b::a9fe:a9fe"),
        ])
    func privateStep(_ location: String, _ address: String) throws {
        var chain = try chain("https://old.example/a.jpg")
        #expect(throws: FetchError.privateAddress(address)) { try chain.follow(location) }
        #expect(throws: FetchError.privateAddress(address)) {
            _ = try self.chain(location.hasPrefix("//") ? "http:" + location : location)
        }
    }

    @Test("a step to another scheme is not taken")
    func otherScheme() throws {
        var chain = try chain("https://old.example/a.jpg")
        #expect(throws: FetchError.unspoken(scheme: "file")) { try chain.follow("file:///etc/passwd") }
    }

    @Test("the sixth step is not taken")
    func sixthStep() throws {
        var chain = try chain("https://old.example/0")
        for step in 1...5 { try chain.follow("/\(step)") }
        #expect(chain.current.text == "https://old.example/5")
        #expect(throws: FetchError.tooManyRedirects(limit: 5)) { try chain.follow("/6") }
    }

    @Test("a redirect leads to the usual ports of the web, or to the one that was named at the start")
    func ports() throws {
        var chain = try chain("https://old.example:8081/a.jpg")
        try chain.follow("https://cdn.example:8443/a.jpg")
        try chain.follow("http://cdn.example:8081/a.jpg")
        #expect(throws: FetchError.forbiddenPort(9000)) { try chain.follow("http://cdn.example:9000/") }
    }

    @Test("the port of another service is not asked even where the address names it", arguments: [22, 25, 3306, 6379])
    func services(_ port: Int) {
        #expect(throws: FetchError.forbiddenPort(port)) { _ = try chain("http://old.example:\(port)/") }
    }

    @Test("only what the map names may be private")
    func mapped() throws {
        var chain = try chain("https://old.example/a.jpg", ["old.example": "127.0.0.1:9000"])
        #expect(chain.target == HostMap.Target(host: "127.0.0.1", port: 9000, isPlain: false))
        #expect(throws: FetchError.privateAddress("127.0.0.1")) { try chain.follow("http://127.0.0.1:9000/") }
        try chain.follow("http://old.example.:22/")
        #expect(chain.target?.host == "127.0.0.1")
        try chain.follow("http://new.example/")
        #expect(chain.target == nil)
    }

    @Test(
        "a map entry says who is asked",
        arguments: [
            ("old.example", "127.0.0.1:8123", "127.0.0.1", 8123, false),
            ("old.example", "new.example", "new.example", nil, false),
            ("old.example", "http://127.0.0.1:8123", "127.0.0.1", 8123, true),
            ("old.example", "http://127.0.0.1", "127.0.0.1", 80, true),
            ("Old.Example:443", "[::1]:80", "[::1]", 80, false),
        ] as [(String, String, String, Int?, Bool)])
    func mapEntry(_ name: String, _ target: String, _ host: String, _ port: Int?, _ isPlain: Bool) throws {
        #expect(
            try HostMap([name: target])[WebAddress("https://old.example/x")]
                == HostMap.Target(host: host, port: port, isPlain: isPlain))
    }

    @Test("a map entry for one port is for that port alone")
    func mappedPort() throws {
        #expect(try HostMap(["old.example:8080": "127.0.0.1:1"])[WebAddress("http://old.example/")] == nil)
    }

    @Test("a map entry that says nothing is told", arguments: ["", "https://x/y", "a b", "x:y"])
    func badMap(_ target: String) {
        #expect(throws: FetchError.badHostMap(name: "old.example", target: target)) { try HostMap(["old.example": target]) }
    }
}
