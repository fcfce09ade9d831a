import Content
import Storage

/// Writes the terms of one old site, and finds or makes those that items name. What an earlier export brought and a newer one says
/// otherwise is taken from it, unless somebody has changed it here (`EditedHere`).
struct TermWriter {
    /// What later batches know of earlier ones.
    struct Known: Sendable {
        var sections: [String: Int64] = [:]
        var tags: [String: Int64] = [:]
        /// Of other taxonomies, by `Tag.key`.
        var terms: [String: Int64] = [:]
        var authors = AuthorWriter.Known()
    }

    /// A thing that an earlier import brought.
    struct Found {
        var id: Int64
        var origin: Origin
        /// Of what the export said of it then.
        var digest: String
    }

    let transaction: Transaction
    let source: Int64
    /// Where the old site had them.
    let publication: Publication
    let choices: WordPressChoices
    /// Whether Stet wrote the export.
    let isOwn: Bool
    var authors: AuthorWriter
    var sections: [String: Int64]
    var tags: [String: Int64]
    var terms: [String: Int64]
    var notes: [String] = []
    /// How many items name that the export does not define.
    var implied: [Ledger.Kind: Int] = [:]
    /// What this export has defined so far: files of one export may repeat it.
    var defined: Set<String> = []
    /// The slug of the first term with each number.
    private var definedIDs: [String: String] = [:]
    /// What earlier imports made of the terms that this export numbers, with their numbers.
    private var numbered: [String: String] = [:]

    init(transaction: Transaction, run: WordPressImport) {
        (self.transaction, source, publication) = (transaction, run.source, run.publication)
        (choices, isOwn) = (run.options.choices, !run.survey.own.isEmpty)
        (sections, tags, terms) = (run.named.sections, run.named.tags, run.named.terms)
        authors = AuthorWriter(transaction: transaction, run: run)
    }

    var known: Known { Known(sections: sections, tags: tags, terms: terms, authors: authors.known) }

    /// How many sections, tags, terms and authors are here because items name them.
    var named: [Ledger.Kind: Int] {
        implied.merging(authors.named > 0 ? [.author: authors.named] : [:], uniquingKeysWith: +)
    }

    static func joined(_ what: String) -> String { "it joined the \(what) with the slug that was here already" }

    static let renamed = "the old site has renamed it: it is called so here now"

    static let again = "the same stands in the files once more: the two are one"

    // MARK: - What is here already

    var editedHere: EditedHere { EditedHere(transaction: transaction, source: source) }

    /// The order in which to write: those that an earlier import knows by their numbers come first, so that one which is called otherwise
    /// now has left its slug before another takes it.
    ///
    /// - Parameter numbers: the names of the terms' numbers; nil where they have none.
    mutating func order(_ kind: Origin.Kind, _ numbers: [String?]) throws -> [Int] {
        var isKnown: [Bool] = []
        for number in numbers {
            let target = try number.flatMap { try transaction.target(of: Origin(kind, $0), source: source)?.id }
            if let target, let number, numbered["\(kind) \(target)"] == nil { numbered["\(kind) \(target)"] = number }
            isKnown.append(target != nil)
        }
        return numbers.indices.filter { isKnown[$0] } + numbers.indices.filter { !isKnown[$0] }
    }

    /// - Parameters:
    ///   - number: the name of its number; nil: it has none.
    ///   - slug: its own, with its taxonomy before it where that is neither sections nor tags.
    func find(_ kind: Origin.Kind, number: String?, slug: String) throws -> Found? {
        // A number that another term of these files has says nothing: the slug does.
        if let number, definedIDs["\(kind) \(number)", default: slug] == slug, let found = try found(Origin(kind, number)) {
            return found
        }
        guard let found = try found(Origin(kind, "slug:" + slug)) else { return nil }
        // It was called so: now it has another slug, and this one is another's.
        if let number, let owner = numbered["\(kind) \(found.id)"], owner != number { return nil }
        return found
    }

    private func found(_ origin: Origin) throws -> Found? {
        try transaction.target(of: origin, source: source).map { Found(id: $0.id, origin: origin, digest: $0.digest) }
    }

    /// Notes what a term has become, by its number and by its slug.
    ///
    /// - Parameters:
    ///   - digest: of what the export says of it; nil: what was noted of that stays.
    ///   - state: in which the import leaves it.
    mutating func note(
        _ kind: Origin.Kind, number: String?, slug: String, became target: Int64, digest: String?, state: String = ""
    ) throws {
        var origins = [Origin(kind, "slug:" + slug)]
        if let number, definedIDs["\(kind) \(number)"] == nil {
            definedIDs["\(kind) \(number)"] = slug
            origins.append(Origin(kind, number))
        }
        if let digest {
            for origin in origins {
                try transaction.note(origin, source: source, became: target, digest: digest, state: state)
            }
            return
        }
        let before = try origins.map { try found($0) }
        let noted = before.compactMap { $0 }.first { $0.id == target && !$0.digest.isEmpty }
        let kept = try noted.map { try transaction.importedState(of: $0.origin, source: source) } ?? ""
        for (origin, before) in zip(origins, before) where before?.id != target || before?.digest != noted?.digest ?? "" {
            try transaction.note(origin, source: source, became: target, digest: noted?.digest ?? "", state: kept)
        }
    }

    /// Keeps the fields that plugins gave it.
    func keep(
        _ meta: [WXRMeta], of kind: Transaction.NamedTable, _ id: Int64, _ entry: Ledger.Entry
    ) throws -> Ledger.Entry {
        // Stet's own are no plugin's: they are read where they belong.
        let meta = meta.filter { OwnField(rawValue: $0.key) == nil }
        guard !meta.isEmpty else { return entry }
        let fields = meta.filter { $0.value.utf8.count <= 65_536 }.prefix(200).map { (name: $0.key, value: $0.value) }
        try transaction.save(fields: fields, of: kind, id)
        guard fields.count < meta.count, entry.outcome == .imported else { return entry }
        return entry.changing("fields of plugins longer than 64 KiB, or beyond the first 200, were taken out")
    }

    /// What the ledger says of a term that has other words and another address than before.
    static func changes(_ name: (String, String), _ summary: (HTML, HTML), _ path: (Permalink, Permalink)) -> [String] {
        var changes: [String] = []
        if name.0 != name.1 { changes.append(renamed) }
        if summary.0 != summary.1 { changes.append("its description is the old site's newer one") }
        if path.0 != path.1 { changes.append("it has the old site's newer address, and the former one leads there") }
        return changes
    }

    // MARK: - Addresses and texts

    /// The address, or one like it that answers with nothing yet.
    static func free(_ permalink: Permalink, _ transaction: Transaction) throws -> Permalink {
        guard try transaction.isTaken(permalink) else { return permalink }
        return try free(permalink.text) { try transaction.isTaken($0) } ?? permalink
    }

    /// An address like one that is taken; nil where it would be too long.
    static func free(_ taken: String, _ isTaken: (Permalink) throws -> Bool) throws -> Permalink? {
        let base = taken.hasSuffix("/") ? String(taken.dropLast()) : taken
        var number = 2
        while let candidate = Permalink("\(base)-\(number)/") {
            if try !isTaken(candidate) { return candidate }
            // A thousand of one name were made by nobody: look in greater steps, so that a hostile export costs no more.
            number += number < 1000 ? 1 : number
        }
        return nil
    }

    static func slug(_ slug: String, or name: String) -> String? {
        let text = slug.isEmpty ? WordPressSlug.sanitized(name) : slug
        return Slug(text)?.text ?? Slug(WordPressSlug.sanitized(text))?.text
    }

    static func summary(_ source: String) -> HTML {
        guard !source.isEmpty else { return .empty }
        return (try? HTMLSanitizer(policy: .body).sanitize(Paragraphs.applied(to: source)).html) ?? .empty
    }

    /// Of an export of Stet's own, where the summary stands beside the description.
    static func summary(_ description: String, _ meta: [WXRMeta], isOwn: Bool) -> HTML {
        let own = OwnFields(meta)[.summary]
        return isOwn || own != nil ? OwnTerms.safe(own ?? description) : summary(description)
    }
}
