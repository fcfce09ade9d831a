import Content
import Storage

/// Writes what a folder's texts have become, and says what became of each.
struct DocumentWriter {
    let transaction: Transaction
    let source: Int64
    let folder: String
    var terms: FolderTermWriter
    private(set) var entries: [Ledger.Entry] = []
    private(set) var waitingParents: [(id: Int64, slug: String)] = []

    init(transaction: Transaction, source: Int64, folder: String, terms: FolderTermWriter) {
        (self.transaction, self.source, self.folder, self.terms) = (transaction, source, folder, terms)
    }

    mutating func write(_ document: FolderDocument, _ reader: DocumentReader) throws {
        var entry = Ledger.Entry(
            document.isPage ? .page : .article, .imported, id: document.file, title: document.title, file: document.file, line: 1)
        var changes: [String] = []
        var article: Article
        do throws(HTMLError) {
            article = try reader.article(document, &changes)
        } catch {
            entries.append(entry.failing("its text cannot be read: \(error)"))
            return
        }
        for name in document.authors {
            if let id = try terms.author(name), !article.authorIDs.contains(id) { article.authorIDs.append(id) }
        }
        for name in document.sections {
            if let id = try terms.section(name), !article.sectionIDs.contains(id) { article.sectionIDs.append(id) }
        }
        for name in document.tags { if let id = try terms.tag(name), !article.tagIDs.contains(id) { article.tagIDs.append(id) } }
        article.pictureID = try picture(document, reader, &changes)
        if let key = document.translationKey { article.translationKey = ItemIdentity.translationKey(key, of: source) }

        let origin = Origin(.item, document.file)
        let known = try transaction.target(of: origin, source: source)
        if let permalink = article.permalink, try transaction.isTaken(permalink),
            try known == nil || transaction.current.destination(at: permalink.key) != known.map({ .article($0.id) })
        {
            entries.append(
                entry.failing("the address \(permalink) answers with something else already; give it another slug or url"))
            return
        }
        var digest = ContentDigest()
        digest.add("\(document)")
        // A date that has come makes another article of the same text.
        digest.add(article.status.rawValue)
        var text = digest.text
        if known?.digest != text,
            let reason = try AltTextRule(transaction: transaction, publication: reader.publication).holdBack(
                &article, known: known?.id)
        {
            changes.append(reason)
            text += AltTextRule.mark
        }
        let isNew = known?.digest != text
        let editedHere = EditedHere(transaction: transaction, source: source)
        let id: Int64
        if let known {
            id = known.id
            if isNew {
                if try editedHere.isEdited(id, origin) {
                    entries.append(entry.changing(EditedHere.reason))
                    return
                }
                try transaction.update(id, to: article)
            }
        } else {
            id = try transaction.add(article)
        }
        if isNew {
            try transaction.note(
                origin, source: source, became: id, digest: text, state: editedHere.state(ofArticle: id))
            if let path = article.permalink?.text {
                for alias in document.aliases {
                    let text = alias.hasPrefix("/") ? reader.publication.basePath + alias : "/" + alias
                    if let old = Permalink(text) { try transaction.claim(old, for: .redirect(path)) }
                }
            }
        }
        if let parent = document.parent { waitingParents.append((id, parent)) }
        entry.path = article.permalink?.text ?? ""
        entries.append(changes.isEmpty ? entry : entry.changing(changes.joined(separator: "; ")))
    }

    private func picture(_ document: FolderDocument, _ reader: DocumentReader, _ changes: inout [String]) throws -> Int64? {
        guard let path = reader.picturePath(document) else { return nil }
        guard try transaction.current.upload(at: path) != nil else {
            changes.append("its picture is not in the folder")
            return nil
        }
        let origin = Origin(.attachment, document.file + "#picture")
        var digest = ContentDigest()
        for field in [path, document.pictureAlt ?? "", document.pictureCredit ?? ""] { digest.add(field) }
        let known = try transaction.target(of: origin, source: source)
        if let known, known.digest == digest.text { return known.id }
        var picture = Picture()
        picture.file = path
        picture.alt = document.pictureAlt ?? ""
        picture.credit = document.pictureCredit ?? ""
        let id = try transaction.save(picture, as: known?.id)
        try transaction.note(origin, source: source, became: id, digest: digest.text)
        return id
    }
}
