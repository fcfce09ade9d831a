import Content
import Testing

@Suite("What is read from safe markup")
struct HTMLTests {
    @Test(
        "the text is what a reader sees, with blocks and line breaks as spaces",
        arguments: [
            ("<p>One <em>and</em> two.</p><p>Three</p>", "One and two. Three"),
            ("a<br>b<ul><li>c</li><li>d</li></ul>e", "a b c d e"),
            ("<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>", "a b"),
            ("un<b>believ</b>able", "unbelievable"),
            ("1 &lt; 2 &amp;amp; \"x\"&nbsp;&gt;", "1 < 2 &amp; \"x\"\u{A0}>"),
            ("\n  a \t b\n", "a b"),
            ("<img src=\"/x\" alt=\"a &gt; b\" title=\"&lt;p&gt;\">", ""),
            ("<figure><img src=\"/x\"><figcaption>c</figcaption></figure><pre>d\n  e</pre>", "c d e"),
            ("", ""),
        ])
    func textIsWhatAReaderSees(markup: String, text: String) {
        #expect(HTML(stored: markup).text == text)
    }

    @Test("a teaser is read from running text only")
    func openingTextIsRunningText() {
        let html = HTML(
            stored: """
                <h2>Heading</h2><figure><figure>x</figure><figcaption>caption</figcaption></figure><p>One</p><pre>code</pre>\
                <table><tbody><tr><td>cell</td></tr></tbody></table><video><p>no video</p></video><p>two <b>three</b></p>
                """)
        #expect(html.openingText() == "One two three")
    }

    @Test("a teaser's reading ends when it has enough")
    func openingTextEndsEarly() {
        let html = HTML(stored: String(repeating: "<p>0123456789</p>", count: 1_000))
        #expect(html.openingText(enough: 15) == "0123456789 0123456789")
    }

    @Test(
        "every address in links and resources becomes absolute, texts stay",
        arguments: [
            ("<a href=\"/x?a=1&amp;b=2\">/x</a>", "<a href=\"https://m.example/x?a=1&amp;b=2\">/x</a>"),
            (
                "<img alt=\"a\" src=\"/i.jpg\" srcset=\"/a.jpg 1x, b.jpg 2x, /c,d.jpg 3x\">",
                "<img alt=\"a\" src=\"https://m.example/i.jpg\" srcset=\"https://m.example/a.jpg 1x, https://m.example/2020/one/b.jpg 2x, https://m.example/c,d.jpg 3x\">"
            ),
            (
                "<video poster=\"/p.jpg\"></video><q cite=\"/c\">x</q>",
                "<video poster=\"https://m.example/p.jpg\"></video><q cite=\"https://m.example/c\">x</q>"
            ),
            (
                "<a href=\"//h/x\">a</a><a href=\"x\">b</a><a href=\"#c-n\">c</a><a href=\"\">d</a><a href=\"?p=7\">e</a>",
                """
                <a href="https://h/x">a</a><a href="https://m.example/2020/one/x">b</a><a href="https://m.example/2020/one/#c-n">c</a>\
                <a href="https://m.example/2020/one/">d</a><a href="https://m.example/2020/one/?p=7">e</a>
                """
            ),
            (
                "<a href=\"../two/\">a</a><a href=\"./x/../y?q=../z\">b</a><a href=\"../../../../z\">c</a><a href=\"..\">d</a>",
                """
                <a href="https://m.example/2020/two/">a</a><a href="https://m.example/2020/one/y?q=../z">b</a>\
                <a href="https://m.example/z">c</a><a href="https://m.example/2020/">d</a>
                """
            ),
            (
                "<a href=\"mailto:a@b.example\">a</a><a href=\"https://h/x\">b</a><a href=\"tel:+47\">c</a>",
                "<a href=\"mailto:a@b.example\">a</a><a href=\"https://h/x\">b</a><a href=\"tel:+47\">c</a>"
            ),
            (
                "href=\"/x\" <p title=\" href=/x src=\">src=\"/y\"</p>",
                "href=\"/x\" <p title=\" href=/x src=\">src=\"/y\"</p>"
            ),
        ])
    func addressesBecomeAbsolute(markup: String, absolute: String) {
        #expect(HTML(stored: markup).withAbsoluteLinks(page: "https://m.example/2020/one/").markup == absolute)
    }

    @Test(
        "what is relative starts from the page's folder, without its query",
        arguments: [
            ("https://m.example/?p=7", "x", "https://m.example/x"), ("https://m.example", "x", "https://m.example/x"),
            ("https://m.example/?p=7", "#n", "https://m.example/?p=7#n"),
            ("https://m.example/a/b", "x", "https://m.example/a/x"), ("https://m.example/a/b", "?q", "https://m.example/a/b?q"),
            ("https://m.example/?a=\"&b", "#n", "https://m.example/?a=&quot;&amp;b#n"),
        ])
    func relativeToThePage(page: String, reference: String, absolute: String) {
        let markup = HTML(stored: "<a href=\"\(reference)\">a</a>").withAbsoluteLinks(page: page).markup
        #expect(markup == "<a href=\"\(absolute)\">a</a>")
    }
}
