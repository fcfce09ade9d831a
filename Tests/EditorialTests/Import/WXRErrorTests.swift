import Foundation
import Testing

@testable import Editorial

@Suite("Refusing what is no WordPress export")
struct WXRErrorTests {
    private func sentence(_ text: String) -> String? { WXRReading(text).error?.description }

    @Test("an empty file and one of white space")
    func empty() {
        let expected = "export.xml: the file is empty: export it again, or copy the file again"
        #expect(sentence("") == expected)
        #expect(sentence(" \n\n") == expected)
        #expect(sentence("\u{FEFF}") == expected)
    }

    @Test(
        "files of other kinds are called by their name",
        arguments: [
            (
                "PK\u{3}\u{4}abc",
                "export.xml:1: this is not XML but a zip archive: unpack it and import the .xml files in it"
            ),
            (
                "\n{\"db\": []}",
                "export.xml:2: this is not XML but JSON: import it with the importer of the system that wrote it"
            ),
            (
                "<!DOCTYPE html><html></html>",
                "export.xml:1: this is not XML but an HTML page, perhaps a login or error page: "
                    + "log in to WordPress and download the export again"
            ),
            (
                "<html><head>",
                "export.xml:1: this is not XML but an HTML page, perhaps a login or error page: "
                    + "log in to WordPress and download the export again"
            ),
            (
                "-- MySQL dump 10.13",
                "export.xml:1: this is not XML but a database dump: WordPress writes the export under Tools → Export"
            ),
            ("Dear editor", "export.xml:1: this is not XML but plain text"),
            ("\u{1}\u{2}\u{3}", "export.xml:1: this is not XML but binary data"),
            ("%PDF-1.4", "export.xml:1: this is not XML but a PDF"),
        ])
    func otherKinds(text: String, expected: String) {
        #expect(sentence(text) == expected)
    }

    @Test("a gzip file")
    func gzip() {
        #expect(
            WXRReading([0x1F, 0x8B, 8, 0]).error?.description
                == "export.xml:1: this is not XML but a gzip archive: unpack it and import the .xml file in it")
    }

    @Test(
        "UTF-16, with and without its mark",
        arguments: [[0xFF, 0xFE, 0x3C, 0], [0xFE, 0xFF, 0, 0x3C], [0x3C, 0], [0, 0x3C]])
    func utf16(bytes: [UInt8]) {
        #expect(WXRReading(bytes).error?.description == "export.xml: the file is UTF-16: save it as UTF-8")
    }

    @Test("an encoding that is not read")
    func encoding() {
        #expect(
            sentence("<?xml version='1.0' encoding='Shift_JIS'?><rss/>")
                == "export.xml:1: the file says its encoding is \"Shift_JIS\", which is not read: save it as UTF-8")
    }

    @Test(
        "A5: a DOCTYPE before the root is refused, entities and all",
        arguments: [
            "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rss><channel/></rss>",
            "<!-- a -->\n<!doctype rss SYSTEM \"file:///etc/passwd\"><rss><channel/></rss>",
        ])
    func doctype(text: String) {
        #expect(
            sentence(text)
                == "export.xml:2: a DOCTYPE is refused, WordPress writes none: take the line out if you trust the file")
    }

    @Test("A5: a DOCTYPE further on is passed over and defines nothing")
    func laterDoctype() {
        let reading = WXRReading(
            item: "<!DOCTYPE rss [<!ENTITY a \"b\">]><title>&a;<!DOCTYPE html></title><wp:post_id>5</wp:post_id>")
        #expect(reading.items.map(\.title) == ["&a;<!DOCTYPE html>"])
        #expect(reading.items.map(\.postID) == [5])
        #expect(reading.itemNotes.first == "line 5: a DOCTYPE ignored")
    }

    @Test(
        "a feed is not an export",
        arguments: [
            "<rss version=\"2.0\"><channel><title>A feed</title><item><title>One</title></item></channel></rss>",
            "<rss><channel><title>A feed</title></channel></rss>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>",
        ])
    func feed(text: String) {
        #expect(
            sentence(text)
                == "export.xml:1: this is a feed, not an export: WordPress writes the export under Tools → Export")
    }

    @Test("another root element is named")
    func otherRoot() {
        #expect(
            sentence("<?xml version=\"1.0\"?>\n<opml><body/></opml>")
                == "export.xml:2: <opml> is not a WordPress export, which begins with <rss>:"
                + " WordPress writes the export under Tools → Export")
    }

    @Test("A5: a file without a version is read if it has items of WordPress's, with a note")
    func missingVersion() {
        let reading = WXRReading(channel: "<item><wp:post_id>5</wp:post_id></item>", version: "")
        #expect(reading.items.map(\.postID) == [5])
        #expect(reading.site?.wxrVersion == nil)
        #expect(
            reading.site?.notes.map(\.sentence) == ["line 4: the file has no <wp:wxr_version>; read as WXR 1.2"])
        let empty = WXRReading(channel: "<wp:author><wp:author_login>ada</wp:author_login></wp:author>", version: "")
        #expect(empty.records == [])
        #expect(
            empty.error?.description
                == "export.xml: no <wp:wxr_version> and no items: this is not a whole export, export it again")
    }

    @Test("A5: a version that is none is an error, a newer one a note", arguments: ["abc", "1", "1.", "1.2.3", ".", ""])
    func versions(version: String) {
        let reading = WXRReading(channel: "<item/>", version: "<wp:wxr_version>\(version)</wp:wxr_version>")
        #expect(
            reading.error?.description
                == "export.xml:3: <wp:wxr_version> is \"\(version)\", not a number such as 1.2: export it again")
        let newer = WXRReading(channel: "<item/>", version: "<wp:wxr_version>1.10</wp:wxr_version>")
        #expect(newer.site?.wxrVersion == "1.10")
        #expect(
            newer.site?.notes.map(\.sentence) == ["line 3: the file says a WXR version newer than 1.2; read as 1.2"])
    }

    @Test("a file that is not there or is a folder is an error with its path")
    func files() throws {
        #expect(throws: WXRError.cannotOpen(path: "/nowhere/a.xml", code: 2)) {
            _ = try WXRReader(file: "/nowhere/a.xml")
        }
        let folder = FileManager.default.temporaryDirectory.path
        var reader = try WXRReader(file: folder)
        do throws(WXRError) {
            _ = try reader.next()
            Issue.record("a folder was read")
        } catch {
            #expect(error == .cannotRead(path: folder, offset: 0, code: 21))
        }
    }

    @Test("a file on disk reads as its bytes do")
    func fileOnDisk() throws {
        let text = WXRReading.export("<item><title>One</title></item>")
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var reader = try WXRReader(file: file.path, chunkSize: 10)
        var records: [WXRRecord] = []
        while let record = try reader.next() { records.append(record) }
        #expect(records == WXRReading(text).records)
        #expect(try reader.next() == nil)
    }

    @Test("after an error the same error comes again")
    func sameError() {
        var reader = WXRReader(bytes: Array("<opml>".utf8))
        for _ in 0..<2 {
            do throws(WXRError) {
                _ = try reader.next()
                Issue.record("no error")
            } catch {
                #expect(error == .notAnExport(path: "export.xml", line: 1, root: "opml"))
            }
        }
    }
}
