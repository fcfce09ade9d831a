import Content
import Storage

/// The address that an article gets when it is published, and the one it gets with another slug.
struct ArticleAddress {
    let library: Library
    let publication: Publication

    /// Below the page above it, or as the setting `permalinks` says.
    ///
    /// - Parameter number: what stands for its number in an address.
    func address(of article: Article, number: Int64) throws -> Permalink? {
        let base = publication.basePath
        if article.kind == .page { return Permalink("\(try home(ofPage: article))\(article.slug)/") }
        guard let civil = article.dated.civil else { return Permalink("\(base)/\(article.slug)/") }
        func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let category = try article.sectionIDs.first.flatMap { try slugs(ofSection: $0) }
        let author = try article.authorIDs.first.flatMap { try library.author($0)?.slug }
        let path = PermalinkStructure(publication.permalinks)?.path { token in
            switch token {
            case .year: String(civil.year)
            case .monthnum: digits(civil.month)
            case .day: digits(civil.day)
            case .hour: digits(civil.hour)
            case .minute: digits(civil.minute)
            case .second: digits(civil.second)
            case .postname: article.slug
            case .postID: String(number)
            // As WordPress calls what is in none.
            case .category: category ?? "uncategorized"
            case .author: author ?? "author"
            }
        }
        return path.flatMap { Permalink(base + $0) }
            ?? Permalink("\(base)/\(civil.year)/\(digits(civil.month))/\(article.slug)/")
    }

    /// Whether the number of an article is what its address is made of: then another number makes another address.
    var isNumbered: Bool {
        let parts = PermalinkStructure(publication.permalinks)?.parts ?? []
        return parts.contains(.token(.postID)) && !parts.contains(.token(.postname))
    }

    /// The last part of an address that is a slug, changed to another one; nil where none of them is.
    static func renaming(_ permalink: Permalink, from old: String, to new: String) -> Permalink? {
        let path = permalink.path
        let wanted = Permalink.key(of: old)
        guard !wanted.isEmpty else { return nil }
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for index in parts.indices.reversed() {
            let key = Permalink.key(of: parts[index])
            if key == wanted {
                parts[index] = new
            } else if let dot = parts[index].lastIndex(of: "."), Permalink.key(of: String(parts[index][..<dot])) == wanted {
                // `/ferries.html`
                parts[index] = new + parts[index][dot...]
            } else {
                continue
            }
            return Permalink(parts.joined(separator: "/") + permalink.text.dropFirst(path.count))
        }
        return nil
    }

    private func home(ofPage article: Article) throws -> String {
        guard let parent = article.parentID, let above = try library.storedArticle(parent)?.article.permalink,
            above.path == above.text
        else { return publication.basePath + "/" }
        return above.text.hasSuffix("/") ? above.text : above.text + "/"
    }

    private func slugs(ofSection id: Int64) throws -> String? {
        var slugs: [String] = []
        var next: Int64? = id
        // A cycle cannot be stored; the bound is for a damaged file.
        while let current = next, slugs.count < 64, let section = try library.section(current) {
            slugs.insert(section.slug, at: 0)
            next = section.parentID
        }
        return slugs.isEmpty ? nil : slugs.joined(separator: "/")
    }
}
