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
        var commenters: Int64 = 0
        var uploads: [(path: String, digest: String, size: Int64)] = []
        try store.readWaiting { library in
            problems += try library.problems()
            counts = try library.counts()
            commenters = try library.commentersWithData()
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
            return WorkResult(report: "All is well: \(listed).\n\(Check.told(of: commenters))", exit: .success)
        }
        let lines = problems.map { "  " + $0 }.joined(separator: "\n")
        return WorkResult(
            report: "\(problems.count) \(problems.count == 1 ? "problem" : "problems"):\n\(lines)\n(\(listed))\n"
                + Check.told(of: commenters),
            exit: .incomplete)
    }

    /// What a publisher must know who answers for it.
    private static func told(of commenters: Int64) -> String {
        guard commenters > 0 else { return "" }
        return
            "\(commenters) \(commenters == 1 ? "comment has" : "comments have") the e-mail or network address of who wrote it, as an "
            + "import was told (--keep-commenter-data).\n"
    }
}
