import Site
import Testing

@Suite("A template that cannot be read is refused with file, line and column")
struct TemplateSyntaxTests {
    private func fault(_ page: String, strict: Bool = true) -> String? {
        do {
            _ = try TemplateLibrary(["page": page], strict: strict)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(
        "a fault in the source has its place",
        arguments: [
            ("a\n  {{title", "page.mustache:2:3: this tag is not closed: ‘}}’ is missing"),
            ("{{=<% %>=}}\n<%title}}", "page.mustache:2:1: this tag is not closed: ‘%>’ is missing"),
            ("{{{title}}", "page.mustache:1:1: this tag is not closed: ‘}}’ is missing"),
            ("{{}}", "page.mustache:1:1: this tag has no name"),
            ("{{# }}{{/ }}", "page.mustache:1:1: this tag has no name"),
            ("{{a b}}", "page.mustache:1:1: the name ‘a b’ has a space in it"),
            ("{{a..b}}", "page.mustache:1:1: the name ‘a..b’ has an empty part"),
            ("{{.a}}", "page.mustache:1:1: the name ‘.a’ has an empty part"),
            ("{{#a}}\n\n{{#b}}\n", "page.mustache:3:1: ‘{{#b}}’ is never closed"),
            ("{{/a}}", "page.mustache:1:1: ‘{{/a}}’ closes nothing"),
            (
                "{{#a}}\n {{^b}}\n{{/a}}",
                "page.mustache:3:1: ‘{{/a}}’ where ‘{{^b}}’ of line 2, column 2 is to be closed"
            ),
            (
                "{{$a}}\n{{/b}}",
                "page.mustache:2:1: ‘{{/b}}’ where ‘{{$a}}’ of line 1, column 1 is to be closed"
            ),
        ])
    func faults(page: String, expected: String) {
        #expect(fault(page) == expected)
        #expect(fault(page, strict: false) == expected)
    }

    @Test(
        "delimiters are two, short, and without an equals sign",
        arguments: ["{{=<%=}}", "{{=<% %> %=}}", "{{= =}}", "{{=a= b=}}", "{{=aaaaaaaaaaaaaaaaa b=}}"])
    func delimiters(page: String) {
        #expect(
            fault(page)
                == "page.mustache:1:1: a set-delimiters tag holds two delimiters of at most 16 bytes, as in ‘{{=<% %>=}}’"
        )
    }

    @Test("a hundred thousand nested sections are an error", arguments: ["#", "^", "$"])
    func nestedSections(sign: String) {
        let page = String(repeating: "{{\(sign)a}}", count: 100_000) + String(repeating: "{{/a}}", count: 100_000)
        #expect(fault(page) == "page.mustache:1:385: tags are nested deeper than 64")
    }

    @Test(
        "any text with braces that is no tag is text", arguments: ["{", "}", "}}", "{ {a} }", "a { b", "{\n{a}}", ""])
    func noTag(page: String) throws {
        #expect(try TemplateLibrary(["page": page]).render("page", .null) == Array(page.utf8))
    }

    @Test("whatever is cut off anywhere is read or refused, never a crash")
    func cutOff() throws {
        let page = Array(
            "{{=<% %>=}}<%={{ }}=%>{{<p}} {{$b}}\n  {{a.b}}{{{c}}}{{&d}}{{/b}}\n{{/p}}{{#s}}{{^t}}{{!x}}{{/t}}{{/s}}"
                .utf8)
        var read = 0
        for end in page.indices {
            for start in 0..<end {
                let source = String(decoding: page[start..<end], as: UTF8.self)
                guard let library = try? TemplateLibrary(["page": source, "p": "{{$b}}{{/b}}"], strict: false)
                else { continue }
                _ = try library.render("page", .null)
                read += 1
            }
        }
        #expect(read > 100)
    }
}
