import Content
import Testing

@Suite("Markdown")
struct MarkdownTests {
    @Test(
        "GitHub's extensions are read",
        arguments: [
            ("~~gone~~", "<p><del>gone</del></p>\n"),
            ("see www.example.org", "<p>see <a href=\"http://www.example.org\">www.example.org</a></p>\n"),
            (
                "| a | b |\n|---|--:|\n| 1 | 2 |",
                """
                <table>
                <thead>
                <tr>
                <th>a</th>
                <th align="right">b</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>1</td>
                <td align="right">2</td>
                </tr>
                </tbody>
                </table>

                """
            ),
            ("- [x] done", "<ul>\n<li>[x] done</li>\n</ul>\n"),
        ])
    func extensions(markdown: String, html: String) {
        #expect(Markdown.html(markdown) == html)
    }

    @Test("a footnote is linked with its note and back")
    func footnote() {
        let html = Markdown.html("Claim.[^1]\n\n[^1]: Source.")
        #expect(html.contains("<a href=\"#fn-1\" id=\"fnref-1\""))
        #expect(html.contains("<li id=\"fn-1\">"))
        #expect(html.contains("<a href=\"#fnref-1\""))
    }

    @Test("HTML passes as it stands, since the sanitiser comes afterwards")
    func html() {
        #expect(Markdown.html("<aside>x</aside>\n\n<title>y") == "<aside>x</aside>\n<title>y\n")
    }

    @Test("punctuation stands as typed unless it is asked to be smart")
    func punctuation() {
        #expect(Markdown.html("\"a\" -- b...") == "<p>&quot;a&quot; -- b...</p>\n")
        #expect(Markdown.html("\"a\" -- b...", smartPunctuation: true) == "<p>“a” – b…</p>\n")
    }

    @Test(
        "a picture alone in its paragraph is a figure",
        arguments: [
            (
                "![a *cat*](c.jpg \"Tom & \\\"Co\\\" <b>\")",
                "<figure>\n<img src=\"c.jpg\" alt=\"a cat\" />"
                    + "<figcaption>Tom &amp; &quot;Co&quot; &lt;b&gt;</figcaption>\n</figure>\n"
            ),
            ("![cat](c.jpg)", "<figure>\n<img src=\"c.jpg\" alt=\"cat\" />\n</figure>\n"),
            (
                "[![cat](c.jpg \"Tom\")](/tom)",
                "<figure>\n<a href=\"/tom\"><img src=\"c.jpg\" alt=\"cat\" /></a><figcaption>Tom</figcaption>\n</figure>\n"
            ),
            (
                "> ![cat](c.jpg \"Tom\")",
                "<blockquote>\n<figure>\n<img src=\"c.jpg\" alt=\"cat\" /><figcaption>Tom</figcaption>\n</figure>\n"
                    + "</blockquote>\n"
            ),
            (
                "![1](1.jpg \"one\")\n\n![2](2.jpg \"two\")",
                "<figure>\n<img src=\"1.jpg\" alt=\"1\" /><figcaption>one</figcaption>\n</figure>\n"
                    + "<figure>\n<img src=\"2.jpg\" alt=\"2\" /><figcaption>two</figcaption>\n</figure>\n"
            ),
        ])
    func figure(markdown: String, html: String) {
        #expect(Markdown.html(markdown) == html)
    }

    @Test(
        "a picture with company stays in its line",
        arguments: [
            ("See ![cat](c.jpg \"Tom\")", "<p>See <img src=\"c.jpg\" alt=\"cat\" title=\"Tom\" /></p>\n"),
            (
                "![a](a.jpg)\n![b](b.jpg)",
                "<p><img src=\"a.jpg\" alt=\"a\" />\n<img src=\"b.jpg\" alt=\"b\" /></p>\n"
            ),
            ("- ![cat](c.jpg)", "<ul>\n<li><img src=\"c.jpg\" alt=\"cat\" /></li>\n</ul>\n"),
            ("<p><img src=\"c.jpg\" title=\"Tom\"></p>", "<p><img src=\"c.jpg\" title=\"Tom\"></p>\n"),
        ])
    func inline(markdown: String, html: String) {
        #expect(Markdown.html(markdown) == html)
    }

    @Test("a note that is only a picture keeps its way back")
    func footnoteFigure() {
        let html = Markdown.html("Claim.[^1]\n\n[^1]: ![map](m.png \"Map\")")
        #expect(html.contains("<figure>\n<img src=\"m.png\" alt=\"map\" /><figcaption>Map</figcaption>\n</figure>"))
        #expect(html.contains("href=\"#fnref-1\""))
    }

    @Test("empty text is empty HTML, and a NUL is a replacement character")
    func odd() {
        #expect(Markdown.html("") == "")
        #expect(Markdown.html("a\0b") == "<p>a\u{FFFD}b</p>\n")
    }

    @Test("a text made to take for ever loses the part of Markdown it abuses, and nothing else")
    func hostile() {
        let addresses = Markdown.html("~~a~~ www.example.org\n\n" + String(repeating: "http://a<", count: 20_000))
        #expect(addresses.hasPrefix("<p><del>a</del> www.example.org</p>"))
        let columns = Markdown.html(
            "| a |\n|---|\n\n~~b~~ www.example.org\n\n" + String(repeating: "|a", count: 20_000))
        #expect(columns.contains("<p>| a |\n|---|</p>\n<p><del>b</del> <a href"))
        let rows = Markdown.html(
            String(repeating: "|a", count: 900) + "\n" + String(repeating: "|-", count: 900)
                + "\n" + String(repeating: "|\n", count: 2_000))
        #expect(!rows.contains("<td>"))
        for opening in ["<!A ", "<? ", "<![CDATA[ "] {
            let declarations = Markdown.html("<b>x</b> ~~y~~" + String(repeating: opening, count: 40_000))
            #expect(declarations.hasPrefix("<p>&lt;b&gt;x&lt;/b&gt; <del>y</del>&lt;"))
        }
    }

    @Test("a large table, many addresses, and a page of PHP are no abuse")
    func large() {
        let table = "|a|b|c|d|e|f\n|-|-|-|-|-|-\n" + String(repeating: "|1|2|3|4|5|6\n", count: 5_000)
        #expect(Markdown.html(table).contains("<td>6</td>"))
        let links = String(repeating: "See https://www.example.org/a/b?c=d:e and me@example.org\n", count: 20_000)
        #expect(Markdown.html(links).contains("<a href=\"mailto:me@example.org\">"))
        let code = "<i>a</i>\n\n```\n" + String(repeating: "<?php echo 1; ?>\n", count: 1_000) + "```"
        #expect(Markdown.html(code).hasPrefix("<p><i>a</i></p>"))
    }

    @Test("texts rendered side by side do not lose their extensions")
    func concurrency() async {
        let source = String(repeating: "~~a~~ www.example.org\n\n", count: 200)
        let expected = Markdown.html(source)
        #expect(expected.contains("<del>a</del> <a href"))
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<50).count { _ in Markdown.html(source) != expected } }
            }
            for await different in group { #expect(different == 0) }
        }
    }
}
