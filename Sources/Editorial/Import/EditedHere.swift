import Content
import Storage

/// Whether somebody else than an import has written an article since an import wrote it: then it stays as it is here.
struct EditedHere {
    let transaction: Transaction
    let source: Int64

    static let reason =
        "somebody has changed it here since it was imported, and it stays as it is here: what is newer there was not taken"

    /// The same of an author, a section, a tag, a menu.
    static let nameReason =
        "somebody has changed it here since it was imported, and it is called as it is here: the old site's newer words were not taken"

    /// Not where the import that wrote it did not say in which state it left it.
    func isEdited(_ id: Int64, _ origin: Origin) throws -> Bool {
        let state = try transaction.importedState(of: origin, source: source)
        return try !state.isEmpty && state != self.state(ofArticle: id)
    }

    /// What is noted of a comment. Not what it answers: that changes when the other is removed.
    static func state(of comment: Comment) -> String {
        digest([comment.authorName, comment.authorURL, comment.source, comment.status.rawValue, comment.kind.rawValue])
    }

    /// What is noted of an article that an import has just written.
    func state(ofArticle id: Int64) throws -> String {
        try transaction.version(ofArticle: id).map { "version \($0)" } ?? ""
    }

    // MARK: - Names

    /// How what a newer export says of an author, a section, a tag, a menu stands to what an earlier import noted.
    enum NameStanding {
        /// It says what it said then.
        case same
        case newer
        /// Somebody has changed it here.
        case edited
        /// It was here before the old site's came, which joined it.
        case joined
        /// Nothing was noted of what an export said of it.
        case unsaid
    }

    /// The state that is noted of what was here before.
    static let joinedState = "joined"

    /// - Parameters:
    ///   - known: the digest of what an earlier export said.
    ///   - digest: that of what this one says.
    ///   - state: as it is here now.
    func standing(
        of origin: Origin, known: String, _ digest: String, state: @autoclosure () throws -> String
    ) throws -> NameStanding {
        if known == digest { return .same }
        let noted = try transaction.importedState(of: origin, source: source)
        if noted == EditedHere.joinedState { return .joined }
        if known.isEmpty { return .unsaid }
        return try noted.isEmpty || noted == state() ? .newer : .edited
    }

    /// What tells whether somebody has given a section other words; its address is none of them: that may have given way to an article.
    static func state(of section: Section) -> String {
        digest([section.slug, section.name, section.summary.markup, section.parentID.map { String($0) } ?? ""])
    }

    static func state(of tag: Tag) -> String { digest([tag.slug, tag.name, tag.summary.markup]) }

    static func state(of author: Author) -> String {
        digest([author.slug, author.name, author.email, author.url, author.biography.markup])
    }

    /// - Parameter place: where the old site had it among its neighbours.
    static func state(of entry: Menu.Entry, imported place: String) -> String {
        let target =
            switch entry.target {
            case .address(let address): "address \(address)"
            case .article(let id): "article \(id)"
            case .section(let id): "section \(id)"
            case .tag(let id): "tag \(id)"
            }
        return digest([entry.label, target]) + " " + place
    }

    static func digest(_ fields: [String]) -> String {
        var digest = ContentDigest()
        for field in fields { digest.add(field) }
        return digest.text
    }
}
