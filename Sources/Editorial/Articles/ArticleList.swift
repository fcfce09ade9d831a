import Content
private import Foundation
import Storage

/// Which articles a person wants to see.
package struct ArticleFilter: Codable, Sendable, Equatable {
    /// A status by its name.
    package var status: String?
    /// By slug or name; with those below it.
    package var section: String?
    package var tag: String?
    package var author: String?
    /// Words that headline, standfirst and slug have.
    package var search: String?
    package var limit = 50

    package init() {}
}

/// The articles that a filter lets through, the newest first.
struct ArticleList {
    let filter: ArticleFilter
    let library: Library
    let publication: Publication
    let monitor: ImportMonitor

    func report(_ form: ArticleRequest.ListForm) throws -> String {
        let found = try records()
        switch form {
        case .json: return try ArticleList.encoded(found.records.map { Entry($0, publication) })
        case .numbers: return found.records.map { "\($0.id)\n" }.joined()
        case .table(let width):
            guard !found.records.isEmpty else { return "There is no such article.\n" }
            let table = TextTable(
                head: ["number", "status", "date", "title", "address"],
                rows: found.records.map { record in
                    [
                        String(record.id), record.status.rawValue, record.dated.day, record.headline.text,
                        record.status == .published ? record.path ?? "" : "–",
                    ]
                }, shares: [0, 0, 0, 55, 45])
            return table.text(width: width) + (found.isMore ? "There are more: --limit N shows N.\n" : "")
        }
    }

    private func records() throws -> (records: [ArticleRecord], isMore: Bool) {
        let status = try filter.status.map { text in
            guard let status = Article.Status(rawValue: text) else { throw NewsroomError.unknownStatus(text) }
            return status
        }
        let terms = KnownNames(library: library)
        let sections = try filter.section.map { try terms.sectionAndBelow($0) }
        let tags = try filter.tag.map { [try terms.tag($0)] }
        let author = try filter.author.map { try terms.author($0) }
        let words = FoundWords(filter.search ?? "")
        var records: [ArticleRecord] = []
        var (isMore, seen) = (false, 0)
        try library.eachArticle(status: status, sections: sections, tags: tags, author: author) { record in
            seen += 1
            if seen % 1000 == 0 { try monitor.check() }
            guard words.areIn("\(record.headline.text) \(record.standfirst) \(record.slug)") else { return true }
            isMore = records.count >= filter.limit
            if !isMore { records.append(record) }
            return !isMore
        }
        return (records, isMore)
    }

    static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }

    private struct Entry: Encodable {
        var id: Int64
        var version: Int64
        var kind, status, title, slug, standfirst, language, dated: String
        var path, url, publishedAt: String?

        init(_ record: ArticleRecord, _ publication: Publication) {
            (id, version) = (record.id, record.version)
            (kind, status) = (record.kind.rawValue, record.status.rawValue)
            (title, slug, standfirst) = (record.headline.text, record.slug, record.standfirst)
            language = record.language.isEmpty ? publication.language : record.language
            dated = record.dated.printed
            path = record.path
            url = record.status == .published ? record.path.map { publication.url($0) } : nil
            publishedAt = record.publishedAt?.rfc3339
        }
    }
}

/// The words of a query, each the beginning of a word that is looked for.
private struct FoundWords {
    private let words: [Substring]

    init(_ query: String) {
        words = SearchText.words(of: query, atMost: 1000).split(separator: " ")
    }

    func areIn(_ text: String) -> Bool {
        guard !words.isEmpty else { return true }
        let found = SearchText.words(of: text, atMost: 10_000).split(separator: " ")
        return words.allSatisfy { word in found.contains { $0.hasPrefix(word) } }
    }
}

extension WallClock {
    /// `2026-03-01`
    var day: String { String(printed.prefix(10)) }

    /// `2026-03-01T14:05:00`
    var printed: String { String(Timestamp(stored: milliseconds).rfc3339.dropLast()) }
}
