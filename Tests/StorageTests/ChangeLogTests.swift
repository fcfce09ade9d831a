import Content
import Storage
import TestSupport
import Testing

@Suite("The change log", .everyEngine)
struct ChangeLogTests {
    @Test("a transaction that writes leaves one row, which names what it touched")
    func oneRow() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            var article = TemporaryStore.article(1)
            article.sectionIDs = [
                try transaction.save(Section(slug: "news", name: "News", permalink: try #require(Permalink("/category/news/"))))
            ]
            _ = try transaction.add(article)
        }
        // The article with its card and what leads to it, its address, its place in two listings, which are no longer empty and have
        // a page each; the section, its name and its address; the navigation, where the section stands now; the site map.
        let time = TemporaryStore.article(1).dated.milliseconds
        let rows = try log(store)
        #expect(
            rows == [
                [
                    "//1/", "//category/news/", "N", "Q", "T", "a1", "b1", "c1", "d0@\(time)", "d5@\(time)", "f1", "g0", "g5",
                    "h1",
                    "k1", "q1", "s1", "v0", "v5",
                ]
            ])
    }

    @Test("each transaction has a row of its own, in order")
    func order() throws {
        let store = try TemporaryStore()
        for number in 1...3 { try store.write { _ = try $0.add(TemporaryStore.article(number)) } }
        #expect(try log(store).map { $0.filter { $0.hasPrefix("a") } } == [["a1"], ["a2"], ["a3"]])
    }

    @Test("a transaction that writes nothing leaves no row")
    func none() throws {
        let store = try TemporaryStore(articles: 1)
        let before = try log(store).count
        try store.write { transaction in
            _ = try transaction.publication()
            try transaction.save(try transaction.publication())
            _ = try transaction.current.article(1)
            try transaction.claim(try #require(Permalink("/1/")), for: .article(1))
        }
        #expect(try log(store).count == before)
    }

    @Test("saving what is there already leaves no row: a file, a setting, a parent")
    func unchanged() throws {
        let store = try TemporaryStore(articles: 2)
        let upload = Upload(path: "/a.gif", digest: "ab", size: 1, mediaType: "image/gif", modifiedAt: Timestamp(stored: 0))
        var publication = Publication()
        publication.name = "The Harbour Post"
        func write() throws {
            try store.write { transaction in
                try transaction.save(upload)
                try transaction.save(publication)
                try transaction.setParent(of: 2, to: 1)
            }
        }
        try write()
        let before = try log(store)
        #expect(before.last == ["I", "P", "a2", "b2", "u/a.gif"])
        try write()
        #expect(try log(store) == before)
    }

    @Test(
        "an article that moves touches its old address, its new one, and what shows where it is; its listings are what they were")
    func moved() throws {
        let store = try TemporaryStore(articles: 1)
        try store.write { transaction in
            var article = TemporaryStore.article(1)
            article.permalink = Permalink("/new/")
            try transaction.update(1, to: article)
        }
        #expect(try log(store).last == ["//1/", "//new/", "Q", "a1", "c1", "f1", "k1", "q1"])
    }

    @Test("a transaction that touched too much to name says so with a star")
    func everything() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            for number in 1...5000 {
                try transaction.save(
                    Upload(path: "/\(number)", digest: "ab", size: 1, mediaType: "image/gif", modifiedAt: Timestamp(stored: 0)))
            }
        }
        #expect(try log(store) == [["*"]])
    }

    /// Each row's things, sorted.
    private func log(_ store: TemporaryStore) throws -> [[String]] {
        try store.write { transaction in
            try transaction.connection.rows("SELECT touched FROM change ORDER BY id") { row in
                row.text(0).split(separator: " ").map(String.init).sorted()
            }
        }
    }
}
