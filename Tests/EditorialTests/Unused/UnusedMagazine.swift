import Content
import Foundation
import Media
import Storage
import Synchronization
import TestSupport

@testable import Editorial

/// A magazine for tests of what is unused: files with short names in `/wp-content/uploads/2020/01/`.
struct UnusedMagazine: Sendable {
    let magazine: TemporaryMagazine
    static let uploads = "/wp-content/uploads/2020/01/"

    init() throws { magazine = try TemporaryMagazine() }

    var store: Store { magazine.store }
    var tools: WorkTools { TemporaryMagazine.tools(of: magazine.directory) }

    /// Imports items with files; each file is another picture.
    func importing(_ items: [TestSupport.WXRText.Item], files: [String]) async throws {
        for file in files { try magazine.folder.write(UnusedMagazine.bytes(of: file), to: "uploads/2020/01/\(file)") }
        try await magazine.importing(TestSupport.WXRText(items).text, uploads: magazine.folder["uploads"])
    }

    static func bytes(of file: String) -> [UInt8] { SmallFiles.gif + Array(file.utf8) }

    func unused(_ monitor: ImportMonitor = ImportMonitor(), now: Timestamp = Trash.now) -> UnusedFiles {
        UnusedFiles(store: store, tools: tools, monitor: monitor, now: now)
    }

    /// The names of the files that `--unused` lists.
    func listed() throws -> [String] {
        try unused().list().report.split(separator: "\n").filter { $0.hasPrefix("  /") }.map { line in
            let path = line.dropFirst(2).prefix { $0 != "\t" }.components(separatedBy: "  ")[0]
            return String(path.dropFirst(UnusedMagazine.uploads.count))
        }
    }

    /// The digest of a file, whether it is still served or not.
    func digest(of file: String) throws -> String? {
        try store.readWaiting { try $0.upload(at: UnusedMagazine.uploads + file)?.digest }
    }

    /// Every place in the database where a name occurs, by table. What an old site had stays known, and what an import wrote.
    func tables(naming name: String) throws -> [String] {
        try DatabaseDump(store).without("change", "exported_address", "import_row").tables.filter {
            $0.value.contains { $0.contains(name) }
        }.keys.sorted()
    }

    /// Writes an article of its own.
    func add(_ number: Int, _ change: @escaping @Sendable (inout Article) -> Void) throws -> Int64 {
        try store.writeWaiting { transaction in
            var article = Article()
            article.slug = "added-\(number)"
            change(&article)
            return try transaction.add(article)
        }
    }
}

/// Does something once, when an import's monitor is told how far it is.
final class OnceInBetween: Sendable {
    private let left: Mutex<Int>
    private let body: @Sendable () throws -> Void

    init(times: Int = 1, _ body: @escaping @Sendable () throws -> Void) {
        left = Mutex(times)
        self.body = body
    }

    var monitor: ImportMonitor {
        ImportMonitor(report: { [self] progress in
            let isDue =
                progress.phase == "Looking for what is used"
                && left.withLock { left in
                    left -= 1
                    return left >= 0
                }
            if isDue { try? body() }
        })
    }
}
