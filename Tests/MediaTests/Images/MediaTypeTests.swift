import Media
import Testing

@Suite("The type of a file by its bytes")
struct MediaTypeTests {
    @Test(
        "files that no picture's loader is to see are named and refused",
        arguments: [
            ("II*\0", .tiff), ("MM\0*", .tiff), ("BM\u{10}\0\0\0\0\0\0\0\u{36}\0", .bmp), ("\0\0\u{1}\0\u{1}\0", .icon),
            ("8BPS\0\u{1}", .photoshop),
            ("\0\0\0\u{C}JXL \r\n", .jpegXL), ("\0\0\0\u{C}jP  \r\n", .jpeg2000), ("%!PS-Adobe-3.0 EPSF-3.0", .postScript),
            ("%PDF-1.4", .pdf), ("SIMPLE  =", .fits), ("#?RADIANCE\n", .radiance), ("P6 60000 60000 255", .netpbm),
            ("P5\n", .netpbm),
            ("MATLAB 5.0 MAT-file", .matlab), ("id=ImageMagick", .miff), ("PK\u{3}\u{4}", .archive), ("<html>", .webPage),
            ("<?xml version='1.0'?><x/>", .webPage), ("\u{7F}ELF", .program), ("#!/bin/sh", .program), ("OggS", .film),
            ("ID3", .film),
            ("1,2,3\n4,5,6", nil), ("GIF88a", nil), ("RIFFabcdWEBQ", .film), ("\u{FFFD}PNG\r\n\u{1A}\n", nil),
        ] as [(String, ForeignFormat?)])
    func foreign(_ start: String, _ format: ForeignFormat?) {
        let bytes = Array(start.utf8) + [UInt8](repeating: 0, count: 100)
        #expect(throws: ImageRefusal.notAPicture(format)) { try ImageHeader(bytes) }
        // By whatever name it comes.
        for name in ["a.jpg", "a.png", "a.gif", "a.webp", "a.avif", "a.svg", "a.php.jpg"] {
            #expect(MediaType.of(path: name, head: bytes)?.hasPrefix("image/") != true)
        }
    }

    @Test("a refusal says what it is instead, and what is taken")
    func sentences() {
        #expect(
            ImageRefusal.notAPicture(.tiff).description == "It is a TIFF. JPEG, PNG, GIF, WebP, AVIF, HEIC and SVG are taken.")
        #expect(
            ImageRefusal.notAPicture(nil).description
                == "It is not a picture. JPEG, PNG, GIF, WebP, AVIF, HEIC and SVG are taken.")
    }

    @Test("pictures have the type of their bytes under any name", arguments: PictureBytes.smallest)
    func pictures(_ picture: SmallPicture) throws {
        let header = try ImageHeader(picture.bytes)
        for name in ["a.jpg", "a.html", "a", "a.php.png", "folder/a.zip"] {
            // SVG is a document, with a way of its own.
            #expect(
                MediaType.of(path: name, head: Array(picture.bytes.prefix(64)))
                    == (header.format == .svg ? nil : header.format.mediaType))
        }
        #expect(MediaType.of(path: ".htaccess", head: picture.bytes) == nil)
    }

    @Test(
        "sound, film and documents have the type of their bytes",
        arguments: [
            ("ID3\u{4}", "audio/mpeg"), ("OggS\0\u{2}" + String(repeating: "\0", count: 22) + "\u{1}vorbis", "audio/ogg"),
            ("OggS\0\u{2}" + String(repeating: "\0", count: 23) + "theora", "video/ogg"), ("fLaC", "audio/flac"),
            ("RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
            ("RIFF\0\0\0\0AVI LIST", "video/x-msvideo"), ("FORM\0\0\0\0AIFF", "audio/aiff"),
            ("\0\0\0\u{18}ftypmp42\0\0\0\0isom", "video/mp4"),
            ("\0\0\0\u{18}ftypM4A \0\0\0\0isom", "audio/mp4"), ("\0\0\0\u{14}ftypqt  \0\0\0\0", "video/quicktime"),
            ("\0\0\0\u{18}ftyp3gp4\0\0\0\0isom", "video/3gpp"), ("\0\0\0\u{18}ftypXXXX\0\0\0\0isom", "video/mp4"),
            ("\0\0\0\u{14}ftypXXXX\0\0\0\0", nil), ("\0\0\0\u{18}ftypcrx \0\0\0\0isom", nil), ("%PDF-1.7", "application/pdf"),
            ("\0\0\0\u{8}wide", "video/quicktime"), ("MThd", "audio/midi"), ("plain words", nil), ("<script>", nil), ("", nil),
        ] as [(String, String?)])
    func others(_ head: String, _ type: String?) {
        #expect(MediaType.of(path: "a.jpg", head: Array(head.utf8)) == type)
    }

    @Test(
        "sound without a tag before it is told by its first frame, and UTF-16 is not taken for it",
        arguments: [
            ([0xFF, 0xFB, 0x90, 0x00], "audio/mpeg"), ([0xFF, 0xFA, 0x90, 0x00], "audio/mpeg"),
            ([0xFF, 0xF3, 0x40, 0xC0], "audio/mpeg"),
            ([0xFF, 0xE3, 0x40, 0xC0], "audio/mpeg"), ([0xFF, 0xF1, 0x50, 0x80], "audio/aac"),
            ([0xFF, 0xF9, 0x50, 0x80], "audio/aac"),
            ([0xFF, 0xFE, 0x3C, 0x00], nil), ([0xFF, 0xFB, 0xF0, 0x00], nil), ([0xFF, 0xFB, 0x9C, 0x00], nil),
            ([0xFF, 0xFB], nil),
            ([0x1A, 0x45, 0xDF, 0xA3, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6D], "video/webm"),
            ([0x1A, 0x45, 0xDF, 0xA3, 0x42, 0x82, 0x88, 0x6D, 0x61, 0x74, 0x72, 0x6F, 0x73, 0x6B, 0x61], "video/x-matroska"),
        ] as [([UInt8], String?)])
    func frames(_ head: [UInt8], _ type: String?) { #expect(MediaType.of(path: "a.mp3", head: head) == type) }

    @Test(
        "a name counts only where the bytes do not belie it",
        arguments: [
            ("a.docx", "PK\u{3}\u{4}", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("a.docx", "<html>", nil),
            ("a.zip", "MZ", nil), ("a.txt", "anything", "text/plain; charset=utf-8"), ("a.html", "<p>", nil),
            ("a.phtml", "<?php", nil),
            ("a.svg", "<svg/>", nil), ("a.svgz", "\u{1F}", nil), ("a.xhtml", "<x/>", nil), ("a.jpg", "<p>", nil),
            ("a.mp3", "<p>", nil),
            ("a.m4a", "junk", nil), ("a.txt.php", "x", nil), (".txt", "x", nil), ("a.TXT", "x", "text/plain; charset=utf-8"),
        ] as [(String, String, String?)])
    func names(_ name: String, _ head: String, _ type: String?) {
        #expect(MediaType.of(path: name, head: Array(head.utf8)) == type)
    }
}
