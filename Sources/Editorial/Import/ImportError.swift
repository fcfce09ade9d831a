/// Why an import could not begin or go on, named for what a person must mend.
package enum ImportError: Error, CustomStringConvertible {
    case unreadable(String)
    case noSite(file: String)
    case uploadsMissing(path: String)
    case ledgerUnwritable(path: String)
    case reportUnwritable(path: String)
    case cancelled
    /// Work that is no import was stopped: what is so now, in a sentence.
    case stopped(String)

    package var description: String {
        switch self {
        case .unreadable(let sentence): sentence
        case .noSite(let file):
            "\(file): the export does not say which site it is from: it has no <link>, <wp:base_site_url> or <wp:base_blog_url>. "
                + "Export it again."
        case .uploadsMissing(let path):
            "\(path) is not a folder that can be read. --uploads wants the folder wp-content/uploads of the old site."
        case .ledgerUnwritable(let path): "The ledger cannot be written to \(path)."
        case .reportUnwritable(let path): "The report cannot be written to \(path)."
        case .stopped(let sentence): sentence
        case .cancelled: "The import was stopped. What went in stays; run the same command again to go on."
        }
    }
}

/// How far an import has come.
package struct ImportProgress: Sendable, Equatable, Codable {
    /// What is being done: "Reading", "Importing".
    package var phase: String
    /// How much of the input is done: in bytes of a file, or in things.
    package var done: Int64
    package var total: Int64
    /// Things finished so far, for a rate.
    package var things: Int64
    /// How many there are; 0 where that is not known yet.
    package var allThings: Int64
    package var thing: String

    package init(_ phase: String, done: Int64, total: Int64, things: Int64, of allThings: Int64 = 0, thing: String) {
        (self.phase, self.done, self.total) = (phase, done, total)
        (self.things, self.allThings, self.thing) = (things, allThings, thing)
    }
}

/// What an import tells, and asks, while it runs.
package struct ImportMonitor: Sendable {
    package let report: @Sendable (ImportProgress) -> Void
    package let isCancelled: @Sendable () -> Bool

    package init(
        report: @escaping @Sendable (ImportProgress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.report = report
        self.isCancelled = isCancelled
    }

    func check() throws(ImportError) {
        if isCancelled() { throw .cancelled }
    }
}
