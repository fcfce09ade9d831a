import Content
import Editorial
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite("Files of a run that was killed")
struct KilledExportTests {
    @Test("a run that is killed at any moment is completed by the next; a first one is not seen before")
    func killed() async throws {
        let magazine = try await StaticExportTests.magazine()
        let directory = magazine.directory
        try magazine.close()
        let out = magazine.folder["out"]
        var chance = Chance(seed: UInt64.random(in: 1...1_000_000))
        let seed = chance.seed
        let arguments = ["export", "site", "--data", directory.path, "--to", out]
        for step in 1...6 {
            let run = try ChildProcess(ChildProcess.stet, arguments)
            try await Task.sleep(for: .milliseconds(Int.random(in: 50...900, using: &chance)))
            run.send(SIGKILL)
            _ = await run.ending()
            if step == 1 || step == 4 {
                if FileManager.default.fileExists(atPath: out) {
                    #expect(FileManager.default.fileExists(atPath: out + "/index.html"), "seed \(seed), step \(step)")
                }
                let ending = try await ChildProcess.run(ChildProcess.stet, arguments)
                #expect(ending.code == 0, "seed \(seed), step \(step): \(ending.error)")
            }
            let open = try TemporaryMagazine(of: directory)
            if step == 1 || step == 4 {
                try await open.expectFresh("seed \(seed), step \(step)", out: out)
            }
            _ = try await open.editingAtRandom(&chance)
            try open.close()
        }
        #expect(try await ChildProcess.run(ChildProcess.stet, arguments).code == 0)
        let proof = try await ChildProcess.run(ChildProcess.stet, ["export", "verify", out, "--data", directory.path])
        #expect(proof.code == 0, "seed \(seed): \(proof.output)")
    }

    @Test("--follow writes what a running server is given, as soon as it has it")
    func follow() async throws {
        let magazine = try await StaticExportTests.magazine()
        let directory = magazine.directory
        try magazine.close()
        let out = magazine.folder["out"]
        try await ServingProcess.run(directory.path) { server in
            let follow = try ChildProcess(
                ChildProcess.stet, ["export", "site", "--data", directory.path, "--to", out, "--follow"])
            #expect(try await follow.hasWritten("written"))
            let set = try await ChildProcess.run(
                ChildProcess.stet, ["settings", "set", "name", "The Harbour Post", "--data", directory.path])
            #expect(set.code == 0)
            var front = ""
            for _ in 0..<600 where !front.contains("The Harbour Post") {
                try await Task.sleep(for: .milliseconds(50))
                front = String(decoding: FileManager.default.contents(atPath: out + "/index.html") ?? Data(), as: UTF8.self)
            }
            #expect(front.contains("The Harbour Post"))
            follow.send(SIGINT)
            #expect(await follow.ending().code == 0)
            #expect(try await server.get("/")?.status == 200)
        }
    }

    @Test("--follow without a server looks without taking the directory, and keeps no command from it")
    func followAlone() async throws {
        let magazine = try await StaticExportTests.magazine()
        let directory = magazine.directory
        try magazine.close()
        let out = magazine.folder["out"]
        let follow = try ChildProcess(
            ChildProcess.stet, ["export", "site", "--data", directory.path, "--to", out, "--follow"])
        #expect(try await follow.hasWritten("written"))
        for number in 1...8 {
            let set = try await ChildProcess.run(
                ChildProcess.stet, ["article", "edit", "item-3", "--standfirst", "Words \(number).", "--data", directory.path])
            #expect(set.code == 0, "\(set)")
        }
        var page = ""
        for _ in 0..<600 where !page.contains("Words 8.") {
            try await Task.sleep(for: .milliseconds(50))
            let file = FileManager.default.contents(atPath: out + "/2020/01/item-3/index.html")
            page = String(decoding: file ?? Data(), as: UTF8.self)
        }
        #expect(page.contains("Words 8."))
        // Whoever takes the directory sweeps away what a killed process left there: when all is written, that lies where it lies.
        var isLeftAlone = false
        for _ in 0..<20 where !isLeftAlone {
            let left = try magazine.folder.write("half", to: "magazine/files/ab/.new-left")
            try await Task.sleep(for: .seconds(2))
            isLeftAlone = FileManager.default.fileExists(atPath: left)
        }
        #expect(isLeftAlone)
        follow.send(SIGINT)
        #expect(await follow.ending().code == 0)
    }
}
