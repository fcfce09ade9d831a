import Content
import Testing

@Suite("Links of stored markup")
struct LinkTagTests {
    private func links(_ markup: String) -> [String] {
        let bytes = Array(markup.utf8)
        return LinkTag.all(in: bytes).map { "\($0.path ?? $0.address) \(String(decoding: bytes[$0.content], as: UTF8.self))" }
    }

    @Test(
        "each link is found with its path and its words",
        arguments: [
            (
                "<p><a href=\"/x.pdf\">x</a> <a class=\"b\" href=\"/y%20z.pdf?a=1&amp;b#c\" rel=\"n\"><em>y</em></a></p>",
                ["/x.pdf x", "/y z.pdf <em>y</em>"]
            ),
            (
                "<a href=\"https://e.example/x\">e</a><a href=\"//e.example/x\">f</a>",
                ["https://e.example/x e", "//e.example/x f"]
            ),
            ("<a id=\"top\"></a><abbr title=\"a href=\">x</abbr><a href=\"/y\">y</a>", ["/y y"]),
            ("<a href=\"\">x</a>", [" x"]), ("no link", []), ("<a href=\"/x\">never closed", []), ("<a href=\"/x", []),
        ])
    func finds(markup: String, expected: [String]) {
        #expect(links(markup) == expected)
    }
}
