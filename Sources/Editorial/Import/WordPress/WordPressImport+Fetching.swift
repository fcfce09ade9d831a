import Content
private import Foundation
import Storage

extension WordPressImport {
    /// Fetches from the old site what the uploads do not hold: the files of attachments, and those that bodies show or link to.
    mutating func fetchMissing() throws {
        guard let fetch = options.fetch else { return }
        let missing = try missingFiles()
        guard !missing.isEmpty else { return }
        guard storesFiles else {
            let count = missing.count == 1 ? "1 file is" : "\(missing.count) files are"
            ledger.note("\(count) to be fetched from the old site; the first is \(missing[0].first.address)")
            return
        }
        ledger.expect(.file, count: missing.count)
        var failed = try self.fetch(missing.map(\.first), with: fetch)
        // The smaller copy is there where the whole picture is gone.
        let second = missing.filter { failed[$0.first] != nil }.compactMap { file in file.second.map { (file.first, $0) } }
        if !second.isEmpty {
            let stillFailed = try self.fetch(second.map(\.1), with: fetch)
            for (first, copy) in second where stillFailed[copy] == nil { failed[first] = nil }
        }
        for file in missing {
            guard let sentence = failed[file.first] else { continue }
            unfetched[file.first.served] = sentence
            ledger.record(entry(of: file.first).failing(sentence))
        }
    }

    /// What is to be fetched, and what in its place where it is not there.
    private struct Missing {
        var first: WantedFile
        var second: WantedFile?
    }

    private func missingFiles() throws -> [Missing] {
        let addresses = UploadAddresses(oldSite: survey.oldSite, basePath: publication.basePath)
        var attached: [WantedFile] = []
        var shown: [WantedFile] = []
        var seen: Set<String> = []
        try eachRecord("Looking for files") { record, _ in
            guard case .item(let item) = record else { return }
            if Ledger.Kind(item) == .attachment {
                let url = (item.attachmentURL ?? "").trimmed
                let attachedFile = item.meta.first { $0.key == "_wp_attached_file" }?.value ?? ""
                let served = survey.oldSite.filePath(attachmentURL: url, attachedFile: attachedFile)
                guard let address = addresses.absolute(url), !served.isEmpty, seen.insert(served).inserted else { return }
                attached.append(WantedFile(address: address, served: served))
            } else {
                shown += addresses.all(in: item.content)
            }
        }
        let own = seen
        var missing = attached.map { Missing(first: $0) }
        for file in shown where !own.contains(file.served) {
            let whole = ImageTag.withoutSize(file.served)
            guard whole.map({ !own.contains($0) }) ?? true else { continue }
            if let whole, let address = ImageTag.withoutSize(file.address) {
                guard seen.insert(whole).inserted else { continue }
                missing.append(Missing(first: WantedFile(address: address, served: whole), second: file))
            } else if seen.insert(file.served).inserted {
                missing.append(Missing(first: file))
            }
        }
        return try missing.filter { file in
            try !isServed(file.first.served) && !(file.second.map { try isServed($0.served) } ?? false)
        }
    }

    /// Whether a file is here, by its own name or in a flat folder.
    private func isServed(_ path: String) throws -> Bool {
        let flat = path.split(separator: "/").last.map { publication.basePath + OldSite.uploads + "/" + $0 }
        return try store.readWaiting { library in
            // Another site's may be the same, or another: its bytes tell.
            if try library.upload(at: path) != nil { return try library.otherSource(ofFileAt: path, than: source) == nil }
            return try flat.map { try library.upload(at: $0) != nil } ?? false
        }
    }

    /// - Returns: why, for each that did not come.
    private mutating func fetch(_ wanted: [WantedFile], with fetch: any FileFetch) throws -> [WantedFile: String] {
        var failed: [WantedFile: String] = [:]
        var arrived: [(file: WantedFile, disk: String)] = []
        var entries: [Ledger.Entry] = []
        var dropped: [String: Int] = [:]
        var fresh: Set<String> = []
        let (store, monitor, total) = (store, monitor, Int64(wanted.count))
        // Its own progress would come between that of the fetching.
        let quiet = ImportMonitor(isCancelled: monitor.isCancelled)
        let intake = FileIntake(fileStore: fileStore, images: images, storesFiles: storesFiles, monitor: quiet, source: source)
        func takeIn() throws {
            let files = arrived.map { (disk: $0.disk, served: $0.file.served, name: $0.file.served) }
            let addresses = Dictionary(arrived.map { ($0.file.served, $0.file) }, uniquingKeysWith: { first, _ in first })
            let taken = try intake.add(files, to: store) { entry in
                guard let file = addresses[entry.id] else { return }
                if entry.outcome == .imported {
                    var entry = entry
                    entry.file = file.address
                    entries.append(entry)
                } else {
                    failed[file] = entry.reason
                }
            }
            dropped.merge(taken.dropped, uniquingKeysWith: +)
            fresh.formUnion(taken.fresh)
            othersFiles.formUnion(taken.refused)
            for file in arrived { unlink(file.disk) }
            arrived.removeAll(keepingCapacity: true)
        }
        var count: Int64 = 0
        try fetch.fetch(wanted, isCancelled: monitor.isCancelled) { file, result in
            switch result {
            case .success(let disk): arrived.append((file, disk))
            case .failure(let failure): failed[file] = failure.sentence
            }
            count += 1
            monitor.report(
                ImportProgress("Fetching files", done: count, total: total, things: count, of: total, thing: "files"))
            if arrived.count >= WordPressImport.fetchedBatch || count == total { try takeIn() }
        }
        for entry in entries { ledger.record(entry) }
        freshFiles.formUnion(fresh)
        if let note = FileIntake.note(of: dropped) { ledger.note(note) }
        return failed
    }

    /// How many are looked at together while others are under way.
    private static let fetchedBatch = 32

    private func entry(of file: WantedFile) -> Ledger.Entry {
        Ledger.Entry(.file, .imported, id: file.served, title: "", file: file.address, line: 0, path: file.served)
    }
}
