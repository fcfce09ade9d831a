import Content
import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite("What two engines share")
struct EngineSeamTests {
    @Test("one place asks which engine it is, and each engine's library is known in its own folder alone")
    func onePlace() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardizedFileURL
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var asking: [String] = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let path = file.path.dropFirst(sources.path.count + 1)
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains("import GRDB") || path.hasPrefix("Storage/SQLite/"), "\(path)")
            #expect(!text.contains("import CPostgres") || path.hasPrefix("Storage/PostgreSQL/"), "\(path)")
            let words = ["case .server", "case .file(let path)", "is SQLite", "is Postgres", "as? SQLite", "as? Postgres"]
            if words.contains(where: text.contains) { asking.append(String(path)) }
        }
        #expect(asking == ["Storage/DatabaseLocation.swift"])
    }

    @Test("a copy knows every table, its key, and puts each after those it refers to", .everyEngine)
    func tables() throws {
        let temporary = try TemporaryStore()
        try temporary.write { transaction in
            let engine = transaction.connection.engine
            let known = Table.all.map(\.name)
            let tables = try engine.tables()
            #expect(tables.sorted() == (known + ["schema_version"]).sorted())
            for table in known {
                let key = try engine.key(of: table)
                #expect(!key.isEmpty, "\(table)")
            }
        }
        let definitions = Migrations.all.flatMap(\.statements).joined(separator: "\n").components(separatedBy: "CREATE TABLE ")
        for definition in definitions.dropFirst() {
            let name = String(definition.prefix { $0 != " " })
            let own = try #require(Table.all.firstIndex { $0.name == name })
            for reference in definition.components(separatedBy: "REFERENCES ").dropFirst() {
                let other = String(reference.prefix { $0 != " " })
                let place = try #require(Table.all.firstIndex { $0.name == other })
                #expect(place < own || other == name && !Table.all[own].ownReferences.isEmpty, "\(name) refers to \(other)")
            }
        }
    }

    @Test("a text with U+0000 in it is kept, with a sign where it stood", .everyEngine)
    func zero() throws {
        let temporary = try TemporaryStore()
        try temporary.write { transaction in
            var article = TemporaryStore.article(1)
            article.standfirst = "before\u{0}after"
            _ = try transaction.add(article)
        }
        #expect(try temporary.read { try $0.article(1)?.standfirst } == "before\u{FFFD}after")
    }

    @Test("the longest addresses and names go in", .everyEngine)
    func long() throws {
        let temporary = try TemporaryStore()
        // Letters by chance: what repeats is packed, and would fit anywhere.
        var random = SystemRandomNumberGenerator()
        let path =
            "/" + String((0..<1990).map { _ in "abcdefghijklmnopqrstuvwxyz0123456789".randomElement(using: &random) ?? "a" })
            + "/"
        let permalink = try #require(Permalink(path))
        try temporary.write { transaction in
            var article = TemporaryStore.article(1)
            article.permalink = permalink
            article.slug = path
            _ = try transaction.add(article)
            try transaction.save(
                Upload(path: path, digest: "ab", size: 1, mediaType: "image/gif", modifiedAt: Timestamp(stored: 0)))
        }
        #expect(try temporary.read { try $0.destination(at: permalink.key) } == .article(1))
        #expect(try temporary.read { try $0.upload(at: path)?.digest } == "ab")
    }
}
