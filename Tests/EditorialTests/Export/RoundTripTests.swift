import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Leaving and coming back", .everyEngine)
struct RoundTripTests {
    private static let exports = [
        "wxr/theme-test-data/themeunittestdata.wordpress.xml", "wxr/theme-test-data/64-block-test-data.xml",
        "wxr/real/banyoungkwan-ko.xml", "wxr/real/jahanworld.xml", "wxr/real/spotthevuln-en.xml",
    ]

    @Test(
        "A80: an export of what came from WordPress brings the same magazine: every row but the run's own, and every page",
        .enabled(if: SharedMaterial.isAtHand, "the material beside the project is not here (STET_SHARED)"), arguments: exports)
    func wordPress(_ file: String) async throws {
        let first = try TemporaryMagazine()
        let uploads = file.contains("theme-test-data") ? SharedMaterial.path("wxr/media-theme-test-data") : nil
        try await first.importing(files: [SharedMaterial.path(file)], uploads: uploads)
        try await compare(first, withItsReturn: "\(file)")
    }

    @Test("A80: an export of the sample magazine, which was written in Markdown, brings the same magazine")
    func sample() async throws {
        let first = try TemporaryMagazine()
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sample").standardizedFileURL
            .path
        try await first.importing(folder: folder)
        try await compare(first, withItsReturn: "Sample")
    }

    private func compare(_ first: TemporaryMagazine, withItsReturn name: String) async throws {
        let file = try await first.exporting(uploads: first.folder["out"])
        let second = try TemporaryMagazine()
        let imported = try await second.importing(files: [file], uploads: first.folder["out"])
        #expect(imported.ledger.isComplete, "\(name): \(imported.ledger.reasons)")
        let (before, after) = (try MagazineContent(first.store), try MagazineContent(second.store))
        #expect(before.firstDifference(from: after) == "", "\(name)")
        #expect(before.tables["article"]?.isEmpty == false)
        #expect(try second.problems() == [])

        // Every address there is, and the pages that have none of their own. Not the pictures: their bytes were compared by their digests.
        let keys = try first.store.writeWaiting { try $0.connection.rows("SELECT key FROM address ORDER BY key") { $0.text(0) } }
        var different: [String] = []
        for address in ["/", "/page/2/", "/feed/", "/feed/atom/", "/sitemap.xml", "/search/?q=a", "/no/such/page/"] + keys {
            if try await first.page(address) != second.page(address) { different.append(address) }
        }
        #expect(keys.count > 50 && different == [], "\(name)")
    }
}
