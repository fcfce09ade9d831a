import Content
import Storage

/// The publication's rule that nothing is published while one of its pictures has no words (setting `alt_text_required`).
struct AltTextRule {
    let transaction: Transaction
    let publication: Publication

    /// What is behind the digest of an item that is held back: the next import looks at it again, for its pictures may have words
    /// by then.
    static let mark = " held back"

    /// Makes a draft of an article that may not be published as it is. What is published already stays.
    ///
    /// - Parameter known: the article that it was before.
    /// - Returns: why, in a clause; nil where it may be published, or is not to be.
    func holdBack(_ article: inout Article, known: Int64?) throws -> String? {
        guard publication.altTextRequired, article.status == .published else { return nil }
        if let known, try transaction.current.article(known) != nil { return nil }
        let silent = try silentPictures(of: article)
        guard let first = silent.first else { return nil }
        article.status = .draft
        let more = silent.count > 1 ? " and \(silent.count - 1) more" : ""
        return "it is kept as a draft: alt text is missing for \(first)\(more), and the setting alt_text_required wants it"
    }

    /// The files of an article's pictures that have no words.
    func silentPictures(of article: Article) throws -> [String] {
        let lead = try article.pictureID.flatMap { try transaction.current.picture($0) }
        let isDescribed = lead.map { !$0.alt.isEmpty || $0.isDecorative } ?? true
        return try transaction.current.silentPictures(leadFile: isDescribed ? nil : lead?.file, body: article.body)
    }
}
