import Dispatch
import Editorial
import Foundation
import Media
import Storage
import Synchronization
import TestSupport
import Testing

@Suite("The socket in the data directory", .everyEngine)
struct CommandSocketTests {
    @Test("work that is handed over reports how far it is, and comes back with its ledger")
    func handedOver() async throws {
        let magazine = try TemporaryMagazine()
        let items = (1...600).map { (id: Int) -> WXRText.Item in .post(id, "Headline \(id)") }
        let export = try magazine.folder.write(WXRText(items).text, to: "export.xml")
        let reports = Mutex<[ImportProgress]>([])
        let work = Work.importWordPress(
            files: [export], uploads: nil, fetch: nil, choices: WordPressChoices(), isDryRun: false, ledger: nil)
        let monitor = ImportMonitor(report: { progress in reports.withLock { $0.append(progress) } })
        let result = try await serving(magazine.directory, magazine.store, magazine.files) {
            try CommandSocket.handOver(work, to: magazine.directory, monitor: monitor)
        }
        #expect(result?.exit == .success && result?.report.contains("600") == true)
        let seen = reports.withLock { $0 }
        #expect(seen.contains { $0.phase == "Importing" && $0.done > 0 && $0.total > 0 }, "\(seen)")
        #expect(seen.allSatisfy { $0.done <= $0.total && $0.things >= 0 })
        #expect(try await magazine.page("/2020/01/item-600/").status == 200)
    }

    @Test("with nobody listening there is no answer, and the command may work by itself")
    func nobody() throws {
        let magazine = try TemporaryMagazine()
        #expect(try CommandSocket.handOver(.check, to: magazine.directory, monitor: ImportMonitor()) == nil)
    }

    @Test("a data directory deeper than a socket's name can be long works too")
    func deepDirectory() async throws {
        let folder = try TemporaryFolder()
        let directory = DataDirectory(folder[String(repeating: "a-long-name/", count: 15) + "magazine"])
        try directory.create()
        let store = try Store(directory.database)
        let files = TemporaryMagazine.files(of: directory)
        let result = try await serving(directory, store, files) {
            try CommandSocket.handOver(.check, to: directory, monitor: ImportMonitor())
        }
        #expect(result?.exit == .success)
        try store.close()
    }

    /// Runs a body on a thread of its own while another takes commands.
    private func serving(
        _ directory: DataDirectory, _ store: Store, _ files: FileStore, _ body: @escaping @Sendable () throws -> WorkResult?
    ) async throws -> WorkResult? {
        let stop = StopSign()
        return try await onThread {
            let ended = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                try? CommandSocket.serve(
                    directory, store: store, tools: TemporaryMagazine.tools(of: directory), stop: stop)
                ended.signal()
            }
            var result: WorkResult?
            while result == nil, !stop.isUp {
                result = try body()
                usleep(10_000)
            }
            stop.putUp()
            ended.wait()
            return result
        }
    }
}
