/// Reads a WordPress export (WXR 1.0 to 1.2) record by record, in memory that does not grow with the file.
///
/// Real exports are not always XML. What can be read is read, and what was mended on the way is said in the notes of
/// the record; a record that cannot be read whole comes as `.broken`, and reading goes on after it. Where a file is
/// XML, all values are those of an XML parser. Nothing is ever expanded but the five entities and numbers, nothing is
/// fetched, and a DOCTYPE before the root is refused.
///
/// The first call of `next()` reads up to the first item (at most 8 MiB): by then it is known whether this is an export
/// at all, and the site record is complete. An export needs `<wp:wxr_version>`; where only that is missing and items
/// with WordPress's elements follow, reading goes on with a note.
///
/// Format: wp-admin/includes/export.php of WordPress.
package struct WXRReader: ~Copyable, Sendable {
    let path: String
    /// For the extensions that read records.
    var scanner: WXRScanner
    private var site = WXRSite()
    private var sawRoot = false
    private var sawHead = false
    private var saidOutside = false
    private var saidEnd = false
    /// What the head held, the next one last.
    private var waiting: [WXRRecord] = []
    private var error: WXRError?

    /// What was mended outside any record after the site record was given; at most 100.
    package private(set) var notes: [WXRNote] = []

    package init(file path: String, chunkSize: Int = 262_144) throws(WXRError) {
        self.path = path
        scanner = WXRScanner(try WXRInput(path: path, chunkSize: chunkSize))
    }

    /// Reads bytes as if they came from a file in chunks of this size; `name` stands for the path in errors.
    package init(bytes: [UInt8], name: String = "export.xml", chunkSize: Int = 262_144) {
        path = name
        scanner = WXRScanner(WXRInput(bytes: bytes, chunkSize: chunkSize))
    }

    /// The next record, nil at the end of the file. After an error it gives the same error again.
    package mutating func next() throws(WXRError) -> WXRRecord? {
        if let error { throw error }
        do throws(WXRError) {
            if !sawHead { try readHead() }
            if let record = waiting.popLast() { return record }
            let record = try step()
            if record == nil { keepNotes(scanner.takeNotes()) }
            return record
        } catch {
            self.error = error
            throw error
        }
    }

    /// How far the file is read, for progress: bytes from its start, and the line there from 1.
    package var position: (offset: Int64, line: Int) {
        (Int64(scanner.cursor), scanner.input.currentLine(at: scanner.cursor))
    }

    // MARK: The head

    private mutating func readHead() throws(WXRError) {
        sawHead = true
        try readPrologue()
        var records: [WXRRecord] = []
        var sawItem = false
        while !sawItem, scanner.cursor < WXRLimits.head, let record = try step() {
            if case .item = record { sawItem = true }
            if case .broken = record { sawItem = true }
            records.append(record)
        }
        guard sawRoot else { throw .empty(path: path) }
        let end = scanner.cursor
        let line = scanner.input.line(at: end)
        if site.wxrVersion == nil {
            if !scanner.sawWordPress { throw .feed(path: path, line: line) }
            if scanner.isAtEnd, !sawItem { throw .missingVersion(path: path) }
            scanner.note(.missingVersion, "", at: end)
        }
        keepNotes(scanner.takeNotes())
        site.notes = notes
        site.endLine = line
        notes = []
        waiting = Array(records.reversed()) + [.site(site)]
    }

    mutating func keepNotes(_ more: [WXRNote]) {
        notes.append(contentsOf: more.prefix(max(0, WXRLimits.notes - notes.count)))
    }

    // MARK: The channel

    /// Reads on to the end of the next record, through whatever lies between.
    private mutating func step() throws(WXRError) -> WXRRecord? {
        while true {
            let child = scanner.nextChild()
            if let code = scanner.input.failure {
                throw .cannotRead(path: path, offset: Int64(scanner.input.end), code: code)
            }
            if let doctype = scanner.doctype { throw .doctype(path: path, line: scanner.input.line(at: doctype)) }
            guard let child else {
                guard scanner.isAtEnd else { continue }
                noteEnd()
                return nil
            }
            try checkRoot(child)
            if let record = try read(child) {
                if let code = scanner.input.failure {
                    throw .cannotRead(path: path, offset: Int64(scanner.input.end), code: code)
                }
                return record
            }
        }
    }

    /// Says once that the file stops before its elements do: it may hold less than the site.
    private mutating func noteEnd() {
        guard !saidEnd, let last = scanner.open.last else { return }
        saidEnd = true
        scanner.note(.fileEndsInside, String(decoding: last.name, as: UTF8.self), at: scanner.cursor)
    }

    private mutating func checkRoot(_ tag: WXRScanner.Tag) throws(WXRError) {
        guard sawRoot else {
            let line = scanner.input.line(at: tag.start)
            site.line = line
            switch tag.known {
            case .rss, .channel, .item: break
            default:
                let name = scanner.name(of: tag)
                switch name.lowercased() {
                case "feed", "rdf:rdf": throw .feed(path: path, line: line)
                case "html", "head", "body": throw .notXML(path: path, line: line, .html)
                default: throw .notAnExport(path: path, line: line, root: name)
                }
            }
            sawRoot = true
            scanner.refusesDoctype = false
            return
        }
        if scanner.open.isEmpty, !saidOutside {
            saidOutside = true
            scanner.note(.outsideChannel, scanner.name(of: tag), at: tag.start)
        }
    }

    private mutating func read(_ tag: WXRScanner.Tag) throws(WXRError) -> WXRRecord? {
        switch tag.known {
        case .rss, .channel: enter(tag)
        case .title: first(\.title, tag)
        case .link: first(\.link, tag)
        case .description: first(\.description, tag)
        case .pubDate: first(\.pubDate, tag)
        case .language: first(\.language, tag)
        case .generator: first(\.generator, tag)
        case .baseSiteURL: first(\.baseSiteURL, tag)
        case .baseBlogURL: first(\.baseBlogURL, tag)
        case .wxrVersion: try readVersion(tag)
        case .author: return author(tag)
        case .wpCategory: return category(tag)
        case .wpTag: return self.tag(tag)
        case .wpTerm: return term(tag)
        case .item: return item(tag)
        case .ownData: return own(tag)
        case let known where known.isOfItem: return lostItem(tag)
        // Some files have another name where `<channel>` should be; what is in it is read all the same.
        default: scanner.open.last?.known == .rss ? enter(tag) : scanner.skip(tag)
        }
        return nil
    }

    private mutating func first(_ field: WritableKeyPath<WXRSite, String>, _ tag: WXRScanner.Tag) {
        var text = site[keyPath: field]
        first(&text, tag)
        site[keyPath: field] = text
    }

    private mutating func enter(_ tag: WXRScanner.Tag) {
        if scanner.open.count < WXRLimits.depth { scanner.enter(tag) } else { scanner.skip(tag) }
    }

    private mutating func readVersion(_ tag: WXRScanner.Tag) throws(WXRError) {
        let version = scanner.field(tag)
        guard site.wxrVersion == nil else { return }
        // WordPress's own importer refuses the same: ^\d+\.\d+$
        guard WXRNamespace.isVersion(Substring(version)) else {
            throw .invalidVersion(
                path: path, line: scanner.input.line(at: tag.start), version: String(version.prefix(40)))
        }
        site.wxrVersion = version
        let parts = version.utf8.split(separator: 0x2E).map { Int(Substring($0)) ?? .max }
        if parts[0] > 1 || parts[0] == 1 && parts[1] > 2 {
            scanner.note(.newerVersion, "wp:wxr_version", at: tag.start)
        }
    }
}
