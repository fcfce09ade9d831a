import Content
import Testing

@Suite("What an attacker writes and what a reader gets")
struct HTMLSanitizerAttackTests {
    struct Attack: CustomTestStringConvertible {
        let input: String
        let output: String
        init(_ input: String, _ output: String) { (self.input, self.output) = (input, output) }
        var testDescription: String { input }
    }

    @Test(
        "a script does not stay, in whatever it is wrapped",
        arguments: [
            Attack("<script>alert(1)</script>", ""),
            Attack("a<scr\0ipt>alert(1)</scr\0ipt>b", "ab"),
            Attack("<script\u{0B}>alert(1)</script>", ""),
            Attack("<script\r>alert(1)</script>", ""),
            Attack("<sCrIpT/x>alert(1)</ScRiPt >after", "after"),
            Attack("<scr<script>ipt>alert(1)</scr</script>ipt>", "ipt&gt;alert(1)ipt&gt;"),
            Attack("<img src=x onerror=alert(1)>", "<img src=\"x\">"),
            Attack("<img src=\"x\"onerror=alert(1)>", "<img src=\"x\">"),
            Attack("<img/src=x/onerror=alert(1)>", "<img src=\"x/onerror=alert(1)\">"),
            Attack("<p style=\"background:url(javascript:alert(1))\">x</p>", "<p>x</p>"),
            Attack("<video><source onerror=\"alert(1)\"></video>", "<video><source></video>"),
            Attack("<details open ontoggle=alert(1)>x</details>", "<details open=\"\">x</details>"),
            Attack("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>", ""),
            Attack("<iframe src=\"javascript:alert(1)\"></iframe>", ""),
            Attack("<object data=\"x.swf\"><embed src=x></object><base href=//evil.example>", ""),
            Attack("<form action=x><input name=y><button formaction=javascript:alert(1)>Go</button></form>", "Go"),
            Attack("<meta http-equiv=refresh content=\"0;url=//evil.example\">x<link rel=stylesheet href=x>", "x"),
            Attack("<a href=/ ping=//evil.example download is=x>x</a>", "<a href=\"/\">x</a>"),
        ])
    func scriptDoesNotStay(attack: Attack) throws {
        #expect(try body(attack.input) == attack.output)
    }

    @Test(
        "an address that runs a script is no address",
        arguments: [
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
            "java\nscript:alert(1)", "java&#13;script:alert(1)", "&#1;javascript:alert(1)", "javascript&colon;alert(1)",
            "&#106;avascript:alert(1)", "&#x6A&#x61vascript:alert(1)", "java\0script:alert(1)", "vbscript:x",
            "data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "blob:x", "about:blank",
            "\\\\evil.example",
            "/\\evil.example", "/\t\\evil.example", "https:evil.example", "x y:z", ":x",
        ])
    func scriptAddressIsNone(address: String) throws {
        #expect(try body("<a href=\"\(address)\">x</a>") == "<a>x</a>")
        #expect(try body("<img src=\"\(address)\">") == "<img>")
    }

    @Test(
        "an honest address stays",
        arguments: [
            "https://a.example/?x=1&amp;y=2#z", "HTTP://A.example", "mailto:a@b.example", "tel:+4930123", "/a/b:c",
            "a/b.html",
            "../x", "?q=a:b", "//a.example/x", "", "/a\u{20}b",
        ])
    func honestAddressStays(address: String) throws {
        #expect(try body("<a href=\"\(address)\">x</a>") == "<a href=\"\(address)\">x</a>")
    }

    @Test("what is loaded with the page is a page address: no data, no mail")
    func resourcesArePageAddresses() throws {
        #expect(try body("<img src=\"data:image/png;base64,AA\"><img src=mailto:a@b>") == "<img><img>")
        #expect(
            try body("<img srcset=\"data:image/gif;base64,AA 1x, /b.jpg 2x, javascript:x 3x\" src=/a.jpg>")
                == "<img srcset=\"/b.jpg 2x\" src=\"/a.jpg\">")
    }

    @Test(
        "markup that would turn into other markup on its second reading is gone on its first",
        arguments: [
            Attack("<svg><style><img src=x onerror=alert(1)></style></svg>x", "<img src=\"x\">x"),
            Attack(
                "<svg><p>a</p><style><!--</style><img title=\"--><img src=x onerror=alert(1)>\">",
                "<p>a</p><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\">"),
            Attack(
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
                ""),
            Attack("<math><annotation-xml encoding=\"text/html\"><p>x</p></annotation-xml></math>y", "y"),
            Attack(
                "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></mglyph></form>",
                ""),
            Attack("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></p></noscript>x", "x"),
            Attack(
                "<table><a href=/x>y<tr><td>z</table>",
                "<a href=\"/x\">y</a><table><tbody><tr><td>z</td></tr></tbody></table>"),
            Attack("<template><script>alert(1)</script></template>x", "x"),
            Attack("<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">", "<img src=\"x\">\"&gt;"),
            Attack("<textarea></p><p id=\"</textarea><b>x</b>\">", "<b>x</b>\"&gt;"),
            Attack("<select><style></select><b>x</b></style></select>y", "<b>x</b>y"),
            Attack("<p>a<button><div>b</div></button>c</p>", "<p>a</p><div>b</div>c"),
            Attack("<li>a<object></object><article><li>b", "<li>a<div></div></li><li>b</li>"),
            Attack("<a href=/x><applet><a href=/y>z</a></applet></a>", "<a href=\"/x\">z</a>"),
            Attack("<h2>a<marquee><h3>b</h3></marquee></h2>", "<h2>a</h2><h3>b</h3>"),
        ])
    func secondReadingIsTheFirst(attack: Attack) throws {
        let once = try body(attack.input)
        #expect(once == attack.output)
        #expect(try body(once) == once)
    }

    @Test("a code sample stays code")
    func codeSampleStaysCode() throws {
        let sample = "<pre><code>&lt;script&gt;alert(1)&lt;/script&gt; {{x}} &amp;lt;</code></pre>"
        #expect(try body(sample) == sample)
    }

    @Test("no name in an article stands in for one of the page")
    func namesHaveAPrefix() throws {
        #expect(
            try body("<a name=main></a><p id=\"search-words\">x</p><p id=\"search-words\">y</p><p id=\"a b\">z</p>")
                == "<a id=\"c-main\"></a><p id=\"c-search-words\">x</p><p>y</p><p>z</p>")
    }

    @Test("what was left out is counted by name")
    func removalsAreCounted() throws {
        let input =
            "<script>x</script><p onclick=x style=y>a<b onclick=z>b</b></p><a href=javascript:x>c</a><font>d</font>"
        #expect(
            try HTMLSanitizer(policy: .body).sanitize(input).removed
                == ["script": 1, "onclick": 2, "style": 1, "javascript:": 1, "font": 1])
    }

    @Test("the count of what was left out does not grow without bound")
    func removalsAreBounded() throws {
        let input = (0..<5_000).map { "<x\($0) y\($0)=z>" + "</x\($0)>" }.joined()
        let removed = try HTMLSanitizer(policy: .body).sanitize(input).removed
        #expect(removed.count == 100)
        #expect(removed["others"] == 5_000 - 99)
    }

    private func body(_ input: String) throws -> String {
        try HTMLSanitizer(policy: .body).sanitize(input).html.markup
    }
}
