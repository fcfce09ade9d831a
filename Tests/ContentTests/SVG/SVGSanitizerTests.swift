import Content
import Foundation
import TestSupport
import Testing

@Suite("What stays of a harmless picture")
struct SVGSanitizerTests {
    @Test(
        "what is drawn stays as it was drawn, and nothing else",
        arguments: [
            ("<path d=\"M0 0&#10;L1-1.5e3,.5z\" fill='red'/>", "<path d=\"M0 0 L1-1.5e3,.5z\" fill=\"red\"/>"),
            (
                "<rect x=\"1.5\" width=\"10%\" height=\"2mm\" rx=\"auto\"></rect>",
                "<rect x=\"1.5\" width=\"10%\" height=\"2mm\" rx=\"auto\"/>"
            ),
            ("  <g>\n<g/>words</g>", "<g><g/></g>"),
            (
                "<text x=\"1 2\"> a <tspan>b&amp;&lt;</tspan>\r\n]]</text>",
                "<text x=\"1 2\"> a <tspan>b&amp;&lt;</tspan>\n]]</text>"
            ),
            ("<title>T<b>x</b></title><desc><![CDATA[<p>]]></desc>", "<title>T</title><desc>&lt;p&gt;</desc>"),
            ("<use xlink:href=\"#a\"/><use href='#ä.b-c_1'/>", "<use href=\"#a\"/><use href=\"#ä.b-c_1\"/>"),
            (
                "<g transform=\"translate (1, 2)rotate(3 4,5) skewX(-6)\"/>",
                "<g transform=\"translate(1, 2)rotate(3 4,5) skewX(-6)\"/>"
            ),
            ("<g fill=\"url('#a') red\" filter=\"url( #f )\"/>", "<g fill=\"url(#a) red\" filter=\"url(#f)\"/>"),
            ("<g opacity=\"0.8;\" transform=\"\" stroke=\"RGB(1,2,3)\"/>", "<g opacity=\"0.8\" stroke=\"rgb(1,2,3)\"/>"),
            (
                "<svg viewBox=\"0 0 1 1\" preserveAspectRatio=\"xMidYMid slice\"/>",
                "<svg viewBox=\"0 0 1 1\" preserveAspectRatio=\"xMidYMid slice\"/>"
            ),
            ("<a href=\"https://x.example\" fill=\"red\"><rect/></a>", "<g fill=\"red\"><rect/></g>"),
            ("<text><a href=\"x\">b</a></text>", "<text><tspan>b</tspan></text>"),
            (
                "<switch><g systemLanguage=\"de, en-GB\"/><g requiredExtensions=\"x\"/><g/></switch>",
                "<switch><g systemLanguage=\"de, en-GB\"/><g/></switch>"
            ),
            (
                "<g id=\"Group 1\" class=\"a  b\" aria-label=\"x &quot;y&quot;\"/>",
                "<g id=\"Group 1\" class=\"a b\" aria-label=\"x &quot;y&quot;\"/>"
            ),
            (
                "<g xml:space=\"preserve\" xml:lang=\"de\" lang=\"d'e\" version=\"1.1\"/>",
                "<g xml:space=\"preserve\" xml:lang=\"de\"/>"
            ),
            ("<s:g xmlns:s=\"http://www.w3.org/2000/svg\"><s:rect/></s:g>", "<g><rect/></g>"),
            ("<RECT/><g Fill=\"red\"/><g viewbox=\"0 0 1 1\"/>", "<g/><g/>"),
        ])
    func drawingStays(input: String, output: String) throws {
        #expect(try content(input) == output)
        #expect(try content(output) == output)
    }

    @Test("a picture within the picture is one by its bytes")
    func embeddedPictures() throws {
        let png = SVGSample.redPNG
        let kept = "<image href=\"data:image/png;base64,\(png)\"/>"
        #expect(try content("<image href=\"data:image/png;base64,\(png)\"/>") == kept)
        #expect(
            try content("<image xlink:href=\"data:image/jpg;charset=x;BASE64,\n \(png.prefix(8))\n\(png.dropFirst(8))\"/>")
                == kept)
        #expect(try content("<image href=\"data:;base64,\(png)\"/>") == kept)
        #expect(
            try content("<image href=\"data:image/gif;base64,R0lGODlhAQABAAAAACw\"/>")
                == "<image href=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"/>")
        for other in [
            "data:image/png,\(png)", "data:image/png;base64,PHN2Zz4=", "data:image/png;base64,\(png)!", "#a", "data:", "",
        ] {
            #expect(try content("<image href=\"\(other)\"/>") == "<image/>")
        }
        #expect(try content("<use href=\"data:image/png;base64,\(png)\"/>") == "<use/>")
    }

    @Test("a picture within the picture passes through the hands of the caller")
    func embeddedPicturesAreRewritten() throws {
        let picture = Array("<svg><image href=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"/></svg>".utf8)
        let scrubbing = SVGSanitizer { bytes in Array("GIF87a".utf8) + bytes.suffix(1) }
        let svg = try scrubbing.sanitize(picture).svg
        #expect(String(decoding: svg, as: UTF8.self).contains("\"data:image/gif;base64,R0lGODdhLA==\""))
        let refusing = try SVGSanitizer { _ in nil }.sanitize(picture)
        #expect(!String(decoding: refusing.svg, as: UTF8.self).contains("data:"))
        #expect(refusing.removed.count == 1)
    }

    @Test(
        "the size is that of the tag in pixels, or else of the view box",
        arguments: [
            ("width=\"4in\" height=\"3in\"", 384, 288), ("width='210mm' height='25.4mm'", 793.7007874015748, 96),
            ("width='72pt' height='6pc' viewBox='0 0 1 1'", 96, 96), ("viewBox='0,0 20 10.5'", 20, 10.5),
            ("width='100%' height='100%' viewBox='0 0 20 10'", 20, 10), ("width='40' viewBox='0 0 20 10'", 40, 20),
            ("width='10em' height='50' viewBox='0 0 20 10'", 100, 50), (" width=' 5 ' height='1e2px'", 5, 100),
        ])
    func sizeIsKnown(attributes: String, width: Double, height: Double) throws {
        let size = try #require(try SVGSanitizer().sanitize(Array("<svg \(attributes)/>".utf8)).size)
        #expect(abs(size.width - width) < 0.000_001 && abs(size.height - height) < 0.000_001)
    }

    @Test(
        "a size that cannot be is none",
        arguments: [
            "", "width='9'", "width='0' height='0'", "width='-1' height='2'", "viewBox='0 0 0 0'", "width='1e400' height='1'",
            "width='nan' height='inf'", "viewBox='0 0 1'", "width='9e9' height='9e9'",
        ])
    func impossibleSizeIsNone(attributes: String) throws {
        #expect(try SVGSanitizer().sanitize(Array("<svg \(attributes)/>".utf8)).size == nil)
    }

    @Test("what drawing programs write is understood to the last attribute", arguments: SVGSample.all)
    func samplesAreUnderstood(sample: SVGSample) throws {
        let result = try SVGSanitizer().sanitize(Array(sample.picture.utf8))
        #expect(CanonicalPicture.fault(in: result.svg) == nil)
        #expect(result.size != nil)
        let expected: Set = ["a comment", "metadata", "data of a drawing program", "a piece of HTML", "a link to another site"]
        #expect(Set(result.removed.keys).subtracting(expected) == [])
        let again = try SVGSanitizer().sanitize(result.svg)
        #expect(again.svg == result.svg && again.removed == [:] && again.size == result.size)
    }

    @Test(
        "the shared pictures come out small and whole",
        .enabled(if: SharedMaterial.isAtHand, Comment(rawValue: SharedMaterial.absence)),
        arguments: [("XMP.svg", 384, 288), ("blankpage.svg", 794, 1123), ("logo.svg", 736, 552)])
    func sharedPictures(name: String, width: Double, height: Double) throws {
        let result = try SVGSanitizer().sanitize(try shared(name))
        let size = try #require(result.size)
        #expect(size.width.rounded() == width && size.height.rounded() == height)
        #expect(CanonicalPicture.fault(in: result.svg) == nil)
        #expect(result.removed["metadata"] == 1)
        let paths = String(decoding: try shared(name), as: UTF8.self).ranges(of: "<path").count
        #expect(String(decoding: result.svg, as: UTF8.self).ranges(of: "<path").count == paths)
    }

    @Test("a compressed picture is refused", .enabled(if: SharedMaterial.isAtHand, Comment(rawValue: SharedMaterial.absence)))
    func compressedIsRefused() throws {
        let file = try shared("logo.svg.gz")
        #expect(throws: SVGError.compressed) { try SVGSanitizer().sanitize(file) }
        #expect(SVGError.compressed.description == "The picture is compressed (.svgz). Save it as plain SVG.")
    }

    private func shared(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: SharedMaterial.path("images/svg/" + name))))
    }

    /// What stands within the root.
    private func content(_ input: String) throws -> String {
        let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\">\(input)</svg>"
        let svg = String(decoding: try SVGSanitizer().sanitize(Array(picture.utf8)).svg, as: UTF8.self)
        #expect(CanonicalPicture.fault(in: Array(svg.utf8)) == nil)
        return String(svg.dropFirst("<svg xmlns=\"http://www.w3.org/2000/svg\">".count).dropLast("</svg>".count))
    }
}
