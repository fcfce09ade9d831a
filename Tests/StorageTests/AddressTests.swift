import Content
import Storage
import TestSupport
import Testing

@Suite("Addresses", .everyEngine)
struct AddressTests {
    @Test("a published article answers at its address in every spelling of it")
    func spellings() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            var article = TemporaryStore.article(1)
            article.permalink = Permalink("/%ec%95%88/")
            _ = try transaction.add(article)
        }
        for spelling in ["/%ec%95%88/", "/%EC%95%88/", "/안/"] {
            #expect(try destination(of: spelling, in: store) == .article(1))
        }
        #expect(try destination(of: "/%ec%95%89/", in: store) == nil)
    }

    @Test("an address that moves leaves a redirect, and no redirect ever leads to another")
    func moves() throws {
        let store = try TemporaryStore(articles: 1)
        for path in ["/b/", "/c/", "/d/"] { try move(1, to: path, in: store) }
        #expect(try destination(of: "/d/", in: store) == .article(1))
        for old in ["/1/", "/b/", "/c/"] { #expect(try destination(of: old, in: store) == .redirect("/d/")) }
        #expect(try store.read { try $0.problems() } == [])
    }

    @Test("an article that comes back to an old address answers there, and the one between leads to it")
    func movesBack() throws {
        let store = try TemporaryStore(articles: 1)
        for path in ["/b/", "/1/"] { try move(1, to: path, in: store) }
        #expect(try destination(of: "/1/", in: store) == .article(1))
        #expect(try destination(of: "/b/", in: store) == .redirect("/1/"))
        #expect(try store.read { try $0.problems() } == [])
    }

    @Test("a new article may take an address that only redirects")
    func takesRedirects() throws {
        let store = try TemporaryStore(articles: 1)
        try move(1, to: "/b/", in: store)
        try store.write { transaction in
            var article = TemporaryStore.article(2)
            article.permalink = Permalink("/1/")
            _ = try transaction.add(article)
        }
        #expect(try destination(of: "/1/", in: store) == .article(2))
        #expect(try destination(of: "/b/", in: store) == .article(1))
        #expect(try store.read { try $0.problems() } == [])
    }

    @Test("an address that answers with something else is refused, and nothing of the write is kept")
    func conflicts() throws {
        let store = try TemporaryStore(articles: 2)
        let before = try store.dump()
        #expect(throws: StorageError.addressTaken("/1/")) { try move(2, to: "/1/", in: store) }
        #expect(throws: StorageError.addressTaken("/%31/")) { try move(2, to: "/%31/", in: store) }
        #expect(throws: StorageError.addressTaken("/1/")) {
            try store.write {
                _ = try $0.save(Tag(slug: "t", name: "T", permalink: try #require(Permalink("/1/"))))
            }
        }
        #expect(try store.dump() == before)
    }

    @Test("a redirect never pushes away what answers")
    func redirectsYield() throws {
        let store = try TemporaryStore(articles: 2)
        try store.write { try $0.claim(try #require(Permalink("/1/")), for: .redirect("/2/")) }
        #expect(try destination(of: "/1/", in: store) == .article(1))
    }

    @Test(
        "an article that is withdrawn answers nowhere, and its address is free",
        arguments: [Article.Status.draft, .private, .trash])
    func withdrawn(_ status: Article.Status) throws {
        let store = try TemporaryStore(articles: 1)
        try store.write { transaction in
            var article = TemporaryStore.article(1)
            article.status = status
            try transaction.update(1, to: article)
        }
        #expect(try destination(of: "/1/", in: store) == nil)
        #expect(try store.read { try $0.article(1)?.path } == nil)
        #expect(try store.read { try $0.listing(.front, page: 1, size: 12).total } == 0)
        #expect(try store.read { try $0.problems() } == [])
    }

    @Test("an article that moved, and is withdrawn, is named by none of its old addresses")
    func withdrawnAfterMove() throws {
        let store = try TemporaryStore(articles: 1)
        try move(1, to: "/b/", in: store)
        try store.write { transaction in
            var article = TemporaryStore.article(1)
            (article.status, article.permalink) = (.draft, Permalink("/b/"))
            try transaction.update(1, to: article)
        }
        #expect(try destination(of: "/b/", in: store) == nil)
        #expect(try store.read { try $0.problems() } == [])
    }

    private func move(_ id: Int64, to path: String, in store: TemporaryStore) throws {
        try store.write { transaction in
            var article = TemporaryStore.article(Int(id))
            article.permalink = Permalink(path)
            try transaction.update(id, to: article)
        }
    }

    private func destination(of path: String, in store: TemporaryStore) throws -> Destination? {
        try store.read { try $0.destination(at: Permalink.key(of: path)) }
    }
}
