import Content
import Storage
import TestSupport
import Testing

@Suite("Listings", .everyEngine)
struct ListingTests {
    @Test("page 3 of a listing that spans months is the run that counting from the newest gives")
    func pagesAreRuns() async throws {
        let store = try TemporaryStore(articles: 40)
        for page in 1...4 {
            let slice = try store.read { try $0.listing(.front, page: Int64(page), size: 12) }
            let newest = 40 - (page - 1) * 12
            let expected = (0..<12).map { newest - $0 }.filter { $0 >= 1 }.map { "Article \($0)" }
            #expect(slice.cards.map(\.headline.markup) == expected)
            #expect(slice.total == 40)
        }
    }

    @Test("the last of a thousand pages holds the oldest, and there is none beyond it or before the first")
    func deepPages() throws {
        let store = try TemporaryStore(articles: 2000)
        try store.read { (library) throws -> Void in
            #expect(try library.listing(.front, page: 1000, size: 2).cards.map(\.headline.markup) == ["Article 2", "Article 1"])
            #expect(try library.listing(.front, page: 667, size: 3).cards.map(\.headline.markup) == ["Article 2", "Article 1"])
            for page in [1001, 0, -1, Int64.max, .min] {
                #expect(try library.listing(.front, page: page, size: 2).cards.isEmpty)
            }
        }
    }

    @Test("articles of one moment stand in one order on every page")
    func oneMoment() throws {
        let store = try TemporaryStore()
        try store.write { transaction in
            for number in 1...10 {
                var article = TemporaryStore.article(number)
                article.dated = WallClock(stored: 0)
                _ = try transaction.add(article)
            }
        }
        let seen = try store.read { library in
            try (1...5).flatMap { try library.listing(.front, page: $0, size: 2).cards.map(\.id) }
        }
        #expect(seen == (1...10).reversed())
    }

    @Test("a section lists its own articles and those of the sections below it, each once")
    func sections() throws {
        let store = try TemporaryStore()
        let ids = try nested(in: store)
        try store.write { transaction in
            for (number, sections) in [[ids[0]], [ids[1]], [ids[2]], [ids[2], ids[0]], []].enumerated() {
                var article = TemporaryStore.article(number + 1)
                article.sectionIDs = sections
                _ = try transaction.add(article)
            }
        }
        #expect(try articles(of: .section(ids[0]), in: store) == [4, 3, 2, 1])
        #expect(try articles(of: .section(ids[1]), in: store) == [4, 3, 2])
        #expect(try articles(of: .section(ids[2]), in: store) == [4, 3])
        #expect(try articles(of: .front, in: store) == [5, 4, 3, 2, 1])
        #expect(try store.read { try $0.problems() } == [])
    }

    @Test("a section that gets another parent takes its articles along")
    func newParent() throws {
        let store = try TemporaryStore()
        let ids = try nested(in: store)
        try store.write { transaction in
            for number in 1...20 {
                var article = TemporaryStore.article(number)
                article.sectionIDs = [ids[2]]
                _ = try transaction.add(article)
            }
            var section = try #require(try transaction.current.section(ids[2]))
            section.parentID = nil
            _ = try transaction.save(section, as: ids[2])
        }
        #expect(try articles(of: .section(ids[0]), in: store) == [])
        #expect(try articles(of: .section(ids[2]), in: store).count == 20)
        #expect(try store.read { try $0.problems() } == [])
    }

    @Test("a section cannot stand below itself, nor below what stands below it", arguments: [0, 1, 2])
    func cycles(_ below: Int) throws {
        let store = try TemporaryStore()
        let ids = try nested(in: store)
        let before = try store.dump()
        #expect(throws: StorageError.sectionCycle("s0")) {
            try store.write { transaction in
                var section = try #require(try transaction.current.section(ids[0]))
                section.parentID = ids[below]
                _ = try transaction.save(section, as: ids[0])
            }
        }
        #expect(try store.dump() == before)
    }

    @Test(
        "the lengths of all listings agree with the articles after any run of additions, changes and withdrawals",
        arguments: 1...8)
    func anyRun(_ seed: UInt64) throws {
        let store = try TemporaryStore()
        let sections = try nested(in: store)
        var random = Repeatable(seed: seed)
        var count = 0
        for _ in 0..<12 {
            try store.write { transaction in
                for _ in 0..<5 {
                    let isNew = count == 0 || random.next() % 3 == 0
                    let number = isNew ? count + 1 : Int(random.next() % UInt64(count)) + 1
                    var article = TemporaryStore.article(number)
                    article.dated = WallClock(stored: Int64(random.next() % 400) * 86_400_000)
                    article.status = random.next() % 4 == 0 ? .draft : .published
                    article.isListed = random.next() % 5 != 0
                    article.sectionIDs = sections.filter { _ in random.next() % 2 == 0 }
                    if isNew { _ = try transaction.add(article) } else { try transaction.update(Int64(number), to: article) }
                    if isNew { count += 1 }
                }
                if random.next() % 3 == 0, var section = try transaction.current.section(sections[2]) {
                    section.parentID = [nil, sections[0], sections[1]][Int(random.next() % 3)]
                    _ = try transaction.save(section, as: sections[2])
                }
            }
            #expect(try store.read { try $0.problems() } == [])
        }
        let listed = try store.read { try $0.listing(.front, page: 1, size: 100) }
        #expect(Int64(listed.cards.count) == listed.total)
    }

    /// Three sections, each below the one before.
    private func nested(in store: TemporaryStore) throws -> [Int64] {
        try store.write { transaction in
            var ids: [Int64] = []
            for number in 0..<3 {
                let permalink = try #require(Permalink("/category/s\(number)/"))
                ids.append(
                    try transaction.save(
                        Section(slug: "s\(number)", name: "S\(number)", parentID: ids.last, permalink: permalink)))
            }
            return ids
        }
    }

    private func articles(of listing: Listing, in store: TemporaryStore) throws -> [Int64] {
        try store.read { try $0.listing(listing, page: 1, size: 100).cards.map(\.id) }
    }
}

/// Numbers that are the same each time (SplitMix64).
private struct Repeatable: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
