import Content
import Foundation
import Media
import Storage
import TestSupport
import Testing

@Suite("stet pictures --unused")
struct UnusedFilesCommandTests {
    private func magazine() async throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        for name in ["shown.gif", "left.gif"] {
            try magazine.folder.write(SmallFiles.gif + Array(name.utf8), to: "uploads/2020/01/\(name)")
        }
        let body = "<img src=\"https://old.example/wp-content/uploads/2020/01/shown.gif\">"
        try await magazine.importing(WXRText([.post(1, body: body)]).text, uploads: magazine.folder["uploads"])
        try magazine.close()
        return magazine
    }

    private func pictures(_ magazine: TemporaryMagazine, _ words: String...) async throws -> ChildProcess.Ending {
        try await ChildProcess.run(ChildProcess.stet, ["pictures"] + words + ["--data", magazine.directory.path])
    }

    private static let left = "/wp-content/uploads/2020/01/left.gif"

    @Test("listing ends with 1, deleting with 0; then nothing is unused, the trash holds it, and it comes back")
    func commands() async throws {
        let magazine = try await magazine()
        let listed = try await pictures(magazine, "--unused")
        #expect(
            listed.code == 1 && listed.output.hasPrefix("1 file that nothing uses, 50 bytes:\n  \(UnusedFilesCommandTests.left)"))
        let deleted = try await pictures(magazine, "--unused", "--delete")
        #expect(deleted.code == 0 && deleted.output.contains(UnusedFilesCommandTests.left), "\(deleted)")
        let after = try await pictures(magazine, "--unused")
        #expect(after.code == 0)
        #expect(try await pictures(magazine, "--trash").output.hasPrefix("1 file in the trash, 50 bytes:\n"))
        let check = try await ChildProcess.run(ChildProcess.stet, ["check", "--data", magazine.directory.path])
        #expect(check.code == 0, "\(check)")
        let restored = try await pictures(magazine, "restore", UnusedFilesCommandTests.left)
        #expect(restored.code == 0 && restored.output == "\(UnusedFilesCommandTests.left) is back.\n")
        #expect(try await pictures(magazine, "restore", UnusedFilesCommandTests.left).code == 3)
    }

    @Test(
        "a wrong command says what is right",
        arguments: [[], ["--delete"], ["--unused", "--trash"], ["--missing-alt", "--delete"]])
    func usage(_ words: [String]) async throws {
        let ending = try await ChildProcess.run(ChildProcess.stet, ["pictures"] + words + ["--data", "/nowhere"])
        #expect(ending.code == 2 && ending.error.contains("--unused"))
    }

    @Test("a server that serves the magazine deletes and restores for the command, and readers see it at once")
    func handedOver() async throws {
        let magazine = try await magazine()
        try await ServingProcess.run(magazine.directory.path) { server async throws in
            #expect(try await server.get(UnusedFilesCommandTests.left)?.status == 200)
            #expect(try await pictures(magazine, "--unused", "--delete").code == 0)
            #expect(try await server.get(UnusedFilesCommandTests.left)?.status == 404)
            #expect(try await server.get("/2020/01/item-1/")?.status == 200)
            #expect(try await pictures(magazine, "restore", UnusedFilesCommandTests.left).code == 0)
            #expect(try await server.get(UnusedFilesCommandTests.left)?.status == 200)
        }
    }

    @Test("a server that starts empties the trash of what is older than thirty days")
    func sweep() async throws {
        let magazine = try await magazine()
        let digest = String(repeating: "ab", count: 32)
        let day: Int64 = 86_400_000
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        for days in [29, 31] as [Int64] {
            try magazine.folder.write("old bytes", to: "magazine/trash/\(digest)-\(now - days * day)")
            try magazine.folder.write("{}", to: "magazine/trash/\(digest)-\(now - days * day).json")
        }
        try await ServingProcess.run(magazine.directory.path) { _ async throws in
            let left = try magazine.folder.contents(of: "magazine/trash").keys.sorted()
            #expect(left == ["\(digest)-\(now - 29 * day)", "\(digest)-\(now - 29 * day).json"])
        }
    }

    @Test("a list of thirty thousand files comes through the server whole")
    func longList() async throws {
        let magazine = try await magazine()
        let store = try Store(magazine.directory.database)
        try store.writeWaiting { transaction in
            for number in 0..<30_000 {
                let hexadecimal = String(number, radix: 16)
                try transaction.save(
                    Upload(
                        path: "/wp-content/uploads/2020/01/a-rather-long-name-\(number).gif",
                        digest: String(repeating: "0", count: 64 - hexadecimal.count) + hexadecimal, size: 7,
                        mediaType: "image/gif", modifiedAt: Timestamp(stored: 0)))
            }
        }
        try store.close()
        try await ServingProcess.run(magazine.directory.path) { _ async throws in
            let ending = try await pictures(magazine, "--unused")
            #expect(ending.code == 1 && ending.output.utf8.count > 2_000_000)
            #expect(ending.output.split(separator: "\n").count == 30_003, "\(ending.output.prefix(300))")
        }
    }
}
