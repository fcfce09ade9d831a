package import Content
private import Foundation
import Media
package import Storage

/// What was deleted, for as long as it can be brought back.
package struct Trash {
    let store: Store
    let tools: WorkTools
    let now: Timestamp

    package init(store: Store, tools: WorkTools, now: Timestamp = Trash.now) {
        (self.store, self.tools, self.now) = (store, tools, now)
    }

    static let days = 30
    private static let age = Int64(days) * 86_400_000

    package static var now: Timestamp { Timestamp(stored: Int64(Date().timeIntervalSince1970 * 1000)) }

    private var folder: FileTrash { tools.trash }

    /// `2020-01-15`, in UTC.
    static func day(_ time: Timestamp) -> String { String(time.rfc3339.prefix(10)) }

    // MARK: Upkeep

    /// Ends deletions that were not ended, and removes for good what has been here for thirty days.
    package func sweep() throws {
        var unfinished: [FileTrash.Entry] = []
        for entry in folder.entries {
            if now.milliseconds - entry.deletedAt > Trash.age {
                folder.remove(entry)
            } else if folder.size(of: entry) == nil {
                unfinished.append(entry)
            }
        }
        try move(unfinished)
        // Another program may be about to take the rows away. After an hour it is not.
        for entry in unfinished where now.milliseconds - entry.deletedAt > 3_600_000 && folder.size(of: entry) == nil {
            folder.remove(entry)
        }
    }

    /// Ends deletions whose rows are gone.
    func end(_ entries: [FileTrash.Entry]) throws {
        try move(entries)
        // One that is served again, and one whose bytes are nowhere.
        for entry in entries where folder.size(of: entry) == nil { folder.remove(entry) }
    }

    /// Moves the bytes of files whose rows are gone, as far as nothing refers to them again: while nobody else can write.
    ///
    /// Whoever adds a file and finds it there looks once more when it has said where the file is served: it may have gone here in
    /// between.
    private func move(_ entries: [FileTrash.Entry]) throws {
        for start in stride(from: 0, to: entries.count, by: 50) {
            let batch = Array(entries[start..<min(start + 50, entries.count)])
            try store.writeWaiting { transaction in
                let served = try transaction.current.served(batch.map(\.digest))
                try folder.take(batch.filter { !served.contains($0.digest) }, from: tools.files)
            }
        }
    }

    // MARK: Listing

    func list() throws -> WorkResult {
        try sweep()
        var lines = ""
        var (count, size) = (0, Int64(0))
        for entry in folder.entries {
            guard let bytes = folder.size(of: entry) else { continue }
            count += 1
            size += bytes
            let note = folder.note(of: entry).flatMap { TrashNote($0) }
            let until = Timestamp(stored: entry.deletedAt + Trash.age)
            lines += "  \(note?.addresses.first?.path ?? "(without an address: \(folder.path(of: entry)))")"
            lines += "  \(ReadableSize.text(bytes)), deleted on \(Trash.day(Timestamp(stored: entry.deletedAt))), "
            lines += "kept until \(Trash.day(until))\n"
            for address in note?.addresses.dropFirst() ?? [] { lines += "    also at \(address.path)\n" }
        }
        guard count > 0 else { return WorkResult(report: "The trash is empty.\n", exit: .success) }
        return WorkResult(
            report: "\(UnusedFiles.counted(count)) in the trash, \(ReadableSize.text(size)):\n" + lines
                + "Bring one back with: stet pictures restore FILE\n", exit: .success)
    }

    // MARK: Bringing back

    /// Brings back the file that was served at a path, the last one that was deleted there, at all its addresses and with its words.
    func restore(_ file: String) throws -> WorkResult {
        let wanted = [file, PercentEncoding.decoded(Permalink(url: file)?.path ?? file)]
        let found = folder.entries.lazy.compactMap { entry -> (FileTrash.Entry, TrashNote)? in
            guard folder.size(of: entry) != nil, let note = folder.note(of: entry).flatMap({ TrashNote($0) }) else { return nil }
            return note.addresses.contains { wanted.contains($0.path) } ? (entry, note) : nil
        }
        guard let (entry, note) = found.first else {
            return WorkResult(
                report: "The trash holds no file that was served at \(file). What it holds is listed by: stet pictures --trash\n",
                exit: .unreadable)
        }
        let stored = try tools.files.add(fileAt: folder.path(of: entry))
        guard stored.digest == entry.digest else {
            return WorkResult(
                report: "\(folder.path(of: entry)) is damaged: its bytes are not those that were deleted.\n", exit: .incomplete)
        }
        let report = try store.writeWaiting { try restore(note, entry.digest, $0) }
        // It may have been moved here anew before the rows were there.
        if !tools.files.holds(stored.digest, size: stored.size) { _ = try tools.files.add(fileAt: folder.path(of: entry)) }
        folder.remove(entry)
        return report
    }

    private func restore(_ note: TrashNote, _ digest: String, _ transaction: Transaction) throws -> WorkResult {
        var report = ""
        var isWhole = true
        func leave(_ sentence: String) {
            report += "  \(sentence)\n"
            isWhole = false
        }
        var served: [String] = []
        for upload in note.uploads(digest: digest) {
            if let present = try transaction.current.upload(at: upload.path) {
                if present.digest != digest {
                    leave("\(upload.path) is another file by now, and stays so.")
                    continue
                }
            } else if let site = note.pictures.first(where: { $0.file == upload.path })?.oldNames.first?.site {
                // It is that old site's again: another's must not take its place.
                try transaction.save(upload, of: transaction.source(url: site))
            } else {
                try transaction.save(upload)
            }
            served.append(upload.path)
        }
        if let image = note.image, try transaction.current.image(digest) == nil {
            try transaction.save(image.record(digest: digest))
        }
        for words in note.pictures where served.contains(words.file) { try restore(words, transaction, leave) }
        for variant in note.variants where served.contains(variant.file) {
            guard try transaction.current.variant(at: variant.path) == nil else { continue }
            try transaction.save(variant: variant.path, of: variant.file, width: variant.width, height: variant.height)
        }
        guard let first = served.first else {
            return WorkResult(report: "Nothing could be brought back:\n" + report, exit: .incomplete)
        }
        let others = served.dropFirst().map { "  also at \($0)\n" }.joined()
        return WorkResult(report: "\(first) is back.\n" + others + report, exit: isWhole ? .success : .incomplete)
    }

    private func restore(_ words: TrashNote.Words, _ transaction: Transaction, _ leave: (String) -> Void) throws {
        var picture = words.picture
        // An import may have brought it in again, without what was said of it here.
        if let id = try transaction.current.pictures(ofFile: words.file).first,
            var present = try transaction.current.picture(id)
        {
            if present.alt.isEmpty, !present.isDecorative {
                (present.alt, present.isDecorative) = (picture.alt, picture.isDecorative)
            }
            if present.caption.markup.isEmpty { present.caption = picture.caption }
            if present.credit.isEmpty { present.credit = picture.credit }
            if present.title.isEmpty { present.title = picture.title }
            if present.summary.markup.isEmpty { present.summary = picture.summary }
            _ = try transaction.save(present, as: id)
            return
        }
        if let page = picture.permalink, try transaction.isTaken(page) {
            leave("The address \(page) of its page answers with something else by now, and stays so.")
            picture.permalink = nil
        }
        let id = try transaction.save(picture)
        for name in words.oldNames {
            let source = try transaction.source(url: name.site)
            let origin = Origin(.attachment, name.id)
            if try transaction.target(of: origin, source: source) == nil {
                try transaction.note(origin, source: source, became: id, digest: name.digest)
            }
        }
        guard let page = picture.permalink else { return }
        for alias in words.aliases {
            if let alias = Permalink(alias) { try transaction.claim(alias, for: .redirect(page.text)) }
        }
    }
}
