import Content
import Testing

@Suite("What the sanitiser keeps")
struct HTMLSanitizerTests {
    struct Sample: CustomTestStringConvertible {
        let input: String
        let output: String
        init(_ input: String, _ output: String? = nil) { (self.input, self.output) = (input, output ?? input) }
        var testDescription: String { input }
    }

    @Test(
        "an article keeps what it is made of",
        arguments: [
            Sample("<h2>A</h2><h3>B</h3><p lang=\"de\">x <em>y</em> <strong>z</strong><br>1<sup>st</sup></p>"),
            Sample(
                "<figure class=\"wp-block-image size-large\"><img src=\"/a.jpg\" alt=\"A &quot;b&quot;\" width=\"30\" height=\"20\"><figcaption>c</figcaption></figure>"
            ),
            Sample(
                "<picture><source srcset=\"/a.avif 1x, /b.avif 2x\" type=\"image/avif\" media=\"(min-width: 30em)\"><img src=\"/a.jpg\"></picture>"
            ),
            Sample(
                "<video controls=\"\" poster=\"/p.jpg\" preload=\"none\"><source src=\"/v.mp4\" type=\"video/mp4\"><track src=\"/v.vtt\" kind=\"captions\" srclang=\"en\" label=\"English\" default=\"\"></video>"
            ),
            Sample(
                "<table><caption>c</caption><colgroup><col span=\"2\"></colgroup><thead><tr><th scope=\"col\" colspan=\"2\">a</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr></tbody></table>"
            ),
            Sample(
                "<ol start=\"3\" reversed=\"\" type=\"a\"><li value=\"-7\">x</li></ol><dl><dt>a</dt><dd>b</dd></dl>"),
            Sample("<blockquote cite=\"https://a.example/\"><p>x</p><cite>y</cite></blockquote>"),
            Sample("<details open=\"\"><summary>a</summary>b</details><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"),
            Sample(
                "<time datetime=\"2026-01-02\">x</time><data value=\"a1\">y</data><meter min=\"0\" max=\"1\" value=\".5\">z</meter>"
            ),
            Sample(
                "<a href=\"/x\" hreflang=\"fr\" title=\"t\" rel=\"nofollow sponsored\">x</a><p role=\"doc-subtitle\" aria-label=\"l\">y</p>"
            ),
            Sample("1 &lt; 2 &amp;&amp; 3 &gt; 2, \"so\" 'it' is&nbsp;🎉"),
            Sample("<pre>\n\n\nthree lines</pre>"),
        ])
    func articleKeepsItsParts(sample: Sample) throws {
        #expect(try markup(sample.input, .body) == sample.output)
    }

    @Test(
        "what is old, loose or unknown is put in order",
        arguments: [
            Sample("<P>a<P ALIGN=center>b", "<p>a</p><p>b</p>"),
            Sample(
                "<h1>a</h1><article><header>b</header></article><center>c</center>",
                "<h2>a</h2><div><div>b</div></div><div>c</div>"),
            Sample(
                "<strike>a</strike><tt>b</tt><acronym title=c>d</acronym>",
                "<s>a</s><code>b</code><abbr title=\"c\">d</abbr>"),
            Sample("<font color=red>a</font><custom-tag>b</custom-tag><big>c</big>", "abc"),
            Sample("a<fieldset><legend>b</legend>c</fieldset>d", "a b c d"),
            Sample(
                "<img width=100% height=\" 20 \" loading=LAZY alt>", "<img height=\"20\" loading=\"lazy\" alt=\"\">"),
            Sample(
                "<p class=\"is-x evil alignleft is-x\" dir=RTL>a</p>", "<p class=\"is-x alignleft\" dir=\"rtl\">a</p>"),
            Sample("a<!-- b -->c<?php d ?>e<!doctype html>f", "acef"),
            Sample("<table><tr><td>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
            Sample("a\u{0C}b\u{08}c\u{7F}\u{FFFE}d\r\ne\rf&#13;g", "a bcd\ne\nf\ng"),
            Sample("\u{FEFF}a", "a"),
            Sample("<ins cite=\"inserted it\">a</ins><q cite=wikipedia>b</q>", "<ins>a</ins><q>b</q>"),
            Sample("<dl><dt>a</dt></dl><dd>b", "a b"),
            Sample("<dl><div><dt>a<dd>b</div></dl>", "<dl><div><dt>a</dt><dd>b</dd></div></dl>"),
            Sample("<p title=\"a\u{1}\tb<c>&nbsp;\">x</p>", "<p title=\"a\tb&lt;c&gt;&nbsp;\">x</p>"),
        ])
    func looseMarkupIsPutInOrder(sample: Sample) throws {
        #expect(try markup(sample.input, .body) == sample.output)
    }

    @Test(
        "a name in a text stays as it is; one that the page has gets a prefix, and links of the same text find it",
        arguments: [
            Sample(
                "<a href=\"#fn1\" id=\"r\">1</a><h2 id=prices>x</h2><p id=fn1><a href=\"#r\">3</a></p>",
                "<a href=\"#fn1\" id=\"r\">1</a><h2 id=\"prices\">x</h2><p id=\"fn1\"><a href=\"#r\">3</a></p>"),
            Sample(
                "<a href=\"#comments\">1</a><p id=comments>2</p><a href=\"#comment-7\">3</a>",
                "<a href=\"#c-comments\">1</a><p id=\"c-comments\">2</p><a href=\"#comment-7\">3</a>"),
            Sample("<p id=comment-7>1</p><p id=c-comment-7>2</p>", "<p id=\"c-comment-7\">1</p><p>2</p>"),
            Sample("<p id=c-prices>1</p><a href=\"#prices\">2</a>", "<p id=\"c-prices\">1</p><a href=\"#prices\">2</a>"),
        ])
    func namesStay(sample: Sample) throws {
        let once = try markup(sample.input, .body)
        #expect(once == sample.output)
        #expect(try markup(once, .body) == once)
    }

    @Test("a link that opened a new window no longer does, and says so")
    func targetBecomesNoopener() throws {
        #expect(
            try markup("<a href=/x target=_blank rel=\"NoFollow author\">y</a>", .body)
                == "<a href=\"/x\" rel=\"nofollow noopener\">y</a>")
    }

    @Test("a frame becomes a link to what it showed")
    func frameBecomesLink() throws {
        let result = try HTMLSanitizer(policy: .body).sanitize(
            "<iframe src=\"https://video.example/embed/1?a=1&b=2\"></iframe><p>x <iframe src=//y.example></iframe></p>")
        #expect(
            result.html.markup
                == "<p><a href=\"https://video.example/embed/1?a=1&amp;b=2\">video.example</a></p><p>x <a href=\"//y.example\">y.example</a></p>"
        )
        #expect(result.removed == ["iframe": 2])
    }

    @Test(
        "a comment keeps words, lists, quotations and links that carry no weight",
        arguments: [
            Sample("<p>a <b>b</b></p><ul><li>c</li></ul><pre><code>d</code></pre>"),
            Sample(
                "<a href=http://x.example/ rel=follow id=y title=z class=alignleft>w</a>",
                "<a href=\"http://x.example/\" rel=\"nofollow ugc\">w</a>"),
            Sample("<a href=javascript:x>w</a>", "<a>w</a>"),
            Sample("<h1>a</h1><div>b</div><img src=/x onerror=y>c<iframe src=http://x></iframe>", "a b c"),
        ])
    func commentKeepsLittle(sample: Sample) throws {
        #expect(try markup(sample.input, .comment) == sample.output)
    }

    @Test(
        "a headline is one line of text with emphasis",
        arguments: [
            Sample("The <em>New</em> <span lang=\"fr\">vague</span>, 2<sup>nd</sup> <a href=\"/x\">part</a>"),
            Sample("<p>a</p><p>b</p>\n<ul><li>c</li><li>d</li></ul>", "a b\nc d"),
            Sample("<h1 class=alignleft id=x>a <img src=x>b</h1>", "a b"),
            Sample("<span class=\"has-x\" id=\"y\">a</span>", "<span>a</span>"),
        ])
    func headlineIsOneLine(sample: Sample) throws {
        #expect(try markup(sample.input, .inline) == sample.output)
    }

    @Test("every address can be replaced, is checked again, and goes where the replacement is nothing")
    func linksAreRewritten() throws {
        let sanitizer = HTMLSanitizer(policy: .body) { url, use in
            switch url {
            case "http://old.example/a": use == .link ? "/a" : "/wrong"
            case "http://old.example/b.jpg": use == .resource ? "/media/b.jpg" : "/wrong"
            case "http://old.example/evil": "java\tscript:x"
            case "http://old.example/gone": nil
            default: url
            }
        }
        let input = """
            <a href="http://old.example/a">1</a><a href="http://old.example/evil">2</a><a href="http://old.example/gone">3</a>\
            <img src="http://old.example/b.jpg" srcset="http://old.example/b.jpg 1x, http://old.example/gone 2x"><a href="#n">4</a>
            """
        #expect(
            try sanitizer.sanitize(input).html.markup == """
                <a href="/a">1</a><a>2</a><a>3</a><img src="/media/b.jpg" srcset="/media/b.jpg 1x"><a href="#n">4</a>
                """)
    }

    @Test("running text of any length and kind comes back to the letter")
    func runningTextComesBack() throws {
        let words = String(repeating: "Der Umstand — „so“ heißt es — 𝔲𝔫𝔡 \"andere\" 'mehr' ] -- ! ", count: 40)
        let article =
            "<p>\n  \(words)</p>\(words)&amp; \(words)<ul>\n<li>\(words)</li></ul><blockquote>\(words)</blockquote>"
        #expect(try markup(article, .body) == article)
        #expect(try markup("\(words)\u{100000}\(words)", .body) == "\(words)\u{100000}\(words)")
        #expect(try markup("\(words)&#x100000;", .body) == "\(words)\u{100000}")
    }

    private func markup(_ input: String, _ policy: HTMLSanitizer.Policy) throws -> String {
        try HTMLSanitizer(policy: policy).sanitize(input).html.markup
    }
}
