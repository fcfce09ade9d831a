import Content
import Storage

/// Brings in redirects of an old site, beside those that its export implies.
///
/// An address leads on in one step: where a redirect leads to another, both lead to the end. What answers is never pushed away.
struct RedirectImport {
    let files: [String]
    let store: Store
    let monitor: ImportMonitor
    private var ledger: Ledger

    private static let batch = 500

    /// - Throws: `ImportError`, `StorageError`; nothing is written where a file cannot be read.
    static func run(files: [String], spool: LedgerFile?, monitor: ImportMonitor, open: () throws -> Store) throws -> Ledger {
        let read = try files.map { (path: $0, file: try RedirectFile(path: $0)) }
        var run = RedirectImport(files: files, store: try open(), monitor: monitor, ledger: Ledger(spool: spool))
        for (path, file) in read {
            run.ledger.expect(.redirect, count: file.rules.count)
            try run.write(file.rules, of: path)
            if let note = file.note { run.ledger.note(note) }
        }
        try run.store.checkpoint()
        return run.ledger
    }

    private mutating func write(_ rules: [RedirectRule], of file: String) throws {
        for start in stride(from: 0, to: rules.count, by: RedirectImport.batch) {
            try monitor.check()
            let batch = rules[start..<min(start + RedirectImport.batch, rules.count)]
            var entries: [Ledger.Entry] = []
            try store.writeWaiting { transaction in
                let writer = RedirectWriter(transaction: transaction, publication: try transaction.publication())
                entries = try batch.map { try writer.write($0, file: file) }
            }
            for entry in entries { ledger.record(entry) }
            let done = Int64(start + batch.count)
            monitor.report(
                ImportProgress(
                    "Importing redirects", done: done, total: Int64(rules.count), things: done, of: Int64(rules.count),
                    thing: "redirects"))
        }
    }
}

/// Writes single redirects, and says what became of each.
struct RedirectWriter {
    let transaction: Transaction
    let publication: Publication

    func write(_ rule: RedirectRule, file: String) throws -> Ledger.Entry {
        var entry = Ledger.Entry(.redirect, .imported, id: rule.source, title: rule.source, file: file, line: rule.line)
        func leavingOut(_ reason: String) -> Ledger.Entry {
            entry.outcome = .leftOut
            entry.reason = reason
            return entry
        }
        if case .unusable(let reason) = rule.action { return leavingOut(reason) }
        guard let source = source(rule.source) else { return entry.failing("it does not begin with an address of this magazine") }
        entry.path = source.text
        if ReservedAddress.contains(source, basePath: publication.basePath) {
            return leavingOut("Stet answers its address itself")
        }
        if try transaction.isTaken(source) { return leavingOut("something stands at its address") }
        switch rule.action {
        case .redirect(let target, let status):
            guard let location = location(target) else {
                return entry.failing("it does not lead to an address: \(target.prefix(200))")
            }
            do {
                try transaction.claim(source, for: .redirect(location))
            } catch StorageError.redirectLoop {
                return entry.failing("it would lead back to itself")
            }
            if try isEmpty(location) { entry = entry.changing("nothing stands where it leads, at \(location)") }
            if ![301, 308].contains(status) {
                entry = entry.changing("it was for a while (\(status)), and is for good here (301)")
            }
        case .gone: try transaction.claim(source, for: .gone)
        case .unusable: break
        }
        return entry
    }

    func source(_ text: String) -> Permalink? {
        guard let host = OldSite.host(of: text) else { return Permalink(text.hasPrefix("/") ? text : "/" + text) }
        return isOwn(host) ? Permalink(url: text) : nil
    }

    /// A path of this magazine, or an absolute address of another site.
    func location(_ target: String) -> String? {
        if let host = OldSite.host(of: target) {
            guard isOwn(host) else {
                let isWeb = ["http://", "https://"].contains { target.lowercased().hasPrefix($0) }
                let isSafe = !target.utf8.contains { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }
                return isWeb && isSafe && target.utf8.count <= 2000 ? target : nil
            }
            return Permalink(url: target).map { $0.text + fragment(of: target) }
        }
        guard !target.isEmpty, !target.contains(":") || target.hasPrefix("/") else { return nil }
        let path = String(target.prefix { $0 != "#" })
        return Permalink(path.hasPrefix("/") ? path : "/" + path).map { $0.text + fragment(of: target) }
    }

    private func fragment(of target: String) -> String {
        let fragment = target.drop { $0 != "#" }
        return fragment.utf8.contains { $0 <= 0x20 || $0 == 0x7F } ? "" : String(fragment)
    }

    private func isOwn(_ host: String) -> Bool {
        func bare(_ host: String) -> String { host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }
        return OldSite.host(of: publication.origin).map { bare($0) == bare(host) } ?? false
    }

    private func isEmpty(_ location: String) throws -> Bool {
        guard location.hasPrefix("/"), let permalink = Permalink(String(location.prefix { $0 != "#" })) else { return false }
        if ReservedAddress.contains(permalink, basePath: publication.basePath) { return false }
        if try transaction.current.destination(at: permalink.key)?.answers == true { return false }
        return try transaction.current.upload(at: PercentEncoding.decoded(permalink.path)) == nil
    }
}
