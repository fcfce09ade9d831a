import Site
import Testing

@Suite("Templates keep to the Mustache specification")
struct TemplateSpecificationTests {
    @Test("its tests pass", arguments: SpecificationCase.all.keys.sorted().flatMap { SpecificationCase.all[$0] ?? [] })
    func specification(_ test: SpecificationCase) throws {
        var sources = test.partials ?? [:]
        sources["the template"] = test.template
        let library = try TemplateLibrary(sources, strict: false, dynamicNames: true)
        let output = try library.render("the template", test.data.value)
        #expect(String(decoding: output, as: UTF8.self) == test.expected)
    }

    @Test(
        "every test of every part was read",
        .enabled(if: SpecificationCase.folder != nil, "the specification's files are not on this machine"))
    func completeness() {
        #expect(SpecificationCase.all.mapValues(\.count) == SpecificationCase.parts)
    }
}
