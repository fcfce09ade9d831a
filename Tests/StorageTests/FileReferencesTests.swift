import Content
import TestSupport
import Testing

@testable import Storage

@Suite("Where a magazine speaks of its files", .everyEngine)
struct FileReferencesTests {
    /// Columns of text in which nobody can have named a file: what the program itself writes, and names of what is no file.
    private static let exempt: [String: Set<String>] = [
        "source": ["url"], "origin": ["kind", "old_id", "digest", "state"], "author": ["slug", "email", "path"],
        "section": ["slug", "path"], "tag": ["slug", "path", "taxonomy"], "term_field": ["kind", "name"],
        "upload": ["path", "digest", "media_type"], "upload_source": ["path"],
        // What a file says of itself, and where it is served.
        "image": [
            "digest", "name", "format", "fallback", "color", "title", "credit", "license", "caption", "alt", "dropped",
        ],
        "image_variant": ["path", "file"], "picture": ["title", "slug", "path"],
        "article": [
            "kind", "status", "slug", "path", "language", "password", "original_type", "guid", "translation_key", "series",
        ],
        "revision": ["source_format"], "comment": ["author_email", "author_address", "status", "kind", "meta", "imported"],
        "menu": ["slug", "name"], "enclosure": ["media_type"], "menu_entry": ["kind"], "setting": ["name"],
        "address": ["key", "kind"], "change": ["touched"],
        // What the old site called its items: nothing is served for it.
        "exported_address": ["kind", "old_id", "address", "title", "type"],
        // What an import was given; and how things were, each of which is there, or goes with all that it names.
        "import": ["kind", "what"], "import_row": ["name", "key", "before", "after"],
        // Made of what articles and pictures say.
        "search_document": ["headline", "pictures", "summary"], "search_file": ["file"],
    ]

    @Test("every column of text is looked into, or is known to name no file")
    func complete() throws {
        let read = Dictionary(grouping: FileReferences.sources, by: \.table).mapValues { Set($0.flatMap(\.columns)) }
        let definitions = Migrations.all.flatMap(\.statements)
        for table in Table.all.map(\.name) {
            for column in columnsOfText(table, definitions) {
                let isRead = read[table]?.contains(column) == true
                let isExempt = FileReferencesTests.exempt[table]?.contains(column) == true
                #expect(isRead != isExempt, "\(table).\(column): is it a place where a file may be named?")
            }
        }
    }

    @Test("rows are read whole and once, a stretch at a time, also where two columns are the key")
    func stretches() throws {
        let temporary = try TemporaryStore()
        try temporary.write { transaction in
            for number in 1...7 {
                var article = TemporaryStore.article(number)
                let id = try transaction.add(article)
                for revision in 2...3 {
                    article.source = "\(number)-\(revision)"
                    try transaction.update(id, to: article)
                }
            }
        }
        let revisions = FileReferences.sources[0]
        let seen = try temporary.read { library in
            var seen: [String] = []
            var last: TableRow?
            repeat {
                let rows = try library.rows(of: revisions, after: last, limit: 4)
                seen += rows.map { "\($0.article ?? 0) \($0.text(0))" }
                last = rows.last
            } while last != nil
            return seen
        }
        #expect(seen.count == 21 && Set(seen).count == 21)
        #expect(try temporary.read { try $0.count(of: [revisions]) } == 21)
        #expect(try temporary.read { try $0.rows(of: revisions, article: 3).map { $0.text(0) } } == ["", "3-2", "3-3"])
    }

    @Test("the change log says what was touched since a number, and says so where it no longer can")
    func touched() throws {
        let temporary = try TemporaryStore()
        let start = try temporary.read { try $0.lastCommit() }
        try temporary.write { _ = try $0.add(TemporaryStore.article(1)) }
        let touched = try temporary.read { try $0.touched(since: start).map(TouchedTexts.init) }
        #expect(touched?.articles == [1] && touched?.pictures == [])
        try temporary.write { transaction in
            transaction.touch(.upload("/a b"))
            transaction.touch(.picture(7))
        }
        let next = try temporary.read { try $0.touched(since: start + 1).map(TouchedTexts.init) }
        #expect(next?.articles == [] && next?.pictures == [7])
        try temporary.write { $0.touch(.everything) }
        #expect(try temporary.read { try $0.touched(since: start) } == nil)
        let none = try temporary.read { try $0.touched(since: start + 3).map(TouchedTexts.init) }
        #expect(none?.hasOthers == false)
        try temporary.write { try $0.connection.run("DELETE FROM change WHERE id = ?", [.int(start + 1)]) }
        #expect(try temporary.read { try $0.touched(since: start) } == nil)
    }

    /// The columns of a table that the migrations define as text.
    private func columnsOfText(_ table: String, _ definitions: [String]) -> [String] {
        var columns: [String] = []
        for definition in definitions {
            for opening in ["CREATE TABLE \(table) (", "ALTER TABLE \(table) ADD COLUMN "] where definition.hasPrefix(opening) {
                for part in definition.dropFirst(opening.count).split(separator: ",") {
                    let words = part.split(whereSeparator: \.isWhitespace)
                    if words.count > 1, words[1].hasPrefix("TEXT") { columns.append(String(words[0])) }
                }
            }
        }
        return columns
    }
}
