import Content
private import Foundation
import Media
import Storage

/// Which files of a magazine nothing leads to; and their way into the trash.
struct UnusedFiles {
    let store: Store
    let tools: WorkTools
    let monitor: ImportMonitor
    let now: Timestamp

    /// How many files go at once, each of them whole or not at all.
    private static let batch = 500
    /// Rows that are read together; a body may have megabytes.
    private static let stretch: Int64 = 50

    private var files: FileStore { tools.files }
    private var trash: Trash { Trash(store: store, tools: tools, now: now) }

    // MARK: Listing

    func list() throws -> WorkResult {
        try trash.sweep()
        let graph = try graph()
        let unused = graph.unused
        let orphans = try orphans(graph)
        guard !unused.isEmpty || !orphans.isEmpty else {
            return WorkResult(report: "Every file of the magazine is used.\n", exit: .success)
        }
        var report = ""
        var size: Int64 = 0
        for start in stride(from: 0, to: unused.count, by: UnusedFiles.batch) {
            try monitor.check()
            let digests = Array(unused[start..<min(start + UnusedFiles.batch, unused.count)])
            try store.readWaiting { library in
                let records = try library.fileRecords(of: digests)
                for digest in digests {
                    guard let record = records[digest] else { continue }
                    size += record.uploads.first?.size ?? 0
                    report += try lines(record, library, graph)
                }
            }
        }
        for digest in orphans {
            let bytes = FileSize.of(files.path(of: digest))
            size += bytes
            report += "  (without an address: \(files.path(of: digest)))  \(ReadableSize.text(bytes))\n"
        }
        let count = unused.count + orphans.count
        return WorkResult(
            report: "\(UnusedFiles.counted(count)) that nothing uses, \(ReadableSize.text(size)):\n" + report
                + "Move \(count == 1 ? "it" : "them") to the trash, for \(Trash.days) days, with: stet pictures --unused --delete\n",
            exit: .incomplete)
    }

    static func counted(_ count: Int) -> String { "\(count) \(count == 1 ? "file" : "files")" }

    private func lines(_ record: FileRecord, _ library: Library, _ graph: FileGraph) throws -> String {
        guard let first = record.uploads.first else { return "" }
        var lines = "  \(first.path)  \(ReadableSize.text(first.size)), of \(Trash.day(first.modifiedAt))\n"
        for upload in record.uploads.dropFirst() { lines += "    also at \(upload.path)\n" }
        if let whole = ImageTag.withoutSize(first.path), graph.file(at: whole) != nil {
            lines += "    a smaller copy of \(whole)\n"
        }
        for words in record.pictures {
            if let page = words.picture.permalink { lines += "    has a page of its own, \(page)\n" }
            if let article = words.picture.articleID, let path = try library.path(ofArticle: article) {
                lines += "    was uploaded to \(path)\n"
            }
        }
        return lines
    }

    // MARK: The graph

    private func graph() throws -> FileGraph {
        var graph = try store.readWaiting { library in
            try FileGraph(library) { columns, body in
                try eachRow(of: columns, { try $0(library) }, body)
            }
        }
        let total = try store.readWaiting { try $0.count(of: FileReferences.sources) }
        var done: Int64 = 0
        for source in FileReferences.sources {
            try eachRow(of: source, { try store.readWaiting($0) }) { row in
                UnusedFiles.read(row, of: source, into: &graph)
                done += 1
                guard done % UnusedFiles.stretch == 0 else { return }
                monitor.report(
                    ImportProgress(
                        "Looking for what is used", done: done, total: total, things: done, of: total, thing: "texts"))
            }
        }
        readTheme(into: &graph)
        try store.readWaiting { library in try graph.settleGalleries { try library.articles(ofOldNumbers: $0) } }
        return graph
    }

    private func eachRow(
        of columns: TableColumns, _ reading: ((Library) throws -> [TableRow]) throws -> [TableRow], _ body: (TableRow) -> Void
    ) throws {
        var last: TableRow?
        repeat {
            try monitor.check()
            let rows = try reading { try $0.rows(of: columns, after: last, limit: UnusedFiles.stretch) }
            for row in rows { body(row) }
            last = rows.last
        } while last != nil
    }

    private static func read(_ row: TableRow, of source: TableColumns, into graph: inout FileGraph) {
        var texts = row.texts
        var own: Int?
        if source.table == FileReferences.pictureWords.table {
            own = graph.file(at: row.text(0))
            texts.removeFirst(min(1, texts.count))
        }
        // A page's old address is no use of the page's file.
        if source.table == FileReferences.redirects.table { own = graph.pages[FileGraph.pageName(row.text(0))] }
        for text in texts { graph.read(text, of: row.article, about: own) }
    }

    /// The theme that stands in for the default one: a logo is named there, if anywhere.
    private func readTheme(into graph: inout FileGraph) {
        guard let walker = FileManager.default.enumerator(atPath: tools.directory.theme) else { return }
        while let name = walker.nextObject() as? String {
            guard walker.fileAttributes?[.type] as? FileAttributeType == .typeRegular,
                let bytes = FileManager.default.contents(atPath: tools.directory.theme + "/" + name)
            else { continue }
            graph.read(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// What is in the store and served nowhere: left by an import that was stopped, or that refused the file. Of a folder that is
    /// shared nobody can tell: another program may be about to say where it is served.
    private func orphans(_ graph: FileGraph) throws -> [String] {
        guard !tools.directory.database.isShared else { return [] }
        let known = Set(graph.files.map(\.digest))
        return files.digests.filter { !known.contains($0) }.sorted()
    }

    // MARK: Deleting

    /// What stands in the way when the magazine has changed too much since the texts were read.
    private struct Overtaken: Error {}

    func delete() throws -> WorkResult {
        // An import brings in files first, and then what shows them.
        guard let lock = DeletionLock(tools.directory, isDeleting: true) else {
            return WorkResult(
                report: "An import is running. Run the same again when it is done: it may bring in what uses them.\n",
                exit: .incomplete)
        }
        defer { withExtendedLifetime(lock) {} }
        try trash.sweep()
        var report = ""
        var (count, size) = (0, Int64(0))
        func note(_ moved: [(name: String, size: Int64)]) {
            for file in moved {
                report += "  \(file.name)  \(ReadableSize.text(file.size))\n"
                count += 1
                size += file.size
            }
        }
        var isOvertaken = true
        for _ in 0..<3 where isOvertaken {
            do {
                var graph = try graph()
                let unused = graph.unused
                for start in stride(from: 0, to: unused.count, by: UnusedFiles.batch) {
                    try monitor.check()
                    note(try delete(Array(unused[start..<min(start + UnusedFiles.batch, unused.count)]), &graph))
                    let done = Int64(min(start + UnusedFiles.batch, unused.count))
                    monitor.report(
                        ImportProgress(
                            "Moving to the trash", done: done, total: Int64(unused.count), things: done, of: Int64(unused.count),
                            thing: "files"))
                }
                note(try deleteOrphans(graph))
                isOvertaken = false
            } catch is Overtaken {}
        }
        if count > 0 {
            var served: Set<String> = []
            try store.readWaiting { try $0.eachUpload { served.insert($0.digest) } }
            RenditionShelf(folder: tools.directory.renditions).keep(only: served)
            report =
                "\(UnusedFiles.counted(count)) that nothing used, \(ReadableSize.text(size)), "
                + "\(count == 1 ? "is" : "are") in the trash for \(Trash.days) days:\n" + report
                + "Bring one back with: stet pictures restore FILE\n"
        }
        if isOvertaken {
            report += "The magazine changes too much at the moment, by an import perhaps. Run the same again when that is done.\n"
        } else if count == 0 {
            report = "Every file of the magazine is used.\n"
        }
        return WorkResult(report: report, exit: isOvertaken ? .incomplete : .success)
    }

    /// The rows go in one transaction, which looks once more at what was written since the texts were read; then the bytes.
    private func delete(_ digests: [String], _ graph: inout FileGraph) throws -> [(name: String, size: Int64)] {
        let records = try store.readWaiting { try $0.fileRecords(of: digests) }
        var entries: [String: FileTrash.Entry] = [:]
        for digest in digests { entries[digest] = FileTrash.Entry(digest: digest, deletedAt: now.milliseconds) }
        try tools.trash.add(
            notes: entries.compactMap { digest, entry in
                records[digest].map { (entry, TrashNote($0).bytes) }
            })
        // Where this fails the notes stay: whether the rows are gone may be unknown, and the next sweep finds out.
        let removed = try store.writeWaiting { transaction in
            let current = transaction.current
            let touched = try readAgain(current, into: &graph)
            let isUnused = Set(graph.unused)
            let present = try current.fileRecords(of: digests)
            let removed = digests.compactMap { records[$0] }.filter { record in
                isUnused.contains(record.digest) && present[record.digest] == record
                    && record.uploads.map(\.path) == graph.paths(of: record.digest)
                    && !record.pictures.contains { touched.pictures.contains($0.id) }
            }
            for record in removed { try transaction.remove(record) }
            // What this transaction touches need not be looked at by the next.
            graph.commit = try current.lastCommit() + (removed.isEmpty ? 0 : 1)
            return removed
        }
        let gone = Set(removed.map(\.digest))
        for (digest, entry) in entries where !gone.contains(digest) { tools.trash.remove(entry) }
        try trash.end(removed.compactMap { entries[$0.digest] })
        return removed.compactMap { record in record.uploads.first.map { ($0.path, $0.size) } }
    }

    /// Reads what was written since the texts were read.
    private func readAgain(_ library: Library, into graph: inout FileGraph) throws -> TouchedTexts {
        guard let touched = try library.touched(since: graph.commit).map(TouchedTexts.init) else { throw Overtaken() }
        for source in FileReferences.sources {
            if source.isOfArticles {
                for article in touched.articles.sorted() {
                    for row in try library.rows(of: source, article: article) {
                        UnusedFiles.read(row, of: source, into: &graph)
                    }
                }
            } else if touched.hasOthers || !touched.pictures.isEmpty {
                try eachRow(of: source, { try $0(library) }) { UnusedFiles.read($0, of: source, into: &graph) }
            }
        }
        try graph.settleGalleries { try library.articles(ofOldNumbers: $0) }
        return touched
    }

    private func deleteOrphans(_ graph: FileGraph) throws -> [(name: String, size: Int64)] {
        let orphans = try orphans(graph)
        let entries = orphans.compactMap { FileTrash.Entry(digest: $0, deletedAt: now.milliseconds) }
        try tools.trash.add(notes: entries.map { ($0, TrashNote(nil).bytes) })
        let sizes = entries.map { (files.path(of: $0.digest), FileSize.of(files.path(of: $0.digest))) }
        try trash.end(entries)
        return zip(entries, sizes).filter { tools.trash.size(of: $0.0) != nil }.map { ($0.1.0, $0.1.1) }
    }
}
