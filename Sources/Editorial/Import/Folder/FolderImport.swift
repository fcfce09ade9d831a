import Content
private import Foundation
package import Media
package import Storage

/// A folder of Markdown becomes a magazine, or joins one: Stet's own, Hugo's, Jekyll's.
///
/// A text is known by its file's path in the folder, so that a second run changes only what was changed.
/// Runs on the caller's thread and keeps it.
package struct FolderImport {
    private let folder: String
    private let reader: FolderReader
    private let listing: FolderListing
    private let store: Store
    private let monitor: ImportMonitor
    private var ledger: Ledger
    private var source: Int64 = 0
    private var publication = Publication()
    private var authors: [String: Int64] = [:]
    private var sections: [String: Int64] = [:]

    /// - Throws: `ImportError.unreadable` where the folder cannot be read; nothing is written then.
    package static func run(
        folder: String, fileStore: FileStore, images: ImageIntake, storesFiles: Bool = true, spool: LedgerFile? = nil,
        monitor: ImportMonitor,
        open: () throws -> Store
    ) throws -> Ledger {
        let reader: FolderReader
        do {
            reader = try FolderReader(folder: folder)
        } catch {
            throw ImportError.unreadable("\(error)")
        }
        let listing = reader.list()
        guard !listing.sources.isEmpty || !listing.failures.isEmpty else {
            throw ImportError.unreadable("\(folder): there is no Markdown file (.md, .markdown) in this folder.")
        }
        var run = FolderImport(
            folder: folder, reader: reader, listing: listing, store: try open(), monitor: monitor, ledger: Ledger(spool: spool))
        try run.importPublication()
        try run.importTerms()
        try run.importFiles(
            FileIntake(fileStore: fileStore, images: images, storesFiles: storesFiles, monitor: monitor, source: run.source))
        try run.importDocuments()
        for failure in listing.failures {
            run.ledger.expect(.otherItem)
            run.ledger.record(run.entry(of: failure))
        }
        try run.store.checkpoint()
        return run.ledger
    }

    private init(
        folder: String, reader: FolderReader, listing: FolderListing, store: Store, monitor: ImportMonitor, ledger: Ledger
    ) {
        (self.folder, self.reader, self.listing) = (folder, reader, listing)
        (self.store, self.monitor, self.ledger) = (store, monitor, ledger)
    }

    /// The publication's settings, where they are still those of a new one.
    private mutating func importPublication() throws {
        let given = listing.publication
        let name = folder.split(separator: "/").last.map(String.init) ?? folder
        let brought: [(name: String, value: String?)] = [
            ("name", given?.name), ("tagline", given?.tagline), ("language", given?.language), ("base_url", given?.baseURL),
            ("time_zone", given?.timeZone), ("cards_per_page", given?.cardsPerPage.map { String($0) }),
            ("teaser_words", given?.teaserWords.map { String($0) }),
        ]
        let monitor = monitor
        let notes: [String]
        (source, publication, notes) = try store.writeWaiting { transaction in
            var publication = try transaction.publication()
            var notes = brought.compactMap { publication.adopt($0.value, as: $0.name) }
            notes += try PublicationChange(transaction: transaction, monitor: monitor).apply(publication)
            return (try transaction.source(url: "folder:" + (given?.baseURL ?? name)), publication, notes)
        }
        for note in notes { ledger.note(note) }
    }

    // MARK: - Authors and sections

    private mutating func importTerms() throws {
        ledger.expect(.author, count: listing.authors.count)
        ledger.expect(.section, count: listing.sections.count)
        let (listing, source, base) = (listing, source, publication.basePath)
        var entries: [Ledger.Entry] = []
        var terms = FolderTerms()
        try store.writeWaiting { transaction in
            var writer = FolderTermWriter(transaction: transaction, source: source, basePath: base, folder: folder)
            for author in listing.authors { entries.append(try writer.add(author)) }
            // Parents before children, whatever the order of the file.
            var waiting = listing.sections
            while !waiting.isEmpty {
                let ready = waiting.filter { section in
                    section.parent == nil || !waiting.contains { $0.slug == section.parent }
                }
                for section in ready.isEmpty ? waiting : ready { entries.append(try writer.add(section)) }
                waiting = ready.isEmpty ? [] : waiting.filter { section in !ready.contains(section) }
            }
            terms = writer.terms
        }
        (authors, sections) = (terms.authors, terms.sections)
        for entry in entries { ledger.record(entry) }
    }

    private mutating func importFiles(_ intake: FileIntake) throws {
        ledger.expect(.file, count: listing.statics.count)
        let base = publication.basePath
        var entries: [Ledger.Entry] = []
        let taken = try intake.add(
            listing.statics.map { (disk: onDisk($0.path), served: base + $0.served, name: $0.path) }, to: store
        ) { entries.append($0) }
        for entry in entries { ledger.record(entry) }
        if let note = FileIntake.note(of: taken.dropped) { ledger.note(note) }
    }

    private func onDisk(_ path: String) -> String { path.hasPrefix("/") ? path : folder + "/" + path }

    // MARK: - Texts

    private mutating func importDocuments() throws {
        var parents: [(id: Int64, slug: String)] = []
        let zone = TimeZone(identifier: publication.timeZone)
        let now = Timestamp(stored: Int64(Date().timeIntervalSince1970 * 1000))
        for start in stride(from: 0, to: listing.sources.count, by: 100) {
            let batch = listing.sources[start..<min(start + 100, listing.sources.count)]
            var documents: [FolderDocument] = []
            for source in batch {
                do {
                    documents.append(try reader.document(source))
                } catch {
                    ledger.expect(.otherItem)
                    ledger.record(entry(of: error))
                }
            }
            var entries: [Ledger.Entry] = []
            let run = self
            let documentReader = DocumentReader(
                publication: publication, permalink: listing.publication?.permalink,
                offset: { wall in
                    zone.map { $0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(wall.milliseconds) / 1000)) } ?? 0
                },
                offsetAt: { instant in
                    zone.map { $0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)) } ?? 0
                }, now: now)
            var terms = FolderTerms(authors: authors, sections: sections)
            try store.writeWaiting { transaction in
                var writer = DocumentWriter(
                    transaction: transaction, source: run.source, folder: run.folder,
                    terms: FolderTermWriter(
                        transaction: transaction, source: run.source, basePath: run.publication.basePath, folder: run.folder,
                        terms: terms))
                for document in documents { try writer.write(document, documentReader) }
                entries = writer.entries
                parents += writer.waitingParents
                terms = writer.terms.terms
            }
            (authors, sections) = (terms.authors, terms.sections)
            for entry in entries {
                ledger.expect(entry.kind)
                ledger.record(entry)
            }
            monitor.report(
                ImportProgress(
                    "Importing", done: Int64(start + batch.count), total: Int64(listing.sources.count),
                    things: Int64(start + batch.count), of: Int64(listing.sources.count), thing: "texts"))
            try monitor.check()
        }
        guard !parents.isEmpty else { return }
        try store.writeWaiting { transaction in
            for (id, slug) in parents {
                try transaction.setParent(of: id, to: try transaction.current.page(slug: slug, besides: id))
            }
        }
    }

    private func entry(of failure: FolderFailure) -> Ledger.Entry {
        Ledger.Entry(
            .otherItem, .failed, id: failure.file, title: "", file: failure.file, line: failure.line ?? 0, reason: failure.reason)
    }
}
