import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Files of two old sites at one address", .everyEngine)
struct OtherSitesFileTests {
    private static let path = "/wp-content/uploads/2020/01/pic.gif"
    private static let here = SmallFiles.gif
    private static let there = SmallFiles.gif + [0x3B]

    private func export(_ site: String, title: String) -> String {
        WXRText(
            [.attachment(5, "pic.gif"), .post(7, title) { $0.link = site + "/\(title.lowercased())/" }], link: site
        ).text
    }

    @Test("the first stays, the second fails and says why, and undoing the second leaves the first whole")
    func second() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(Self.here, to: "one/2020/01/pic.gif")
        try magazine.folder.write(Self.there, to: "two/2020/01/pic.gif")
        let first = try await magazine.importing(
            export("https://one.example", title: "One"), uploads: magazine.folder["one"])
        #expect(first.ledger.isComplete)
        let digest = try magazine.store.readWaiting { try $0.upload(at: Self.path)?.digest }

        let second = try await magazine.importing(
            export("https://two.example", title: "Two"), uploads: magazine.folder["two"])
        #expect(second.ledger.count(.file, .failed) == 1 && second.ledger.reconciles)
        let reason = second.ledger.reasons.first { $0.kind == .file }?.text ?? ""
        #expect(reason.contains("https://one.example") && reason.contains(Self.path))
        #expect(second.entries(.attachment, id: "5").first?.reason.contains("another site's file") == true)
        #expect(try magazine.store.readWaiting { try $0.upload(at: Self.path)?.digest } == digest)
        #expect(try await magazine.page("/two/").status == 200)
        #expect(try magazine.problems() == [])
    }

    @Test("the same file of two sites is one, and a site's newer file takes the place of its older one")
    func sameAndNewer() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(Self.here, to: "one/2020/01/pic.gif")
        let uploads = magazine.folder["one"]
        try await magazine.importing(export("https://one.example", title: "One"), uploads: uploads)
        let second = try await magazine.importing(export("https://two.example", title: "Two"), uploads: uploads)
        #expect(second.ledger.isComplete)

        let digest = try magazine.store.readWaiting { try $0.upload(at: Self.path)?.digest }
        try magazine.folder.write(Self.there, to: "one/2020/01/pic.gif")
        let newer = try await magazine.importing(export("https://one.example", title: "One"), uploads: uploads)
        #expect(newer.ledger.count(.failed) == 0)
        #expect(try magazine.store.readWaiting { try $0.upload(at: Self.path)?.digest } != digest)
    }
}
