import Editorial
import Foundation
import Testing

@Suite("What a folder holds that cannot be read")
struct FolderFailureTests {
    @Test(
        "a mistake in the front matter is named with its file and line",
        arguments: [
            ("---\ntitle: A\ntags: [a, b\n---\nText", 4, "YAML: while parsing a flow sequence (line 3)"),
            ("---\ntitle: A\n  bad: : x\n---\n", 3, "YAML: mapping values are not allowed in this context"),
            ("---\ntitle: A\nslug: b\ntitle: C\n---\n", 2, "YAML: written twice: title"),
            ("---\ntitle: A\n\u{1}\n---\n", 3, "YAML: control characters are not allowed"),
            ("---\r\ntitle: A\r\nx: \u{1}\r\n---\r\n", 3, "YAML: control characters are not allowed"),
            ("---\ntitle: A\ndate: tomorrow\n---\n", 3, "`date` is not a date"),
            ("---\ntitle: A\n\nlastmod: 2023-02-30\n---\n", 4, "`lastmod` is not a date"),
            ("---\ntitle: A\ndraft: maybe\n---\n", 3, "`draft` must be true or false"),
            ("---\ntitle: [A]\n---\n", 2, "`title` must be text"),
            ("---\ntitle: A\ntags:\n- a\n- [b]\n---\n", 5, "`tags` must be a list of texts"),
            ("---\ntitle: A\nkind: song\n---\n", 3, "`kind` must be article, talk or event"),
            ("---\ntitle: A\nkind: event\n---\n", 2, "an event needs `event: {starts: …}`"),
            ("---\ntitle: A\nevent:\n  place: Here\n---\n", 4, "an event needs `starts`"),
            ("---\ntitle: A\ntalk: {duration: long}\n---\n", 3, "`duration` is not a length"),
            ("---\ntitle: A\nweight: heavy\n---\n", 3, "`weight` must be a whole number"),
            ("---\n- a\n---\n", 2, "expected `key: value` lines"),
            ("---\ntitle: A\n", 1, "front matter begins with `---` and does not end"),
            ("Only text.\n\n## Not of the first level\n", 1, "no title"),
            ("", 1, "no title"),
        ])
    func mistake(text: String, line: Int, reason: String) throws {
        let contents = try FolderFixture(["content/articles/a.md": text, "content/articles/b.md": "# B"]).read()
        #expect(contents.documents.map(\.title) == ["B"])
        let failure = try #require(contents.failures.first)
        #expect(failure.file == "content/articles/a.md")
        #expect(failure.line == line)
        #expect(failure.reason.hasPrefix(reason), "\(failure)")
    }

    @Test("a mistake in a list takes nothing else with it")
    func entry() throws {
        let contents = try FolderFixture([
            "publication.yaml": "name: Q\ncards_per_page: 0",
            "data/authors.yaml": "- slug: a\n- name: no slug\n- slug: c\n",
            "data/sections.yaml": "just text",
        ]).read()
        #expect(contents.authors.map(\.slug) == ["a", "c"])
        #expect(
            contents.failures.map(\.description) == [
                "data/authors.yaml:2: an author without a slug",
                "data/sections.yaml:1: expected a list of `key: value` lines",
                "publication.yaml:2: `cardsperpage` must be a whole number above 0",
            ])
    }

    @Test("bytes that are not UTF-8 are named with their line")
    func encoding() throws {
        let fixture = try FolderFixture([:])
        try fixture.write(Array("---\ntitle: A\n---\nCaf".utf8) + [0xE9], to: "content/articles/a.md")
        #expect(try fixture.read().failures.map(\.description) == ["content/articles/a.md:4: not UTF-8"])
    }

    @Test("a file of 4 MiB is read and a byte more is refused")
    func fileSize() throws {
        let head = Array("# A\n".utf8)
        let fixture = try FolderFixture([:])
        try fixture.write(head + [UInt8](repeating: 0x61, count: (4 << 20) - head.count), to: "content/a.md")
        try fixture.write(head + [UInt8](repeating: 0x61, count: (4 << 20) - head.count + 1), to: "content/b.md")
        let contents = try fixture.read()
        #expect(contents.documents.map(\.file) == ["content/a.md"])
        #expect(contents.failures.map(\.description) == ["content/b.md: larger than 4096 KiB"])
    }

    @Test("front matter of more than 64 KiB is refused")
    func frontMatterSize() throws {
        let contents = try FolderFixture([
            "content/a.md": "---\ntitle: A\n" + String(repeating: "# padding\n", count: 6_500) + "---\n",
            "content/b.md": "---\ntitle: B\n" + String(repeating: "# padding\n", count: 6_600) + "---\n",
        ]).read()
        #expect(contents.documents.map(\.title) == ["A"])
        #expect(
            contents.failures.map(\.description) == [
                "content/b.md:1: front matter of more than 64 KiB, or without its end"
            ])
    }

    @Test(
        "a YAML bomb is refused",
        arguments: [
            // Billion laughs, also as keys, which Yams would hash.
            "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
            "a: &a {x: x}\n? *a\n: 1",
            "- &a [*a]",
            "a: &é1 x\nb: &b-1 y\nc: *b-1",
            // Depth, in brackets, in dashes, and past what libyaml itself allows.
            "a: " + String(repeating: "[", count: 64) + String(repeating: "]", count: 64),
            "a: " + String(repeating: "[? ", count: 900) + String(repeating: "]", count: 900),
            "a: " + String(repeating: "{a: ", count: 5_000) + String(repeating: "}", count: 5_000),
            "a:\n" + (0..<200).map { String(repeating: " ", count: $0) + "-\n" }.joined(),
            String(repeating: "- ", count: 30_000),
            // Width.
            "a: [" + String(repeating: "x,", count: 10_001) + "]",
        ])
    func bomb(yaml: String) throws {
        let contents = try FolderFixture(["content/a.md": "---\ntitle: A\n\(yaml)\n---\n"]).read()
        #expect(contents.documents.isEmpty)
        #expect(contents.failures.count == 1)
        #expect(contents.failures.first?.line != nil)
    }

    @Test("nesting of 63 in a field, an entity, emphasis and an unused anchor are no bombs")
    func notABomb() throws {
        let deep = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
        let contents = try FolderFixture([
            "content/a.md": """
            ---
            title: "Tom &amp; Jerry &co"
            standfirst: R&D is *amp* and *co* and 2 * co
            x: &unused 1
            deep: \(deep)
            ---
            """
        ]).read()
        #expect(contents.failures == [])
        #expect(contents.documents.first?.title == "Tom &amp; Jerry &co")
    }

    @Test("a link inside the folder is read; one that leaves it, or leads to a folder, is not followed")
    func links() throws {
        let outside = try FolderFixture(["secret.md": "# Secret", "folder/deep.md": "# Deep"])
        let fixture = try FolderFixture(["content/a.md": "# A"])
        try fixture.link("content/b.md", to: "a.md")
        try fixture.link("content/c.md", to: outside.url.appending(path: "secret.md").path)
        try fixture.link("content/d", to: outside.url.appending(path: "folder").path)
        try fixture.link("content/e", to: "..")
        try fixture.link("content/f.md", to: "nowhere")
        let contents = try fixture.read()
        #expect(contents.documents.map(\.file) == ["content/a.md", "content/b.md"])
        #expect(
            contents.failures.map(\.description) == [
                "content/c.md: a link out of the folder: not followed",
                "content/d: a link out of the folder: not followed",
                "content/e: a link out of the folder: not followed",
                "content/f.md: a link out of the folder: not followed",
            ])
    }

    @Test("a text that is gone or replaced between listing and reading fails by itself")
    func replaced() throws {
        let outside = try FolderFixture(["secret.md": "# Secret"])
        let fixture = try FolderFixture(["content/a.md": "# A"])
        let reader = try FolderReader(folder: fixture.url.path)
        let source = try #require(reader.list().sources.first)
        try FileManager.default.removeItem(at: fixture.url.appending(path: "content/a.md"))
        try fixture.link("content/a.md", to: outside.url.appending(path: "secret.md").path)
        #expect(throws: FolderFailure.self) { try reader.document(source) }
    }
}
