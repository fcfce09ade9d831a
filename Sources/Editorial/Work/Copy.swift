import Content
import Media
package import Storage

/// Brings a whole magazine from one database to another: between a folder and a PostgreSQL server, either way.
package struct Copy {
    let source: DataDirectory
    let target: DataDirectory
    let monitor: ImportMonitor

    package init(from source: DataDirectory, to target: DataDirectory, monitor: ImportMonitor) {
        (self.source, self.target, self.monitor) = (source, target, monitor)
    }

    /// Copies, or goes on with a copy that was stopped; compares both row by row; and brings along the files that the target's
    /// folder lacks.
    package func run() throws -> WorkResult {
        let store = try Store(source.database)
        defer { try? store.close() }
        let rows = try store.copy(to: target.database, named: "\(source.database)") { phase, done, total in
            try monitor.check()
            monitor.report(ImportProgress(phase, done: done, total: total, things: done, of: total, thing: "rows"))
        }
        let missing = try copyFiles(store)
        var report = "\(rows) rows were copied, and are the same in both.\n"
        if !missing.isEmpty {
            report += "\(missing.count) files are in neither folder; the first is that of \(missing[0]).\n"
        }
        return WorkResult(report: report, exit: missing.isEmpty ? .success : .incomplete)
    }

    /// - Returns: the addresses whose files are not there.
    private func copyFiles(_ store: Store) throws -> [String] {
        let (from, to) = (FileStore(folder: source.files), FileStore(folder: target.files))
        var uploads: [(path: String, digest: String, size: Int64)] = []
        try store.readWaiting { try $0.eachUpload { uploads.append(($0.path, $0.digest, $0.size)) } }
        var missing: [String] = []
        for (index, upload) in uploads.enumerated() where !to.holds(upload.digest, size: upload.size) {
            try monitor.check()
            let count = Int64(uploads.count)
            monitor.report(
                ImportProgress("Copying files", done: Int64(index), total: count, things: Int64(index), of: count, thing: "files")
            )
            guard from.holds(upload.digest, size: upload.size) else {
                missing.append(upload.path)
                continue
            }
            _ = try to.add(fileAt: from.path(of: upload.digest))
        }
        return missing
    }
}
