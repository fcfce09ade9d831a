import ArgumentParser
import Editorial
import Foundation
import Media
import Storage
import Synchronization
import Web

/// Does work on a data directory: itself, or by the server that owns it.
struct WorkCommand {
    let work: Work
    let directory: DataDirectory
    /// Whether the work may begin a new magazine.
    let creates: Bool

    /// Runs the work and ends the process with its code.
    func run() async throws {
        try await Terminal.perform { try perform($0) }
    }

    /// Runs the work, and other work as often as the magazine may have changed, until somebody stops it. Each report is shown but one
    /// that says that there was nothing to do, or the same as the one before.
    ///
    /// Whether the magazine has changed is seen from outside: who took the directory to look would keep it from whoever writes.
    ///
    /// - Parameter nothing: how such a report ends.
    func follow(with later: Work, saying nothing: String) async throws {
        try await Terminal.perform { monitor in
            var watch = DirectoryWatch(directory)
            _ = watch.isDue()
            var result = try perform(monitor) { watch.note() }
            var shown = ""
            let again = WorkCommand(work: later, directory: directory, creates: false)
            while result.exit == .success || result.exit == .incomplete {
                if !result.report.hasSuffix(nothing + "\n"), result.report != shown {
                    Terminal.output(result.report)
                    shown = result.report
                }
                repeat {
                    usleep(200_000)
                    if Interrupt.wasAsked { return WorkResult(report: "", exit: .success) }
                } while !watch.isDue()
                do {
                    result = try again.perform(monitor) { watch.note() }
                } catch StorageError.inUse {
                    // An import has the directory; what it writes is seen when it is done.
                } catch  where Interrupt.wasAsked {
                    // In the middle of a run, which the next one completes.
                    return WorkResult(report: "", exit: .success)
                }
            }
            return result
        }
    }

    /// - Parameter closed: done when the database is closed again, while nobody else has the directory yet.
    private func perform(_ monitor: ImportMonitor, closed: () -> Void = {}) throws -> WorkResult {
        guard try directory.exists() else {
            if !creates { try directory.requireMagazine() }
            return try performOnNew(monitor)
        }
        let files = FileStore(folder: directory.files)
        // The files of a database on a server may begin on this machine.
        if creates, directory.database.isShared { try directory.create() }
        var lock = try DirectoryLock(directory, whileAlone: { files.sweep() })
        // Another command has it for a moment, or a server is about to listen.
        for _ in 0..<100 where lock == nil && !Interrupt.wasAsked {
            if let result = try CommandSocket.handOver(work, to: directory, monitor: monitor) { return result }
            usleep(100_000)
            lock = try DirectoryLock(directory, whileAlone: { files.sweep() })
        }
        guard let lock else { throw StorageError.inUse(path: directory.path) }
        return try withExtendedLifetime(lock) {
            let store = try Store(directory.database)
            defer {
                try? store.close()
                closed()
            }
            let limits = ImageLimits(try store.readWaiting { try $0.publication() })
            return try work.perform(with: tools(of: directory, limits), monitor: monitor) { store }
        }
    }

    private func tools(of directory: DataDirectory, _ limits: ImageLimits = ImageLimits()) -> WorkTools {
        WorkTools(of: directory, images: ImageIntake(workers: .ofThisProgram(), limits: limits))
    }

    /// A new magazine is made when its input is known to be readable, and not before.
    private func performOnNew(_ monitor: ImportMonitor) throws -> WorkResult {
        if work.isDryRun {
            let folder = NSTemporaryDirectory() + "/stet-new-" + UUID().uuidString
            defer { try? FileManager.default.removeItem(atPath: folder) }
            return try performOn(DataDirectory(folder), monitor)
        }
        return try performOn(directory, monitor)
    }

    private func performOn(_ directory: DataDirectory, _ monitor: ImportMonitor) throws -> WorkResult {
        var opened: (store: Store, lock: DirectoryLock)?
        defer { try? opened?.store.close() }
        return try work.perform(with: tools(of: directory), monitor: monitor) {
            try directory.create()
            guard let lock = try DirectoryLock(directory) else { throw StorageError.inUse(path: directory.path) }
            let store = try Store(directory.database)
            opened = (store, lock)
            return store
        }
    }
}

extension Work {
    fileprivate var isDryRun: Bool {
        switch self {
        case .importWordPress(_, _, _, _, let isDryRun, _), .importFolder(_, let isDryRun, _),
            .importRedirects(_, let isDryRun, _):
            isDryRun
        case .undoImport, .exportWordPress, .exportSite, .check, .verify, .reindex, .missingAltTexts, .describe, .settings,
            .articles, .names,
            .menus, .redirects,
            .unusedFiles,
            .trash,
            .restore:
            false
        }
    }
}

/// Ctrl-C: the work stops where it can go on later, instead of anywhere.
enum Interrupt {
    private static let asked = Atomic(false)

    static var wasAsked: Bool { asked.load(ordering: .relaxed) }

    static func listen() {
        signal(SIGINT) { _ in
            // The second time it ends at once; the data directory survives that too.
            if Interrupt.asked.exchange(true, ordering: .relaxed) { _exit(130) }
        }
        signal(SIGTERM) { _ in
            if Interrupt.asked.exchange(true, ordering: .relaxed) { _exit(143) }
        }
    }
}
