import Testing

@testable import Content

@Suite("Markup nested beyond measure, made flat")
struct FlattenedMarkupTests {
    struct Sample: Sendable {
        var input, output: String

        init(_ input: String, _ output: String) { (self.input, self.output) = (input, output) }
    }

    @Test(
        "words, paragraphs, links and pictures stay",
        arguments: [
            Sample("<div><div>One</div>two<div>", "One<p>two"),
            Sample("a <b>b</b><span title='>'>c</span>", "a bc"),
            Sample("<p>x <a href=\"/y>\">y</a><br><img src=z></p>", "<p>x <a href=\"/y>\">y</a><br><img src=z></p>"),
            Sample("1 < 2 &amp; <3", "1 < 2 &amp; <3"), Sample("a<!-- <div> -->b<!---->c", "abc"),
            Sample("a<script>if (1 < 2) \"</div>\"</SCRIPT>b", "ab"), Sample("a<script>b", "a"), Sample("a<div title=\"b", "a"),
            Sample("", ""),
        ])
    func flat(sample: Sample) {
        #expect(FlattenedMarkup(sample.input).text == sample.output)
    }

    @Test("of a megabyte of tags without end little is read", arguments: ["<a\"", "<", "<script>", "<!--", "</x", "<x <y "])
    func hostile(part: String) {
        #expect(FlattenedMarkup(String(repeating: part, count: 300_000)).text.utf8.count <= part.utf8.count * 300_000)
    }
}
