import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Where an export goes, and what it was told")
struct ExportTargetTests {
    private func refusal(_ magazine: TemporaryMagazine, _ name: String) async throws -> String {
        let error = await #expect(throws: ImportError.self) { try await magazine.exportingSite(to: name) }
        return error.map { "\($0)" } ?? ""
    }

    private func link(_ magazine: TemporaryMagazine, _ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: magazine.folder[name], withDestinationPath: magazine.folder[target])
    }

    @Test("a file, a dead link, a foreign folder and the data directory by any name are refused in a sentence, and left alone")
    func refused() async throws {
        let magazine = try await StaticExportTests.magazine()
        try magazine.folder.write("mine", to: "note.txt")
        try magazine.folder.write("mine", to: "foreign/.stet/notes")
        try link(magazine, "dead", to: "nowhere")
        try link(magazine, "data", to: "magazine")
        try link(magazine, "above", to: ".")
        for (name, sentence) in [
            ("note.txt", "note.txt is a file. Give a folder that is new or empty."), ("dead", "which is not there"),
            ("foreign", "holds something else than an export"), ("magazine", "is the data directory"),
            ("data", "is the data directory"), ("data/out", "lies in the data directory"),
            ("magazine/deep/down", "lies in the data directory"), ("above", "holds the data directory"),
            ("above/magazine/out", "lies in the data directory"),
        ] {
            let said = try await refusal(magazine, name)
            #expect(said.contains(sentence), "\(name): \(said)")
            #expect(!said.contains("Error Domain"))
        }
        #expect(try magazine.folder.contents(of: "foreign").keys.sorted() == [".stet/notes"])
        let left = try FileManager.default.contentsOfDirectory(atPath: magazine.folder["."])
        #expect(!left.contains { $0.contains("stet-part") }, "\(left)")
    }

    @Test("where a volume is mounted is told by the list of mounts, spaces and all")
    func mounted() {
        let mounts = """
            36 35 98:0 / / rw,noatime - ext4 /dev/sda1 rw
            42 36 0:45 /data /srv/my\\040site rw,relatime shared:2 - ext4 /dev/sdb1 rw

            """
        #expect(ExportTarget.isMounted("/srv/my site", by: mounts) && ExportTarget.isMounted("/", by: mounts))
        #expect(!ExportTarget.isMounted("/srv", by: mounts) && !ExportTarget.isMounted("/data", by: mounts))
    }

    @Test("a link to a folder is followed: the first run and the later ones write where it leads, and it stays a link")
    func followed() async throws {
        let magazine = try await StaticExportTests.magazine()
        try FileManager.default.createDirectory(atPath: magazine.folder["real"], withIntermediateDirectories: true)
        try link(magazine, "out", to: "real")
        let first = try await magazine.exportingSite()
        #expect(first.exit == .success && first.report.contains("/real: "), "\(first.report)")
        try await magazine.editing("item-7") { $0.headline = HTML(escaping: "Another headline") }
        #expect(try await magazine.exportingSite().exit == .success)
        try await magazine.expectFresh("by a link", out: magazine.folder["real"])
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: magazine.folder["out"]) == magazine.folder["real"])
    }

    @Test(
        "an address that can begin no other is refused before anything is made",
        arguments: [
            "https://", "https:///x", "https://a.example/?x", "https://a.example/#x", "https://u:p@a.example",
            "https://a b.example", "ftp://a.example", "a.example", "",
        ])
    func baseURL(text: String) throws {
        let error = #expect(throws: ImportError.self) { try SiteExportOrder.baseURL(text) }
        let said = error.map { "\($0)" } ?? ""
        #expect(said.hasPrefix("--base-url “\(text)” will not do: ") && said.hasSuffix("https://magazine.example."), "\(said)")
        #expect(try SiteExportOrder.baseURL("HTTPS://Mirror.Example/") == "https://mirror.example")
    }

    @Test(
        "an address with another path than the magazine's is refused, and nothing is left of the run; with its path it is taken")
    func otherPath() async throws {
        let magazine = try await StaticExportTests.magazine()
        let error = await #expect(throws: ImportError.self) {
            try await magazine.exportingSite(baseURL: "https://mirror.example/mag")
        }
        #expect(error.map { "\($0)" }?.hasSuffix("Give it as https://mirror.example.") == true, "\(String(describing: error))")
        #expect(!FileManager.default.fileExists(atPath: magazine.folder[".out.stet-part"]))
        try magazine.set([("base_url", "https://old.example/mag")])
        let run = try await magazine.exportingSite(baseURL: "https://mirror.example/mag/")
        #expect(run.exit == .success, "\(run.report)")
        let front = String(decoding: try magazine.folder.contents(of: "out")["mag/index.html"] ?? [], as: UTF8.self)
        #expect(front.contains("https://mirror.example/mag/") && !front.contains("https://old.example"))
    }

    @Test("where the notes are lost the address and the choice of cards are found beside them, and otherwise asked for")
    func lostNotes() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite(baseURL: "https://mirror.example", drawsCards: false)
        let first = try magazine.folder.contents(of: "out")
        func isAsBefore() throws -> Bool {
            let notes: Set<String> = [".stet/state", ".stet/lock"]
            return try magazine.folder.contents(of: "out").filter { !notes.contains($0.key) }
                == first.filter { !notes.contains($0.key) }
        }
        for damage in ["", "stetexp3", String(repeating: "\0", count: 20_000)] {
            try magazine.folder.write(damage, to: "out/.stet/state")
            let said = try await refusedProof(magazine)
            #expect(said.contains("cannot be read: stet export site makes them anew"), "\(said)")
            let run = try await magazine.exportingSite()
            #expect(
                run.report.hasSuffix(
                    "The notes of earlier runs could not be read: every file was made again.\n"
                        + "It is made as before with --base-url https://mirror.example --no-cards.\n"), "\(run.report)")
            #expect(try isAsBefore())
        }
        try FileManager.default.removeItem(atPath: magazine.folder["out/.stet/state"])
        _ = try await magazine.exportingSite()
        #expect(try isAsBefore())
        for file in ["state", "choices"] { try FileManager.default.removeItem(atPath: magazine.folder["out/.stet/\(file)"]) }
        let asked = try await magazine.exportingSite()
        #expect(asked.report.contains("give them again where this export had them"), "\(asked.report)")
        _ = try await magazine.exportingSite(baseURL: "https://mirror.example", drawsCards: false)
        #expect(try isAsBefore())
    }

    private func refusedProof(_ magazine: TemporaryMagazine) async throws -> String {
        let error = await #expect(throws: ImportError.self) { try await magazine.exportingSite(isProof: true) }
        return error.map { "\($0)" } ?? ""
    }

    @Test("what means a pattern to hosts is encoded in their list of redirects, in the path and not in the host")
    func patterns() async throws {
        let magazine = try await StaticExportTests.magazine()
        try await magazine.store.write { transaction in
            for (from, to) in [
                ("/a*/", "/b:c/"), ("/talk:one/", "https://elsewhere.example:8080/x:y*?at=10:30#top"),
                ("/caf%C3%A9/x%20y/", "/über uns/#wir"),
                ("/plain/", "https://elsewhere.example:8080"),
            ] {
                guard let permalink = Permalink(from) else { throw ImportError.unreadable(from) }
                try transaction.claim(permalink, for: .redirect(to))
            }
        }
        _ = try await magazine.exportingSite()
        let redirects = String(decoding: try magazine.folder.contents(of: "out")["_redirects"] ?? [], as: UTF8.self).split(
            separator: "\n")
        for line in [
            "/a%2A/ /b%3Ac/ 301", "/talk%3Aone/ https://elsewhere.example:8080/x%3Ay%2A?at=10%3A30#top 301",
            "/caf%C3%A9/x%20y/ /%C3%BCber%20uns/#wir 301", "/plain/ https://elsewhere.example:8080 301",
        ] {
            #expect(redirects.contains(Substring(line)), "\(line): \(redirects)")
        }
    }
}
