import Foundation
import Storage
import TestSupport
import Testing

@testable import Editorial

@Suite(
    "Real exports", .everyEngine,
    .enabled(if: SharedMaterial.isAtHand, "the material beside the project is not here (STET_SHARED)"))
struct RealExportTests {
    static let five = [
        "wxr/theme-test-data/themeunittestdata.wordpress.xml", "wxr/theme-test-data/64-block-test-data.xml",
        "wxr/real/banyoungkwan-ko.xml", "wxr/real/jahanworld.xml", "wxr/real/spotthevuln-en.xml",
    ]

    /// Every other export there is, small and odd.
    static let others: [String] = {
        guard let folder = SharedMaterial.folder?.appending(path: "wxr") else { return [] }
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".xml") }.sorted().map { "wxr/" + $0 }.filter { !five.contains($0) }
    }()

    @Test("A11, A12, A77: its ledger reconciles, and every published address of it answers with a page", arguments: five)
    func ledgerAndAddresses(_ file: String) async throws {
        let magazine = try TemporaryMagazine()
        let path = SharedMaterial.path(file)
        let imported = try await magazine.importing(files: [path], uploads: uploads(of: file))
        #expect(imported.ledger.reconciles && imported.file.reconciles)
        #expect(imported.entries.count == imported.file.totals.values.reduce(0) { $0 + ($1["found"] ?? 0) })
        #expect(imported.entries.allSatisfy { $0.outcome != .failed })
        #expect(try magazine.problems() == [])

        var asked = 0
        for item in try items(of: path) where !item.link.isEmpty {
            // What a browser asks for: without the host, without the fragment; `//` leads to `/` first.
            let link = item.link.prefix { $0 != "#" }
            let address = link.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).dropFirst(3).first
                .map { "/" + $0.drop { $0 == "/" } }
            switch (item.type, item.status) {
            case ("post", "publish") where item.password.isEmpty, ("page", "publish") where item.password.isEmpty:
                #expect(try await magazine.page(address ?? "/").status == 200, "\(item.link), line \(item.line)")
                asked += 1
            case ("attachment", "inherit"):
                #expect(try await magazine.settledPage(address ?? "/").status == 200, "\(item.link), line \(item.line)")
                asked += 1
            default: break
            }
        }
        #expect(asked > 0)
    }

    @Test("A77: the counts of the ledger are those of the file's elements", arguments: five)
    func counts(_ file: String) async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(files: [SharedMaterial.path(file)])
        let records = try #require(XMLJudge(Array(try Data(contentsOf: URL(filePath: SharedMaterial.path(file)))))).records
        var found: [String: Int] = [:]
        for record in records {
            switch record {
            case .item(let item):
                let kinds = ["post": "article", "page": "page", "attachment": "attachment", "nav_menu_item": "menu entry"]
                found[kinds[item.type ?? ""] ?? "other item", default: 0] += 1
                if !item.comments.isEmpty { found["comment", default: 0] += item.comments.count }
            case .author: found["author", default: 0] += 1
            case .category: found["section", default: 0] += 1
            case .tag: found["tag", default: 0] += 1
            case .term(let term): found[term.taxonomy == "nav_menu" ? "menu" : "term", default: 0] += 1
            default: break
            }
        }
        #expect(imported.file.totals.mapValues { $0["found"] ?? 0 } == found)
    }

    @Test("A75: a second run changes no row and leaves no trace in the change log", arguments: five)
    func twice(_ file: String) async throws {
        let magazine = try TemporaryMagazine()
        let path = SharedMaterial.path(file)
        let first = try await magazine.importing(files: [path], uploads: uploads(of: file))
        let before = try DatabaseDump(magazine.store)
        let second = try await magazine.importing(files: [path], uploads: uploads(of: file))
        let after = try DatabaseDump(magazine.store)
        #expect(after == before, "\(after.firstDifference(from: before))")
        #expect(first.entries.map { "\($0)" } == second.entries.map { "\($0)" })
    }

    @Test("goes in with a ledger that reconciles, or is refused in a sentence", arguments: others)
    func everyFile(_ file: String) async throws {
        let magazine = try TemporaryMagazine()
        do {
            let imported = try await magazine.importing(files: [SharedMaterial.path(file)])
            #expect(imported.ledger.reconciles)
            #expect(try magazine.problems() == [])
            _ = try await magazine.page("/")
        } catch let error as ImportError {
            #expect(error.description.contains(SharedMaterial.path(file)))
            #expect(!error.description.contains("\n"))
            #expect(try DatabaseDump(magazine.store).tables["change"] == [])
        }
    }

    @Test(
        "every address in a page of it answers without an error, and no page names a foreign script",
        arguments: [five[0]])
    func crawl(_ file: String) async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(files: [SharedMaterial.path(file)], uploads: uploads(of: file))
        let crawl = try await Crawl(magazine, base: "https://wpthemetestdata.wordpress.com")
        #expect(crawl.answers.count > 60)
        let scripts = crawl.answers.values.flatMap { $0.body.components(separatedBy: "<script").dropFirst() }
        #expect(scripts.allSatisfy { $0.hasPrefix(" type=\"application/ld+json\">") })
        #expect(crawl.answers.values.allSatisfy { [200, 301, 400, 404].contains($0.status) })
    }

    private func uploads(of file: String) -> String? {
        file.hasSuffix("themeunittestdata.wordpress.xml") ? SharedMaterial.path("wxr/media-theme-test-data") : nil
    }

    private func items(of path: String) throws -> [WXRItem] {
        var reader = try WXRReader(file: path)
        var items: [WXRItem] = []
        while let record = try reader.next() {
            if case .item(let item) = record { items.append(item) }
        }
        return items
    }
}
