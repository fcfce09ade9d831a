import TestSupport
import Testing

@testable import Editorial

@Suite("Lists of addresses")
struct AddressListTests {
    private func list(_ text: String) throws -> AddressList {
        let folder = try TemporaryFolder()
        return try AddressList(file: folder.write(text, to: "list"))
    }

    @Test("one a line, or the first column of a table; each once, whatever else is there is counted")
    func lines() throws {
        let list = try list(
            "\u{FEFF}Page;Clicks\r\n/a/;12\r\nhttps://old.example/b/,3\n\n  /c?x=1\t5\n\"/d,e/\",1\n\"/f\"\"g\"\n/a/;7\nnothing\n"
        )
        #expect(list.addresses == ["/a/", "https://old.example/b/", "/c?x=1", "/d,e/", "/f\"g"])
        #expect(list.others == 2)
    }

    @Test("a file without an address, and one that is not there, is said")
    func none() throws {
        #expect(throws: ImportError.self) { try list("nothing\n") }
        #expect(throws: ImportError.self) { try AddressList(file: "/nowhere/list.txt") }
    }

    @Test("a site map names its pages and not their pictures, whatever else is in it")
    func siteMaps() {
        let index = SiteMapText(
            Array("<?xml version='1.0'?><sitemapindex><sitemap><loc> https://a.example/1.xml </loc></sitemap>".utf8))
        #expect(index.isIndex && index.isSiteMap && index.addresses == ["https://a.example/1.xml"])
        let map = SiteMapText(
            Array(
                """
                <urlset><url><loc>https://a.example/?p=1&amp;amp;x=2</loc><image:image><image:loc>https://a.example/a.jpg</image:loc></image:image></url>
                <url><loc><![CDATA[https://a.example/b/]]></loc></url><url><loc></loc></url><url><loc>https://a.example/cut
                """.utf8))
        #expect(!map.isIndex && map.addresses == ["https://a.example/?p=1&amp;x=2", "https://a.example/b/"])
        #expect(!SiteMapText(Array("<!DOCTYPE html><loc>x</loc>".utf8)).isSiteMap)
        #expect(SiteMapText(Array("<urlset>]]><loc>]]><![CDATA[</loc>".utf8)).addresses == ["]]><![CDATA["])
    }
}
