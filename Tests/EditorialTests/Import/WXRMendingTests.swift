import Testing

@testable import Editorial

@Suite("Mending WordPress exports that are not XML")
struct WXRMendingTests {
    @Test("A3: an unescaped ]]> before </script> is text, with a note")
    func unescapedSectionEnd() {
        let reading = WXRReading(
            item: """
                <content:encoded><![CDATA[<script>//<![CDATA[
                var a = b[c[0]]> 1;
                //]]></script> and on]]></content:encoded>
                <wp:post_id>5</wp:post_id>
                """)
        #expect(
            reading.items.map(\.content) == ["<script>//<![CDATA[\nvar a = b[c[0]]> 1;\n//]]></script> and on"])
        #expect(reading.items.map(\.postID) == [5])
        #expect(reading.itemNotes == ["line 6: `]]>` inside <content:encoded> kept (2 times)"])
    }

    @Test("after a ]]> that something follows, the end tag and the next element end the section")
    func sectionEndedByTag() {
        let reading = WXRReading(
            item: """
                <title><![CDATA[a]]> b < c</title>
                <wp:post_id>5</wp:post_id>
                <content:encoded><![CDATA[Body]]></content:encoded>
                """)
        #expect(reading.items.map(\.title) == ["a b < c"])
        #expect(reading.items.map(\.postID) == [5])
        #expect(reading.items.map(\.content) == ["Body"])
        #expect(
            reading.itemNotes == [
                "line 5: `]]>` inside <title> kept", "line 5: the CDATA section of <title> ended at its last `]]>`",
                "line 5: lone < in <title> kept",
            ])
    }

    @Test("within unknown elements a section ends at the first ]]>")
    func sectionsInUnknownElements() {
        let reading = WXRReading(item: "<x:y><![CDATA[a]]></x:y><title>b</title>")
        #expect(reading.items.map(\.title) == ["b"])
    }

    @Test(
        "A4: a lone & and entities XML does not know stay as they are",
        arguments: [
            ("a & b", "a & b", "line 5: lone & in <title> kept"), ("a &b", "a &b", "line 5: lone & in <title> kept"),
            ("a&nbsp;b", "a&nbsp;b", "line 5: unknown entity in <title> kept as text"),
            ("?a=1&b=2;", "?a=1&b=2;", "line 5: lone & in <title> kept"),
            ("&#x;&#;", "&#x;&#;", "line 5: lone & in <title> kept (2 times)"),
        ])
    func ampersands(written: String, read: String, note: String) {
        let reading = WXRReading(item: "<title>\(written)</title>")
        #expect(reading.items.map(\.title) == [read])
        #expect(reading.itemNotes == [note])
    }

    @Test("a < that begins no element of an export is text")
    func lessThan() {
        let reading = WXRReading(item: "<title>1 < 2 <em>so</em> <!-- it </title><wp:post_id>5</wp:post_id>")
        #expect(reading.items.map(\.title) == ["1 < 2 <em>so</em> <!-- it"])
        #expect(reading.items.map(\.postID) == [5])
        #expect(reading.itemNotes == ["line 5: lone < in <title> kept (4 times)"])
    }

    @Test(
        "an unclosed value is closed by the next element of the export",
        arguments: [
            "<title>One<link>https://a.example</link>", "<title>One\n<link>https://a.example</link>",
            "<title>One</titel><link>https://a.example</link>", "<title>One</dc:creator><link>https://a.example</link>",
        ])
    func unclosedValue(written: String) {
        let reading = WXRReading(item: written)
        #expect(reading.items.map(\.title) == ["One"])
        #expect(reading.items.map(\.link) == ["https://a.example"])
        #expect(reading.itemNotes.count == 1)
    }

    @Test("a value that is unclosed at the end of its item is closed there")
    func unclosedAtTheEndOfTheItem() {
        let reading = WXRReading(channel: "<item><title>One</item><item><title>Two</title></item>")
        #expect(reading.items.map(\.title) == ["One", "Two"])
        #expect(reading.itemNotes == ["line 4: unclosed <title> closed"])
    }

    @Test("an item that is not closed ends where the next begins")
    func unclosedItem() {
        let reading = WXRReading(channel: "<item><title>One</title>\n<item><title>Two</title></item>")
        #expect(reading.items.map(\.title) == ["One", "Two"])
        #expect(reading.itemNotes == ["line 5: unclosed <item> closed"])
    }

    @Test("unclosed comments and meta rows end where the next element of their item begins")
    func unclosedComment() {
        let reading = WXRReading(
            item: """
                <wp:comment><wp:comment_id>1</wp:comment_id><wp:commentmeta><wp:meta_key>k</wp:meta_key>
                <wp:comment><wp:comment_id>2</wp:comment_id>
                <wp:postmeta><wp:meta_key>k</wp:meta_key>
                <wp:post_id>5</wp:post_id>
                """)
        #expect(reading.items.first?.comments.map(\.id) == [1, 2])
        #expect(reading.items.first?.comments.first?.meta == [WXRMeta(key: "k")])
        #expect(reading.items.first?.meta == [WXRMeta(key: "k")])
        #expect(reading.items.first?.postID == 5)
        #expect(
            reading.itemNotes == [
                "line 6: unclosed <wp:commentmeta> closed", "line 6: unclosed <wp:comment> closed",
                "line 7: unclosed <wp:comment> closed", "line 8: unclosed <wp:postmeta> closed",
            ])
    }

    @Test("stray end tags and stray text are passed over")
    func strays() {
        let reading = WXRReading(item: "</b><title>One</title></title> ' <wp:post_id>5</wp:post_id>")
        #expect(reading.items.map(\.title) == ["One"])
        #expect(reading.items.map(\.postID) == [5])
        #expect(
            reading.itemNotes == [
                "line 5: stray </b> ignored", "line 5: stray </title> ignored",
                "line 5: text in <item> that belongs to no element ignored",
            ])
    }

    @Test("an unknown element that is not closed takes nothing but its item with it")
    func unclosedUnknown() {
        let reading = WXRReading(
            channel: """
                <image><url>a.png</url>
                <item><title>One</title><x:y><x:z></item>
                <item><title>Two</title></item>
                """)
        #expect(reading.items.map(\.title) == ["One", "Two"])
        #expect(reading.itemNotes == ["line 5: unclosed <x:y> closed"])
        #expect(reading.site?.notes.map(\.sentence) == ["line 5: unclosed <image> closed"])
    }

    @Test("what follows the end of the channel is read, and another export in the same file too")
    func afterTheChannel() {
        let reading = WXRReading(
            WXRReading.export("<item><title>One</title></item></channel><item><title>Two</title></item>")
                + WXRReading.export("<item><title>Three</title></item>"))
        #expect(reading.error == nil)
        #expect(reading.items.map(\.title) == ["One", "Two", "Three"])
        #expect(reading.notes.contains { $0.kind == .outsideChannel })
    }

    @Test("A4: invalid UTF-8 becomes U+FFFD as String(decoding:) has it, at the line and offset of the first")
    func invalidUTF8() {
        for bad: [UInt8] in [
            [0xFF], [0xC3, 0x28], [0xE2, 0x82], [0xF0, 0x9F, 0x92, 0x41], [0xED, 0xA0, 0x80], [0xC0, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0x80, 0xBF, 0xC3, 0xBC, 0xFE],
        ] {
            let head = Array(WXRReading.export("<item>\n<title>a").utf8).prefix { _ in true }
            let start = Array(head[..<(head.count - Array("</channel></rss>\n".utf8).count)])
            let reading = WXRReading(start + bad + Array("b</title></item></channel></rss>".utf8))
            #expect(
                reading.items.map(\.title) == [String(decoding: Array("a".utf8) + bad + Array("b".utf8), as: UTF8.self)]
            )
            let note = reading.items.first?.notes.first
            #expect(note?.kind == .invalidUTF8)
            #expect(note?.line == 5)
            #expect(note?.offset == Int64(start.count))
            #expect(note?.count == reading.items.first?.title.unicodeScalars.filter { $0 == "\u{FFFD}" }.count)
        }
    }

    @Test("A4: characters that XML forbids are taken out, and references to them")
    func controlCharacters() {
        let reading = WXRReading(
            item: """
                <title>a\u{0}b\u{B}c\u{FFFE}d&#0;e&#x1F;f&#xD800;g&#x110000;h&#99999999999999999999;i\u{7F}</title>
                <content:encoded><![CDATA[a\u{8}b&#8;\u{FFFF}]]></content:encoded>
                """)
        #expect(reading.items.map(\.title) == ["abcdefghi\u{7F}"])
        #expect(reading.items.map(\.content) == ["ab&#8;"])
        #expect(
            reading.itemNotes == [
                "line 5: control character in <title> removed (8 times)",
                "line 6: control character in <content:encoded> removed (2 times)",
            ])
    }

    @Test("a tag with a lost quotation mark is a tag all the same")
    func damagedTags() {
        let reading = WXRReading(
            item: """
                <category domain="category nicename="a">A</category>
                <category domain=post_tag nicename=b>B</category>
                <category domain='post_tag' nicename="c>C</category>
                <title>One</title>
                """)
        #expect(reading.items.map(\.title) == ["One"])
        #expect(reading.items.first?.terms.map(\.name).suffix(2) == ["B", "C"])
        #expect(reading.items.first?.terms.map(\.nicename).suffix(2) == ["b", "c"])
        #expect(reading.items.first?.notes.allSatisfy { $0.kind == .damagedTag } == true)
    }

    @Test("an id that is no number is nil, with a note")
    func noNumber() {
        let reading = WXRReading(
            item: "<wp:post_id>five</wp:post_id><wp:post_parent>9999999999999999999</wp:post_parent>")
        #expect(reading.items.map(\.postID) == [nil])
        #expect(reading.items.map(\.parent) == [0])
        #expect(
            reading.itemNotes == [
                "line 5: <wp:post_id> is not a number and was ignored",
                "line 5: <wp:post_parent> is not a number and was ignored",
            ])
    }

    // MARK: Broken records

    @Test(
        "a file that ends inside an item gives the items before it and says which one is broken",
        arguments: [
            "<title>Two</title><wp:post_id>2</wp:post_id>",
            "<title>Two</title><wp:post_id>2</wp:post_id><content:encoded><![CDATA[Bo",
        ])
    func truncated(tail: String) {
        let whole = WXRReading.export("<item><title>One</title></item>\n<item>\(tail)")
        let reading = WXRReading(String(whole.dropLast("</channel></rss>\n".count)))
        #expect(reading.items.map(\.title) == ["One"])
        #expect(reading.broken.map(\.title) == ["Two"])
        #expect(reading.broken.map(\.postID) == [2])
        #expect(reading.broken.map(\.line) == [5])
        #expect(
            reading.broken.map(\.sentence) == [
                "the file ends inside this item: export it again, or copy the file again"
            ])
    }

    @Test("the rest of an item whose start is lost is said to be broken")
    func lostStart() {
        let reading = WXRReading(
            channel: "<tem><title>Lost</title></tem>\n<wp:post_id>1</wp:post_id><title>Lost</title></item>\n<item/>")
        #expect(reading.broken.map(\.postID) == [1])
        #expect(reading.broken.map(\.line) == [5])
        #expect(reading.broken.map(\.reason) == [.startMissing])
        #expect(reading.items.count == 1)
    }

    @Test("a value of more than 16 MiB breaks its record and no other", arguments: [false, true])
    func valueTooLarge(isSection: Bool) {
        let line = String(repeating: "0123456789abcdef", count: 256) + "\n"
        let large = String(repeating: line, count: WXRLimits.value / 4_096)
        let reading = WXRReading(
            channel: """
                <item><wp:post_id>1</wp:post_id></item>
                <item><wp:post_id>2</wp:post_id>
                <content:encoded>\(isSection ? "<![CDATA[\(large)]]>" : large)</content:encoded><title>Two</title></item>
                <item><wp:post_id>3</wp:post_id></item>
                """)
        #expect(reading.items.map(\.postID) == [1, 3])
        #expect(reading.broken.map(\.postID) == [2])
        #expect(reading.broken.map(\.sentence) == ["its <content:encoded> on line 6 is larger than 16 MiB"])
        #expect(reading.items.last?.line == 6 + WXRLimits.value / 4_096 + 1)
    }

    @Test("meta rows beyond 10,000 are left out and counted")
    func manyRows() {
        let row = "<wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>v</wp:meta_value></wp:postmeta>"
        let reading = WXRReading(item: String(repeating: row, count: 10_002) + "<title>One</title>")
        #expect(reading.items.first?.meta.count == 10_000)
        #expect(reading.items.first?.title == "One")
        #expect(reading.itemNotes == ["line 5: more <wp:postmeta> than are read left out (2 times)"])
    }

    @Test("elements nested without end take neither the stack nor the next item")
    func deepNesting() {
        let reading = WXRReading(
            channel: "<item>\(String(repeating: "<x:y>", count: 100_000))</item><item><title>Two</title></item>")
        #expect(reading.items.map(\.title) == ["", "Two"])
        #expect(
            reading.itemNotes == [
                "line 4: elements in <x:y> nested deeper than 64 passed over", "line 4: unclosed <x:y> closed",
            ])
    }

    @Test("a record has at most 100 notes and one that says so")
    func manyNotes() {
        let reading = WXRReading(item: String(repeating: "</b>", count: 500))
        #expect(reading.items.first?.notes.count == 101)
        #expect(reading.items.first?.notes.last?.kind == .furtherNotes)
    }

    @Test(
        "hostile repetitions end in good time",
        arguments: [
            "]]><!--", "]]>", "]]><", "<!--", "<?", "</", "<a b='", "<![CDATA[", "]]> ", "<x>", "</x>   ", "&", "&#",
            "<title>",
        ])
    func hostileRepetitions(piece: String) {
        let many = String(repeating: piece, count: 60_000)
        for text in ["<content:encoded>\(many)", "<content:encoded><![CDATA[\(many)", many, "<x:y>\(many)"] {
            let reading = WXRReading(item: text)
            #expect(reading.error == nil)
            #expect(!reading.records.isEmpty)
        }
    }
}
