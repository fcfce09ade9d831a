import Foundation
import TestSupport
import Testing

/// Rows 47, 50 and 51 of the attacks: addresses that lead away, up, or beyond the end of a file.
@Suite("Attacks by address")
struct AddressAttackTests {
    @Test("Row 47: wherever an address leads, it is the magazine itself")
    func openRedirects() async throws {
        let hosts = [
            "//evil.example", "//evil.example/", "///evil.example/", "////evil.example", "//evil.example/%2e%2e",
            "//evil.example/%2e%2e/",
            "//evil.example//..", "/%2fevil.example", "/%2f%2fevil.example/", "//%2fevil.example", "/%2F/evil.example/..",
            "/%5cevil.example",
            "/%5c%5cevil.example/", "/\\evil.example", "/\\/evil.example", "\\\\evil.example", "//\\evil.example",
            "/.\\evil.example",
            "/./\\evil.example", "/%09/evil.example", "/%09//evil.example", "/\t/evil.example", "/%0a/evil.example",
            "/%0d%0a//evil.example",
            "/.//evil.example", "/..//evil.example", "/./%2fevil.example", "/x/..//evil.example/", "/x/../..//evil.example",
            "/%2e%2e//evil.example", "/%2e//evil.example/%2e%2e", "//evil.example/./", "//evil.example@/", "//user@evil.example/",
            "//evil.example:80/", "//evil.example?", "//evil.example?//evil.example", "//evil.example;/", "/;//evil.example",
            "/;@evil.example",
            "/@evil.example", "/@evil.example/..//", "//[::1]/", "//0x7f000001/", "//%65vil.example/", "//e%0avil.example",
            "//evil%E3%80%82example",
            "//evil.example%00/", "//evil.example%23/", "//evil.example%3f/", "/https:evil.example", "/https://evil.example",
            "//https:evil.example/",
            "/javascript:alert(1)//", "//javascript:alert(1)//", "http://evil.example", "http://evil.example//",
            "http://evil.example//evil.example/",
            "https:evil.example", "//\u{FF0F}evil.example", "/%E2%80%AE//evil.example", "/%EF%BC%8Fevil.example/..//",
            "/ /evil.example",
            "/%20//evil.example", "//%20evil.example", "/%a0//evil.example",
        ]
        // What already leads somewhere, with more of it.
        let tails = [
            "", "?next=https:evil.example", "?//evil.example", "?\\evil.example", "?a=%0d%0aLocation:%20https://evil.example",
            "?rest_route=/oembed/1.0/embed&url=//evil.example", "//evil.example", "/..//evil.example", "?s=//evil.example",
        ]
        let leading = [
            AttackedServer.redirect, "/2020/01/old-quay", "/2020/01/item-7", "/?p=7", "/?p=7&x=1", "/index.php",
            "/index.php/2020/01/item-7/",
            "/2020/1/", "/page/1/", "/2020/01/item-7/feed/rss2/", "/wp-rss2.php", "/feed.json", "/sitemap_index.xml",
            "/2020/01/item-7/1/",
            "/search/evil.example/", "/search//evil.example/", "/?s=evil.example", "/wp-json/oembed/1.0/embed",
            "/2020/01/ITEM-7/",
            "/2020/01/item-7/).", "/?attachment_id=5", "/?cat=2", "/?author=1", "/?m=202001", "/?paged=2", "/?page_id=9",
            "/?name=item-7",
        ]
        try await AttackedServer.run { server in
            var led = 0
            // The second and the third ask the cache, where it is kept.
            for host in ["magazine.example", "www.magazine.example", "evil.example"] {
                for path in hosts + leading.flatMap({ path in tails.map { path + $0 } }) {
                    do {
                        guard let answer = try await server.get(path, headers: "Host: \(host)") else {
                            Issue.record("\(path) at \(host): no answer")
                            continue
                        }
                        #expect(answer.staysHome, "\(path) at \(host): \(answer)")
                        #expect([200, 301, 400, 404, 410].contains(answer.status), "\(path) at \(host): \(answer)")
                        #expect(
                            answer.fields.count { $0.name == "location" } == (answer.status == 301 ? 1 : 0), "\(path): \(answer)")
                        #expect(answer["refresh"] == nil && answer["set-cookie"] == nil, "\(path): \(answer)")
                        if let location = answer["location"] {
                            led += 1
                            let isPlain = location.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
                            #expect(isPlain, "\(path): \(location)")
                        }
                    }
                }
            }
            #expect(led > 300)
        }
    }

    /// Follows redirects as far as they go.
    private func settled(_ path: String, _ server: AttackedServer) async throws -> RawAnswer? {
        var answer = try await server.get(path)
        for _ in 0..<5 {
            guard let location = answer?["location"], answer?.status == 301 else { break }
            let path =
                location.hasPrefix(AttackedServer.origin) ? String(location.dropFirst(AttackedServer.origin.count)) : location
            answer = try await server.get(path)
        }
        return answer
    }

    @Test("Row 50: no address leads to a file that is not the magazine's: nothing above, beside or below its folders")
    func traversal() async throws {
        let ups = [
            "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "%2E%2E%2F", "%252e%252e%252f", "..%252f", "..%5c", "%2e%2e%5c", "..%255c",
            "..\\", ".%2e/",
            "%2e./", "..;/", "..%00/", "..%c0%af", "%c0%ae%c0%ae/", "..%e0%80%af", "....//", "..../", ".../", "..%2f%2f",
            "/%2e%2e//", ".%00./",
            "..%ef%bc%8f", "..%u2215", "%uff0e%uff0e/", "..%0a/", ". ./", "..%20/", "../%2e/", "./../",
        ]
        let folders = [
            "/", "/theme/", "/theme/style.", "/images/", "/wp-content/", "/wp-content/uploads/", "/wp-content/uploads/2020/01/",
            "/2020/01/item-7/", "/feed/", "/.well-known/",
        ]
        let files = [
            "stet.sqlite", "stet.sqlite-wal", "magazine/stet.sqlite", "etc/passwd", "theme/secret.txt", "files/secret.txt",
            "export-1.xml",
        ]
        let beside = [
            "/stet.sqlite", "/stet.sqlite-wal", "/stet.sqlite-shm", "/stet.sock", "/stet.lock", "/.git/config", "/.git/HEAD",
            "/.env", "/.htaccess",
            "/theme/", "/theme/page.mustache", "/theme/words.json", "/files/", "/renditions/", "/images/",
            "/images/../stet.sqlite",
            "/wp-content/uploads/", "/wp-content/uploads/2020/", "/wp-content/uploads/2020/01/",
            "/wp-content/uploads/2020/01/.htaccess",
            "/wp-content/uploads/2020/01/a.gif%00.txt", "/wp-content/uploads/2020/01/a.gif/../five.txt%00",
            "/wp-content/uploads/2020/01/%61.gif%2f", "/wp-config.php", "/wp-config.php.bak", "/backup.sql", "/server-status",
            "/proc/self/environ",
            "/etc/passwd", "//etc/passwd", "/%2fetc%2fpasswd", "/%2fetc/passwd", "/file:///etc/passwd", "/C:%5cwindows%5cwin.ini",
            "/images/x/960.webp",
            "/images/x/99999999999999999999.webp", "/images/../x/-1.webp", "/images/card-7-.png",
            "/images/card-99999999999999999999-a.png",
            "/theme/style.%2e%2e%2fx", "/wp-content/uploads/2020/01/a-99999999999999999999x1.gif",
            "/wp-content/uploads/2020/01/a--1x-1.gif",
        ]
        let magazine = try await AttackedServer.magazine()
        try magazine.folder.write("<p>secret of the theme</p>", to: "magazine/theme/secret.txt")
        try magazine.folder.write("secret", to: "magazine/files/secret.txt")
        try await AttackedServer.run(magazine) { server in
            var number = 0
            for folder in folders {
                for up in ups {
                    number += 1
                    let path = folder + String(repeating: up, count: [1, 3, 8][number % 3]) + files[number % files.count]
                    let answer = try #require(try await settled(path, server), "\(path)")
                    #expect([400, 404, 410].contains(answer.status), "\(path): \(answer)")
                    #expect(!answer.text.contains("root:") && !answer.text.hasPrefix("SQLite"), "\(path)")
                }
            }
            for path in beside + ["/theme/secret.txt", "/files/secret.txt", "/secret.txt"] {
                let answer = try #require(try await settled(path, server), "\(path)")
                #expect([400, 404, 410].contains(answer.status), "\(path): \(answer)")
                #expect(!answer.text.contains("secret of") && !answer.text.hasPrefix("SQLite"), "\(path)")
            }
            // The file itself is there.
            #expect(try await server.get(AttackedServer.file)?.text == "12345")
        }
    }

    /// The first bytes of `12345` that a range asks for; nil: nothing of it, 416; "-": all of it, 200.
    private static let ranges: [(String, String?)] = [
        ("bytes=0-", "12345"), ("bytes=0-0", "1"), ("bytes=4-4", "5"), ("bytes=1-3", "234"), ("bytes=-1", "5"),
        ("bytes=-5", "12345"),
        ("bytes=-6", "12345"), ("bytes=-99999999999999999999", "12345"), ("bytes=0-99999999999999999999", "12345"),
        ("bytes=4-9223372036854775807", "5"), ("bytes=5-", nil), ("bytes=9-", nil), ("bytes=5-9", nil), ("bytes=-0", nil),
        ("bytes=99999999999999999999-", nil), ("bytes=9223372036854775807-", nil),
        ("bytes=9223372036854775807-9223372036854775807", nil),
        ("bytes=18446744073709551615-18446744073709551616", nil), ("bytes=3-1", "-"), ("bytes=", "-"), ("bytes=-", "-"),
        ("bytes=--1", "-"),
        ("bytes=-1-", "-"), ("bytes=a-b", "-"), ("bytes=1", "-"), ("bytes=0x0-0x1", "-"), ("bytes=+1-2", "-"),
        ("bytes=1-+2", "-"),
        ("bytes=1.0-2", "-"), ("bytes=1e1-", "-"), ("bytes 0-1", "-"), ("byte=0-1", "-"), ("items=0-1", "-"), ("=0-1", "-"),
        ("", "-"),
        ("bytes=0-0,2-2", "-"), ("bytes=0-0,", "-"), ("bytes=,0-0", "-"), ("bytes=0-1;x", "-"), ("BYTES=0-1", "12"),
        ("bytes= 1-2 ", "23"),
        ("bytes=\u{661}-\u{662}", "-"), ("bytes=1\u{2212}2", "-"), ("bytes=" + String(repeating: "9", count: 4000) + "-", nil),
        ("bytes=" + (0..<1000).map { "\($0)-\($0)" }.joined(separator: ","), "-"), ("bytes=0-,0-,0-,0-", "-"), ("none", "-"),
    ]

    @Test("Row 51: a range gets its bytes, 416 or the whole; the length is that of the body")
    func ranges() async throws {
        try await AttackedServer.run { server in
            for (range, expected) in Self.ranges {
                let (answer, rest) = try await withRawConnection(server.port) { connection in
                    connection.send(
                        "GET \(AttackedServer.file) HTTP/1.1\r\nHost: x\r\nRange: \(range)\r\nConnection: close\r\n\r\n")
                    return (connection.answer(), connection.rest())
                }
                let name = "\(range.prefix(60))"
                let file = try #require(answer, "\(name)")
                // Nothing behind what the length has promised.
                #expect(rest.isEmpty && file["content-length"] == String(file.body.count), "\(name): \(file)")
                if !range.utf8.allSatisfy({ $0 < 0x80 }), file.status == 400 { continue }
                switch expected {
                case nil:
                    #expect(file.status == 416 && file["content-range"] == "bytes */5" && file.body.isEmpty, "\(name): \(file)")
                case "-": #expect(file.status == 200 && file.text == "12345" && file["content-range"] == nil, "\(name): \(file)")
                case let part?:
                    #expect(file.status == 206 && file.text == part, "\(name): \(file)")
                    let length = file["content-range"]?.components(separatedBy: "/").last
                    #expect(length == "5", "\(name): \(file)")
                }
                // HEAD has no ranges.
                let head = try await withRawConnection(server.port) { connection in
                    connection.send(
                        "HEAD \(AttackedServer.file) HTTP/1.1\r\nHost: x\r\nRange: \(range)\r\nConnection: close\r\n\r\n")
                    return (connection.answer(toHead: true), connection.rest())
                }
                #expect(head.0?.status == 200 && head.0?["content-length"] == "5" && head.1.isEmpty, "\(name)")
            }
        }
    }

    @Test("Row 51: a page has no parts: every range gets the whole, also of one that is kept, and leaves it as it is")
    func rangesOfPages() async throws {
        try await AttackedServer.run { server in
            for path in [
                AttackedServer.page, "/feed/", "/sitemap.xml", AttackedServer.gone, AttackedServer.redirect, "/nowhere/",
            ] {
                // Before anybody else asks, so that what is kept was asked for by part.
                let first = try #require(try await server.get(path, headers: "Host: x\r\nRange: bytes=0-0"))
                for (range, _) in Self.ranges where range.utf8.allSatisfy({ $0 < 0x80 }) {
                    let ranged = try #require(try await server.get(path, headers: "Host: x\r\nRange: \(range)"))
                    #expect(ranged.content == first.content, "\(path) \(range.prefix(60))")
                    #expect(ranged["accept-ranges"] == nil && ranged["content-range"] == nil)
                }
                let plain = try #require(try await server.get(path, headers: "Host: x"))
                #expect(plain.content == first.content && plain["content-length"] == String(plain.body.count), "\(path)")
                let tag = plain["etag"] ?? "\"x\""
                for condition in [
                    "If-Range: \(tag)\r\nRange: bytes=1-", "If-Range: Mon, 23 Nov 2099 00:00:00 GMT\r\nRange: bytes=-1",
                ] {
                    #expect(
                        try await server.get(path, headers: "Host: x\r\n\(condition)")?.content == first.content,
                        "\(path) \(condition)")
                }
            }
        }
    }
}
