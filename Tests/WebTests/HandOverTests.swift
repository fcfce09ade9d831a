import Foundation
import Glibc
import Storage
import TestSupport
import Testing

@Suite("Commands while a server owns the directory")
struct HandOverTests {
    @Test("an import goes through the server: its ledger comes back, and its article is at once on the front page")
    func importing() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1, "One")]))
        try magazine.close()
        let second = try magazine.folder.write(WXRText([.post(1, "One"), .post(2, "Two, fresh")]).text, to: "second.xml")
        try await ServingProcess.run(magazine.directory.path) { server in
            #expect(try await server.get("/")?.text.contains("Two, fresh") == false)
            let ledger = magazine.folder["handed.json"]
            let ending = try await ChildProcess.run(
                ChildProcess.stet, ["import", "wordpress", second, "--data", magazine.directory.path, "--ledger", ledger])
            #expect(ending.code == 0 && ending.error == "")
            #expect(ending.output.contains("articles") && ending.output.contains("all of it went in"))
            #expect(try LedgerJSON(path: ledger).totals["article"]?["imported"] == 2)
            #expect(try await server.get("/")?.text.contains("Two, fresh") == true)
            #expect(try await server.get("/2020/01/item-2/")?.status == 200)
        }
    }

    @Test("what an import says is the same through a server and without one")
    func sameOutput() async throws {
        let (alone, served) = (try TemporaryMagazine(), try TemporaryMagazine())
        try alone.close()
        try served.close()
        let export = try alone.folder.write(WXRText([.post(1), .post(1, "Another")]).text, to: "export.xml")
        func command(_ magazine: TemporaryMagazine) -> [String] {
            ["import", "wordpress", export, "--data", magazine.directory.path]
        }
        let first = try await ChildProcess.run(ChildProcess.stet, command(alone))
        let second = try await ServingProcess.run(served.directory.path) { _ in
            try await ChildProcess.run(ChildProcess.stet, command(served))
        }
        #expect(first.code == 1 && second.code == 1)
        #expect(first.output == second.output)
    }

    @Test("a file that cannot be read is refused through a server as it is without one")
    func refusal() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        try magazine.close()
        let bad = try magazine.folder.write("no export", to: "bad.xml")
        try await ServingProcess.run(magazine.directory.path) { server in
            let ending = try await ChildProcess.run(
                ChildProcess.stet, ["import", "wordpress", bad, "--data", magazine.directory.path])
            #expect(ending.code == 3 && ending.error.hasPrefix("\(bad):1: this is not XML"))
            #expect(ending.output == "" && ending.error.count(where: \.isNewline) == 1)
            #expect(try await server.get("/")?.status == 200)
        }
    }

    @Test("a setting goes through the server: the next page has it, and what cannot be is refused with exit code 2")
    func settings() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1, "One")]))
        try magazine.close()
        func settings(_ arguments: String...) async throws -> ChildProcess.Ending {
            try await ChildProcess.run(ChildProcess.stet, ["settings"] + arguments + ["--data", magazine.directory.path])
        }
        try await ServingProcess.run(magazine.directory.path) { server in
            let set = try await settings("set", "name", "The Harbour Post")
            #expect(set.code == 0 && set.output.hasPrefix("name is “The Harbour Post” now"))
            #expect(try await server.get("/")?.text.contains("<title>The Harbour Post</title>") == true)
            let get = try await settings("get", "name")
            #expect(get.code == 0 && get.output == "The Harbour Post\n")
            let refused = try await settings("set", "cards_per_page", "0")
            #expect(refused.code == 2 && refused.output == "" && refused.error.contains("from 1 to 100"))
            let unknown = try await settings("set", "nam", "x")
            #expect(unknown.code == 2 && unknown.error.contains("did you mean ‘name’?"))
        }
        // And with nobody there.
        #expect(try await settings("unset", "name").code == 0)
        let listed = try await settings("list", "--json")
        #expect(listed.code == 0 && listed.output.contains("\"value\" : \"A new magazine\""))
    }

    @Test("a check goes through the server, and finds a file that is gone")
    func check() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        try await magazine.importing(WXRText([.post(1)]).text, uploads: magazine.folder["uploads"])
        try magazine.close()
        try await ServingProcess.run(magazine.directory.path) { _ in
            let well = try await ChildProcess.run(ChildProcess.stet, ["check", "--data", magazine.directory.path])
            #expect(well.code == 0 && well.output.hasPrefix("All is well: 1 article"))
            for name in try magazine.folder.contents(of: "magazine/files").keys {
                try FileManager.default.removeItem(atPath: magazine.directory.files + "/" + name)
            }
            let ill = try await ChildProcess.run(ChildProcess.stet, ["check", "--data", magazine.directory.path])
            #expect(ill.code == 1 && ill.output.contains("The file served at /wp-content/uploads/2020/01/a.gif is missing"))
        }
    }

    @Test("an import whose terminal is closed stops, and the server serves on and takes the next")
    func clientGone() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.close()
        let items = (1...1500).map { (id: Int) -> WXRText.Item in .post(id, "Headline \(id)") }
        let export = try magazine.folder.write(WXRText(items).text, to: "export.xml")
        try await ServingProcess.run(magazine.directory.path) { server in
            let client = try ChildProcess(ChildProcess.stet, ["import", "wordpress", export, "--data", magazine.directory.path])
            try await Task.sleep(for: .milliseconds(400))
            client.send(SIGKILL)
            _ = await client.ending()
            #expect(try await server.get("/")?.status == 200)
            let next = try await ChildProcess.run(
                ChildProcess.stet, ["import", "wordpress", export, "--data", magazine.directory.path])
            #expect(next.code == 0)
            #expect(try await server.get("/?p=1500")?["location"] == "/2020/01/item-1500/")
        }
    }

    @Test("rubbish on the socket is answered or dropped, and harms nothing")
    func rubbish() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        try magazine.close()
        try await ServingProcess.run(magazine.directory.path) { server in
            for line in ["\n", "{}\n", "[1,2]\n", "{\"check\":", String(repeating: "x", count: 2_000_000) + "\n"] {
                try await onThread { try send(line, to: magazine.directory.socket) }
            }
            let check = try await ChildProcess.run(ChildProcess.stet, ["check", "--data", magazine.directory.path])
            #expect(check.code == 0)
            #expect(try await server.get("/")?.status == 200)
        }
    }

    @Test("the socket is its owner's alone")
    func permissions() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)]))
        try magazine.close()
        try await ServingProcess.run(magazine.directory.path) { _ in
            var status = stat()
            #expect(stat(magazine.directory.socket, &status) == 0)
            #expect(status.st_mode & 0o077 == 0)
        }
    }
}

/// Writes to a socket and hangs up.
private func send(_ text: String, to path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
    let connected = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    guard connected == 0 else { throw CocoaError(.fileReadUnknown) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent > 0 else { return }
        rest = rest.dropFirst(sent)
    }
}
