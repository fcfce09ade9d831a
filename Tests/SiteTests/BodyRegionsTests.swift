import Content
import Foundation
import Testing

@testable import Site

@Suite("What is wide in a body")
struct BodyRegionsTests {
    private func shown(_ markup: String) throws -> String {
        BodyRegions(words: try Theme().vocabulary.words(in: "en")).shown(HTML(stored: markup)).markup
    }

    @Test("a table stands in a named frame that the keyboard reaches, and is itself untouched")
    func table() throws {
        let table = "<table class=\"has-fixed-layout\"><tbody><tr><td>A</td></tr></tbody></table>"
        #expect(
            try shown("<p>Before</p>\(table)<p>after</p>")
                == "<p>Before</p><div class=\"scroll\" role=\"region\" aria-label=\"Table 1\" tabindex=\"0\">\(table)</div><p>after</p>"
        )
        let figure = try shown("<figure class=\"wp-block-table\">\(table)<figcaption>Tides</figcaption></figure>")
        #expect(figure.hasPrefix("<figure class=\"wp-block-table\"><div class=\"scroll\""))
        #expect(figure.hasSuffix("</table></div><figcaption>Tides</figcaption></figure>"))
    }

    @Test("each has a name of its own, with its caption where it has one")
    func names() throws {
        let shown = try shown(
            "<table><caption>High &amp; <em>\"low\"</em>\n water</caption><tbody></tbody></table><table><tbody></tbody></table>")
        #expect(shown.contains("aria-label=\"Table 1: High &amp; &quot;low&quot; water\""))
        #expect(shown.contains("aria-label=\"Table 2\""))
    }

    @Test("a table in a table, and a table in a link, get no frame of their own")
    func nested() throws {
        let nested =
            "<table><tbody><tr><td><table><tbody></tbody></table><pre>\(String(repeating: "x", count: 90))</pre></td></tr></tbody></table>"
        #expect(try shown(nested).components(separatedBy: "tabindex").count == 2)
        let link = "<a href=\"/x/\"><table><tbody></tbody></table></a>"
        #expect(try shown(link) == link)
        #expect(try shown("\(link)<table></table>").components(separatedBy: "tabindex").count == 2)
    }

    @Test("code with a long line is a named region; short code, verses and what is named already stay as they are")
    func code() throws {
        let long = String(repeating: "x", count: 29)
        #expect(
            try shown("<pre class=\"wp-block-code\"><code>\(long)</code></pre>")
                == "<pre class=\"wp-block-code\" role=\"region\" aria-label=\"Code 1\" tabindex=\"0\"><code>\(long)</code></pre>")
        for same in [
            "<pre><code>let a = 1\nlet b = 2</code></pre><p>\(long)</p>", "<pre class=\"wp-block-verse\">\(long)</pre>",
            "<pre aria-label=\"Log\">\(long)</pre>", "<p>\(long)</p>", "<pre>\(String(repeating: "é", count: 28))</pre>",
        ] {
            #expect(try shown(same) == same)
        }
    }

    @Test(
        "markup that is cut off is shown as it is",
        arguments: ["<table", "<table><tbody>", "</table>", "<pre>", "<table><caption>x"])
    func cutOff(_ markup: String) throws {
        #expect(try shown(markup).hasSuffix(String(markup.suffix(5))))
    }
}

@Suite("The transcript of a talk")
struct TalkTranscriptTests {
    private func shown(_ markup: String) -> String { TalkTranscript(word: "Transkript").shown(HTML(stored: markup)).markup }

    @Test("what stands below a heading that says so is folded up, up to the next that is no lower")
    func folded() {
        #expect(
            shown("<p>Before</p><h2>Transkript</h2><p>A</p><h3>Part</h3><img src=\"/x.gif\"><p>B</p><h2>Notes</h2><p>C</p>")
                == "<p>Before</p><details class=\"transcript\"><summary>Transkript</summary><p>A</p><h3>Part</h3><img src=\"/x.gif\"><p>B</p></details><h2>Notes</h2><p>C</p>"
        )
        #expect(
            shown("<h3 class=\"wp-block-heading\" id=\"c-t\"> <em>TRANSCRIPT</em></h3><p>A &amp; B</p>")
                == "<details class=\"transcript\"><summary>TRANSCRIPT</summary><p>A &amp; B</p></details>")
    }

    @Test(
        "other headings, and one within something else, fold nothing",
        arguments: [
            "<h2>About the transcript</h2><p>A</p>", "<div class=\"wp-block-group\"><h2>Transcript</h2><p>A</p></div><p>B</p>",
            "<p>Transcript</p><p>A</p>", "", "<h2>", "<h2></h2>",
        ])
    func others(_ markup: String) {
        #expect(shown(markup) == markup)
    }
}
