import Site
import Testing

@Suite("Templates in templates keep their lines in order")
struct TemplateLayoutTests {
    private func rendered(_ sources: [String: String], _ value: [String: TemplateValue] = [:]) throws -> String {
        String(decoding: try TemplateLibrary(sources).render("page", .object(value)), as: UTF8.self)
    }

    @Test("a page fills the blocks of its layout")
    func layout() throws {
        let layout = """
            <html>
              <main>
                {{$main}}
                <p>Nothing here.</p>
                {{/main}}
              </main>
            </html>

            """
        let page = """
            {{<layout}}
            {{$main}}
            {{#cards}}
            {{>card}}
            {{/cards}}
            {{^cards}}
            <p>No articles.</p>
            {{/cards}}
            {{/main}}
            {{/layout}}

            """
        let card = "<article>\n  {{title}}\n</article>\n"
        let sources = ["layout": layout, "page": page, "card": card]
        let value: [String: TemplateValue] = [
            "cards": .list([.object(["title": .text("A")]), .object(["title": .text("B")])])
        ]
        #expect(
            try rendered(sources, value) == """
                <html>
                  <main>
                    <article>
                      A
                    </article>
                    <article>
                      B
                    </article>
                  </main>
                </html>

                """)
        #expect(
            try rendered(sources, ["cards": .list([])])
                == "<html>\n  <main>\n    <p>No articles.</p>\n  </main>\n</html>\n")
        let own = try TemplateLibrary(sources).render("layout", .object([:]))
        #expect(own == Array("<html>\n  <main>\n    <p>Nothing here.</p>\n  </main>\n</html>\n".utf8))
    }

    @Test("indentation adds up over partials and is never put into a value")
    func nestedIndentation() throws {
        let sources = [
            "page": "  {{>outer}}\n", "outer": "<div>\n  {{>inner}}\n</div>\n", "inner": "{{body}}\n\n<hr>\n",
        ]
        #expect(
            try rendered(sources, ["body": .markup("<pre>a\n b</pre>")])
                == "  <div>\n    <pre>a\n b</pre>\n\n    <hr>\n  </div>\n")
    }

    @Test("a partial within a line keeps its own lines, also in an indented one")
    func partialWithinLine() throws {
        let sources = ["page": "  {{>outer}}\n", "outer": "a {{>inner}}\nb\n", "inner": "x\ny"]
        #expect(try rendered(sources) == "  a x\ny\n  b\n")
    }

    @Test("the rest of a line after a partial is not indented again")
    func restOfLine() throws {
        #expect(try rendered(["page": "  {{>p}}\n", "p": "{{>q}} b\nc\n", "q": "x\n"]) == "  x\n b\n  c\n")
    }

    @Test("a partial that begins an override is indented once")
    func partialInOverride() throws {
        let sources = [
            "page": "{{<layout}}\n{{$main}}\n{{>card}}\n{{/main}}\n{{/layout}}\n",
            "layout": "  {{$main}}{{/main}}<hr>\n",
            "card": "a\nb\n",
        ]
        #expect(try rendered(sources) == "  a\n  b\n<hr>\n")
    }

    @Test("a line with an empty value is still indented, a blank one is not")
    func emptyLines() throws {
        #expect(try rendered(["page": " {{>p}}\n", "p": "{{a}}|\n\r\n\n{{a}}\n"], ["a": .null]) == " |\n\r\n\n \n")
    }

    @Test("a child's override goes before its parent's, and its blocks before their defaults")
    func grandchild() throws {
        let sources = [
            "page": "{{<section}}{{$title}}Page{{/title}}{{/section}}",
            "section": "{{<layout}}{{$title}}Section{{/title}}{{$main}}<{{$side}}none{{/side}}>{{/main}}{{/layout}}",
            "layout": "{{$title}}Site{{/title}} {{$main}}{{/main}}",
        ]
        #expect(try rendered(sources) == "Page <none>")
    }

    @Test("blocks of a partial can be overridden from outside, and outside the parent they are their defaults again")
    func blockInPartial() throws {
        let sources = [
            "page": "{{>nav}} {{<layout}}{{$home}}Start{{/home}}{{/layout}} {{>nav}}", "layout": "[{{>nav}}]",
            "nav": "{{$home}}Home{{/home}}",
        ]
        #expect(try rendered(sources) == "Home [Start] Home")
    }

    @Test("blocks with different delimiters inside are read to their end tag")
    func delimitersInBlock() throws {
        let sources = ["page": "{{<p}}{{$a}}{{=<% %>=}}<%x%> {{x}}<%={{ }}=%>{{/a}}{{/p}}", "p": "{{$a}}{{/a}}"]
        #expect(try rendered(sources, ["x": .text("1")]) == "1 {{x}}")
    }
}
