import Editorial
import Testing

@Suite("Classic bodies get WordPress's paragraphs")
struct ParagraphsTests {
    @Test(
        "text is cut at blank lines and broken at the others",
        arguments: [
            ("One", "<p>One</p>\n"),
            ("One\nTwo", "<p>One<br />\nTwo</p>\n"),
            ("One\n\nTwo", "<p>One</p>\n<p>Two</p>\n"),
            ("One\n \t\n\n\nTwo", "<p>One</p>\n<p>Two</p>\n"),
            ("One\r\nTwo\r\rThree", "<p>One<br />\nTwo</p>\n<p>Three</p>\n"),
            ("\n\n  One  \n\n", "<p>  One  </p>\n"),
            ("", ""),
            (" \n\t\n ", ""),
        ])
    func blankLines(source: String, html: String) {
        #expect(Paragraphs.applied(to: source) == html)
    }

    @Test(
        "breaks that are written out are kept once, and two of them part paragraphs",
        arguments: [
            ("One<br>Two", "<p>One<br />Two</p>\n"),
            ("One<br/>\nTwo", "<p>One<br />\nTwo</p>\n"),
            ("One<br /> \nTwo", "<p>One<br /> <br />\nTwo</p>\n"),
            ("One<br />\n <br/>Two", "<p>One</p>\n<p>Two</p>\n"),
            ("One<br><br><br>Two", "<p>One</p>\n<p>Two</p>\n"),
        ])
    func breaks(source: String, html: String) {
        #expect(Paragraphs.applied(to: source) == html)
    }

    @Test(
        "blocks stand outside paragraphs",
        arguments: [
            ("One\n<h2>Two</h2>\nThree", "<p>One</p>\n<h2>Two</h2>\n<p>Three</p>\n"),
            ("<ul>\n<li>One</li>\n<li>Two</li>\n</ul>", "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\n"),
            ("One<hr>Two", "<p>One</p>\n<hr>\n<p>Two</p>\n"),
            ("<hr\n/>Two", "<hr\n/></p>\n<p>Two</p>\n"),
            ("<p>One</p>\n<p>Two</p>", "<p>One</p>\n<p>Two</p>\n"),
            ("<p>\n</p>One", "</p>\n<p>One</p>\n"),
            ("<div>One</div>", "<div>One</div>\n"),
            ("<div>One\n\nTwo</div>", "<div>One</p>\n<p>Two</p></div>\n"),
            ("<form>One\n\nTwo</form>", "<form>One</p>\n<p>Two</p></form>\n"),
            ("<table>\n<tr>\n<td>1</td>\n</tr>\n</table>", "<table>\n<tr>\n<td>1</td>\n</tr>\n</table>\n"),
            ("<DIV>One</DIV>", "<p><DIV>One</DIV></p>\n"),
            ("<picture>One</picture>\nTwo", "<picture>One</picture>\nTwo</p>\n"),
        ])
    func blocks(source: String, html: String) {
        #expect(Paragraphs.applied(to: source) == html)
    }

    @Test(
        "a quotation has its paragraphs inside",
        arguments: [
            ("<blockquote>One</blockquote>", "<blockquote><p>One</p></blockquote>\n"),
            (
                "<blockquote cite=\"x\">One\n\nTwo</blockquote>",
                "<blockquote cite=\"x\"><p>One</p>\n<p>Two</p></blockquote>\n"
            ),
        ])
    func quotations(source: String, html: String) {
        #expect(Paragraphs.applied(to: source) == html)
    }

    @Test(
        "preformatted text is not touched",
        arguments: [
            ("<pre>a\n\nb\n</pre>", "<pre>a\n\nb\n</pre>\n"),
            ("One\n<pre class=\"c\">a\n<b>\n</pre>\nTwo", "<p>One</p>\n<pre class=\"c\">a\n<b>\n</pre>\n<p>Two</p>\n"),
            ("<pre>a</pre></pre>One", "<pre>a</pre>\n<p>One</p>\n"),
        ])
    func preformatted(source: String, html: String) {
        #expect(Paragraphs.applied(to: source) == html)
    }

    @Test(
        "newlines inside tags, comments, scripts and drawings stay newlines",
        arguments: [
            ("<a\nhref=\"x\">One</a>\nTwo", "<p><a\nhref=\"x\">One</a><br />\nTwo</p>\n"),
            ("<!-- a\n\nb -->One", "<p><!-- a\n\nb -->One</p>\n"),
            ("<![CDATA[a\nb]]>One", "<p><![CDATA[a\nb]]>One</p>\n"),
            ("<script>\na\nb\n</script>", "<p><script>\na\nb\n</script></p>\n"),
            ("<svg>\n<g>\n</svg>\nOne", "<p><svg>\n<g>\n</svg><br />\nOne</p>\n"),
        ])
    func newlinesInElements(source: String, html: String) {
        #expect(Paragraphs.applied(to: source) == html)
    }

    @Test(
        "elements whose children have lines of their own get no breaks",
        arguments: [
            (
                "<select>\n<option>a</option>\n<option>b</option>\n</select>",
                "<p><select><option>a</option><option>b</option></select></p>\n"
            ),
            (
                "<object data=\"x\">\n<param name=\"y\">\n<embed src=\"z\">\n</object>",
                "<p><object data=\"x\"><param name=\"y\"><embed src=\"z\"></object></p>\n"
            ),
            ("<video>\n<source src=\"x\">\n<track>\n</video>", "<p><video><source src=\"x\"><track></video></p>\n"),
            ("[audio]\n<source src=\"x\">\n[/audio]", "<p>[audio]<source src=\"x\">[/audio]</p>\n"),
            (
                "<figure>\n<img>\n<figcaption>One</figcaption>\n</figure>",
                "<figure>\n<img><figcaption>One</figcaption></figure>\n"
            ),
        ])
    func children(source: String, html: String) {
        #expect(Paragraphs.applied(to: source) == html)
    }
}
