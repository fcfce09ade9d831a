import Content
import Testing

@Suite("What stays of a picture's style sheet")
struct SVGStyleTests {
    @Test(
        "simple rules stay, written anew",
        arguments: [
            (".st0{fill:#F39C12;stroke-miterlimit:10;}", ".st0{fill:#F39C12;stroke-miterlimit:10}"),
            ("  rect , .a.b > g #c * { FILL : Red ; opacity : .5 }", "rect,.a.b>g #c *{fill:Red;opacity:.5}"),
            ("text{font:italic 12px/1.5 \"DejaVu Sans\",sans-serif}", "text{font:italic 12px/1.5 'DejaVu Sans',sans-serif}"),
            (
                "g{transform:rotate(45DEG) translateX(1.5e1px)!important}",
                "g{transform:rotate(45deg) translateX(1.5e1px)!important}"
            ),
            ("g{width:calc(100% - 2 * (3px + 1em))}", "g{width:calc(100% - 2 * (3px + 1em))}"),
            ("g{fill:red/* ; */;/* } */stroke:blue}", "g{fill:red;stroke:blue}"),
            ("g{mask:url( \"#m\" );clip-path:url(#c)}", "g{mask:url(#m);clip-path:url(#c)}"),
            ("@media (prefers-color-scheme: dark){g{fill:#fff}}", "@media (prefers-color-scheme:dark){\ng{fill:#fff}\n}"),
            (
                "@media screen and (prefers-color-scheme:light), print{g{fill:#fff}}",
                "@media screen and (prefers-color-scheme:light),print{\ng{fill:#fff}\n}"
            ),
            ("@charset \"utf-8\";@namespace url(http://x);g{fill:red}", "g{fill:red}"),
            ("g{fill:red}x{fill:red}rect{fill:red", "g{fill:red}\nrect{fill:red}"),
            ("g,a:hover,rect{fill:red}", "g,rect{fill:red}"),
        ])
    func rulesStay(sheet: String, written: String) throws {
        #expect(try style(sheet) == written + "\n")
        #expect(try style(written) == written + "\n")
    }

    @Test(
        "what is not simple goes, alone",
        arguments: [
            "a:hover{fill:red}", "g[id]{fill:red}", "g+g{fill:red}", "g::before{content:'x'}", "{fill:red}", "g{}", "g{fill}",
            "g>{fill:red}",
            ">g{fill:red}", "g{fill:url(x.svg#a)}", "g{fill:url(#a b)}", "g{opacity:url(#a)}", "g{fill:r\\65 d}", "g{fill:'red'}",
            "g{fill:red;;;fill:", "g{color:attr(x)}", "g{fill:var(--x)}", "g{--x:1}", "g{width:1foo}", "g{fill:#12}",
            "g{fill:red)}",
            "g{fill:rgb(1}", "g{fill:red !x}", "g{fill:red!important red}", "g{font-family:'a\"b'}", "g{font-family:'a\nb'}",
            "g{font-family:'</style>'}", "g{fill:ä}", "@media (width>1px){g{fill:red}}",
            "@media screen{@media print{g{fill:red}}}",
            "@keyframes x{from{fill:red}}", "@layer x;", "@font-face{font-family:x}", "@import", "@", "}", "{", "g{fill:red{}",
            "/*", "<!--", "\\",
            "g{animation:x 1s}", "g{transition:all}", "g{position:fixed}", "g{background:red}",
        ])
    func otherRulesGo(sheet: String) throws {
        let kept = sheet == "g{fill:red;;;fill:" ? "g{fill:red}\n" : ""
        #expect(try style(sheet) == kept)
        #expect(try style("rect{x:1}" + sheet).hasPrefix("rect{x:1}\n"))
    }

    @Test("a sheet of another language or for another medium is no sheet")
    func otherSheets() throws {
        for attributes in ["type=\"text/less\"", "media=\"print\"", "type=\"text/xsl\""] {
            let picture = "<svg><style \(attributes)>g{fill:red}</style></svg>"
            let result = try SVGSanitizer().sanitize(Array(picture.utf8))
            #expect(String(decoding: result.svg, as: UTF8.self) == "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            #expect(result.removed == ["a style sheet of another kind": 1])
        }
        let kept = "<svg><style type=\"TEXT/CSS\" media=\"screen\" id=\"s\">g{fill:red}</style></svg>"
        #expect(
            String(decoding: try SVGSanitizer().sanitize(Array(kept.utf8)).svg, as: UTF8.self).contains(
                "<style>g{fill:red}\n</style>"))
    }

    /// The sheet as a browser reads it.
    private func style(_ sheet: String) throws -> String {
        let picture = "<svg><style><![CDATA[\(sheet)]]></style></svg>"
        let result = try SVGSanitizer().sanitize(Array(picture.utf8)).svg
        #expect(CanonicalPicture.fault(in: result) == nil)
        let svg = String(decoding: result, as: UTF8.self)
        guard let start = svg.ranges(of: "<style>").first, let end = svg.ranges(of: "</style>").first else { return "" }
        return String(svg[start.upperBound..<end.lowerBound]).replacing("&gt;", with: ">")
    }
}
