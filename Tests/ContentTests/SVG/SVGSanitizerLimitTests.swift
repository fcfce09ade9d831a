import Content
import Testing

@Suite("Pictures made to exhaust a reader or a browser")
struct SVGSanitizerLimitTests {
    @Test(
        "what is no picture is refused in a sentence",
        arguments: [
            ("", "The file is not an SVG picture."), ("GIF89a<svg/>", "The file is not an SVG picture."),
            ("<!doctype html><svg/>", "The file is not an SVG picture."),
            ("<html><svg/></html>", "The file is not an SVG picture."),
            ("<svg xmlns=\"http://www.w3.org/1999/xhtml\"/>", "The file is not an SVG picture."),
            ("<svg>\n<g>", "The picture is not well-formed XML: line 2 is the last, and an element is still open."),
            ("<svg>\n</g></svg>", "The picture is not well-formed XML: line 2 has an end tag that ends nothing."),
            ("<svg/>\n\n<svg/>", "The picture is not well-formed XML: line 3 has a second root element."),
            ("<svg/>alert(1)", "The picture is not well-formed XML: line 1 has text after the end."),
            ("<svg a=1/>", "The picture is not well-formed XML: line 1 has an attribute without quotes."),
            ("<svg a/>", "The picture is not well-formed XML: line 1 has an attribute without a value."),
            ("<svg a='1'b='2'/>", "The picture is not well-formed XML: line 1 has a tag that is not written right."),
            ("<svg a='1' a='2'/>", "The picture is not well-formed XML: line 1 has an attribute twice."),
            ("<svg a='<'/>", "The picture is not well-formed XML: line 1 has an attribute that never ends."),
            ("<svg>&nbsp;</svg>", "The picture is not well-formed XML: line 1 has a \"&\" that begins no known character."),
            ("<svg>&#0;</svg>", "The picture is not well-formed XML: line 1 has a number that stands for no character."),
            ("<svg>&#xD800;</svg>", "The picture is not well-formed XML: line 1 has a number that stands for no character."),
            ("<svg>\u{1}</svg>", "The picture is not well-formed XML: line 1 has a character that XML forbids."),
            ("<svg><!-- </svg>", "The picture is not well-formed XML: line 1 begins something that never ends."),
            ("<svg><![CDATA[</svg>", "The picture is not well-formed XML: line 1 begins something that never ends."),
            ("<svg>< g/></svg>", "The picture is not well-formed XML: line 1 has a \"<\" that begins no tag."),
            ("<svg><!DOCTYPE svg></svg>", "The picture is not well-formed XML: line 1 has a declaration out of place."),
            ("<?xml version=\"1.0\" encoding=\"utf-7\"?><svg/>", "The picture is not readable as utf-7. Save it in UTF-8."),
            (
                "<?xml version='1.0' encoding='ISO-2022-JP'?><svg/>",
                "The picture is not readable as ISO-2022-JP. Save it in UTF-8."
            ),
        ])
    func noPictureIsRefused(file: String, sentence: String) {
        let error = #expect(throws: SVGError.self) { try SVGSanitizer().sanitize(Array(file.utf8)) }
        #expect(error?.description == sentence)
    }

    @Test(
        "bytes that are no text are refused",
        arguments: [
            [0x3C, 0x73, 0xFF], [0xFF, 0xFE, 0x3C], [0xFF, 0xFE, 0x00, 0xD8], [0x3C, 0x00, 0x73, 0x00], [0x00, 0x3C],
            [0xFE, 0xFF, 0xDC, 0x00],
        ] as [[UInt8]])
    func noTextIsRefused(file: [UInt8]) {
        #expect(throws: SVGError.self) { try SVGSanitizer().sanitize(file) }
    }

    @Test("old encodings are read", arguments: ["ISO-8859-1", "windows-1252"])
    func oldEncodings(name: String) throws {
        let head = Array("<?xml version=\"1.0\" encoding=\"\(name)\"?><svg><title>".utf8)
        let svg = try SVGSanitizer().sanitize(head + [0xFC, 0x80, 0x93] + Array("</title></svg>".utf8)).svg
        #expect(String(decoding: svg, as: UTF8.self).contains("<title>ü€“</title>"))
    }

    @Test("names for plain text in a DOCTYPE are read, of up to 64")
    func plainEntities() throws {
        func picture(_ count: Int) -> String {
            let entities = (0..<count).map { "<!ENTITY e\($0) '\($0)'>" }.joined()
            return "<!DOCTYPE svg PUBLIC \"a>\" 'b' [ <!-- ]> --> \(entities)\n ] ><svg width='&e5;0'><title>&e7;</title></svg>"
        }
        #expect(try text(picture(64)) == "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50\"><title>7</title></svg>")
        #expect(throws: SVGError.declaresEntities) { try text(picture(65)) }
    }

    @Test(
        "a DOCTYPE that declares more is refused",
        arguments: [
            "<!ENTITY a 'x'><!ENTITY b '&a;&a;'>", "<!ENTITY a SYSTEM 'file:///etc/passwd'>", "<!ENTITY % a 'x'>", "%a;",
            "<!ENTITY a '%b;'>",
            "<!ENTITY a '<g/>'>", "<!ENTITY a '&#60;g/>'>", "<!ENTITY a PUBLIC 'x' 'y'>", "<!NOTATION a SYSTEM 'x'>",
            "<!ELEMENT svg ANY>",
            "<!ENTITY a", "<!ENTITY a 'x", "<!ENTITY a 'x' NDATA y>", "<!ENTITY 'x'>", "<?x?>", "<![INCLUDE[]]>", "", "x",
            "<!-- ", "<!ATTLIST",
        ])
    func otherDoctypes(subset: String) {
        let end = subset.isEmpty ? "" : "]><svg/>"
        #expect(throws: SVGError.declaresEntities) { try text("<!DOCTYPE svg [" + subset + end) }
    }

    @Test("text that names make is bounded")
    func expansionIsBounded() throws {
        var limits = SVGSanitizer.Limits()
        limits.bytes = 2_000
        let long = String(repeating: "x", count: 100)
        func picture(_ count: Int) -> String {
            "<!DOCTYPE svg [<!ENTITY a '\(long)'>]><svg><metadata>\(String(repeating: "&a;", count: count))</metadata></svg>"
        }
        _ = try text(picture(20), limits)
        #expect(throws: SVGError.tooLarge(limit: 2_000)) { try text(picture(21), limits) }
    }

    @Test("a file has up to 4 MiB, before and after")
    func lengthIsBounded() throws {
        func picture(_ character: Character, _ length: Int) -> String {
            let frame = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title></title></svg>"
            return frame.replacing(
                "></", with: ">\(String(repeating: character, count: length - frame.utf8.count))</", maxReplacements: 1)
        }
        #expect(throws: SVGError.tooLarge(limit: 4 << 20)) { try text(picture("x", (4 << 20) + 1)) }
        #expect(SVGError.tooLarge(limit: 4 << 20).description == "The picture is larger than 4 MiB.")
        var limits = SVGSanitizer.Limits()
        limits.bytes = 1_000
        #expect(try text(picture("x", 1_000), limits).utf8.count == 1_000)
        #expect(throws: SVGError.tooLarge(limit: 1_000)) { try text(picture("x", 1_001), limits) }
        #expect(throws: SVGError.tooLarge(limit: 1_000)) { try text(picture("\"", 500), limits) }
    }

    @Test("elements nest up to 64 deep, whatever they are", arguments: ["g", "svg", "x", "title", "a"])
    func nestingIsBounded(name: String) throws {
        func nested(_ depth: Int) -> String {
            "<svg>" + String(repeating: "<\(name)>", count: depth - 1) + String(repeating: "</\(name)>", count: depth - 1)
                + "</svg>"
        }
        _ = try text(nested(64))
        for depth in [65, 10_000] {
            #expect(throws: SVGError.tooDeep(limit: 64)) { try text(nested(depth)) }
        }
    }

    @Test("a picture has up to 100,000 elements, and an element up to 128 attributes")
    func countsAreBounded() throws {
        func elements(_ count: Int) -> String { "<svg>" + String(repeating: "<g/>", count: count - 1) + "</svg>" }
        func attributes(_ count: Int) -> String { "<svg" + (0..<count).map { " a\($0)=''" }.joined() + "/>" }
        _ = try text(elements(100_000))
        _ = try text(attributes(128))
        #expect(throws: SVGError.tooManyElements(limit: 100_000)) { try text(elements(100_001)) }
        #expect(throws: SVGError.tooManyAttributes(limit: 128)) { try text(attributes(129)) }
    }

    @Test(
        "parts that repeat parts are refused before a browser draws a billion of them",
        arguments: [
            "<use href='#TARGET'/>", "<rect fill='url(#TARGET)'/>", "<path d='M0 0' marker-mid='url(#TARGET)'/>",
            "<g mask='url(#TARGET)'/>",
            "<g clip-path='url(#TARGET)'/>", "<rect style='fill:url(#TARGET)'/>", "<rect class='TARGET'/>",
            "<rect id='x-TARGET'/>",
        ])
    func laughsAreRefused(part: String) throws {
        func picture(_ levels: Int) -> String {
            var content = "<style>"
            for level in 0..<levels { content += "g .l\(level),#x-l\(level){stroke:url(#l\(level))}" }
            content += "</style><g id='l0'><rect/></g>"
            for level in 1..<levels {
                let repeated = part.replacing("TARGET", with: "l\(level - 1)")
                let element =
                    part.contains("fill") || part.contains("rect") ? "pattern" : part.contains("marker") ? "marker" : "g"
                content += "<\(element) id='l\(level)'>" + String(repeating: repeated, count: 10) + "</\(element)>"
            }
            return "<svg>\(content)</svg>"
        }
        _ = try text(picture(3))
        for levels in [9, 15, 100] {
            #expect(throws: SVGError.tooComplex) { try text(picture(levels)) }
        }
    }

    @Test("three thousand points of a plot are honest; a long chain and a pattern under a whole map are not")
    func drawingIsCounted() throws {
        let dot = "<defs><path id='d' d='\(String(repeating: "M0 0", count: 100))'/></defs>"
        let points = String(repeating: "<use href='#d' x='1' y='2'/>", count: 3_000)
        #expect(try text("<svg>\(dot)<g clip-path='url(#d)'>\(points)</g></svg>").contains("<use"))
        let chain = (1...40).map { "<g id='g\($0)'><use href='#g\($0 + 1)'/></g>" }
        _ = try text("<svg>\(chain.prefix(16).joined())</svg>")
        #expect(throws: SVGError.tooComplex) { try text("<svg>\(chain.joined())</svg>") }
        #expect(throws: SVGError.tooComplex) { try text("<svg>\(chain.reversed().joined())</svg>") }
        let pattern = "<pattern id='p'>\(String(repeating: "<rect/>", count: 1_000))</pattern>"
        let map = String(repeating: "<path d='M0 0'/>", count: 2_000)
        #expect(throws: SVGError.tooComplex) { try text("<svg>\(pattern)<g fill='url(#p)'>\(map)</g></svg>") }
    }

    @Test(
        "what is drawn with itself is refused",
        arguments: [
            "<g id='a'><use href='#a'/></g>", "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
            "<pattern id='a'><rect fill='url(#a)'/></pattern>", "<mask id='a'><g><g mask='url(#a)'/></g></mask>",
            "<use id='a' href='#a'/>",
            "<linearGradient id='a' href='#a'/>", "<g id='a'><g id='b'><use href='#a'/></g></g>",
            "<style>.c{fill:url(#a)}</style><pattern id='a'><rect class='b c'/></pattern>",
        ])
    func circlesAreRefused(content: String) {
        #expect(throws: SVGError.containsItself) { try text("<svg>\(content)</svg>") }
    }

    @Test("a definition within what it is drawn with, and names that only look alike, are no way around the count")
    func countIsNotCheated() throws {
        func inherited(_ levels: Int) -> String {
            let rects = String(repeating: "<rect/>", count: 10)
            let patterns = (1..<levels).map { "<g fill='url(#p\($0 - 1))'><pattern id='p\($0)'>\(rects)</pattern></g>" }
            return "<svg><pattern id='p0'>\(rects)</pattern>\(patterns.joined())<rect fill='url(#p\(levels - 1))'/></svg>"
        }
        _ = try text(inherited(3))
        #expect(throws: SVGError.tooComplex) { try text(inherited(9)) }
        let many = String(repeating: "<rect/>", count: 2_000)
        let uses = String(repeating: "<use href='#e\u{301}'/>", count: 2_000)
        let alike = "<svg><g id='\u{E9}'/><g id='e\u{301}'>\(many)</g>\(uses)</svg>"
        #expect(throws: SVGError.tooComplex) { try text(alike) }
        let markers = "<marker id='m'>\(String(repeating: "<g/>", count: 100))</marker>"
        let paths = "<path d='\(String(repeating: "1 1 ", count: 10_000))' marker-mid='url(#m)'/>"
        #expect(throws: SVGError.tooComplex) { try text("<svg>\(markers)\(paths)</svg>") }
    }

    @Test("filters are counted by their steps, wherever they are asked for")
    func filtersAreBounded() throws {
        let steps = "<filter id='f'>" + String(repeating: "<feOffset dx='1'/>", count: 10) + "</filter>"
        func picture(_ count: Int, _ filtered: String) -> String {
            "<svg>\(steps)\(String(repeating: filtered, count: count))</svg>"
        }
        _ = try text(picture(300, "<g filter='url(#f)'/>"))
        #expect(throws: SVGError.tooComplex) { try text(picture(500, "<g filter='url(#f)'/>")) }
        #expect(throws: SVGError.tooComplex) { try text(picture(500, "<g style='filter:url(#f)'/>")) }
        #expect(throws: SVGError.tooComplex) { try text(picture(5_000, "<g style='filter:blur(1px)'/>")) }
        #expect(throws: SVGError.tooComplex) {
            try text(picture(5_000, "<g/>").replacing("<filter", with: "<style>g{filter:blur(1px)}</style><filter"))
        }
    }

    @Test(
        "a number that makes a filter slow is left out",
        arguments: [
            ("<feGaussianBlur stdDeviation='1000 5'/>", "<feGaussianBlur stdDeviation=\"1000 5\"/>"),
            ("<feGaussianBlur stdDeviation='1e9'/>", "<feGaussianBlur/>"), ("<feMorphology radius='251'/>", "<feMorphology/>"),
            ("<feTurbulence numOctaves='99' seed='1'/>", "<feTurbulence seed=\"1\"/>"),
            ("<feConvolveMatrix order='3 99'/>", "<feConvolveMatrix/>"),
            ("<feConvolveMatrix kernelUnitLength='0.01'/>", "<feConvolveMatrix/>"),
        ])
    func slowNumbersGo(input: String, output: String) throws {
        #expect(try text("<svg><filter>\(input)</filter></svg>").contains("<filter>\(output)</filter>"))
    }

    @Test(
        "long nonsense is read to its end or refused, and either at once",
        arguments: [
            "<style>/*", "<style>g{", "<style>@media print{", "<style>url(", "<style>g,", "<style>.a ", "<style>(((((",
            "<style>;", "<style>g{a:b;",
            "<style>\"", "<style>&lt;!--", "<path d='", "<g a='&amp;", "<!--", "<![CDATA[", "&amp;", "]]&gt;", "<?a ?>",
            "<g style='fill:", "<g style='/*",
        ])
    func nonsenseIsRead(part: String) {
        let (start, repeated) = part.hasPrefix("<style>") ? ("<style>", String(part.dropFirst(7))) : ("", part)
        let file = "<svg>\(start)\(String(repeating: repeated, count: 5_000))"
        for end in ["", start.isEmpty ? "</svg>" : "</style></svg>", "'/></svg>"] {
            if let svg = try? SVGSanitizer().sanitize(Array((file + end).utf8)).svg {
                #expect(CanonicalPicture.fault(in: svg) == nil)
            }
        }
    }

    @discardableResult
    private func text(_ picture: String, _ limits: SVGSanitizer.Limits = SVGSanitizer.Limits()) throws -> String {
        String(decoding: try SVGSanitizer(limits: limits).sanitize(Array(picture.utf8)).svg, as: UTF8.self)
    }
}
