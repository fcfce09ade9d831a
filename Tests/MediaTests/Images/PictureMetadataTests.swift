import Media
import Testing

@Suite("Metadata of pictures")
struct PictureMetadataTests {
    private typealias P = PictureBytes

    private func caption(_ bytes: [UInt8]) -> String? {
        PictureMetadata(MetadataBlocks(exif: P.tiff([(0x010E, 2, bytes)]))).caption
    }

    @Test(
        "texts are trimmed, and controls, marks that turn a page, and half of nothing are gone",
        arguments: [
            ("  A   bridge \t\n", "A bridge"), ("A\u{0}B", "A"), ("A\u{1}\u{1B}B", "AB"), ("A\u{202E}B\u{2066}C", "ABC"),
            ("A\u{FEFF}B\u{FFFE}", "AB"),
            ("A\r\nB\rC\u{2028}D", "A\nB\nC\nD"), ("A\n\n\n\nB", "A\n\nB"), ("A \n B", "A\nB"),
            ("שלום\u{200F}!", "שלום\u{200F}!"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("", nil), ("...", nil), ("© ???", nil), ("7", "7"), ("A\u{A0}B", "A\u{A0}B"),
            ("A \u{A0} B", "A B"),
        ] as [(String, String?)])
    func cleaned(_ text: String, _ expected: String?) { #expect(caption(Array(text.utf8)) == expected) }

    @Test("what is no UTF-8 is Windows' Latin-1")
    func windows1252() {
        #expect(caption([0x93, 0x47, 0x72, 0xFC, 0xDF, 0x65, 0x94, 0x20, 0x80, 0x81, 0x9F]) == "“Grüße” €Ÿ")
    }

    @Test("a caption of 5,000 characters stands whole, a longer one ends with an ellipsis between words")
    func long() {
        let words = String(repeating: "word ", count: 999) + "words"
        #expect(words.count == 5000)
        #expect(caption(Array(words.utf8)) == words)
        let cut = caption(Array((words + " more").utf8))
        #expect(cut?.count == 4995)
        #expect(cut?.hasSuffix("word…") == true)
        #expect(caption([UInt8](repeating: 0x61, count: 40_001))?.count == 5000)
        // One letter under ten thousand accents is one character to a reader of characters.
        #expect(caption(Array(("e" + String(repeating: "\u{301}", count: 10_000)).utf8))?.unicodeScalars.count == 5000)
    }

    @Test(
        "captions that cameras and programs write are none",
        arguments: [
            "OLYMPUS DIGITAL CAMERA", "KONICA MINOLTA DIGITAL CAMERA", "SONY DSC", "Default", "SAMSUNG CAMERA PICTURES",
            "DCF 1.0", "Exif_JPEG_PICTURE",
            "DIGITAL CAMERA", "<Digimax S630 / Kenox S630 / Samsung S630>", "AppleMark", "LEAD Technologies Inc. V1.01",
            "Processed with VSCO with c1 preset",
            "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90", "Screenshot", "cof", "hdrpl", "IMG_20160102_101112.jpg",
            "DSC_0042", "DSCN3316.JPG", "_MG_1234.CR2",
            "P1010042", "GOPR0123.jpg", "untitled", "PXL_20210304_101112123.jpg", "Created with The GIMP",
        ])
    func placeholders(_ text: String) {
        #expect(caption(Array(text.utf8)) == nil)
        let iptc = PictureMetadata(MetadataBlocks(iptc: P.join([0x1C, 2, 5], P.be16(text.utf8.count), Array(text.utf8))))
        #expect(iptc.title == nil)
    }

    @Test(
        "captions that look a little like a camera's are a person's",
        arguments: [
            "The Olympus digital camera of 1998", "1984", "Default of a state", "DSC 1 won the race", "P. 12", "Sam 3",
            "Canon law", "IMG", "Image of a saint", "747",
            "A picture", "Created by hand", "P1", "p10 of the book",
        ])
    func people(_ text: String) {
        // "Created by" is how programs begin.
        #expect(caption(Array(text.utf8)) == (text == "Created by hand" ? nil : text))
    }

    @Test("names that programs write are nobody's", arguments: ["Picasa 2.0", "unknown", "Picasa", "Owner", "Photographer"])
    func nobody(_ name: String) {
        #expect(PictureMetadata(MetadataBlocks(exif: P.tiff([P.text(0x013B, name)]))).creator == nil)
        #expect(
            PictureMetadata(MetadataBlocks(exif: P.tiff([P.text(0x013B, "\(name)'s friend")]))).creator
                == (name.hasPrefix("Picasa") ? nil : "\(name)'s friend"))
    }

    @Test("IPTC is read bare, in Photoshop's resources, and behind the name that JPEG gives them")
    func resources() {
        let data = P.join([0x1C, 2, 110], P.be16(3), Array("Ada".utf8))
        func resource(_ number: Int, _ name: String, _ content: [UInt8]) -> [UInt8] {
            P.join(
                Array("8BIM".utf8), P.be16(number), [UInt8(name.utf8.count)], Array(name.utf8),
                name.utf8.count % 2 == 0 ? [0] : [],
                P.be32(content.count), content, content.count % 2 == 0 ? [] : [0])
        }
        let all = P.join(
            resource(0x03ED, "", [1, 2, 3]), resource(0x040B, "ab", Array("https://example.org/r".utf8)),
            resource(0x0404, "abc", data))
        for bytes in [data, all, Array("Photoshop 3.0\0".utf8) + all] {
            let metadata = PictureMetadata(MetadataBlocks(iptc: bytes))
            #expect(metadata.credit == "Ada")
            #expect(metadata.license?.url == (bytes == data ? nil : "https://example.org/r"))
        }
    }

    @Test(
        "a checksum that is MD5's tells that XMP is as new as IPTC",
        arguments: [
            // RFC 1321, A.5, of what comes to a block's edge.
            ("", [0xD4, 0x1D, 0x8C, 0xD9, 0x8F, 0x00, 0xB2, 0x04, 0xE9, 0x80, 0x09, 0x98, 0xEC, 0xF8, 0x42, 0x7E], "IPTC's"),
            (
                "\u{1C}\u{2}\u{6E}\0\u{6}IPTC's",
                [0xC9, 0xD1, 0x5B, 0x39, 0x09, 0x2D, 0x52, 0x26, 0x6A, 0x25, 0x13, 0xE7, 0x4C, 0xFD, 0xA0, 0xC7], "XMP's"
            ),
        ] as [(String, [UInt8], String)])
    func checksum(_ text: String, _ digest: [UInt8], _ credit: String) {
        let data = Array("\u{1C}\u{2}\u{6E}\0\u{6}IPTC's".utf8)
        let resources = P.join(
            Array("8BIM".utf8), P.be16(0x0404), [0, 0], P.be32(data.count), data, [0], Array("8BIM".utf8), P.be16(0x0425),
            [0, 0], P.be32(16), digest)
        let xmp = """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:p="http://ns.adobe.com/photoshop/1.0/" p:Credit="XMP's"/></rdf:RDF>
            """
        #expect(PictureMetadata(MetadataBlocks(xmp: Array(xmp.utf8), iptc: resources)).credit == credit)
    }

    @Test("PNG's own texts are taken where nothing else is there")
    func texts() throws {
        let picture = P.png(
            before: P.join(
                P.chunk("tEXt", Array("Author\0J".utf8) + [0xFC] + Array("rgen".utf8)),
                P.chunk("iTXt", Array("Description\0\0\0ru\0Описание\0Мост".utf8)),
                P.chunk("iTXt", Array("Title\0\u{1}\0\0\0packed".utf8)), P.chunk("tEXt", Array("Software\0GIMP".utf8)),
                P.chunk("tEXt", Array("Copyright\0Jürgen".utf8))))
        let metadata = PictureMetadata(try ImageHeader(picture), ByteSource(picture))
        #expect([metadata.creator, metadata.caption, metadata.copyright, metadata.title] == ["Jürgen", "Мост", "Jürgen", nil])
        #expect(metadata.dropped == [.comments])
    }

    @Test("extended XMP in two pieces, the second one first, is put together; with a piece missing it is left")
    func extendedXMP() throws {
        func packet(_ attributes: String) -> String {
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:p="http://ns.adobe.com/photoshop/1.0/" \
            xmlns:n="http://ns.adobe.com/xmp/note/" \(attributes)/></rdf:RDF>
            """
        }
        let name = String(repeating: "0123456789ABCDEF", count: 2)
        let bytes = Array(packet("p:Headline='Extended' p:Credit='Second'").utf8)
        func piece(_ range: Range<Int>) -> [UInt8] {
            P.segment(
                0xE1,
                P.join(
                    Array("http://ns.adobe.com/xmp/extension/\0\(name)".utf8), P.be32(bytes.count), P.be32(range.lowerBound),
                    Array(bytes[range])))
        }
        let first = P.xmpSegment(packet("n:HasExtendedXMP='\(name)' p:Credit='First'"))
        let whole = P.jpeg(before: P.join(piece(100..<bytes.count), first, piece(0..<100)))
        let metadata = PictureMetadata(try ImageHeader(whole), ByteSource(whole))
        #expect([metadata.headline, metadata.creditLine] == ["Extended", "First"])
        let part = P.jpeg(before: P.join(first, piece(0..<100)))
        #expect(PictureMetadata(try ImageHeader(part), ByteSource(part)).headline == nil)
        let strange = P.jpeg(before: P.join(P.xmpSegment(packet("p:Credit='First'")), piece(0..<bytes.count)))
        #expect(PictureMetadata(try ImageHeader(strange), ByteSource(strange)).headline == nil)
    }

    @Test("directories that point at themselves, or at nothing, end")
    func loops() {
        // Its EXIF and GPS directories, and the next one, are all itself.
        var tiff = P.tiff([(0x8769, 4, P.be32(8)), (0x8825, 4, P.be32(8)), (0x013B, 2, [0x41, 0x64, 0x61, 0])])
        tiff.replaceSubrange(8 + 2 + 36..<8 + 2 + 36 + 4, with: P.be32(8))
        let metadata = PictureMetadata(MetadataBlocks(exif: tiff))
        #expect(metadata.creator == "Ada")
        #expect(PictureMetadata(MetadataBlocks(exif: Array("MM\0*".utf8) + P.be32(0xFFFF_FFFF))).dropped == [])
        #expect(PictureMetadata(MetadataBlocks(exif: Array("junk".utf8))).dropped == [.unread])
    }

    @Test("what is dropped is told in one sentence, the worst first")
    func summary() {
        #expect(DroppedMetadata.summary([]) == nil)
        #expect(DroppedMetadata.summary([.iccProfile]) == "Dropped: ICC profile.")
        #expect(
            DroppedMetadata.summary([.makerNotes, .iccProfile, .gpsPosition, .thumbnail])
                == "Dropped: GPS position, thumbnail, maker notes and ICC profile.")
    }
}
