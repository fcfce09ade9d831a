import Foundation
import TestSupport
import Testing

@Suite(
    "The seed", .everyEngine, .enabled(if: SharedMaterial.isAtHand, "the material beside the project is not here (STET_SHARED)"))
struct SeedTests {
    @Test("imported and served by the real program, its front page reads as the listing, byte for byte")
    func served() async throws {
        let folder = try TemporaryFolder()
        let database = try TemporaryDatabase(file: folder["magazine/stet.sqlite"])
        let imported = try await ChildProcess.run(
            ChildProcess.stet,
            [
                "import", "wordpress", SharedMaterial.path("seed/archive.wxr.xml"), "--uploads",
                SharedMaterial.path("seed/uploads"),
                "--data", folder["magazine"],
            ] + database.options)
        #expect(imported.code == 0, "\(imported)")
        try await ServingProcess.run(folder["magazine"], options: database.options) { server in
            let page = try #require(try await server.get("/"))
            #expect(page.status == 200)
            let expected = try String(contentsOfFile: SharedMaterial.path("seed/listing.txt"), encoding: .utf8)
            #expect(ListingText.of(page.text) == expected)
            let judge = try await ChildProcess.run(
                "/usr/bin/env",
                [
                    "python3", SharedMaterial.path("checks/listing.py"), "http://127.0.0.1:\(server.port)/",
                    SharedMaterial.path("seed/listing.txt"),
                ])
            #expect(judge.code == 0, "\(judge.output)\(judge.error)")
        }
    }
}
