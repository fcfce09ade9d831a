import Media
import Testing

@Suite("XMP")
struct XMPTests {
    /// The metadata of a packet whose body stands in RDF, under the usual prefixes.
    private func metadata(_ body: String, language: String? = nil) -> PictureMetadata {
        PictureMetadata(MetadataBlocks(xmp: Array(XMPTests.packet(body).utf8)), language: language)
    }

    private static func packet(_ body: String) -> String {
        """
        <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
          xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:cc="http://creativecommons.org/ns#"
          xmlns:iptc="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
        \(body)</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
        """
    }

    @Test(
        "a property is an attribute, an element, a resource, or the items of a list",
        arguments: [
            "<photoshop:Credit>Ada</photoshop:Credit>",
            "<photoshop:Credit>\n  <rdf:Bag><rdf:li>Ada</rdf:li></rdf:Bag>\n</photoshop:Credit>",
            "<photoshop:Credit><![CDATA[Ada]]></photoshop:Credit>", "<photoshop:Credit>&#65;&#x64;a</photoshop:Credit>",
            "<photoshop:Credit rdf:resource='Ada'/>", "<photoshop:Credit><!-- no -->A<!-- no -->da</photoshop:Credit>",
            "<photoshop:Credit rdf:parseType='Resource'><rdf:value>Ada</rdf:value><dc:source>x</dc:source></photoshop:Credit>",
            "<photoshop:Credit><rdf:Description><rdf:value>Ada</rdf:value></rdf:Description></photoshop:Credit>",
            "<p:Credit xmlns:p='http://ns.adobe.com/photoshop/1.0/'>Ada</p:Credit>",
            "<Credit xmlns='http://ns.adobe.com/photoshop/1.0/'>Ada</Credit>",
            "</rdf:Description><rdf:Description photoshop:Credit='Ada' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'>",
        ])
    func shapes(_ body: String) { #expect(metadata(body).creditLine == "Ada") }

    @Test(
        "a namespace is its URI and not its prefix",
        arguments: [
            "<photoshop:Credit xmlns:photoshop='http://example.org/'>Ada</photoshop:Credit>", "<dc:Credit>Ada</dc:Credit>",
            "<unbound:Credit>Ada</unbound:Credit>", "<Credit>Ada</Credit>",
            "<dc:relation><rdf:Description><photoshop:Credit>Ada</photoshop:Credit></rdf:Description></dc:relation>",
        ])
    func strangers(_ body: String) { #expect(metadata(body).creditLine == nil) }

    @Test("a declaration ends with its element")
    func scopes() {
        let body = "<photoshop:Source xmlns:photoshop='x'/><photoshop:Credit>Ada</photoshop:Credit>"
        #expect(metadata(body).creditLine == "Ada")
    }

    @Test("several names are one line")
    func names() {
        #expect(
            metadata("<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Grace</rdf:li></rdf:Seq></dc:creator>").creator
                == "Ada, Grace")
    }

    @Test("the value that is marked as the default is taken, also where it is not the first, and the first where none is")
    func alternatives() {
        let texts =
            "<rdf:li xml:lang='fr'>Pont</rdf:li><rdf:li xml:lang='x-default'>Bridge</rdf:li><rdf:li xml:lang='DE'>Brücke</rdf:li>"
        let body = "<dc:description><rdf:Alt>\(texts)</rdf:Alt></dc:description>"
        #expect(metadata(body).caption == "Bridge")
        #expect(metadata(body, language: "de-CH").caption == "Brücke")
        #expect(metadata(body.replacing("x-default", with: "en")).caption == "Pont")
    }

    @Test("a packet in UTF-16 is read, with a mark of byte order or without", arguments: [true, false], [true, false])
    func utf16(_ littleEndian: Bool, _ marked: Bool) {
        let text = XMPTests.packet("<photoshop:Credit>Ада 🜨</photoshop:Credit>")
        let units = Array((marked ? "\u{FEFF}" : "").utf16) + Array(text.utf16)
        let bytes = units.flatMap { littleEndian ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(PictureMetadata(MetadataBlocks(xmp: bytes)).creditLine == "Ада 🜨")
    }

    @Test(
        "the licence is Creative Commons' property, else the page about rights; only addresses of pages are taken",
        arguments: [
            (
                "<cc:license rdf:resource='https://creativecommons.org/licenses/by/4.0/'/>",
                "https://creativecommons.org/licenses/by/4.0/"
            ),
            ("<xmpRights:WebStatement>http://example.org/r</xmpRights:WebStatement>", "http://example.org/r"),
            ("<xmpRights:WebStatement>www.example.org/r</xmpRights:WebStatement>", "https://www.example.org/r"),
            (
                "<xmpRights:WebStatement>http://a.example/r</xmpRights:WebStatement><cc:license rdf:resource='https://b.example/l'/>",
                "https://b.example/l"
            ),
            ("<cc:license rdf:resource='javascript:alert(1)'/>", nil), ("<cc:license rdf:resource='https://a.example/ x'/>", nil),
            ("<cc:license rdf:resource='https://a.example/&quot;onclick=x'/>", nil),
            ("<cc:license rdf:resource='https://'/>", nil),
            ("<cc:license rdf:resource='data:text/html,x'/>", nil),
            ("<cc:license rdf:resource='https://a.example/&lt;b&gt;'/>", nil),
        ] as [(String, String?)])
    func license(_ body: String, _ url: String?) { #expect(metadata(body).license?.url == url) }

    @Test(
        "what is hostile or broken gives what stood before it, and says so",
        arguments: [
            "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<a></b>", "<dc:x", "<dc:x y='1", "<!-- ", "<![CDATA[", "<?x", "<a b=c/>",
            "<a:b:c/>", "<1/>", "<a b='1'c='2'/>",
            String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65),
            "<\(String(repeating: "a", count: 300))/>",
            "<a \((0...2001).map { "b\($0)=''" }.joined(separator: " "))/>", "</rdf:RDF>",
        ])
    func broken(_ body: String) {
        let metadata = metadata("<photoshop:Credit>Ada</photoshop:Credit>\(body)<photoshop:Headline>Lost</photoshop:Headline>")
        #expect(metadata.creditLine == "Ada")
        #expect(metadata.headline == nil)
        #expect(metadata.dropped == [.unread])
    }

    @Test("entities that are not XML's own stay as they are written, and none is expanded twice")
    func entities() {
        #expect(
            metadata("<photoshop:Credit>&lol; &amp;lt; &#0; &#xD800; &#99999999; &amp</photoshop:Credit>").creditLine
                == "&lol; &lt;  &#xD800; &#99999999; &amp".replacing("  ", with: " "))
    }

    @Test("sixty-three levels are read, a DOCTYPE before the root leaves nothing")
    func nesting() {
        let deep = String(repeating: "<a>", count: 60) + String(repeating: "</a>", count: 60)
        #expect(metadata(deep + "<photoshop:Credit>Ada</photoshop:Credit>").creditLine == "Ada")
        let packet =
            "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + XMPTests.packet("<photoshop:Credit>&a;</photoshop:Credit>")
        #expect(PictureMetadata(MetadataBlocks(xmp: Array(packet.utf8))).creditLine == nil)
    }

    @Test("a hundred thousand of everything takes no memory and no time to speak of")
    func many() {
        let items = String(repeating: "<rdf:li>Ada Lovelace</rdf:li>", count: 100_000)
        let names = metadata("<dc:creator><rdf:Seq>\(items)</rdf:Seq></dc:creator>").creator
        #expect(names?.split(separator: ",").count == 100)
        let long = metadata("<photoshop:Credit>\(String(repeating: "a", count: 1_000_000))</photoshop:Credit>").creditLine
        #expect(long?.unicodeScalars.count == 5000)
        #expect(long?.last == "…")
        let bindings = (0..<1000).map { "xmlns:p\($0)='http://ns.adobe.com/photoshop/1.0/'" }.joined(separator: " ")
        #expect(metadata("<dc:x \(bindings)/><photoshop:Credit>Ada</photoshop:Credit>").creditLine == "Ada")
    }
}
