import Content
import TestSupport
import Testing

@testable import Storage

@Suite("Translations in storage", .everyEngine)
struct TranslationStorageTests {
    private func article(_ number: Int, _ language: String, _ key: String) -> Article {
        var article = TemporaryStore.article(number)
        (article.language, article.translationKey) = (language, key)
        return article
    }

    private func paths(_ store: TemporaryStore, of id: Int64) throws -> [String] {
        try store.read { library in try library.article(id).map { try library.translations(of: $0).map(\.path) } ?? [] }
    }

    @Test("the published articles of one key are found from each of them, and no others")
    func found() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            for (number, language, key) in [(1, "", "a"), (2, "es", "a"), (3, "fr", "b"), (4, "", ""), (5, "de", "")] {
                _ = try transaction.add(article(number, language, key))
            }
        }
        #expect(try paths(store, of: 1) == ["/1/", "/2/"] && paths(store, of: 2) == ["/1/", "/2/"])
        // A key that no other has, and none at all.
        #expect(try paths(store, of: 3) == [] && paths(store, of: 4) == [] && paths(store, of: 5) == [])
    }

    @Test("a page depends on its translations: one that comes, changes its key or goes touches what the others were made of")
    func dependencies() throws {
        let store = try TemporaryStore()
        func touched() throws -> Set<String> {
            try store.write { transaction in
                let rows = try transaction.connection.rows("SELECT touched FROM change ORDER BY id DESC LIMIT 1") { $0.text(0) }
                return Set((rows.first ?? "").split(separator: " ").map(String.init))
            }
        }
        try store.write { _ = try $0.add(article(1, "", "fish")) }
        try store.write { _ = try $0.add(article(2, "es", "fish")) }
        #expect(try touched().contains("xfish"))
        try store.read { library in
            let article = try #require(try library.article(1))
            #expect(try library.translations(of: article).count == 2)
            #expect(library.dependencies.contains(.translations("fish")))
        }
        try store.write { try $0.update(2, to: article(2, "es", "bread")) }
        #expect(try touched().isSuperset(of: ["xfish", "xbread"]) && paths(store, of: 1) == [])
        var draft = article(2, "es", "bread")
        draft.status = .draft
        try store.write { try $0.update(2, to: draft) }
        #expect(try touched().contains("xbread"))
        try store.write { try $0.update(1, to: article(1, "", "")) }
        #expect(try touched().contains("xfish") && !touched().contains("x"))
    }
}
