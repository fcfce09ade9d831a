import Site
import Testing

@Suite("Whatever a template is given, it writes safe HTML and comes to an end")
struct TemplateSafetyTests {
    private func rendered(_ sources: [String: String], _ value: [String: TemplateValue]) throws -> String {
        String(decoding: try TemplateLibrary(sources).render("page", .object(value)), as: UTF8.self)
    }

    // MARK: Escaping

    @Test(
        "text is escaped",
        arguments: [
            ("", ""), ("plain", "plain"), ("&", "&amp;"), ("<>\"'&", "&lt;&gt;&quot;&#39;&amp;"),
            ("a<b", "a&lt;b"), ("&amp;", "&amp;amp;"), ("größer > 日本 🎈", "größer &gt; 日本 🎈"),
            ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
            ("\u{0}`=\n", "\u{0}`=\n"),
        ])
    func escaping(text: String, expected: String) throws {
        #expect(try rendered(["page": "{{a}}|{{#a}}{{.}}{{/a}}"], ["a": .text(text)]) == "\(expected)|\(expected)")
    }

    @Test("markup is written as it is by every tag", arguments: ["{{body}}", "{{{body}}}", "{{&body}}"])
    func markup(page: String) throws {
        #expect(try rendered(["page": page], ["body": .markup("<p>R&amp;D’s</p>")]) == "<p>R&amp;D’s</p>")
    }

    @Test("numbers and yes or no are written plainly")
    func plainValues() throws {
        let value: [String: TemplateValue] = [
            "a": .number(.min), "b": .number(1500), "c": .bool(true), "d": .bool(false),
        ]
        #expect(
            try rendered(["page": "{{a}} {{{b}}} {{c}} {{d}}"], value) == "-9223372036854775808 1500 true false")
    }

    // MARK: Injection

    @Test(
        "Row 37: a tag in data stays text",
        arguments: ["{{secret}}", "{{{secret}}}", "{{=[[ ]]=}}[[secret]]", "{{/list}}", "{{>admin}}", "{{!"])
    func injection(tag: String) throws {
        let sources = [
            "page": "{{#list}}{{.}}{{>card}}{{/list}} {{body}} {{{body}}} {{secret}}", "card": "-{{.}}", "admin": "!",
        ]
        let value: [String: TemplateValue] = [
            "list": .list([.text(tag)]), "body": .markup(tag), "secret": .text("hidden"),
        ]
        let escaped = tag.utf8.contains(UInt8(ascii: ">")) ? "{{&gt;admin}}" : tag
        #expect(try rendered(sources, value) == "\(escaped)-\(escaped) \(tag) \(tag) hidden")
    }

    @Test("a tag in data that is half in one value and half in the next stays text")
    func injectionInParts() throws {
        #expect(try rendered(["page": "{{a}}{{b}}"], ["a": .text("{{a}"), "b": .text("}")]) == "{{a}}")
    }

    // MARK: Depth

    @Test(
        "a template that includes itself is an error",
        arguments: [
            ["page": "{{>page}}"],
            ["page": "a{{>b}}", "b": "{{>c}}", "c": "{{>page}}"],
            ["page": "{{<page}}{{/page}}"],
            ["page": "{{#a}}{{>page}}{{/a}}"],
            ["page": "{{^b}}{{>page}}{{/b}}"],
            ["page": "{{$x}}{{<page}}{{$x}}{{>page}}{{/x}}{{/page}}{{/x}}"],
        ])
    func selfInclusion(sources: [String: String]) throws {
        let library = try TemplateLibrary(sources)
        let error = #expect(throws: TemplateError.self) {
            try library.render("page", .object(["a": .bool(true), "b": .bool(false)]))
        }
        #expect(error?.message == "nested deeper than 64 sections and templates; does a template include itself?")
    }

    @Test("64 levels are rendered, 65 are not")
    func depth() throws {
        // Each level is a partial and a section.
        let library = try TemplateLibrary(["page": "{{#next}}<{{>page}}>{{/next}}"])
        func nested(_ levels: Int) -> TemplateValue {
            (0..<levels).reduce(.object(["next": .null])) { inner, _ in .object(["next": inner]) }
        }
        let rendered = try library.render("page", nested(32))
        #expect(rendered == Array((String(repeating: "<", count: 32) + String(repeating: ">", count: 32)).utf8))
        #expect(throws: TemplateError.self) { try library.render("page", nested(33)) }
    }

    @Test("templates that each include the next one twice are an error and not an eternity")
    func doubling() throws {
        var sources = ["page": "{{>t0}}", "t40": ""]
        for level in 0..<40 { sources["t\(level)"] = "{{>t\(level + 1)}}{{>t\(level + 1)}}" }
        let library = try TemplateLibrary(sources)
        let error = #expect(throws: TemplateError.self) { try library.render("page", .null) }
        #expect(error?.message == "the page does not come to an end")
    }

    @Test("an override may hold the block it overrides, which is then the default")
    func blockInItself() throws {
        let sources = [
            "page": "{{<layout}}{{$a}}<{{$a}}own{{/a}}>{{/a}}{{/layout}}", "layout": "[{{$a}}default{{/a}}]",
        ]
        #expect(try rendered(sources, [:]) == "[<own>]")
    }
}
