import Editorial

/// What a person is told of a run, or of a proof.
struct ExportReport {
    let folder: String

    /// - Parameter lost: what is to be known of lost notes, in sentences.
    func run(_ findings: ExportPass.Findings, removed: Int, _ lost: String = "") -> WorkResult {
        var text = "\(folder): \(findings.written) \(findings.written == 1 ? "file" : "files") written"
        text += ", \(findings.kept) as \(findings.kept == 1 ? "it was" : "they were"), \(removed) taken away.\n"
        return WorkResult(report: text + lost + leftOut(findings), exit: findings.leftOut.isEmpty ? .success : .incomplete)
    }

    /// - Parameters:
    ///   - files: how many there should be.
    ///   - extra: those that belong to nothing.
    ///   - isOld: whether the magazine has changed since the last run.
    func proof(_ findings: ExportPass.Findings, files: Int, extra: [String], isOld: Bool) -> WorkResult {
        var text = ""
        for (what, list) in [("missing", findings.missing), ("different", findings.different), ("extra", extra)]
        where !list.isEmpty {
            text += "\(list.count) \(what):\n" + ExportReport.first(of: list, list.count)
        }
        text += leftOut(findings)
        if isOld { text += "The magazine has changed since: stet export site brings the files up to date.\n" }
        guard text.isEmpty else { return WorkResult(report: text, exit: .incomplete) }
        return WorkResult(report: "\(folder) is whole: \(files) files are as the magazine has them.\n", exit: .success)
    }

    private func leftOut(_ findings: ExportPass.Findings) -> String {
        guard findings.leftOutCount > 0 else { return "" }
        return "\(findings.leftOutCount) \(findings.leftOutCount == 1 ? "address was" : "addresses were") left out:\n"
            + ExportReport.first(of: findings.leftOut, findings.leftOutCount)
    }

    /// The first of a list, and how many more there are.
    private static func first(of list: [String], _ count: Int) -> String {
        let shown = list.sorted().prefix(20)
        return shown.map { "  \($0)\n" }.joined() + (count > shown.count ? "  and \(count - shown.count) more\n" : "")
    }
}
