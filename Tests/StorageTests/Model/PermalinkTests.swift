import Content
import Testing

@Suite("Permalinks")
struct PermalinkTests {
    @Test(
        "an address is kept to the letter",
        arguments: ["/", "/2020/01/x/", "/%ec%95%88/", "/안녕/", "/?p=7", "/a/?x=%20", "/A/b.HTML", "/a;b,c/~d"])
    func keptToTheLetter(_ text: String) {
        #expect(Permalink(text)?.text == text)
    }

    @Test(
        "what leads elsewhere, or is no address, is none",
        arguments: [
            "", "x", "//host/", "/a b", "/a\nb", "/a\u{0}", "/a\\b", "/a#b", "https://x.example/", "javascript:x", "/a\u{7F}",
            "/100%/", "/%zz/",
        ])
    func refused(_ text: String) {
        #expect(Permalink(text) == nil)
    }

    @Test("an address of more than 2,000 bytes is none")
    func tooLong() {
        #expect(Permalink("/" + String(repeating: "a", count: 1999)) != nil)
        #expect(Permalink("/" + String(repeating: "a", count: 2000)) == nil)
    }

    @Test(
        "the spellings of one address have one key",
        arguments: [
            ("/%ec%95%88%eb%85%95/", "/%EC%95%88%EB%85%95/"), ("/안녕/", "/%EC%95%88%EB%85%95/"), ("/caf%c3%a9/", "/caf%C3%A9/"),
            ("/%61bc/", "/abc/"), ("/a%2Db%2e%5f%7E/", "/a-b._~/"), ("/a%2fb/", "/a%2Fb/"),
            ("/A/", "/A/"), ("/a+b/", "/a+b/"),
        ])
    func keys(_ spelling: String, _ key: String) {
        #expect(Permalink(spelling)?.key == key)
        #expect(Permalink.key(of: key) == key)
    }

    @Test("addresses that differ in case or in an encoded slash are different")
    func differentKeys() {
        #expect(Permalink.key(of: "/A/") != Permalink.key(of: "/a/"))
        #expect(Permalink.key(of: "/a%2Fb/") != Permalink.key(of: "/a/b/"))
        #expect(Permalink.key(of: "/a") != Permalink.key(of: "/a/"))
    }

    @Test(
        "the path of an absolute address is what follows its host",
        arguments: [
            ("https://old.example/2020/x/", "/2020/x/"), ("http://old.example", "/"), ("https://old.example?p=7", "/?p=7"),
            ("//old.example/x/", "/x/"), ("https://old.example/x/#more", "/x/"), ("https://old.example//greek/", "/greek/"),
            ("https://old.example/x/?a=1&b=2#c", "/x/?a=1&b=2"), ("HTTPS://old.example/X", "/X"), ("/x/", "/x/"),
            ("https://köln.example/straße/", "/straße/"), ("https://xn--kln-sna.example/x/", "/x/"),
            ("https://user@old.example:8080/x/", "/x/"), ("https://old.example/%EC%95%88/", "/%EC%95%88/"),
        ])
    func ofURLs(_ url: String, _ path: String) {
        #expect(Permalink(url: url)?.text == path)
    }

    @Test(
        "what is no web address has no path",
        arguments: ["", "mailto:a@b.example", "javascript:alert(1)", "old.example/x", "data:,x"])
    func ofOtherURLs(_ url: String) {
        #expect(Permalink(url: url) == nil)
    }

    @Test("the path is the address without its query")
    func path() {
        #expect(Permalink("/x/?p=7")?.path == "/x/")
        #expect(Permalink("/x/")?.path == "/x/")
    }
}

@Suite("The publication's own address")
struct PublicationTests {
    @Test(
        "its base URL says where everything lives",
        arguments: [
            ("https://magazine.example", "", "/", "https://magazine.example/x/"),
            ("https://magazine.example/", "", "/", "https://magazine.example/x/"),
            ("https://example.org/blog", "/blog", "/blog/", "https://example.org/blog/x/"),
            ("https://example.org/blog/", "/blog", "/blog/", "https://example.org/blog/x/"),
            ("http://localhost:8080", "", "/", "http://localhost:8080/x/"),
            ("https://example.org/a/b", "/a/b", "/a/b/", "https://example.org/a/b/x/"),
        ])
    func basePath(_ baseURL: String, _ basePath: String, _ home: String, _ absolute: String) {
        var publication = Publication()
        publication.baseURL = baseURL
        #expect(publication.basePath == basePath)
        #expect(publication.home == home)
        #expect(publication.url(basePath + "/x/") == absolute)
    }

    @Test("a language written from right to left is known by its first subtag", arguments: ["ar", "he-IL", "fa_IR", "UR", "ckb"])
    func rightToLeft(_ language: String) {
        #expect(Publication.isRightToLeft(language))
        #expect(!Publication.isRightToLeft("en-" + language))
    }
}
