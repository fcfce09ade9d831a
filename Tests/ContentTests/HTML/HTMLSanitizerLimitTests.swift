import Content
import Testing

@Suite("Markup made to exhaust a parser")
struct HTMLSanitizerLimitTests {
    @Test(
        "a thousand elements whose end tags were left out are honest markup",
        arguments: [
            ("<p>x", "<p>x</p>", "", ""), ("<li>x", "<li>x</li>", "<ul>", "</ul>"),
            ("<dt>x<dd>y", "<dt>x</dt><dd>y</dd>", "<dl>", "</dl>"),
            ("<tr><td>x<th>y", "<tr><td>x</td><th>y</th></tr>", "<table><tbody>", "</tbody></table>"),
            ("<h2>x", "<h2>x</h2>", "", ""),
            ("<br>", "<br>", "", ""), ("</p>", "<p></p>", "", ""), ("<b><i>x</b></i>", "<b><i>x</i></b>", "", ""),
        ])
    func optionalEndTagsAreHonest(part: String, written: String, start: String, end: String) throws {
        let input = start + String(repeating: part, count: 1_000)
        #expect(try body(input) == start + String(repeating: written, count: 1_000) + end)
    }

    @Test("elements nest up to 400 deep")
    func nestingIsBounded() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<div>", count: depth) + "x" + String(repeating: "</div>", count: depth)
        }
        #expect(try body(nested(400)) == nested(400))
        for depth in [401, 640, 2_000, 100_000] {
            #expect(throws: HTMLError.tooDeep(limit: 400)) { try body(nested(depth)) }
        }
    }

    @Test("a tag has up to 400 attributes")
    func attributesAreBounded() throws {
        func tag(_ count: Int) -> String { "<p" + (0..<count).map { " a\($0)=1" }.joined() + ">x" }
        #expect(try body(tag(400)) == "<p>x</p>")
        for count in [401, 513, 100_000] {
            #expect(throws: HTMLError.tooManyAttributes(limit: 400)) { try body(tag(count)) }
        }
    }

    @Test("Row 36: attributes that many body tags add to one element are bounded, too")
    func attributesOfManyTagsAreBounded() {
        let input = (0..<100_000).map { "<body a\($0)>" }.joined()
        #expect(throws: HTMLError.tooManyAttributes(limit: 400)) { try body(input) }
    }

    @Test("a text has up to 4 MiB, before and after")
    func lengthIsBounded() throws {
        let limit = 4 << 20
        #expect(try body(String(repeating: "a", count: limit)).utf8.count == limit)
        #expect(throws: HTMLError.tooLarge(limit: limit)) { try body(String(repeating: "a", count: limit + 1)) }
        #expect(throws: HTMLError.tooLarge(limit: limit)) { try body(String(repeating: "&", count: limit / 4)) }
    }

    @Test(
        "Row 36: a bomb is refused with the same words at twice its size",
        arguments: [
            ("", "<i>", HTMLError.tooDeep(limit: 400)), ("", "<span>", .tooDeep(limit: 400)),
            ("", "<nobr><font size=1>", .tooDeep(limit: 400)), ("", "<svg>", .tooDeep(limit: 400)),
            ("", "<table><td>", .tooDeep(limit: 400)), ("", "<template>", .tooDeep(limit: 400)),
            ("", "<b><div></b>", .tooDeep(limit: 400)), ("<table>", "x<b>", .tooDeep(limit: 400)),
            ("", "<applet>", .tooDeep(limit: 400)), ("", "<ul><li>", .tooDeep(limit: 400)),
        ])
    func bombIsRefused(start: String, part: String, error: HTMLError) {
        for count in [50_000, 100_000] {
            #expect(throws: error) { try body(start + String(repeating: part, count: count)) }
        }
    }

    @Test("Row 36: formatting that is reopened in every paragraph is refused before it fills the memory")
    func reopenedFormattingIsRefused() {
        let open = "<p>" + (0..<300).map { "<b \($0)>" }.joined()
        for count in [100_000, 200_000] {
            #expect(throws: HTMLError.tooComplex) { try body(open + String(repeating: "<p>x", count: count)) }
        }
        let numbered = (0..<100_000).map { "<p><b \($0)></p>" }.joined()
        #expect(throws: HTMLError.tooDeep(limit: 400)) { try body(numbered) }
    }

    @Test(
        "long nonsense that costs little is read to its end",
        arguments: [
            ("", "<option>"), ("<select>", "<option>"), ("", "</b></i>"), ("", "<!---->"), ("", "<!--"), ("", "</"),
            ("", "&notin"), ("", "<a href=x>"), ("<b><span><span>", "aaaaaaaa"), ("<table>", "<div>x</div>"),
            ("<ruby>", "<rt>"),
        ])
    func nonsenseIsRead(start: String, part: String) throws {
        for count in [50_000, 100_000] {
            let markup = try body(start + String(repeating: part, count: count))
            #expect(CanonicalMarkup.fault(in: markup) == nil)
        }
    }

    @Test("a number of a character that cannot be is a replacement character")
    func impossibleCharacters() throws {
        for number in ["2147483648", "xFFFFFFFFFFFF", "4294967361", "0", "xD800", "1114112", "X00110000"] {
            #expect(try body("a&#\(number);b&#\(number) c") == "a\u{FFFD}b\u{FFFD} c")
        }
        #expect(try body("&#0000000000065;&#x10fffd;") == "A\u{10FFFD}")
    }

    @Test(
        "input that ends the process of a plain gumbo is read",
        arguments: [
            "<table><svg><foreignObject>&notit;<![CDATA[x]]></table>",
            "<nav><table a><listing><math><mi><![CDATA[x]]>", "<b><nobr>", "<b><nobr><table><nobr></b>",
            "<table>x<select><option></table>",
            "<nav><table><listing></nav>&#0;<listing>&#13;<nav><table>&amp;<listing><math><mi><![CDATA[x]]>",
        ])
    func inputsOfOldCrashes(input: String) throws {
        #expect(CanonicalMarkup.fault(in: try body(input)) == nil)
    }

    @discardableResult
    private func body(_ input: String) throws -> String {
        try HTMLSanitizer(policy: .body).sanitize(input).html.markup
    }
}
