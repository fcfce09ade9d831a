import Testing

@testable import Syndication

@Suite("Addresses on the web")
struct WebAddressTests {
    @Test(
        "an address is brought to one form",
        arguments: [
            ("http://Old.Example/a.jpg", "http://old.example/a.jpg"),
            ("  https://old.example/a.jpg\n", "https://old.example/a.jpg"),
            ("https://old.example", "https://old.example/"),
            (
                "https://old.example/wp content/für.jpg?größe=1 2#x",
                "https://old.example/wp%20content/f%c3%bcr.jpg?gr%c3%b6%c3%9fe=1+2"
            ),
            ("https://user:secret@old.example/a", "https://old.example/a"),
            ("https://old.example:8443/a", "https://old.example:8443/a"),
            ("https://old.example/a/../../b", "https://old.example/b"),
            ("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
            ("http://пример.испытание/x", "http://xn--e1afmkfd.xn--80akhbyknj4f/x"),
            ("http://例え.jp/", "http://xn--r8jz45g.jp/"),
            // The forms that hide an address are undone before it is looked at.
            ("http://2130706433/", "http://127.0.0.1/"),
            ("http://0x7f.1/", "http://127.0.0.1/"),
            ("http://017700000001/", "http://127.0.0.1/"),
            ("http://public.example@127.0.0.1/", "http://127.0.0.1/"),
            ("http://public.example\\@127.0.0.1/", "http://127.0.0.1/"),
            ("http://127.0.0.1#@public.example/", "http://127.0.0.1/"),
        ])
    func oneForm(_ given: String, _ expected: String) throws {
        #expect(try WebAddress(given).text == expected)
    }

    @Test(
        "what is no address is told",
        arguments: [
            "", "a.jpg", "//old.example/a.jpg", "http://", "http://x y/", "http://old.example:99999/", "http://old.example:0/",
            "http://[fe80::1%25eth0]/", "http://old\u{1}.example/", "http://a\tb.example/",
            "http://" + String(repeating: "a", count: 9000),
            "http://" + String(repeating: "ü", count: 70) + ".example/", "http://old.example\"/",
        ])
    func malformed(_ text: String) { #expect(throws: FetchError.malformed(address: text)) { try WebAddress(text) } }

    @Test(
        "other schemes are not spoken", arguments: ["file:///etc/passwd", "gopher://old.example/1", "ftp://old.example/a.jpg"])
    func otherSchemes(_ text: String) {
        #expect(throws: FetchError.unspoken(scheme: String(text.prefix { $0 != ":" }))) { try WebAddress(text) }
    }

    @Test(
        "a redirect is read from where it was answered",
        arguments: [
            ("/b.jpg", "http://old.example/b.jpg"), ("b.jpg", "http://old.example/d/b.jpg"),
            ("?s=2", "http://old.example/d/a.jpg?s=2"),
            ("//cdn.example/b", "http://cdn.example/b"), ("https://cdn.example/ü", "https://cdn.example/%c3%bc"),
            ("../../../c", "http://old.example/c"), ("http:\\\\127.0.0.1/", nil), ("http://x y/", nil), ("data:image/png,x", nil),
        ])
    func redirect(_ location: String, _ expected: String?) throws {
        let address = try WebAddress("http://old.example/d/a.jpg?s=1")
        #expect((try? address.resolving(location).text) == expected)
    }
}
