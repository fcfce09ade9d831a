import Content
import Editorial
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite("Files that follow the magazine", .everyEngine)
struct LaterExportTests {
    @Test("after any edits a later run leaves what a fresh one writes, to the byte; and the proof says so")
    func equalsFresh() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite()
        var chance = Chance(seed: UInt64.random(in: 1...1_000_000))
        let seed = chance.seed
        for step in 1...10 {
            var edits: [String] = []
            for _ in 1...Int.random(in: 1...3, using: &chance) { edits.append(try await magazine.editingAtRandom(&chance)) }
            let said = "seed \(seed), step \(step): \(edits.joined(separator: ", "))"
            let later = try await magazine.exportingSite()
            #expect(later.exit == .success, "\(said): \(later.report)")
            try await magazine.expectFresh(said)
        }
        let proof = try await magazine.exportingSite(isProof: true)
        #expect(proof.exit == .success && proof.report.contains("is whole"), "seed \(seed): \(proof.report)")
    }

    @Test("the same after edits of every kind that the cache knows")
    func equalsFreshAfterEveryKind() async throws {
        let magazine = try TemporaryMagazine()
        let (seed, steps) = (EditRun.seed, EditRun.steps(30))
        var edits = RandomEdits(seed: seed)
        try magazine.store.writeWaiting { try edits.fill($0) }
        _ = try await magazine.exportingSite()
        for step in 1...steps {
            let what = try magazine.store.writeWaiting { try edits.next($0) }
            _ = try await magazine.exportingSite()
            try await magazine.expectFresh("seed \(seed), step \(step): \(what)")
        }
    }

    @Test("records of a later run are found by what was touched, as pages of the cache are")
    func touchedRecords() throws {
        let folder = try TemporaryFolder()
        var chance = SeededGenerator(seed: EditRun.seed)
        func listing() -> Listing { Bool.random(using: &chance) ? .front : .tag(Int64.random(in: 1...2, using: &chance)) }
        func time() -> Int64 { Int64.random(in: -20...20, using: &chance) }
        func read() -> Dependency {
            switch Int.random(in: 0..<7, using: &chance) {
            case 0: return .listing(listing())
            case 1: return .pages(listing())
            case 2: return .presence(listing())
            case 3: return .article(Int64.random(in: 1...3, using: &chance))
            case 4: return Int.random(in: 0..<9, using: &chance) == 0 ? .everything : .card(2)
            default:
                let start = time()
                return .stretch(listing(), from: start, through: start + Int64.random(in: 0...9, using: &chance))
            }
        }
        func touch() -> Dependency {
            switch Int.random(in: 0..<5, using: &chance) {
            case 0: return .listing(listing())
            case 1: return .pages(listing())
            case 2: return .article(Int64.random(in: 1...3, using: &chance))
            default: return .entry(listing(), at: time())
            }
        }
        for _ in 1...400 {
            let log = try ExportLog(file: folder["state"], at: ExportState.Head.size)
            try log.begin()
            var wanted: Set<String> = []
            let touched = Set((0..<Int.random(in: 1...3, using: &chance)).map { _ in touch() })
            for number in 1...20 {
                let dependencies = Set((0..<Int.random(in: 0...3, using: &chance)).map { _ in read() })
                var record = ExportRecord(address: "/\(number)/", owner: 0, kind: .page, rank: 0)
                record.note(dependencies)
                try log.append(record)
                if dependencies.isTouched(by: touched) { wanted.insert(record.address) }
            }
            var head = ExportState.Head()
            (head.length, head.baseLength) = (UInt64(log.length), UInt64(log.length))
            try log.finish(head)
            let records = TouchedRecords(touched)
            var found: Set<String> = []
            try #require(ExportState(file: folder["state"])).each(where: records.contains) { found.insert($0.address) }
            #expect(found == wanted, "seed \(EditRun.seed), touched \(touched)")
        }
    }

    @Test("a corrected typo writes the pages that show it, and no other file is touched")
    func typo() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite()
        let before = try LaterExportTests.inodes(in: magazine.folder["out"])
        try await magazine.editing("item-7") { $0.body = HTML(stored: "<p>The text of number seven, corrected.</p>") }
        let run = try await magazine.exportingSite()
        let after = try LaterExportTests.inodes(in: magazine.folder["out"])
        let changed = after.filter { before[$0.key] != $0.value }.keys
        #expect(Set(before.keys) == Set(after.keys))
        #expect(changed.contains("2020/01/item-7/index.html"))
        #expect(!changed.contains("2020/01/item-3/index.html") && !changed.contains("about/index.html"))
        #expect(run.report.contains(": \(changed.count) file"), "\(run.report) \(changed)")
        #expect(try await magazine.exportingSite().report.hasSuffix("is up to date.\n"))
    }

    @Test("the proof names what is missing, what differs, and what belongs to nothing")
    func proof() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite()
        let out = magazine.folder["out"]
        try FileManager.default.removeItem(atPath: out + "/2020/01/item-3/index.html")
        try magazine.folder.write("something else", to: "out/about/index.html")
        try magazine.folder.write("nobody's", to: "out/nobody/index.html")
        let proof = try await magazine.exportingSite(isProof: true)
        #expect(proof.exit == .incomplete)
        #expect(
            proof.report == """
                1 missing:
                  /2020/01/item-3/
                1 different:
                  /about/
                1 extra:
                  nobody/index.html

                """)
        // A run that looks at everything mends it; what is somebody's own stays.
        _ = try await magazine.exportingSite(isWhole: true)
        let mended = try await magazine.exportingSite(isProof: true)
        #expect(mended.report == "1 extra:\n  nobody/index.html\n")
    }

    @Test("a run that was stopped anywhere is completed by the next, also where editing went on in between")
    func stopped() async throws {
        let magazine = try await StaticExportTests.magazine()
        var chance = Chance(seed: UInt64.random(in: 1...1_000_000))
        let seed = chance.seed
        _ = try await magazine.exportingSite(stoppingAfter: 7)
        #expect(!FileManager.default.fileExists(atPath: magazine.folder["out"]), "nothing is seen of a first run before its end")
        _ = try await magazine.exportingSite()
        try await magazine.expectFresh("after a first run was stopped")
        for step in 1...6 {
            var edits: [String] = []
            for _ in 1...2 {
                edits.append(try await magazine.editingAtRandom(&chance))
                _ = try await magazine.exportingSite(stoppingAfter: Int.random(in: 0...12, using: &chance))
            }
            edits.append(try await magazine.editingAtRandom(&chance))
            _ = try await magazine.exportingSite()
            try await magazine.expectFresh("seed \(seed), step \(step): \(edits.joined(separator: ", "))")
        }
    }

    @Test("notes that cannot be read are made anew, with every file as it should be")
    func damagedNotes() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite()
        try magazine.folder.write("stetexp3 damaged", to: "out/.stet/state")
        try magazine.folder.write("something else", to: "out/about/index.html")
        _ = try await magazine.exportingSite()
        try await magazine.expectFresh("after the notes were damaged")
    }

    @Test("what stood behind an address that led on is seen again when that one is taken away")
    func uncovered() async throws {
        let magazine = try await StaticExportTests.magazine()
        let addresses = try ["/2020/", "/tag/tides/page/2/"].map { try #require(Permalink($0)) }
        try await magazine.store.write { for address in addresses { try $0.claim(address, for: .redirect("/about/")) } }
        _ = try await magazine.exportingSite()
        try await magazine.store.write { for address in addresses { try $0.release(address, of: .redirect("/about/")) } }
        _ = try await magazine.exportingSite()
        try await magazine.expectFresh("after redirects were taken away")
        #expect(try magazine.folder.contents(of: "out")["2020/index.html"] != nil)
    }

    @Test("the page about a file goes with its article, and comes again with it")
    func pagesAboutFiles() async throws {
        let magazine = try await StaticExportTests.magazine()
        let (id, article) = try await magazine.store.write { transaction -> (Int64, Article) in
            guard case .article(let id)? = try transaction.current.destination(at: "/2020/01/item-1/"),
                let article = try transaction.current.storedArticle(id)?.article
            else { throw StorageError.damaged("item-1") }
            var picture = Picture()
            (picture.title, picture.file, picture.permalink) = ("Quay", "/quay.png", Permalink("/2020/01/item-1/quay/"))
            picture.articleID = id
            _ = try transaction.save(picture)
            return (id, article)
        }
        func there() async throws -> Bool {
            _ = try await magazine.exportingSite()
            return try magazine.folder.contents(of: "out")["2020/01/item-1/quay/index.html"] != nil
        }
        #expect(try await there())
        var draft = article
        draft.status = .draft
        try await magazine.store.write { [draft] in try $0.update(id, to: draft) }
        #expect(try await !there())
        try await magazine.store.write { try $0.update(id, to: article) }
        #expect(try await there())
        try await magazine.expectFresh("after an article came again")
    }

    @Test("a first run does not meet another one, and goes on where one was killed before it wrote anything")
    func twoFirstRuns() async throws {
        let magazine = try await StaticExportTests.magazine()
        try magazine.folder.write("", to: ".out.stet-part/.stet/lock")
        let held = try ExportLock(magazine.folder[".out.stet-part/.stet/lock"])
        let refused = await #expect(throws: ImportError.self) { try await magazine.exportingSite() }
        #expect(refused.map { "\($0)" }?.contains("just now") == true)
        withExtendedLifetime(held) {}
        try FileManager.default.removeItem(atPath: magazine.folder[".out.stet-part/.stet"])
        #expect(try await magazine.exportingSite().exit == .success)
    }

    @Test("a magazine whose last commits were others is looked at as a whole, though their number is the same")
    func otherHistory() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite()
        #expect(try await magazine.exportingSite().report.hasSuffix("is up to date.\n"))
        try await magazine.store.write {
            try $0.connection.run("UPDATE change SET touched = 'a77' WHERE id = (SELECT max(id) FROM change)")
        }
        #expect(try await !magazine.exportingSite().report.hasSuffix("is up to date.\n"))
    }

    private static func inodes(in folder: String) throws -> [String: UInt64] {
        var inodes: [String: UInt64] = [:]
        for file in ExportFolder(folder, isPublic: true).files() {
            inodes[file] = try FileManager.default.attributesOfItem(atPath: folder + "/" + file)[.systemFileNumber] as? UInt64
        }
        return inodes
    }
}

/// Chance that can be had again by its seed.
struct Chance: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) { (self.seed, state) = (seed, seed &* 0x9E37_79B9_7F4A_7C15) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension TemporaryMagazine {
    /// Begins to write it as files and stops when so many parts are done.
    func exportingSite(stoppingAfter parts: Int) async throws -> Bool {
        let (store, directory, order) = (store, directory, SiteExportOrder(folder: folder["out"]))
        return try await onThread {
            let left = Countdown(parts)
            do {
                _ = try Work.exportSite(order).perform(
                    with: TemporaryMagazine.tools(of: directory), monitor: ImportMonitor(isCancelled: { left.isOver() })
                ) { store }
                return true
            } catch ImportError.stopped {
                return false
            }
        }
    }

    private final class Countdown: Sendable {
        private let left: Mutex<Int>
        init(_ count: Int) { left = Mutex(count) }
        func isOver() -> Bool {
            left.withLock { left in
                left -= 1
                return left < 0
            }
        }
    }

    /// Holds what lies there against a run that begins with nothing.
    func expectFresh(_ said: String, out: String? = nil, least: Int = 50) async throws {
        let fresh = "fresh-\(UUID().uuidString)"
        _ = try await exportingSite(to: fresh)
        defer { try? FileManager.default.removeItem(atPath: folder[fresh]) }
        let notes: Set<String> = [".stet/state", ".stet/lock"]
        let wanted = try folder.contents(of: fresh).filter { !notes.contains($0.key) }
        let outside = ExportFolder(out ?? folder["out"], isPublic: true)
        let there = Set(outside.files() + [".stet/redirects.map", ".stet/gone.map", ".stet/nginx.conf", ".stet/choices"])
        #expect(
            wanted.count > least && there.subtracting(wanted.keys).isEmpty, "\(said): too much: \(there.subtracting(wanted.keys))"
        )
        #expect(Set(wanted.keys).subtracting(there).isEmpty, "\(said): missing: \(Set(wanted.keys).subtracting(there))")
        let different = wanted.filter { outside.contents(of: $0.key) != $0.value }.keys.sorted()
        #expect(different == [], "\(said)")
    }

    /// Changes the article with a slug.
    func editing(_ slug: String, _ change: @escaping @Sendable (inout Article) -> Void) async throws {
        try await store.write { transaction in
            guard
                let id = try transaction.connection.first("SELECT id FROM article WHERE slug = ?", [.text(slug)], { $0.int(0) }),
                var article = try transaction.current.storedArticle(id)?.article
            else { return }
            change(&article)
            try transaction.update(id, to: article)
        }
    }

    /// Something that an editor does.
    ///
    /// - Returns: what it was.
    func editingAtRandom(_ chance: inout Chance) async throws -> String {
        let (kind, pick, number) = (
            Int.random(in: 0..<12, using: &chance), Int.random(in: 0..<1000, using: &chance),
            Int.random(in: 1...999, using: &chance)
        )
        return try await store.write { transaction in
            let ids = try transaction.connection.rows("SELECT id FROM article ORDER BY id") { $0.int(0) }
            let id = ids[pick % ids.count]
            guard var article = try transaction.current.storedArticle(id)?.article else { return "nothing" }
            let section = try transaction.connection.number("SELECT min(id) FROM section")
            let tag = try transaction.connection.number("SELECT min(id) FROM tag")
            func update(_ what: String) throws -> String {
                try transaction.update(id, to: article)
                return "\(what) of \(id)"
            }
            switch kind {
            case 0:
                article.body = HTML(stored: "<p>Other words, \(number).</p>")
                return try update("body")
            case 1:
                article.headline = HTML(stored: "Another headline \(number)")
                return try update("headline")
            case 2:
                article.status = article.status == .published ? .draft : .published
                return try update("status")
            case 3:
                article.permalink = Permalink("/moved/\(number)/")
                article.slug = "moved-\(number)"
                return try update("address")
            case 4:
                article.tagIDs = article.tagIDs.isEmpty ? [tag] : []
                return try update("tags")
            case 5:
                article.sectionIDs = [section]
                return try update("section")
            case 6:
                article.dated = WallClock(stored: 1_577_836_800_000 + Int64(number) * 3_600_000)
                return try update("date")
            case 7:
                var comment = Comment()
                (comment.number, comment.authorName) = (Int64(number), "A reader")
                comment.body = HTML(stored: "<p>Said \(number).</p>")
                (comment.status, comment.dated) = (number % 3 == 0 ? .pending : .approved, WallClock(stored: 1_580_000_000_000))
                comment.writtenAt = Timestamp(stored: 1_580_000_000_000 + Int64(number))
                try transaction.save(comment, article: id)
                return "comment below \(id)"
            case 8:
                guard let permalink = Permalink("/short/\(number)/") else { return "nothing" }
                try transaction.claim(permalink, for: number % 4 == 0 ? .gone : .redirect(article.permalink?.text ?? "/"))
                return "redirect"
            case 9:
                var publication = try transaction.publication()
                if number % 2 == 0 { publication.tagline = "Line \(number)" } else { publication.cardsPerPage = 3 + number % 12 }
                try transaction.save(publication)
                return "setting"
            case 10:
                article.permalink = Permalink("/2021/new-\(number)/")
                (article.slug, article.status, article.isListed) = ("new-\(number)", .published, true)
                article.body = HTML(stored: "<p>Quite new.</p><hr class=\"wp-block-nextpage\"><p>And more.</p>")
                return "new article \(try transaction.add(article))"
            default:
                guard let permalink = Permalink("/category/s\(number)/") else { return "nothing" }
                article.sectionIDs = [
                    try transaction.save(
                        Section(slug: "s\(number)", name: "Section \(number)", parentID: nil, permalink: permalink))
                ]
                return try update("new section")
            }
        }
    }
}
