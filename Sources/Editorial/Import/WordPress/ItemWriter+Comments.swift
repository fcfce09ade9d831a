import Content
import Storage

/// The comments below an item. What somebody has changed, removed or written here stays so, whatever a newer export says; what the old
/// site has taken back is not public here either.
extension ItemWriter {
    static let commentReasons = (
        edited: "somebody has changed it here since it was imported, and it stays as it is here",
        removed: "somebody has removed it here since it was imported",
        own: "a comment that was written here has its number, and stays",
        spam: "the old site holds it for spam now: it is in the trash here"
    )

    /// - Parameter wasHere: whether an earlier import has brought the item.
    mutating func writeComments(of read: ReadItem, below article: Int64, wasHere: Bool, _ file: String) throws {
        let here = try wasHere ? CommentsHere(transaction, article: article) : CommentsHere()
        for comment in read.comments {
            var entry = entry(of: comment, file)
            if comment.failure == nil { try write(comment, below: article, here, &entry) }
            entries.append(entry)
        }
        // An export without any comment was made to be one without: then nothing was taken back.
        guard wasHere, run.survey.found[.comment, default: 0] > 0 else { return }
        for comment in here.asImported(besides: Set(read.comments.map(\.comment.number))) {
            try moveToTrash(comment, below: article)
            withdrawnComments += 1
        }
    }

    /// Those of an item that is as it was: they are, too.
    mutating func keepComments(of read: ReadItem, below article: Int64, _ file: String) throws {
        for comment in read.comments {
            let entry = entry(of: comment, file)
            if entry.outcome == .imported, run.options.choices.keepsCommenterData {
                try transaction.keepCommenterData(comment.comment, article: article)
            }
            entries.append(entry)
        }
    }

    private func entry(of read: ReadItem.ReadComment, _ file: String) -> Ledger.Entry {
        var entry = Ledger.Entry(
            .comment, .imported, id: String(read.comment.number), title: read.title, file: file, line: read.line)
        if let reason = read.failure ?? read.leftOut {
            entry = entry.with(read.failure == nil ? .leftOut : .failed, reason)
        }
        return entry
    }

    private func write(
        _ read: ReadItem.ReadComment, below article: Int64, _ here: CommentsHere, _ entry: inout Ledger.Entry
    ) throws {
        var comment = read.comment
        switch here.standing(of: comment.number) {
        case .removed: entry = entry.with(.leftOut, ItemWriter.commentReasons.removed)
        case .edited: entry = entry.changing(ItemWriter.commentReasons.edited)
        case .own: entry = entry.failing(ItemWriter.commentReasons.own)
        case .asImported(let present) where read.leftOut != nil:
            try moveToTrash(present, below: article)
            entry = entry.changing(ItemWriter.commentReasons.spam)
        case .unknown where read.leftOut != nil: return
        case .asImported, .unknown:
            if here.isRemoved(comment.parentNumber) { comment.parentNumber = here.parent(of: comment.number) }
            if read.userID > 0 {
                comment.authorID = try transaction.target(of: Origin(.author, String(read.userID)), source: run.source)?.id
            }
            try transaction.save(comment, article: article, imported: EditedHere.state(of: comment))
        }
    }

    private func moveToTrash(_ comment: Comment, below article: Int64) throws {
        var comment = comment
        guard comment.status != .trash else { return }
        comment.status = .trash
        try transaction.save(comment, article: article, imported: EditedHere.state(of: comment))
    }
}

/// The comments that stand below an article when a newer export brings them again.
private struct CommentsHere {
    enum Standing {
        case unknown
        case asImported(Comment)
        case edited
        /// An editor has removed it for good.
        case removed
        /// It was written here.
        case own
    }

    private var present: [Int64: Comment] = [:]
    private var states: [Int64: String] = [:]
    private var removed: Set<Int64> = []

    init() {}

    init(_ transaction: Transaction, article: Int64) throws {
        let comments = try transaction.current.storedComments(ofArticles: [article])[article] ?? []
        present = Dictionary(comments.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        (states, removed) = try transaction.current.importedComments(ofArticle: article)
    }

    func standing(of number: Int64) -> Standing {
        guard let comment = present[number] else { return removed.contains(number) ? .removed : .unknown }
        let state = states[number] ?? ""
        if state.isEmpty { return .own }
        return state == "unknown" || state == EditedHere.state(of: comment) ? .asImported(comment) : .edited
    }

    func isRemoved(_ number: Int64) -> Bool { removed.contains(number) && present[number] == nil }

    /// What a comment answers here.
    func parent(of number: Int64) -> Int64 { present[number]?.parentNumber ?? 0 }

    /// Those that came with an import, are as it left them, and are not among some, in the order of their numbers.
    func asImported(besides numbers: Set<Int64>) -> [Comment] {
        present.values.filter { comment in
            guard !numbers.contains(comment.number), comment.status != .trash else { return false }
            if case .asImported = standing(of: comment.number) { return true }
            return false
        }
        .sorted { $0.number < $1.number }
    }
}
