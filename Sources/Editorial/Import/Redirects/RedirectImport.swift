import Content
import Storage

/// Brings in redirects of an old site, beside those that its export implies.
///
/// An address leads on in one step: where a redirect leads to another, both lead to the end. What answers is never pushed away.
struct RedirectImport {
    let files: [String]
    let store: Store
    let monitor: ImportMonitor
    /// What its readers are answered.
    let reading: MagazineReading
    private var ledger: Ledger
    /// Where a rule stands for each address that these files lead on: the first of several is taken, as by the plugin and by Apache.
    private var taken: [String: String] = [:]

    private static let batch = 500

    /// - Throws: `ImportError`, `StorageError`; nothing is written where a file cannot be read.
    static func run(
        files: [String], spool: LedgerFile?, monitor: ImportMonitor, reading: (Store) throws -> MagazineReading,
        open: () throws -> Store
    ) throws -> Ledger {
        let read = try files.map { (path: $0, file: try RedirectFile(path: $0)) }
        let store = try open()
        var run = RedirectImport(
            files: files, store: store, monitor: monitor, reading: try reading(store), ledger: Ledger(spool: spool))
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
            let (reading, before) = (reading, taken)
            var taken = before
            try store.writeWaiting { transaction in
                var writer = RedirectWriter(
                    transaction: transaction, publication: try transaction.publication(), reading: reading, taken: before)
                entries = try batch.map { try writer.write($0, file: file) }
                taken = writer.taken
            }
            self.taken = taken
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
    let reading: MagazineReading
    private(set) var taken: [String: String]

    init(
        transaction: Transaction, publication: Publication, reading: @escaping MagazineReading, taken: [String: String]
    ) {
        (self.transaction, self.publication, self.reading, self.taken) = (transaction, publication, reading, taken)
    }

    mutating func write(_ rule: RedirectRule, file: String) throws -> Ledger.Entry {
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
        if let place = taken[source.key] { return leavingOut("a rule for the same address stands before it, at \(place)") }
        if let reason = try standing(at: source) { return leavingOut(reason) }
        switch rule.action {
        case .redirect(let target, let status):
            guard let written = location(target) else {
                return entry.failing("it does not lead to an address: \(target.prefix(200))")
            }
            let location = try end(of: written)
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
        taken[source.key] = rule.line > 0 ? "\(file):\(rule.line)" : file
        return entry
    }

    /// Why a rule is not taken where the magazine answers already: a redirect never pushes away what stands.
    private func standing(at source: Permalink) throws -> String? {
        if try transaction.isTaken(source) { return "something stands at its address" }
        // One that is led on by a redirect, here or with another slash, may be led to somewhere else.
        let path = source.text
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path + "/"
        for spelling in [path, folder, path.lowercased(), folder.lowercased()] {
            switch try transaction.current.destination(at: Permalink.key(of: spelling)) {
            case .redirect?, .gone?: return nil
            default: continue
            }
        }
        let answer = try reading(PercentEncoding.encoded(path), transaction.current)
        if answer.status == 200 { return "something stands at its address" }
        guard let location = answer.location, !answer.isGuess else { return nil }
        return "its address leads to \(location) already"
    }

    /// Where an address leads in the end, so that nobody is sent on twice.
    private func end(of location: String) throws -> String {
        guard location.hasPrefix("/") else { return location }
        let fragment = location.drop { $0 != "#" }
        var end = String(location.prefix { $0 != "#" })
        for _ in 0..<5 {
            let answer = try reading(PercentEncoding.encoded(String(end.prefix { $0 != "#" })), transaction.current)
            if answer.status == 200, end != location { return end.contains("#") ? end : end + fragment }
            guard let next = answer.location, next.hasPrefix("/"), !next.hasPrefix("//") else { return location }
            end = next
        }
        return location
    }

    func source(_ text: String) -> Permalink? {
        let text = text.replacing(" ", with: "%20")
        guard let host = OldSite.host(of: text) else { return Permalink(text.hasPrefix("/") ? text : "/" + text) }
        return isOwn(host) ? Permalink(url: text) : nil
    }

    /// A path of this magazine, or an absolute address of another site.
    func location(_ target: String) -> String? {
        let target = target.replacing(" ", with: "%20")
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
