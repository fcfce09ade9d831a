import Content
private import Foundation
import Media
import Storage

/// The way out: a whole magazine as a WordPress export (WXR 1.2), which WordPress's importer takes, and Stet's own.
///
/// It is written from one snapshot, a stretch of things at a time, beside whoever else reads and writes. docs/leaving.md says what
/// travels, and how what WordPress has no place for does.
struct WordPressExport {
    let store: Store
    let files: FileStore
    let monitor: ImportMonitor
    /// Where it is written.
    let path: String
    /// The folder for the files, if they are wanted.
    let uploads: String?

    /// How many things are read together; a body may have megabytes.
    private static let stretch: Int64 = 50

    /// What went out.
    private struct Counts {
        var articles = 0
        var pages = 0
        var comments = 0
        var pictures = 0
        var sections = 0
        var tags = 0
        var terms = 0
        var authors = 0
        var menus = 0
        var redirects = 0
        /// Articles whose bodies stand in it as they are shown, with their sources beside them.
        var ready = 0
        /// Addresses of those that may come back otherwise.
        var doubtful: [String] = []
    }

    func run() throws -> WorkResult {
        let output = try OutputFile(path)
        var counts = Counts()
        try store.readWaiting { try write($0, to: WXRWriter(file: output), &counts) }
        let copied = try uploads.map { try UploadsExport(store: store, files: files, monitor: monitor, folder: $0).run() }
        try output.finish()
        return report(counts, output.size, copied)
    }

    private func write(_ library: Library, to writer: WXRWriter, _ counts: inout Counts) throws {
        try library.expectWholeTables()
        let publication = try library.publication()
        let numbers = try ExportNumbers(library)
        let terms = try ExportTerms(library, numbers)
        let formerSites = try library.sourceURLs().filter { $0 != publication.baseURL && OldSite.host(of: $0) != nil }
        let groups = try library.translationKeys().map { ($0.key, numbers.article($0.article)) }
        let items = ExportItems(
            publication: publication, numbers: numbers, terms: terms,
            translationGroups: Dictionary(groups, uniquingKeysWith: { min($0, $1) }))
        try writer.begin(
            (
                HTML(escaping: publication.name).markup, HTML(escaping: publication.tagline).markup, publication.language,
                publication.baseURL
            ),
            made: Timestamp(stored: Int64(Date().timeIntervalSince1970) * 1000).rfc822())
        try writeHead(publication, terms, formerSites, writer, &counts)
        let menus = try library.storedMenus()
        for menu in menus {
            var term = WXRTerm(line: 0, endLine: 0)
            (term.id, term.taxonomy, term.slug, term.name) = (numbers.menu(menu.id), "nav_menu", menu.menu.slug, menu.menu.name)
            try writer.term(term)
            counts.menus += 1
        }
        try writePictures(library, items, writer, &counts)
        var site = WXRSite()
        (site.link, site.baseBlogURL, site.baseSiteURL) = (publication.baseURL, publication.baseURL, publication.baseURL)
        let proof = BodyProof(publication, site, formerSites: formerSites, numbers)
        let pages = try writeArticles(library, items, proof, writer, &counts)
        for menu in menus {
            for (id, entry) in menu.entries {
                try writer.item(items.item(id, entry, of: menu.menu, isPage: { pages.contains($0) }))
            }
        }
        try writeAddresses(library, writer, &counts)
        try writer.end()
    }

    private func writeHead(
        _ publication: Publication, _ terms: ExportTerms, _ formerSites: [String], _ writer: WXRWriter, _ counts: inout Counts
    ) throws {
        for setting in Setting.all { try writer.own(.setting(setting.name), setting.value(in: publication)) }
        for site in formerSites { try writer.own(.formerSite, site) }
        for id in terms.authorOrder {
            guard let author = terms.authors[id], let profile = terms.profiles[id] else { continue }
            try writer.author(author)
            try writer.own(.author(login: author.login), profile.json)
            counts.authors += 1
        }
        for id in terms.sectionOrder {
            guard let section = terms.sections[id] else { continue }
            try writer.category(section)
            counts.sections += 1
        }
        for id in terms.tagOrder {
            guard let tag = terms.tags[id] else { continue }
            try writer.tag(tag)
            counts.tags += 1
        }
        for id in terms.otherOrder {
            guard let term = terms.others[id] else { continue }
            try writer.term(term)
            counts.terms += 1
        }
    }

    private func writePictures(
        _ library: Library, _ items: ExportItems, _ writer: WXRWriter, _ counts: inout Counts
    ) throws {
        var last: Int64 = 0
        while true {
            try monitor.check()
            let pictures = try library.storedPictures(after: last, limit: WordPressExport.stretch * 4)
            guard let end = pictures.last else { return }
            last = end.id
            for picture in pictures {
                let parent = picture.picture.articleID
                let isPublic =
                    try picture.picture.permalink == nil || parent.map { try library.path(ofArticle: $0) != nil } ?? true
                try writer.item(items.item(picture, isParentPublic: isPublic))
            }
            counts.pictures += pictures.count
        }
    }

    /// - Returns: which of them are pages.
    private func writeArticles(
        _ library: Library, _ items: ExportItems, _ proof: BodyProof, _ writer: WXRWriter, _ counts: inout Counts
    ) throws -> Set<Int64> {
        let total = try library.countOfArticles()
        var pages: Set<Int64> = []
        var (last, done): (Int64, Int64) = (0, 0)
        while true {
            try monitor.check()
            let articles = try library.storedArticles(after: last, limit: WordPressExport.stretch)
            guard let end = articles.last else { return pages }
            last = end.id
            let comments = try library.storedComments(ofArticles: articles.map(\.id))
            let leading = try library.addresses(leadingTo: articles.compactMap(\.article.permalink?.text))
            for stored in articles {
                let isPage = stored.article.kind == .page
                if isPage { pages.insert(stored.id) }
                let comments = comments[stored.id] ?? []
                let plain = items.item(
                    stored, comments: comments, leadingHere: stored.article.permalink.flatMap { leading[$0.text] } ?? [])
                let item = try proven(plain, stored.article, items, proof, library, &counts)
                try writer.item(item, isGuidAddress: stored.article.guid.isEmpty && !item.guid.isEmpty)
                counts.comments += comments.count
                if isPage { counts.pages += 1 } else { counts.articles += 1 }
            }
            done += Int64(articles.count)
            monitor.report(
                ImportProgress("Writing", done: done, total: total, things: done, of: total, thing: "articles"))
        }
    }

    /// The item with the source of the article as its body where it reads back as the same, else with the body as it is shown.
    private func proven(
        _ item: WXRItem, _ article: Article, _ items: ExportItems, _ proof: BodyProof, _ library: Library, _ counts: inout Counts
    ) throws -> WXRItem {
        if article.sourceFormat == .wordpress, let read = try proof.reading(item, library), read.body == article.body {
            return items.withTeaser(item, article, read: read)
        }
        let ready = items.withReadyBody(item, article)
        counts.ready += 1
        let read = try proof.reading(ready, library)
        if read?.body != article.body { counts.doubtful.append(article.permalink?.text ?? article.headline.text) }
        return items.withTeaser(ready, article, read: read)
    }

    private func writeAddresses(_ library: Library, _ writer: WXRWriter, _ counts: inout Counts) throws {
        var last = ""
        while true {
            try monitor.check()
            let addresses = try library.formerAddresses(after: last, limit: 1000)
            guard let end = addresses.last else { return }
            last = end.key
            for address in addresses {
                if let location = address.location {
                    try writer.own(.redirect(from: address.key), location)
                } else {
                    try writer.own(.gone(address.key), "")
                }
            }
            counts.redirects += addresses.count
        }
    }

    // MARK: - What is said

    private func report(_ counts: Counts, _ size: Int64, _ copied: UploadsExport.Result?) -> WorkResult {
        func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
        let parts = [
            counted(counts.articles, "article", "articles"), counted(counts.pages, "page", "pages"),
            counted(counts.comments, "comment", "comments"), counted(counts.pictures, "picture", "pictures"),
            counted(counts.sections, "section", "sections"), counted(counts.tags, "tag", "tags"),
            counted(counts.terms, "term of other taxonomies", "terms of other taxonomies"),
            counted(counts.authors, "author", "authors"), counted(counts.menus, "menu", "menus"),
            counted(counts.redirects, "redirect", "redirects"),
        ]
        var text = "\(path) holds the magazine: \(parts.joined(separator: ", ")), in \(ReadableSize.text(size)).\n"
        if counts.ready > 0 {
            text +=
                "\(counted(counts.ready, "body stands", "bodies stand")) in it as readers see \(counts.ready == 1 ? "it" : "them"): "
            text += "WordPress would make something else of \(counts.ready == 1 ? "its source" : "their sources").\n"
        }
        for address in counts.doubtful.prefix(20) { text += "  It may be read back otherwise: \(address)\n" }
        if let copied {
            text += "\(counted(copied.count, "file was", "files were")) copied to \(copied.folder).\n"
            for path in copied.missing.prefix(20) { text += "  Its file is missing: \(path)\n" }
        } else if counts.pictures > 0 {
            text += "Files do not travel in an export; --uploads DIR copies them too.\n"
        }
        text += "Earlier revisions do not travel; docs/leaving.md says what else.\n"
        let isWhole = counts.doubtful.isEmpty && copied?.missing.isEmpty ?? true
        return WorkResult(report: text, exit: isWhole ? .success : .incomplete)
    }
}
