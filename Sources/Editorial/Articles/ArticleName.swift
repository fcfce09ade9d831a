import Content
import Storage

/// How a person names an article: by its number, its address or its slug.
struct ArticleName {
    let text: String

    /// - Throws: `NewsroomError.noArticle`, `.manyArticles`.
    func find(in library: Library, of publication: Publication) throws -> Int64 {
        if let number = Int64(text.hasPrefix("#") ? text.dropFirst() : text[...]), try library.version(ofArticle: number) != nil {
            return number
        }
        if text.contains("/") || text.contains("?") {
            for address in addresses(publication) { if let id = try article(at: address, library) { return id } }
            throw NewsroomError.noArticle(text)
        }
        var found = try library.articles(slug: text)
        if found.isEmpty { found = try library.articles(slug: WordPressSlug.sanitized(text)) }
        guard let first = found.first, !text.isEmpty else { throw NewsroomError.noArticle(text) }
        guard found.count == 1 else {
            throw NewsroomError.manyArticles(
                text,
                try found.compactMap { try library.storedArticle($0) }.map { stored in
                    "\(stored.id)  \(stored.article.status.rawValue)  \(stored.article.permalink?.text ?? "–")  \(stored.article.headline.text)"
                })
        }
        return first
    }

    /// As it is written; below the magazine's own path; with the slash at the end that it may lack.
    private func addresses(_ publication: Publication) -> [Permalink] {
        let base = publication.basePath
        var texts = [text]
        if !base.isEmpty, text.hasPrefix("/") { texts.append(base + text) }
        texts += texts.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 + "/" }
        return texts.compactMap { Permalink(url: $0) }
    }

    private func article(at permalink: Permalink, _ library: Library) throws -> Int64? {
        switch try library.destination(at: permalink.key) {
        case .article(let id): return id
        case .redirect(let location):
            // No redirect leads to another.
            guard let target = Permalink(url: location) else { return nil }
            if case .article(let id)? = try library.destination(at: target.key) { return id }
            return try library.articles(path: target.text).first
        default:
            // One that was withdrawn is found by the address it had.
            return try library.articles(path: permalink.text).first
        }
    }
}
