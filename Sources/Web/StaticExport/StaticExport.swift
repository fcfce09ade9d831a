import Content
import Editorial
import Foundation
import Media
import Site
import Storage

/// `stet export site`: the whole magazine as files for any server. docs/static-export.md says what becomes of what.
///
/// A first run is seen when it is whole. A later one reads what the commits since have touched, makes those pages anew that were made of
/// it, and writes those that differ: what is linked to before what links, and takes away last.
struct StaticExport {
    let order: SiteExportOrder
    let store: Store
    let tools: WorkTools
    let monitor: ImportMonitor

    private var folder: String { order.folder }

    /// A part of a run, for one of its threads.
    private struct Step: Sendable {
        enum What: Sendable {
            case stretch(SiteStretch)
            case records([ExportRecord])
            case addresses([SiteAddress])
        }

        let pass: ExportPass
        let publication: Publication
        let what: What

        func perform(_ library: Library) throws {
            switch what {
            case .stretch(let stretch):
                let addresses = try SiteAddresses(library.another(), publication).addresses(of: stretch)
                try pass.see(to: addresses.map { ($0, ExportRank.of($0, home: publication.home)) }, from: library)
            case .records(let records): try pass.see(toKnown: records, from: library)
            case .addresses(let addresses):
                try pass.see(to: addresses.map { ($0, ExportRank.of($0, home: publication.home)) }, from: library)
            }
        }
    }

    init(order: SiteExportOrder, store: Store, tools: WorkTools, monitor: ImportMonitor) throws {
        var order = order
        order.folder = try ExportTarget.path(of: order.folder, data: tools.directory.path)
        (self.order, self.store, self.tools, self.monitor) = (order, store, tools, monitor)
    }

    func run() throws -> WorkResult {
        let target = ExportTarget(folder)
        let head = ExportState.head(of: ExportFolder(folder, isPublic: true).state)
        // Before anything is made for it.
        _ = try store.readWaiting { try settings($0, choices(head)) }
        if order.isProof { return try prove(target.provable(head)) }
        if target.holdsExport { return try later(head) }
        try target.requireNewOrEmpty()
        return try first()
    }

    // MARK: - Before

    /// The settings with the address that was asked for.
    private func settings(_ library: Library, _ choices: ExportState.Choices) throws -> Publication {
        var publication = try library.publication()
        guard !choices.baseURL.isEmpty else { return publication }
        let path = publication.basePath
        publication.baseURL = choices.baseURL
        guard publication.basePath == path else {
            throw ImportError.unreadable(
                "--base-url \(choices.baseURL) has another path than the setting base_url, which has \(path.isEmpty ? "none" : path): pages are "
                    + "where they are. Give it as \(publication.origin)\(path)."
            )
        }
        return publication
    }

    private func choices(_ head: ExportState.Head?) -> ExportState.Choices {
        var choices = head?.choices ?? ExportTarget(folder).choices ?? ExportState.Choices()
        if let baseURL = order.baseURL { choices.baseURL = baseURL }
        while choices.baseURL.hasSuffix("/") { choices.baseURL.removeLast() }
        if let drawsCards = order.drawsCards { choices.drawsCards = drawsCards }
        return choices
    }

    /// What pages are made with besides the database: when it changes, all are made anew.
    private func makeFingerprint(_ choices: ExportState.Choices) throws -> UInt64 {
        let program = try? FileManager.default.attributesOfItem(
            atPath: FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let version = [program?[.size], program?[.modificationDate]].map { "\($0 ?? "")" }
        return ExportMark.address(
            ([try Theme.fingerprint(of: tools.directory.theme), choices.baseURL, "\(choices.drawsCards)"] + version).joined(
                separator: " "))
    }

    private func makePass(
        _ publication: Publication, _ choices: ExportState.Choices, _ folder: ExportFolder, _ aim: ExportPass.Aim,
        isWhole: Bool = false,
        notesFiles: Bool = false, known: @escaping @Sendable (UInt64) -> ExportRecord?
    ) throws -> ExportPass {
        let site = Site(
            store: store, themes: ThemeSource(try Theme(checking: tools.directory.theme)),
            baseURL: choices.baseURL.isEmpty ? nil : choices.baseURL, drawsCards: choices.drawsCards)
        let renditions = Renditions(
            originals: tools.files, folder: tools.directory.renditions, workers: tools.images.workers, limits: tools.images.limits
        )
        return ExportPass(
            site: site, publication: publication, files: tools.files, renditions: renditions, folder: folder, aim: aim,
            isWhole: isWhole, notesFiles: notesFiles, monitor: monitor, known: known)
    }

    private var crew: SnapshotCrew {
        // Readers of a server have the other connections.
        SnapshotCrew(store: store, threads: min(3, ProcessInfo.processInfo.activeProcessorCount))
    }

    // MARK: - The first run

    private func first() throws -> WorkResult {
        let name = folder.split(separator: "/").last.map(String.init) ?? ""
        let above = String(folder.dropLast(name.utf8.count))
        let part = ExportFolder("\(above).\(name).stet-part", isPublic: false)
        let lockFile = "\(part.path)/\(ExportFolder.own)/lock"
        // One that was killed before it had its lock holds nobody up.
        if FileManager.default.fileExists(atPath: lockFile), try ExportLock(lockFile) == nil {
            throw ImportError.unreadable("Another run makes \(folder) just now.")
        }
        // What a killed run left is begun anew: nobody has seen it.
        try? FileManager.default.removeItem(atPath: part.path)
        try part.prepare()
        guard let lock = try ExportLock(lockFile) else {
            throw ImportError.unreadable("Another run makes \(folder) just now.")
        }
        defer { withExtendedLifetime(lock) {} }
        let choices = self.choices(nil)
        let fingerprint = try makeFingerprint(choices)
        let log = try ExportLog(file: part.state, at: ExportState.Head.size)
        try write(choices, to: part)
        let (pass, commit, history) = try crew.run { library, perform in
            let publication = try settings(library, choices)
            let pass = try makePass(publication, choices, part, .write(log), known: { _ in nil })
            try everything(pass, publication, library, perform)
            try write(ServerFiles(publication, pass.findings.listed), to: part)
            let commit = try library.lastCommit()
            return (pass, commit, try mark(library, commit))
        } work: { (step: Step, library) in
            try step.perform(library)
        }
        let findings = pass.findings
        var head = ExportState.Head()
        (head.commit, head.history, head.fingerprint, head.choices) = (commit, history, fingerprint, choices)
        (head.length, head.baseLength) = (UInt64(log.length), UInt64(log.length))
        head.rightUntil = findings.rightUntil
        try log.finish(head)
        part.tidy()
        guard rename(part.path, folder) == 0 else { throw ExportFolder.failure(folder) }
        return ExportReport(folder: folder).run(findings, removed: 0)
    }

    private func everything(
        _ pass: ExportPass, _ publication: Publication, _ library: Library, _ perform: ([Step]) throws -> Void
    ) throws {
        let phases = try SiteAddresses(library.another(), publication).stretches()
        let total = Int64(phases.reduce(0) { $0 + $1.count })
        var done: Int64 = 0
        for phase in phases {
            // In parts, so that it can be told how far it is.
            for start in stride(from: 0, to: phase.count, by: 64) {
                let part = phase[start..<min(start + 64, phase.count)]
                try perform(part.map { Step(pass: pass, publication: publication, what: .stretch($0)) })
                done += Int64(part.count)
                let files = pass.findings.live.count
                monitor.report(ImportProgress("Writing", done: done, total: total, things: Int64(files), thing: "files"))
            }
        }
    }

    /// Beside the notes, for when those cannot be read.
    private func write(_ choices: ExportState.Choices, to folder: ExportFolder) throws {
        let bytes = Array(choices.text.utf8)
        if folder.contents(of: ExportTarget.choices) != bytes { try folder.write(bytes, to: ExportTarget.choices) }
    }

    private func write(_ files: ServerFiles, to folder: ExportFolder) throws {
        for (file, bytes) in files.all where folder.contents(of: file) != bytes { try folder.write(bytes, to: file) }
    }

    // MARK: - Later runs

    private func later(_ head: ExportState.Head?) throws -> WorkResult {
        let out = ExportFolder(folder, isPublic: true)
        let choices = self.choices(head)
        let fingerprint = try makeFingerprint(choices)
        let now = Site.systemClock().milliseconds
        if let head, !order.isWhole, head.fingerprint == fingerprint, head.rightUntil > now,
            try store.readWaiting({ try $0.lastCommit() == head.commit && mark($0, head.commit) == head.history }),
            isTidy(out, head)
        {
            return WorkResult(report: "\(folder) is up to date.\n", exit: .success)
        }
        guard let lock = try ExportLock("\(folder)/\(ExportFolder.own)/lock") else {
            throw ImportError.unreadable("Another run writes into \(folder) just now.")
        }
        defer { withExtendedLifetime(lock) {} }
        try out.prepare()
        let state = ExportState(file: out.state)
        let log = try ExportLog(file: out.state, at: state?.end ?? ExportState.Head.size)
        if state == nil { try log.begin(choices) }
        let lost = state == nil ? ExportTarget(folder).lost(head, order) : ""
        try write(choices, to: out)
        var run = LaterRun(folder: out, state: state, log: log)
        let (commit, history) = try crew.run { library, perform in
            let publication = try settings(library, choices)
            let known = try state?.head.commit ?? -1 >= 0 && mark(library, state?.head.commit ?? 0) == state?.head.history
            let since = known && state?.head.fingerprint == fingerprint && !order.isWhole ? state?.head.commit : nil
            if let state, let since, let touched = try library.touched(since: since),
                touched.isDisjoint(with: [.publication, .listingSettings]), try !uncovers(touched, state, library)
            {
                try follow(touched, state, &run, publication, choices, library, perform)
            } else {
                let places = state?.places() ?? [:]
                let (unsure, isWhole) = (state?.unsure ?? [:], order.isWhole)
                let pass = try makePass(
                    publication, choices, out, .write(log), isWhole: isWhole || state == nil, notesFiles: false
                ) { hash in
                    unsure[hash] == nil ? places[hash].flatMap { state?.record(at: $0) } : nil
                }
                try everything(pass, publication, library, perform)
                run.findings = pass.findings
                run.findAbandoned(named: pass.named)
                run.isListWanted = true
            }
            try run.removeGone()
            if run.isListWanted || run.findings.isListChanged { try write(ServerFiles(publication, run.listed()), to: out) }
            let commit = try library.lastCommit()
            return (commit, try mark(library, commit))
        } work: { (step: Step, library) in
            try step.perform(library)
        }
        var new = ExportState.Head()
        (new.commit, new.history, new.fingerprint, new.choices) = (commit, history, fingerprint, choices)
        new.rightUntil = min(run.findings.rightUntil, (state?.head.rightUntil).flatMap { $0 > now ? $0 : nil } ?? .max)
        try run.finish(new)
        out.tidy()
        return ExportReport(folder: folder).run(run.findings, removed: run.removed, lost)
    }

    private func mark(_ library: Library, _ commit: Int64) throws -> UInt64 {
        ExportMark.address(try library.history(upTo: commit))
    }

    /// Whether an address that led on, or was gone by decision, means nothing by itself any more: what every magazine has there, such as
    /// a month's page, is seen again, and only a look at all addresses finds it.
    private func uncovers(_ touched: Set<Dependency>, _ state: ExportState, _ library: Library) throws -> Bool {
        var keys = MarkSet()
        for case .address(let key) in touched where try library.destination(at: key) == nil {
            keys.insert(ExportMark.address(key))
        }
        guard !keys.isEmpty else { return false }
        var isUncovered = false
        state.each {
            keys.contains($0.hash)
        } _: {
            isUncovered = isUncovered || $0.isListed
        }
        return isUncovered
    }

    private func isTidy(_ out: ExportFolder, _ head: ExportState.Head) -> Bool {
        let size = try? FileManager.default.attributesOfItem(atPath: out.state)[.size] as? UInt64
        return size == head.length
    }

    /// Makes anew what was made of what was touched, and makes what is new.
    private func follow(
        _ touched: Set<Dependency>, _ state: ExportState, _ run: inout LaterRun, _ publication: Publication,
        _ choices: ExportState.Choices, _ library: Library, _ perform: ([Step]) throws -> Void
    ) throws {
        let addresses = SiteAddresses(library.another(), publication)
        let owners = Set(touched.compactMap(SiteAddresses.owner(ofTouched:)))
        var owned = try owners.sorted { $0.text < $1.text }.flatMap(addresses.addresses(ownedBy:))
        // The number of site maps follows that of addresses.
        if touched.contains(.terms) || touched.contains(where: { if case .address = $0 { true } else { false } }) {
            owned += try addresses.others()
        }
        let hashes = MarkSet(owned.map { ExportMark.address($0.text) })
        let ownerMarks = MarkSet(owners.map { ExportMark.dependency($0.text) })
        let records = TouchedRecords(touched)
        let isDue = state.head.rightUntil <= Site.systemClock().milliseconds
        var known: [UInt64: ExportRecord] = [:]
        var wrong: Set<UInt64> = []
        // Of all that is noted, as few passes as can be are made: they are what takes time where one word has changed.
        var forms: [UInt64: Int] = [:]
        state.each { entry in
            // The last note of an address counts, and stands behind the others.
            if entry.kind == .named {
                forms[entry.hash] = entry.offset
            } else if entry.offset >= state.head.baseLength {
                forms[entry.hash] = nil
            }
            if isDue && entry.isFleeting || state.unsure[entry.hash] != nil || records.contains(entry) {
                wrong.insert(entry.hash)
                return true
            }
            return ownerMarks.contains(entry.owner) || hashes.contains(entry.hash)
        } _: { record in
            known[record.hash] = record
        }
        // What something touched had and has not any more.
        for record in known.values where ownerMarks.contains(record.owner) && !hashes.contains(record.hash) {
            run.gone.append(record)
        }
        let gone = Set(run.gone.map(\.hash))
        var steps: [(rank: UInt8, isKnown: Bool, what: Step.What, order: String)] = []
        for address in owned {
            let hash = ExportMark.address(address.text)
            guard known[hash] == nil || wrong.contains(hash) else { continue }
            let rank = ExportRank.of(address, home: publication.home)
            steps.append((rank, known[hash] != nil, .addresses([address]), address.text))
        }
        for hash in wrong where !hashes.contains(hash) && !gone.contains(hash) {
            guard let record = known[hash] else { continue }
            steps.append((record.rank, true, .records([record]), record.address))
        }
        let (before, pictures, unsure) = (known, forms, state.unsure)
        let pass = try makePass(publication, choices, run.folder, .write(run.log)) { hash in
            unsure[hash] == nil ? before[hash] ?? pictures[hash].flatMap { state.record(at: $0) } : nil
        }
        // Within a rank what is new comes first: the others may lead there.
        steps.sort { ($0.rank, $0.isKnown ? 1 : 0, $1.order) < ($1.rank, $1.isKnown ? 1 : 0, $0.order) }
        var start = 0
        while start < steps.count {
            let end =
                steps[start...].firstIndex { $0.rank != steps[start].rank || $0.isKnown != steps[start].isKnown } ?? steps.count
            try perform(steps[start..<end].map { Step(pass: pass, publication: publication, what: $0.what) })
            start = end
        }
        run.findings = pass.findings
        run.findUnnamed()
    }

    // MARK: - The proof

    private func prove(_ head: ExportState.Head) throws -> WorkResult {
        let out = ExportFolder(folder, isPublic: true)
        let (findings, files, commit) = try crew.run { library, perform in
            let publication = try settings(library, head.choices)
            let pass = try makePass(publication, head.choices, out, .prove, notesFiles: true, known: { _ in nil })
            try everything(pass, publication, library, perform)
            var findings = pass.findings
            for (file, bytes) in ServerFiles(publication, findings.listed).all {
                findings.files.insert(file)
                let found = out.contents(of: file)
                if found == nil { findings.missing.append(file) } else if found != bytes { findings.different.append(file) }
            }
            return (findings, findings.files, try library.lastCommit())
        } work: { (step: Step, library) in
            try step.perform(library)
        }
        let extra = out.files().filter { !files.contains($0) }
        return ExportReport(folder: folder).proof(findings, files: files.count, extra: extra, isOld: commit != head.commit)
    }
}

/// What is written before what: files, pages about them, articles, listings, feeds and the rest, the front pages, what leads on.
enum ExportRank {
    static func of(_ address: SiteAddress, home: String) -> UInt8 {
        switch address.owner.utf8.first {
        case UInt8(ascii: "u"): 0
        case UInt8(ascii: "p"): 1
        case UInt8(ascii: "a"): 2
        case UInt8(ascii: "/"): 6
        case UInt8(ascii: "l") where address.text == home || address.text.hasPrefix(home + "page/"): 5
        case UInt8(ascii: "l"): address.text.contains("/feed/") ? 4 : 3
        default: 4
        }
    }
}
