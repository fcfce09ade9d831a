import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Leaving, taking back and proving while a server owns the directory")
struct HandOverWorkTests {
    private func stet(_ magazine: TemporaryMagazine, _ arguments: String...) async throws -> ChildProcess.Ending {
        try await ChildProcess.run(ChildProcess.stet, arguments + ["--data", magazine.directory.path])
    }

    @Test("stet export wordpress goes through the server: the file is the same as without one, and the command's own to read")
    func exporting() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1, "One"), .page(2, "Two")]))
        try magazine.close()
        let (alone, handed) = (magazine.folder["alone.xml"], magazine.folder["handed.xml"])
        let first = try await stet(magazine, "export", "wordpress", alone)
        try await ServingProcess.run(magazine.directory.path) { server in
            let second = try await stet(magazine, "export", "wordpress", handed)
            #expect(
                second.code == 0 && second.error == ""
                    && second.output.hasPrefix("\(handed) holds the magazine: 1 article, 1 page"))
            #expect(second.output == first.output.replacing(alone, with: handed))
            // What is there already is not written over.
            let again = try await stet(magazine, "export", "wordpress", handed)
            #expect(again.code == 1, "\(again)")
            #expect(try await server.get("/")?.status == 200)
        }
        func lines(_ path: String) throws -> [Substring] {
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("\t<pubDate>") }
        }
        #expect(try lines(alone) == lines(handed) && lines(handed).count > 40)
    }

    @Test("stet import undo goes through the server: its articles are at once gone, and what stands in the way is told")
    func undoing() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.close()
        let export = try magazine.folder.write(WXRText([.post(1, "One")]).text, to: "one.xml")
        #expect(try await stet(magazine, "import", "wordpress", export).code == 0)
        try await ServingProcess.run(magazine.directory.path) { server in
            #expect(try await server.get("/2020/01/item-1/")?.status == 200)
            let list = try await stet(magazine, "import", "undo")
            #expect(list.code == 0 && list.output.contains("brought 1 article or page"))
            #expect(try await stet(magazine, "redirect", "add", "/short/", "/2020/01/item-1/").code == 0)
            let refused = try await stet(magazine, "import", "undo", "1")
            #expect(refused.code == 1 && refused.output.contains("/short/, which did not come with this import"), "\(refused)")
            #expect(try await server.get("/2020/01/item-1/")?.status == 200)
            #expect(try await stet(magazine, "redirect", "remove", "/short/").code == 0)
            let dry = try await stet(magazine, "import", "undo", "1", "--dry-run")
            #expect(dry.code == 0 && dry.output.hasPrefix("Import 1 would be taken back."))
            #expect(try await server.get("/2020/01/item-1/")?.status == 200)
            let undone = try await stet(magazine, "import", "undo", "1")
            #expect(undone.code == 0 && undone.error == "" && undone.output.hasPrefix("Import 1 is taken back."), "\(undone)")
            #expect(try await server.get("/2020/01/item-1/")?.status == 404)
            #expect(try await server.get("/")?.text.contains("One") == false)
        }
    }

    @Test("stet verify goes through the server: what it says and writes is the same as without one")
    func verifying() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1, "One"), .attachment(3, "gone.gif")]))
        try magazine.close()
        let (alone, handed) = (magazine.folder["alone.json"], magazine.folder["handed.json"])
        let first = try await stet(magazine, "verify", "--json", alone)
        try await ServingProcess.run(magazine.directory.path) { server in
            let second = try await stet(magazine, "verify", "--json", handed, "--report", magazine.folder["handed.html"])
            #expect(first.code == 1 && second.code == 1 && second.error == "", "\(second)")
            #expect(second.output.contains("Its file is not here.") && second.output.contains("/2020/01/gone.gif"))
            #expect(try await server.get("/")?.status == 200)
        }
        let files = try [alone, handed].map { try Data(contentsOf: URL(filePath: $0)) }
        #expect(files[0] == files[1] && files[0].count > 500)
        #expect(try String(contentsOfFile: magazine.folder["handed.html"], encoding: .utf8).contains("gone.gif"))
    }
}
