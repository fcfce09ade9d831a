import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Dry runs and ledgers", .everyEngine)
struct DryRunTests {
    @Test("A74: a dry run makes no data directory, and its totals and entries are those of the real run")
    func newMagazine() async throws {
        let folder = try TemporaryFolder()
        let export = try folder.write(GeneratedExport(items: 100).text, to: "export.xml")
        try folder.write(SmallFiles.gif, to: "uploads/2020/01/picture-7.gif")
        func command(_ ledger: String) -> [String] {
            [
                "import", "wordpress", export, "--data", folder["magazine"], "--uploads", folder["uploads"], "--ledger",
                folder[ledger],
            ]
        }
        let dry = try await ChildProcess.run(ChildProcess.stet, command("dry.json") + ["--dry-run"])
        #expect(!FileManager.default.fileExists(atPath: folder["magazine"]))
        #expect(dry.output.contains("This was a dry run: nothing was written."))
        let real = try await ChildProcess.run(ChildProcess.stet, command("real.json"))
        #expect(dry.code == 1 && real.code == 1)
        let ledgers = try ["dry.json", "real.json"].map { try LedgerJSON(path: folder[$0]) }
        #expect(ledgers[0].totals == ledgers[1].totals)
        #expect(ledgers[0].entries.map { "\($0)" } == ledgers[1].entries.map { "\($0)" })
    }

    @Test("A74: a dry run over a magazine changes no row and no file of it")
    func overMagazine() async throws {
        let folder = try TemporaryFolder()
        let first = try folder.write(WXRText([.post(1, "One")]).text, to: "first.xml")
        let second = try folder.write(WXRText([.post(1, "One, changed"), .post(2, "Two")]).text, to: "second.xml")
        try folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        _ = try await ChildProcess.run(ChildProcess.stet, ["import", "wordpress", first, "--data", folder["magazine"]])
        let before = try dump(folder)
        let dry = try await ChildProcess.run(
            ChildProcess.stet,
            ["import", "wordpress", second, "--data", folder["magazine"], "--uploads", folder["uploads"], "--dry-run"])
        #expect(dry.code == 0 && dry.output.contains("articles"))
        #expect(try dump(folder) == before)
        #expect(try folder.contents(of: "magazine/files") == [:])
    }

    @Test("A77: the ledger in JSON has one entry a thing, each in exactly one outcome, and sums that are its totals")
    func sums() async throws {
        let magazine = try TemporaryMagazine()
        let file = try await magazine.importing(GeneratedExport(items: 200).text).file
        var counted: [String: [String: Int]] = [:]
        for entry in file.entries { counted[entry.kind.rawValue, default: [:]][entry.outcome.rawValue, default: 0] += 1 }
        for (kind, totals) in file.totals {
            let outcomes = totals.filter { $0.key != "found" }
            #expect(outcomes.filter { $0.value > 0 } == counted[kind] ?? [:], "\(kind)")
            #expect(totals["found"] == outcomes.values.reduce(0, +), "\(kind)")
        }
        #expect(Set(counted.keys) == Set(file.totals.keys))
        #expect(file.entries.allSatisfy { $0.outcome == .imported ? $0.reason.isEmpty : !$0.reason.isEmpty })
        #expect(file.entries.allSatisfy { $0.kind == .file || $0.line > 0 && $0.file.hasSuffix("export-1.xml") })
    }

    private func dump(_ folder: TemporaryFolder) throws -> DatabaseDump {
        let store = try Store(file: folder["magazine/stet.sqlite"])
        defer { try? store.close() }
        return try DatabaseDump(store)
    }
}
