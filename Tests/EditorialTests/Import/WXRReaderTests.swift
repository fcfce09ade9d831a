import Testing

@testable import Editorial

@Suite("Reading WordPress exports")
struct WXRReaderTests {
    @Test("a whole export comes record by record, the site first and with the generator that follows the terms")
    func wholeExport() throws {
        let reading = WXRReading(
            channel: """
                <link>https://magazine.example</link><language>en-US</language>
                <wp:base_site_url>https://magazine.example</wp:base_site_url>
                <wp:author><wp:author_id>7</wp:author_id><wp:author_login><![CDATA[ada]]></wp:author_login></wp:author>
                <wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>essays</wp:category_nicename>\
                <wp:category_parent>texts</wp:category_parent><wp:cat_name><![CDATA[Essays]]></wp:cat_name></wp:category>
                <wp:tag><wp:term_id>3</wp:term_id><wp:tag_slug>rain</wp:tag_slug><wp:tag_name>Rain</wp:tag_name></wp:tag>
                <wp:term><wp:term_id>4</wp:term_id><wp:term_taxonomy>series</wp:term_taxonomy>\
                <wp:term_slug>north</wp:term_slug><wp:term_name>North</wp:term_name>\
                <wp:termmeta><wp:meta_key>colour</wp:meta_key><wp:meta_value>red</wp:meta_value></wp:termmeta></wp:term>
                <generator>https://wordpress.org/?v=6.1.9</generator>
                <item><title>One</title><wp:post_id>11</wp:post_id></item>

                """)
        #expect(reading.error == nil)
        #expect(reading.site?.title == "A magazine")
        #expect(reading.site?.link == "https://magazine.example")
        #expect(reading.site?.language == "en-US")
        #expect(reading.site?.wxrVersion == "1.2")
        #expect(reading.site?.baseSiteURL == "https://magazine.example")
        #expect(reading.site?.generator == "https://wordpress.org/?v=6.1.9")
        guard reading.records.count == 6, case .author(let author) = reading.records[1],
            case .category(let category) = reading.records[2], case .tag(let tag) = reading.records[3],
            case .term(let term) = reading.records[4], case .item(let item) = reading.records[5]
        else {
            Issue.record("\(reading.records)")
            return
        }
        #expect(author == WXRAuthor(id: 7, login: "ada", line: 6, endLine: 6))
        #expect(
            category == WXRCategory(id: 2, nicename: "essays", parent: "texts", name: "Essays", line: 7, endLine: 7))
        #expect(tag == WXRTag(id: 3, slug: "rain", name: "Rain", line: 8, endLine: 8))
        #expect(
            term
                == WXRTerm(
                    id: 4, taxonomy: "series", slug: "north", name: "North",
                    meta: [WXRMeta(key: "colour", value: "red")], line: 9, endLine: 9))
        #expect(item == WXRItem(title: "One", postID: 11, line: 11, endLine: 11))
    }

    @Test("every field of an item and of its comments is read")
    func everyField() throws {
        let reading = WXRReading(
            item: """
                <title><![CDATA[A title]]></title><link>https://magazine.example/?p=5</link>
                <pubDate>Thu, 05 Jan 2012 14:30:46 +0000</pubDate><dc:creator><![CDATA[ada]]></dc:creator>
                <guid isPermaLink="false">https://magazine.example/?p=5</guid><description></description>
                <content:encoded><![CDATA[Body]]></content:encoded><excerpt:encoded><![CDATA[Short]]></excerpt:encoded>
                <wp:post_id>5</wp:post_id><wp:post_date>2012-01-05 15:30:46</wp:post_date>
                <wp:post_date_gmt>2012-01-05 14:30:46</wp:post_date_gmt>
                <wp:post_modified>2013-01-05 15:30:46</wp:post_modified>
                <wp:post_modified_gmt>2013-01-05 14:30:46</wp:post_modified_gmt>
                <wp:comment_status>open</wp:comment_status><wp:ping_status>closed</wp:ping_status>
                <wp:post_name>a-title</wp:post_name><wp:status>publish</wp:status><wp:post_parent>4</wp:post_parent>
                <wp:menu_order>-2</wp:menu_order><wp:post_type>attachment</wp:post_type>
                <wp:post_password>secret</wp:post_password><wp:is_sticky>1</wp:is_sticky>
                <wp:attachment_url>https://magazine.example/a.jpg</wp:attachment_url>
                <category domain="post_tag" nicename="r&amp;b"><![CDATA[R&B]]></category>
                <category><![CDATA[R&B]]></category>
                <wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>
                <georss:point xmlns:georss="http://www.georss.org/georss">45 -71</georss:point>
                <wp:comment><wp:comment_id>9</wp:comment_id><wp:comment_author>Bo</wp:comment_author>
                <wp:comment_author_email>bo@reader.example</wp:comment_author_email>
                <wp:comment_author_url>https://bo.example</wp:comment_author_url>
                <wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>
                <wp:comment_date>2012-02-01 10:00:00</wp:comment_date>
                <wp:comment_date_gmt>2012-02-01 09:00:00</wp:comment_date_gmt>
                <wp:comment_content><![CDATA[ Yes ]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>
                <wp:comment_type>note</wp:comment_type><wp:comment_parent>8</wp:comment_parent>
                <wp:comment_user_id>3</wp:comment_user_id>
                <wp:commentmeta><wp:meta_key>stars</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:commentmeta>
                </wp:comment>
                """)
        var expected = WXRItem(line: 4, endLine: 33)
        expected.title = "A title"
        expected.link = "https://magazine.example/?p=5"
        expected.pubDate = "Thu, 05 Jan 2012 14:30:46 +0000"
        expected.creator = "ada"
        expected.guid = "https://magazine.example/?p=5"
        expected.content = "Body"
        expected.excerpt = "Short"
        expected.postID = 5
        expected.postDate = "2012-01-05 15:30:46"
        expected.postDateGMT = "2012-01-05 14:30:46"
        expected.postModified = "2013-01-05 15:30:46"
        expected.postModifiedGMT = "2013-01-05 14:30:46"
        expected.commentStatus = "open"
        expected.pingStatus = "closed"
        expected.name = "a-title"
        expected.status = "publish"
        expected.parent = 4
        expected.menuOrder = -2
        expected.type = "attachment"
        expected.password = "secret"
        expected.isSticky = true
        expected.attachmentURL = "https://magazine.example/a.jpg"
        expected.terms = [WXRItemTerm(domain: "post_tag", nicename: "r&b", name: "R&B")]
        expected.meta = [WXRMeta(key: "_edit_last", value: "1")]
        expected.unknownElements = ["georss:point"]
        var comment = WXRComment(line: 22)
        comment.id = 9
        comment.author = "Bo"
        comment.authorEmail = "bo@reader.example"
        comment.authorURL = "https://bo.example"
        comment.authorIP = "192.0.2.1"
        comment.date = "2012-02-01 10:00:00"
        comment.dateGMT = "2012-02-01 09:00:00"
        comment.content = " Yes "
        comment.approved = "1"
        comment.type = "note"
        comment.parent = 8
        comment.userID = 3
        comment.meta = [WXRMeta(key: "stars", value: "5")]
        expected.comments = [comment]
        #expect(reading.items == [expected])
    }

    @Test("an item without fields has empty texts, no id and no type")
    func emptyItem() {
        let reading = WXRReading(channel: "<item></item><item/>")
        #expect(reading.items == [WXRItem(line: 4, endLine: 4), WXRItem(line: 4, endLine: 4)])
        #expect(reading.items.first?.type == nil)
    }

    @Test(
        "A2: namespaces go by address, whatever the prefix",
        arguments: [
            #"xmlns:w="http://wordpress.org/export/1.0/""#, #"xmlns:w="https://wordpress.org/export/1.2""#,
            #"xmlns:w='http://wordpress.org/export/1.1/'"#,
        ])
    func namespacesGoByAddress(declaration: String) {
        let reading = WXRReading(
            """
            <rss \(declaration) xmlns:c="http://purl.org/rss/1.0/modules/content/"
             xmlns:wp="http://other.example/"><channel><w:wxr_version>1.2</w:wxr_version>
            <item><w:post_id>5</w:post_id><wp:post_id>6</wp:post_id><c:encoded>Body</c:encoded></item></channel></rss>
            """)
        #expect(reading.items.map(\.postID) == [5])
        #expect(reading.items.map(\.content) == ["Body"])
        #expect(reading.items.map(\.unknownElements) == [["wp:post_id"]])
    }

    @Test("A2: a namespace declared on one element holds for that element and is gone after it")
    func namespaceOnOneElement() {
        let reading = WXRReading(
            item: """
                <x:post_id xmlns:x="http://wordpress.org/export/1.2/">5</x:post_id>
                <x:post_name>not-known</x:post_name>
                """)
        #expect(reading.items.map(\.postID) == [5])
        #expect(reading.items.map(\.unknownElements) == [["x:post_name"]])
    }

    @Test("A2: prefixes that nothing declares have their usual meaning")
    func undeclaredPrefixes() {
        let reading = WXRReading(
            """
            <rss><channel><wp:wxr_version>1.2</wp:wxr_version><item><wp:post_id>5</wp:post_id><dc:creator>ada</dc:creator>
            <content:encoded>Body</content:encoded><excerpt:encoded>Short</excerpt:encoded>
            <atom:link>https://other.example</atom:link></item></channel></rss>
            """)
        let item = reading.items.first
        #expect(item?.postID == 5)
        #expect(item?.creator == "ada")
        #expect(item?.content == "Body")
        #expect(item?.excerpt == "Short")
        #expect(item?.link == "")
        #expect(item?.notes == [])
    }

    @Test("A6: structural fields are trimmed, bodies are not")
    func trimming() {
        let reading = WXRReading(
            item: """
                <title>
                 <![CDATA[ A title ]]>
                </title><content:encoded><![CDATA[

                  Indented,
                \tand a tab ]]></content:encoded>
                """)
        #expect(reading.items.map(\.title) == ["A title"])
        #expect(reading.items.map(\.content) == ["\n\n  Indented,\n\tand a tab "])
    }

    @Test(
        "A6: white space between tags and sections is layout, between and within sections it is text",
        arguments: [
            ("\n<![CDATA[one]]><![CDATA[two]]>\n", "onetwo"), ("<![CDATA[one]]>\n<![CDATA[two]]>", "one\ntwo"),
            ("<![CDATA[]]>", ""), (" \n ", " \n "), ("\n plain \n", "\n plain \n"),
            (" a <![CDATA[ b ]]> c ", " a  b  c "), ("<![CDATA[\n]]>", "\n"),
        ])
    func whiteSpaceAroundSections(written: String, read: String) {
        let reading = WXRReading(item: "<content:encoded>\(written)</content:encoded>")
        #expect(reading.items.map(\.content) == [read])
    }

    @Test(
        "A3: CDATA sections and text make one value as XML says",
        arguments: [
            ("<![CDATA[a]]> b &amp; c", "a b & c"), ("<![CDATA[a ]]]]><![CDATA[> b]]>", "a ]]> b"),
            ("<![CDATA[a &amp; <b>]]>", "a &amp; <b>"), ("a<!-- not this -->b<?nor this?>c", "abc"),
            ("<![CDATA[a]]><!-- ]]> --><![CDATA[b]]>", "ab"), ("<![CDATA[a]]]]><![CDATA[]>]]>", "a]]]>"),
            ("&#65;&#x42;&lt;&gt;&quot;&apos;", "AB<>\"'"), ("<![CDATA[]]]]]]><![CDATA[>]]>", "]]]]>"),
        ])
    func sectionsAndText(written: String, read: String) {
        let reading = WXRReading(item: "<title>\(written)</title>")
        #expect(reading.items.map(\.title) == [read])
        #expect(reading.itemNotes == [])
    }

    @Test("CR LF and CR are read as LF, a written reference to CR stays")
    func lineEnds() {
        let reading = WXRReading(
            item:
                "<content:encoded><![CDATA[a\r\nb\rc]]></content:encoded><excerpt:encoded>d\r\n&#13;e</excerpt:encoded>"
        )
        #expect(reading.items.map(\.content) == ["a\nb\nc"])
        #expect(reading.items.map(\.excerpt) == ["d\n\re"])
    }

    @Test("the lines of records count LF, CR LF and CR alike", arguments: ["\n", "\r\n", "\r"])
    func linesOfRecords(end: String) {
        let text = WXRReading.export("<item>\n<title>a\n\nb</title>\n</item>\n<item>\n</item>\n")
            .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
        for size in [1, 2, 100] {
            let reading = WXRReading(text, chunkSize: size)
            #expect(reading.items.map { [$0.line, $0.endLine] } == [[4, 8], [9, 10]])
        }
    }

    @Test("the first of two elements counts, and a note tells of the second")
    func firstOfTwo() {
        let reading = WXRReading(item: "<title></title><title>One</title><title>Two</title>")
        #expect(reading.items.map(\.title) == ["One"])
        #expect(reading.itemNotes == ["line 5: a second <title> ignored"])
    }

    @Test("elements that only look like those of an item are passed over with all they hold")
    func unknownSubtrees() {
        let reading = WXRReading(
            item: """
                <plugin:box><title>not this</title><item><wp:post_id>1</wp:post_id></item><![CDATA[</plugin:box>]]></plugin:box>
                <title>this</title>
                """)
        #expect(reading.items.map(\.title) == ["this"])
        #expect(reading.items.map(\.postID) == [nil])
        #expect(reading.items.map(\.unknownElements) == [["plugin:box"]])
        #expect(reading.itemNotes == [])
    }

    @Test("the title within the channel's image is not the title of the site")
    func imageOfTheChannel() {
        let reading = WXRReading(
            """
            <rss><channel><image><title>A logo</title></image><title>A magazine</title>
            <wp:wxr_version>1.2</wp:wxr_version></channel></rss>
            """)
        #expect(reading.site?.title == "A magazine")
    }

    @Test("a byte order mark, blank lines and PHP's warnings before the declaration do no harm")
    func beforeTheDeclaration() {
        let export = WXRReading.export("<item><title>a</title></item>")
        #expect(WXRReading("\u{FEFF}" + export).items.map(\.title) == ["a"])
        #expect(WXRReading("\n\n" + export).items.map(\.line) == [6])
        let warned = WXRReading("<br />\n<b>Warning</b>: Undefined index in export.php\n" + export)
        #expect(warned.items.map(\.line) == [6])
        #expect(warned.site?.notes.map(\.sentence) == ["line 1: text before the XML declaration ignored"])
        #expect(WXRReading("Notice: something\n" + export).items.map(\.line) == [5])
    }

    @Test("a file in ISO-8859-1 or windows-1252 is read as windows-1252", arguments: ["ISO-8859-1", "windows-1252"])
    func oldEncodings(name: String) {
        let head =
            "<?xml version=\"1.0\" encoding=\"\(name)\"?><rss><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>"
        let reading = WXRReading(
            Array(head.utf8) + [0x93, 0x4D, 0xFC, 0x6E, 0x94, 0x80] + Array("</title></item></channel></rss>".utf8))
        #expect(reading.items.map(\.title) == ["“Mün”€"])
        #expect(reading.itemNotes == [])
    }

    @Test("progress ends at the last byte and the last line")
    func progress() throws {
        let bytes = Array(WXRReading.export("<item/>").utf8)
        var reader = WXRReader(bytes: bytes)
        while try reader.next() != nil {}
        #expect(reader.position.offset == Int64(bytes.count))
        #expect(reader.position.line == 5)
    }
}
