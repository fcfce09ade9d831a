import Editorial
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@Suite("The socket in the data directory")
struct CommandSocketTests {
    @Test("work that is handed over reports how far it is, and comes back with its ledger")
    func handedOver() async throws {
        let magazine = try TemporaryMagazine()
        let items = (1...600).map { (id: Int) -> WXRText.Item in .post(id, "Headline \(id)") }
        let export = try magazine.folder.write(WXRText(items).text, to: "export.xml")
        let reports = Mutex<[ImportProgress]>([])
        let work = Work.importWordPress(files: [export], uploads: nil, isDryRun: false, ledger: nil)
        let monitor = ImportMonitor(report: { progress in reports.withLock { $0.append(progress) } })
        let result = try await serving(magazine) { try CommandSocket.handOver(work, to: magazine.directory, monitor: monitor) }
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
        let store = try Store(file: directory.database)
        let stop = StopSign()
        let files = TemporaryMagazine.files(of: directory)
        async let served: Void = onThread { try CommandSocket.serve(directory, store: store, files: files, stop: stop) }
        let result = try await onThread { () -> WorkResult? in
            try untilListening { try CommandSocket.handOver(.check, to: directory, monitor: ImportMonitor()) }
        }
        stop.putUp()
        try await served
        #expect(result?.exit == .success)
        try store.close()
    }

    /// Runs a body on a thread of its own while another thread takes commands.
    private func serving(
        _ magazine: TemporaryMagazine, _ body: @escaping @Sendable () throws -> WorkResult?
    ) async throws -> WorkResult? {
        let stop = StopSign()
        async let served: Void = onThread {
            try CommandSocket.serve(magazine.directory, store: magazine.store, files: magazine.files, stop: stop)
        }
        let result = try await onThread { try untilListening(body) }
        stop.putUp()
        try await served
        return result
    }
}

/// Asks again until somebody listens, for at most ten seconds.
private func untilListening(_ body: () throws -> WorkResult?) throws -> WorkResult? {
    for _ in 0..<500 {
        if let result = try body() { return result }
        usleep(20_000)
    }
    return nil
}
