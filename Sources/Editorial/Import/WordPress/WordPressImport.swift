package import Content
package import Media
package import Storage

/// The move of a WordPress site: its exports in, a magazine and a ledger out.
///
/// The files are read twice, or three times where they hold attachments: first to see what is in them, so that nothing is
/// written before they are known to be readable; then attachments, which articles refer to; then everything else. It goes in
/// batches, each of which is whole. Every thing is found again by the old site's own id, so that a second run changes nothing
/// and one that was killed is ended by the next.
///
/// Runs on the caller's thread and keeps it.
package struct WordPressImport: Sendable {
    package struct Options: Sendable {
        /// Exports of one site.
        package var files: [String]
        /// The old site's `wp-content/uploads`.
        package var uploads: String?
        /// Brings what the uploads do not hold from the old site; nil: nothing is asked of it.
        package var fetch: (any FileFetch)?
        package var choices: WordPressChoices
        /// When it is now: what was to be published before is past due.
        package var now: Timestamp

        package init(
            files: [String], uploads: String? = nil, fetch: (any FileFetch)? = nil,
            choices: WordPressChoices = WordPressChoices(), now: Timestamp = Trash.now
        ) {
            (self.files, self.uploads, self.fetch, self.choices, self.now) = (files, uploads, fetch, choices, now)
        }
    }

    let options: Options
    let survey: WordPressSurvey
    let store: Store
    let fileStore: FileStore
    let images: ImageIntake
    /// Whether files are copied; a dry run only looks at them.
    let storesFiles: Bool
    let monitor: ImportMonitor
    var ledger: Ledger
    var source: Int64 = 0
    var publication = Publication()
    /// Sections, tags, terms and authors by what the export calls them.
    var named = TermWriter.Known()
    var nicenames: Nicenames
    /// Pages that stand below another, by their own row and the other's old id.
    var waitingParents: [(id: Int64, parent: Int64)] = []
    /// How many items went in that are not public, by status.
    var kept: [Article.Status: Int] = [:]
    /// Sections, tags and authors that only items name.
    var made: [Ledger.Kind: Int] = [:]
    /// How many comments that an earlier import brought the export has no more.
    var withdrawnComments = 0
    /// What bodies hold that the old site would have run.
    var findings = BodyFindings()
    /// Where files are served that were not before this run.
    var freshFiles: Set<String> = []
    /// Where another site's file is served, though this site had one of its own there.
    var othersFiles: Set<String> = []
    /// Attachments whose words somebody has changed here since they were imported.
    var editedPictures: Set<String> = []
    /// Why the files that are served there did not come.
    var unfetched: [String: String] = [:]
    /// Entries of menus wait until what they lead to is here.
    var menuEntries: [(item: WXRItem, file: String)] = []

    /// How many items go in together. More would not be faster, and a kill would lose more work.
    static let batch = 500
    /// Bytes of their texts: an export may hold bodies of megabytes.
    static let batchSize = 8 << 20

    private init(
        _ options: Options, _ survey: WordPressSurvey, _ store: Store, _ fileStore: FileStore, _ images: ImageIntake,
        storesFiles: Bool,
        _ ledger: Ledger, _ monitor: ImportMonitor
    ) {
        (self.options, self.survey, self.store, self.fileStore) = (options, survey, store, fileStore)
        (self.images, self.storesFiles, self.ledger, self.monitor) = (images, storesFiles, ledger, monitor)
        nicenames = Nicenames(terms: survey.coAuthors)
    }

    /// Imports.
    ///
    /// - Parameters:
    ///   - open: hands over the store; called when the files are known to be readable, and not before.
    ///   - spool: where the ledger's entries are written, if anywhere.
    /// - Throws: `ImportError`, `StorageError`, `MediaError`; what went in before stays.
    package static func run(
        _ options: Options, fileStore: FileStore, images: ImageIntake, storesFiles: Bool = true, spool: LedgerFile? = nil,
        monitor: ImportMonitor,
        open: () throws -> Store
    ) throws -> Ledger {
        let uploads = try options.uploads.map { try UploadsFolder($0) }
        let survey = try WordPressSurvey(files: options.files, monitor: monitor)
        var run = WordPressImport(
            options, survey, try open(), fileStore, images, storesFiles: storesFiles, Ledger(spool: spool), monitor)
        for (kind, count) in survey.found { run.ledger.expect(kind, count: count) }
        for note in survey.notes { run.ledger.note(note) }
        try run.importSite()
        try run.askForAuthors()
        try run.importTerms()
        if let uploads { try run.importUploads(uploads) }
        try run.fetchMissing()
        if survey.hasAttachments { try run.importAttachments() }
        try run.importPortraits()
        try run.importItems()
        try run.settleCommenterData()
        try run.settleParents()
        try run.importMenus()
        if survey.hasAttachments { try run.settleAttachments() }
        try run.importOwnAddresses()
        try run.store.checkpoint()
        return run.ledger
    }

    /// The publication's settings, where they are still those of a new one.
    private mutating func importSite() throws {
        let old = survey.oldSite
        let (survey, site) = (survey, survey.site)
        let zone = survey.timeZone
        // An export of Stet's says all of it, also what is as in a new magazine: nothing is inferred then.
        let own = survey.own.settings
        let found: [(name: String, value: String?)] = [
            ("name", PlainTitle.text(of: site.title)), ("tagline", PlainTitle.text(of: site.description)),
            ("language", site.language), ("base_url", old.url), ("time_zone", zone?.name),
            ("permalinks", survey.permalinks?.structure?.text), ("listing_page", survey.listingPage),
        ]
        let brought = own.isEmpty ? found : Setting.all.map { (name: $0.name, value: own[$0.name]) }
        let monitor = monitor
        let notes: [String]
        (source, publication, notes) = try store.writeWaiting { transaction in
            var publication = try transaction.publication()
            var notes = brought.compactMap { publication.adopt($0.value, as: $0.name) }
            notes += try PublicationChange(transaction: transaction, monitor: monitor).apply(publication)
            let source = try old.source(in: transaction)
            // Sites that the magazine was before stay known as such.
            for former in survey.own.formerSites where OldSite.host(of: former) != nil {
                _ = try transaction.source(url: former)
            }
            return (source, publication, notes)
        }
        for note in notes + unknownChoices { ledger.note(note) }
        ledger.note("The old site is \(old.url); its own addresses are kept and its links lead to this magazine.")
        if let own = own["time_zone"], own == publication.timeZone {
            ledger.note("The time zone is \(own): the export says so.")
        } else if let zone {
            ledger.note(
                "The time zone is \(zone.name): \(zone.agreeing) of \(zone.pairs) pairs of local time and UTC agree with it.")
        } else {
            ledger.note("The time zone is unknown, UTC is taken: no item has both its local time and UTC.")
        }
        if let permalinks = survey.permalinks { ledger.note(permalinks.sentence(setting: publication.permalinks)) }
        if let page = survey.listingPage, publication.listingPage == page {
            ledger.note("The old site listed its articles at \(page): it leads to the front page.")
        }
        let (count, names) = survey.unattached
        if count > 0 {
            let others = count > names.count ? " and \(count - names.count) more" : ""
            ledger.note(
                "\(count) \(count == 1 ? "attachment belongs" : "attachments belong") to no article: "
                    + names.map { "“\(PlainTitle.text(of: $0))”" }.joined(separator: ", ") + others + ".")
        }
    }

    /// What was decided about types, statuses and taxonomies that the export does not have.
    private var unknownChoices: [String] {
        func notes(_ option: String, _ chosen: [String], _ what: String, _ there: Set<String>) -> [String] {
            chosen.filter { !there.contains($0) }.sorted().map { name in
                let known = there.isEmpty ? "it has none at all" : "it has \(there.sorted().prefix(40).joined(separator: ", "))"
                let suggestion = NearestName.to(name, among: there.sorted()).map { " (did you mean “\($0)”?)" } ?? ""
                return "\(option) \(name)=… changes nothing: no item of the export has this \(what)\(suggestion); \(known)."
            }
        }
        let choices = options.choices
        return notes("--map-type", Array(choices.types.keys), "type", survey.types)
            + notes("--map-status", Array(choices.statuses.keys), "status", survey.statuses)
            + notes("--map-taxonomy", Array(choices.taxonomies.keys), "taxonomy", survey.taxonomies)
    }

    /// Goes through all records of all files once more.
    func eachRecord(_ phase: String, _ body: (WXRRecord, _ file: Int) throws -> Void) throws {
        var before: Int64 = 0
        var items: Int64 = 0
        for (number, file) in options.files.enumerated() {
            do {
                var reader = try WXRReader(file: file)
                while let record = try reader.next() {
                    try body(record, number)
                    guard case .item = record else { continue }
                    items += 1
                    if items % 50 == 0 {
                        monitor.report(
                            ImportProgress(
                                phase, done: before + reader.position.offset, total: survey.size, things: items,
                                of: survey.itemCount, thing: "items"))
                        try monitor.check()
                    }
                }
            } catch let error as WXRError {
                throw ImportError.unreadable(error.description)
            }
            before += FileSize.of(file)
        }
        monitor.report(
            ImportProgress(
                phase, done: survey.size, total: survey.size, things: items, of: survey.itemCount, thing: "items"))
    }

    /// Whether an item is the first of its number; where it is not, who was.
    func firstPlace(of item: WXRItem, _ file: Int) -> WordPressSurvey.Place? {
        guard let id = item.postID, let first = survey.places[id] else { return nil }
        let own = WordPressSurvey.Place(file: Int32(clamping: file), line: Int32(clamping: item.line))
        return first == own ? nil : first
    }

    /// Where an item was on the old site; nil where the export names no address of its own: the front page is that of many.
    func exportedAddress(_ item: WXRItem) -> String? { exportedAddress(link: item.link) }

    func exportedAddress(link: String) -> String? {
        guard link.contains("/"), let permalink = Permalink(url: link.filter { $0 != "\n" }),
            ![publication.home, publication.basePath, "/"].contains(permalink.text)
        else { return nil }
        return permalink.text
    }

    /// What an item's address on the old site is noted by: its number, or where another item has that, its number and its address.
    func exportedName(of item: WXRItem, _ file: Int, at address: String) -> String {
        let identity = ItemIdentity.of(item)
        return firstPlace(of: item, file) == nil ? identity : "\(identity) \(address)"
    }

    /// `FILE:LINE` of a place, for a sentence.
    func name(of place: WordPressSurvey.Place) -> String {
        let index = Int(place.file)
        let file = options.files.indices.contains(index) ? options.files[index] : ""
        return "\(file):\(place.line)"
    }
}

extension PermalinkSolver.Result {
    /// For the ledger.
    ///
    /// - Parameter setting: what the magazine has now.
    fileprivate func sentence(setting: String) -> String {
        if isPlain { return "The old site's addresses were plain (/?p=7), of \(fitting) of \(articles) articles; they answer." }
        guard let structure else {
            return
                "The old site's addresses have no shape of WordPress's; each is kept to the letter\(exception.map { ", as \($0)" } ?? "")."
        }
        var sentence = "The old site's addresses were made as \(structure.text): \(fitting) of \(articles) articles agree"
        if let exception { sentence += "; the others keep their own, as \(exception)" }
        if setting != structure.text { sentence += ". The magazine has another shape already and keeps it, \(setting)" }
        return sentence + "."
    }
}
