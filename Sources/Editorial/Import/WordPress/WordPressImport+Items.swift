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
            termPath: termPath)
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
                        made: writer.terms.named, findings: writer.findings)
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

/// Writes read items and their comments, and says what became of each.
struct ItemWriter {
    let run: WordPressImport
    let transaction: Transaction
    var terms: TermWriter
    private(set) var entries: [Ledger.Entry] = []
    private(set) var waitingParents: [(Int64, Int64)] = []
    private(set) var kept: [Article.Status: Int] = [:]
    private(set) var findings = BodyFindings()

    init(run: WordPressImport, transaction: Transaction) {
        self.run = run
        self.transaction = transaction
        terms = TermWriter(transaction: transaction, run: run)
    }

    mutating func write(_ read: ReadItem) throws {
        let file = run.options.files[read.file]
        var entry = Ledger.Entry(
            read.kind, .imported, id: read.identity, title: read.item.title, file: file, line: read.item.line)
        let origin = Origin(.item, read.identity)
        let known = try transaction.target(of: origin, source: run.source)
        if let first = run.firstPlace(of: read.item, read.file) {
            let isSame = known?.digest == read.digest
            entry.outcome = isSame ? .leftOut : .failed
            entry.reason =
                isSame
                ? "the same item stands in the files once more"
                : "its id is that of the item at \(run.name(of: first)), which went in; give one of them another <wp:post_id>"
            refuse(entry, read, file)
            return
        }
        if let reason = read.absorbed {
            entry.outcome = .changed
            entry.reason = reason
            entries.append(entry)
            return
        }
        if let reason = read.failure ?? read.leftOut {
            entry.outcome = read.failure == nil ? .leftOut : .failed
            entry.reason = reason
            refuse(entry, read, file)
            return
        }

        findings.add(read.findings)
        var article = read.article
        var changes = read.changes
        try relate(&article, read, &changes)
        if let permalink = article.permalink, try transaction.isTaken(permalink) { try clear(permalink) }
        if let permalink = article.permalink, try isTaken(permalink, by: known?.id) {
            guard let free = try free(permalink, for: known?.id) else {
                entry.outcome = .failed
                entry.reason =
                    "its address \(permalink.text) is taken, and one with a number behind would be too long: give it a shorter <link> and import again"
                refuse(entry, read, file)
                return
            }
            article.permalink = free
            let isReserved = ReservedAddress.contains(permalink, basePath: run.publication.basePath)
            changes.append(
                (isReserved ? "its address is one that Stet answers itself" : "another item has its address")
                    + ": it answers at one with a number behind")
        }
        var digest = read.digest
        if known?.digest != digest,
            let reason = try AltTextRule(transaction: transaction, publication: run.publication).holdBack(
                &article, known: known?.id)
        {
            changes.append(reason)
            digest += AltTextRule.mark
        }
        let id: Int64
        if let known, known.digest == digest {
            id = known.id
        } else if let known {
            id = known.id
            if try editedHere.isEdited(known.id, origin) {
                entries.append(entry.changing(EditedHere.reason))
                for comment in read.comments { try write(comment, below: id, isNew: true, file) }
                return
            }
            article.parentID = try transaction.parent(of: id)
            try transaction.update(id, to: article)
            try note(origin, became: id, digest)
        } else {
            id = try transaction.add(article)
            try note(origin, became: id, digest)
        }
        if article.kind == .page, read.item.parent != 0 { waitingParents.append((id, read.item.parent)) }
        if article.status != .published { kept[article.status, default: 0] += 1 }
        // An export of Stet's own says of each address where it leads.
        if article.status == .published, article.kind != .page, run.survey.own.isEmpty, let permalink = article.permalink {
            for old in OldAddresses(item: read.item, permalink: permalink, basePath: run.publication.basePath).all {
                try transaction.claim(old, for: .redirect(permalink.text))
            }
        }
        entry.path = article.permalink?.text ?? ""
        if !changes.isEmpty {
            entry.outcome = .changed
            entry.reason = changes.joined(separator: "; ")
        }
        entries.append(entry)
        for comment in read.comments { try write(comment, below: id, isNew: known?.digest != read.digest, file) }
    }

    /// What everybody could read there, whatever became of it here: `stet verify` asks for it.
    func noteExported(_ items: [ReadItem]) throws {
        var notes: [String: (Origin, String, String, String)] = [:]
        for read in items where !read.isFurniture && read.item.status == "publish" {
            guard let address = run.exportedAddress(read.item) else { continue }
            let name = run.exportedName(of: read.item, read.file, at: address)
            notes[name] = (Origin(.item, name), address, PlainTitle.text(of: read.item.title), read.item.type ?? "post")
        }
        try transaction.noteExported(
            notes.sorted { $0.key < $1.key }.map { (origin: $1.0, address: $1.1, title: $1.2, type: $1.3) }, source: run.source)
    }

    private mutating func write(
        _ read: ReadItem.ReadComment, below article: Int64, isNew: Bool, _ file: String
    ) throws {
        var entry = Ledger.Entry(
            .comment, .imported, id: String(read.comment.number), title: read.title, file: file, line: read.line)
        if let reason = read.failure ?? read.leftOut {
            entry.outcome = read.failure == nil ? .leftOut : .failed
            entry.reason = reason
        } else if isNew {
            var comment = read.comment
            if read.userID > 0 {
                comment.authorID = try transaction.target(of: Origin(.author, String(read.userID)), source: run.source)?.id
            }
            try transaction.save(comment, article: article)
        } else if run.options.choices.keepsCommenterData {
            try transaction.keepCommenterData(read.comment, article: article)
        }
        entries.append(entry)
    }

    private var editedHere: EditedHere { EditedHere(transaction: transaction, source: run.source) }

    private func note(_ origin: Origin, became id: Int64, _ digest: String) throws {
        try transaction.note(
            origin, source: run.source, became: id, digest: digest, state: editedHere.state(ofArticle: id))
    }

    /// What does not go in takes its comments with it; each is accounted for.
    private mutating func refuse(_ entry: Ledger.Entry, _ read: ReadItem, _ file: String) {
        entries.append(entry)
        for comment in read.comments {
            entries.append(
                Ledger.Entry(
                    .comment, entry.outcome, id: String(comment.comment.number), title: comment.title, file: file,
                    line: comment.line,
                    reason: entry.outcome == .failed
                        ? "the item it belongs to failed" : comment.leftOut ?? "the item it belongs to was left out"))
        }
    }

    /// The byline of an export that Stet wrote: it may have none, and more than one.
    private mutating func takeOwnByline(of item: WXRItem, into article: inout Article) throws {
        let byline = OwnFields(item.meta).all(.byline)
        guard !byline.isEmpty else { return }
        article.authorIDs = []
        for login in byline {
            if let author = try terms.authors.author(login: login), !article.authorIDs.contains(author) {
                article.authorIDs.append(author)
            }
        }
    }

    /// Sections, tags, terms, authors and the picture, by what the item names.
    private mutating func relate(_ article: inout Article, _ read: ReadItem, _ changes: inout [String]) throws {
        var byline: [Int64] = []
        for term in read.item.terms {
            switch term.domain {
            case "category":
                if let id = try terms.section(slug: term.nicename, name: term.name), !article.sectionIDs.contains(id) {
                    article.sectionIDs.append(id)
                }
            case "post_tag", "tag":
                if let id = try terms.tag(slug: term.nicename, name: term.name), !article.tagIDs.contains(id) {
                    article.tagIDs.append(id)
                }
            case CoAuthors.taxonomy:
                if let id = try terms.authors.author(term: term.nicename, name: term.name), !byline.contains(id) {
                    byline.append(id)
                }
            default:
                // Of Organize Series, PublishPress Series and their like; its listing is kept as every taxonomy's.
                if term.domain == "series", article.series == nil, !term.name.trimmed.isEmpty {
                    let part = read.item.meta.first { $0.key == "_series_part" }.flatMap { Int64($0.value.trimmed) } ?? 0
                    article.series = Article.Series(name: term.name.trimmed, part: max(0, part))
                }
                if let id = try terms.term(term.domain, slug: term.nicename, name: term.name), !article.tagIDs.contains(id) {
                    article.tagIDs.append(id)
                }
            }
        }
        try putFirst(mainSection(of: read.item), in: &article.sectionIDs)
        if byline.isEmpty, let author = try terms.authors.author(login: read.item.creator) { byline = [author] }
        if byline.isEmpty, article.isListed, OwnFields(read.item.meta)[.byline] == nil {
            byline = [try terms.authors.unknown()]
        }
        article.authorIDs = byline
        try takeOwnByline(of: read.item, into: &article)
        if let thumbnail = read.item.meta.first(where: { $0.key == "_thumbnail_id" })?.value.trimmed, !thumbnail.isEmpty {
            article.pictureID = try transaction.target(of: Origin(.attachment, thumbnail), source: run.source)?.id
            if article.pictureID == nil, thumbnail != "0", thumbnail != "-1" {
                changes.append("its featured image is not in the export")
            }
        }
    }

    /// The section that Yoast SEO or Rank Math call the main one of several.
    private func mainSection(of item: WXRItem) throws -> Int64? {
        let keys: Set<String> = ["_yoast_wpseo_primary_category", "rank_math_primary_category"]
        guard let number = item.meta.first(where: { keys.contains($0.key) })?.value.trimmed, !number.isEmpty else { return nil }
        return try transaction.target(of: Origin(.category, number), source: run.source)?.id
    }

    private func putFirst(_ id: Int64?, in ids: inout [Int64]) {
        guard let id, let place = ids.firstIndex(of: id) else { return }
        ids.remove(at: place)
        ids.insert(id, at: 0)
    }

    /// The address of a term is a guess, that of an item is not: the term gives way.
    private func clear(_ permalink: Permalink) throws {
        guard case .tag(let id)? = try transaction.current.destination(at: permalink.key),
            var tag = try transaction.current.tag(id), !tag.taxonomy.isEmpty
        else { return }
        tag.permalink = try TermWriter.free(permalink, transaction)
        _ = try transaction.save(tag, as: id)
    }

    private func isTaken(_ permalink: Permalink, by id: Int64?) throws -> Bool {
        guard try transaction.isTaken(permalink) else { return false }
        guard let id else { return true }
        return try transaction.current.destination(at: permalink.key) != .article(id)
    }

    /// - Returns: nil where none can be made.
    private func free(_ permalink: Permalink, for id: Int64?) throws -> Permalink? {
        try TermWriter.free(permalink.path) { try isTaken($0, by: id) }
    }
}
