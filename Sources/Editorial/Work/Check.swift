import Content
import Media
import Storage

/// Whether a magazine is whole: schema, files, references, addresses.
struct Check {
    let store: Store
    let files: FileStore
    let monitor: ImportMonitor

    func run() throws -> WorkResult {
        var problems = try store.integrityProblems()
        var counts: [(one: String, many: String, count: Int64)] = []
        var uploads: [(path: String, digest: String, size: Int64)] = []
        try store.readWaiting { library in
            problems += try library.problems()
            counts = try library.counts()
            try library.eachUpload { uploads.append(($0.path, $0.digest, $0.size)) }
        }
        for (index, upload) in uploads.enumerated() {
            if index % 50 == 0 {
                try monitor.check()
                monitor.report(
                    ImportProgress(
                        "Reading files", done: Int64(index), total: Int64(uploads.count), things: Int64(index),
                        of: Int64(uploads.count), thing: "files"))
            }
            if !files.holds(upload.digest, size: upload.size) {
                problems.append("The file served at \(upload.path) is missing: \(files.path(of: upload.digest))")
            } else if !files.verify(upload.digest) {
                problems.append("The file served at \(upload.path) is damaged: its bytes are not those that were stored.")
            }
        }
        let listed = counts.map { "\($0.count) \($0.count == 1 ? $0.one : $0.many)" }.joined(separator: ", ")
        guard !problems.isEmpty else {
            return WorkResult(report: "All is well: \(listed).\n", exit: .success)
        }
        let lines = problems.map { "  " + $0 }.joined(separator: "\n")
        return WorkResult(
            report: "\(problems.count) \(problems.count == 1 ? "problem" : "problems"):\n\(lines)\n(\(listed))\n",
            exit: .incomplete)
    }
}
