import Content
import Foundation
import Glibc
import Storage
import TestSupport
import Testing

/// The real program with a real server that is killed, restarted and shared.
@Suite("A magazine on a PostgreSQL server")
struct PostgresServeTests {
    @Test("an import under which the server is killed ends in a sentence; run again it goes on, and nothing is lost or twice")
    func killedUnderImport() async throws {
        var settings = PostgresServer.Settings()
        settings.isDurable = true
        let server = try PostgresServer(settings)
        let folder = try TemporaryFolder()
        let items = (1...4000).map { (id: Int) -> WXRText.Item in
            .post(id, "Headline \(id)", body: "Some words of article \(id).")
        }
        let export = try folder.write(WXRText(items).text, to: "export.xml")
        let command = ["import", "wordpress", export, "--data", folder["magazine"], "--database", server.address()]
        var stopped = 0
        for _ in 0..<3 {
            let process = try ChildProcess(ChildProcess.stet, command)
            try await onThread {
                usleep(UInt32.random(in: 700_000...1_500_000))
                server.kill9()
                usleep(100_000)
                try server.start()
            }
            let ending = await process.ending()
            guard ending.code != 0 else { continue }
            stopped += 1
            #expect(ending.code == 1 || ending.code == 3, "\(ending)")
            let lines = ending.error.split(separator: "\n").filter { !$0.hasPrefix("Importing: ") && !$0.hasPrefix("Reading: ") }
            let told = (lines.map(String.init) + [ending.output]).joined()
            #expect(told.contains("The database server "), "\(ending)")
            let store = try Store(.server(PostgresAddress(server.address())))
            #expect(try store.readWaiting { try $0.problems() } == [])
            try store.close()
        }
        let last = try await ChildProcess.run(ChildProcess.stet, command)
        #expect(last.code == 0, "\(last)")
        #expect(last.output.contains("articles   4000      4000"), "\(last.output)")
        let check = try await ChildProcess.run(
            ChildProcess.stet, ["check", "--data", folder["magazine"], "--database", server.address()])
        #expect(check.output.contains("4000 articles"), "\(check)")
    }

    @Test("pages answer during restarts of the server; while it is away they say so with 503, and answer again by themselves")
    func restart() async throws {
        let server = try PostgresServer()
        let magazine = try TemporaryFolder()
        let export = try magazine.write(WXRText([.post(1, "One")]).text, to: "export.xml")
        let database = ["--database", server.address()]
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", export, "--data", magazine["data"]] + database)
        #expect(ending.code == 0, "\(ending)")
        try await ServingProcess.run(magazine["data"], options: database) { serving in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        for _ in 0..<60 {
                            let page = try await serving.get("/2020/01/item-1/")
                            #expect(page?.status == 200)
                        }
                    }
                }
                try await onThread {
                    for _ in 0..<2 {
                        usleep(50_000)
                        try server.restart(.fast)
                        usleep(50_000)
                        server.kill9()
                        try server.start()
                    }
                }
                try await group.waitForAll()
            }
            try server.stop()
            // What was made already is right as long as nobody can write.
            #expect(try await serving.get("/2020/01/item-1/")?.status == 200)
            let away = try #require(try await serving.get("/2020/01/"))
            #expect(away.status == 503 && away.text.contains("try again in a while"))
            try server.start()
            #expect(try await serving.get("/2020/01/item-1/")?.status == 200)
        }
    }

    @Test("two servers share one database and one folder: what one command brings in, both show")
    func shared() async throws {
        let schema = try PostgresServer.shared().makeSchema()
        let folder = try TemporaryFolder()
        let options = ["--database", schema.address]
        #expect(try await ChildProcess.run(ChildProcess.stet, ["new", "--data", folder["data"]] + options).code == 0)
        try await ServingProcess.run(folder["data"], options: options) { one in
            try await ServingProcess.run(folder["data"], options: options) { other in
                let export = try folder.write(WXRText([.post(1, "Fresh words")]).text, to: "export.xml")
                let ending = try await ChildProcess.run(
                    ChildProcess.stet, ["import", "wordpress", export, "--data", folder["data"]] + options)
                #expect(ending.code == 0, "\(ending)")
                for server in [one, other] {
                    let front = try await server.get("/")
                    #expect(front?.text.contains("Fresh words") == true)
                }
            }
        }
        let again = try await ChildProcess.run(ChildProcess.stet, ["new", "--data", folder["data"]] + options)
        #expect(again.code == 3 && again.error.contains("holds a magazine already"))
    }

    @Test("an address without a magazine, and one that is none, are told in a sentence without a password")
    func refused() async throws {
        let schema = try PostgresServer.shared().makeSchema()
        let folder = try TemporaryFolder()
        func serve(_ address: String) async throws -> ChildProcess.Ending {
            try await ChildProcess.run(
                ChildProcess.stet, ["serve", "--data", folder["data"], "--port", "0", "--database", address])
        }
        let empty = try await serve(schema.address)
        #expect(empty.code == 3 && empty.error.contains("holds no magazine yet"))
        let wrong = try await serve("postgres://stet:secret@127.0.0.1/magazine?sslmoode=require")
        #expect(wrong.code == 2 && wrong.error.contains("sslmoode") && !wrong.error.contains("secret"))
    }

    @Test(
        "a magazine that is copied to a server, and back, answers every address with the same bytes",
        .enabled(if: SharedMaterial.isAtHand, "the material beside the project is not here (STET_SHARED)"))
    func copied() async throws {
        let original = try TemporaryMagazine()
        try await original.importing(
            files: [SharedMaterial.path("wxr/theme-test-data/themeunittestdata.wordpress.xml")],
            uploads: SharedMaterial.path("wxr/media-theme-test-data"))
        let base = try original.store.readWaiting { try $0.publication().baseURL }
        let addresses = try original.store.writeWaiting { try $0.connection.rows("SELECT key FROM address") { $0.text(0) } }
        let before = try await Crawl(original, base: base, besides: addresses).answers
        #expect(before.count > 200)
        try original.close()

        let schema = try PostgresServer.shared().makeSchema()
        let (home, back) = (original.directory.path, original.folder["back"])
        let there = try await ChildProcess.run(ChildProcess.stet, ["copy", "--from", home, "--to", schema.address])
        #expect(there.code == 0 && there.output.contains("are the same in both"), "\(there)")
        let again = try await ChildProcess.run(ChildProcess.stet, ["copy", "--from", home, "--to", schema.address])
        #expect(again.code == 3 && again.error.contains("holds a magazine already"), "\(again)")
        let home2 = try await ChildProcess.run(
            ChildProcess.stet, ["copy", "--from", schema.address, "--to", back, "--files", home])
        #expect(home2.code == 0, "\(home2)")
        for directory in [
            DataDirectory(home, database: .server(try PostgresAddress(schema.address))), DataDirectory(back),
        ] {
            let copy = try TemporaryMagazine(of: directory)
            #expect(try copy.problems() == [])
            let after = try await Crawl(copy, base: base, besides: addresses).answers
            #expect(after.keys.sorted() == before.keys.sorted())
            for (address, page) in after where before[address] != page {
                #expect(Bool(false), "\(address) answers otherwise in \(directory.database)")
            }
            try copy.close()
        }
    }
}
