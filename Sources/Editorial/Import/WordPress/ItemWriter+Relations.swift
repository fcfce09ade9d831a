import Content
import Storage

/// What an item names: sections, tags, terms, authors, its picture.
extension ItemWriter {
    /// The byline of an export that Stet wrote: it may have none, and more than one.
    private mutating func takeOwnByline(of item: WXRItem, into article: inout Article) throws {
        let byline = OwnFields(item.meta).all(.byline)
        guard !byline.isEmpty else { return }
        article.authorIDs = []
        for login in byline {
            if let author = try terms.authors.author(login: login), !article.authorIDs.contains(author) {
                article.authorIDs.append(author)
            }
        }
    }

    /// Sections, tags, terms, authors and the picture, by what the item names.
    mutating func relate(_ article: inout Article, _ read: ReadItem, _ changes: inout [String]) throws {
        var byline: [Int64] = []
        for term in read.item.terms {
            switch term.domain {
            case "category":
                if let id = try terms.section(slug: term.nicename, name: term.name), !article.sectionIDs.contains(id) {
                    article.sectionIDs.append(id)
                }
            case "post_tag", "tag":
                if let id = try terms.tag(slug: term.nicename, name: term.name), !article.tagIDs.contains(id) {
                    article.tagIDs.append(id)
                }
            case CoAuthors.taxonomy:
                if let id = try terms.authors.author(term: term.nicename, name: term.name), !byline.contains(id) {
                    byline.append(id)
                }
            default:
                // Of Organize Series, PublishPress Series and their like; its listing is kept as every taxonomy's.
                if term.domain == "series", article.series == nil, !term.name.trimmed.isEmpty {
                    let part = read.item.meta.first { $0.key == "_series_part" }.flatMap { Int64($0.value.trimmed) } ?? 0
                    article.series = Article.Series(name: term.name.trimmed, part: max(0, part))
                }
                if let id = try terms.term(term.domain, slug: term.nicename, name: term.name), !article.tagIDs.contains(id) {
                    article.tagIDs.append(id)
                }
            }
        }
        try putFirst(mainSection(of: read.item), in: &article.sectionIDs)
        if byline.isEmpty, let author = try terms.authors.author(login: read.item.creator) { byline = [author] }
        if byline.isEmpty, article.isListed, OwnFields(read.item.meta)[.byline] == nil {
            byline = [try terms.authors.unknown()]
        }
        article.authorIDs = byline
        try takeOwnByline(of: read.item, into: &article)
        if let thumbnail = read.item.meta.first(where: { $0.key == "_thumbnail_id" })?.value.trimmed, !thumbnail.isEmpty {
            article.pictureID = try transaction.target(of: Origin(.attachment, thumbnail), source: run.source)?.id
            if article.pictureID == nil, thumbnail != "0", thumbnail != "-1" {
                changes.append("its featured image is not in the export")
            }
        }
    }

    /// The section that Yoast SEO or Rank Math call the main one of several.
    private func mainSection(of item: WXRItem) throws -> Int64? {
        let keys: Set<String> = ["_yoast_wpseo_primary_category", "rank_math_primary_category"]
        guard let number = item.meta.first(where: { keys.contains($0.key) })?.value.trimmed, !number.isEmpty else { return nil }
        return try transaction.target(of: Origin(.category, number), source: run.source)?.id
    }

    private func putFirst(_ id: Int64?, in ids: inout [Int64]) {
        guard let id, let place = ids.firstIndex(of: id) else { return }
        ids.remove(at: place)
        ids.insert(id, at: 0)
    }
}
