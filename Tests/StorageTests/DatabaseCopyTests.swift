import Content
import Foundation
import TestSupport
import Testing

@testable import Storage

/// Each test copies from the engine it runs on to the other.
@Suite("A copy between engines", .everyEngine)
struct DatabaseCopyTests {
    private let source: TemporaryStore
    private let folder: TemporaryFolder
    /// Of the other engine.
    private let target: TemporaryDatabase

    init() throws {
        source = try TemporaryStore(articles: 450)
        let folder = try TemporaryFolder()
        self.folder = folder
        target = try Engine.$chosen.withValue(Engine.current == .sqlite ? .postgres : .sqlite) {
            try TemporaryDatabase(file: folder["copy.sqlite"])
        }
        try source.write { transaction in
            let parent = try transaction.save(try #require(section("harbour", parent: nil)))
            // A section whose parent came later: its number is the lower one.
            let late = try transaction.save(try #require(section("quay", parent: nil)))
            _ = try transaction.save(try #require(section("harbour", parent: late)), as: parent)
            var article = TemporaryStore.article(1000)
            article.sectionIDs = [parent]
            article.headline = HTML(stored: "Ἁλιεύς 漁師 صياد 😀 'quoted' \\ ?")
            _ = try transaction.add(article)
        }
    }

    @Test("every row is in both, and the copy is a magazine that can be written")
    func whole() throws {
        let rows = try copy()
        let copied = try Store(target.location)
        defer { try? copied.close() }
        let (here, there) = (try source.dump(), try DatabaseDump(copied))
        #expect(here == there, "\(here.firstDifference(from: there))")
        #expect(rows == Int64(here.without("schema_version").tables.values.reduce(0) { $0 + $1.count }))
        let id = try copied.writeWaiting { try $0.add(TemporaryStore.article(2000)) }
        #expect(try copied.readWaiting { try $0.article(id)?.path } == "/2000/")
        #expect(try copied.readWaiting { try $0.problems() } == [])
    }

    @Test("a copy that was stopped is no magazine, and goes on where it stopped", arguments: [1, 4, 9, 20])
    func resumed(stop: Int) throws {
        struct Stop: Error {}
        var steps = 0
        #expect(throws: Stop.self) {
            try copy { _, _, _ in
                steps += 1
                if steps > stop { throw Stop() }
            }
        }
        #expect(throws: StorageError.unfinishedCopy(of: "the source")) { try Store(target.location) }
        var resumed = 0
        _ = try copy { phase, _, _ in if phase == "Copying" { resumed += 1 } }
        // One step for each batch: those that were there already are not copied again.
        var whole = 0
        let other = try Engine.$chosen.withValue(Engine.current == .sqlite ? .postgres : .sqlite) {
            try TemporaryDatabase(file: folder["whole.sqlite"])
        }
        _ = try source.store.copy(to: other.location, named: "the source") { phase, _, _ in
            if phase == "Copying" { whole += 1 }
        }
        #expect(stop < 9 ? resumed <= whole : resumed < whole)
        let copied = try Store(target.location)
        defer { try? copied.close() }
        #expect(try DatabaseDump(copied) == source.dump())
    }

    @Test("what was changed in the source between two runs is right in the copy")
    func changedBetween() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) { try copy { phase, _, _ in if phase == "Comparing" { throw Stop() } } }
        try source.write { transaction in
            var article = TemporaryStore.article(7)
            article.headline = HTML(stored: "Changed")
            try transaction.update(7, to: article)
        }
        _ = try copy()
        let copied = try Store(target.location)
        defer { try? copied.close() }
        #expect(try copied.readWaiting { try $0.article(7)?.headline.markup } == "Changed")
        #expect(try DatabaseDump(copied) == source.dump())
    }

    @Test("a place that holds a magazine, or the beginning of another's copy, is left as it is")
    func notEmpty() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) { try copy { _, done, _ in if done > 300 { throw Stop() } } }
        #expect(throws: StorageError.unfinishedCopy(of: "the source")) {
            try source.store.copy(to: target.location, named: "another") { _, _, _ in }
        }
        _ = try copy()
        let error = #expect(throws: StorageError.self) { try copy() }
        #expect(error?.description.contains("holds a magazine already") == true)
    }

    @discardableResult
    private func copy(_ progress: (String, Int64, Int64) throws -> Void = { _, _, _ in }) throws -> Int64 {
        try source.store.copy(to: target.location, named: "the source", progress: progress)
    }

    private func section(_ slug: String, parent: Int64?) -> Section? {
        Permalink("/\(slug)/").map { Section(slug: slug, name: slug, parentID: parent, permalink: $0) }
    }
}
