import Foundation
import Storage
import TestSupport
import Testing

@Suite("A full disk")
struct FullDiskTests {
    @Test(
        "an import fails with one sentence, leaves the magazine whole, and ends well once there is room",
        .enabled(if: SmallDisk.canBeMade, "only root may mount a small disk, and not everywhere"))
    func importing() async throws {
        let folder = try TemporaryFolder()
        let small = try folder.write(WXRText([.post(100_001, "Before")]).text, to: "small.xml")
        let items = (1...1200).map { (id: Int) -> WXRText.Item in
            .post(id, "Headline \(id)", body: String(repeating: "word ", count: 600))
        }
        let large = try folder.write(WXRText([.post(100_001, "Before")] + items).text, to: "large.xml")
        try await SmallDisk.run(megabytes: 3) { disk in try await fill(disk, small: small, large: large) }
    }

    private func fill(_ disk: SmallDisk, small: String, large: String) async throws {
        func command(_ export: String) -> [String] { ["import", "wordpress", export, "--data", disk.path + "/magazine"] }
        #expect(try await ChildProcess.run(ChildProcess.stet, command(small)).code == 0)

        let ending = try await ChildProcess.run(ChildProcess.stet, command(large))
        #expect(ending.code == 1, "\(ending)")
        let told = ending.output + ending.error
        #expect(told.contains("disk is full") && sentences(in: told) == 1, "\(told)")
        try await disk.grow(megabytes: 60)
        let check = try await ChildProcess.run(ChildProcess.stet, ["check", "--data", disk.path + "/magazine"])
        #expect(check.code == 0, "\(check.output)")

        let again = try await ChildProcess.run(ChildProcess.stet, command(large))
        #expect(again.code == 0 && again.output.contains("all of it went in"), "\(again)")
    }

    /// Lines that do not say how far the work is.
    private func sentences(in text: String) -> Int { text.split(separator: "\n").count { !$0.contains(" %") } }

    @Test(
        "a new magazine for which there is no room is refused with one sentence",
        .enabled(if: SmallDisk.canBeMade, "only root may mount a small disk, and not everywhere"))
    func new() async throws {
        let folder = try TemporaryFolder()
        let export = try folder.write(WXRText([.post(1)]).text, to: "export.xml")
        try await SmallDisk.run(megabytes: 1) { disk in try await begin(on: disk, export) }
    }

    private func begin(on disk: SmallDisk, _ export: String) async throws {
        try Data(count: 1_000_000).write(to: URL(filePath: disk.path + "/filler"))
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", export, "--data", disk.path + "/magazine"])
        #expect(ending.code == 1 || ending.code == 3, "\(ending)")
        let told = ending.output + ending.error
        #expect(told.contains("full") && sentences(in: told) == 1, "\(told)")
        try FileManager.default.removeItem(atPath: disk.path + "/filler")
        let again = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", export, "--data", disk.path + "/magazine"])
        #expect(again.code == 0, "\(again)")
    }
}

/// A disk in memory of a few megabytes.
private struct SmallDisk {
    let path: String

    static let canBeMade =
        FileManager.default.isWritableFile(atPath: "/etc") && FileManager.default.fileExists(atPath: "/usr/bin/mount")
        && ((try? String(contentsOfFile: "/proc/filesystems", encoding: .utf8))?.contains("tmpfs") ?? false)

    /// Mounts it for as long as the body runs.
    static func run(megabytes: Int, _ body: (SmallDisk) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let disk = SmallDisk(path: folder["disk"])
        try FileManager.default.createDirectory(atPath: disk.path, withIntermediateDirectories: true)
        let mounted = try await ChildProcess.run(
            "/usr/bin/mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", disk.path])
        guard mounted.code == 0 else { throw SpawnError(program: "mount", reason: mounted.error) }
        let outcome: Swift.Result<Void, any Error>
        do {
            outcome = .success(try await body(disk))
        } catch {
            outcome = .failure(error)
        }
        _ = try await ChildProcess.run("/usr/bin/umount", [disk.path])
        try outcome.get()
    }

    func grow(megabytes: Int) async throws {
        _ = try await ChildProcess.run("/usr/bin/mount", ["-o", "remount,size=\(megabytes)m", path])
    }
}
