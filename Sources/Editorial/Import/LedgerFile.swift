private import Foundation
import Synchronization

/// The ledger as JSON, for scripts: every entry as it is recorded, the totals at the end.
///
/// ```
/// {"entries": [{"kind": "article", "outcome": "imported", "id": "7", "title": "…", "file": "…", "line": 12, "reason": "",
///   "path": "/2023/11/x/"}, …],
///  "totals": {"article": {"found": 3, "imported": 2, "changed": 1, "left out": 0, "failed": 0}, …},
///  "notes": ["…"], "reconciles": true, "complete": false}
/// ```
///
/// It is written under a temporary name and gets its own when it is whole.
package final class LedgerFile: Sendable {
    private struct State {
        var handle: FileHandle
        var buffer: Data
        var isFirst = true
        var isFinished = false
    }

    private let path: String
    private let state: Mutex<State>

    /// - Throws: a sentence, where the file cannot be written.
    package init(path: String) throws(ImportError) {
        self.path = path
        guard FileManager.default.createFile(atPath: path + ".part", contents: nil),
            let handle = FileHandle(forWritingAtPath: path + ".part")
        else { throw .ledgerUnwritable(path: path) }
        state = Mutex(State(handle: handle, buffer: Data("{\"entries\": [".utf8)))
    }

    /// A ledger that was never finished leaves nothing behind. One that was has nothing of this name any more: that is another's, which
    /// is being written to the same path.
    deinit {
        if !state.withLock({ $0.isFinished }) { unlink(path + ".part") }
    }

    func write(_ entry: Ledger.Entry) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let json = try? encoder.encode(entry) else { return }
        state.withLock { state in
            state.buffer += state.isFirst ? Data("\n".utf8) : Data(",\n".utf8)
            state.isFirst = false
            state.buffer += json
            if state.buffer.count > 65_536 {
                try? state.handle.write(contentsOf: state.buffer)
                state.buffer.removeAll(keepingCapacity: true)
            }
        }
    }

    func finish(_ ledger: Ledger) throws(ImportError) {
        var totals: [String: [String: Int]] = [:]
        for kind in Ledger.Kind.allCases {
            let found = ledger.found[kind] ?? 0
            guard found > 0 || ledger.counts[kind] != nil else { continue }
            totals[kind.rawValue] = ["found": found]
            for outcome in Ledger.Outcome.allCases {
                totals[kind.rawValue]?[outcome.rawValue] = ledger.count(kind, outcome)
            }
        }
        let rest = Rest(totals: totals, notes: ledger.notes, reconciles: ledger.reconciles, complete: ledger.isComplete)
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let json = try encoder.encode(rest)
            try state.withLock { state in
                state.buffer += Data("\n],\n".utf8) + json.dropFirst() + Data("\n".utf8)
                try state.handle.write(contentsOf: state.buffer)
                try state.handle.synchronize()
                try state.handle.close()
            }
            guard rename(path + ".part", path) == 0 else { throw ImportError.ledgerUnwritable(path: path) }
            state.withLock { $0.isFinished = true }
        } catch {
            throw .ledgerUnwritable(path: path)
        }
    }

    private struct Rest: Codable {
        var totals: [String: [String: Int]]
        var notes: [String]
        var reconciles: Bool
        var complete: Bool
    }
}
