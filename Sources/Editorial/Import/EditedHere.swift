import Content
import Storage

/// Whether somebody else than an import has written an article since an import wrote it: then it stays as it is here.
struct EditedHere {
    let transaction: Transaction
    let source: Int64

    static let reason =
        "somebody has changed it here since it was imported, and it stays as it is here: what is newer there was not taken"

    /// Not where the import that wrote it did not say in which state it left it.
    func isEdited(_ id: Int64, _ origin: Origin) throws -> Bool {
        let state = try transaction.importedState(of: origin, source: source)
        return try !state.isEmpty && state != self.state(ofArticle: id)
    }

    /// What is noted of an article that an import has just written.
    func state(ofArticle id: Int64) throws -> String {
        try transaction.version(ofArticle: id).map { "version \($0)" } ?? ""
    }
}
