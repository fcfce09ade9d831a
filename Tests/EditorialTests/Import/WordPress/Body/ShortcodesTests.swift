import Editorial
import Testing

@Suite("Shortcodes are found as WordPress finds them")
struct ShortcodesTests {
    /// Writes down what it was handed.
    private let shortcodes = Shortcodes(handlers: [
        "box": { code in
            let named = code.attributes.map { "\($0.name)=\($0.value)" }
            return "{" + (named + code.positional).joined(separator: "|") + (code.content.map { ">" + $0 } ?? "") + "}"
        },
        "keep": { _ in nil },
    ])

    @Test(
        "tags, contents and escapes",
        arguments: [
            ("a [box] b", "a {} b"),
            ("[box]One[/box]", "{>One}"),
            ("[box /]One[/box]", "{}One[/box]"),
            ("[box/][box]", "{}{}"),
            ("[box]One[box]Two[/box]", "{>One[box]Two}"),
            ("[[box]]", "[box]"),
            ("[[box]One[/box]]", "[box]One[/box]"),
            ("[[box] [box]]", "[{} {}]"),
            ("[boxes] [box-x] [Box] [other] [box", "[boxes] [box-x] [Box] [other] [box"),
            ("[keep a=\"1\"]One[/keep]", "[keep a=\"1\"]One[/keep]"),
            ("<pre><code>[box]</code></pre>", "<pre><code>{}</code></pre>"),
            ("<a title=\"[box]\">[box]</a> <!-- [box] -->", "<a title=\"[box]\">{}</a> <!-- [box] -->"),
            ("[box]<img alt=\"[/box]\">[/box]", "{><img alt=\"[/box]\">}"),
        ])
    func expanded(source: String, text: String) {
        #expect(shortcodes.expanded(in: source) == text)
    }

    @Test(
        "attributes in every notation",
        arguments: [
            ("[box a=\"1 2\" B='3' c=4 five \"six\" '7']", "{a=1 2|b=3|c=4|five|six|7}"),
            ("[box a = \"1\"]", "{a=1}"),
            ("[box a=1 a=2]", "{a=2}"),
            ("[box a=\u{201C}1 2\u{201D} b=&quot;3 4&quot; c=&#8221;5&#8243;]", "{a=1 2|b=3 4|c=5}"),
            ("[box a=1\u{A0}b=2\u{200B}c=3]", "{a=1|b=2|c=3}"),
            ("[box a=\"1\"b c=\"2]", "{a=\"1\"b|c=\"2}"),
            (#"[box a="x\n\x41\101\q" b='It\'s']"#, "{a=x\nAAq|b='It's'}"),
            ("[box a=\"<b>c</b>\" b='<b' c=\">\"]", "{a=<b>c</b>|b=|c=>}"),
            ("[box url=http://example.org/a/]", "{url=http://example.org/a}"),
        ])
    func attributes(source: String, text: String) {
        #expect(shortcodes.expanded(in: source) == text)
    }

    @Test(
        "a teaser loses shortcodes and keeps brackets",
        arguments: [
            ("a [gallery ids=\"1\"] b", "a  b"),
            ("[caption width=\"3\"]<img> One[/caption]Two", "Two"),
            ("[embed]http://example.org[/embed]Two [video src=\"x\"][/video]", "Two "),
            ("[box color=\"red\"]One[/box] Two", "One Two"),
            ("[b]One[/b] [url=http://x]Two[/url]", "One Two"),
            ("[code php]One[/code] [rule /]Two[/quote]", "One Two"),
            ("[[gallery]]", "[gallery]"),
            (
                "[\u{2026}] [...] [sic] [1] [Name of person] [[Page]] [ x ]",
                "[\u{2026}] [...] [sic] [1] [Name of person] [[Page]] [ x ]"
            ),
        ])
    func removed(source: String, text: String) {
        #expect(Shortcodes.removed(from: source) == text)
    }
}
