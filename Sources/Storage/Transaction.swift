import Content

/// The one door through which anything is written. At its end the change log gets a row: a number and what was touched.
///
/// Valid only inside the closure it was handed to.
package final class Transaction {
    package let connection: Connection
    private var touched: Set<Dependency> = []
    /// What came into listings and went out of them. Who leaves and comes back to the same place has changed nothing.
    private var entryChanges: [ListingEntry: Int64] = [:]
    /// What is counted anew where listings are made anew; who is touched by that is said otherwise.
    private var rebuilt: [ListingMonth: Int64] = [:]
    private var isRebuilding = false
    /// What every page shows round its content, as it was at first.
    private var navigation: [String]?
    /// The path below which the magazine lives, read once.
    lazy var basePath: String = (try? publication().basePath) ?? ""
    /// Whether a section has got another parent, so that the listings of all sections must be made anew.
    var sectionsMoved = false
    /// The listings that have others in them for it.
    var movedListings: Set<Listing> = []
    /// The same of a term.
    var tagsMoved = false
    /// What was looked up beforehand.
    var expected = Expected()
    /// What an import has written; nil where none is recorded.
    var journal: ImportJournal?
    lazy var rowImages = RowImages(connection)
    /// What the index of the search must follow.
    var searchChanges = SearchChanges()
    /// Parents of the sections, read once.
    var sectionParents: [Int64: Int64?]?
    /// Parents of the terms that have one, read once.
    var tagParents: [Int64: Int64]?
    /// The terms that are no tags, read once.
    var customTerms: Set<Int64>?

    init(_ connection: Connection, recording importID: Int64? = nil) {
        self.connection = connection
        journal = importID.map(ImportJournal.init(importID:))
    }

    /// What is there now, what this transaction has written included.
    package var current: Library { Library(connection) }

    func touch(_ dependency: Dependency) {
        touched.insert(dependency)
        // What site maps say of it.
        switch dependency {
        case .picture, .image, .upload: touched.insert(.pictures)
        case .presence: touched.insert(.terms)
        // Whoever has looked whether any address at a path has a query.
        case .address(let key): if let mark = key.firstIndex(of: "?") { touched.insert(.address(String(key[...mark]))) }
        default: break
        }
    }

    func countListing(_ listing: Listing, _ article: Int64, at dated: WallClock, by change: Int64) {
        if isRebuilding {
            rebuilt[ListingMonth(listing: listing.number, month: dated.monthNumber), default: 0] &+= change
            return
        }
        entryChanges[ListingEntry(listing: listing, dated: dated, article: article), default: 0] &+= change
    }

    /// Remembers what stands on every page now, to know at the end whether it is still that: sections come and go with their
    /// articles, and menus are called after what they lead to.
    func noteNavigation() throws { navigation = try current.navigationText() }

    /// Beyond this many things a row of the change log says `*`: naming them would cost more than it saves.
    private static let mostTouched = 4000

    /// - Returns: what the change log says of it; nil where nothing was touched.
    func finish() throws -> Commit? {
        isRebuilding = true
        if sectionsMoved { try rebuildSectionListings() }
        if tagsMoved { try rebuildTagListings() }
        isRebuilding = false
        try countEntries()
        if let navigation, try current.navigationText() != navigation { touch(.navigation) }
        try updateSearch()
        try writeJournal()
        guard !touched.isEmpty else { return nil }
        if touched.count > Transaction.mostTouched || touched.contains(.everything) { touched = [.everything] }
        let text = touched.map(\.text).sorted().joined(separator: " ")
        let numbers = try connection.rows("UPDATE commit_number SET number = number + 1 RETURNING number") { $0.int(0) }
        guard let number = numbers.first, numbers.count == 1 else {
            throw StorageError.damaged("the number of the last commit is lost")
        }
        try connection.run("INSERT INTO change (id, touched) VALUES (?, ?)", [.int(number), .text(text)])
        try connection.engine.announceCommit()
        return Commit(number: number, touched: touched)
    }

    /// Brings the counts of the listings up to date, and says what has changed in them.
    private func countEntries() throws {
        var months = rebuilt
        var totals: [Listing: Int64] = [:]
        for (entry, change) in entryChanges where change != 0 {
            if !isRebuilt(entry.listing) {
                months[ListingMonth(listing: entry.listing.number, month: entry.dated.monthNumber), default: 0] &+= change
            }
            totals[entry.listing, default: 0] &+= change
            touch(.entry(entry.listing, at: entry.dated.milliseconds))
            if case .author = entry.listing { touch(.contributors) }
        }
        for (key, change) in months where change != 0 {
            try connection.run(
                """
                INSERT INTO listing_month (listing, month, entries) VALUES (?, ?, ?)
                ON CONFLICT (listing, month) DO UPDATE SET entries = listing_month.entries + excluded.entries
                """, [.int(key.listing), .int(key.month), .int(change)])
        }
        // More are not named anyway.
        guard totals.count < Transaction.mostTouched else { return }
        let size = max(1, Int64(try publication().cardsPerPage))
        for (listing, change) in totals where change != 0 {
            let after = try connection.number(
                "SELECT coalesce(sum(entries), 0) FROM listing_month WHERE listing = ?", [.int(listing.number)])
            let before = after &- change
            if (after == 0) != (before == 0) {
                touch(.presence(listing))
                if case .author = listing { touch(.authors) }
            }
            if (after + size - 1) / size != (before + size - 1) / size { touch(.pages(listing)) }
        }
    }

    /// Whether its months were counted by making it anew.
    private func isRebuilt(_ listing: Listing) -> Bool {
        sectionsMoved && Listing.isSection(listing.number) || tagsMoved && Listing.isTag(listing.number)
    }

    /// Notes how a listing that was made anew differs from what it was.
    func noteRebuilt(_ listing: Listing, before: Set<ListedArticle>, after: Set<ListedArticle>) {
        for (entries, change) in [(before.subtracting(after), Int64(-1)), (after.subtracting(before), 1)] {
            for entry in entries {
                entryChanges[ListingEntry(listing: listing, dated: entry.dated, article: entry.article), default: 0] &+= change
            }
        }
    }

    /// What stands in a listing, and where.
    struct ListedArticle: Hashable {
        var article: Int64
        var dated: WallClock
    }

    private struct ListingEntry: Hashable {
        var listing: Listing
        var dated: WallClock
        var article: Int64
    }

    private struct ListingMonth: Hashable {
        var listing: Int64
        var month: Int64
    }
}
