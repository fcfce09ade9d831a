import Foundation
import TestSupport
import Testing

/// What one client sends changes nothing of what the next one gets (rows 17 to 20 of the attacks: docs/threat-model.md, "By number").
@Suite("Attacks on the cache")
struct CacheAttackTests {
    /// What is kept, and what is not.
    private static let paths = [
        "/", "/2020/01/item-7/", "/2020/01/item-8/2/", "/category/sea/", "/feed/", "/sitemap.xml", "/2020/01/old-quay/",
        "/wp-admin/setup.php", "/nowhere/", "/2020/01/item-7/?page=2", "/?p=7", "/wp-content/uploads/2020/01/five.txt",
    ]

    @Test("Row 17: a cookie, a password and whatever says who asks change nothing of an answer, and none sets a cookie")
    func sessions() async throws {
        let claims = [
            "Cookie: wordpress_logged_in_1=admin|9999999999|x; __Host-session=0",
            "Cookie: " + String(repeating: "a=b; ", count: 1000),
            "Authorization: Basic YWRtaW46YWRtaW4=", "Authorization: Bearer x", "Proxy-Authorization: Basic YTpi",
            "X-Remote-User: admin", "X-Forwarded-User: admin", "Remote-User: admin", "X-WP-Nonce: 0",
        ]
        try await AttackedServer.run { server in
            for path in Self.paths {
                let plain = try #require(try await server.get(path))
                #expect(plain["set-cookie"] == nil && plain.staysHome, "\(path)")
                for claim in claims {
                    let known = try #require(try await server.get(path, headers: "Host: magazine.example\r\n\(claim)"))
                    #expect(known.content == plain.content, "\(path) with \(claim.prefix(40))")
                }
                #expect(try await server.get(path)?.content == plain.content, "\(path)")
            }
            for door in ["/desk/", "/desk/me/x.css", "/api/", "/wp-admin/", "/wp-login.php", "/xmlrpc.php"] {
                let answer = try #require(try await server.get(door, headers: "Host: x\r\nCookie: session=1"))
                #expect([404, 410].contains(answer.status) && answer["set-cookie"] == nil, "\(door): \(answer)")
            }
        }
    }

    @Test("Row 18: no ending and no encoding makes a page be kept at another address, or be sent as something else")
    func deception() async throws {
        let endings = [
            "x.css", ";x.css", "%2fx.css", "..%2f..%2fx.css", "%2e%2e%2fx.css", "%3fx.css", "%23x.css", "%00.js", "%0ax.css",
            "%0d%0a",
            "/x.js", "./", "/", "./x.css", "../x.css", ".css", "~x.css", "index.css", "..;/", "..;/x.css", "style.css", "%252f",
            "%5cx.css",
            "%5c..%5cx.css", ".", "%2e", "%2E/", "%20x.css", "+x.css", ",x.css", "!x.css", "@x.css", "x.css/", "x.css%2f",
            "robots.txt",
            "favicon.ico", "a.gif", "%E2%80%AEssc.x", "\"", "%22", "'", "<x>", "%3Cx%3E", "%c0%ae", "%e9", "[", "|x.css", "{}",
            "`", "^",
            "0001/", "01/", "1/", "2/", "page/1/", "page/01/", "feed/x.css", "%66eed/", "amp/", "embed/", "?x.css", "?/x.css",
            "?%00",
        ]
        try await AttackedServer.run { server in
            for page in [AttackedServer.page, "/about/", "/item-9/", "/category/sea/", "/2020/01/", "/"] {
                let honest = try #require(try await server.get(page))
                guard honest.status == 200 else { continue }
                for ending in endings {
                    let path = page + ending
                    // Twice: what the first one left behind answers the second.
                    let (first, second) = (try await server.get(path), try await server.get(path))
                    let answer = try #require(first, "\(path)")
                    #expect(second?.content == answer.content, "\(path)")
                    #expect(answer.staysHome && !answer.fields.contains { $0.name == "set-cookie" }, "\(path): \(answer)")
                    if answer.status == 200 {
                        // The address of the page itself, or a page or a feed that has an address of its own.
                        let isQuery = ending.hasPrefix("?")
                        let isOwn = ["%66eed/", "feed/", "2/"].contains(ending) || page + ending == "/robots.txt"
                        #expect(isQuery || isOwn, "\(path): \(answer)")
                        #expect(!isQuery || answer.body == honest.body, "\(path)")
                        #expect(isQuery || answer.body != honest.body, "\(path) is \(page)")
                    } else {
                        #expect([301, 400, 404, 410].contains(answer.status), "\(path): \(answer)")
                    }
                    #expect(try await server.get(page)?.content == honest.content, "\(page) after \(path)")
                }
                for path in ["/\(page)", "//\(page)", "/.\(page)", "/x/..\(page)", "/%2e\(page)", "/x/%2e%2e\(page)"] {
                    let answer = try #require(try await server.get(path))
                    #expect(answer.status == 301 && answer["location"] == page, "\(path): \(answer)")
                }
            }
        }
    }

    @Test("Row 18: an address and its percent-encoded twin are two addresses for the cache where they are two for the magazine")
    func twins() async throws {
        let magazine = try TemporaryMagazine()
        // Signs that a request line may hold as they are, and that browsers encode.
        let signs = [
            ("\"", "%22"), ("<", "%3C"), (">", "%3E"), ("[", "%5B"), ("]", "%5D"), ("^", "%5E"), ("`", "%60"), ("{", "%7B"),
            ("|", "%7C"), ("}", "%7D"),
        ]
        try await magazine.importing(
            WXRText(
                signs.enumerated().map { number, sign in
                    .post(number + 100, "Sign \(number)") { $0.link = "https://old.example/2020/01/a\(sign.0)b/" }
                } + [.post(7)]
            ).text)
        try magazine.set([("base_url", AttackedServer.origin)])
        // What the magazine says without a server in front.
        var fresh: [String: Page] = [:]
        for path in signs.flatMap({ ["/2020/01/a\($0.0)b/", "/2020/01/a\($0.1)b/"] }) {
            fresh[path] = try await magazine.page(path)
        }
        #expect(fresh.values.contains { $0.status == 200 })
        try magazine.close()
        for order in [[0, 1], [1, 0]] {
            try await AttackedServer.run(magazine) { server in
                for sign in signs {
                    let paths = ["/2020/01/a\(sign.0)b/", "/2020/01/a\(sign.1)b/"]
                    // Each is asked twice, so that the second answer is one that was kept.
                    for index in order + order {
                        let answer = try #require(try await server.get(paths[index]), "\(paths[index])")
                        let expected = try #require(fresh[paths[index]])
                        #expect(answer.status == expected.status && answer.text == expected.body, "\(paths[index]), \(order)")
                        #expect(answer["location"] == expected.location, "\(paths[index]), \(order)")
                    }
                }
            }
        }
    }

    private static let poison = [
        "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: evil", "X-Forwarded-Prefix: /evil", "X-Forwarded-For: evil.example",
        "X-Forwarded-Port: 666", "X-Forwarded-Scheme: evil", "X-Forwarded-Server: evil.example",
        "Forwarded: host=evil.example;proto=evil",
        "X-Host: evil.example", "X-Original-URL: /evil", "X-Rewrite-URL: /evil", "X-Original-Host: evil.example",
        "X-HTTP-Method-Override: POST", "X-Method-Override: DELETE", "X-HTTP-Method: PUT", "Accept-Language: evil",
        "Accept: text/evil",
        "Origin: https://evil.example", "Referer: https://evil.example/", "User-Agent: evil", "Via: 1.1 evil.example",
        "X-WAP-Profile: https://evil.example/", "True-Client-IP: evil", "CF-Connecting-IP: evil", "X-Real-IP: evil",
        "Front-End-Https: evil",
        "Content-Type: evil", "X-Forwarded-Path: /evil", "Save-Data: on", "DPR: 3", "Sec-Fetch-Mode: navigate",
        "Purpose: prefetch",
        "X-Long: evil" + String(repeating: "a", count: 8192),
    ]

    @Test("Row 19: what names another host, another address or another method is never heard, whether it comes first or later")
    func poisoning() async throws {
        let ways: [(head: String, host: String, body: String)] =
            Self.poison.map { ($0, "magazine.example", "") } + [
                ("", "evil.example", ""), ("", "evil.example:99999", ""), ("", "magazine.example.evil.example", ""),
                ("", "evil.example:80:80", ""), ("", "EVIL.EXAMPLE", ""), ("", "localhost", ""), ("", "[::1]", ""), ("", ".", ""),
                ("", "magazine.example", "s=evil&p=evil&_method=DELETE"),
            ]
        let magazine = try await AttackedServer.magazine(articles: ways.count)
        let paths = ways.indices.map { "/2020/01/item-\(1001 + $0)/" }
        // What each page is where nobody has ever attacked.
        let unharmed = try await AttackedServer.run(magazine) { server in
            var texts: [String?] = []
            for path in paths { texts.append(try await server.get(path)?.text) }
            return texts
        }
        try await AttackedServer.run(magazine) { server in
            func ask(_ target: String, _ way: (head: String, host: String, body: String)) async throws -> RawAnswer? {
                let length = way.body.isEmpty ? "" : "Content-Length: \(way.body.utf8.count)\r\n"
                let head = way.head.isEmpty ? "" : way.head + "\r\n"
                return try await withRawConnection(server.port) { connection in
                    connection.send(
                        "GET \(target) HTTP/1.1\r\nHost: \(way.host)\r\n\(head)\(length)Connection: close\r\n\r\n\(way.body)")
                    return connection.answer()
                }
            }
            let reference = try #require(try await server.get(AttackedServer.page))
            for (number, way) in ways.enumerated() {
                // An address that nobody has asked for yet: what is made now is kept.
                let poisoned = try #require(try await ask(paths[number], way), "\(way)")
                let honest = try #require(try await server.get(paths[number]))
                #expect(honest.status == 200 && poisoned.content == honest.content, "\(way.head.prefix(60)) \(way.host)")
                #expect(honest.text == unharmed[number] && !honest.text.contains("evil"), "\(way.head.prefix(60)) \(way.host)")
                // And one that is kept already.
                #expect(
                    try await ask(AttackedServer.page, way)?.content == reference.content, "\(way.head.prefix(60)) \(way.host)")
                #expect(try await server.get(AttackedServer.page)?.content == reference.content)
                for other in Self.paths + ["//2020/01/item-7", "/2020/01/item-7"] {
                    let answer = try #require(try await ask(other, way))
                    #expect(
                        answer.staysHome && answer["location"]?.contains("evil") != true && !answer.text.contains("evil.example"),
                        "\(other)")
                }
            }
        }
    }

    @Test("Row 19: two hosts, none, or one that is no host are refused, and the absolute form names none")
    func hosts() async throws {
        try await AttackedServer.run { server in
            let honest = try #require(try await server.get(AttackedServer.page))
            for hosts in [
                "Host: magazine.example\r\nHost: evil.example", "Host: evil.example\r\nhost: magazine.example", "X: y",
                "Host: a b",
                "Host: evil.example/x", "Host: evil.example\\x", "Host: user@evil.example", "Host: evil.example?",
                "Host: evil.example#",
                "Host: a,evil.example", "Host: \u{e9}", "Host: " + String(repeating: "a", count: 256),
            ] {
                let answer = try #require(try await server.get(AttackedServer.page, headers: hosts))
                #expect(answer.status == 400 && !answer.text.contains("evil"), "\(hosts)")
            }
            for target in ["HTTP://x@evil.example", "http://", "http://evil.example\\x"] {
                #expect(try await server.get(target + AttackedServer.page)?.status == 400, "\(target)")
            }
            for target in ["http://evil.example", "https://evil.example:1", "HTTP://[::1]:80"] {
                let answer = try #require(try await server.get(target + AttackedServer.page))
                #expect(answer.content == honest.content, "\(target)")
            }
            for query in [
                "utm_source=evil&utm_medium=x", "fbclid=evil", "_method=DELETE", "callback=evil", "x=%3Cscript%3Eevil",
                "lang=evil",
                "page=0", "p[]=7", "preview=true", "evil", "&&&", "%", "a=%ff",
            ] {
                let answer = try #require(try await server.get(AttackedServer.page + "?" + query))
                #expect(answer.staysHome && !answer.text.contains("evil"), "\(query)")
                if answer.status == 200 { #expect(answer.text == honest.text, "\(query)") }
                #expect(try await server.get(AttackedServer.page)?.content == honest.content, "\(query)")
            }
            // Both names of the magazine: one is led to the other, and is never given what is kept for it.
            let other = try #require(try await server.get(AttackedServer.page, headers: "Host: www.magazine.example:8080"))
            #expect(other.status == 301 && other["location"] == AttackedServer.origin + AttackedServer.page)
            #expect(try await server.get(AttackedServer.page)?.content == honest.content)
        }
    }

    @Test("Row 20: whatever types a client would rather have, it gets the page; the coding alone differs, and Vary says so")
    func negotiation() async throws {
        let accepted = [
            "text/html", "application/activity+json", "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            "*/*", "",
            "text/html;q=0", "image/avif,image/webp", "application/json", "text/markdown", String(repeating: "a/b,", count: 1000),
        ]
        try await AttackedServer.run { server in
            for path in [
                AttackedServer.page, "/feed/", "/", "/sitemap.xml", AttackedServer.picture, "/nowhere/", AttackedServer.redirect,
            ] {
                var known: [String: String] = [:]
                for round in 0..<2 {
                    for (number, type) in accepted.enumerated() {
                        let coding = ["", "gzip", "br", "gzip, br"][(number + round) % 4]
                        let head = coding.isEmpty ? "" : "\r\nAccept-Encoding: \(coding)"
                        let answer = try #require(
                            try await server.get(path, headers: "Host: magazine.example\r\nAccept: \(type)\(head)"))
                        let packed = answer["content-encoding"] ?? ""
                        #expect(packed.isEmpty || coding.contains(packed), "\(path): \(packed) for \(coding)")
                        #expect(answer["vary"] ?? "Accept-Encoding" == "Accept-Encoding", "\(path)")
                        if answer.status == 200, path != AttackedServer.picture { #expect(answer["vary"] != nil, "\(path)") }
                        // Which form it is, not what was asked for, decides of every byte.
                        #expect(known[packed, default: answer.content] == answer.content, "\(path) as \(type.prefix(40))")
                        known[packed] = answer.content
                    }
                }
                let types = Set(
                    known.values.map { $0.components(separatedBy: "\n").first { $0.hasPrefix("content-type") } ?? "" })
                #expect(types.count == 1, "\(path): \(types)")
            }
        }
    }
}
