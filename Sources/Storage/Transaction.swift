import Content

/// The one door through which anything is written. At its end the change log gets a row: a number and what was touched.
///
/// Valid only inside the closure it was handed to.
package final class Transaction {
    package let connection: Connection
    private var touched: Set<Dependency> = []
    /// How many entries each listing gained or lost, by month; written once, at the end.
    private var listingChanges: [ListingMonth: Int64] = [:]
    /// The path below which the magazine lives, read once.
    lazy var basePath: String = (try? publication().basePath) ?? ""
    /// Whether a section has got another parent, so that the listings of all sections must be made anew.
    var sectionsMoved = false
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

    func touch(_ dependency: Dependency) { touched.insert(dependency) }

    func countListing(_ listing: Listing, at dated: WallClock, by change: Int64) {
        listingChanges[ListingMonth(listing: listing.number, month: dated.monthNumber), default: 0] &+= change
        touch(.listing(listing))
    }

    /// Beyond this many things a row of the change log says `*`: naming them would cost more than it saves.
    private static let mostTouched = 4000

    func finish() throws {
        if sectionsMoved {
            // What was counted for them until now is counted again by making them anew.
            listingChanges = listingChanges.filter { !Listing.isSection($0.key.listing) }
            try rebuildSectionListings()
        }
        if tagsMoved {
            listingChanges = listingChanges.filter { !Listing.isTag($0.key.listing) }
            try rebuildTagListings()
        }
        for (key, change) in listingChanges where change != 0 {
            try connection.run(
                """
                INSERT INTO listing_month (listing, month, entries) VALUES (?, ?, ?)
                ON CONFLICT (listing, month) DO UPDATE SET entries = listing_month.entries + excluded.entries
                """, [.int(key.listing), .int(key.month), .int(change)])
        }
        try updateSearch()
        try writeJournal()
        guard !touched.isEmpty else { return }
        let text =
            touched.count > Transaction.mostTouched
            ? Dependency.everything.text : touched.map(\.text).sorted().joined(separator: " ")
        let numbers = try connection.rows("UPDATE commit_number SET number = number + 1 RETURNING number") { $0.int(0) }
        guard let number = numbers.first, numbers.count == 1 else {
            throw StorageError.damaged("the number of the last commit is lost")
        }
        try connection.run("INSERT INTO change (id, touched) VALUES (?, ?)", [.int(number), .text(text)])
    }

    private struct ListingMonth: Hashable {
        var listing: Int64
        var month: Int64
    }
}
