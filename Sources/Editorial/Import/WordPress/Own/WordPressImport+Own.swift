import Content
import Storage

extension WordPressImport {
    /// Addresses that lead on or are gone, of an export that Stet wrote: when all else is here, so that nothing is pushed aside.
    mutating func importOwnAddresses() throws {
        guard survey.own.addresses > 0 else { return }
        var waiting: [(key: OwnData.Key, target: String, file: String)] = []
        var entries: [Ledger.Entry] = []
        func flush(_ run: WordPressImport) throws {
            let batch = waiting
            waiting.removeAll(keepingCapacity: true)
            try run.store.writeBatchWaiting { transaction in
                for row in batch {
                    entries.append(try run.claim(row.key, leadingTo: row.target, row.file, in: transaction))
                }
            }
        }
        let run = self
        try run.eachRecord("Importing redirects") { record, file in
            guard case .own(let row) = record, let key = OwnData.Key(row.key) else { return }
            switch key {
            case .redirect, .gone: waiting.append((key, row.value, run.options.files[file]))
            default: return
            }
            if waiting.count >= WordPressImport.batch { try flush(run) }
        }
        try flush(run)
        for entry in entries { ledger.record(entry) }
    }

    private func claim(
        _ key: OwnData.Key, leadingTo target: String, _ file: String, in transaction: Transaction
    ) throws -> Ledger.Entry {
        let (address, destination): (String, Destination) =
            switch key {
            case .redirect(let from): (from, .redirect(target))
            case .gone(let address): (address, .gone)
            default: ("", .gone)
            }
        let entry = Ledger.Entry(.redirect, .imported, id: address, title: "", file: file, line: 0, path: address)
        guard let permalink = Permalink(address) else { return entry.failing("it is no address of a magazine") }
        if case .redirect(let location) = destination {
            let isWeb = ["https://", "http://"].contains { location.hasPrefix($0) }
            let isSafe =
                !location.utf8.contains { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") } && location.utf8.count <= 2000
            guard isSafe, isWeb || Permalink(String(location.prefix { $0 != "#" })) != nil else {
                return entry.failing("it leads to what is no address")
            }
        }
        do {
            try transaction.claim(permalink, for: destination)
        } catch StorageError.redirectLoop {
            return entry.with(.leftOut, "it leads back to itself")
        }
        guard let present = try transaction.current.destination(at: permalink.key) else {
            return entry.with(.leftOut, "its address is one that Stet answers itself")
        }
        return present.answers ? entry.with(.leftOut, "its address answers with something") : entry
    }
}
