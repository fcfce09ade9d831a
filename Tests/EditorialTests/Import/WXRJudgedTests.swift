import Testing

@testable import Editorial

@Suite("WordPress exports beside an XML parser", .enabled(if: SharedFiles.areAtHand, "needs the shared exports"))
struct WXRJudgedTests {
    /// Well-formed files that are no exports, and what the reader says instead.
    static let refused = [
        "ghost-migrate/mg-libsyn__feed.xml": "this is a feed, not an export",
        "pelican/bloggerexport.xml": "this is a feed, not an export",
        "wordpress-importer/invalid-version-tag.xml": "<wp:wxr_version> is \"abc\"",
        "wordpress-importer/missing-version-tag.xml": "no <wp:wxr_version> and no items",
    ]

    /// Oddities of well-formed files.
    static let notes = [
        "theme-test-data/themeunittestdata.wordpress.xml": [
            "line 9758: text in <item> that belongs to no element ignored"
        ],
        "wordpress-importer/theme-unit-test-data.xml": [
            "line 9869: text in <item> that belongs to no element ignored"
        ],
        "wordpress-importer/valid-wxr-1.0.xml": ["line 47: a second <generator> ignored"],
    ]

    static let malformed = [
        "ghost-migrate/mg-squarespace-xml__sample.xml", "ghost-migrate/mg-wp-xml__sample-no-slug.xml",
        "ghost-migrate/mg-wp-xml__sample.xml", "wordpress-importer/malformed-simple.xml",
        "wordpress-importer/malformed.xml",
    ]

    @Test("every value of a well-formed export is what an XML parser finds", arguments: SharedFiles.exports)
    func everyValueIsWhatAnXMLParserFinds(path: String) throws {
        let bytes = try SharedFiles.export(path)
        let judge = XMLJudge(bytes)
        #expect((judge == nil) == Self.malformed.contains(path))
        guard let judge else { return }
        let reading = WXRReading(bytes)
        if let sentence = Self.refused[path] {
            #expect(reading.error?.description.contains(sentence) == true, "\(String(describing: reading.error))")
            return
        }
        #expect(reading.error == nil)
        #expect(reading.plainRecords.count == judge.records.count)
        for (have, want) in zip(reading.plainRecords, judge.records) where have != want {
            Issue.record("\(path)\nread:  \(have)\njudge: \(want)")
            break
        }
        #expect(reading.records.flatMap(\.notes).map(\.sentence) == Self.notes[path, default: []])
        #expect(reading.notes == [])
    }

    @Test("every export reads the same in chunks of 1, 7 and 4,096 bytes", arguments: SharedFiles.exports)
    func everyExportReadsTheSameInChunks(path: String) throws {
        let bytes = try SharedFiles.export(path)
        let whole = WXRReading(bytes)
        // A byte at a time takes long for the large ones; what they hold is in the small ones too.
        for size in [1, 7, 4_096] where size > 1 || bytes.count < 200_000 {
            #expect(WXRReading(bytes, chunkSize: size) == whole, "chunks of \(size)")
        }
    }

    @Test("the malformed exports give all their items, with notes")
    func malformedExportsGiveAllTheirItems() throws {
        let squarespace = WXRReading(try SharedFiles.export("ghost-migrate/mg-squarespace-xml__sample.xml"))
        #expect(squarespace.items.map(\.postID) == [204, 4, 5, 135, 135, 146])
        #expect(squarespace.items.first?.title == "Draft & Post & More&mdash;More")
        #expect(
            squarespace.itemNotes == [
                "line 33: lone & in <title> kept", "line 33: unknown entity in <title> kept as text",
            ])
        let ghost = WXRReading(try SharedFiles.export("ghost-migrate/mg-wp-xml__sample.xml"))
        #expect(ghost.items.count == 6)
        #expect(ghost.broken.isEmpty)
        #expect(ghost.error == nil)
        let truncated = WXRReading(try SharedFiles.export("wordpress-importer/malformed-simple.xml"))
        #expect(truncated.items.isEmpty)
        #expect(truncated.broken.map(\.title) == ["Broken"])
        #expect(truncated.broken.first?.line == 9)
        #expect(truncated.broken.first?.reason == .fileEnds)
        let channel = WXRReading(try SharedFiles.export("wordpress-importer/malformed.xml"))
        #expect(channel.error?.description.contains("<wp:wxr_version> is \"abc\"") == true)
    }
}
