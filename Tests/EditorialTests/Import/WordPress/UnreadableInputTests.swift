import Foundation
import TestSupport
import Testing

@Suite("Input that cannot be read", .everyEngine)
struct UnreadableInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let content: String
        let sentence: String

        init(_ name: String, _ content: String, _ sentence: String) {
            (testDescription, self.content, self.sentence) = (name, content, sentence)
        }
    }

    private static let whole = WXRText([.post(1)]).text

    static let cases = [
        Case("plain text", "Dear editor, the export is attached.\n", "this is not XML but plain text"),
        Case("an HTML page", "<!DOCTYPE html>\n<html><body>Log in</body></html>", "HTML page"),
        Case("JSON", "{\"posts\": []}", "JSON"),
        Case("a dump", "-- MySQL dump 10.13\nCREATE TABLE wp_posts (id int);", "database dump"),
        Case("nothing", "", "empty"),
        Case("white space", " \n\n ", "empty"),
        Case(
            "a feed",
            "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>T</title><item><title>a</title></item></channel></rss>",
            "feed"),
        Case(
            "an Atom feed", "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title></feed>", "feed"
        ),
        Case(
            "other XML", "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "<svg> is not a WordPress export"
        ),
        Case("a DOCTYPE", whole.replacing("<rss ", with: "<!DOCTYPE rss>\n<rss "), "a DOCTYPE is refused"),
        Case(
            "an entity bomb",
            whole.replacing(
                "<rss ", with: "<!DOCTYPE rss [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>\n<rss "
            ).replacing("A body.", with: "]]>&b;<![CDATA["), "a DOCTYPE is refused"),
        Case(
            "an external entity",
            whole.replacing("<rss ", with: "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<rss "),
            "a DOCTYPE is refused"),
        Case("a version that is none", whole.replacing(">1.2<", with: ">abc<"), "is \"abc\", not a number"),
        Case("an archive", "PK\u{3}\u{4}\u{14}\u{0}\u{0}\u{0}", "zip archive"),
        Case(
            "another encoding", whole.replacing("UTF-8", with: "EUC-KR"), "its encoding is \"EUC-KR\""),
        Case(
            "no address of its site",
            whole.replacing("<link>https://old.example</link>", with: "").replacing(
                "<wp:base_site_url>https://old.example</wp:base_site_url>", with: ""
            ).replacing("<wp:base_blog_url>https://old.example</wp:base_blog_url>", with: ""), "which site it is from"),
    ]

    @Test("Row 12: it is refused with one sentence and code 3, and no data directory is made", arguments: cases)
    func refused(_ input: Case) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(input.content, to: "export.xml")
        try await expectRefusal(of: file, in: folder, sentence: input.sentence)
    }

    @Test("a file that is not there is refused likewise")
    func missing() async throws {
        let folder = try TemporaryFolder()
        try await expectRefusal(of: folder["nowhere.xml"], in: folder, sentence: "cannot be opened")
    }

    @Test("a folder is refused likewise")
    func directory() async throws {
        let folder = try TemporaryFolder()
        try await expectRefusal(of: folder.path, in: folder, sentence: "cannot be")
    }

    @Test("UTF-16 is refused likewise")
    func utf16() async throws {
        let folder = try TemporaryFolder()
        let mark: [UInt8] = [0xFF, 0xFE]
        let bytes = mark + Self.whole.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        try await expectRefusal(of: folder.write(bytes, to: "export.xml"), in: folder, sentence: "UTF-16")
    }

    @Test("uploads that are not there are refused before anything is made")
    func uploads() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.whole, to: "export.xml")
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", file, "--data", folder["magazine"], "--uploads", folder["nowhere"]])
        #expect(ending.code == 3 && ending.error.contains("--uploads wants the folder"))
        #expect(try folder.contents().keys.sorted() == ["export.xml"])
    }

    @Test("a good file beside a bad one does not go in alone")
    func oneOfTwo() async throws {
        let folder = try TemporaryFolder()
        let good = try folder.write(Self.whole, to: "good.xml")
        let bad = try folder.write("no export", to: "bad.xml")
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", good, bad, "--data", folder["magazine"]])
        #expect(ending.code == 3 && ending.error.hasPrefix(bad + ":1: this is not XML"))
        #expect(!FileManager.default.fileExists(atPath: folder["magazine"]))
    }

    @Test("a magazine that is there stays as it was")
    func existing() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        let before = try DatabaseDump(magazine.store)
        await #expect(throws: (any Error).self) { try await magazine.importing(Self.cases[0].content) }
        #expect(try DatabaseDump(magazine.store) == before)
    }

    @Test("a ledger that was asked for is not left half written")
    func halfLedger() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("no export", to: "export.xml")
        _ = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", file, "--data", folder["magazine"], "--ledger", folder["ledger.json"]])
        #expect(try folder.contents().keys.sorted() == ["export.xml"])
    }

    @Test("a ledger that cannot be written is said before anything is made")
    func ledgerNowhere() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.whole, to: "export.xml")
        let ending = try await ChildProcess.run(
            ChildProcess.stet,
            ["import", "wordpress", file, "--data", folder["magazine"], "--ledger", folder["nowhere/ledger.json"]])
        #expect(ending.code != 0 && (ending.output + ending.error).contains("The ledger cannot be written"))
        #expect(try folder.contents().keys.sorted() == ["export.xml"])
    }

    @Test("a folder without Markdown, and one that is not there, are refused with one sentence", arguments: ["empty", "nowhere"])
    func folders(_ name: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write("no Markdown", to: "empty/notes.txt")
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "folder", folder[name], "--data", folder["magazine"]])
        #expect(ending.code == 3 && ending.output == "")
        #expect(ending.error.contains(folder[name]) && ending.error.count(where: \.isNewline) == 1, "\(ending.error)")
        #expect(!FileManager.default.fileExists(atPath: folder["magazine"]))
    }

    @Test("a wrong command gives code 2 and says what is missing")
    func usage() async throws {
        let noData = try await ChildProcess.run(ChildProcess.stet, ["import", "wordpress", "export.xml"])
        #expect(noData.code == 2 && noData.error.contains("--data"))
        let noFile = try await ChildProcess.run(ChildProcess.stet, ["import", "wordpress", "--data", "/tmp/x"])
        #expect(noFile.code == 2 && noFile.error.contains("files"))
    }

    private func expectRefusal(of file: String, in folder: TemporaryFolder, sentence: String) async throws {
        let before = try folder.contents()
        let ending = try await ChildProcess.run(ChildProcess.stet, ["import", "wordpress", file, "--data", folder["magazine"]])
        #expect(ending.code == 3)
        #expect(ending.output == "")
        #expect(ending.error.contains(sentence), "\(ending.error)")
        #expect(ending.error.hasPrefix(file), "\(ending.error)")
        #expect(ending.error.hasSuffix("\n") && ending.error.count(where: \.isNewline) == 1)
        #expect(try folder.contents() == before)
        #expect(!FileManager.default.fileExists(atPath: folder["magazine"]))
    }
}
