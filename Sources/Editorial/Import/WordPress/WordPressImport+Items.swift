import Content
private import Dispatch
import Storage
import Synchronization

extension WordPressImport {
    /// Articles, pages and all other items but attachments.
    mutating func importItems() throws {
        var batch: [(item: WXRItem, file: Int)] = []
        var size = 0
        let failure = LookupFailure()
        let reader = itemReader(failure)
        // While one batch is written the next is read, by several threads; written they are in the order of the file.
        let writer = BatchWriter()
        defer { writer.wait() }
        func flush(_ run: inout WordPressImport) throws {
            guard !batch.isEmpty else { return }
            let read = WordPressImport.read(batch, reader)
            // A gallery whose pictures could not be looked up would go in without them, and for good.
            try failure.check()
            batch.removeAll(keepingCapacity: true)
            if let written = try writer.settle() { run.take(written) }
            writer.write(read, run)
        }
        let run = self
        var failures: [(WXRBroken, Int)] = []
        var waitingEntries: [(WXRItem, Int)] = []
        var current = self
        try run.eachRecord("Importing") { record, file in
            switch record {
            case .item(let item):
                switch Ledger.Kind(item) {
                case .attachment, .author: return
                case .menuEntry: waitingEntries.append((item, file))
                default:
                    batch.append((item, file))
                    size += item.size
                    if batch.count >= WordPressImport.batch || size >= WordPressImport.batchSize {
                        size = 0
                        try flush(&current)
                    }
                }
            case .broken(let broken): failures.append((broken, file))
            default: return
            }
        }
        try flush(&current)
        if let written = try writer.settle() { current.take(written) }
        self = current
        noteKept()
        try noteExported(failures)
        menuEntries = waitingEntries.map { ($0.0, options.files[$0.1]) }
        for (broken, file) in failures {
            ledger.record(
                Ledger.Entry(
                    Ledger.Kind(element: broken.element), .failed, id: broken.postID.map { String($0) } ?? "",
                    title: broken.title,
                    file: options.files[file], line: broken.line, reason: broken.sentence))
        }
    }

    /// What could not be read whole was at an address too.
    private func noteExported(_ failures: [(broken: WXRBroken, file: Int)]) throws {
        var notes: [String: (origin: Origin, address: String, title: String, type: String)] = [:]
        for (broken, _) in failures where broken.element == "item" && !ItemReader.isWithoutPage(broken.type ?? "") {
            // Behind a body that ends with the file nothing says whether it was public: then its address does.
            let isPublic = broken.status == "publish" || broken.status.isEmpty && !broken.link.contains("?")
            guard isPublic, !broken.link.isEmpty, let address = exportedAddress(link: broken.link) else { continue }
            let name = broken.postID.map { String($0) } ?? address
            let kind: Origin.Kind = broken.type == "attachment" ? .attachment : .item
            notes[name] = (Origin(kind, name), address, PlainTitle.text(of: broken.title), broken.type ?? "post")
        }
        let (sorted, source) = (notes.sorted { $0.key < $1.key }.map(\.value), source)
        guard !sorted.isEmpty else { return }
        try store.writeWaiting { try $0.noteExported(sorted, source: source) }
    }

    private mutating func take(_ written: WrittenBatch) {
        named = written.named
        waitingParents += written.waitingParents
        kept.merge(written.kept, uniquingKeysWith: +)
        made.merge(written.made, uniquingKeysWith: +)
        findings.add(written.findings)
        withdrawnComments += written.withdrawnComments
        for entry in written.entries { ledger.record(entry) }
    }

    /// Says what became of the e-mail and network addresses of commenters, and takes away those that an earlier run kept.
    mutating func settleCommenterData() throws {
        let count = survey.commentersWithData
        let comments = count == 1 ? "1 comment" : "\(count) comments"
        guard !options.choices.keepsCommenterData else {
            if count > 0 { ledger.note("The e-mail and network addresses of \(comments) are kept, for the editors alone.") }
            return
        }
        let source = source
        let dropped = try store.writeWaiting {
            try $0.dropCommenterData(source: source) { CommentMeta.isPersonal($0.key, $0.value, [$1, $2]) }
        }
        if count > 0 {
            ledger.note(
                "The e-mail and network addresses of \(comments) were left behind; --keep-commenter-data brings them along."
            )
        }
        if dropped > 0 {
            ledger.note(
                "Those of \(dropped == 1 ? "1 comment" : "\(dropped) comments") that an earlier import had kept are deleted.")
        }
    }

    private func itemReader(_ failure: LookupFailure) -> ItemReader {
        let (store, source, survey) = (store, source, survey)
        let picture: @Sendable (Int64) -> GalleryShortcode.Picture? = { id in
            failure.noting {
                try store.readWaiting { library in
                    try library.picture(of: Origin(.attachment, String(id)), source: source).map { picture in
                        GalleryShortcode.Picture(
                            id: id, url: picture.file, alt: picture.alt, caption: picture.caption.markup,
                            width: picture.width.map { Int($0) }, height: picture.height.map { Int($0) },
                            pagePath: picture.permalink?.text)
                    }
                }
            } ?? nil
        }
        let attachments = survey.attachments
        let file: @Sendable (Int64) -> MediaShortcodes.File? = { id in
            failure.noting {
                try store.readWaiting { library in
                    try library.picture(of: Origin(.attachment, String(id)), source: source).map { picture in
                        MediaShortcodes.File(id: id, url: picture.file, title: picture.title, caption: picture.caption.markup)
                    }
                }
            } ?? nil
        }
        let termPath: @Sendable (Bool, String) -> String? = { isTag, slug in
            failure.noting {
                try store.readWaiting { try $0.path(of: isTag ? .tag : .category, oldID: "slug:" + slug) }
            } ?? nil
        }
        var facts = survey.facts
        facts.basePath = publication.basePath
        if facts.language.isEmpty { facts.language = publication.language }
        return ItemReader(
            oldSite: survey.oldSite, basePath: publication.basePath, permalinks: PermalinkStructure(publication.permalinks),
            languages: ItemLanguage(publication: publication.language, terms: survey.otherTerms.map(\.0)), source: source,
            teaserWords: publication.teaserWords, choices: options.choices, now: options.now,
            offset: survey.timeZone?.offset ?? 0,
            keepsCommenterData: options.choices.keepsCommenterData,
            exported: WXRTime.rfc822(survey.site.pubDate).flatMap(Timestamp.init(milliseconds:)), pictureByID: picture,
            picturesOfItem: { (attachments[$0] ?? []).compactMap { picture($0.id) } },
            fileByID: file, filesOfItem: { (attachments[$0] ?? []).compactMap { file($0.id) } }, facts: facts,
            termPath: termPath, isOwn: !survey.own.isEmpty)
    }

    private static func read(_ batch: [(item: WXRItem, file: Int)], _ reader: ItemReader) -> [ReadItem] {
        let slots = Mutex<[ReadItem?]>(Array(repeating: nil, count: batch.count))
        DispatchQueue.concurrentPerform(iterations: batch.count) { index in
            let read = reader.read(batch[index].item, file: batch[index].file)
            slots.withLock { $0[index] = read }
        }
        return slots.withLock { $0.compactMap { $0 } }
    }

    /// Pages and the pages above them: only now are both here.
    mutating func settleParents() throws {
        let (waiting, source) = (waitingParents, source)
        guard !waiting.isEmpty else { return }
        try store.writeWaiting { transaction in
            for (id, parent) in waiting {
                let above = try transaction.target(of: Origin(.item, String(parent)), source: source)?.id
                try transaction.setParent(of: id, to: above == id ? nil : above)
            }
        }
    }
}

/// What one batch has given: entries for the ledger, and what later batches need.
private struct WrittenBatch: Sendable {
    var entries: [Ledger.Entry]
    var named: TermWriter.Known
    var waitingParents: [(Int64, Int64)]
    var kept: [Article.Status: Int]
    var made: [Ledger.Kind: Int]
    var findings: BodyFindings
    var withdrawnComments: Int
}

/// Writes one batch at a time on a thread of its own, while the caller reads the next.
private final class BatchWriter: Sendable {
    private let queue = DispatchQueue(label: "stet.import")
    private let result = Mutex<Result<WrittenBatch, any Error>?>(nil)

    /// Begins to write; the batch before must be settled.
    func write(_ read: [ReadItem], _ run: WordPressImport) {
        queue.async { [self] in
            let written = Result {
                var batch: WrittenBatch?
                try run.store.writeBatchWaiting { transaction in
                    var writer = ItemWriter(run: run, transaction: transaction)
                    try transaction.expect(
                        read.map { Origin(.item, $0.identity) }, of: run.source, addresses: read.compactMap(\.article.permalink))
                    for item in read { try writer.write(item) }
                    try writer.noteExported(read)
                    batch = WrittenBatch(
                        entries: writer.entries, named: writer.terms.known, waitingParents: writer.waitingParents,
                        kept: writer.kept,
                        made: writer.terms.named, findings: writer.findings, withdrawnComments: writer.withdrawnComments)
                }
                guard let batch else { throw ImportError.cancelled }
                return batch
            }
            result.withLock { $0 = written }
        }
    }

    func wait() { queue.sync {} }

    /// Waits for the batch that is being written, if there is one.
    func settle() throws -> WrittenBatch? {
        wait()
        return try result.withLock { result in
            defer { result = nil }
            return try result?.get()
        }
    }
}
