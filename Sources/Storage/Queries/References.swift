package import Content

/// Columns of a table that are read whole, a stretch of rows at a time in the order of the key: for what is larger than memory.
package struct TableColumns: Sendable {
    package let table: String
    package let columns: [String]
    let key: [String]
    /// Which rows; all where it is empty.
    let condition: String
    /// The column that says which article a row belongs to; nil where rows belong to none.
    let article: String?

    init(_ table: String, key: [String], _ columns: [String], where condition: String = "", article: String? = nil) {
        (self.table, self.key, self.columns) = (table, key, columns)
        (self.condition, self.article) = (condition, article)
    }

    /// Whether each row belongs to an article, and is touched when that is.
    package var isOfArticles: Bool { article != nil }

    fileprivate func select(_ conditions: [String], limited: Bool) -> String {
        let all = conditions + (condition.isEmpty ? [] : [condition])
        return "SELECT \((key + [article ?? "NULL"] + columns).joined(separator: ", ")) FROM \(table)"
            + (all.isEmpty ? "" : " WHERE " + all.joined(separator: " AND ")) + " ORDER BY \(key.joined(separator: ", "))"
            + (limited ? " LIMIT ?" : "")
    }

    fileprivate func row(_ row: SQLRow) -> TableRow {
        TableRow(
            key: key.indices.map { row.value($0) }, article: row.intOrNil(key.count),
            values: columns.indices.map { row.value(key.count + 1 + $0) })
    }
}

/// One row of those columns.
package struct TableRow: Sendable {
    let key: [SQLValue]
    package let article: Int64?
    let values: [SQLValue]

    package func text(_ column: Int) -> String {
        if values.indices.contains(column), case .text(let text) = values[column] { text } else { "" }
    }

    package func int(_ column: Int) -> Int64? {
        if values.indices.contains(column), case .int(let number) = values[column] { number } else { nil }
    }

    /// Every text there is in it.
    package var texts: [String] {
        values.compactMap { if case .text(let text) = $0, !text.isEmpty { text } else { nil } }
    }
}

/// Where a magazine speaks of its files: the edges of the graph that says which of them are used.
package enum FileReferences {
    /// Every column in which somebody may have named a file: by its address, by that of its page, or by its number on an old
    /// site. One more place, such as mail that was sent, is one more line; a test holds the list to the tables there are.
    package static let sources: [TableColumns] = [
        // Every revision, and not only the one that is shown: any of them may be brought back.
        TableColumns("revision", key: ["article_id", "number"], ["source", "body"], article: "article_id"),
        TableColumns(
            "article", key: ["id"], ["headline", "standfirst", "teaser", "picture_caption"], article: "id"),
        lead,
        TableColumns("talk", key: ["article_id"], ["media_url", "duration", "speakers"], article: "article_id"),
        TableColumns("enclosure", key: ["article_id", "position"], ["address"], article: "article_id"),
        TableColumns("event", key: ["article_id"], ["place", "address"], article: "article_id"),
        TableColumns("correction", key: ["article_id", "position"], ["body"], article: "article_id"),
        TableColumns("comment", key: ["id"], ["author_name", "author_url", "body", "source"], article: "article_id"),
        TableColumns("author", key: ["id"], ["name", "url", "biography", "picture"]),
        TableColumns("section", key: ["id"], ["name", "summary"]),
        TableColumns("tag", key: ["id"], ["name", "summary"]),
        TableColumns("term_field", key: ["kind", "term_id", "position"], ["value"]),
        TableColumns("menu_entry", key: ["id"], ["label", "address"]),
        TableColumns("setting", key: ["name"], ["value"]),
        pictureWords,
        redirects,
    ]

    /// The file of the picture above each article.
    private static let lead = TableColumns(
        "article", key: ["id"], ["(SELECT p.file FROM picture p WHERE p.id = article.picture_id)"],
        where: "picture_id IS NOT NULL", article: "id")

    /// What is said of pictures; the first column is the file that it is said of, which is no use of that file.
    package static let pictureWords = TableColumns("picture", key: ["id"], ["file", "alt", "caption", "credit", "summary"])

    /// Old addresses, each with where it leads. One that leads to a picture's page belongs to that page.
    package static let redirects = TableColumns("address", key: ["key"], ["location"], where: "kind = 'redirect'")

    // MARK: What leads to a file by another name

    /// The file of each picture, the page it has of its own, the article it was uploaded to.
    package static let pictures = TableColumns("picture", key: ["id"], ["file", "path", "article_id"])

    /// The old sites' numbers of pictures, and their files.
    package static let oldNumbers = TableColumns(
        "origin", key: ["source_id", "kind", "old_id"],
        ["old_id", "(SELECT p.file FROM picture p WHERE p.id = origin.target_id)"], where: "kind = 'attachment'")

    /// The smaller copies that old sites had.
    package static let variants = TableColumns("image_variant", key: ["path"], ["path", "file"])

    /// The addresses that lead to pages by another way, and to which.
    package static let aliases = TableColumns("address", key: ["key"], ["key", "location"], where: "kind = 'redirect'")
}

extension Library {
    /// The rows after one of them, at most as many as are wanted.
    package func rows(of columns: TableColumns, after last: TableRow?, limit: Int64) throws -> [TableRow] {
        let marks = columns.key.map { _ in "?" }.joined(separator: ", ")
        let further = last == nil ? [] : ["(\(columns.key.joined(separator: ", "))) > (\(marks))"]
        return try connection.rows(
            columns.select(further, limited: true), (last?.key ?? []) + [.int(limit)], columns.row)
    }

    /// The rows that belong to an article; none where rows belong to no article.
    package func rows(of columns: TableColumns, article: Int64) throws -> [TableRow] {
        guard let column = columns.article else { return [] }
        return try connection.rows(columns.select(["\(column) = ?"], limited: false), [.int(article)], columns.row)
    }

    /// How many rows of several tables there are to be read.
    package func count(of all: [TableColumns]) throws -> Int64 {
        try all.reduce(0) { sum, columns in
            let condition = columns.condition.isEmpty ? "" : " WHERE " + columns.condition
            return sum + (try connection.number("SELECT count(*) FROM \(columns.table)\(condition)"))
        }
    }

    /// The articles that items of old sites have become, by the old sites' numbers.
    package func articles(ofOldNumbers numbers: [Int64]) throws -> [Int64] {
        try connection.rows(
            "SELECT target_id FROM origin WHERE kind = 'item' AND old_id IN", in: numbers.map { .text(String($0)) }
        ) { $0.int(0) }
    }
}

/// What the texts of a magazine may name otherwise since a moment.
package struct TouchedTexts: Sendable {
    package var articles: Set<Int64> = []
    package var pictures: Set<Int64> = []
    /// Whether there was anything else: authors, sections, settings, addresses.
    package var hasOthers = false

    package init(_ touched: Set<Dependency> = []) {
        for dependency in touched {
            switch dependency {
            case .article(let id), .comments(let id): articles.insert(id)
            case .picture(let id): pictures.insert(id)
            // Listings, files and forms of pictures name nothing; what cards, links and site maps show is in their articles.
            case .card, .face, .link, .place, .listing, .stretch, .entry, .pages, .presence, .upload, .image, .pinned, .events,
                .contributors, .authors, .origins, .newestComments, .navigation, .sectionLink, .mapPart, .mapParts, .pictures,
                .terms:
                break
            case .publication, .listingSettings, .frontSettings, .menus, .author, .section, .tag, .address, .translations,
                .series, .everything:
                hasOthers = true
            }
        }
    }
}

extension Connection {
    /// Reads the rows that a list of values leads to: `sql` ends in `IN`.
    func rows<T>(_ sql: String, in list: [SQLValue], _ read: (SQLRow) throws -> T) throws -> [T] {
        var found: [T] = []
        for values in Stretches(list, of: 500) { found += try rows("\(sql) (\(Stretches.marks(500)))", values, read) }
        return found
    }
}
