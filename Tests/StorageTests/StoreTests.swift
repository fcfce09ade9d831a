import Content
import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite("The database", .everyEngine)
struct StoreTests {
    @Test("what was acknowledged survives a power cut: WAL with synchronous=FULL, read back", .engine(.sqlite))
    func durability() throws {
        let store = try TemporaryStore()
        #expect(try store.setting("synchronous") == .int(2))
        #expect(try store.setting("journal_mode") == .text("wal"))
        #expect(try store.setting("foreign_keys") == .int(1))
        #expect(try store.setting("trusted_schema") == .int(0))
        #expect(try store.setting("mmap_size") == .int(0))
    }

    @Test("opening a database again changes nothing in it")
    func migratedOnce() throws {
        let folder = try TemporaryFolder()
        let first = try Store(file: folder["stet.sqlite"])
        let before = try DatabaseDump(first)
        #expect(before.tables["schema_version"] == (1...Migrations.all.count).map(String.init).sorted())
        try first.close()
        let second = try Store(file: folder["stet.sqlite"])
        #expect(try DatabaseDump(second) == before)
        try second.close()
    }

    @Test("a database that a newer Stet wrote is refused in a sentence, and nothing in it changes")
    func newerVersion() throws {
        let folder = try TemporaryFolder()
        let store = try Store(file: folder["stet.sqlite"])
        try store.writeWaiting { transaction in
            _ = try transaction.add(TemporaryStore.article(1))
            try transaction.connection.run("INSERT INTO schema_version (version) VALUES (99)")
        }
        let before = try DatabaseDump(store)
        try store.close()
        let error = #expect(throws: StorageError.self) { try Store(file: folder["stet.sqlite"]) }
        #expect(error == .newerVersion(found: 99, known: Int64(Migrations.all.count)))
        #expect(error?.description.contains("written by a newer Stet") == true)
        let engine = try SQLiteEngine(file: folder["stet.sqlite"])
        #expect(try engine.read { try DatabaseDump($0) } == before)
        try engine.close()
    }

    @Test("a file that is no database is refused in a sentence, and not a byte of it changes")
    func noDatabase() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(String(repeating: "This is a letter to the editor. ", count: 200), to: "stet.sqlite")
        let error = #expect(throws: StorageError.self) { try Store(file: file) }
        #expect(error?.description.hasPrefix("The database file is damaged") == true, "\(error.map { "\($0)" } ?? "")")
        #expect(
            try folder.contents()["stet.sqlite"] == Array(String(repeating: "This is a letter to the editor. ", count: 200).utf8))
    }

    @Test("a closed database is in one file, with nothing left in its write-ahead log")
    func closed() throws {
        let folder = try TemporaryFolder()
        let store = try Store(file: folder["stet.sqlite"])
        try store.writeWaiting { _ = try $0.add(TemporaryStore.article(1)) }
        try store.close()
        #expect(try folder.contents()["stet.sqlite-wal"] ?? [] == [])
        try folder.write(folder.contents()["stet.sqlite"] ?? [], to: "copy.sqlite")
        let copy = try Store(file: folder["copy.sqlite"])
        #expect(try copy.readWaiting { try $0.article(1)?.path } == "/1/")
        try copy.close()
    }

    @Test("a write that fails leaves nothing behind, the change log included")
    func allOrNothing() throws {
        struct Stop: Error {}
        let store = try TemporaryStore()
        let before = try store.dump()
        #expect(throws: Stop.self) {
            try store.write { transaction in
                _ = try transaction.add(TemporaryStore.article(1))
                throw Stop()
            }
        }
        #expect(try store.dump() == before)
    }

    @Test("a write is not undone when who asked for it goes away")
    func cancelled() async throws {
        let temporary = try TemporaryStore()
        let task = Task {
            try await temporary.writeAsync { transaction in
                usleep(50_000)
                return try transaction.add(TemporaryStore.article(1))
            }
        }
        task.cancel()
        _ = try await task.value
        #expect(try temporary.dump().tables["article"]?.count == 1)
    }

    @Test("what was acknowledged survives a power cut: each commit waits for the disk", .engine(.postgres))
    func durabilityOfServer() throws {
        let store = try TemporaryStore()
        #expect(try store.setting("synchronous_commit") == .text("on"))
        // Also after a batch, which does not wait.
        try store.store.writeBatchWaiting { _ = try $0.add(TemporaryStore.article(1)) }
        #expect(try store.setting("synchronous_commit") == .text("on"))
    }

    @Test("a page sees one snapshot, whatever is written while it is made")
    func snapshot() throws {
        let temporary = try TemporaryStore(articles: 1)
        let totals = try temporary.read { library in
            let before = try library.listing(.front, page: 1, size: 12).total
            try temporary.write { _ = try $0.add(TemporaryStore.article(2)) }
            return [before, try library.listing(.front, page: 1, size: 12).total]
        }
        #expect(totals == [1, 1])
        #expect(try temporary.read { try $0.listing(.front, page: 1, size: 12).total } == 2)
    }
}
