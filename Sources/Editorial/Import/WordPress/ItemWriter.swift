import Content
import Storage

/// Writes read items and their comments, and says what became of each.
struct ItemWriter {
    let run: WordPressImport
    let transaction: Transaction
    var terms: TermWriter
    var entries: [Ledger.Entry] = []
    private(set) var waitingParents: [(Int64, Int64)] = []
    private(set) var kept: [Article.Status: Int] = [:]
    private(set) var findings = BodyFindings()
    /// How many comments that stood here the newer export has no more.
    var withdrawnComments = 0

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
                try writeComments(of: read, below: id, wasHere: true, file)
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
        if known?.digest == read.digest {
            try keepComments(of: read, below: id, file)
        } else {
            try writeComments(of: read, below: id, wasHere: known != nil, file)
        }
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
