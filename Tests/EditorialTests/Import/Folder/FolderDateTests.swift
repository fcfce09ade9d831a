import Content
import Editorial
import Testing

@Suite("Dates in front matter")
struct FolderDateTests {
    @Test(
        "every way that YAML, Hugo and Jekyll write a date is read",
        arguments: [
            ("2023-02-01", 1_675_209_600_000, nil),
            ("2023-2-1", 1_675_209_600_000, nil),
            ("2023/02/01", 1_675_209_600_000, nil),
            ("2023-02-01T10:00", 1_675_245_600_000, nil),
            ("2023-02-01 10:00:00", 1_675_245_600_000, nil),
            ("2023-02-01T10:00:00Z", 1_675_245_600_000, 0),
            ("2023-02-01t10:00:00 UTC", 1_675_245_600_000, 0),
            ("2023-02-01T10:00:00+01:00", 1_675_245_600_000, 3600),
            ("2023-02-01 10:00:00 +0100", 1_675_245_600_000, 3600),
            ("2023-02-01 10:00:00 -3:30", 1_675_245_600_000, -12_600),
            ("2023-02-01  10:00:00.5 +1", 1_675_245_600_500, 3600),
            ("2023-02-01T10:00:00.123456789Z", 1_675_245_600_123, 0),
            (" 2023-02-01 ", 1_675_209_600_000, nil),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000, 0),
        ] as [(String, Int64, Int?)])
    func read(text: String, milliseconds: Int64, offset: Int?) throws {
        let date = try #require(FolderDate(text))
        #expect(date.wallClock.milliseconds == milliseconds)
        #expect(date.offset == offset)
    }

    @Test(
        "what could be another day, or is none, is not guessed",
        arguments: [
            "", "tomorrow", "2023", "2023-02", "01/02/2023", "1 Feb 2023", "2023-02-29", "2023-13-01", "20230201",
            "2023-02/01", "2023-02-01T", "2023-02-01T10", "2023-02-01T10:00:", "2023-02-01T24:00", "2023-02-01T10:60",
            "2023-02-01T10:00:00+", "2023-02-01T10:00:00+24:00", "2023-02-01T10:00:00+01:60", "2023-02-01 10:00 CET",
            "2023-02-01T10:00:00.Z", "2023-02-01x", "12023-02-01", "0000-01-01", "-2023-02-01",
            "99999999999999999999-01-01", "2023-02-01T10:00:00+999999999999999999999", "２０２３-02-01",
        ])
    func refuse(text: String) {
        #expect(FolderDate(text) == nil)
    }

    @Test("with an offset a date is an instant, without one it is not")
    func instant() {
        #expect(FolderDate("2023-02-01T10:00:00+01:00")?.instant?.rfc3339 == "2023-02-01T09:00:00Z")
        #expect(FolderDate("2023-02-01T10:00:00")?.instant == nil)
    }

    @Test(
        "a length is read as people write it",
        arguments: [
            ("2710", 2710), ("45:10", 2710), ("1:02:03", 3723), ("PT45M10S", 2710), ("PT1H", 3600), ("45 min", 2700),
            ("1h 5m", 3900), ("90 minutes", 5400), ("45:60", nil), ("long", nil), ("5m 1h", nil), ("", nil),
            ("PT", nil),
            ("99999999", nil), ("-5", nil), ("1:2:3:4", nil), ("h", nil),
        ] as [(String, Int?)])
    func duration(text: String, seconds: Int?) throws {
        let contents = try FolderFixture([
            "content/a.md": "---\ntitle: A\ntalk: {duration: \"\(text)\"}\n---\n"
        ]).read()
        #expect(contents.documents.first?.talk?.duration == seconds)
    }
}
