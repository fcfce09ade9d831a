import Editorial
import Foundation
import Glibc
import Storage
import Synchronization
import TestSupport
import Testing

@Suite("Imports that run again", .everyEngine)
struct RepeatedImportTests {
    @Test("A75: a second run changes no row, with uploads, menus, parents, comments and conflicts of addresses")
    func twice() async throws {
        let magazine = try TemporaryMagazine()
        let text = GeneratedExport(items: 120).text
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/picture-7.gif")
        let first = try await magazine.importing(text, uploads: magazine.folder["uploads"])
        let before = try DatabaseDump(magazine.store)
        let second = try await magazine.importing(text, uploads: magazine.folder["uploads"])
        let after = try DatabaseDump(magazine.store)
        #expect(after == before, "\(after.firstDifference(from: before))")
        #expect(second.ledger.counts == first.ledger.counts)
        #expect(try magazine.problems() == [])
    }

    @Test("A75: one changed article changes itself and nothing else")
    func oneChange() async throws {
        let magazine = try TemporaryMagazine()
        let items: [WXRText.Item] = [.post(1, "One"), .post(2, "Two", body: "Before."), .post(3, "Three")]
        try await magazine.importing(WXRText(items).text)
        let before = try DatabaseDump(magazine.store)
        var changed = items
        changed[1].body = "After."
        try await magazine.importing(WXRText(changed).text)
        let after = try DatabaseDump(magazine.store)
        #expect(try await magazine.page("/2020/01/item-2/").body.contains("After."))
        #expect(after.tables["change"]?.count == (before.tables["change"]?.count ?? 0) + 1)
        #expect(after.tables["revision"]?.count == 4)
        let same = ["article": 2, "revision": 3, "origin": 3, "listing_entry": 6, "address": 4]
        for (table, count) in same {
            let rows = Set(before.tables[table] ?? []).intersection(after.tables[table] ?? [])
            #expect(rows.count == count, "\(table)")
        }
        #expect(try magazine.problems() == [])
    }

    @Test("A1, A75: an import that is stopped on the way and run again ends as one whole run does")
    func stopped() async throws {
        let text = GeneratedExport(items: 900).text
        let whole = try TemporaryMagazine()
        try await whole.importing(text)
        let magazine = try TemporaryMagazine()
        let file = try magazine.folder.write(text, to: "export.xml")
        for questions in [3, 9, 14, 20] {
            let left = Countdown(questions)
            await #expect(throws: ImportError.self) {
                try await magazine.importing(files: [file], isCancelled: { left.isOver })
            }
            #expect(try magazine.problems() == [])
        }
        try await magazine.importing(files: [file])
        let (one, other) = (
            try DatabaseDump(whole.store).without("change", "commit_number", "import", "import_row"),
            try DatabaseDump(magazine.store).without("change", "commit_number", "import", "import_row")
        )
        #expect(one == other, "\(one.firstDifference(from: other))")
    }

    @Test("A1, A75: an import that is killed at any moment and run again ends as one whole run does")
    func killed() async throws {
        let folder = try TemporaryFolder()
        let export = try folder.write(GeneratedExport(items: 3000).text, to: "export.xml")
        for number in 0..<40 {
            try folder.write(SmallFiles.gif + [UInt8(number)], to: "uploads/2020/01/picture-\(number * 10 + 7).gif")
        }
        func command(_ data: String) -> [String] {
            [
                "import", "wordpress", export, "--data", folder[data], "--uploads", folder["uploads"], "--ledger",
                folder[data + ".json"],
            ]
        }
        let whole = try await ChildProcess.run(ChildProcess.stet, command("whole"))
        #expect(whole.code == 1, "\(whole)")

        var kills = 0
        for _ in 0..<5 {
            let process = try ChildProcess(ChildProcess.stet, command("killed"))
            await killSoon(process, once: folder["killed/stet.sqlite-wal"])
            if await process.ending().code == nil { kills += 1 }
            guard FileManager.default.fileExists(atPath: folder["killed/stet.sqlite"]) else { continue }
            let store = try Store(file: folder["killed/stet.sqlite"])
            #expect(try store.readWaiting { try $0.problems() } == [])
            #expect(try store.integrityProblems() == [])
            try store.close()
        }
        #expect(kills > 0)
        let last = try await ChildProcess.run(ChildProcess.stet, command("killed"))
        #expect(last.code == whole.code)
        let ledgers = try ["whole.json", "killed.json"].map { try LedgerJSON(path: folder[$0]).entries.map { "\($0)" } }
        #expect(ledgers[0] == ledgers[1], "\(zip(ledgers[0], ledgers[1]).first { $0 != $1 } ?? ("", ""))")
        let dumps = try ["whole", "killed"].map { name in
            let store = try Store(file: folder["\(name)/stet.sqlite"])
            defer { try? store.close() }
            return try DatabaseDump(store).without("change", "commit_number", "import", "import_row")
        }
        #expect(dumps[0] == dumps[1], "\(dumps[0].firstDifference(from: dumps[1]))")
        #expect(try folder.contents(of: "whole/files") == folder.contents(of: "killed/files"))
    }
}

/// Kills a process some moments after it has begun to write. On a thread of its own: beside hundreds of tests a task may sleep
/// until the process is done.
private func killSoon(_ process: ChildProcess, once file: String) async {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            while process.isRunning, !FileManager.default.fileExists(atPath: file) { usleep(1000) }
            usleep(UInt32.random(in: 0...400_000))
            process.send(SIGKILL)
            continuation.resume()
        }
    }
}

/// Answers false so often, then true.
private final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) { left = Mutex(count) }

    var isOver: Bool {
        left.withLock { left in
            left -= 1
            return left < 0
        }
    }
}
