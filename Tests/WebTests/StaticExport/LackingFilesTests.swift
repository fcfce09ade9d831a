import Content
import Editorial
import Foundation
import Media
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Files that an export could not have", .everyEngine)
struct LackingFilesTests {
    /// An article with a picture, and a file that is no picture.
    private func magazine() async throws -> TemporaryMagazine {
        let folder = try TemporaryFolder()
        try folder.write(try await SmallFiles.picture(width: 1100), to: "uploads/2020/01/quay.jpg")
        try folder.write("High water at noon.", to: "uploads/2020/01/tides.txt")
        let magazine = try await TemporaryMagazine(
            WXRText([
                .attachment(21, "quay.jpg", alt: "The quay"), .attachment(22, "tides.txt"),
                .post(1, "Quay") { $0.meta = [("_thumbnail_id", "21")] }, .post(2, "Tides"),
            ]), uploads: folder["uploads"])
        return withExtendedLifetime(folder) { magazine }
    }

    /// What was kept of pictures is made anew from originals that are there.
    private func hide(_ magazine: TemporaryMagazine) throws {
        try FileManager.default.moveItem(atPath: magazine.directory.files, toPath: magazine.folder["hidden"])
        try FileManager.default.createDirectory(atPath: magazine.directory.files, withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: magazine.directory.renditions)
    }

    private func bringBack(_ magazine: TemporaryMagazine) throws {
        try FileManager.default.removeItem(atPath: magazine.directory.files)
        try FileManager.default.moveItem(atPath: magazine.folder["hidden"], toPath: magazine.directory.files)
    }

    @Test("each run tries again what it could not read, says so, and has it as soon as it is there")
    func again() async throws {
        let magazine = try await magazine()
        try hide(magazine)
        for run in 1...3 {
            let result = try await magazine.exportingSite()
            #expect(result.exit == .incomplete, "run \(run)")
            #expect(result.report.contains("/wp-content/uploads/2020/01/tides.txt: its file cannot be read"), "\(result.report)")
            #expect(result.report.contains("/wp-content/uploads/2020/01/quay.jpg: "), "\(result.report)")
            #expect(result.report.contains(".webp: "), "\(result.report)")
            #expect(try magazine.folder.contents(of: "out")["wp-content/uploads/2020/01/tides.txt"] == nil)
        }
        let proof = try await magazine.exportingSite(isProof: true)
        #expect(proof.exit == .incomplete && proof.report.contains("tides.txt"), "\(proof.report)")
        try bringBack(magazine)
        let mended = try await magazine.exportingSite()
        #expect(mended.exit == .success, "\(mended.report)")
        #expect(
            try magazine.folder.contents(of: "out")["wp-content/uploads/2020/01/tides.txt"] == Array("High water at noon.".utf8))
        try await magazine.expectFresh("after originals came back", least: 30)
        #expect(try await magazine.exportingSite().report.hasSuffix("is up to date.\n"))
        #expect(try await magazine.exportingSite(isProof: true).exit == .success)
    }

    @Test("forms of a picture that were made late go with the page that names them")
    func formsGo() async throws {
        let magazine = try await magazine()
        try hide(magazine)
        _ = try await magazine.exportingSite()
        try bringBack(magazine)
        _ = try await magazine.exportingSite()
        func forms() throws -> [String] {
            try magazine.folder.contents(of: "out").keys.filter { $0.hasPrefix("images/") && $0.hasSuffix(".webp") }
        }
        #expect(try !forms().isEmpty)
        try await magazine.editing("item-1") { $0.pictureID = nil }
        _ = try await magazine.exportingSite()
        try await magazine.expectFresh("after the picture was taken away", least: 30)
    }

    @Test("copies that are there stay where the originals cannot be read, also with --whole")
    func copiesStay() async throws {
        let magazine = try await magazine()
        _ = try await magazine.exportingSite()
        try hide(magazine)
        let whole = try await magazine.exportingSite(isWhole: true)
        #expect(!whole.report.contains("tides.txt"), "\(whole.report)")
        #expect(
            try magazine.folder.contents(of: "out")["wp-content/uploads/2020/01/tides.txt"] == Array("High water at noon.".utf8))
        try bringBack(magazine)
        _ = try await magazine.exportingSite()
        try await magazine.expectFresh("after originals came back", least: 30)
    }
}
