import Testing

@testable import Site

@Suite("The style sheet as it is served")
struct StyleSheetTests {
    private func served(_ source: String) -> String { String(decoding: StyleSheet.minified(Array(source.utf8)), as: UTF8.self) }

    @Test("comments and idle white space are gone")
    func idleSpace() {
        #expect(
            served("/* Cards */\n.card > a,\n  .b { color : red; margin: 0 1px ; }\n\n") == ".card>a,.b{color :red;margin:0 1px}")
        #expect(served("@media ( min-width : 30em ) { a { b: c } }") == "@media (min-width :30em){a{b:c}}")
        #expect(served("a { color: red !important; }") == "a{color:red!important}")
        #expect(served("a/* one */b{}") == "a b{}")
    }

    @Test("a space that means something stays")
    func meaningfulSpace() {
        #expect(served("a :hover { b: c }") == "a :hover{b:c}")
        #expect(served("h2 + p, h2 ~ p, .a .b, * p { b: c }") == "h2 + p,h2 ~ p,.a .b,* p{b:c}")
        #expect(served("a { width: calc( 100% - 2 * (1px + 2em) ) }") == "a{width:calc(100% - 2 * (1px + 2em))}")
        #expect(served("a:is(.b) .c, a:not( .d > e ) { f: g }") == "a:is(.b) .c,a:not(.d > e){f:g}")
        #expect(served("@media (width > 30em) and (x) { a { b: c } }") == "@media (width > 30em) and (x){a{b:c}}")
        #expect(served("a { font: 700 1em / 1.4 serif }") == "a{font:700 1em / 1.4 serif}")
    }

    @Test("strings and addresses stay to the letter")
    func strings() {
        #expect(
            served(#"a { content: " ;  /* no comment */ } "; b: '  \'  ' }"#)
                == #"a{content:" ;  /* no comment */ } ";b:'  \'  '}"#)
        #expect(served("a { background: url( a/*b*/ , c.png ) }") == "a{background:url( a/*b*/ , c.png )}")
        #expect(served(#"a { b: URL( "x ) y" ) ; }"#) == #"a{b:URL( "x ) y" )}"#)
        #expect(served(#"a[title="x  > y"]  > b {}"#) == #"a[title="x  > y"]>b{}"#)
        #expect(served(#".a\ \ b\: {}"#) == #".a\ \ b\:{}"#)
    }

    @Test("a licence stays")
    func licence() {
        #expect(served("/*! By Ines. */\na { b: c }") == "/*! By Ines. */ a{b:c}")
    }

    @Test(
        "what never ends is left as it is",
        arguments: [
            "a { b: c } /* open", "a { b: \"open }", "a { b: \"two\nlines\" }", "a { b: url(open }", "a { b: url('open) }",
        ])
    func broken(_ source: String) {
        #expect(served(source) == source)
    }

    @Test("what it says once it says for ever: a served sheet is served as it is")
    func twice() throws {
        let once = try Theme().style
        #expect(!once.isEmpty && StyleSheet.minified(once) == once)
    }

    @Test("the default theme's sheet stays below 20,000 bytes, and asks for nothing from elsewhere")
    func weight() throws {
        let theme = try Theme()
        #expect(theme.style.count < 20_000)
        let text = String(decoding: theme.style, as: UTF8.self)
        #expect(!text.contains("url(") && !text.contains("@import"))
    }

    @Test("the default theme's sheet knows no left and no right, so that it mirrors by itself")
    func directions() throws {
        let text = String(decoding: try Theme().style, as: UTF8.self)
        for word in [
            "margin-left", "margin-right", "padding-left", "padding-right", "border-left", "border-right", "float:left",
            "float:right", "text-align:left", "text-align:right", "{left:", ";left:", "{right:", ";right:",
        ] {
            #expect(!text.contains(word), "\(word)")
        }
    }
}
