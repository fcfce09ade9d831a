import Content
import Storage
import TestSupport

/// A small magazine with some of everything, and edits of every kind to it, chosen by a seed.
struct RandomEdits {
    private(set) var random: SeededGenerator
    private var sections: [Int64] = []
    private var tags: [Int64] = []
    private var authors: [Int64] = []
    private var pictures: [Int64] = []
    private var articles: [Int64] = []
    private var menu: Int64 = 0
    private var entries: [(id: Int64, entry: Menu.Entry)] = []
    private var number = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    // MARK: - The magazine

    mutating func fill(_ transaction: Transaction) throws {
        var publication = Publication()
        (publication.name, publication.cardsPerPage, publication.menu) = ("The Harbour Post", 3, "main")
        try transaction.save(publication)
        for (slug, parent) in [("town", 0), ("quay", 1), ("sea", 0), ("boats", 3)] {
            let above = parent == 0 ? nil : sections[parent - 1]
            sections.append(
                try transaction.save(
                    Section(slug: slug, name: slug, parentID: above, permalink: try permalink("/category/\(slug)/"))))
        }
        for slug in ["tides", "ropes", "eels", "fog"] {
            tags.append(try transaction.save(Tag(slug: slug, name: slug, permalink: try permalink("/tag/\(slug)/"))))
        }
        for slug in ["anna", "bo", "ines"] {
            authors.append(try transaction.save(Author(slug: slug, name: slug, permalink: try permalink("/author/\(slug)/"))))
        }
        for slug in ["one", "two"] {
            let file = "/wp-content/uploads/\(slug).png"
            try transaction.save(
                Upload(
                    path: file, digest: String(repeating: slug == "one" ? "a" : "b", count: 64), size: 1, mediaType: "image/png",
                    modifiedAt: Timestamp(stored: 0)))
            var picture = Picture()
            (picture.title, picture.file, picture.permalink) = (slug, file, Permalink("/\(slug)-picture/"))
            pictures.append(try transaction.save(picture))
        }
        menu = try transaction.save(Menu(slug: "main", name: "Main"))
        for _ in 0..<24 { _ = try add(transaction) }
        for target in [Menu.Entry.Target.section(sections[0]), .tag(tags[0]), .article(articles[0]), .address("/about/")] {
            let entry = Menu.Entry(label: "", target: target, parentID: nil, position: Int64(entries.count))
            entries.append((try transaction.save(entry, menu: menu), entry))
        }
    }

    private func permalink(_ path: String) throws -> Permalink {
        guard let permalink = Permalink(path) else { throw StorageError.damaged(path) }
        return permalink
    }

    private mutating func add(_ transaction: Transaction) throws -> String {
        number += 1
        var article = Article()
        article.kind = number % 7 == 0 ? .page : number % 5 == 0 ? .event : .article
        article.status = .published
        article.isListed = article.kind != .page
        article.slug = "item-\(number)"
        article.headline = HTML(escaping: "Headline \(number)")
        article.teaser = "Teaser \(number)"
        article.dated = WallClock(stored: Int64.random(in: 0..<90, using: &random) * 86_400_000)
        article.publishedAt = Timestamp(stored: article.dated.milliseconds)
        article.permalink = try permalink("/2020/item-\(number)/")
        article.source = "Text"
        article.body = HTML(stored: "<p>Text \(number).</p><p><img src=\"/wp-content/uploads/one.png\" alt=\"\"></p>")
        article.sectionIDs = some(of: sections, most: 2)
        article.tagIDs = some(of: tags, most: 3)
        article.authorIDs = some(of: authors, most: 2)
        article.pictureID = pictures.randomElement(using: &random)
        if article.kind == .event {
            article.event = Article.Event(starts: article.dated, ends: nil, place: "Hall", address: "")
        }
        articles.append(try transaction.add(article))
        return "article \(number) is new"
    }

    private mutating func some(of all: [Int64], most: Int) -> [Int64] {
        Array(all.shuffled(using: &random).prefix(Int.random(in: 0...most, using: &random)))
    }

    // MARK: - Edits

    /// Every kind that an editor can do, each as often as the others.
    private static let kinds: [@Sendable (inout RandomEdits, Transaction) throws -> String] = [
        { try $0.add($1) },
        { edits, transaction in
            try edits.changeArticle(transaction, "withdrawn or published") {
                $1.status = $1.status == .published ? .draft : .published
            }
        },
        { edits, transaction in
            try edits.changeArticle(transaction, "retitled") {
                $1.headline = HTML(escaping: "Headline \(UInt8.random(in: 0...255, using: &$0))")
            }
        },
        { edits, transaction in
            try edits.changeArticle(transaction, "has another text") {
                $1.body = HTML(stored: "<p>Text \(UInt8.random(in: 0...255, using: &$0)).</p>")
                $1.source = $1.body.markup
            }
        },
        { edits, transaction in
            let chosen = edits.some(of: edits.sections, most: 2)
            return try edits.changeArticle(transaction, "moved to sections \(chosen)") { $1.sectionIDs = chosen }
        },
        { edits, transaction in
            let chosen = edits.some(of: edits.tags, most: 3)
            return try edits.changeArticle(transaction, "has tags \(chosen)") { $1.tagIDs = chosen }
        },
        { edits, transaction in
            let chosen = edits.some(of: edits.authors, most: 2)
            return try edits.changeArticle(transaction, "is by \(chosen)") { $1.authorIDs = chosen }
        },
        { edits, transaction in
            try edits.changeArticle(transaction, "has another date") {
                $1.dated = WallClock(stored: Int64.random(in: 0..<90, using: &$0) * 86_400_000)
            }
        },
        { try $0.changeArticle($1, "pinned or not") { $1.isPinned.toggle() } },
        { edits, transaction in
            try edits.changeArticle(transaction, "has another address") {
                $1.permalink = Permalink("/moved-\(UInt16.random(in: 0...65535, using: &$0))/")
            }
        },
        { edits, transaction in
            try edits.changeArticle(transaction, "is in a series") {
                $1.series =
                    Bool.random(using: &$0) ? Article.Series(name: "Year", part: Int64.random(in: 0...5, using: &$0)) : nil
            }
        },
        { edits, transaction in
            try edits.changeArticle(transaction, "is a translation") {
                ($1.translationKey, $1.language) =
                    Bool.random(using: &$0) ? ("key", ["de", "fr", "es"].randomElement(using: &$0) ?? "") : ("", "")
            }
        },
        { edits, transaction in
            try edits.changeArticle(transaction, "has a correction") {
                $1.corrections.append(Article.Correction(dated: WallClock(stored: 0), text: HTML(stored: "It was Odd.")))
            }
        },
        { edits, transaction in
            let picture = edits.pictures.randomElement(using: &edits.random)
            return try edits.changeArticle(transaction, "has another picture") {
                $1.pictureID = Bool.random(using: &$0) ? picture : nil
            }
        },
        { edits, transaction in
            let parent = edits.articles.randomElement(using: &edits.random)
            let child = edits.articles.randomElement(using: &edits.random) ?? 0
            try transaction.setParent(of: child, to: parent == child ? nil : parent)
            return "\(child) stands below \(parent ?? 0)"
        },
        { try $0.renameSection($1) }, { try $0.moveSection($1) }, { try $0.renameTag($1) }, { try $0.renameAuthor($1) },
        { try $0.moveMenu($1) }, { try $0.comment($1) }, { try $0.redirect($1) }, { try $0.setting($1) },
        { try $0.describePicture($1) }, { try $0.hideTag($1) },
    ]

    /// One edit; what it was, for a person.
    mutating func next(_ transaction: Transaction) throws -> String {
        let kind = RandomEdits.kinds[Int.random(in: RandomEdits.kinds.indices, using: &random)]
        return try kind(&self, transaction)
    }

    private mutating func changeArticle(
        _ transaction: Transaction, _ what: String, _ change: (inout SeededGenerator, inout Article) -> Void
    ) throws -> String {
        guard let id = articles.randomElement(using: &random), var article = try transaction.current.storedArticle(id)?.article
        else { return "nothing" }
        change(&random, &article)
        try transaction.update(id, to: article)
        return "article \(id) \(what)"
    }

    private mutating func renameSection(_ transaction: Transaction) throws -> String {
        guard let id = sections.randomElement(using: &random), var section = try transaction.current.section(id) else {
            return ""
        }
        section.name = "Section \(UInt8.random(in: 0...255, using: &random))"
        _ = try transaction.save(section, as: id)
        return "section \(id) is \(section.name)"
    }

    private mutating func moveSection(_ transaction: Transaction) throws -> String {
        guard let id = sections.randomElement(using: &random), var section = try transaction.current.section(id) else {
            return ""
        }
        section.parentID = Bool.random(using: &random) ? sections.first { $0 != id } : nil
        do {
            _ = try transaction.save(section, as: id)
        } catch StorageError.sectionCycle {
            return "no section below itself"
        }
        return "section \(id) is below \(section.parentID ?? 0)"
    }

    private mutating func renameTag(_ transaction: Transaction) throws -> String {
        guard let id = tags.randomElement(using: &random), var tag = try transaction.current.tag(id) else { return "" }
        tag.name = "Tag \(UInt8.random(in: 0...255, using: &random))"
        _ = try transaction.save(tag, as: id)
        return "tag \(id) is \(tag.name)"
    }

    private mutating func hideTag(_ transaction: Transaction) throws -> String {
        guard let id = tags.randomElement(using: &random), var tag = try transaction.current.tag(id) else { return "" }
        tag.isShown.toggle()
        _ = try transaction.save(tag, as: id)
        return "tag \(id) is \(tag.isShown ? "shown" : "hidden")"
    }

    private mutating func renameAuthor(_ transaction: Transaction) throws -> String {
        guard let id = authors.randomElement(using: &random), var author = try transaction.current.author(id) else { return "" }
        author.name = "Author \(UInt8.random(in: 0...255, using: &random))"
        _ = try transaction.save(author, as: id)
        return "author \(id) is \(author.name)"
    }

    private mutating func moveMenu(_ transaction: Transaction) throws -> String {
        let index = Int.random(in: entries.indices, using: &random)
        entries[index].entry.position = Int64.random(in: 0...9, using: &random)
        entries[index].entry.label = Bool.random(using: &random) ? "" : "Label \(UInt8.random(in: 0...255, using: &random))"
        _ = try transaction.save(entries[index].entry, menu: menu, as: entries[index].id)
        return "menu entry \(entries[index].id) is at \(entries[index].entry.position)"
    }

    private mutating func comment(_ transaction: Transaction) throws -> String {
        guard let id = articles.randomElement(using: &random) else { return "" }
        var comment = Comment()
        comment.number = Int64.random(in: 1...3, using: &random)
        comment.status = Bool.random(using: &random) ? .approved : .pending
        (comment.authorName, comment.authorID) = ("Arne", authors.randomElement(using: &random))
        comment.body = HTML(stored: "<p>Well \(UInt8.random(in: 0...255, using: &random)).</p>")
        comment.writtenAt = Timestamp(stored: Int64(UInt8.random(in: 0...255, using: &random)))
        try transaction.save(comment, article: id)
        return "comment \(comment.number) below \(id)"
    }

    private mutating func redirect(_ transaction: Transaction) throws -> String {
        let from = "/old-\(UInt8.random(in: 0...31, using: &random))/"
        guard let id = articles.randomElement(using: &random), let path = try transaction.current.path(ofArticle: id) else {
            return ""
        }
        try transaction.claim(try permalink(from), for: .redirect(path))
        return "\(from) leads to \(path)"
    }

    private mutating func setting(_ transaction: Transaction) throws -> String {
        var publication = try transaction.publication()
        switch Int.random(in: 0..<4, using: &random) {
        case 0: publication.cardsPerPage = Int.random(in: 2...6, using: &random)
        case 1: publication.frontPage = publication.frontPage == .lead ? .grid : .lead
        case 2: publication.tagline = "Tagline \(UInt8.random(in: 0...255, using: &random))"
        default:
            guard let id = articles.randomElement(using: &random) else { return "" }
            try transaction.setTeaser(of: id, to: "Teaser \(UInt8.random(in: 0...255, using: &random))")
            return "teaser of \(id)"
        }
        try transaction.save(publication)
        return "settings"
    }

    private mutating func describePicture(_ transaction: Transaction) throws -> String {
        guard let id = pictures.randomElement(using: &random), var picture = try transaction.current.picture(id) else {
            return ""
        }
        picture.alt = "Alt \(UInt8.random(in: 0...255, using: &random))"
        _ = try transaction.save(picture, as: id)
        return "alt text of \(id)"
    }
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
