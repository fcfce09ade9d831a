import Media
import Testing

@Suite("Headers of pictures")
struct ImageHeaderTests {
    private typealias P = PictureBytes

    @Test("the smallest picture of each format is 8 × 8, whole, with nothing behind it", arguments: PictureBytes.smallest)
    func smallest(_ picture: SmallPicture) throws {
        let header = try ImageHeader(picture.bytes)
        #expect([header.width, header.height] == [8, 8])
        #expect(header.isComplete)
        #expect(header.trailing == nil)
        #expect(header.frames == (picture.name.hasPrefix("a") && picture.name != "avif" ? 2 : 1))
        #expect(picture.name.contains(header.format.rawValue))
        try ImageLimits().check(header)
    }

    @Test(
        "a picture cut after any of its bytes is refused or said to be cut, and its size is never another",
        arguments: PictureBytes.smallest)
    func cut(_ picture: SmallPicture) throws {
        for length in 0..<picture.bytes.count {
            let cut = Array(picture.bytes.prefix(length))
            guard let header = try? ImageHeader(cut) else { continue }
            // An SVG's last line feed or letter is not known to be missing.
            #expect(!header.isComplete || picture.name == "svg", "after \(length) of \(picture.bytes.count)")
            #expect([0, 8].contains(header.width) && [0, 8].contains(header.height), "after \(length)")
            _ = PictureMetadata(header, ByteSource(cut))
        }
    }

    @Test("nothing at all, and one byte, are refused")
    func nothing() {
        #expect(throws: ImageRefusal.empty) { try ImageHeader([]) }
        #expect(ImageRefusal.empty.description == "It has no bytes at all.")
        for byte in UInt8.min...UInt8.max {
            let format: ForeignFormat? = byte == UInt8(ascii: "<") ? .webPage : nil
            #expect(throws: ImageRefusal.notAPicture(format)) { try ImageHeader([byte]) }
        }
    }

    @Test(
        "what follows the picture is found, and what it is",
        arguments: [
            ("<html><script>alert(1)</script>", .webPage), ("PK\u{3}\u{4}archive", .archive), ("junk PK\u{5}\u{6}\0\0", .archive),
            ("%PDF-1.7", .document), ("*/=alert(1)//", .other), ("\0\0\0\u{18}ftypmp42", .video), ("\n\n<?php exit;", .webPage),
        ] as [(String, TrailingData.Kind)], PictureBytes.smallest.filter { $0.name != "svg" })
    func polyglot(_ appended: (text: String, kind: TrailingData.Kind), _ picture: SmallPicture) throws {
        let header = try ImageHeader(picture.bytes + Array(appended.text.utf8))
        #expect(header.trailing?.kind == appended.kind)
        #expect(header.isComplete)
        let metadata = PictureMetadata(header, ByteSource(picture.bytes + Array(appended.text.utf8)))
        #expect(metadata.dropped.contains(appended.kind == .video ? .motionVideo : .trailingData))
    }

    @Test(
        "a second picture behind the first is one, and padding is nothing",
        arguments: PictureBytes.smallest.filter { $0.name != "svg" })
    func behind(_ picture: SmallPicture) throws {
        #expect(try ImageHeader(picture.bytes + P.jpeg()).trailing == ImageHeader(P.png() + P.jpeg()).trailing)
        #expect(try ImageHeader(picture.bytes + P.jpeg()).trailing?.kind == .picture)
        let padded = try ImageHeader(picture.bytes + [UInt8](repeating: 0, count: 5000))
        #expect(padded.trailing == nil)
        #expect(padded.isComplete)
    }

    @Test(
        "the bits and colours of a PNG are told",
        arguments: [
            (1, 0, 1, .gray, false), (16, 0, 16, .gray, false), (8, 2, 8, .rgb, false), (4, 3, 8, .palette, false),
            (8, 4, 8, .gray, true), (16, 6, 16, .rgb, true),
        ] as [(UInt8, UInt8, Int, ImageHeader.ColorModel, Bool)])
    func colors(_ depth: UInt8, _ type: UInt8, _ bits: Int, _ model: ImageHeader.ColorModel, _ alpha: Bool) throws {
        let header = try ImageHeader(P.png(depth: depth, type: type))
        #expect(header.bitsPerChannel == bits)
        #expect(header.colorModel == model)
        #expect(header.hasAlpha == alpha)
        #expect(try ImageHeader(P.png(depth: depth, type: type, before: P.chunk("tRNS", [0]))).hasAlpha == true)
    }

    @Test("EXIF's orientation is read in every format that has it, in both orders of bytes", arguments: 0...9, [true, false])
    func orientation(_ value: Int, _ littleEndian: Bool) throws {
        let bytes: [UInt8] = littleEndian ? [UInt8(value), 0] : [0, UInt8(value)]
        let tiff = P.tiff([(0x0112, 3, bytes)], littleEndian: littleEndian)
        let expected = ImageOrientation(rawValue: UInt8(value)) ?? .up
        for picture in [
            P.jpeg(width: 30, height: 20, before: P.exifSegment(tiff)),
            P.png(width: 30, height: 20, before: P.chunk("eXIf", tiff)),
            P.riff(P.webPCanvas(width: 30, height: 20, flags: 8) + P.webPBits(width: 30, height: 20) + P.riffChunk("EXIF", tiff)),
            P.riff(P.webPCanvas(width: 30, height: 20, flags: 8) + P.riffChunk("EXIF", Array("Exif\0\0".utf8) + tiff)),
        ] {
            let header = try ImageHeader(picture)
            #expect(header.orientation == expected)
            #expect([header.width, header.height] == [30, 20])
            #expect([header.uprightWidth, header.uprightHeight] == (value > 4 && value < 9 ? [20, 30] : [30, 20]))
        }
    }

    /// ISO/IEC 23008-12, 6.5.10 and 6.5.12; as libavif writes EXIF's eight values.
    @Test(
        "HEIF's turns and mirrors are EXIF's eight orientations",
        arguments: [
            (nil, nil, .up), (nil, 1, .upMirrored), (2, nil, .down), (nil, 0, .downMirrored), (1, 0, .leftMirrored),
            (3, nil, .right),
            (3, 0, .rightMirrored), (1, nil, .left),
        ] as [(UInt8?, UInt8?, ImageOrientation)])
    func turned(_ turns: UInt8?, _ mirror: UInt8?, _ orientation: ImageOrientation) throws {
        let properties =
            [P.extent(30, 20)] + (turns.map { [P.box("irot", [$0])] } ?? []) + (mirror.map { [P.box("imir", [$0])] } ?? [])
        let header = try ImageHeader(P.avif(properties: properties, exif: P.tiff([(0x0112, 3, [0, 6])])))
        #expect(header.orientation == orientation)
        #expect(header.uprightWidth == (orientation.swapsSides ? 20 : 30))
        #expect([header.width, header.height] == [30, 20])
    }

    @Test("a picture that is cut to a part of itself is as large as the part")
    func cleanAperture() throws {
        let part = P.box("clap", P.join(P.be32(20), P.be32(1), P.be32(10), P.be32(1), P.be32(0), P.be32(1), P.be32(0), P.be32(1)))
        let header = try ImageHeader(P.avif(properties: [P.extent(64, 64), part, P.box("irot", [1])]))
        #expect([header.uprightWidth, header.uprightHeight] == [10, 20])
        #expect(header.largestWidth == 64)
    }

    @Test("the film that a telephone puts behind a still picture is no animation of it; a sequence's samples are its frames")
    func film() throws {
        func movie(_ samples: Int) -> [UInt8] {
            let table = P.box("stbl", P.fullBox("stsz", P.join(P.be32(0), P.be32(samples))))
            return P.box("moov", P.box("trak", P.box("mdia", P.box("minf", table))))
        }
        let still = P.avif(brand: "heic", properties: [P.extent(8, 8)])
        let header = try ImageHeader(
            P.join(still, P.box("ftyp", P.ascii("mp42\0\0\0\0isom")), movie(60), P.box("mdat", [1, 2, 3])))
        #expect(header.frames == 1)
        #expect(header.trailing?.kind == .video)
        #expect(header.isComplete)
        #expect(try ImageHeader(P.avif(brand: "avis", properties: [P.extent(8, 8)]) + movie(60)).frames == 60)
        #expect(throws: ImageRefusal.tooManyFrames(5_000_000, limit: 1000)) {
            try ImageLimits().check(ImageHeader(P.avif(brand: "avis", properties: [P.extent(8, 8)]) + movie(5_000_000)))
        }
    }

    @Test(
        "the brand says whether it is AVIF or HEIF, and what only looks like them is neither",
        arguments: [
            ("avif", ["mif1"], .avif), ("avis", ["msf1"], .avif), ("mif1", ["miaf", "avif"], .avif), ("heic", ["mif1"], .heif),
            ("mif1", ["heic"], .heif), ("mif1", [], .heif), ("hevc", ["msf1"], .heif), ("isom", ["avif"], nil),
            ("M4A ", ["mp42"], nil),
            ("crx ", ["heic"], nil), ("qt  ", [], nil),
        ] as [(String, [String], ImageFormat?)])
    func brands(_ brand: String, _ compatible: [String], _ format: ImageFormat?) throws {
        let bytes = P.avif(brand: brand, compatible: compatible.isEmpty ? ["abcd"] : compatible, properties: [P.extent(8, 8)])
        #expect(ImageFormat(head: bytes) == format)
        #expect(ImageFormat(head: Array(bytes.prefix(64))) == format)
        if format == nil { #expect(throws: ImageRefusal.notAPicture(.film)) { try ImageHeader(bytes) } }
    }

    @Test(
        "an SVG is told by its root element, whatever stands before it, and its size where it says one",
        arguments: [
            ("<svg width='10' height='20'/>", 10, 20), ("\u{FEFF} \n<svg:svg xmlns:svg='x' viewBox='0 0 30.2,40'/>", 31, 40),
            ("<?xml version='1.0'?><!-- <html> --><!DOCTYPE svg [<!ENTITY a '>'>]><svg width='1in' height='2.54cm'>", 96, 96),
            ("<svg width='100%' height='100%' viewBox='0 0 7 9'>", 7, 9), ("<svg>", 0, 0),
            ("<svg width='nan' height='-4'>", 0, 0),
            ("<svg width='1e300' height='5' viewBox='a b c d'>", 0, 5),
        ])
    func svg(_ text: String, _ width: Int, _ height: Int) throws {
        let header = try ImageHeader(Array(text.utf8))
        #expect(header.format == .svg)
        #expect([header.width, header.height] == [width, height])
        // As UTF-16 it is the same, and refused by nobody who looks for ASCII.
        let units = Array("\u{FEFF}\(text.drop { $0 == "\u{FEFF}" })".utf16)
        #expect(try ImageHeader(units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }).width == width)
        #expect(try ImageHeader(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }).height == height)
    }

    @Test(
        "a page, a text and other XML are no SVG",
        arguments: [
            "<html><svg></svg></html>", "<!DOCTYPE html><svg>", "svg", "<svgx/>", "<!-- <svg> -->", "<?xml version='1.0'?>",
            "+ADw-svg+AD4-", "<a:svgs/>", "<svg", "{}<svg/>",
        ])
    func noSVG(_ text: String) {
        // HTML's DOCTYPE does not hinder a root element that is SVG's.
        let isSVG = text == "<!DOCTYPE html><svg>"
        #expect((try? ImageHeader(Array(text.utf8)).format) == (isSVG ? .svg : nil))
    }
}
