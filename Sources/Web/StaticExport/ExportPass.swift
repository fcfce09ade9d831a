import Content
import Editorial
import Foundation
import Media
import Site
import Storage
import Synchronization

/// One way through addresses of a magazine: each is asked for as a reader asks for it, and what the magazine says becomes a file.
final class ExportPass: Sendable {
    /// What is done with what comes out.
    enum Aim: Sendable {
        /// It becomes files, where they differ from what was noted.
        case write(ExportLog)
        /// It is held against the files that are there.
        case prove
    }

    /// What came of it.
    struct Findings: Sendable {
        /// Addresses that were seen to, and those that have something there.
        var seen: Set<UInt64> = []
        var live: Set<UInt64> = []
        /// What was there before and is not any more.
        var gone: [ExportRecord] = []
        /// Forms of pictures that pages named before and do not any more.
        var unnamed: Set<UInt64> = []
        /// Forms of pictures that pages name which were seen to.
        var named: Set<UInt64> = []
        var listed: [ExportRecord] = []
        var isListChanged = false
        /// Files that were written, and those that are as they were.
        var written = 0
        var kept = 0
        /// With the reason; of many the first, and how many there are.
        var leftOut: [String] = []
        var leftOutCount = 0
        var rightUntil = Int64.max
        /// Every file there must be, where they are asked for.
        var files: Set<String> = []
        // Of a proof.
        var missing: [String] = []
        var different: [String] = []
    }

    struct Output {
        var record: ExportRecord
        var content: Content

        enum Content {
            case none
            case bytes([UInt8])
            case copy(String)
        }
    }

    let site: Site
    let publication: Publication
    let files: FileStore
    let renditions: Renditions
    let folder: ExportFolder
    let aim: Aim
    /// What was noted of an address, where it can be relied on.
    let known: @Sendable (UInt64) -> ExportRecord?
    let names: NamedFiles
    private let monitor: ImportMonitor
    /// Whether what lies there is looked at, whatever was noted of it.
    let isWhole: Bool
    private let notesFiles: Bool
    let state = Mutex(Findings())

    /// - Parameter notesFiles: whether the names of all files are wanted at the end.
    init(
        site: Site, publication: Publication, files: FileStore, renditions: Renditions, folder: ExportFolder, aim: Aim,
        isWhole: Bool = false, notesFiles: Bool = false, monitor: ImportMonitor,
        known: @escaping @Sendable (UInt64) -> ExportRecord?
    ) {
        (self.site, self.publication, self.files, self.renditions) = (site, publication, files, renditions)
        (self.folder, self.aim, self.monitor, self.known) = (folder, aim, monitor, known)
        (self.isWhole, self.notesFiles) = (isWhole, notesFiles)
        names = NamedFiles(home: publication.home)
    }

    var findings: Findings { state.withLock { $0 } }
    /// Forms of pictures that are named, in a pass through everything.
    var named: Set<UInt64> { names.marks }

    // MARK: -

    /// Sees to some addresses, in their order.
    func see(to addresses: [(address: SiteAddress, rank: UInt8)], from library: Library) throws {
        if monitor.isCancelled() { throw ImportError.cancelled }
        let fresh = state.withLock { findings in
            addresses.filter { findings.seen.insert(ExportMark.address($0.address.text)).inserted }
        }
        var outputs: [Output] = []
        for (address, rank) in fresh {
            if let output = try output(of: address.text, owner: address.owner, rank: rank, library) {
                outputs.append(output)
            } else if let before = known(ExportMark.address(address.text)) {
                state.withLock { $0.gone.append(before) }
            }
        }
        try settle(outputs)
    }

    /// The same of an address that was noted before.
    func see(toKnown records: [ExportRecord], from library: Library) throws {
        if monitor.isCancelled() { throw ImportError.cancelled }
        var outputs: [Output] = []
        for record in records {
            guard state.withLock({ $0.seen.insert(record.hash).inserted }) else { continue }
            if var output = try output(of: record.address, owner: "", rank: record.rank, library) {
                output.record.owner = record.owner
                outputs.append(output)
            } else {
                state.withLock { $0.gone.append(record) }
            }
        }
        try settle(outputs)
    }

    // MARK: - What is at an address

    private func output(of address: String, owner: String, rank: UInt8, _ library: Library) throws -> Output? {
        guard case .target(let target) = RequestTarget.parse(address) else {
            leaveOut(address, "nobody can ask for it")
            return nil
        }
        let own = library.another()
        var record = ExportRecord(address: address, owner: ExportMark.dependency(owner), kind: .file, rank: rank)
        let answer: Answer
        do {
            if target.rawQuery == nil, let page = try site.exported(target.normalPath, from: own) {
                answer = .page(page)
                try tellHidden(at: address, own)
            } else {
                answer = try site.answer(
                    path: target.normalPath, query: target.rawQuery, parameters: target.query, from: own)
            }
        } catch let error as StorageError {
            // The database fails, not the page.
            throw error
        } catch {
            record.note(own.dependencies)
            return lacking(record, "\(error)")
        }
        var output: Output?
        switch answer {
        case .page(let page): output = try self.output(of: page, &record, library)
        case .redirect(let location): output = try leading(to: location, &record, own)
        case .upload(let upload):
            record.digest = ExportDigest(hexadecimal: upload.digest) ?? ExportDigest()
            output = Output(record: record, content: .copy(files.path(of: upload.digest)))
        case .picture(let picture):
            if names.has(address) { (record.kind, record.owner) = (.named, 0) }
            output = made([picture]).first.flatMap { copied($0, record) }
        case .card(let drawn):
            (record.kind, record.owner) = (.named, 0)
            output = copied(made(drawn), record)
        }
        guard var output else { return nil }
        let other = try rival(of: output.record, own)
        output.record.note(own.dependencies)
        if let other { return lacking(output.record, "its file would be that of \(other)", triesAgain: false) }
        return hasPlace(output) ? output : nil
    }

    private func output(of page: RenderedPage, _ record: inout ExportRecord, _ library: Library) throws -> Output? {
        guard page.status == 200 else {
            guard page.status == 410 else { return nil }
            record.kind = .gone
            return Output(record: record, content: .none)
        }
        // What servers are told to show for what is not there keeps its name.
        let isNamed = record.address == publication.home + "404.html"
        if page.mediaType.hasPrefix("text/html"), !isNamed { record.kind = .page }
        // A style sheet of another look answers too: the one that pages name is there.
        if names.has(record.address), page.mediaType.hasPrefix("text/css"), !page.isImmutable { return nil }
        if names.has(record.address), page.isImmutable {
            (record.kind, record.owner) = (.named, 0)
        } else {
            let named = names.addresses(in: page.bytes)
            record.marks = try Array(names.see(to: named) { try make($0, library) })
        }
        if let until = page.rightUntil {
            record.isFleeting = true
            state.withLock { $0.rightUntil = min($0.rightUntil, until.milliseconds) }
        }
        record.digest = ExportDigest(of: page.bytes)
        return Output(record: record, content: .bytes(page.bytes))
    }

    // MARK: - What is done with it

    func settle(_ outputs: [Output]) throws {
        switch aim {
        case .write(let log): try write(outputs, log)
        case .prove: try prove(outputs)
        }
    }

    private func write(_ outputs: [Output], _ log: ExportLog) throws {
        var wanted: [(output: Output, before: ExportRecord?)] = []
        for output in outputs {
            let before = known(output.record.hash)
            if before != output.record || isWhole {
                if before != output.record { try log.append(output.record) }
                wanted.append((output, before))
            }
            note(output.record, before)
        }
        // First it is noted, then it is there.
        if folder.isPublic, !wanted.isEmpty { try log.flush() }
        for (output, before) in wanted {
            guard let file = output.record.file else {
                // It was a page, and leads on now: its file goes when all is written.
                if let before, before.file != nil { state.withLock { $0.gone.append(before) } }
                continue
            }
            if isWhole ? isThere(output, file) : before.map({ $0.file == file && $0.digest == output.record.digest }) == true {
                state.withLock { $0.kept += 1 }
                continue
            }
            do {
                switch output.content {
                case .none: break
                case .bytes(let bytes): try folder.write(bytes, to: file)
                case .copy(let path): try folder.copy(path, to: file)
                }
                state.withLock { $0.written += 1 }
                if let before, let old = before.file, old != file { state.withLock { $0.gone.append(before) } }
            } catch ExportFolder.Taken.byAnother {
                if try leadsOnly(output.record, log) { continue }
                try leaveOut(output.record, before, placeTaken(file), log)
            } catch ExportFolder.Taken.byLink {
                try leaveOut(output.record, before, "a folder above it is a link that leads elsewhere", log)
            } catch MediaError.unreadable(_, let reason) {
                try leaveOut(output.record, before, "its file cannot be read: \(reason)", log)
            }
        }
    }

    private func isThere(_ output: Output, _ file: String) -> Bool {
        guard let found = folder.contents(of: file) else { return false }
        return switch output.content {
        case .none: true
        case .bytes(let bytes): found == bytes
        case .copy(let path): isCopy(found, of: path, output.record.digest)
        }
    }

    /// Where the original cannot be read just now, its digest tells whether its copy is right.
    private func isCopy(_ found: [UInt8], of path: String, _ digest: ExportDigest) -> Bool {
        FileManager.default.contents(atPath: path).map { [UInt8]($0) == found } ?? (ExportDigest(of: found) == digest)
    }

    /// What it had before goes when all is written.
    private func leaveOut(_ record: ExportRecord, _ before: ExportRecord?, _ reason: String, _ log: ExportLog) throws {
        try log.append(lacking(record, reason).record)
        if let before, before.file != nil { state.withLock { $0.gone.append(before) } }
    }

    private func note(_ record: ExportRecord, _ before: ExportRecord?) {
        let names = record.marks.filter(ExportMark.isNamed)
        state.withLock { findings in
            findings.live.insert(record.hash)
            if notesFiles, let file = record.file { findings.files.insert(file) }
            findings.named.formUnion(names)
            if let before {
                if before == record, record.file != nil, !isWhole { findings.kept += 1 }
                findings.unnamed.formUnion(Set(before.marks.filter(ExportMark.isNamed)).subtracting(names))
            }
            if record.isListed { findings.listed.append(record) }
            if record.isListed || before?.isListed == true,
                before?.kind != record.kind || before?.location != record.location
            {
                findings.isListChanged = true
            }
        }
    }

    private func prove(_ outputs: [Output]) throws {
        for output in outputs {
            note(output.record, nil)
            guard let file = output.record.file else { continue }
            if folder.contents(of: file) == nil {
                let address = output.record.address
                guard folder.obstacle(of: file) != nil else {
                    state.withLock { $0.missing.append(address) }
                    continue
                }
                // One that leads on stands in the lists.
                if output.record.kind != .leading { leaveOut(address, placeTaken(file)) }
            } else if isThere(output, file) {
                state.withLock { $0.kept += 1 }
            } else {
                state.withLock { $0.different.append(output.record.address) }
            }
        }
    }

    /// Notes that something has no file though the magazine has something there.
    ///
    /// - Parameter triesAgain: whether each run is to try again. Else one does that finds the magazine changed there.
    func lacking(_ record: ExportRecord, _ reason: String, triesAgain: Bool = true) -> Output {
        leaveOut(record.address, reason)
        var record = record
        (record.kind, record.isFleeting, record.digest, record.location) = (.lacking, triesAgain, ExportDigest(), "")
        // What time made wrong is looked at by each run.
        if triesAgain { state.withLock { $0.rightUntil = 0 } }
        return Output(record: record, content: .none)
    }

    func leaveOut(_ address: String, _ reason: String) {
        state.withLock { findings in
            findings.leftOutCount += 1
            if findings.leftOut.count < 10_000 { findings.leftOut.append("\(address): \(reason)") }
        }
    }
}
