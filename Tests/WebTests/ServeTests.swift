import Foundation
import Glibc
import Storage
import TestSupport
import Testing

@Suite("stet serve")
struct ServeTests {
    @Test("an answer carries the security headers and no cookie, whatever was asked for")
    func headers() async throws {
        let magazine = try await magazine()
        try await ServingProcess.run(magazine.directory.path) { server in
            for path in [
                "/", "/2020/01/item-1/", "/feed/", "/sitemap.xml", "/robots.txt", "/wp-content/uploads/2020/01/a.gif",
                "/nowhere/", "/?p=1", "/%",
            ] {
                let answer = try #require(try await server.get(path))
                let policy = try #require(answer["content-security-policy"])
                #expect(
                    policy.contains("default-src 'none'") && policy.contains("script-src 'none'")
                        && policy.replacing("style-src-attr 'unsafe-inline'", with: "").contains("unsafe") == false, "\(path)")
                #expect(answer["x-content-type-options"] == "nosniff", "\(path)")
                #expect(answer["referrer-policy"] == "strict-origin-when-cross-origin", "\(path)")
                #expect(answer["set-cookie"] == nil, "\(path)")
            }
        }
    }

    @Test("a sentence where no page can be made is in the magazine's language, and says which that is")
    func sentences() async throws {
        let folder = try TemporaryFolder()
        var export = WXRText([.post(1, "Uno")])
        export.language = "es"
        let file = try folder.write(export.text, to: "export.xml")
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", file, "--data", folder["magazine"]])
        #expect(ending.code == 0, "\(ending)")
        try await ServingProcess.run(folder["magazine"]) { server in
            _ = try await server.get("/")
            let answer = try #require(try await server.get("/%"))
            #expect(answer.status == 400 && answer.text == "Esto no es una dirección.\n")
            #expect(answer["content-language"] == "es" && answer["content-type"] == "text/plain; charset=utf-8")
        }
    }

    @Test("an answer is the same whatever host the request names")
    func hosts() async throws {
        let magazine = try await magazine()
        try await ServingProcess.run(magazine.directory.path) { server in
            for path in [
                "/", "/2020/01/item-1/", "/feed/", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/2020/01/item-1", "/?p=1",
                "/nowhere/", "//x//",
            ] {
                let plain = try #require(try await server.get(path))
                let poisoned = try #require(
                    try await server.get(
                        path,
                        headers: """
                            Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: gopher\r\n\
                            X-Host: evil.example\r\nX-Original-URL: /evil\r\nForwarded: host=evil.example
                            """))
                #expect(
                    plain.status == poisoned.status && plain.body == poisoned.body && plain["location"] == poisoned["location"],
                    "\(path)")
                #expect(!poisoned.text.contains("evil") && poisoned["location"]?.contains("evil") != true, "\(path)")
            }
        }
    }

    @Test("HEAD answers as GET does, without a body; other methods are refused")
    func methods() async throws {
        let magazine = try await magazine()
        try await ServingProcess.run(magazine.directory.path) { server in
            let page = try #require(try await server.get("/"))
            let head = try await withRawConnection(server.port) { connection in
                connection.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                return String(decoding: connection.rest(), as: UTF8.self)
            }
            #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n") && head.hasSuffix("\r\n\r\n"))
            #expect(head.lowercased().contains("content-length: \(page.body.count)\r\n"))
            for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"] {
                let answer = try await withRawConnection(server.port) { connection in
                    connection.send("\(method) / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    return connection.answer()
                }
                #expect(answer?.status == 405 || answer?.status == 501, "\(method)")
            }
        }
    }

    @Test("a file of the uploads is served with its type, in parts where they are asked for")
    func uploads() async throws {
        let magazine = try await magazine()
        try await ServingProcess.run(magazine.directory.path) { server in
            let file = try #require(try await server.get("/wp-content/uploads/2020/01/a.gif"))
            #expect(file.status == 200 && file["content-type"] == "image/gif" && file.text.hasPrefix("GIF89a"))
            let part = try #require(
                try await server.get("/wp-content/uploads/2020/01/a.gif", headers: "Host: x\r\nRange: bytes=0-5"))
            #expect(part.status == 206 && part.text == "GIF89a")
            let again = try #require(
                try await server.get(
                    "/wp-content/uploads/2020/01/a.gif", headers: "Host: x\r\nIf-None-Match: \(file["etag"] ?? "")"))
            #expect(again.status == 304)
        }
    }

    @Test("a directory that is served cannot be served a second time")
    func twice() async throws {
        let magazine = try await magazine()
        try await ServingProcess.run(magazine.directory.path) { server in
            let second = try await ChildProcess.run(
                ChildProcess.stet, ["serve", "--data", magazine.directory.path, "--port", "0"])
            #expect(second.code == 3 && second.output == "")
            #expect(
                second.error.hasPrefix("\(magazine.directory.path) is in use by another stet")
                    && second.error.count(where: \.isNewline) == 1)
            #expect(try await server.get("/")?.status == 200)
        }
    }

    @Test("a port that is taken gives one sentence, and the magazine is as before")
    func portInUse() async throws {
        let magazine = try await magazine()
        try await ServingProcess.run(magazine.directory.path) { server in
            let other = try await self.magazine()
            let ending = try await ChildProcess.run(
                ChildProcess.stet, ["serve", "--data", other.directory.path, "--port", String(server.port)])
            #expect(ending.code == 3)
            #expect(
                ending.error.hasPrefix("port \(server.port) on 127.0.0.1 is taken") && ending.error.count(where: \.isNewline) == 1
            )
            let check = try await ChildProcess.run(ChildProcess.stet, ["check", "--data", other.directory.path])
            #expect(check.code == 0)
        }
    }

    @Test("a folder that is no data directory is refused with one sentence, and stays empty")
    func noDirectory() async throws {
        let folder = try TemporaryFolder()
        for command in ["serve", "check"] {
            let ending = try await ChildProcess.run(ChildProcess.stet, [command, "--data", folder["nothing"]])
            #expect(
                ending.code == 3 && ending.error.contains("is not a data directory of Stet")
                    && ending.error.count(where: \.isNewline) == 1)
        }
        #expect(try folder.contents() == [:] && !FileManager.default.fileExists(atPath: folder["nothing"]))
    }

    @Test("SIGTERM during requests finishes what is in flight, and leaves one whole database")
    func terminated() async throws {
        let magazine = try await magazine()
        let process = try await ServingProcess.run(magazine.directory.path) { server in
            let (begun, begin) = AsyncStream.makeStream(of: Void.self)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await withRawConnection(server.port) { connection in
                            var answered = 0
                            for _ in 0..<10_000 {
                                connection.send("GET /2020/01/item-1/ HTTP/1.1\r\nHost: x\r\n\r\n")
                                guard let answer = connection.answer() else { break }
                                guard answer.status == 200, answer.text.hasSuffix("</html>\n") else { return -1 }
                                answered += 1
                                if answered == 1 { begin.yield() }
                            }
                            return answered
                        }
                    }
                }
                // Everybody has been answered once, and asks on.
                _ = await begun.dropFirst(7).first { _ in true }
                server.process.send(SIGTERM)
                for try await answered in group { #expect(answered > 0) }
            }
            return server.process
        }
        #expect(await process.ending().code == 0)
        #expect(await process.ending().error == "")
        let log = FileManager.default.contents(atPath: magazine.directory.path + "/stet.sqlite-wal") ?? Data()
        #expect(log.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: magazine.directory.socket))
        let check = try await ChildProcess.run(ChildProcess.stet, ["check", "--data", magazine.directory.path])
        #expect(check.code == 0 && check.output.hasPrefix("All is well"))
    }

    @Test("a server that was killed can be started again, and takes commands again")
    func killed() async throws {
        let magazine = try await magazine()
        try await ServingProcess.run(magazine.directory.path) { server in
            server.process.send(SIGKILL)
            _ = await server.process.ending()
        }
        try await ServingProcess.run(magazine.directory.path) { server in
            #expect(try await server.get("/")?.status == 200)
            let check = try await ChildProcess.run(ChildProcess.stet, ["check", "--data", magazine.directory.path])
            #expect(check.code == 0 && check.output.hasPrefix("All is well"))
        }
    }

    @Test(
        "a directory that a newer Stet wrote is refused by every command, with one sentence",
        arguments: ["serve", "check", "import"])
    func newerVersion(_ command: String) async throws {
        let magazine = try TemporaryMagazine()
        let export = try magazine.folder.write(WXRText([.post(1)]).text, to: "export.xml")
        try magazine.store.writeWaiting { try $0.connection.run("INSERT INTO schema_version (version) VALUES (99)") }
        try magazine.close()
        let words = command == "import" ? ["import", "wordpress", export] : [command]
        let ending = try await ChildProcess.run(ChildProcess.stet, words + ["--data", magazine.directory.path])
        #expect(ending.code == 3 && ending.output == "")
        #expect(ending.error.contains("was written by a newer Stet") && ending.error.count(where: \.isNewline) == 1)
    }

    @Test("a new magazine is made once; STET_DATA says where as well as --data does")
    func new() async throws {
        let folder = try TemporaryFolder()
        func stet(_ command: String) async throws -> ChildProcess.Ending {
            try await ChildProcess.run("/usr/bin/env", ["STET_DATA=" + folder["magazine"], ChildProcess.stet, command])
        }
        #expect(try await stet("new").code == 0)
        let again = try await stet("new")
        #expect(again.code == 3 && again.error.contains("is a data directory already"))
        #expect(try await stet("check").output.hasPrefix("All is well: 0 articles"))
    }

    /// A magazine on disk, with an article and a picture; no process works on it.
    private func magazine() async throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        let export = WXRText([.attachment(5, "a.gif", alt: "A"), .post(1, "One") { $0.meta = [("_thumbnail_id", "5")] }])
        try await magazine.importing(export.text, uploads: magazine.folder["uploads"])
        try magazine.close()
        return magazine
    }
}
