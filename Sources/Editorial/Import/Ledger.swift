/// What became of everything an import was given: each thing is in exactly one of imported, changed, left out, failed.
package struct Ledger: Sendable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case article, page
        case otherItem = "other item"
        case attachment, section, tag, term, author, comment, menu
        case menuEntry = "menu entry"
        case file, redirect
    }

    package enum Outcome: String, Sendable, CaseIterable, Codable {
        case imported
        /// It went in, but not as it was: the reason says how.
        case changed
        case leftOut = "left out"
        case failed
    }

    package struct Entry: Sendable, Codable {
        package var kind: Kind
        package var outcome: Outcome
        /// The old site's own id.
        package var id: String
        package var title: String
        package var file: String
        package var line: Int
        /// How it was changed, why it was left out, what failed. Empty for what was imported as it was.
        package var reason: String
        /// Where it answers now, if it does.
        package var path: String

        package init(
            _ kind: Kind, _ outcome: Outcome, id: String, title: String, file: String, line: Int, reason: String = "",
            path: String = ""
        ) {
            (self.kind, self.outcome, self.id, self.title) = (kind, outcome, id, title)
            (self.file, self.line, self.reason, self.path) = (file, line, reason, path)
        }
    }

    /// A reason, how often it was given, and the first to whom.
    package struct Reason: Sendable {
        package var kind: Kind
        package var outcome: Outcome
        package var text: String
        package var count: Int
        package var first: Entry
    }

    /// What the files hold, counted before anything was imported.
    package private(set) var found: [Kind: Int] = [:]
    package private(set) var counts: [Kind: [Outcome: Int]] = [:]
    package private(set) var reasons: [Reason] = []
    /// What a person should know besides: the time zone that was inferred, what was mended in a file.
    package private(set) var notes: [String] = []
    private var reasonIndex: [ReasonKey: Int] = [:]
    private let spool: LedgerFile?

    /// - Parameter spool: where every single entry is written, if anywhere. The ledger itself keeps counts and reasons, so
    ///   that it is small for an export of any size.
    package init(spool: LedgerFile? = nil) { self.spool = spool }

    package mutating func expect(_ kind: Kind, count: Int = 1) { found[kind, default: 0] += count }

    package mutating func record(_ entry: Entry) {
        counts[entry.kind, default: [:]][entry.outcome, default: 0] += 1
        spool?.write(entry)
        guard entry.outcome != .imported else { return }
        let key = ReasonKey(kind: entry.kind, outcome: entry.outcome, text: entry.reason)
        if let index = reasonIndex[key] {
            reasons[index].count += 1
        } else if reasons.count < Ledger.mostReasons {
            reasonIndex[key] = reasons.count
            reasons.append(Reason(kind: entry.kind, outcome: entry.outcome, text: entry.reason, count: 1, first: entry))
        }
    }

    package mutating func note(_ sentence: String) {
        if notes.count < Ledger.mostNotes { notes.append(sentence) }
    }

    package func count(_ kind: Kind, _ outcome: Outcome) -> Int { counts[kind]?[outcome] ?? 0 }

    package func count(_ outcome: Outcome) -> Int { Kind.allCases.reduce(0) { $0 + count($1, outcome) } }

    /// Whether as many things have an outcome as were found, of each kind.
    package var reconciles: Bool {
        Kind.allCases.allSatisfy { kind in
            (found[kind] ?? 0) == Outcome.allCases.reduce(0) { $0 + count(kind, $1) }
        }
    }

    /// Whether everything went in.
    package var isComplete: Bool { reconciles && count(.leftOut) == 0 && count(.failed) == 0 }

    /// Writes what is left of the ledger's file and gives it its name.
    package func finish() throws { try spool?.finish(self) }

    private static let mostReasons = 2000
    private static let mostNotes = 500

    private struct ReasonKey: Hashable {
        var kind: Kind
        var outcome: Outcome
        var text: String
    }
}

extension Ledger.Entry {
    /// What the reader mended in a record that went in as it was otherwise.
    func mended(_ notes: [WXRNote]) -> Ledger.Entry {
        guard outcome == .imported, !notes.isEmpty else { return self }
        return changing(notes.map(\.change).joined(separator: "; "))
    }

    func failing(_ reason: String) -> Ledger.Entry { with(.failed, reason) }

    func changing(_ reason: String) -> Ledger.Entry { with(.changed, reason) }

    func with(_ outcome: Ledger.Outcome, _ reason: String) -> Ledger.Entry {
        var entry = self
        entry.outcome = outcome
        entry.reason = reason
        return entry
    }
}
