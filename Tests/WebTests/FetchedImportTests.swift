import Content
import Editorial
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite("Files that an import fetches from the old site", .everyEngine)
struct FetchedImportTests {
    /// An old site's server: files by their paths, 404 for everything else.
    private func server(_ files: [String: [UInt8]]) -> FaultyServer {
        FaultyServer { request, wire in
            guard let bytes = files[PercentEncoding.decoded(request.path)] else { return wire.answer(404) }
            wire.answer(200, ["Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT"], bytes)
        }
    }

    private func fetch(_ magazine: TemporaryMagazine, from server: FaultyServer) throws -> OldSiteFiles {
        try OldSiteFiles(folder: magazine.directory.fetching, hostMap: ["old.example": "http://\(server.target)"])
    }

    private func gif(_ name: String) -> [UInt8] { SmallFiles.gif + Array(name.utf8) }

    @Test("what the uploads do not hold comes from the old site and answers at its old address; nothing is left half done")
    func fetched() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(gif("here"), to: "uploads/2020/01/here.gif")
        let server = server(["/wp-content/uploads/2020/01/there.gif": gif("there")])
        let export = try magazine.folder.write(
            WXRText([.attachment(5, "here.gif"), .attachment(6, "there.gif", alt: "A tree")]).text, to: "export.xml")
        let imported = try await magazine.importing(
            files: [export], uploads: magazine.folder["uploads"], fetch: fetch(magazine, from: server))
        #expect(imported.ledger.isComplete && imported.file.reconciles)
        #expect(server.requests.map(\.path) == ["/wp-content/uploads/2020/01/there.gif"])
        #expect(server.requests.first?.headers["host"] == "old.example")
        for name in ["here", "there"] {
            #expect(try await magazine.page("/wp-content/uploads/2020/01/\(name).gif").status == 200)
        }
        let entry = try #require(imported.entries.first { $0.kind == .file && $0.path.hasSuffix("there.gif") })
        #expect(entry.file == "https://old.example/wp-content/uploads/2020/01/there.gif" && entry.outcome == .imported)
        let upload = try magazine.store.readWaiting { try $0.upload(at: "/wp-content/uploads/2020/01/there.gif") }
        #expect(upload?.modifiedAt.milliseconds == 784_111_777_000)
        #expect(!FileManager.default.fileExists(atPath: magazine.directory.fetching))
        #expect(try magazine.problems() == [])

        // A second run asks for nothing.
        _ = try await magazine.importing(files: [export], fetch: fetch(magazine, from: server))
        #expect(server.requests.count == 1)
    }

    @Test("what does not come is in the ledger with the reason, and its place in the page holds its alt text")
    func missing() async throws {
        let magazine = try TemporaryMagazine()
        let server = FaultyServer { request, wire in
            request.path.hasSuffix("page.gif")
                ? wire.answer(200, ["Content-Type: text/html"], Array("<!DOCTYPE html><title>Not found</title>".utf8))
                : request.path.hasSuffix("private.gif")
                    ? wire.answer(302, ["Location: http://127.0.0.2:80/secret.gif"]) : wire.answer(404)
        }
        let body = #"<img src="https://old.example/wp-content/uploads/2020/01/gone.gif" alt="A lost boat">"#
        let names = ["gone.gif", "page.gif", "private.gif"]
        let items = names.enumerated().map { WXRText.Item.attachment(5 + $0.offset, $0.element) }
        let export = try magazine.folder.write(WXRText(items + [.post(9, body: body)]).text, to: "export.xml")
        let imported = try await magazine.importing(files: [export], fetch: fetch(magazine, from: server))
        #expect(!imported.ledger.isComplete && imported.file.reconciles)
        let reasons = names.map { name in imported.entries.first { $0.kind == .file && $0.path.hasSuffix(name) }?.reason ?? "" }
        #expect(reasons[0] == "It answered 404: not there.")
        #expect(reasons[1] == "There is a page in its place, not a file.")
        #expect(reasons[2] == "It leads to a private address (127.0.0.2), which is not asked.")
        #expect(imported.entries(.attachment, id: "5").first?.reason.hasPrefix("its file could not be fetched") == true)
        let page = try await magazine.page("/2020/01/item-9/").body
        #expect(page.contains("A lost boat") && !page.contains("<img src=\"/wp-content"))
    }

    @Test(
        "files that no attachment names are fetched where a body shows or links to them: the whole picture, or else the copy that is there"
    )
    func shown() async throws {
        let magazine = try TemporaryMagazine()
        let uploads = "/wp-content/uploads/2019/05/"
        let server = server([
            uploads + "whole.gif": gif("whole"), uploads + "only-300x200.gif": gif("copy"), uploads + "été.gif": gif("été"),
            uploads + "report.pdf": Array("%PDF-1.4 report".utf8), uploads + "set.gif": gif("set"),
        ])
        let body = """
            <!-- wp:image {"id":7,"url":"https://old.example\(uploads)whole-150x150.gif"} -->
            <img src="http://www.old.example\(uploads)whole-300x200.gif" srcset="\(uploads)set.gif 300w, \(uploads)whole.gif 600w">
            <img src='//old.example\(uploads)only-300x200.gif?x=1&amp;y=2'><img src="\(uploads)été.gif">
            <a href="https://old.example\(uploads)report.pdf#page=2">Report</a>
            https://elsewhere.example\(uploads)other.gif and \(uploads)no-file/ and https://old.example/wp-content/uploads/
            """
        let export = try magazine.folder.write(WXRText([.post(9, body: body)]).text, to: "export.xml")
        let imported = try await magazine.importing(files: [export], fetch: fetch(magazine, from: server))
        #expect(imported.ledger.isComplete, "\(imported.entries.filter { $0.outcome != .imported })")
        let paths = Set(imported.entries.filter { $0.kind == .file }.map(\.path))
        #expect(paths == Set(["whole.gif", "only-300x200.gif", "été.gif", "report.pdf", "set.gif"].map { uploads + $0 }))
        let page = try await magazine.page("/2020/01/item-9/").body
        #expect(!page.contains("picture-missing"))
        for name in ["whole-300x200.gif", "only-300x200.gif", "%C3%A9t%C3%A9.gif", "report.pdf"] {
            #expect(try await magazine.page(uploads + name).status == 200, "\(name)")
        }
        #expect(!server.requests.contains { $0.headers["host"]?.contains("elsewhere") == true })
    }

    @Test("words in a file that comes with a later run are read then; those the old site had stay")
    func lateWords() async throws {
        let jpeg = described("Boats at low tide")
        let magazine = try TemporaryMagazine()
        let export = try magazine.folder.write(
            WXRText([.attachment(5, "told.jpg"), .attachment(6, "known.jpg", alt: "From the old site")]).text, to: "export.xml")
        try await magazine.importing(files: [export])
        func picture(_ id: Int64) throws -> Picture? {
            try magazine.store.readWaiting { library in
                try library.pictures(ofFile: "/wp-content/uploads/2020/01/\(id == 5 ? "told" : "known").jpg").first.flatMap(
                    library.picture)
            }
        }
        #expect(try picture(5)?.caption.markup == "" && picture(5)?.width == nil)
        let server = server([
            "/wp-content/uploads/2020/01/told.jpg": jpeg, "/wp-content/uploads/2020/01/known.jpg": jpeg,
        ])
        try await magazine.importing(files: [export], fetch: fetch(magazine, from: server))
        #expect(try picture(5)?.width == 1 && picture(5)?.caption.markup == "Boats at low tide")
        #expect(try picture(6)?.alt == "From the old site")
    }

    /// A JPEG with an EXIF description.
    private func described(_ text: String) -> [UInt8] {
        let value = Array(text.utf8) + [0]
        let tiff: [UInt8] =
            Array("II*\0".utf8) + [8, 0, 0, 0, 1, 0, 0x0E, 0x01, 2, 0, UInt8(value.count), 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0]
            + value
        let segment = Array("Exif\0\0".utf8) + tiff
        return Array(SmallFiles.jpeg.prefix(2)) + [0xFF, 0xE1, 0, UInt8(segment.count + 2)] + segment
            + SmallFiles.jpeg.dropFirst(2)
    }

    @Test("an import that is stopped while it fetches goes on where it was")
    func resumed() async throws {
        let magazine = try TemporaryMagazine()
        let stop = Atomic(false)
        let names = (1...40).map { "file-\($0).gif" }
        let files = Dictionary(uniqueKeysWithValues: names.map { ("/wp-content/uploads/2020/01/\($0)", gif($0)) })
        let server = FaultyServer { request, wire in
            if request.index == 20 { stop.store(true, ordering: .relaxed) }
            wire.answer(200, ["ETag: \"1\""], files[request.path] ?? [])
        }
        let items = names.enumerated().map { WXRText.Item.attachment(5 + $0.offset, $0.element) }
        let export = try magazine.folder.write(WXRText(items).text, to: "export.xml")
        await #expect(throws: ImportError.self) {
            try await magazine.importing(
                files: [export], fetch: fetch(magazine, from: server), isCancelled: { stop.load(ordering: .relaxed) })
        }
        stop.store(false, ordering: .relaxed)
        let before = server.requests.count
        let imported = try await magazine.importing(files: [export], fetch: fetch(magazine, from: server))
        #expect(imported.ledger.isComplete && imported.ledger.count(.file, .imported) > 0)
        #expect(server.requests.count - before < 40, "What was had is not asked for again.")
        for name in names { #expect(try await magazine.page("/wp-content/uploads/2020/01/\(name)").status == 200) }
        #expect(!FileManager.default.fileExists(atPath: magazine.directory.fetching))
    }

    @Test("a dry run says how many files are to be fetched and asks for none")
    func dryRun() async throws {
        let magazine = try TemporaryMagazine()
        let server = server([:])
        let export = try magazine.folder.write(WXRText([.attachment(5, "a.gif")]).text, to: "export.xml")
        let directory = magazine.directory
        let hostMap = ["old.example": "http://\(server.target)"]
        let work = Work.importWordPress(
            files: [export], uploads: nil, fetch: Work.Fetching(hostMap: hostMap), choices: WordPressChoices(), isDryRun: true,
            ledger: nil)
        let tools = WorkTools(of: directory, images: TemporaryMagazine.images)
        let result = try await onThread { [store = magazine.store] in
            try work.perform(with: tools, monitor: ImportMonitor()) { store }
        }
        #expect(
            result.report.contains(
                "1 file is to be fetched from the old site; the first is https://old.example/wp-content/uploads/2020/01/a.gif"))
        #expect(server.requests.isEmpty)
    }

    @Test("a map that is none is said before anything is done")
    func badMap() throws {
        #expect(throws: ImportError.self) { try OldSiteFiles(folder: "/nowhere", hostMap: ["old.example": "http://x/path"]) }
    }
}
