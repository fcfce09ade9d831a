import Content

extension WordPressImport {
    /// What went in and is shown to nobody: a publisher must not think it is on the site.
    mutating func noteKept() {
        let names: [(Article.Status, String)] = [
            (.draft, "not finished (drafts)"), (.review, "waiting for review"),
            (.scheduled, "scheduled (Stet does not publish them by itself yet)"),
            (.private, "private"), (.protected, "behind a password"), (.trash, "in the trash"),
        ]
        for kind in [Ledger.Kind.section, .tag, .term, .author] {
            guard let count = made[kind] else { continue }
            ledger.note(
                "\(count) \(kind.rawValue)\(count == 1 ? " is" : "s are") here because items name them: the export does not define them."
            )
        }
        if named.authors.withoutAuthor > 0 {
            let count = named.authors.withoutAuthor
            ledger.note(
                "\(count == 1 ? "1 article names" : "\(count) articles name") no author: “Unknown author” stands in the byline.")
        }
        if withdrawnComments > 0 {
            ledger.note(
                "\(withdrawnComments == 1 ? "1 comment that stood here is" : "\(withdrawnComments) comments that stood here are") not in "
                    + "this export any more: the old site has taken back what it calls spam or has deleted, and so does the magazine (trash)."
            )
        }
        for sentence in findings.notes { ledger.note(sentence) }
        let parts = names.compactMap { status, name in kept[status].map { "\($0) \(name)" } }
        if !parts.isEmpty { ledger.note("Kept for the editors and shown to nobody: \(parts.joined(separator: ", ")).") }
    }
}
