import Content
private import Foundation
import Media
package import Storage

/// Something a command does to a data directory, as a value: so that it can be handed to the server that owns the directory.
package enum Work: Codable, Sendable, Equatable {
    /// Paths are absolute.
    case importWordPress(
        files: [String], uploads: String?, fetch: Fetching?, choices: WordPressChoices, isDryRun: Bool, ledger: String?)
    case importFolder(folder: String, isDryRun: Bool, ledger: String?)
    case importRedirects(files: [String], isDryRun: Bool, ledger: String?)
    /// Takes an import back; without a number it lists all imports.
    case undoImport(id: Int64?, isDryRun: Bool)
    /// Writes the magazine as a WordPress export, and its files into a folder.
    case exportWordPress(file: String, uploads: String?)
    /// Writes the magazine as files for any server, brings such files up to date, or proves that they are.
    case exportSite(SiteExportOrder)
    case check
    /// Replays the addresses of the old site.
    case verify(VerifyRequest)
    /// Makes the index of the search anew.
    case reindex
    /// Lists the pictures without alt text.
    case missingAltTexts
    case describe(PictureDescription)
    case settings(SettingsRequest)
    case articles(ArticleRequest)
    case names(NameRequest)
    case menus(MenuRequest)
    case redirects(RedirectRequest)
    /// Lists the files that nothing uses, or moves them to the trash.
    case unusedFiles(isDeleting: Bool)
    /// Lists what is in the trash.
    case trash
    /// Brings back the file that was served at a path.
    case restore(file: String)

    /// That what is missing is fetched from the old site.
    package struct Fetching: Codable, Sendable, Equatable {
        /// Which host is asked in the place of another.
        package var hostMap: [String: String]

        package init(hostMap: [String: String] = [:]) { self.hostMap = hostMap }
    }
}

/// What came of it.
package struct WorkResult: Codable, Sendable, Equatable {
    /// For a person to read.
    package var report: String
    package var exit: ExitCode

    package init(report: String, exit: ExitCode) {
        self.report = report
        self.exit = exit
    }

    /// What a script is told.
    package enum ExitCode: Int32, Codable, Sendable {
        /// All went in; all is well.
        case success = 0
        /// Something was left out or failed; the report and the ledger say what.
        case incomplete = 1
        /// The command was wrong.
        case usage = 2
        /// The input, or the data directory, cannot be read.
        case unreadable = 3
    }

    /// The sentence of an error, and what a script is told of it.
    package init(_ error: any Error) {
        let code: ExitCode =
            switch error {
            case let error as ImportError:
                switch error {
                case .cancelled, .stopped, .ledgerUnwritable, .reportUnwritable: .incomplete
                default: .unreadable
                }
            case StorageError.full, StorageError.busy, is MediaError: .incomplete
            case is SettingError: .usage
            case let error as NewsroomError: error.exit
            default: .unreadable
            }
        self.init(report: "\(error)\n", exit: code)
    }
}

extension Work {
    /// Does it, on the caller's thread.
    ///
    /// - Parameter open: hands over the store; an import calls it only when its input is known to be readable.
    package func perform(
        with tools: WorkTools, monitor: ImportMonitor, open: @escaping () throws -> Store
    ) throws -> WorkResult {
        do {
            return try run(with: tools, monitor: monitor, open: open)
        } catch ImportError.cancelled where !isImport {
            throw ImportError.stopped(stopSentence)
        }
    }

    /// What is so when it was stopped on the way.
    private var stopSentence: String {
        switch self {
        case .verify: "The comparison was stopped before it was done, and no report was written."
        case .exportWordPress: "The export was stopped, and nothing of it is left. Run the same command again to have it."
        case .exportSite: "The files are not all as the magazine is now: that was stopped. The next run goes on."
        case .undoImport: "The import was not taken back: that was stopped, and nothing was changed."
        default: "It was stopped before it was done. Run the same command again."
        }
    }

    private func run(
        with tools: WorkTools, monitor: ImportMonitor, open: @escaping () throws -> Store
    ) throws -> WorkResult {
        let (files, images) = (tools.files, tools.images)
        let lock = isImport ? DeletionLock(tools.directory, isDeleting: false) : nil
        defer { withExtendedLifetime(lock) {} }
        switch self {
        case .importWordPress(let exports, let uploads, let fetching, let choices, let isDryRun, let ledger):
            let fetch = try fetching.map { try tools.fetch($0.hostMap) }
            return try performImport(isDryRun, ledger, open) { spool, open in
                try WordPressImport.run(
                    WordPressImport.Options(files: exports, uploads: uploads, fetch: fetch, choices: choices), fileStore: files,
                    images: images,
                    storesFiles: !isDryRun, spool: spool, monitor: monitor, open: open)
            }
        case .importFolder(let folder, let isDryRun, let ledger):
            return try performImport(isDryRun, ledger, open) { spool, open in
                try FolderImport.run(
                    folder: folder, fileStore: files, images: images, storesFiles: !isDryRun, spool: spool, monitor: monitor,
                    open: open)
            }
        case .importRedirects(let paths, let isDryRun, let ledger):
            return try performImport(isDryRun, ledger, open) { spool, open in
                try RedirectImport.run(files: paths, spool: spool, monitor: monitor, reading: tools.reading, open: open)
            }
        case .undoImport(let id, let isDryRun):
            let undo = UndoneImport(store: try open(), tools: tools, monitor: monitor)
            return try id.map { try undo.undo($0, isDryRun: isDryRun) } ?? undo.list()
        case .exportWordPress(let path, let uploads):
            return try WordPressExport(store: try open(), files: files, monitor: monitor, path: path, uploads: uploads).run()
        case .exportSite(let order): return try tools.export(order, try open(), tools, monitor)
        case .check:
            return try Check(store: try open(), files: files, monitor: monitor).run()
        case .verify(let request): return try request.perform(on: try open(), with: tools, monitor: monitor)
        case .reindex:
            let count = try open().writeWaiting { try $0.rebuildSearch() }
            return WorkResult(
                report: "The search finds \(count) \(count == 1 ? "article or page" : "articles and pages").\n", exit: .success)
        case .missingAltTexts: return try AltTexts(store: try open(), monitor: monitor).missing()
        case .describe(let description): return try description.apply(to: try open())
        case .settings(let request): return try request.perform(on: try open(), monitor: monitor)
        case .articles(let request): return try request.perform(on: try open(), monitor: monitor)
        case .names(let request): return try request.perform(on: try open())
        case .menus(let request): return try request.perform(on: try open())
        case .redirects(let request): return try request.perform(on: try open(), monitor: monitor)
        case .unusedFiles(let isDeleting):
            let unused = UnusedFiles(store: try open(), tools: tools, monitor: monitor, now: Trash.now)
            return try isDeleting ? unused.delete() : unused.list()
        case .trash: return try Trash(store: try open(), tools: tools).list()
        case .restore(let file): return try Trash(store: try open(), tools: tools).restore(file)
        }
    }

    private var isImport: Bool {
        switch self {
        case .importWordPress, .importFolder: true
        default: false
        }
    }

    /// What is recorded of an import: its kind, and what it was given.
    private var recorded: RecordedImport {
        switch self {
        case .importWordPress(let files, _, _, _, _, _): RecordedImport(kind: "wordpress", what: files.joined(separator: " "))
        case .importFolder(let folder, _, _): RecordedImport(kind: "folder", what: folder)
        case .importRedirects(let files, _, _): RecordedImport(kind: "redirects", what: files.joined(separator: " "))
        default: RecordedImport(kind: "", what: "")
        }
    }

    private func performImport(
        _ isDryRun: Bool, _ ledgerPath: String?, _ open: @escaping () throws -> Store,
        _ run: (LedgerFile?, () throws -> Store) throws -> Ledger
    ) throws -> WorkResult {
        let spool = try ledgerPath.map { try LedgerFile(path: $0) }
        let ledger: Ledger
        var undoable = ""
        if isDryRun {
            // The same work on a copy: what it says is what would be.
            let copy = try TemporaryCopy()
            defer { copy.remove() }
            ledger = try run(spool) { try copy.open(try open()) }
        } else {
            let record = recorded
            do {
                ledger = try run(spool) { try record.open(try open()) }
            } catch {
                // What went in stays, and can be taken back.
                _ = try? record.end()
                throw error
            }
            if let id = try record.end() { undoable = "It can be taken back: stet import undo \(id)\n" }
        }
        try ledger.finish()
        return WorkResult(
            report: LedgerReport(ledger, isDryRun: isDryRun).text + undoable, exit: ledger.isComplete ? .success : .incomplete)
    }
}

/// A database to try things on.
private final class TemporaryCopy {
    private let folder: String
    private var store: Store?

    init() throws {
        folder = NSTemporaryDirectory() + "/stet-dry-run-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func open(_ original: Store) throws -> Store {
        let file = folder + "/stet.sqlite"
        try original.copy(to: file)
        let copy = try Store(file: file)
        store = copy
        return copy
    }

    func remove() {
        try? store?.close()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
