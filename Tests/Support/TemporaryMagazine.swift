import Content
import Dispatch
package import Editorial
import Foundation
package import Media
package import Site
package import Storage
import Synchronization
import Web

/// A magazine of its own on the engine that the test runs on, gone with the test: content in through the imports, pages out through the site.
package final class TemporaryMagazine: Sendable {
    package let folder: TemporaryFolder
    package let directory: DataDirectory
    private let database: TemporaryDatabase?
    package let store: Store
    package let files: FileStore
    package let renditions: Renditions
    package let site: Site

    /// Reading the default theme takes longer than most tests.
    private static let theme = Result { try Theme() }

    /// - Parameter theme: the default one where there is none.
    package convenience init(theme: Theme? = nil) throws {
        let folder = try TemporaryFolder()
        let database = try TemporaryDatabase(file: folder["magazine/stet.sqlite"])
        let directory = DataDirectory(folder["magazine"], database: database.location)
        try directory.create()
        try self.init(folder, directory, database, theme)
    }

    /// One that is there already.
    package convenience init(of directory: DataDirectory) throws { try self.init(TemporaryFolder(), directory, nil, nil) }

    private init(
        _ folder: TemporaryFolder, _ directory: DataDirectory, _ database: TemporaryDatabase?, _ theme: Theme?
    ) throws {
        (self.folder, self.directory, self.database) = (folder, directory, database)
        store = try Store(directory.database)
        files = FileStore(folder: directory.files)
        renditions = Renditions(
            originals: files, folder: directory.renditions, workers: TemporaryMagazine.workers, limits: ImageLimits())
        site = Site(store: store, theme: try theme ?? TemporaryMagazine.theme.get())
    }

    /// The tests' own, which all of them share.
    package static let workers = ImageWorkers(
        program: ChildProcess.stet, arguments: [ImageWorkers.command], settings: .init(processes: 2))
    package static let images = ImageIntake(workers: workers, limits: ImageLimits())

    package static func tools(of directory: DataDirectory) -> WorkTools {
        WorkTools(of: directory, images: images)
    }

    private let isClosed = Atomic(false)

    deinit { try? close() }

    /// A magazine made of one export.
    package convenience init(_ export: WXRText, uploads: String? = nil) async throws {
        try self.init()
        try await importing(export.text, uploads: uploads)
    }

    /// The file store of any data directory.
    package static func files(of directory: DataDirectory) -> FileStore { FileStore(folder: directory.files) }

    // MARK: - In

    /// Imports exports of a WordPress site, given as text, as `stet import wordpress` does.
    @discardableResult
    package func importing(
        _ exports: String..., uploads: String? = nil, choices: WordPressChoices = WordPressChoices()
    ) async throws -> Imported {
        let paths = try exports.enumerated().map { try folder.write($0.element, to: "export-\($0.offset + 1).xml") }
        return try await importing(files: paths, uploads: uploads, choices: choices)
    }

    /// The same from files.
    @discardableResult
    package func importing(
        files paths: [String], uploads: String? = nil, fetch: (any FileFetch)? = nil,
        choices: WordPressChoices = WordPressChoices(), isCancelled: @escaping @Sendable () -> Bool = { false }
    ) async throws -> Imported {
        let (store, files, spool) = (store, files, folder["ledger.json"])
        return try await onThread {
            let ledger = try WordPressImport.run(
                WordPressImport.Options(files: paths, uploads: uploads, fetch: fetch, choices: choices), fileStore: files,
                images: TemporaryMagazine.images,
                spool: try LedgerFile(path: spool), monitor: ImportMonitor(isCancelled: isCancelled)
            ) { store }
            try ledger.finish()
            return try Imported(ledger, file: spool)
        }
    }

    /// Imports a folder of Markdown, as `stet import folder` does.
    @discardableResult
    package func importing(folder path: String) async throws -> Imported {
        let (store, files, spool) = (store, files, folder["ledger.json"])
        return try await onThread {
            let ledger = try FolderImport.run(
                folder: path, fileStore: files, images: TemporaryMagazine.images, spool: try LedgerFile(path: spool),
                monitor: ImportMonitor()
            ) { store }
            try ledger.finish()
            return try Imported(ledger, file: spool)
        }
    }

    // MARK: - Out

    /// Writes it as a WordPress export, as `stet export wordpress` does.
    ///
    /// - Returns: where the file is.
    package func exporting(uploads: String? = nil) async throws -> String {
        let path = folder["export-\(UUID().uuidString).xml"]
        let result = try await working(.exportWordPress(file: path, uploads: uploads))
        guard result.exit == .success else { throw ImportError.unreadable(result.report) }
        return path
    }

    /// Does what a command does.
    package func working(_ work: Work) async throws -> WorkResult {
        let (store, directory) = (store, directory)
        return try await onThread {
            try work.perform(with: TemporaryMagazine.tools(of: directory), monitor: ImportMonitor()) { store }
        }
    }

    /// What a reader gets at an address, read as the server reads it.
    package func page(_ address: String) async throws -> Page {
        switch RequestTarget.parse(address) {
        case .bad: return Page(400)
        case .notFound: return Page(404)
        case .tooLong: return Page(414)
        case .redirect(let location): return Page(301, location: location)
        case .target(let target):
            switch try await site.answer(path: target.normalPath, query: target.rawQuery, parameters: target.query) {
            case .redirect(let location): return Page(301, location: location)
            case .page(let page):
                return Page(page.status, mediaType: page.mediaType, body: String(decoding: page.bytes, as: UTF8.self))
            case .picture(let picture):
                guard let format = ImageFormat(mediaType: picture.mediaType),
                    let file = try? await renditions.file(picture.key, of: picture.digest, format: format)
                else { return Page(404) }
                let bytes = FileManager.default.contents(atPath: file.path)
                return Page(200, mediaType: file.mediaType, body: String(decoding: bytes ?? Data(), as: UTF8.self))
            case .card(let drawn):
                let card = ImageCard(
                    headline: drawn.card.headline, magazine: drawn.card.magazine, language: drawn.card.language)
                guard let file = try? await renditions.file(of: card, digest: drawn.digest) else { return Page(404) }
                let bytes = FileManager.default.contents(atPath: file.path)
                return Page(200, mediaType: file.mediaType, body: String(decoding: bytes ?? Data(), as: UTF8.self))
            case .upload(let upload):
                let bytes = FileManager.default.contents(atPath: files.path(of: upload.digest))
                return Page(
                    bytes == nil ? 500 : 200, mediaType: upload.mediaType, body: String(decoding: bytes ?? Data(), as: UTF8.self))
            }
        }
    }

    /// What a reader gets, redirects followed.
    package func settledPage(_ address: String) async throws -> Page {
        var page = try await page(address)
        for _ in 0..<5 {
            guard let location = page.location else { break }
            page = try await self.page(location)
        }
        return page
    }

    /// Closes the database, so that a program of its own may open it; nothing more can be asked of this one.
    package func close() throws {
        guard !isClosed.exchange(true, ordering: .relaxed) else { return }
        try store.close()
    }

    /// What does not fit together, by `stet check`'s own queries; empty where all is well.
    package func problems() throws -> [String] {
        // The tests' own server does not wait for the disk, and says so.
        try store.readWaiting { try $0.problems() } + store.integrityProblems().filter { !$0.contains("server runs with") }
    }
}

/// An answer of the site.
package struct Page: Sendable, Equatable {
    package let status: Int
    package let mediaType: String
    package let body: String
    package let location: String?

    init(_ status: Int, mediaType: String = "", body: String = "", location: String? = nil) {
        (self.status, self.mediaType, self.body, self.location) = (status, mediaType, body, location)
    }
}

/// A ledger, and all its entries as its file has them.
package struct Imported: Sendable {
    package let ledger: Ledger
    package let entries: [Ledger.Entry]
    package let file: LedgerJSON

    init(_ ledger: Ledger, file path: String) throws {
        self.ledger = ledger
        file = try LedgerJSON(path: path)
        entries = file.entries
    }

    /// The entries of a kind, by the old site's id.
    package func entries(_ kind: Ledger.Kind, id: String) -> [Ledger.Entry] { entries.filter { $0.kind == kind && $0.id == id } }
}

/// `--ledger FILE.json`, read back.
package struct LedgerJSON: Decodable, Sendable {
    package let entries: [Ledger.Entry]
    package let totals: [String: [String: Int]]
    package let notes: [String]
    package let reconciles: Bool
    package let complete: Bool

    package init(path: String) throws {
        self = try JSONDecoder().decode(LedgerJSON.self, from: Data(contentsOf: URL(filePath: path)))
    }
}

/// Runs what blocks on a thread of its own: tests share a cooperative pool that is as wide as the machine has cores.
///
/// No more at once than there are cores: hundreds of tests begin together, and those that watch the clock of a connection
/// should find a machine that is busy, not one that stands still.
package func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread {
            threadsAtWork.wait()
            let result = Swift.Result { try body() }
            threadsAtWork.signal()
            continuation.resume(with: result)
        }
        thread.stackSize = 8 << 20
        thread.start()
    }
}

private let threadsAtWork = DispatchSemaphore(value: max(1, ProcessInfo.processInfo.activeProcessorCount))

extension TemporaryMagazine {
    /// Sets settings as a person writes them.
    package func set(_ settings: [(name: String, value: String)]) throws {
        try store.writeWaiting { transaction in
            var publication = try transaction.publication()
            for (name, value) in settings { try Setting.named(name).set(value, in: &publication) }
            try transaction.save(publication)
        }
    }
}
