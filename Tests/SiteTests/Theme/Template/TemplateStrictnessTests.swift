import Site
import Testing

@Suite("A strict library tells a theme maker what to mend")
struct TemplateStrictnessTests {
    /// The description of the error that rendering `page` ends in, or nil if it is rendered.
    private func fault(
        _ sources: [String: String], _ value: TemplateValue = .object([:]), dynamicNames: Bool = false
    ) -> String? {
        do {
            _ = try TemplateLibrary(sources, dynamicNames: dynamicNames).render("page", value)
            return nil
        } catch {
            return error.description
        }
    }

    private func rendered(_ page: String, _ value: [String: TemplateValue]) throws -> String {
        String(decoding: try TemplateLibrary(["page": page]).render("page", .object(value)), as: UTF8.self)
    }

    // MARK: Names

    @Test("a misspelt name is told with its place and the right one")
    func misspeltName() {
        let page = "<article>\n    <h1>{{headlin}}</h1>\n</article>"
        #expect(
            fault(["page": page], .object(["headline": .text("A"), "teaser": .text("B")]))
                == "page.mustache:2:9: unknown name ‘headlin’; did you mean ‘headline’?")
    }

    @Test("a name is looked for near by in the whole context")
    func misspeltNameOfTheSite() {
        let value: TemplateValue = .object(["site": .text("Stet"), "cards": .list([.object(["title": .text("A")])])])
        #expect(
            fault(["page": "{{#cards}}{{stie}}{{/cards}}"], value)
                == "page.mustache:1:11: unknown name ‘stie’; did you mean ‘site’?")
    }

    @Test("a name far from all others gets no suggestion")
    func farName() {
        #expect(
            fault(["page": "{{weather}}"], .object(["title": .null])) == "page.mustache:1:1: unknown name ‘weather’")
    }

    @Test("of equally near names the alphabetically first is suggested")
    func equallyNearNames() {
        let value: TemplateValue = .object(["cart": .null, "card": .null, "care": .null])
        #expect(fault(["page": "{{carx}}"], value) == "page.mustache:1:1: unknown name ‘carx’; did you mean ‘card’?")
    }

    @Test("a misspelt part of a dotted name is looked for in its own object")
    func misspeltPart() {
        let value: TemplateValue = .object(["article": .object(["author": .null]), "autor": .null])
        #expect(
            fault(["page": "{{article.autor}}"], value)
                == "page.mustache:1:1: unknown name ‘article.autor’; did you mean ‘article.author’?")
    }

    @Test("sections need a known name too", arguments: ["{{#crads}}{{/crads}}", "{{^crads}}{{/crads}}"])
    func unknownSection(page: String) {
        #expect(
            fault(["page": page], .object(["cards": .list([])]))
                == "page.mustache:1:1: unknown name ‘crads’; did you mean ‘cards’?")
    }

    @Test("columns count characters, not bytes")
    func columns() {
        #expect(fault(["page": "Größe – {{x}}"]) == "page.mustache:1:9: unknown name ‘x’")
    }

    @Test("an error in a partial names the partial's file")
    func errorInPartial() {
        #expect(fault(["page": "a\n{{>card}}", "card": "b\n\n {{x}}"]) == "card.mustache:3:2: unknown name ‘x’")
    }

    @Test("an error in an override names the file the override is in")
    func errorInOverride() {
        #expect(
            fault(["page": "{{<layout}}\n{{$main}}{{x}}{{/main}}\n{{/layout}}", "layout": "\n\n{{$main}}{{/main}}"])
                == "page.mustache:2:10: unknown name ‘x’")
    }

    @Test("a part of nothing is nothing, a part of text is an error")
    func partOfText() throws {
        #expect(try rendered("[{{author.name}}]", ["author": .null]) == "[]")
        #expect(
            fault(["page": "{{title.name}}"], .object(["title": .text("A")]))
                == "page.mustache:1:1: ‘title’ is text and has no ‘name’")
    }

    // MARK: Values

    @Test("empty text and empty markup are false, zero is not")
    func falsey() throws {
        let page = "{{#a}}a{{/a}}{{^a}}-{{/a}} {{#b}}b{{/b}}{{^b}}-{{/b}} {{#c}}{{.}}{{/c}}{{^c}}-{{/c}}"
        #expect(try rendered(page, ["a": .text(""), "b": .markup(""), "c": .number(0)]) == "- - 0")
    }

    @Test("a lenient library takes empty text as true and an unknown name as nothing")
    func lenient() throws {
        let library = try TemplateLibrary(["page": "{{#a}}[{{a}}{{b}}{{>c}}]{{/a}}"], strict: false)
        #expect(try library.render("page", .object(["a": .text("")])) == Array("[]".utf8))
    }

    @Test("text cannot be written unescaped", arguments: ["{{{title}}}", "{{&title}}"])
    func rawText(page: String) {
        #expect(
            fault(["page": "\n  \(page)"], .object(["title": .text("<b>")]))
                == "page.mustache:2:3: ‘title’ is text and cannot be written unescaped: write ‘{{title}}’")
    }

    @Test("lists and objects cannot be written")
    func writtenList() {
        #expect(
            fault(["page": "{{cards}}"], .object(["cards": .list([.null])]))
                == "page.mustache:1:1: ‘cards’ is a list and cannot be written")
        #expect(
            fault(["page": "{{author}}"], .object(["author": .object([:])]))
                == "page.mustache:1:1: ‘author’ is an object and cannot be written")
    }

    // MARK: Templates in templates

    @Test("a missing partial or parent is an error before anything is rendered", arguments: [">", "<"])
    func missingPartial(sign: String) {
        let tags = sign == ">" ? "{{>crad}}" : "{{<crad}}{{/crad}}"
        #expect(throws: TemplateError.self) { try TemplateLibrary(["page": tags]) }
        #expect(
            fault(["page": "\n {{#a}}\(tags){{/a}}", "card": ""])
                == "page.mustache:2:8: there is no template ‘crad’; did you mean ‘card’?")
    }

    @Test("a missing template to render is an error")
    func missingTemplate() {
        #expect(fault(["pages": ""]) == "page.mustache:1:1: there is no template ‘page’; did you mean ‘pages’?")
    }

    @Test("a block that the parent does not have is an error")
    func unknownBlock() {
        #expect(
            fault([
                "page": "{{<layout}}{{$mian}}{{/mian}}{{/layout}}", "layout": "{{>body}}", "body": "{{$main}}{{/main}}",
            ])
                == "page.mustache:1:12: ‘layout’ has no block ‘mian’; did you mean ‘main’?")
    }

    @Test("a block given twice is an error")
    func blockGivenTwice() {
        #expect(
            fault(["page": "{{<layout}}{{$a}}1{{/a}}\n{{$a}}2{{/a}}{{/layout}}", "layout": "{{$a}}{{/a}}"])
                == "page.mustache:2:1: the block ‘a’ is given twice")
    }

    @Test("a tag in a parent that is not in a block would be ignored and is an error")
    func tagInParent() {
        #expect(
            fault(["page": "{{<layout}}\n{{title}}{{/layout}}", "layout": ""])
                == "page.mustache:2:1: ‘{{title}}’ would be ignored: ‘{{<layout}}’ holds only blocks")
    }

    @Test("text in a parent that is not in a block would be ignored and is an error, a comment is not")
    func textInParent() throws {
        #expect(
            fault(["page": "\n{{<layout}}\n<p>{{$a}}{{/a}}{{/layout}}", "layout": "{{$a}}{{/a}}"])
                == "page.mustache:2:1: text in ‘{{<layout}}’ outside of its blocks would be ignored")
        #expect(
            fault(["page": "{{<layout}}\n{{! main }}\n{{$a}}{{/a}}\n{{/layout}}", "layout": "{{$a}}{{/a}}"]) == nil)
    }

    @Test("dynamic names are refused when the library is made")
    func dynamicNames() {
        #expect(
            fault(["page": "a {{>*name}}"])
                == "page.mustache:1:3: ‘{{>*name}}’: a template that is named by data is not allowed here")
    }

    @Test("an allowed dynamic name reaches only templates of its library")
    func allowedDynamicNames() throws {
        let sources = ["page": "[{{>*name}}]", "card": "card"]
        let library = try TemplateLibrary(sources, dynamicNames: true)
        #expect(try library.render("page", .object(["name": .text("card")])) == Array("[card]".utf8))
        #expect(try library.render("page", .object(["name": .null])) == Array("[]".utf8))
        #expect(
            fault(sources, .object(["name": .text("../admin")]), dynamicNames: true)
                == "page.mustache:1:2: there is no template ‘../admin’, which ‘name’ names")
        #expect(
            fault(sources, .object(["name": .number(1)]), dynamicNames: true)
                == "page.mustache:1:2: ‘name’ is a number and cannot name a template")
    }
}
